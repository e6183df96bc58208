// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of one window: what was asked of it goes in, pictures and the semantic tree come out.
//
//   keys, pointer ──> the node that has focus, or lies there, in the tree last drawn ─┐
//   scripts, screen readers ──> the node of that role and name, or id ────────────────┤
//                                                                                     v
//   draw(view): the view emits its widgets; the one that was asked answers "pressed"  Request
//
// Focus is ours, by node. Escape reaches the uppermost dialog, which then leaves things as they are.
// A key that is not taken is the caller's (key_map.h), also over a dialog: the neutral screen must come
// from anywhere. What must not happen beneath a dialog (the next step), the caller keeps from it by
// tree().modal(). Neither SDL nor Dear ImGui shows here:
// sdl_input.h brings events, sdl_screen.h shows the picture.
//
// Main thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "player/accessibility/tree.h"
#include "player/ui/fonts.h"
#include "player/ui/frame.h"
#include "player/ui/theme.h"

namespace mallette::ui {

using View = std::function<void(Frame&)>;

class Interface {
 public:
  /// The clipboard outlives the interface. Errors: those of Fonts::load().
  static Result<std::unique_ptr<Interface>> make(const FontFiles& fonts, Clipboard& clipboard);
  ~Interface();
  Interface(const Interface&) = delete;
  Interface& operator=(const Interface&) = delete;

  void set_theme(const Theme& theme);
  [[nodiscard]] const Theme& theme() const;

  /// Passes over the view until it is settled: at most kMostPasses times. Errors: kRenderer.
  Result<void> draw(Extent pixels, std::string_view title, const View& view,
                    Ground ground = Ground::kFilled);
  static constexpr int kMostPasses = 6;
  /// Of the last draw().
  [[nodiscard]] const accessibility::Tree& tree() const;

  // What a person does. True: it is taken, and shows at the next draw().
  bool key(const Key& key);
  /// As typed, UTF-8; taken by the text field that has focus.
  bool type(std::string_view text);
  bool pointer_down(float x, float y);
  void pointer_moved(float x, float y);
  bool pointer_up(float x, float y);
  /// Notches of the wheel, up positive, and fractions of them.
  bool wheel(float x, float y, float notches);
  void pointer_left();
  /// A text field has focus: letters are text, not shortcuts.
  [[nodiscard]] bool takes_text() const;

  // What scripts and screen readers do.
  enum class Outcome { kDone, kNotFound, kAmbiguous, kDisabled };
  Outcome press(accessibility::Role role, std::string_view name);
  Outcome perform(NodeId id, accessibility::NodeAction action);
  Outcome set_number(NodeId id, double number);
  Outcome set_text(NodeId id, std::string_view text);
  /// Nothing: focus is nowhere.
  void focus(std::optional<NodeId> id);

  /// Internal to ui/: what the screen draws.
  struct Drawn;
  [[nodiscard]] Drawn drawn();

 private:
  struct State;
  explicit Interface(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mallette::ui
