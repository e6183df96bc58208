// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/program.h"

#include <SDL.h>
#include <fmt/format.h>

#include <algorithm>

#include "player/ui/sdl_keys.h"
#include "player/ui/sdl_screen.h"

namespace mallette::app {
namespace {

namespace order = views::order;
using media::WallTime;
using ui::Action;
using namespace std::chrono_literals;

// Clocks and film positions move on the desk this often; something that was done shows at once.
constexpr auto kInterfaceIdle = 250ms;
// Between two pictures of the interface, so that a film and its own thread come first.
constexpr auto kInterfacePause = 33ms;
// A film leaves no time for it: it is drawn all the same.
constexpr auto kInterfacePatience = 200ms;
constexpr auto kPreviewEvery = 200ms;
constexpr int kPreviewWidth = 480;
// A clicker's contact bounces: the same key again within this time is the same press.
constexpr auto kDebounce = 150ms;
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

bool is_clickers(Action action) {
  switch (action) {
    case Action::kNext:
    case Action::kPrevious:
    case Action::kNeutralB:
    case Action::kNeutralPoint:
    case Action::kSuspend: return true;
    default: return false;
  }
}

bool is_step(Action action) { return action == Action::kNext || action == Action::kPrevious; }

bool has_focus(const accessibility::Tree& tree) {
  return std::ranges::any_of(tree.nodes(), [](const accessibility::Node& node) { return node.is(accessibility::State::kFocused); });
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
      wall_stage_(work.screens),
      pacer_(work.driver, wall_stage_) {
  work_.driver.choose_device(work_.settings.sound_device);
}

Program::~Program() {
  close_session();
  mode_.reset();
  work_.picture = nullptr;
}

ProgramReport Program::run() {
  begin();
  while (!leaving_) turn();
  if (report_.errors.empty()) tell_unreached();
  close_session();
  for (auto& picture : pictures_) {
    if (auto written = picture.get(); !written) report_.errors.push_back(std::move(written.error()));
  }
  return std::move(report_);
}

void Program::begin() {
  enter(std::make_unique<LibraryMode>(work_, sound_));
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
  if (lead_ && session_ != nullptr) {
    lead_->turn(session_->runner());
    if (session_->runner().finished()) take(order::BackToLibrary{});
  }
  change_mode();
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
  if (library_ == nullptr) enter(std::make_unique<LibraryMode>(work_, sound_));
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
  work_.screens.set_title(mode_->title());
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
  report_.steps = session_->runner().steps();
  session_ = nullptr;
}

void Program::enter_session(ToSession session) {
  auto mode = SessionMode::make(work_, std::move(session), desk_);
  if (!mode) {
    work_.tell(mode.error());
    report_.errors.push_back(std::move(mode.error()));
    if (order_.session) leaving_ = true;
    if (library_ == nullptr) enter(std::make_unique<LibraryMode>(work_, sound_));
    return;
  }
  work_.messages.clear();
  enter(std::move(*mode));
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
    return enter(std::make_unique<StartMode>(work_, sound_, std::move(start->kit)));
  }
  enter(std::make_unique<LibraryMode>(work_, sound_));
  if (order_.leave_after_session) leaving_ = true;
}

// --- Input ---

void Program::take_event(const void* sdl_event) {
  const SDL_Event& event = *static_cast<const SDL_Event*>(sdl_event);
  switch (event.type) {
    case SDL_QUIT: ask_to_leave(); return;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_CLOSE) {
        // SDL_QUIT comes with the last window only: the desk's cross is meant for all.
        if (event.window.windowID == work_.screens.interface_window() && !work_.screens.one_screen()) ask_to_leave();
        return;
      }
      // The key comes up elsewhere.
      if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) escape_down_.reset();
      interface_stale_ = true;
      break;
    case SDL_DROPFILE:
      open(event.drop.file);
      SDL_free(event.drop.file);
      return;
    case SDL_KEYDOWN:
      if (const auto key = ui::key_of(event.key)) take_key(*key, event.key.repeat != 0);
      return;
    case SDL_KEYUP:
      if (event.key.keysym.scancode == SDL_SCANCODE_ESCAPE) escape_down_.reset();
      return;
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
      if (session_ != nullptr && event.motion.windowID == work_.screens.interface_window()) session_->stir(false);
      interface_stale_ = true;
      break;
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
    case SDL_TEXTINPUT: interface_stale_ = true; break;
    case SDL_AUDIODEVICEADDED: sound_.refresh(); return;
    case SDL_AUDIODEVICEREMOVED:
      sound_.refresh();
      work_.driver.device_removed(event.adevice.iscapture != 0, event.adevice.which);
      return;
    default: break;
  }
  ui::handle_event(*interface_, event, work_.screens.interface_window(), work_.screens.pixels_per_point());
}

