// SPDX-License-Identifier: GPL-3.0-or-later
// The room's window on a real X display (tests/support/with_display.sh), looked at from outside.
#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "player/render/room_window.h"
#include "player/render/sdl.h"
#include "tests/support/frames.h"

using namespace mallette;
using namespace mallette::render;
using namespace mallette::test;

namespace {

constexpr Size kWindow = {400, 300};

/// What the X server holds where the window stands.
Picture grab(const RoomWindow& window) {
  int x = 0;
  int y = 0;
  SDL_GetWindowPosition(window.sdl_window(), &x, &y);
  const Size size = window.drawable_size();
  const std::string at =
      std::string(std::getenv("DISPLAY")) + "+" + std::to_string(x) + "," + std::to_string(y);
  const std::string command = "ffmpeg -v error -nostdin -f x11grab -draw_mouse 0 -video_size " +
                              std::to_string(size.width) + "x" + std::to_string(size.height) + " -i " + at +
                              " -frames:v 1 -f rawvideo -pix_fmt bgra -";
  Picture picture = {size.width, size.height, {}};
  picture.bgra.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  const std::size_t got = std::fread(picture.bgra.data(), 1, picture.bgra.size(), pipe);
  REQUIRE(pclose(pipe) == 0);
  REQUIRE(got == picture.bgra.size());
  return picture;
}

Picture composed(const Scene& scene, Size size) {
  Picture picture = {size.width, size.height, {}};
  picture.bgra.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
  Compositor().compose(scene, {picture.bgra.data(), size.width * 4, size.width, size.height});
  return picture;
}

struct Difference {
  int worst = 0;
  double mean = 0;
};

Difference compare(const Picture& a, const Picture& b) {
  REQUIRE(a.width == b.width);
  REQUIRE(a.height == b.height);
  Difference difference;
  for (std::size_t at = 0; at < a.bgra.size(); ++at) {
    if (at % 4 == 3) continue;
    const int apart = std::abs(a.bgra[at] - b.bgra[at]);
    difference.worst = std::max(difference.worst, apart);
    difference.mean += apart;
  }
  difference.mean /= static_cast<double>(a.bgra.size()) * 3 / 4;
  return difference;
}

/// What the display itself rounds: nothing with 8 bits a channel, up to 7 of 255 with 5.
int display_step() {
  SDL_DisplayMode mode = {};
  REQUIRE(SDL_GetCurrentDisplayMode(0, &mode) == 0);
  return SDL_BITSPERPIXEL(mode.format) < 24 ? 7 : 0;
}

/// Slopes in every channel, different in every corner, so that a turn or a swap shows.
media::FramePtr slope_frame(const FrameSpec& spec, int shift = 0) {
  const int unit = spec.layout == PixelLayout::kI010 ? 4 : 1;
  return make_frame(spec, [&](int x, int y) {
    return Yuv{(40 + 120 * x / spec.width + 40 * y / spec.height + shift) * unit,
               (70 + 80 * y / spec.height + shift) * unit, (90 + 60 * x / spec.width) * unit};
  });
}

subtitles::CaptionPicturePtr band(const Rect& area) {
  auto captions = std::make_shared<subtitles::CaptionPicture>();
  captions->x = area.x;
  captions->width = area.width;
  captions->height = area.height / 6;
  captions->y = area.bottom() - captions->height;
  for (int pixel = 0; pixel < captions->width * captions->height; ++pixel) {
    for (const int value : {20, 90, 60, 128}) captions->bgra.push_back(static_cast<std::uint8_t>(value));
  }
  return captions;
}

Scene scene_for(Size output, const media::FramePtr& film, const media::FramePtr& signer) {
  Scene scene;
  scene.film = film;
  scene.signer = signer;
  scene.layout = lay_out({output, media::display_shape(*film), media::display_shape(*signer),
                          {SignPlacement::kRightBottom, 0}, true});
  scene.captions = band(scene.layout.caption_area);
  return scene;
}

PicturePtr page(Size size) {
  auto still = std::make_shared<Picture>(Picture{size.width, size.height, {}});
  for (int i = 0; i < size.width * size.height; ++i) {
    // An alpha that is not to be looked at.
    for (const int value : {i % 251, 200, i / size.width % 251, i % 7}) {
      still->bgra.push_back(static_cast<std::uint8_t>(value));
    }
  }
  return still;
}

void take_events(RoomWindow& window) {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) window.handle_event(event);
}

