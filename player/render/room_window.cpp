// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/room_window.h"

#include <algorithm>
#include <array>
#include <utility>

#include "player/render/renderer_probe.h"
#include "player/render/scene_backend.h"
#include "player/render/sdl.h"

namespace mallette::render {
namespace {

constexpr std::array<std::pair<RendererChoice, std::string_view>, 3> kChoices = {{
    {RendererChoice::kAuto, "auto"},
    {RendererChoice::kGpu, "gpu"},
    {RendererChoice::kSoftware, "software"},
}};

Result<WindowPtr> make_window(const WindowOptions& options) {
  // A second screen must not lose the film when the desk is clicked.
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  const int displays = SDL_GetNumVideoDisplays();
  const int display = options.display >= 0 && options.display < displays ? options.display : 0;
  const int place = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(static_cast<unsigned>(display)));
  Uint32 flags = SDL_WINDOW_HIDDEN | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
  if (options.fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  WindowPtr window(SDL_CreateWindow(options.title.c_str(), place, place, std::max(options.size.width, 1),
                                    std::max(options.size.height, 1), flags));
  if (!window) return fail(sdl_error(ErrorCode::kDisplay, "window"));
  return window;
}

struct Opened {
  WindowPtr window;
  BackendPtr backend;
  bool software = true;
};

Result<Opened> open_gpu(const WindowOptions& options, bool real_only) {
  auto window = make_window(options);
  if (!window) return fail(window.error());
  auto backend = make_gpu_backend(window->get(), real_only);
  if (!backend) return fail(backend.error());
  return Opened{std::move(*window), std::move(*backend), false};
}

Result<Opened> open_backend(const WindowOptions& options) {
  if (options.renderer == RendererChoice::kGpu) return open_gpu(options, false);
  if (options.renderer == RendererChoice::kAuto && card_may_be_there()) {
    if (auto opened = open_gpu(options, true)) return opened;
  }
  auto window = make_window(options);
  if (!window) return fail(window.error());
  auto backend = make_surface_backend(window->get());
  return Opened{std::move(*window), std::move(backend), true};
}

}  // namespace

struct RoomWindow::State {
  Opened opened;
  Size prepared_for;
  bool redraw = true;
};

std::string_view renderer_choice_name(RendererChoice choice) {
  for (const auto& [value, name] : kChoices) {
    if (value == choice) return name;
  }
  return {};
}

std::optional<RendererChoice> parse_renderer_choice(std::string_view name) {
  for (const auto& [value, known] : kChoices) {
    if (known == name) return value;
  }
  return std::nullopt;
}

Result<std::unique_ptr<RoomWindow>> RoomWindow::open(const WindowOptions& options) {
  auto opened = open_backend(options);
  if (!opened) return fail(opened.error());
  auto state = std::make_unique<State>();
  state->opened = std::move(*opened);
  SDL_ShowWindow(state->opened.window.get());
  std::unique_ptr<RoomWindow> window(new RoomWindow(std::move(state)));
  if (auto shown = window->show(Scene{}); !shown) return fail(shown.error());
  window->state_->redraw = true;
  return window;
}

RoomWindow::RoomWindow(std::unique_ptr<State> state) : state_(std::move(state)) {}
RoomWindow::~RoomWindow() = default;

Size RoomWindow::drawable_size() const { return state_->opened.backend->drawable_size(); }

Result<void> RoomWindow::prepare(const Scene& scene) {
  const Size size = drawable_size();
  if (state_->redraw || size != state_->prepared_for) state_->opened.backend->invalidate();
  state_->redraw = false;
  state_->prepared_for = size;
  return state_->opened.backend->prepare(scene);
}

Result<void> RoomWindow::present() { return state_->opened.backend->present(); }

Result<void> RoomWindow::show(const Scene& scene) {
  if (auto prepared = prepare(scene); !prepared) return prepared;
  return present();
}

void RoomWindow::handle_event(const SDL_Event& event) {
  if (event.type == SDL_RENDER_DEVICE_RESET || event.type == SDL_RENDER_TARGETS_RESET) state_->redraw = true;
  if (event.type != SDL_WINDOWEVENT || event.window.windowID != id()) return;
  switch (event.window.event) {
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED: state_->redraw = true; return;
    default: return;
  }
}

bool RoomWindow::redraw_needed() const { return state_->redraw || drawable_size() != state_->prepared_for; }

Result<Picture> RoomWindow::capture() { return state_->opened.backend->capture(); }
Result<Picture> RoomWindow::capture_scaled(Size size) { return state_->opened.backend->capture_scaled(size); }

void RoomWindow::set_fullscreen(bool on) {
  SDL_SetWindowFullscreen(state_->opened.window.get(), on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

bool RoomWindow::is_fullscreen() const {
  return (SDL_GetWindowFlags(state_->opened.window.get()) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

bool RoomWindow::is_software() const { return state_->opened.software; }
const std::string& RoomWindow::renderer_name() const { return state_->opened.backend->name(); }
std::uint32_t RoomWindow::id() const { return SDL_GetWindowID(state_->opened.window.get()); }
SDL_Window* RoomWindow::sdl_window() const { return state_->opened.window.get(); }

}  // namespace mallette::render
