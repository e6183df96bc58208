// SPDX-License-Identifier: GPL-3.0-or-later
// mallette play: one film with its tracks, in a window or without, and the account of it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>

#include "kits/base/timecode.h"
#include "kits/base/utf8_path.h"
#include "kits/kit.h"
#include "player/app/film_player.h"
#include "player/cli/command.h"
#include "player/cli/film_window.h"
#include "player/cli/picture_options.h"
#include "player/cli/sound_options.h"
#include "player/language/describe.h"
#include "player/speech/espeak_engine.h"

namespace mallette::cli {
namespace {

using app::DescriptionWish;
using Allowed = std::optional<std::string>;

struct PlayArguments {
  std::string kit;
  app::FilmOrder order;
  render::Size size{1280, 720};
  bool headless = false;
  bool no_pace = false;
  render::RendererChoice renderer = render::RendererChoice::kAuto;
  SoundArguments sound;
  std::string script;
  std::string report;
  std::string state;  ///< taken, and of no use here: playing alone keeps nothing
};

Allowed take_time(const std::string& text, const std::function<void(media::MediaTime)>& set) {
  const auto time = parse_time(text);
  if (!time) return std::string(kTimeForms);
  set(media::MediaTime(*time));
  return std::nullopt;
}

Allowed take_shot(const std::string& text, std::vector<app::Shot>& shots) {
  const auto equals = text.find('=');
  const auto time = parse_time(std::string_view(text).substr(0, equals));
  if (!time || equals == std::string::npos || equals + 1 == text.size()) return "TIME=FILE.png";
  shots.push_back({media::MediaTime(*time), text.substr(equals + 1)});
  return std::nullopt;
}

Allowed take_switch(const std::string& text, bool& value) {
  if (text != "on" && text != "off") return "on, off";
  value = text == "on";
  return std::nullopt;
}

Allowed take_description(const std::string& text, DescriptionWish& wish) {
  if (text == "off") wish = DescriptionWish::kOff;
  else if (text == "mix") wish = DescriptionWish::kMix;
  else if (text == "voice") wish = DescriptionWish::kVoice;
  else if (text == "text") wish = DescriptionWish::kText;
  else return "off, mix, voice, text";
  return std::nullopt;
}

Allowed take_speed(const std::string& text, double& speed) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= media::kSlowest && value <= media::kFastest)) return "0.5-2";
  speed = value;
  return std::nullopt;
}

std::optional<double> percent_in(std::string_view text, int least, int most) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || !(value >= least && value <= most) || (!rest.empty() && rest != "%")) return std::nullopt;
  return value / 100;
}

Allowed take_percent(const std::string& text, int least, int most, double& fraction) {
  const auto value = percent_in(text, least, most);
  if (!value) return fmt::format("{}-{}", least, most);
  fraction = *value;
  return std::nullopt;
}

/// By its name, or anywhere: "70,40", percent of the width and the height.
Allowed take_sign_place(const std::string& text, render::SignStand& stand) {
  const auto comma = text.find(',');
  if (comma == std::string::npos) {
    const auto place = render::parse_placement(text);
    if (!place || *place == render::SignPlacement::kFree) return std::string(render::kPlacementNames) + ", 0-100,0-100";
    stand.place = *place;
    return std::nullopt;
  }
  const auto x = percent_in(std::string_view(text).substr(0, comma), 0, 100);
  const auto y = percent_in(std::string_view(text).substr(comma + 1), 0, 100);
  if (!x || !y) return "0-100,0-100";
  stand.place = render::SignPlacement::kFree;
  stand.x = *x;
  stand.y = *y;
  return std::nullopt;
}

