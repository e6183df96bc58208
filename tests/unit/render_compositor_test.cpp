// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>

#include "player/render/compositor.h"
#include "tests/support/frames.h"
#include "tests/support/sanitized.h"

using namespace mallette;
using namespace mallette::render;
using namespace mallette::test;

namespace {

/// A target with a guard around it: whatever is written outside shows.
class Canvas {
 public:
  Canvas(int width, int height) : width_(width), height_(height), bytes_(size(), kGuard) {}

  Target target() { return {bytes_.data() + kMargin + stride() * kGuardRows, stride(), width_, height_}; }
  Bgr at(int x, int y) const {
    const std::uint8_t* p = pixel(x, y);
    return {p[0], p[1], p[2]};
  }
  bool guard_is_whole() {
    const Target inner = target();
    for (int y = 0; y < height_; ++y) {
      std::fill_n(inner.pixels + y * stride(), width_ * 4, kGuard);
    }
    return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t b) { return b == kGuard; });
  }
  bool same_at(const Canvas& other, int x, int y) const { return at(x, y) == other.at(x, y); }

 private:
  static constexpr std::uint8_t kGuard = 0xA7;
  static constexpr int kMargin = 64;
  static constexpr int kGuardRows = 3;
  int stride() const { return width_ * 4 + 2 * kMargin; }
  std::size_t size() const { return static_cast<std::size_t>(stride() * (height_ + 2 * kGuardRows)); }
  const std::uint8_t* pixel(int x, int y) const {
    return bytes_.data() + kMargin + stride() * (kGuardRows + y) + x * 4;
  }

  int width_;
  int height_;
  std::vector<std::uint8_t> bytes_;
};

int distance(const Bgr& a, const Bgr& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

std::uint32_t scramble(std::uint32_t value) {
  value = (value ^ (value >> 16)) * 0x7feb352dU;
  value = (value ^ (value >> 15)) * 0x846ca68bU;
  return value ^ (value >> 16);
}

/// Legal samples without a pattern; chroma one value for all where `plain_chroma`.
Painter noise(const FrameSpec& spec, bool plain_chroma, std::uint32_t seed = 1) {
  const int unit = spec.layout == PixelLayout::kI010 ? 4 : 1;
  const bool full = spec.range == ColourRange::kFull;
  const int low = full ? 0 : 16 * unit;
  const int luma_span = full ? 256 * unit : 219 * unit + 1;
  const int chroma_span = full ? 256 * unit : 224 * unit + 1;
  return [=](int x, int y) {
    const auto value = [&](std::uint32_t salt, int span, bool plain) {
      const std::uint32_t place = plain ? 0 : static_cast<std::uint32_t>(y * 40503 + x + 1);
      return low +
             static_cast<int>(scramble(place * 4 + salt + seed * 977) % static_cast<std::uint32_t>(span));
    };
    return Yuv{value(0, luma_span, false), value(1, chroma_span, plain_chroma),
               value(2, chroma_span, plain_chroma)};
  };
}

std::string describe(const FrameSpec& spec) {
  return "layout " + std::to_string(static_cast<int>(spec.layout)) + " matrix " +
         std::to_string(static_cast<int>(spec.matrix)) + " range " +
         std::to_string(static_cast<int>(spec.range)) + " rotation " +
         std::to_string(static_cast<int>(spec.rotation)) + (spec.flipped ? " flipped " : " ") +
         std::to_string(spec.width) + "x" + std::to_string(spec.height);
}

Size upright(const FrameSpec& spec) {
  const bool turned = spec.rotation == Rotation::k90 || spec.rotation == Rotation::k270;
  return turned ? Size{spec.height, spec.width} : Size{spec.width, spec.height};
}

/// To two steps of 255; three for 10 bit, whose chroma libyuv cuts to 8.
void check_by_the_book(const FrameSpec& spec, bool plain_chroma) {
  const int tolerance = spec.layout == PixelLayout::kI010 ? 3 : 2;
  const Painter paint = noise(spec, plain_chroma);
  const Size size = upright(spec);
  Canvas canvas(size.width, size.height);
  Scene scene;
  scene.film = make_frame(spec, paint);
  scene.layout.film = {0, 0, size.width, size.height};
  Compositor compositor;
  compositor.compose(scene, canvas.target());
  int worst = 0;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      worst = std::max(worst, distance(canvas.at(x, y), expected_at(spec, paint, x, y)));
    }
  }
  INFO(describe(spec));
  CHECK(worst <= tolerance);
}

