// SPDX-License-Identifier: GPL-3.0-or-later
// How the program speaks descriptions that are text.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "player/views/desk_parts.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr std::array<const char*, 2> kOwnVoices = {"", "+f2"};
constexpr std::array<int, 4> kRates_words_per_minute = {130, 170, 210, 270};
constexpr std::array<int, 3> kPitches = {30, 50, 70};

template <std::size_t kCount>
std::size_t nearest(const std::array<int, kCount>& values, int set) {
  const auto away = [&](int value) { return std::abs(value - set); };
  return static_cast<std::size_t>(std::ranges::min_element(values, {}, away) - values.begin());
}

/// Of both lists one voice speaks; the other list then has none that is chosen.
template <class Names>
std::size_t place_of(const Names& names, const std::string& voice) {
  return static_cast<std::size_t>(std::ranges::find(names, voice) - std::ranges::begin(names));
}

/// The voices of the machine. The one that was chosen, if it is one of them.
std::optional<std::string> choose_installed(Desk& desk, Flow& flow, const std::string& voice) {
  const VoicesModel& voices = desk.model.voices;
  const bool own = std::ranges::find(kOwnVoices, voice) != kOwnVoices.end();
  std::vector<std::string> names, titles;
  for (const VoicesModel::Voice& each : voices.found) {
    names.push_back(each.name);
    titles.push_back(each.title);
  }
  const std::size_t chosen = place_of(names, voice);
  if (voices.stage != VoicesModel::Stage::kKnown) {
    status(desk.frame, flow, "voices", desk.tr("Looking for the voices of this computer…"), accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  } else if (!own && chosen == names.size()) {
    status(desk.frame, flow, "voices", desk.tr("The voice that was chosen is not on this computer: the program's own speaks."),
           accessibility::Live::kPolite, {.ink = Ink::kWarm, .icon = Icon::kWarning});
  }
  if (titles.empty()) return std::nullopt;
  const auto pressed = choice(desk.frame, flow, "installed", {.name = desk.tr("Voices of this computer"), .options = titles, .chosen = chosen});
  return pressed && *pressed != chosen ? std::optional(names[*pressed]) : std::nullopt;
}

}  // namespace

void speech_dialog(Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state, Orders& orders) {
  if (state.dialog != DeskDialog::kSpeech) return;
  Desk desk{frame, words, model, state, orders};
  Dialog dialog(frame, "speech", words.tr("Spoken descriptions"), 640);
  if (close_button(frame, words, dialog) || dialog.dismissed()) state.dialog = DeskDialog::kNone;
  // What was chosen anew.
  const auto ask = [&](const char* key, const char* name, const std::vector<std::string>& options, std::size_t chosen) {
    const auto pressed = choice(frame, dialog.flow(), key, {.name = name, .options = options, .chosen = chosen});
    return pressed && *pressed != chosen ? pressed : std::optional<std::size_t>();
  };
  order::SetSpeech speech = model.speech;
  text(frame, dialog.flow(), "about", words.tr("Where a kit has a description as text, the program speaks it."), {.ink = Ink::kQuiet});
  const auto voice = ask("voice", words.tr("Voice"), {words.tr("Lower voice"), words.tr("Higher voice")}, place_of(kOwnVoices, speech.voice));
  const auto installed = choose_installed(desk, dialog.flow(), speech.voice);
  const auto rate = ask("rate", words.tr("Rate"), {words.tr("Slow"), words.tr("Usual"), words.tr("Fast"), words.tr("Very fast")},
                        nearest(kRates_words_per_minute, speech.words_per_minute));
  const auto pitch = ask("pitch", words.tr("Pitch"), {words.tr("Low"), words.tr("Middle"), words.tr("High")}, nearest(kPitches, speech.pitch));
  const auto waits = ask("waits", words.tr("Where a description does not fit between the words of the film"),
                         {words.tr("The film waits"), words.tr("It is spoken faster, and cut")}, speech.film_waits ? 0 : 1);
  if (voice) speech.voice = kOwnVoices[*voice];
  if (installed) speech.voice = *installed;
  if (rate) speech.words_per_minute = kRates_words_per_minute[*rate];
  if (pitch) speech.pitch = kPitches[*pitch];
  if (waits) speech.film_waits = *waits == 0;
  if (voice || installed || rate || pitch || waits) desk.order(speech);
}

}  // namespace mallette::views