Syntax syntax_of(PlayArguments& a, const Surroundings& around) {
  const auto tr = [&](const char* source) { return around.tr(source); };
  auto& order = a.order;
  Syntax syntax{
      .command = "mallette play",
      .summary = tr("Plays one film of a kit: the picture only, nothing is kept."),
      .positionals = {{"KIT", tr("a .mallette file, a folder with kit.toml, or a film"), &a.kit}},
      .options = {
          {"--film", "ID", tr("which film or clip (the first unless given)"), set_text(order.wish.film)},
          {"--from", "TIME", tr("begin there (04:12, 12.5, 90s)"),
           [&](const std::string& v) { return take_time(v, [&](media::MediaTime t) { order.from = t; }); }},
          {"--until", "TIME", tr("end there"),
           [&](const std::string& v) { return take_time(v, [&](media::MediaTime t) { order.until = t; }); }},
          {"--captions", "LANG|off", tr("captions in this language (the film's unless given), or none"),
           [&](const std::string& v) -> Allowed {
             if (v.empty()) return "fr, en, ..., off";
             order.wish.captions = v == "off" ? std::nullopt : std::optional(v);
             return std::nullopt;
           }},
          {"--sign", "on|off", tr("the signer (on unless given, where the kit has one)"),
           [&](const std::string& v) {
             order.wish.sign_is_needed = v == "on";
             return take_switch(v, order.wish.sign);
           }},
          {"--sign-place", "PLACE", tr("right-bottom, right-top, left-bottom, left-top, beside, beside-left, first, first-left, or its middle as 70,40 (percent)"),
           [&](const std::string& v) -> Allowed {
             return take_sign_place(v, order.sign_stand);
           }},
          {"--sign-width", "PERCENT", tr("the signer's width, of the picture's"),
           [&](const std::string& v) { return take_percent(v, 1, 100, order.sign_stand.width); }},
          {"--caption-size", "PERCENT", tr("size of the captions, 100 to 300"),
           [&](const std::string& v) { return take_percent(v, 100, 300, order.caption_stand.scale); }},
          {"--caption-place", "over|below", tr("captions over the film (unless given), or below it"),
           [&](const std::string& v) -> Allowed {
             if (v != "over" && v != "below") return "over, below";
             order.caption_stand.below = v == "below";
             return std::nullopt;
           }},
          {"--description", "KIND", tr("audio description: off, mix, voice, or text that is spoken (off unless given)"),
           [&](const std::string& v) { return take_description(v, order.wish.description); }},
          {"--extended", "on|off", tr("the film waits for a spoken description that does not fit (on unless given)"),
           [&](const std::string& v) { return take_switch(v, order.speech.extended); }},
          {"--speed", "S", tr("how fast, its pitch kept: 0.5 to 2 (1 unless given)"),
           [&](const std::string& v) { return take_speed(v, order.speed); }},
          {"--size", "WxH", tr("size of the window or picture (1280x720 unless given)"), set_size(a.size)},
          {"--headless", "", tr("no window and no sound device"), set_flag(a.headless)},
          {"--no-pace", "", tr("with --headless: as fast as it goes"), set_flag(a.no_pace)},
          {"--renderer", "R", tr("auto, gpu or software"), set_renderer(a.renderer)},
          {"--script", "FILE", tr("orders to the player, one a line"), set_text(a.script)},
          {"--screenshot", "TIME=FILE.png", tr("the picture at that time; can be given several times"),
           [&](const std::string& v) { return take_shot(v, order.shots); }},
          {"--report", "FILE.json", tr("what was measured"), set_text(a.report)},
          {"--state", "DIR", tr("where sessions keep their state; playing alone keeps none"), set_text(a.state)},
      }};
  add_sound_options(syntax.options, a.sound, around);
  return syntax;
}

Result<std::vector<app::ScriptCommand>> read_script(const std::string& path) {
  constexpr std::uint64_t kMaxScriptBytes = 1 << 20;
  if (path.empty()) return std::vector<app::ScriptCommand>{};
  auto bytes = read_all(file_resource(path), kMaxScriptBytes);
  if (!bytes) return fail(std::move(bytes.error()));
  return app::parse_script(text_of(*bytes), path);
}

/// The error as a person is told it: of this kit, unless it is of a device or of a picture that was to
/// be written, which are no parts of it.
Error as_told(const Error& error, const std::string& kit) {
  switch (error.code) {
    case ErrorCode::kSoundDevice:
    case ErrorCode::kHeadphones:
    case ErrorCode::kHeadphonesAreRoom:
    case ErrorCode::kDisplay:
    case ErrorCode::kRenderer:
    case ErrorCode::kFileUnwritable:
    case ErrorCode::kUsage: return error;
    default: return Error(error).within(kit);
  }
}

bool writes_pictures(const app::FilmOrder& order) {
  return !order.shots.empty() || std::ranges::any_of(order.script, &app::writes_what_is_seen);
}