bool Program::is_bounce(Action action) {
  if (!is_clickers(action)) return false;
  const WallTime now = work_.driver.clock().now();
  const bool bounce = clicked_ && clicked_->first == action && now - clicked_->second < kDebounce;
  if (!bounce) clicked_ = {action, now};
  return bounce;
}

void Program::take_key(const ui::Key& key, bool repeated) {
  interface_stale_ = true;
  mode_->see_key(key);
  const auto action = ui::session_action(key);
  const bool typing = interface_->takes_text();
  const bool live = action && (!typing || ui::works_while_typing(key));
  // Held, it asks whether to leave: its repeats must not close what asks.
  if (key.name == "Escape" && repeated) return;
  if (key.name == "Escape") escape_down_ = work_.driver.clock().now();
  if (live && !repeated) {
    const bool beneath_a_dialog = is_step(*action) && interface_->tree().modal();
    if (!beneath_a_dialog && is_clickers(*action) && key.name != "Escape" && is_bounce(*action)) return;
    if (!beneath_a_dialog && mode_->act_first(*action)) return;
  }
  if (session_ != nullptr && key.name == "Tab" && session_->over_wall() && !desk_.controls) {
    session_->stir(true);
    draw_interface();
  } else if (session_ != nullptr && desk_.controls) {
    session_->stir(true);
  }
  if (interface_->key(key)) return;
  if (key.name == "Escape" && session_ != nullptr && session_->close_layer()) return;
  if (!live || (repeated && !ui::repeats(*action))) return;
  if (is_step(*action) && interface_->tree().modal()) return;
  act(*action);
}

bool Program::act(Action action) {
  if (action == Action::kFullScreen) {
    work_.screens.set_full_screen(!work_.screens.is_full_screen());
    return true;
  }
  if (interface_->tree().modal() && session_ == nullptr) return false;
  if (mode_->act(action)) return true;
  if (session_ != nullptr) return false;
  if (action == Action::kKeys) desk_.dialog = views::DeskDialog::kKeys;
  else if (action == Action::kSettings) desk_.dialog = views::DeskDialog::kSettings;
  else return false;
  return true;
}

// --- Orders ---

bool Program::take_setting(const views::Order& what) {
  storage::Settings& settings = work_.settings;
  ui::Theme theme = work_.theme;
  if (const auto* chosen = std::get_if<order::SetTheme>(&what)) {
    theme.name = chosen->theme;
    settings.theme = chosen->theme == ui::ThemeName::kDark ? "dark" : chosen->theme == ui::ThemeName::kLight ? "light" : "high-contrast";
  } else if (const auto* scale = std::get_if<order::SetTextScale>(&what)) {
    settings.text_scale = std::clamp(scale->scale, 1.0, 3.0);
    theme.text_scale = static_cast<float>(settings.text_scale);
  } else if (const auto* face = std::get_if<order::SetTypeFace>(&what)) {
    theme.face = face->face;
    settings.type_face = face->face == ui::TypeFace::kLowVision ? "low-vision" : "standard";
  } else if (const auto* neutral = std::get_if<order::SetNeutralLight>(&what)) {
    settings.neutral_light = neutral->light;
  } else if (const auto* contacts = std::get_if<order::SetLocalContacts>(&what)) {
    settings.local_contacts = contacts->text;
  } else if (const auto* language = std::get_if<order::SetLanguage>(&what)) {
    const bool english = language->language == "en";
    auto words = language::Catalogue::load(english ? language::Language::kEnglish : language::Language::kFrench, work_.paths.translations);
    if (words) {
      work_.words = std::move(*words);
      settings.language = english ? "en" : "fr";
    } else {
      work_.tell(words.error());
    }
  } else {
    return false;
  }
  if (theme != work_.theme) {
    work_.theme = theme;
    interface_->set_theme(theme);
  }
  work_.save_settings();
  return true;
}