constexpr PixelLayout kLayouts[] = {PixelLayout::kI420, PixelLayout::kI422, PixelLayout::kI444,
                                    PixelLayout::kNv12, PixelLayout::kI010};
constexpr ColourMatrix kMatrices[] = {ColourMatrix::kBt601, ColourMatrix::kBt709, ColourMatrix::kBt2020};
constexpr ColourRange kRanges[] = {ColourRange::kLimited, ColourRange::kFull};
constexpr Rotation kRotations[] = {Rotation::k0, Rotation::k90, Rotation::k180, Rotation::k270};

subtitles::CaptionPicturePtr make_captions(const Rect& place, std::uint32_t seed) {
  auto captions = std::make_shared<subtitles::CaptionPicture>();
  captions->x = place.x;
  captions->y = place.y;
  captions->width = place.width;
  captions->height = place.height;
  for (int pixel = 0; pixel < place.width * place.height; ++pixel) {
    const std::uint32_t random = scramble(static_cast<std::uint32_t>(pixel) + seed * 7919);
    const std::uint32_t alpha = random % 5 == 0 ? 0 : random % 5 == 1 ? 255 : (random >> 8) & 0xFF;
    for (int shift = 0; shift < 24; shift += 8) {
      captions->bgra.push_back(static_cast<std::uint8_t>(((random >> shift) & 0xFF) * alpha / 255));
    }
    captions->bgra.push_back(static_cast<std::uint8_t>(alpha));
  }
  return captions;
}

PicturePtr make_still(Size size, std::uint32_t seed) {
  auto still = std::make_shared<Picture>(Picture{size.width, size.height, {}});
  for (int byte = 0; byte < size.width * size.height * 4; ++byte) {
    still->bgra.push_back(
        static_cast<std::uint8_t>(scramble(static_cast<std::uint32_t>(byte) + seed * 3571)));
  }
  return still;
}

media::FramePtr noise_frame(FrameSpec spec, std::uint32_t seed) {
  return make_frame(spec, noise(spec, false, seed));
}

}  // namespace

TEST_CASE("every layout, matrix and range looks as the standards say") {
  for (const PixelLayout layout : kLayouts) {
    for (const ColourMatrix matrix : kMatrices) {
      for (const ColourRange range : kRanges) {
        check_by_the_book({70, 22, layout, matrix, range}, false);
        check_by_the_book({67, 21, layout, matrix, range}, false);
      }
    }
  }
}

TEST_CASE("turned and mirrored pictures stand upright") {
  for (const PixelLayout layout : kLayouts) {
    for (const Rotation rotation : kRotations) {
      for (const bool flipped : {false, true}) {
        FrameSpec spec = {38, 26, layout, ColourMatrix::kBt709, ColourRange::kLimited, rotation, flipped};
        // A quarter turn of 4:2:2 must make new chroma, half as fine; only a plain one can be told.
        const bool quarter = rotation == Rotation::k90 || rotation == Rotation::k270;
        check_by_the_book(spec, layout == PixelLayout::kI422 && quarter);
        spec.width = 37;
        spec.height = 25;
        check_by_the_book(spec, true);
      }
    }
  }
}

TEST_CASE("pictures of one pixel, one row and one column are drawn") {
  for (const PixelLayout layout : kLayouts) {
    for (const Rotation rotation : kRotations) {
      for (const Size size : {Size{1, 1}, Size{1, 9}, Size{9, 1}, Size{2, 1}, Size{1, 2}}) {
        FrameSpec spec = {size.width, size.height, layout};
        spec.rotation = rotation;
        check_by_the_book(spec, true);
      }
    }
  }
}

TEST_CASE("a scaled picture keeps its colours and its shape, whichever way it is scaled") {
  const Size places[] = {{200, 120}, {161, 97}, {150, 90},  {108, 64}, {100, 60},
                         {50, 30},   {37, 23},  {333, 211}, {400, 240}};
  for (const PixelLayout layout : kLayouts) {
    const FrameSpec spec = {200, 120, layout};
    const int unit = layout == PixelLayout::kI010 ? 4 : 1;
    // A slope, along which every way of scaling must agree with the position asked for.
    const auto slope = [unit](double x, double y) {
      return Yuv{static_cast<int>((40 + x / 2 + y / 2) * unit), static_cast<int>((100 + x / 8) * unit),
                 static_cast<int>((150 - y / 4) * unit)};
    };
    const media::FramePtr frame = make_frame(spec, [&](int x, int y) { return slope(x, y); });
    for (const Size place : places) {
      Canvas canvas(410, 250);
      Scene scene;
      scene.film = frame;
      scene.layout.film = {5, 7, place.width, place.height};
      Compositor compositor;
      compositor.compose(scene, canvas.target());
      int worst = 0;
      for (int y = 0; y < place.height; ++y) {
        for (int x = 0; x < place.width; ++x) {
          const double sx = (x + 0.5) * 200 / place.width - 0.5;
          const double sy = (y + 0.5) * 120 / place.height - 0.5;
          worst = std::max(worst, distance(canvas.at(5 + x, 7 + y), by_the_book(spec, slope(sx, sy))));
        }
      }
      INFO(describe(spec) << " to " << place.width << "x" << place.height);
      CHECK(worst <= 8);
      CHECK(canvas.at(4, 7) == Bgr{0, 0, 0});
      CHECK(canvas.at(5 + place.width, 6 + place.height) == Bgr{0, 0, 0});
      CHECK(canvas.guard_is_whole());
    }
  }
}

