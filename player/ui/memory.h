// SPDX-License-Identifier: GPL-3.0-or-later
// What an interface keeps from frame to frame, and what it was asked to do since the last one.
// Internal to ui/. Main thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/accessibility/tree.h"
#include "player/ui/key_map.h"
#include "player/ui/painter.h"
#include "player/ui/text_edit.h"

namespace mallette::ui {

using accessibility::NodeId;

/// Something a widget is to do. Keys, pointer, scripts and screen readers all end in one of these.
struct Request {
  enum class Kind : std::uint8_t {
    kPress,
    kIncrement,
    kDecrement,
    kSetNumber,  ///< number
    kSetText,    ///< text, in place of all there is
    kPointAt,    ///< number: pixels from the left of the window; extend: the pointer is dragged
    kType,       ///< text
    kEditKey,    ///< key
    kDismiss,
  };
  NodeId target;
  Kind kind = Kind::kPress;
  double number = 0;
  std::string text = {};
  Key key = {};
  bool extend = false;
};

struct Scroll {
  float offset = 0;   ///< pixels of content above the edge
  float content = 0;  ///< height, as last drawn
  Rect view;
  [[nodiscard]] float most() const { return std::max(0.0F, content - view.height); }
};

struct Memory {
  std::optional<NodeId> focus;
  std::optional<NodeId> focus_before_dialog;
  std::optional<NodeId> held;  ///< the pointer went down on it and is still down
  std::optional<NodeId> hovered;
  std::optional<NodeId> dragged;  ///< what scrolls while the pointer holds its bar
  std::vector<Request> requests;
  std::map<NodeId, Scroll> scrolls;
  std::map<NodeId, float> heights;  ///< of what is as high as its content
  std::map<NodeId, TextEdit> edits;
  std::map<NodeId, NodeId> chosen;  ///< by list: the item that was selected when last drawn
  std::optional<NodeId> reveal;     ///< to be scrolled to, without taking focus
  std::optional<NodeId> preferred;  ///< Frame::prefer_focus(), of this pass
  /// Something was learned while drawing that changes what was drawn before it: draw again.
  bool unsettled = false;
};

}  // namespace mallette::ui
