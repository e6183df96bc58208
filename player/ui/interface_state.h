// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of Interface, shared by its two sources. Internal to ui/.
#pragma once

#include "player/ui/imgui_context.h"
#include "player/ui/interface.h"

namespace mallette::ui {

struct Interface::State {
  State(Fonts loaded, Clipboard& shared) : fonts(std::move(loaded)), clipboard(shared) {}

  ImguiContext context;
  Fonts fonts;
  Clipboard& clipboard;
  Theme theme;
  Memory memory;
  accessibility::Tree tree;
  ImDrawData* data = nullptr;

  void ask(Request request) { memory.requests.push_back(std::move(request)); }
  /// What the focused node makes of a key. False: nothing.
  bool key_on(const accessibility::Node& focused, const Key& key);
  void move_focus(std::optional<NodeId> id);
  /// Puts focus where it can be after `now` was drawn. True when it moved.
  bool settle_focus(const accessibility::Tree& before, const accessibility::Tree& now);
  /// Scrolls to what took focus, or is to be revealed. True when something moved.
  bool show_what_is_sought(const accessibility::Tree& now);
  enum class Seek { kIntoView, kToTheMiddle };
  bool scroll_to(const accessibility::Tree& now, NodeId id, Seek seek);
  bool scroll_by(NodeId id, float pixels);
  /// What has a bar there: the right edge of what scrolls.
  [[nodiscard]] std::optional<NodeId> bar_at(float x, float y) const;
  /// The middle of the bar goes to the pointer.
  void drag_bar(float y);
  /// The innermost scrolled part that the node is, holds, or is in.
  [[nodiscard]] std::optional<NodeId> scroll_of(const accessibility::Node& node) const;

  /// The focus moved since show_what_is_sought() last saw it.
  bool focus_moved = false;
};

struct Interface::Drawn {
  ImDrawData* data;
  ImFontAtlas* atlas;
  unsigned generation;
};

}  // namespace mallette::ui