Result<app::FilmReport> play_kit(PlayArguments& a, const Surroundings& around) {
  auto script = read_script(a.script);
  if (!script) return fail(std::move(script.error()));
  a.order.script = std::move(*script);
  a.order.leave_after_script = a.headless;
  storage::Settings settings;  // the usual ones: playing alone knows no others
  a.sound.set(settings.sound);
  a.order.sound = app::sound_setup(settings);
  a.order.caption_fonts = around.paths.caption_fonts;
  a.order.speech.speaker = std::make_shared<speech::Speaker>(speech::espeak_engine(around.paths.speech_data));
  if (writes_pictures(a.order)) {
    if (auto allowed = around.policy.may_copy(a.kit); !allowed) return fail(std::move(allowed.error()));
  }
  auto kit = around.policy.open_kit(a.kit);
  if (!kit) return fail(std::move(kit.error()));
  auto tracks = app::select_tracks(*kit, a.order.wish);
  if (!tracks) return fail(std::move(tracks.error()));
  if (!a.headless) {
    a.order.tell = [&](const Error& error) { return language::describe(as_told(error, a.kit), around.words); };
    return play_in_window(*kit, a.order, std::move(*tracks), {a.size, a.renderer});
  }
  app::MemoryStage stage(a.size);
  if (a.no_pace) {
    app::SteppedDriver driver;
    return app::FilmPlayer(*kit, a.order, std::move(*tracks), driver).run(stage);
  }
  app::PacedDriver driver;
  return app::FilmPlayer(*kit, a.order, std::move(*tracks), driver).run(stage);
}

/// The job was to play the film: what keeps the whole of it from being seen and heard fails it. A
/// track beside it that is missing, or a sound device, is told of, and the film was played.
bool fails_the_job(const Error& error) {
  switch (error.code) {
    case ErrorCode::kMediaUnreadable:
    case ErrorCode::kMediaNoStream:
    case ErrorCode::kMediaDamaged:
    case ErrorCode::kMediaCodec:
    case ErrorCode::kMediaProtocol:
    case ErrorCode::kEntryDamaged:
    case ErrorCode::kEntryNotStored:
    case ErrorCode::kArchiveDamaged:
    case ErrorCode::kArchiveEncrypted:
    case ErrorCode::kArchiveMethod:
    case ErrorCode::kArchiveLimit:
    case ErrorCode::kFileUnreadable:
    case ErrorCode::kFileGone:
    case ErrorCode::kFileUnwritable:
    case ErrorCode::kCaptionsEmpty:
    case ErrorCode::kCaptionsUnreadable:
    case ErrorCode::kRenderer:
    case ErrorCode::kDisplay:
    case ErrorCode::kUsage: return true;
    default: return false;
  }
}

}  // namespace

int play(const Surroundings& around, Arguments arguments) {
  PlayArguments a;
  const auto asked_at = media::SteadyClock().now();
  auto syntax = syntax_of(a, around);
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  if (a.no_pace && !a.headless) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "--no-pace", .key = "--no-pace", .found = "--no-pace", .allowed = "--headless --no-pace"}, around.words);
  }
  if (a.sound.description_to_headphones == true && a.sound.headphones.empty()) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "--headphones", .key = "--description-to headphones", .allowed = "--headphones DEVICE"}, around.words);
  }
  // A room does not wait for what one person hears in headphones.
  if (a.sound.description_to_headphones == true) a.order.speech.extended = false;
  if (a.order.until && *a.order.until <= a.order.from) {
    const auto text = [](media::MediaTime t) {
      return format_time(std::chrono::floor<std::chrono::milliseconds>(t.time_since_epoch()));
    };
    return report_failure({.code = ErrorCode::kUsage, .subject = "--until", .key = "--until", .found = text(*a.order.until), .allowed = "> " + text(a.order.from)}, around.words);
  }
  if (!a.no_pace) a.order.asked_at = asked_at;
  auto played = play_kit(a, around);
  app::FilmReport report;
  if (played) {
    report = std::move(*played);
  } else {
    report.errors.push_back(std::move(played.error()));
  }
  int status = kDone;
  for (const Error& error : report.errors) {
    const int told = report_failure(as_told(error, a.kit), around.words);
    if (!played || report.unplayable || fails_the_job(error)) status = std::max(status, told);
  }
  if (!a.report.empty()) {
    if (auto written = write_file(a.report, app::to_json(report)); !written) status = report_failure(written.error(), around.words);
  }
  return status;
}

}  // namespace mallette::cli