std::unique_ptr<RoomWindow> open_window(RendererChoice renderer) {
  WindowOptions options;
  options.title = "Mallette";
  options.size = kWindow;
  options.renderer = renderer;
  auto window = RoomWindow::open(options);
  if (!window) {
    MESSAGE(to_log_line(window.error()));
    return nullptr;
  }
  take_events(**window);
  return std::move(*window);
}

}  // namespace

TEST_CASE("software: the screen shows, to the pixel, what was composed") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kSoftware);
  REQUIRE(window);
  CHECK(window->is_software());
  CHECK(window->renderer_name() == "software");
  REQUIRE(window->drawable_size() == kWindow);
  Scene scene = scene_for(kWindow, slope_frame({400, 225}), slope_frame({54, 72}));
  REQUIRE(window->show(scene));
  CHECK(compare(grab(*window), composed(scene, kWindow)).worst <= display_step());
  CHECK(compare(*window->capture(), composed(scene, kWindow)).worst == 0);

  SUBCASE("a signer's new frame") { scene.signer = slope_frame({54, 72}, 40); }
  SUBCASE("a film's new frame") { scene.film = slope_frame({400, 225}, 30); }
  SUBCASE("captions that go") { scene.captions = nullptr; }
  SUBCASE("a page, and controls over it") {
    scene.still = page({200, 150});
    scene.still_place = {100, 75, 200, 150};
    scene.overlay = band({0, 0, 400, 150});
  }
  SUBCASE("a neutral screen") {
    scene = Scene{.film = {}, .signer = {}, .captions = {}, .layout = {}, .background = 0xFF305070};
  }
  REQUIRE(window->show(scene));
  CHECK(compare(grab(*window), composed(scene, kWindow)).worst <= display_step());
}

TEST_CASE("software: what is prepared is not seen before it is presented") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kSoftware);
  REQUIRE(window);
  const Scene first = scene_for(kWindow, slope_frame({400, 225}), slope_frame({54, 72}));
  REQUIRE(window->show(first));
  Scene second = first;
  second.film = slope_frame({400, 225}, 50);
  REQUIRE(window->prepare(second));
  second.signer = slope_frame({54, 72}, 50);
  REQUIRE(window->prepare(second));
  CHECK(compare(grab(*window), composed(first, kWindow)).worst == 0);
  REQUIRE(window->present());
  CHECK(compare(grab(*window), composed(second, kWindow)).worst == 0);
}

TEST_CASE("software: a resized window asks for its picture again and shows it whole") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kSoftware);
  REQUIRE(window);
  const auto film = slope_frame({400, 225});
  const auto signer = slope_frame({54, 72});
  REQUIRE(window->show(scene_for(kWindow, film, signer)));
  CHECK(!window->redraw_needed());
  for (const Size size : {Size{517, 391}, Size{300, 211}}) {
    SDL_SetWindowSize(window->sdl_window(), size.width, size.height);
    take_events(*window);
    CHECK(window->redraw_needed());
    REQUIRE(window->drawable_size() == size);
    const Scene scene = scene_for(size, film, signer);
    REQUIRE(window->show(scene));
    CHECK(!window->redraw_needed());
    CHECK(compare(grab(*window), composed(scene, size)).worst == 0);
  }
}

TEST_CASE("software: full screen covers the display") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  WindowOptions options;
  options.fullscreen = true;
  options.display = 7;  // not there: the first one is taken
  options.renderer = RendererChoice::kSoftware;
  const auto window = RoomWindow::open(options);
  REQUIRE(window);
  take_events(**window);
  SDL_Rect display = {};
  REQUIRE(SDL_GetDisplayBounds(0, &display) == 0);
  const Size size = (*window)->drawable_size();
  CHECK((*window)->is_fullscreen());
  CHECK(size == Size{display.w, display.h});
  const Scene scene = scene_for(size, slope_frame({400, 225}), slope_frame({54, 72}));
  REQUIRE((*window)->show(scene));
  CHECK(compare(grab(**window), composed(scene, size)).worst == 0);
}

