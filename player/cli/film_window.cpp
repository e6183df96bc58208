// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/cli/film_window.h"

#include <optional>

#include "player/app/sdl_screens.h"
#include "player/app/window_driver.h"
#include "player/app/window_stage.h"
#include "player/render/sdl.h"
#include "player/ui/sdl_keys.h"

namespace mallette::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kPointerStays = 3s;

class FilmWindow {
 public:
  FilmWindow(render::RoomWindow& window, app::WindowDriver& driver, app::FilmPlayer& player)
      : window_(window), driver_(driver), player_(player), pointer_moved_(driver.clock().now()) {}

  void turn() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) take(event);
    if (window_.redraw_needed()) player_.redraw();
    if (player_.take_full_screen_request()) window_.set_fullscreen(!window_.is_fullscreen());
    // The machine may sleep again while the film stands: nobody watches it then.
    if (player_.is_playing() != awake_.has_value()) {
      if (player_.is_playing()) awake_.emplace();
      else awake_.reset();
    }
    const bool pointer = driver_.clock().now() - pointer_moved_ < kPointerStays;
    if (pointer != pointer_shown_) {
      SDL_ShowCursor(pointer ? SDL_ENABLE : SDL_DISABLE);
      pointer_shown_ = pointer;
    }
  }

 private:
  void take(const SDL_Event& event) {
    window_.handle_event(event);
    switch (event.type) {
      case SDL_QUIT: player_.leave(); break;
      case SDL_KEYDOWN: press(event.key); break;
      case SDL_MOUSEMOTION: pointer_moved_ = driver_.clock().now(); break;
      case SDL_MOUSEBUTTONDOWN:
        pointer_moved_ = driver_.clock().now();
        if (event.button.button == SDL_BUTTON_LEFT) click(event.button.clicks);
        break;
      case SDL_AUDIODEVICEADDED: driver_.device_added(); break;
      case SDL_AUDIODEVICEREMOVED: driver_.device_removed(event.adevice.iscapture != 0, event.adevice.which); break;
      default: break;
    }
  }

  void press(const SDL_KeyboardEvent& event) {
    const auto key = ui::key_of(event);
    const auto action = key ? ui::film_action(*key) : std::nullopt;
    if (action && (event.repeat == 0 || ui::repeats(*action))) player_.act(*action);
  }

  void click(int count) {
    player_.act(ui::Action::kPlayPause);  // the second of two undoes what the first did
    if (count == 2) player_.act(ui::Action::kFullScreen);
  }

  render::RoomWindow& window_;
  app::WindowDriver& driver_;
  app::FilmPlayer& player_;
  std::optional<render::ScreenAwake> awake_;
  media::WallTime pointer_moved_;
  bool pointer_shown_ = true;
};

}  // namespace

Result<app::FilmReport> play_in_window(const kits::Kit& kit, const app::FilmOrder& order, app::FilmTracks tracks,
                                       const FilmWindowOptions& options) {
  const std::string title = tracks.title + " - Mallette";
  app::WindowDriver driver;
  std::optional<app::FilmPlayer> player(std::in_place, kit, order, std::move(tracks), driver);  // opens its files while the window is made
  // Its threads wake this one through SDL and the window, as long as they live.
  const auto refused = [&](Error error) {
    player.reset();
    return fail(std::move(error));
  };
  auto video = render::VideoSystem::start();
  if (!video) return refused(std::move(video.error()));
  if (app::nobody_can_see()) return refused({.code = ErrorCode::kDisplay, .subject = SDL_GetCurrentVideoDriver()});
  SDL_EnableScreenSaver();
  auto window = render::RoomWindow::open({.title = title, .size = options.size, .renderer = options.renderer});
  if (!window) return refused(std::move(window.error()));
  app::WindowStage stage(**window);
  FilmWindow loop(**window, driver, *player);
  auto report = player->run(stage, [&] { loop.turn(); });
  player.reset();
  return report;
}

}  // namespace mallette::cli