TEST_CASE("captions are blended over the film by their alpha") {
  const FrameSpec spec = {64, 48};
  const Painter paint = noise(spec, false);
  Canvas canvas(64, 48);
  Scene scene;
  scene.film = make_frame(spec, paint);
  scene.layout.film = {0, 0, 64, 48};
  scene.captions = make_captions({5, 9, 41, 17}, 3);
  Compositor compositor;
  compositor.compose(scene, canvas.target());
  int worst = 0;
  for (int y = 0; y < 17; ++y) {
    for (int x = 0; x < 41; ++x) {
      const std::uint8_t* over = scene.captions->bgra.data() + (y * 41 + x) * 4;
      const Bgr under = expected_at(spec, paint, x + 5, y + 9);
      const Bgr seen = canvas.at(x + 5, y + 9);
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const double expected = over[channel] + under[channel] * (255 - over[3]) / 255.0;
        worst = std::max(worst, static_cast<int>(std::ceil(std::abs(seen[channel] - expected))));
      }
    }
  }
  CHECK(worst <= 4);
}

TEST_CASE("a still stands over film and signer, captions over it, the overlay over all") {
  Canvas canvas(64, 48);
  Scene scene;
  scene.film = noise_frame({64, 48}, 1);
  scene.signer = noise_frame({20, 20}, 2);
  scene.layout.film = {0, 0, 64, 48};
  scene.layout.signer = {30, 20, 20, 20};
  scene.still = make_still({40, 30}, 7);
  scene.still_place = {10, 10, 40, 30};
  Compositor compositor;
  compositor.compose(scene, canvas.target());
  const auto of_still = [&](int x, int y) {
    const std::uint8_t* p = scene.still->bgra.data() + ((y - 10) * 40 + x - 10) * 4;
    return Bgr{p[0], p[1], p[2]};
  };
  CHECK(canvas.at(10, 10) == of_still(10, 10));
  CHECK(canvas.at(49, 39) == of_still(49, 39));
  CHECK(canvas.at(35, 25) == of_still(35, 25));

  const auto plain = [](const Rect& place, std::uint8_t blue) {
    auto picture = std::make_shared<subtitles::CaptionPicture>();
    *picture = {place.x, place.y, place.width, place.height, {}};
    for (int i = 0; i < place.width * place.height; ++i) {
      picture->bgra.insert(picture->bgra.end(), {blue, 0, 0, 255});
    }
    return picture;
  };
  scene.captions = plain({12, 12, 10, 10}, 100);
  scene.overlay = plain({16, 16, 10, 10}, 200);
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(13, 13) == Bgr{100, 0, 0});
  CHECK(canvas.at(18, 18) == Bgr{200, 0, 0});
  scene.captions = nullptr;
  scene.overlay = nullptr;
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(13, 13) == of_still(13, 13));
  CHECK(canvas.at(18, 18) == of_still(18, 18));
}

