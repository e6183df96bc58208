// SPDX-License-Identifier: GPL-3.0-or-later
// What drawing costs, in milliseconds of processor time a picture: the best of several, since the
// machine is never quiet. Not a test: run it by hand.
//
//   ways      the ways libyuv offers to scale a film on its way to BGRA; the compositor's choice
//             (DrawnPicture::choose_way) rests on these numbers
//   scenes    the compositor at work, against a bare conversion of the film
#include <fmt/format.h>
#include <libyuv.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <vector>

#include "player/render/compositor.h"
#include "player/render/layout.h"
#include "tests/support/frames.h"

using namespace mallette;
using namespace mallette::render;
using namespace mallette::test;

namespace {

constexpr int kRuns = 15;

double cpu_ms() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double best_ms(const std::function<void()>& work) {
  double best = std::numeric_limits<double>::max();
  for (int run = 0; run < kRuns; ++run) {
    const double start = cpu_ms();
    work();
    best = std::min(best, cpu_ms() - start);
  }
  return best;
}

media::FramePtr film_frame(Size size, int seed) {
  return make_frame({size.width, size.height}, [seed](int x, int y) {
    return Yuv{16 + (x * 3 + y * 5 + seed * 11) % 220, 16 + (x + seed) % 224, 16 + (y + seed) % 224};
  });
}

std::vector<std::uint8_t> bgra_of(Size size) {
  return std::vector<std::uint8_t>(static_cast<std::size_t>(size.width) *
                                   static_cast<std::size_t>(size.height + 1) * 4);
}

void convert(const media::VideoFrame& f, std::uint8_t* to, int stride) {
  libyuv::I420ToARGBMatrix(f.planes[0].data, f.planes[0].stride_bytes, f.planes[1].data,
                           f.planes[1].stride_bytes, f.planes[2].data, f.planes[2].stride_bytes, to, stride,
                           &libyuv::kYuvH709Constants, f.width, f.height);
}

void compare_ways(Size from, Size to) {
  const auto frame = film_frame(from, 1);
  const auto scaled = film_frame(to, 2);  // its planes are written over
  auto whole = bgra_of(from);
  auto out = bgra_of(to);
  const auto writable = [](const media::Plane& plane) { return const_cast<std::uint8_t*>(plane.data); };
  fmt::print("{:>4}x{:<4} -> {:>4}x{:<4}", from.width, from.height, to.width, to.height);
  for (const auto& [name, filter] :
       {std::pair{"bilinear", libyuv::kFilterBilinear}, {"box", libyuv::kFilterBox}}) {
    const double as_bgra = best_ms([&] {
      convert(*frame, whole.data(), from.width * 4);
      libyuv::ARGBScale(whole.data(), from.width * 4, from.width, from.height, out.data(), to.width * 4,
                        to.width, to.height, filter);
    });
    const double as_planes = best_ms([&] {
      const auto& [y, u, v] = frame->planes;
      const auto& [ty, tu, tv] = scaled->planes;
      libyuv::I420Scale(y.data, y.stride_bytes, u.data, u.stride_bytes, v.data, v.stride_bytes, from.width,
                        from.height, writable(ty), ty.stride_bytes, writable(tu), tu.stride_bytes,
                        writable(tv), tv.stride_bytes, to.width, to.height, filter);
      convert(*scaled, out.data(), to.width * 4);
    });
    fmt::print("   {:8} as BGRA {:5.2f}  as planes {:5.2f}", name, as_bgra, as_planes);
  }
  fmt::print("\n");
}

subtitles::CaptionPicturePtr two_lines(const Rect& area) {
  auto captions = std::make_shared<subtitles::CaptionPicture>();
  captions->height = std::min(area.height, 170);
  captions->width = area.width;
  captions->x = area.x;
  captions->y = area.bottom() - captions->height;
  captions->bgra.assign(static_cast<std::size_t>(captions->width * captions->height) * 4, 0);
  for (std::size_t at = 3; at < captions->bgra.size(); at += 4) captions->bgra[at] = 235;
  return captions;
}

void compose_scene(const char* name, Size film, Size signer, Size output, SignPlacement place) {
  Scene scene;
  const media::FramePtr films[] = {film_frame(film, 1), film_frame(film, 2)};
  const media::FramePtr signers[] = {film_frame(signer, 3), film_frame(signer, 4)};
  LayoutRequest request = {
      output, media::display_shape(*films[0]), media::display_shape(*signers[0]), {place, 0}, true};
  scene.layout = lay_out(request);
  scene.captions = two_lines(scene.layout.caption_area);
  auto pixels = bgra_of(output);
  const Target target = {pixels.data(), output.width * 4, output.width, output.height};
  Compositor compositor;
  const auto compose = [&](bool new_film, bool new_signer) {
    if (new_film) scene.film = films[scene.film == films[0] ? 1 : 0];
    if (new_signer) scene.signer = signers[scene.signer == signers[0] ? 1 : 0];
    compositor.compose(scene, target);
  };
  compose(true, true);
  auto plain = bgra_of(film);
  const double bare = best_ms([&] { convert(*films[0], plain.data(), film.width * 4); });
  const double both = best_ms([&] { compose(true, true); });
  const double only_film = best_ms([&] { compose(true, false); });
  const double only_signer = best_ms([&] { compose(false, true); });
  const double captions = best_ms([&] {
    scene.captions = scene.captions ? nullptr : two_lines(scene.layout.caption_area);
    compositor.compose(scene, target);
  });
  fmt::print(
      "{:34} film and signer {:5.2f} ({:4.1f} x bare {:4.2f})   film {:5.2f}   signer {:5.2f}   captions "
      "{:5.2f}\n",
      name, both, both / bare, bare, only_film, only_signer, captions);
}

}  // namespace

int main() {
  fmt::print("ways of scaling, ms\n");
  compare_ways({1920, 1080}, {1366, 768});
  compare_ways({1280, 720}, {1920, 1080});
  compare_ways({540, 720}, {640, 853});
  compare_ways({540, 720}, {455, 607});
  compare_ways({1920, 1080}, {1440, 810});
  compare_ways({1920, 1080}, {1260, 709});
  compare_ways({1920, 1080}, {1024, 576});
  compare_ways({1920, 1080}, {960, 540});
  compare_ways({1920, 1080}, {854, 480});
  compare_ways({1920, 1080}, {640, 360});
  compare_ways({1920, 1080}, {424, 239});
  compare_ways({3840, 2160}, {1920, 1080});
  fmt::print("scenes, ms\n");
  const Size signer = {540, 720};
  compose_scene("1080p at its own size, inset", {1920, 1080}, signer, {1920, 1080},
                SignPlacement::kRightBottom);
  compose_scene("1080p in 2560x1080, beside", {1920, 1080}, signer, {2560, 1080},
                SignPlacement::kBesideRight);
  compose_scene("1080p in 1366x768, inset", {1920, 1080}, signer, {1366, 768}, SignPlacement::kRightBottom);
  compose_scene("1080p in 1920x1080, beside", {1920, 1080}, signer, {1920, 1080},
                SignPlacement::kBesideRight);
  compose_scene("720p in 1920x1080, inset", {1280, 720}, signer, {1920, 1080}, SignPlacement::kRightBottom);
  return 0;
}
