// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/sdl_screens.h"

#include <SDL.h>

#include <algorithm>
#include <string_view>

namespace mallette::app {
namespace {

// Never a kit's: it may name the violence, and a window's frame may be on the wall.
constexpr const char* kTitle = "Mallette";
constexpr render::Size kUsualSize{1280, 720};

/// Onto the display, whatever SDL's index for it is.
void move_to(render::RoomWindow& window, const Display& display) {
  int width = 0, height = 0;
  SDL_GetWindowSize(window.sdl_window(), &width, &height);
  const render::Rect& b = display.bounds;
  SDL_SetWindowPosition(window.sdl_window(), b.x + std::max(0, (b.width - width) / 2), b.y + std::max(0, (b.height - height) / 2));
}

}  // namespace

bool nobody_can_see() {
  const char* asked = SDL_getenv("SDL_VIDEODRIVER");
  if (asked != nullptr && *asked != '\0') return false;
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  return driver == "offscreen" || driver == "dummy" || driver == "evdev";
}

SdlScreens::SdlScreens(render::VideoSystem video, const SdlScreensOptions& options)
    : video_(std::move(video)), options_(options) {}

SdlScreens::~SdlScreens() { SDL_ShowCursor(SDL_ENABLE); }

Result<std::unique_ptr<SdlScreens>> SdlScreens::open(const SdlScreensOptions& options, const MakeDisplays& make_displays) {
  auto video = render::VideoSystem::start();
  if (!video) return fail(std::move(video.error()));
  if (nobody_can_see()) return fail({.code = ErrorCode::kDisplay, .subject = SDL_GetCurrentVideoDriver()});
  SDL_EnableScreenSaver();
  std::unique_ptr<SdlScreens> screens(new SdlScreens(std::move(*video), options));
  screens->source_ = make_displays();
  screens->displays_ = screens->source_->list();
  screens->plan_ = plan_windows(screens->displays_);
  auto window = render::RoomWindow::open({.title = kTitle,
                                          .size = options.size.value_or(kUsualSize),
                                          .display = std::max(0, screens->plan_.desk.index),
                                          .renderer = options.renderer});
  if (!window) return fail(std::move(window.error()));
  screens->primary_ = std::move(*window);
  screens->primary_stage_.emplace(*screens->primary_);
  if (!options.size) SDL_MaximizeWindow(screens->primary_->sdl_window());
  return screens;
}

void SdlScreens::place_primary() {
  // What it shows now is for the display that it leaves: where it goes, the room may look on.
  static_cast<void>(primary_->show({}));
  const bool was_full = primary_->is_fullscreen();
  if (was_full) primary_->set_fullscreen(false);
  const bool maximized = (SDL_GetWindowFlags(primary_->sdl_window()) & SDL_WINDOW_MAXIMIZED) != 0;
  if (maximized) SDL_RestoreWindow(primary_->sdl_window());
  move_to(*primary_, plan_.desk);
  if (maximized) SDL_MaximizeWindow(primary_->sdl_window());
  if (was_full) primary_->set_fullscreen(true);
}

void SdlScreens::arrange(const WindowPlan& plan) {
  const bool desk_moves = plan.desk.bounds != plan_.desk.bounds;
  const bool room_moves = plan.room.bounds != plan_.room.bounds || plan.one_screen != plan_.one_screen;
  plan_ = plan;
  changed_ = true;
  const bool two = room_wanted_ && !plan_.one_screen;
  if (second_ && (!two || room_moves)) {
    second_stage_.reset();
    second_.reset();
    pointer_on_wall_ = false;
    show_pointer(pointer_wanted_);
  }
  if (desk_moves && !plan_.desk.bounds.empty()) place_primary();
  if (!two || second_) return;
  if (primary_->is_fullscreen()) primary_->set_fullscreen(false);
  auto window = render::RoomWindow::open({.title = kTitle,
                                          .size = {plan_.room.bounds.width, plan_.room.bounds.height},
                                          .fullscreen = plan_.room.index >= 0,
                                          .display = std::max(0, plan_.room.index),
                                          .renderer = options_.renderer});
  if (!window) return;  // goes on with one screen
  second_ = std::move(*window);
  if (plan_.room.index < 0) {
    move_to(*second_, plan_.room);
    SDL_SetWindowBordered(second_->sdl_window(), SDL_FALSE);
  }
  second_stage_.emplace(*second_);
  SDL_RaiseWindow(primary_->sdl_window());
  SDL_SetWindowInputFocus(primary_->sdl_window());
}

bool SdlScreens::update() {
  const std::vector<Display>& now = source_->list();
  if (now != displays_) {
    displays_ = now;
    arrange(plan_windows(displays_, plan_.pair));
  }
  const bool redraw = primary_->redraw_needed() || (second_ && second_->redraw_needed());
  return std::exchange(changed_, false) || redraw;
}

void SdlScreens::poll(const EventTaker& take) {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    primary_->handle_event(event);
    if (second_) second_->handle_event(event);
    if (event.type == SDL_DISPLAYEVENT) source_->look_again();
    if (event.type == SDL_WINDOWEVENT && second_ && event.window.windowID == second_->id()) {
      if (event.window.event == SDL_WINDOWEVENT_ENTER) pointer_on_wall_ = true;
      if (event.window.event == SDL_WINDOWEVENT_LEAVE) pointer_on_wall_ = false;
      show_pointer(pointer_wanted_);
    }
    take(event);
  }
}

float SdlScreens::pixels_per_point() const {
  int points = 0;
  SDL_GetWindowSize(primary_->sdl_window(), &points, nullptr);
  return points > 0 ? static_cast<float>(primary_->drawable_size().width) / static_cast<float>(points) : 1.0F;
}

void SdlScreens::want_room(bool wanted) {
  if (wanted == room_wanted_) return;
  room_wanted_ = wanted;
  arrange(plan_);
}

/// Never on the wall.
void SdlScreens::show_pointer(bool shown) {
  pointer_wanted_ = shown;
  const int wanted = shown && !pointer_on_wall_ ? SDL_ENABLE : SDL_DISABLE;
  if (SDL_ShowCursor(SDL_QUERY) != wanted) SDL_ShowCursor(wanted);
}

void SdlScreens::keep_awake(bool awake) {
  if (awake == awake_.has_value()) return;
  if (awake) awake_.emplace();
  else awake_.reset();
}

void SdlScreens::to_front() {
  SDL_RestoreWindow(primary_->sdl_window());
  SDL_RaiseWindow(primary_->sdl_window());
}

void SdlScreens::swap() { arrange(plan_windows(displays_, swap_displays(displays_, plan_))); }

}  // namespace mallette::app