TEST_CASE("software: chosen by itself where no card draws, and soon") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto start = std::chrono::steady_clock::now();
  const auto window = open_window(RendererChoice::kAuto);
  const auto took = std::chrono::steady_clock::now() - start;
  REQUIRE(window);
  CHECK(window->is_software());
  MESSAGE("opened in " << std::chrono::duration<double, std::milli>(took).count() << " ms");
  CHECK(took < std::chrono::seconds(2));
}

TEST_CASE("software: the screen stays awake only while it is asked to") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  SDL_EnableScreenSaver();
  {
    const ScreenAwake awake;
    CHECK(SDL_IsScreenSaverEnabled() == SDL_FALSE);
  }
  CHECK(SDL_IsScreenSaverEnabled() == SDL_TRUE);
}

TEST_CASE("gpu: the same picture as the software path's, whatever the frame") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kGpu);
  if (!window) {
    std::puts("SKIPPED: no accelerated renderer here");
    return;
  }
  CHECK(!window->is_software());
  MESSAGE(window->renderer_name());
  const auto check = [&](const FrameSpec& film, const FrameSpec& signer) {
    const Scene scene = scene_for(window->drawable_size(), slope_frame(film), slope_frame(signer));
    REQUIRE(window->show(scene));
    const auto captured = window->capture();
    REQUIRE(captured);
    const Difference difference = compare(*captured, composed(scene, window->drawable_size()));
    INFO("layout " << static_cast<int>(film.layout) << " matrix " << static_cast<int>(film.matrix)
                   << " range " << static_cast<int>(film.range) << " rotation "
                   << static_cast<int>(film.rotation) << " flipped " << film.flipped);
    CHECK(difference.mean < 1.0);
    CHECK(difference.worst <= 8);
  };
  for (const auto layout :
       {PixelLayout::kI420, PixelLayout::kI422, PixelLayout::kI444, PixelLayout::kNv12, PixelLayout::kI010}) {
    for (const auto matrix : {ColourMatrix::kBt601, ColourMatrix::kBt709, ColourMatrix::kBt2020}) {
      for (const auto range : {ColourRange::kLimited, ColourRange::kFull}) {
        check({400, 226, layout, matrix, range}, {54, 72});
      }
    }
  }
  for (const auto rotation : {Rotation::k0, Rotation::k90, Rotation::k180, Rotation::k270}) {
    for (const bool flipped : {false, true}) {
      FrameSpec film = {400, 226};
      film.rotation = rotation;
      film.flipped = flipped;
      FrameSpec signer = {90, 61, PixelLayout::kI420, ColourMatrix::kBt601, ColourRange::kFull};
      signer.rotation = rotation;
      check(film, signer);
    }
  }
}

TEST_CASE("gpu: the screen shows what was captured, and captions that go are gone") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kGpu);
  if (!window) {
    std::puts("SKIPPED: no accelerated renderer here");
    return;
  }
  Scene scene = scene_for(kWindow, slope_frame({400, 226}), slope_frame({54, 72}));
  REQUIRE(window->show(scene));
  const auto with_captions = window->capture();
  REQUIRE(with_captions);
  CHECK(compare(grab(*window), *with_captions).worst <= 1);
  scene.captions = nullptr;
  REQUIRE(window->show(scene));
  CHECK(compare(grab(*window), composed(scene, kWindow)).mean < 1.0);
}

TEST_CASE(
    "gpu: a still and an overlay are drawn as the software path draws them, and go when they are gone") {
  const auto video = VideoSystem::start();
  REQUIRE(video);
  const auto window = open_window(RendererChoice::kGpu);
  if (!window) {
    std::puts("SKIPPED: no accelerated renderer here");
    return;
  }
  Scene scene;
  scene.background = 0xFF305070;
  const auto check = [&] {
    REQUIRE(window->show(scene));
    const auto captured = window->capture();
    REQUIRE(captured);
    CHECK(compare(*captured, composed(scene, kWindow)).worst <= 1);
  };
  scene.still = page({200, 150});
  scene.still_place = {100, 75, 200, 150};
  scene.captions = band({50, 0, 300, 200});
  scene.overlay = band({0, 0, 400, 190});
  check();
  scene.still_place = {-50, 180, 200, 150};  // moved, partly outside
  check();
  scene.still_place = {0, 0, 10, 10};  // not its size: nothing
  check();
  scene.still = page({40, 30});
  scene.still_place = {1, 2, 40, 30};
  scene.overlay = nullptr;
  check();
  scene.still = nullptr;
  check();
}
