// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/program.h"

#include <SDL.h>
#include <fmt/format.h>

#include <algorithm>

#include "player/app/resident.h"
#include "player/ui/sdl_screen.h"

namespace mallette::app {
namespace {

namespace order = views::order;
using media::WallTime;
using namespace std::chrono_literals;

constexpr auto kEscapeHeld = 1s;

ui::FontFiles interface_fonts(const Paths& paths) {
  const std::string folder = paths.share + "/interface-fonts/";
  return {.regular = folder + "Inter-Regular.otf",
          .strong = folder + "Inter-SemiBold.otf",
          .low_vision_regular = folder + "Andika-Regular.ttf",
          .low_vision_strong = folder + "Andika-Bold.ttf",
          .icons = folder + "MaterialIcons-Regular.ttf",
          .fallback = paths.share + "/fonts/DejaVuSans.ttf"};
}

/// Where a part of one output lies on another of another size.
render::Rect fitted(const render::Rect& rect, render::Size from, render::Size to) {
  if (from.width <= 0 || from.height <= 0) return {};
  const double scale = std::min(static_cast<double>(to.width) / from.width, static_cast<double>(to.height) / from.height);
  const auto scaled = [&](int length) { return static_cast<int>(length * scale); };
  return {(to.width - scaled(from.width)) / 2 + scaled(rect.x), (to.height - scaled(from.height)) / 2 + scaled(rect.y),
          scaled(rect.width), scaled(rect.height)};
}

}  // namespace

/// Where there is no display, there is none to share a clipboard with.
struct Program::NoClipboard final : ui::Clipboard {
  std::string get() override { return text; }
  void set(const std::string& copied) override { text = copied; }
  std::string text;
};

Result<void> Program::WallStage::prepare(const render::Scene& scene) {
  last_ = scene;
  last_size_ = size();
  if (!screens_.one_screen()) return screens_.room().prepare(scene);
  render::Scene covered = scene;
  covered.overlay = overlay;
  return screens_.room().prepare(covered);
}

Result<void> Program::WallStage::prepare_again() {
  render::Scene scene = last_;
  if (const render::Size now = size(); now != last_size_) {
    scene.layout = {.film = fitted(last_.layout.film, last_size_, now), .signer = fitted(last_.layout.signer, last_size_, now), .caption_area = {}};
    // Both were drawn for the other size.
    scene.captions = nullptr;
    scene.still = nullptr;
  }
  return prepare(scene);
}

Result<std::unique_ptr<Program>> Program::make(ProgramOrder order, Workplace& work, std::unique_ptr<SingleInstance> instance) {
  std::unique_ptr<Program> program(new Program(std::move(order), work, std::move(instance)));
  if (work.screens.interface_window() != 0) program->clipboard_ = std::make_unique<ui::SdlClipboard>();
  else program->clipboard_ = std::make_unique<NoClipboard>();
  auto interface = ui::Interface::make(interface_fonts(work.paths), *program->clipboard_);
  if (!interface) return fail(std::move(interface.error()));
  program->interface_ = std::move(*interface);
  program->interface_->set_theme(work.theme);
  program->picture_ = std::make_unique<InterfacePicture>(*program->interface_);
  work.picture = program->picture_.get();
  if (work.screens.interface_window() != 0) program->battery_ = std::make_unique<BatteryWatch>(work.driver.waker());
  return program;
}

Program::Program(ProgramOrder order, Workplace& work, std::unique_ptr<SingleInstance> instance)
    : order_(std::move(order)),
      work_(work),
      instance_(std::move(instance)),
      sound_(work.driver.waker()),
      reports_(work),
      wall_stage_(work.screens),
      pacer_(work.driver, wall_stage_) {
  work_.apply_sound();
  one_screen_ = work_.screens.one_screen();
  displays_ = work_.screens.displays();
}

Program::~Program() {
  close_session();
  mode_.reset();
  work_.picture = nullptr;
}

ProgramReport Program::run() {
  begin();
  turn();
  stay_in_memory();  // behind the first view, which waits for the key as it is
  while (!leaving_) turn();
  if (report_.errors.empty()) tell_unreached();
  close_session();
  for (auto& picture : pictures_) {
    if (auto written = picture.get(); !written) report_.errors.push_back(std::move(written.error()));
  }
  return std::move(report_);
}

/// A program on a key, with what it has loaded by now.
void Program::stay_in_memory() {
  if (!work_.paths.data.empty()) resident_.emplace([folder = work_.paths.beside] { return keep_in_memory(folder); }, [] {});
}

void Program::begin() {
  enter(std::make_unique<LibraryMode>(work_, sound_, reports_));
  if (!order_.kit.empty()) open(order_.kit);
}

void Program::turn() {
  work_.screens.poll([this](const SDL_Event& event) { take_event(&event); });
  if (work_.screens.update()) {
    set_density(work_.screens.density());
    interface_stale_ = wall_stale_ = true;
    if (session_ != nullptr && session_->runner().film() != nullptr) session_->runner().film()->redraw();
    meet_screens();
  }
  look_around();
  if (mode_->update()) interface_stale_ = true;
  if (reports_.update()) interface_stale_ = true;
  if (work_.take_voices()) interface_stale_ = true;
  if (lead_ && session_ != nullptr) {
    lead_->turn(session_->runner());
    if (session_->runner().finished()) take(order::BackToLibrary{});
  }
  change_mode();
  work_.screens.show_pointer(session_ == nullptr || session_->shows_pointer());
  interface_turn();
  script_turn();
  if (!leaving_) wall_turn();
}

/// The desk is on another display.
void Program::set_density(float density) {
  if (work_.theme.density == density) return;
  work_.theme.density = density;
  interface_->set_theme(work_.theme);
}

/// A screen may have come or gone. What was drawn for other eyes is not seen again, not for one frame:
/// the only screen that is left may be the projector.
void Program::meet_screens() {
  auto displays = work_.screens.displays();
  if (displays != displays_) mode_->meet_displays();
  displays_ = std::move(displays);
  if (std::exchange(one_screen_, work_.screens.one_screen()) == work_.screens.one_screen()) return;
  wall_stage_.overlay.reset();
  const bool fills = work_.screens.one_screen() && mode_->wants_full_screen() && !order_.windowed;
  if (fills) work_.screens.set_full_screen(true);
  draw_interface();
}

/// What comes from outside, seldom.
void Program::look_around() {
  if (instance_) {
    for (const std::string& path : instance_->take_handover()) {
      work_.screens.to_front();
      if (!path.empty()) open(path);
    }
  }
  const auto reading = battery_ ? battery_->reading() : std::nullopt;
  if (reading) {
    const views::Battery battery{reading->percent, reading->on_mains};
    if (work_.battery != battery) interface_stale_ = true;
    work_.battery = battery;
    if (const auto level = battery_warnings_.on(*reading)) {
      work_.say(fmt::format(fmt::runtime(work_.tr("The battery is at {level} %: plug in the charger.")), fmt::arg("level", *level)));
    }
  }
  if (work_.keeping) {
    if (auto error = work_.keeping->settings.take_error()) work_.tell(*error);
  }
  if (escape_down_ && work_.driver.clock().now() - *escape_down_ >= kEscapeHeld) {
    escape_down_.reset();
    ask_to_leave();
  }
}

/// A kit from outside: into the library; a session that is led is not dropped for it.
void Program::open(const std::string& path) {
  if (session_ != nullptr) {
    work_.say(fmt::format(fmt::runtime(work_.tr("A session is under way: leave it to open “{kit}”.")), fmt::arg("kit", path)));
    interface_stale_ = true;
    return;
  }
  if (library_ == nullptr) enter(std::make_unique<LibraryMode>(work_, sound_, reports_));
  library_->open(path);
}

void Program::ask_to_leave() {
  interface_stale_ = true;
  if (session_ != nullptr && session_->asks_before_leaving()) return;
  leaving_ = true;
}

// --- Modes ---

void Program::enter(std::unique_ptr<Mode> mode) {
  if (session_ != nullptr) close_session();
  mode_ = std::move(mode);
  library_ = dynamic_cast<LibraryMode*>(mode_.get());
  session_ = dynamic_cast<SessionMode*>(mode_.get());
  work_.screens.want_room(mode_->wants_room());
  if (!order_.windowed && work_.screens.one_screen()) work_.screens.set_full_screen(mode_->wants_full_screen());
  work_.screens.keep_awake(session_ != nullptr);
  desk_ = {};
  interface_->focus(std::nullopt);
  interface_stale_ = wall_stale_ = true;
}

void Program::close_session() {
  if (session_ == nullptr) return;
  report_.film = session_->runner().film_report();
  report_.film.renderer = wall_stage_.renderer_name();
  report_.film.sound = work_.driver.sound_name();
  if (report_.film.headphones) report_.film.headphones->output = work_.settings.sound.headphones;
  report_.steps = session_->runner().steps();
  reports_.set_facts(session_->facts(), false);
  reports_.leave();
  session_ = nullptr;
}

void Program::enter_session(ToSession session) {
  auto mode = SessionMode::make(work_, std::move(session), desk_);
  if (!mode) {
    work_.tell(mode.error());
    report_.errors.push_back(std::move(mode.error()));
    if (order_.session) leaving_ = true;
    if (library_ == nullptr) enter(std::make_unique<LibraryMode>(work_, sound_, reports_));
    return;
  }
  work_.forget_messages();
  SessionMode& led = **mode;
  enter(std::move(*mode));
  if (!led.runner().is_rehearsal()) reports_.begin(led.runner_id(), led.facts(), led.professions());
  stay_in_memory();
  if (order_.leads_itself) lead_ = std::make_unique<AutoLead>(work_.driver.is_stepped());
}

/// A session that was asked for begins by itself, unless one of its kit waits to be taken up again and
/// somebody is there to choose.
void Program::begin_session_asked_for() {
  auto* start = dynamic_cast<StartMode*>(mode_.get());
  if (!order_.session || start == nullptr || !start->saved_known() || session_begun_) return;
  if (start->has_saved() && !order_.leads_itself) return;
  session_begun_ = true;
  start->begin(*order_.session);
}

void Program::change_mode() {
  begin_session_asked_for();
  auto next = mode_->next();
  if (!next) {
    // What was to be led at once, and cannot be opened, is told where somebody hears it.
    if (order_.session && library_ != nullptr && library_->failed()) {
      report_.errors.push_back(*library_->failed());
      leaving_ = true;
    }
    return;
  }
  if (auto* session = std::get_if<ToSession>(&*next)) return enter_session(std::move(*session));
  if (auto* start = std::get_if<ToStart>(&*next)) {
    return enter(std::make_unique<StartMode>(work_, sound_, std::move(start->kit), std::move(start->brought)));
  }
  enter(std::make_unique<LibraryMode>(work_, sound_, reports_));
  if (order_.leave_after_session) leaving_ = true;
}

}  // namespace mallette::app