void Program::take(const views::Order& what) {
  interface_stale_ = wall_stale_ = true;
  if (take_setting(what)) return;
  if (const auto* action = std::get_if<Action>(&what)) {
    act(*action);
  } else if (std::holds_alternative<order::Quit>(what)) {
    ask_to_leave();
  } else {
    mode_->take(what);
  }
}

// --- The interface ---

bool Program::interface_is_due() const {
  const WallTime now = work_.driver.clock().now();
  const auto since = now - interface_drawn_at_;
  if (work_.driver.is_stepped()) return interface_stale_ || since >= kInterfaceIdle;
  if (since < (interface_stale_ ? media::Duration(kInterfacePause) : media::Duration(kInterfaceIdle))) return false;
  FilmShow* film = session_ != nullptr ? session_->runner().film() : nullptr;
  if (film == nullptr || film->playback().state() != media::PlaybackState::kPlaying) return true;
  const auto draws_at = pacer_.draws_at(*film, std::nullopt);
  const bool time_enough = draws_at && *draws_at - now > interface_cost_ + interface_cost_ / 4;
  return time_enough || since >= (interface_stale_ ? media::Duration(kInterfacePatience) : media::Duration(2 * kInterfaceIdle));
}

void Program::interface_turn() {
  if (interface_is_due()) draw_interface();
}

void Program::draw_shared_dialogs(ui::Frame& frame, views::Orders& orders) {
  views::DeskModel model;
  model.help_numbers = &work_.help_numbers;
  model.theme = work_.theme.name;
  model.face = work_.theme.face;
  model.text_scale = static_cast<double>(work_.theme.text_scale);
  model.neutral_is_light = work_.settings.neutral_light;
  views::keys_dialog(frame, work_.words, desk_, orders);
  views::settings_dialog(frame, work_.words, model, desk_, orders);
}

void Program::take_wall_preview() {
  const WallTime now = work_.driver.clock().now();
  if (!mode_->wants_room() || mode_->over_wall() || (preview_at_ && now - *preview_at_ < kPreviewEvery)) return;
  preview_at_ = now;
  const render::Size wall = wall_stage_.size();
  const render::Size small{kPreviewWidth, std::max(1, kPreviewWidth * wall.height / std::max(1, wall.width))};
  render::Picture picture;
  if (!work_.screens.one_screen()) {
    if (auto seen = wall_stage_.capture_scaled(small)) picture = std::move(*seen);
  } else if (const Wall shown = mode_->wall(small); shown.still != nullptr) {
    MemoryStage stage(small);
    static_cast<void>(stage.prepare(*shown.still));
    if (auto composed = stage.capture()) picture = std::move(*composed);
  }
  if (!picture.bgra.empty()) work_.wall_preview = std::make_shared<const render::Picture>(std::move(picture));
}

