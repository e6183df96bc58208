// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/workplace.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "kits/base/byte_source.h"
#include "player/app/file_paths.h"
#include "player/app/open_outside.h"
#include "player/language/dates.h"
#include "player/language/describe.h"
#include "player/speech/espeak_engine.h"
#include "player/speech/voices.h"

namespace mallette::app {
namespace {

constexpr std::uint64_t kOwnFileLimit_bytes = 1 << 20;
constexpr std::size_t kMostMessages = 8;

Result<std::string> read_own(const std::string& path) {
  auto bytes = read_all(file_resource(path), kOwnFileLimit_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  return std::string(text_of(*bytes));
}

std::tm local_time(std::chrono::system_clock::time_point when) {
  return fmt::localtime(std::chrono::system_clock::to_time_t(when));
}

ui::Theme theme_of(const storage::Settings& settings, float density) {
  ui::Theme theme;
  if (settings.theme == "light") theme.name = ui::ThemeName::kLight;
  if (settings.theme == "high-contrast") theme.name = ui::ThemeName::kHighContrast;
  if (settings.type_face == "low-vision") theme.face = ui::TypeFace::kLowVision;
  theme.text_scale = static_cast<float>(std::clamp(settings.text_scale, 1.0, 3.0));
  theme.density = density;
  return theme;
}

language::Language language_of(const std::string& name) {
  return name == "en" ? language::Language::kEnglish : language::Language::kFrench;
}

std::string unkept_sentence(const language::Catalogue& words) {
  return words.tr("Mallette's own folder is read-only or full. Everything goes on, but nothing new is kept when you leave: save the report in another folder.");
}

}  // namespace

void Workplace::tell(const Error& error) {
  const bool unkept = error.code == ErrorCode::kFileUnwritable && !paths.data.empty() &&
                      (error.subject == paths.data || utf8(to_path(error.subject).parent_path()) == paths.data);
  if (!unkept) return say(language::describe(error, words));
  if (!std::exchange(told_unkept, true)) say(unkept_sentence(words));
}

void Workplace::forget_messages() {
  messages.clear();
  if (told_unkept) messages.push_back(unkept_sentence(words));
}

void Workplace::say(std::string sentence) {
  std::erase(messages, sentence);
  messages.insert(messages.begin(), std::move(sentence));
  if (messages.size() > kMostMessages) messages.resize(kMostMessages);
}

std::string Workplace::no_copies() const {
  if (policy.copies()) return {};
  return tr("Your IT department allows no copies of what is in a kit; reports of sessions stay possible.");
}

std::string Workplace::device_name(const std::string& device) const {
  return device.empty() ? tr("the system's own output") : device;
}

std::pair<void*, float> Workplace::wall_texture() const {
  if (!wall_preview) return {nullptr, 16.0F / 9.0F};
  return {picture->texture("wall", wall_preview), aspect(*wall_preview)};
}

void Workplace::fill_settings(views::DeskModel& model) const {
  model.theme = theme.name;
  model.face = theme.face;
  model.text_scale = static_cast<double>(theme.text_scale);
  model.caption_scale = settings.caption_scale;
  model.captions_below = settings.captions_below;
  model.neutral_is_light = settings.neutral_light;
  const storage::SpeechLook& speech = settings.speech;
  model.speech = {speech.voice, speech.words_per_minute, speech.pitch, speech.film_waits};
  model.voices = voices;
  model.sound = sound_choices(settings.sound);
  model.sound_devices = sound_devices;
  model.sound_device = settings.sound_device;
  model.headphones_are_lost = driver.headphones_are_lost();
}

void Workplace::list_voices() {
  using Listing = views::VoicesModel::Stage;
  if (voices.stage != Listing::kNotAsked) return;
  // What comes at an instant of its own would make no two runs alike.
  voices.stage = driver.is_stepped() ? Listing::kKnown : Listing::kLooking;
  if (driver.is_stepped()) return;
  listing_voices = std::make_unique<Background<std::vector<speech::Voice>>>([] { return speech::system_voices("fr"); }, driver.waker());
}

bool Workplace::take_voices() {
  auto found = listing_voices ? listing_voices->take() : std::nullopt;
  if (!found) return false;
  listing_voices.reset();
  voices.stage = views::VoicesModel::Stage::kKnown;
  for (speech::Voice& voice : *found) voices.found.push_back({std::move(voice.name), std::move(voice.title)});
  return true;
}

/// A room does not wait for what one person hears in headphones.
SpeechWish Workplace::speech() const {
  const storage::SpeechLook& look = settings.speech;
  return {.speaker = speaker,
          .manner = {.voice = look.voice, .words_per_minute = look.words_per_minute, .pitch = look.pitch},
          .extended = look.film_waits && !(settings.sound.description_to_headphones && !settings.sound.headphones.empty())};
}

float aspect(const render::Picture& picture) {
  return static_cast<float>(picture.width) / static_cast<float>(std::max(1, picture.height));
}

Result<std::unique_ptr<Workplace>> make_workplace(const Paths& paths, Driver& driver, Screens& screens,
                                                  std::unique_ptr<Keeping> keeping, std::optional<language::Language> language) {
  storage::SettingsRead read;
  if (keeping) read = storage::read_settings(keeping->folder);
  if (language) read.settings.language = *language == language::Language::kEnglish ? "en" : "fr";
  auto words = language::Catalogue::load(language_of(read.settings.language), paths.translations);
  if (!words) return fail(std::move(words.error()));
  const std::string audiences_file = paths.share + "/audiences.toml", help_file = paths.share + "/help-numbers.toml";
  auto audiences_text = read_own(audiences_file);
  if (!audiences_text) return fail(std::move(audiences_text.error()));
  auto audiences = kits::read_audiences(*audiences_text, audiences_file);
  if (!audiences) return fail(std::move(audiences.error()));
  auto help_text = read_own(help_file);
  if (!help_text) return fail(std::move(help_text.error()));
  auto help = help::read_help_numbers(*help_text, help_file);
  if (!help) return fail(std::move(help.error()));
  auto documents = std::make_unique<documents::DocumentService>(driver.waker());
  auto room_scene = room::RoomScene::make(paths.caption_fonts, *documents);
  if (!room_scene) return fail(std::move(room_scene.error()));
  std::unique_ptr<Workplace> work(new Workplace{.paths = paths,
                                                .driver = driver,
                                                .screens = screens,
                                                .words = std::move(*words),
                                                .audiences = std::move(*audiences),
                                                .help_numbers = std::move(*help),
                                                .settings = {},
                                                .keeping = std::move(keeping),
                                                .plans = nullptr,
                                                .loudness = nullptr,
                                                .documents = std::move(documents),
                                                .speaker = std::make_shared<speech::Speaker>(speech::with_system_voices(speech::espeak_engine(paths.speech_data))),
                                                .closing = std::make_unique<media::Reaper>(),
                                                .room_scene = std::move(*room_scene),
                                                .picture = nullptr,
                                                .wall_preview = nullptr,
                                                .theme = theme_of(read.settings, screens.density()),
                                                .battery = std::nullopt,
                                                .voices = {},
                                                .listing_voices = nullptr,
                                                .sound_devices = {},
                                                .policy = {},
                                                .messages = {},
                                                .open_outside = open_with_system});
  work->settings = std::move(read.settings);
  work->plans = std::make_unique<PlanBook>(work->keeping ? std::optional(work->keeping->folder) : std::nullopt, driver.waker());
  // What comes from the disk at an instant of its own would make no two runs alike.
  if (work->keeping && !driver.is_stepped()) work->loudness = std::make_unique<LoudnessBook>(work->keeping->folder);
  if (read.error) work->tell(*read.error);
  return work;
}

std::string time_of_day(std::chrono::system_clock::time_point when) {
  const std::tm local = local_time(when);
  return fmt::format("{}:{:02}", local.tm_hour, local.tm_min);
}

std::string day_text(std::chrono::system_clock::time_point when, const char* form) {
  const std::tm local = local_time(when);
  return fmt::format(fmt::runtime(form), local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

std::string date_and_time(std::chrono::system_clock::time_point when, const language::Catalogue& words) {
  const std::tm local = local_time(when);
  const std::string day = local.tm_mday == 1 ? words.tr("1") : std::to_string(local.tm_mday);
  return fmt::format(fmt::runtime(words.tr("{day} {month} {year}, {time}")), fmt::arg("day", day),
                     fmt::arg("month", language::month_name(local.tm_mon + 1, words)), fmt::arg("year", local.tm_year + 1900),
                     fmt::arg("time", time_of_day(when)));
}

}  // namespace mallette::app