TEST_CASE("only what changed is drawn, and said") {
  Canvas canvas(320, 200);
  Compositor compositor;
  Scene scene;
  scene.film = noise_frame({320, 180}, 1);
  scene.signer = noise_frame({54, 72}, 2);
  scene.layout.film = {0, 10, 320, 180};
  scene.layout.signer = {241, 101, 75, 97};
  const auto compose = [&] { return compositor.compose(scene, canvas.target()); };

  CHECK(compose() == DirtyRects{{0, 0, 320, 200}});
  CHECK(compose().empty());

  scene.signer = noise_frame({54, 72}, 3);
  CHECK(compose() == DirtyRects{scene.layout.signer});

  scene.captions = make_captions({20, 150, 200, 40}, 1);
  CHECK(compose() == DirtyRects{{20, 150, 200, 40}});
  scene.captions = nullptr;
  CHECK(compose() == DirtyRects{{20, 150, 200, 40}});
  CHECK(compose().empty());

  scene.film = noise_frame({320, 180}, 4);
  const DirtyRects film = compose();
  CHECK(!film.empty());
  for (const Rect& part : film) {
    CHECK(intersection(part, scene.layout.film) == part);
    CHECK(intersection(part, scene.layout.signer).empty());
  }

  scene.still = make_still({60, 40}, 1);
  scene.still_place = {10, 20, 60, 40};
  CHECK(compose() == DirtyRects{{10, 20, 60, 40}});
  scene.still_place = {100, 20, 60, 40};
  CHECK(compose() == DirtyRects{{10, 20, 60, 40}, {100, 20, 60, 40}});
  scene.overlay = make_captions({0, 180, 320, 20}, 2);
  CHECK(compose() == DirtyRects{{0, 180, 320, 20}});
  CHECK(compose().empty());
  scene.still = nullptr;
  scene.overlay = nullptr;
  CHECK(compose() == DirtyRects{{100, 20, 60, 40}, {0, 180, 320, 20}});

  compositor.invalidate();
  CHECK(compose() == DirtyRects{{0, 0, 320, 200}});
  scene.background = 0xFF204060;
  CHECK(compose() == DirtyRects{{0, 0, 320, 200}});
  CHECK(canvas.at(0, 0) == Bgr{0x60, 0x40, 0x20});
}

TEST_CASE("drawing what changed gives, pixel for pixel, what drawing everything gives") {
  std::mt19937 random(42);
  const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
  const Size film_sizes[] = {{200, 112}, {240, 135}, {97, 55}, {500, 281}};
  const Size film_places[] = {{200, 112}, {240, 135}, {200, 84}, {100, 56}};
  constexpr Rotation kTurns[] = {Rotation::k0, Rotation::k0, Rotation::k90, Rotation::k180, Rotation::k270};
  for (int round = 0; round < (kSanitized ? 20 : 60); ++round) {
    Canvas kept(240, 150);
    Compositor partial;
    Scene scene;
    const auto new_film = [&] {
      const Size size = film_sizes[below(4)];
      const FrameSpec spec = {size.width, size.height, kLayouts[below(5)]};
      scene.film = noise_frame(spec, static_cast<std::uint32_t>(below(1000)));
    };
    const auto new_signer = [&] {
      FrameSpec spec = {30 + below(60), 40 + below(60), kLayouts[below(5)]};
      spec.rotation = kTurns[below(5)];
      scene.signer = noise_frame(spec, static_cast<std::uint32_t>(below(1000)));
    };
    const auto new_captions = [&](int step) {
      const Rect place = {below(260) - 20, below(170) - 20, 1 + below(150), 1 + below(50)};
      scene.captions = make_captions(place, static_cast<std::uint32_t>(step));
    };
    const auto new_still = [&](int step) {
      scene.still = below(3) == 0
                        ? nullptr
                        : make_still({1 + below(200), 1 + below(120)}, static_cast<std::uint32_t>(step));
      if (!scene.still) return;
      scene.still_place = {below(260) - 20, below(170) - 20, scene.still->width, scene.still->height};
    };
    const auto new_overlay = [&](int step) {
      const Rect place = {below(260) - 20, below(170) - 20, 1 + below(200), 1 + below(60)};
      scene.overlay = below(3) == 0 ? nullptr : make_captions(place, static_cast<std::uint32_t>(step) + 99);
    };
    const auto new_layout = [&] {
      const Size film = below(2) == 0 ? film_places[below(4)] : Size{50 + below(190), 50 + below(100)};
      scene.layout.film = {below(240 - film.width + 1), below(150 - film.height + 1), film.width,
                           film.height};
      const int width = 31 + below(40);
      const int height = 41 + below(40);
      scene.layout.signer = {below(240 - width), below(150 - height), width, height};
    };
    new_layout();
    for (int step = 0; step < 30; ++step) {
      switch (below(11)) {
        case 0:
          new_film();
          break;
        case 1:
          new_signer();
          break;
        case 2:
          new_captions(step);
          break;
        case 3:
          scene.captions = nullptr;
          break;
        case 4:
          scene.film = below(3) == 0 ? nullptr : scene.film;
          break;
        case 5:
          scene.signer = below(3) == 0 ? nullptr : scene.signer;
          break;
        case 6:
          new_film();
          new_signer();
          break;
        case 7:
          new_still(step);
          break;
        case 8:
          new_overlay(step);
          break;
        case 9:
          if (scene.still) scene.still_place.x = below(260) - 20;
          break;
        default:
          if (below(4) == 0) new_layout();
          break;
      }
      const Canvas before = kept;
      const DirtyRects dirty = partial.compose(scene, kept.target());
      Canvas fresh(240, 150);
      Compositor().compose(scene, fresh.target());
      for (int y = 0; y < 150; ++y) {
        for (int x = 0; x < 240; ++x) {
          INFO("round " << round << " step " << step << " at " << x << "," << y);
          if (!kept.same_at(fresh, x, y)) REQUIRE(kept.at(x, y) == fresh.at(x, y));
          const bool said = std::any_of(dirty.begin(), dirty.end(), [&](const Rect& part) {
            return !intersection(part, {x, y, 1, 1}).empty();
          });
          if (!said && step > 0 && !kept.same_at(before, x, y)) REQUIRE(kept.at(x, y) == before.at(x, y));
        }
      }
    }
    REQUIRE(kept.guard_is_whole());
  }
}

