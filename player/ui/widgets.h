// SPDX-License-Identifier: GPL-3.0-or-later
// The things of the interface. Each draws itself and records its node in the same call; there is no
// other way to put something on the screen. `key` names a widget among its siblings and never
// changes; the words are the catalogue's.
//
// A widget takes its place from a Flow: as wide as a column, or as it needs in a row. Those that are
// pressed answer true once. Main thread, within a Frame's life.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "player/ui/flow.h"
#include "player/ui/frame.h"
#include "player/ui/icons.h"

namespace mallette::ui {

enum class Ink : std::uint8_t { kText, kQuiet, kAccent, kWarm, kBroken };
[[nodiscard]] Colour ink_colour(const Palette& colours, Ink ink);

struct TextLook {
  Type type = {};
  Ink ink = Ink::kText;
  Icon icon = Icon::kNone;  ///< before the first line
};

void heading(Frame& frame, Flow& flow, std::string_view key, std::string_view words, int level,
             TextLook look = {});
void text(Frame& frame, Flow& flow, std::string_view key, std::string_view words, TextLook look = {});
/// Text that the voice announces when it changes.
void status(Frame& frame, Flow& flow, std::string_view key, std::string_view words, accessibility::Live live,
            TextLook look = {});

enum class ButtonLook : std::uint8_t {
  kPrimary,  ///< the one thing to do here
  kQuiet,
  kPlain,  ///< no edge until it is pointed at: for what is seldom wanted
};
struct ButtonSpec {
  std::string_view words;
  Icon icon = Icon::kNone;
  ButtonLook look = ButtonLook::kQuiet;
  std::string_view description = {};
  bool disabled = false;
  /// Shows or hides something: is that shown now?
  std::optional<bool> expanded = {};
  bool answers_enter = false;  ///< also while nothing has focus: Frame::answer_enter()
};
[[nodiscard]] bool button(Frame& frame, Flow& flow, std::string_view key, const ButtonSpec& spec);
/// Its width in pixels on one line: for what stands at the right.
[[nodiscard]] float button_width(const Frame& frame, const ButtonSpec& spec);

/// On or off, with a switch to see it by. The caller turns it.
[[nodiscard]] bool toggle(Frame& frame, Flow& flow, std::string_view key, std::string_view words, bool on,
                          bool disabled = false);

enum class TickMeans : std::uint8_t {
  kDone,  ///< what is ticked steps back
  kChosen,
};
struct ChoiceSpec {
  std::string_view name;  ///< shown above
  std::span<const std::string> options;
  std::size_t chosen = 0;
};
/// One of a few, all of them in sight: one stop of Tab, arrows inside. The option that was pressed.
[[nodiscard]] std::optional<std::size_t> choice(Frame& frame, Flow& flow, std::string_view key,
                                                const ChoiceSpec& spec);

/// A box to tick, its words wrapped over as many lines as they need.
[[nodiscard]] bool tick_box(Frame& frame, Flow& flow, std::string_view key, std::string_view words,
                            bool ticked, TickMeans means = TickMeans::kDone, TypeSize size = TypeSize::kBody);

struct SliderSpec {
  std::string_view name;  ///< for the tree; not shown
  std::string value;      ///< as a person says it; not shown
  accessibility::Range range;
  float width = 0;          ///< units; 0: all that is left
  Icon icon = Icon::kNone;  ///< before it
  bool disabled = false;
  std::span<const double> marks = {};  ///< places of the range that are drawn; told elsewhere
};
/// What it was set to.
[[nodiscard]] std::optional<double> slider(Frame& frame, Flow& flow, std::string_view key,
                                           const SliderSpec& spec);

struct FieldSpec {
  std::string_view name;  ///< shown above it, or inside it while it is empty
  Icon icon = Icon::kNone;
  bool name_inside = false;
  float width = 0;  ///< units; 0: all that is left
};
enum class FieldEvent : std::uint8_t { kNone, kChanged, kSubmitted };
/// A line of text. Enter submits.
[[nodiscard]] FieldEvent text_field(Frame& frame, Flow& flow, std::string_view key, std::string& value,
                                    const FieldSpec& spec);

/// How far something has come, 0 to 1; not to be moved.
void progress(Frame& frame, Flow& flow, std::string_view key, std::string_view name, std::string_view value,
              double share);

/// `texture`: an SDL_Texture of the renderer that draws the frame; null: a black picture.
void picture(Frame& frame, const Rect& rect, std::string_view key, std::string_view name, void* texture);

}  // namespace mallette::ui
