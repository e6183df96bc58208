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
    kGrab,     ///< number, number_y: the pointer went down there on what can be moved
    kDrag,     ///< and is there now
    kRelease,  ///< and was let go there
  };
  NodeId target;
  Kind kind = Kind::kPress;
  double number = 0;
  double number_y = 0;
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

/// What is moved by the pointer: as it was when it was taken hold of, and where.
struct Grip {
  NodeId id;
  Rect rect;
  float x = 0, y = 0;
  int side_x = 0, side_y = 0;  ///< the corner: -1 left or top, 1 right or bottom; 0: all of it
  bool moved = false;
};

struct Memory {
  std::optional<NodeId> focus;
  std::optional<NodeId> focus_before_dialog;
  std::optional<NodeId> held;  ///< the pointer went down on it and is still down
  std::optional<NodeId> hovered;
  std::optional<NodeId> dragged;  ///< what scrolls while the pointer holds its bar
  std::optional<NodeId> movable;  ///< what the pointer can move, as last drawn
  std::optional<Grip> grip;
  std::vector<Request> requests;
  std::map<NodeId, Scroll> scrolls;
  std::map<NodeId, float> heights;  ///< of what is as high as its content
  std::map<NodeId, TextEdit> edits;
  std::map<NodeId, NodeId> chosen;  ///< by list: the item that was selected when last drawn
  std::optional<NodeId> reveal;     ///< to be scrolled to, without taking focus
  std::optional<NodeId> preferred;  ///< Frame::prefer_focus(), of this pass
  std::optional<NodeId> answers_enter;  ///< Frame::answer_enter(), of this pass
  /// Something was learned while drawing that changes what was drawn before it: draw again.
  bool unsettled = false;
};

}  // namespace mallette::ui