TEST_CASE("frames and captions that are not what they say leave the background") {
  const auto broken = [](auto change) {
    auto frame = std::make_shared<media::VideoFrame>(*noise_frame({32, 32}, 1));
    change(*frame);
    return media::FramePtr(frame);
  };
  const media::FramePtr frames[] = {
      broken([](media::VideoFrame& f) { f.planes[0].data = nullptr; }),
      broken([](media::VideoFrame& f) { f.planes[2].data = nullptr; }),
      broken([](media::VideoFrame& f) { f.planes[1].stride_bytes = 3; }),
      broken([](media::VideoFrame& f) { f.width = 0; }),
      broken([](media::VideoFrame& f) { f.height = -32; }),
      broken([](media::VideoFrame& f) { f.width = f.height = 2000000000; }),
      broken([](media::VideoFrame& f) { f.layout = PixelLayout::kI010; }),
      std::make_shared<media::VideoFrame>(),
  };
  for (const media::FramePtr& frame : frames) {
    Canvas canvas(64, 64);
    Scene scene;
    scene.film = frame;
    scene.signer = frame;
    scene.layout = {{0, 0, 64, 64}, {3, 3, 20, 20}, {}};
    scene.background = 0xFF102030;
    Compositor compositor;
    compositor.compose(scene, canvas.target());
    CHECK(canvas.at(31, 31) == Bgr{0x30, 0x20, 0x10});
    CHECK(canvas.at(5, 5) == Bgr{0x30, 0x20, 0x10});
  }
  auto captions = std::make_shared<subtitles::CaptionPicture>(*make_captions({4, 4, 8, 8}, 1));
  captions->bgra.resize(17);
  Canvas canvas(64, 64);
  Scene scene;
  scene.captions = captions;
  Compositor compositor;
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(5, 5) == Bgr{0, 0, 0});
  scene.captions = nullptr;
  scene.overlay = captions;
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(5, 5) == Bgr{0, 0, 0});
  auto still = std::make_shared<Picture>(*make_still({8, 8}, 1));
  scene.still = still;
  scene.still_place = {0, 0, 9, 8};
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(5, 5) == Bgr{0, 0, 0});
  still->bgra.resize(17);
  scene.still_place = {0, 0, 8, 8};
  compositor.invalidate();
  compositor.compose(scene, canvas.target());
  CHECK(canvas.at(5, 5) == Bgr{0, 0, 0});
}

TEST_CASE("places outside the target and targets that are none are left alone") {
  Scene scene;
  scene.film = noise_frame({32, 32}, 1);
  scene.captions = make_captions({-2000000000, 2000000000, 3, 3}, 1);
  for (const Rect& place : {Rect{-1, 0, 32, 32}, Rect{40, 40, 32, 32}, Rect{0, 0, 2000000000, 2000000000},
                            Rect{2000000000, 2000000000, 5, 5}, Rect{0, 0, -5, 7}}) {
    scene.layout.film = place;
    Canvas canvas(64, 64);
    Compositor compositor;
    compositor.compose(scene, canvas.target());
    CHECK(canvas.at(50, 50) == Bgr{0, 0, 0});
    CHECK(canvas.guard_is_whole());
  }
  Compositor compositor;
  CHECK(compositor.compose(scene, {}).empty());
  std::uint8_t pixel[4] = {1, 2, 3, 4};
  CHECK(compositor.compose(scene, {pixel, 2, 1, 1}).empty());
  CHECK(compositor.compose(scene, {pixel, 4, 0, 1}).empty());
  CHECK(pixel[0] == 1);
}
