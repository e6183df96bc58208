// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include "player/views/desk_parts.h"

namespace mallette::views {

using namespace ui;
using language::Language;

namespace {

constexpr std::array<int, 5> kScales_percent = {100, 125, 150, 200, 300};

std::size_t nearest_scale(double scale) {
  const auto away = [&](int percent) { return std::abs(percent - scale * 100); };
  const auto nearest = std::ranges::min_element(kScales_percent, {}, away);
  return static_cast<std::size_t>(nearest - kScales_percent.begin());
}

class Choices {
 public:
  explicit Choices(Desk& desk, Flow& flow) : desk_(desk), flow_(flow) {}

  /// What was chosen anew.
  std::optional<std::size_t> ask(const char* key, const char* name, const std::vector<std::string>& options,
                                 std::size_t chosen) {
    const auto pressed =
        choice(desk_.frame, flow_, key, {.name = name, .options = options, .chosen = chosen});
    return pressed && *pressed != chosen ? pressed : std::nullopt;
  }

 private:
  Desk& desk_;
  Flow& flow_;
};

void caption_part(Desk& desk, Choices& choices) {
  const auto& model = desk.model;
  // In other words than the size of the text: heard one by one, they are to be told apart.
  const std::vector<std::string> scales{desk.tr("Usual size"), desk.tr("1.25 times"), desk.tr("1.5 times"),
                                        desk.tr("2 times"), desk.tr("3 times")};
  if (const auto scale =
          choices.ask("caption-scale", desk.tr("Size of the captions"), scales, nearest_scale(model.caption_scale)))
    desk.order(order::SetCaptionScale{kScales_percent[*scale] / 100.0});
  const auto below = choices.ask("caption-place", desk.tr("Place of the captions"),
                                 {desk.tr("Over the film"), desk.tr("Below the film")}, model.captions_below ? 1 : 0);
  if (below) desk.order(order::SetCaptionsBelow{*below == 1});
}

void look_part(Desk& desk, Choices& choices) {
  const auto& model = desk.model;
  const auto theme =
      choices.ask("theme", desk.tr("Colours"), {desk.tr("Dark"), desk.tr("Light"), desk.tr("High contrast")},
                  static_cast<std::size_t>(model.theme));
  if (theme) desk.order(order::SetTheme{static_cast<ThemeName>(*theme)});
  std::vector<std::string> scales;
  for (const int percent : kScales_percent) scales.push_back(filled(desk.tr("{} %"), percent));
  if (const auto scale =
          choices.ask("scale", desk.tr("Size of the text"), scales, nearest_scale(model.text_scale)))
    desk.order(order::SetTextScale{kScales_percent[*scale] / 100.0});
  const auto face = choices.ask("face", desk.tr("Type face"),
                                {desk.tr("Standard (Inter)"), desk.tr("Easier to tell apart (Andika)")},
                                static_cast<std::size_t>(model.face));
  if (face) desk.order(order::SetTypeFace{static_cast<TypeFace>(*face)});
}

}  // namespace

void settings_dialog(Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state,
                     Orders& orders) {
  if (state.dialog != DeskDialog::kSettings) return;
  Desk desk{frame, words, model, state, orders};
  Dialog dialog(frame, "settings", words.tr("Settings"), 640);
  if (close_button(frame, words, dialog) || dialog.dismissed()) state.dialog = DeskDialog::kNone;
  Choices choices(desk, dialog.flow());
  // Each language in its own words: who cannot read this one finds theirs.
  const auto language = choices.ask("language", words.tr("Language"), {"Français", "English"},
                                    words.language() == Language::kFrench ? 0 : 1);
  if (language) desk.order(order::SetLanguage{*language == 0 ? "fr" : "en"});
  look_part(desk, choices);
  caption_part(desk, choices);
  const auto neutral =
      choices.ask("neutral", words.tr("Neutral screen of the room"),
                  {words.tr("Dark screen"), words.tr("Light screen")}, model.neutral_is_light ? 1 : 0);
  if (neutral) desk.order(order::SetNeutralLight{*neutral == 1});
  Flow row = dialog.flow().inner_across(frame.px(8));
  if (button(frame, row, "sound", {.words = words.tr("Sound and headphones"), .icon = Icon::kHeadphones})) {
    state.dialog = DeskDialog::kSound;
  }
  if (button(frame, row, "speech", {.words = words.tr("Spoken descriptions"), .icon = Icon::kDescription})) {
    state.dialog = DeskDialog::kSpeech;
    desk.order(order::ListVoices{});
  }
  dialog.flow().skip(row.used());
}

}  // namespace mallette::views
