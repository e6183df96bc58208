// SPDX-License-Identifier: GPL-3.0-or-later
// mallette session: leads a session of a kit at once; and mallette [KIT]: the whole program.
#include <SDL.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>

#include "kits/base/byte_source.h"
#include "kits/base/utf8_path.h"
#include "kits/manifest_names.h"
#include "player/app/program.h"
#include "player/app/sdl_screens.h"
#include "player/app/window_driver.h"
#include "player/cli/command.h"
#include "player/cli/picture_options.h"
#include "player/cli/sound_options.h"
#include "player/language/describe.h"

namespace mallette::cli {
namespace {

using Allowed = std::optional<std::string>;

struct SessionArguments {
  app::ProgramOrder order;
  app::SessionChoice choice;
  std::optional<render::Size> size;
  std::optional<render::Size> desk_size;
  bool headless = false;
  bool no_pace = false;
  int screens = 2;
  render::RendererChoice renderer = render::RendererChoice::kAuto;
  SoundArguments sound;
  std::string script;
  std::string report;
  std::string state;
  std::optional<std::string> language;
};

constexpr render::Size kRoomSize{1280, 720};
constexpr render::Size kDeskSize{1366, 768};
constexpr std::uint64_t kScriptLimit_bytes = 1 << 20;

std::vector<Option> common_options(SessionArguments& a, const Surroundings& around) {
  const auto tr = [&](const char* source) { return around.tr(source); };
  std::vector<Option> options{
      {"--state", "DIR", tr("where sessions and settings are kept (the system's folder unless given)"), set_text(a.state)},
      {"--size", "WxH", tr("size of the window or picture (1280x720 unless given)"), set_size(a.size)},
      {"--desk-size", "WxH", tr("with --headless: size of the desk (1366x768 unless given)"), set_size(a.desk_size)},
      {"--renderer", "R", tr("auto, gpu or software"), set_renderer(a.renderer)},
      {"--script", "FILE", tr("orders to the player, one a line"), set_text(a.script)},
      {"--report", "FILE.json", tr("what was measured"), set_text(a.report)},
      {"--headless", "", tr("no window and no sound device"), set_flag(a.headless)},
      {"--no-pace", "", tr("with --headless: as fast as it goes"), set_flag(a.no_pace)},
      {"--screens", "1|2", tr("with --headless: room and desk on one screen, or on two (2 unless given)"),
       [&](const std::string& v) -> Allowed {
         if (v != "1" && v != "2") return "1, 2";
         a.screens = v == "1" ? 1 : 2;
         return std::nullopt;
       }},
  };
  add_sound_options(options, a.sound, around);
  return options;
}

Syntax session_syntax(SessionArguments& a, const Surroundings& around) {
  Syntax syntax{.command = "mallette session",
                .summary = around.tr("Leads a session of a kit: room and desk. Without a window and a script it goes on by itself."),
                .positionals = {{"KIT", around.tr("a .mallette file, a folder with kit.toml, or a film"), &a.order.kit}},
                .options = common_options(a, around)};
  syntax.options.insert(syntax.options.begin(), {"--plan", "ID", around.tr("which plan (the first unless given)"), set_text(a.choice.plan_id)});
  return syntax;
}

Syntax program_syntax(SessionArguments& a, const Surroundings& around) {
  return {.command = "mallette",
          .summary = around.tr("Opens the program: the kits at hand, or the kit that is given."),
          .positionals = {{"KIT", around.tr("a .mallette file, a folder with kit.toml, a film, or a session plan (.deroule)"), &a.order.kit, true}},
          .options = common_options(a, around)};
}

nlohmann::json figures(const std::vector<double>& values) {
  const auto p = app::percentiles(values);
  return {{"n", p.n}, {"p50", p.p50}, {"p99", p.p99}, {"max", p.max}};
}

Result<void> write_report(const std::string& path, const app::ProgramReport& report) {
  nlohmann::json json = nlohmann::json::parse(app::to_json(report.film));
  json["steps"] = nlohmann::json::array();
  for (const app::StepRecord& step : report.steps) {
    json["steps"].push_back({{"type", kits::name_of(step.type)},
                             {"title", step.title},
                             {"entered_ms", step.entered_ms},
                             {"left_ms", step.left_ms ? nlohmann::json(*step.left_ms) : nlohmann::json()}});
  }
  // The first picture of the interface makes its glyphs; it is not of those that are judged.
  std::vector<double> frames = report.interface_ms;
  if (!frames.empty()) frames.erase(frames.begin());
  json["ui"] = {{"frame_ms", figures(frames)}, {"film_frame_ms", figures(report.interface_in_film_ms)}};
  return write_file(path, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

Result<void> read_script(SessionArguments& a) {
  if (a.script.empty()) return {};
  auto bytes = read_all(file_resource(a.script), kScriptLimit_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  auto script = app::parse_script(text_of(*bytes), a.script, app::ScriptFor::kSession);
  if (!script) return fail(std::move(script.error()));
  a.order.script = std::move(*script);
  return {};
}

/// What is kept, and where. Without a window only where a folder is given: a test, a demonstration.
Result<std::unique_ptr<app::Keeping>> keeping_of(const SessionArguments& a, const std::string& portable_data) {
  if (a.headless && a.state.empty()) return nullptr;
  const bool portable = a.state.empty() && !portable_data.empty();
  auto folder = portable ? storage::StateFolder::open_portable(portable_data)
                         : storage::StateFolder::open(a.state.empty() ? std::nullopt : std::optional(a.state));
  if (!folder) return fail(std::move(folder.error()));
  return std::make_unique<app::Keeping>(std::move(*folder));
}

struct Stand {
  std::unique_ptr<app::Driver> driver;
  std::unique_ptr<app::Screens> screens;
};

Result<Stand> make_stand(const SessionArguments& a) {
  Stand stand;
  if (a.headless) {
    if (a.no_pace) stand.driver = std::make_unique<app::SteppedDriver>();
    else stand.driver = std::make_unique<app::PacedDriver>();
    const render::Size room = a.size.value_or(kRoomSize);
    stand.screens = std::make_unique<app::MemoryScreens>(room, a.screens == 2 ? a.desk_size.value_or(kDeskSize) : render::Size{});
    return stand;
  }
  // The driver's wake is an event of SDL's: video first, its displays' thread after.
  app::Driver* driver = nullptr;
  auto screens = app::SdlScreens::open({.size = a.size, .renderer = a.renderer}, [&] {
    stand.driver = std::make_unique<app::WindowDriver>();
    driver = stand.driver.get();
    return app::sdl_displays(driver->waker());
  });
  if (!screens) return fail(std::move(screens.error()));
  stand.screens = std::move(*screens);
  return stand;
}

/// The driver's wake, for a thread that begins before there is a driver.
class LateWake {
 public:
  void set(app::Wake wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
  }
  void operator()() const {
    app::Wake wake;
    {
      const std::lock_guard lock(mutex_);
      wake = wake_;
    }
    if (wake) wake();
  }

 private:
  mutable std::mutex mutex_;  // guards wake_
  app::Wake wake_;
};

Result<app::ProgramReport> lead(SessionArguments& a, const Surroundings& around) {
  if (auto script = read_script(a); !script) return fail(std::move(script.error()));
  if (std::ranges::any_of(a.order.script, &app::writes_what_is_seen)) {
    if (auto allowed = around.policy.may_copy(a.order.kit); !allowed) return fail(std::move(allowed.error()));
  }
  auto keeping = keeping_of(a, around.paths.data);
  std::optional<Error> keeps_nothing;
  if (!keeping) {
    if (!a.state.empty()) return fail(std::move(keeping.error()));
    keeps_nothing = std::move(keeping.error());
    keeping = nullptr;
  } else if (*keeping && a.state.empty() && !around.paths.data.empty()) {
    if (auto takes = (*keeping)->folder.try_to_write(); !takes) {
      keeps_nothing = std::move(takes.error());
      (*keeping)->writable = false;
    }
  }
  Stand stand;
  LateWake wake;
  std::unique_ptr<app::SingleInstance> instance;  // its thread ends before what it wakes
  if (*keeping && !a.headless && !a.order.session) {
    auto claimed = app::SingleInstance::claim((*keeping)->folder, [&wake] { wake(); });
    if (claimed && !*claimed) {
      const auto handed = app::hand_over((*keeping)->folder, a.order.kit);
      if (handed && *handed) return app::ProgramReport{};
    }
    if (claimed) instance = std::move(*claimed);
  }
  auto made = make_stand(a);
  if (!made) return fail(std::move(made.error()));
  stand = std::move(*made);
  wake.set(stand.driver->waker());
  std::optional<language::Language> language;
  if (a.language) language = *a.language == "en" ? language::Language::kEnglish : language::Language::kFrench;
  auto work = app::make_workplace(around.paths, *stand.driver, *stand.screens, std::move(*keeping), language);
  if (!work) return fail(std::move(work.error()));
  (*work)->policy = around.policy;
  a.sound.set((*work)->settings.sound);
  if (keeps_nothing) (*work)->tell(*keeps_nothing);
  a.order.leave_after_script = a.headless;
  a.order.leads_itself = a.headless && a.order.script.empty();
  a.order.leave_after_session = a.order.session.has_value();
  a.order.windowed = a.size.has_value();
  auto program = app::Program::make(std::move(a.order), **work, std::move(instance));
  if (!program) return fail(std::move(program.error()));
  return (*program)->run();
}

int run_program(SessionArguments& a, const Surroundings& around) {
  // Told to end by the system, it ends: a session is on the disk at any moment. SDL would make an event of it.
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  // A press on the desk counts, also where the wall's window had the focus.
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
  if (a.no_pace && !a.headless) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "--no-pace", .key = "--no-pace", .found = "--no-pace", .allowed = "--headless --no-pace"}, around.words);
  }
  // Nobody is there who could choose anything.
  if (a.headless && !a.order.session && a.script.empty()) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "--headless", .key = "--headless", .allowed = "--script"}, around.words);
  }
  const std::string kit = a.order.kit;
  auto led = lead(a, around);
  if (!led) return report_no_start(led.error(), around.words);
  int status = kDone;
  for (const std::string& unmet : led->unmet) {
    std::fprintf(stderr, "mallette: %s\n", unmet.c_str());
    status = kFailed;
  }
  for (const Error& error : led->errors) status = std::max(status, report_failure(error, around.words));
  for (const Error& error : led->film.errors) report_failure(Error(error).within(kit), around.words);
  if (!a.report.empty()) {
    if (auto written = write_report(a.report, *led); !written) status = report_failure(written.error(), around.words);
  }
  // A page that poppler could not be brought away from may still be drawn: its globals must outlive it.
  if (documents::DocumentService::abandoned_threads() > 0) {
    std::fflush(nullptr);
    std::_Exit(status);
  }
  return status;
}

}  // namespace

int session(const Surroundings& around, Arguments arguments) {
  SessionArguments a;
  a.language = around.language;
  auto syntax = session_syntax(a, around);
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  a.choice.needs = {.captions = true, .sign = true, .description = false};
  a.order.session = a.choice;
  return run_program(a, around);
}

int program(const Surroundings& around, Arguments arguments) {
  SessionArguments a;
  a.language = around.language;
  auto syntax = program_syntax(a, around);
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  return run_program(a, around);
}

}  // namespace mallette::cli