void Program::draw_interface() {
  const auto began = std::chrono::steady_clock::now();
  take_wall_preview();
  views::Orders orders;
  const bool over_wall = mode_->over_wall();
  const render::Size size = work_.screens.primary().size();
  const auto view = [&](ui::Frame& frame) {
    mode_->draw(frame, orders);
    if (session_ == nullptr) draw_shared_dialogs(frame, orders);
  };
  auto drawn = picture_->draw(size, mode_->title(), over_wall ? ui::Ground::kNone : ui::Ground::kFilled, view);
  if (!drawn) work_.tell(drawn.error());
  interface_stale_ = false;
  if (library_ != nullptr && library_->wants_search()) interface_->focus(views::library_search());
  if (session_ != nullptr) session_->note_focus(has_focus(interface_->tree()));
  if (work_.screens.one_screen()) {
    if (wall_stage_.overlay != picture_->overlay()) {
      wall_stage_.overlay = picture_->overlay();
      wall_stale_ = true;
      if (session_ != nullptr && session_->runner().film() != nullptr) session_->runner().film()->redraw();
    }
  } else {
    const render::Scene desk{.film = nullptr, .signer = nullptr, .captions = nullptr, .layout = {}, .overlay = picture_->overlay()};
    if (auto prepared = work_.screens.primary().prepare(desk); !prepared) work_.tell(prepared.error());
    if (auto shown = work_.screens.primary().present(); !shown) work_.tell(shown.error());
  }
  const media::Duration cost = std::chrono::steady_clock::now() - began;
  interface_cost_ += (cost - interface_cost_) / 4;
  interface_drawn_at_ = work_.driver.clock().now();
  report_.interface_ms.push_back(media::to_ms(cost));
  FilmShow* film = session_ != nullptr ? session_->runner().film() : nullptr;
  if (film != nullptr && film->playback().state() == media::PlaybackState::kPlaying) report_.interface_in_film_ms.push_back(media::to_ms(cost));
  for (const views::Order& what : orders) take(what);
}

// --- The wall ---

WallTime Program::next_look() const {
  WallTime next = interface_drawn_at_ + (interface_stale_ ? media::Duration(kInterfacePause) : media::Duration(kInterfaceIdle));
  const WallTime now = work_.driver.clock().now();
  // The session's own clocks.
  if (session_ != nullptr) next = std::min(next, now + 100ms);
  if (script_waits_until_) next = std::min(next, *script_waits_until_);
  return std::max(next, now + (work_.driver.is_stepped() ? 10ms : 1ms));
}

void Program::draw_wall(const Wall& wall) {
  // What stays is drawn again all the same when what lies over it changes, or the window does.
  if (wall.still == nullptr && !wall_stale_) return;
  auto prepared = wall.still != nullptr ? wall_stage_.prepare(*wall.still) : wall_stage_.prepare_again();
  if (!prepared) work_.tell(prepared.error());
  if (auto presented = wall_stage_.present(); !presented) work_.tell(presented.error());
  wall_stale_ = false;
  if (wall.still == nullptr) return;
  const render::Scene& now = *wall.still;
  const bool same = now.film == wall_shown_.film && now.signer == wall_shown_.signer && now.captions == wall_shown_.captions &&
                    now.still == wall_shown_.still && now.background == wall_shown_.background;
  wall_shown_ = now;
  if (!same) wall_changed();
}

/// The desk shows it at once, not when its next look is due.
void Program::wall_changed() {
  preview_at_.reset();
  interface_stale_ = true;
}

void Program::wall_turn() {
  const WallTime wake = next_look();
  // Before a kit is chosen there is no wall but on one screen, where the interface lies over it.
  const bool seen = mode_->wants_room() || work_.screens.one_screen();
  const Wall wall = seen ? mode_->wall(wall_stage_.size()) : Wall{};
  if (wall.film != nullptr) {
    auto outcome = pacer_.turn(*wall.film, std::nullopt, wake);
    if (outcome.fault) work_.tell(*outcome.fault);
    const bool plays = wall.film->playback().state() == media::PlaybackState::kPlaying;
    if (outcome.reached && (!plays || wall_shown_.background != 0)) wall_changed();
    wall_shown_ = {.film = nullptr, .signer = nullptr, .captions = nullptr, .layout = {}, .background = 0};
    return;
  }
  draw_wall(wall);
  // Workers that make what is asked for next are waited for, not skipped over.
  const bool waits = work_.driver.is_stepped() && (expecting_until_ || !settled());
  work_.driver.wait_until(waits ? std::nullopt : std::optional(wake));
}

}  // namespace mallette::app
