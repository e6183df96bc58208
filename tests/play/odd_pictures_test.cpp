// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are not what most are: what a person would see of them, in pixels.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>

#include "player/media/still_picture.h"
#include "player/media/tone_map.h"
#include "player/render/compositor.h"
#include "player/render/layout.h"
#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

using Rgb = std::array<int, 3>;

/// A film frame on a screen, laid out as the room's.
struct Wall {
  render::Size size;
  render::Rect film;
  std::vector<std::uint8_t> bgra;

  /// In fractions of the film's place.
  [[nodiscard]] Rgb at(double x, double y) const {
    const int px = film.x + std::min(film.width - 1, static_cast<int>(x * film.width));
    const int py = film.y + std::min(film.height - 1, static_cast<int>(y * film.height));
    const auto i = static_cast<std::size_t>(py * size.width + px) * 4;
    return {bgra[i + 2], bgra[i + 1], bgra[i]};
  }
};

Wall shown_on_wall(const FramePtr& frame, render::Size size = {640, 360}) {
  Wall wall{.size = size, .film = {}, .bgra = std::vector<std::uint8_t>(static_cast<std::size_t>(size.width * size.height) * 4)};
  render::Scene scene;
  scene.film = frame;
  scene.layout = render::lay_out({.output = size, .film = display_shape(*frame)});
  wall.film = scene.layout.film;
  render::Compositor compositor;
  compositor.compose(scene, {wall.bgra.data(), size.width * 4, size.width, size.height});
  return wall;
}

FramePtr first_frame(const std::string& path) {
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.settle());
  const Shown shown = theatre.look();
  REQUIRE(shown.film);
  return shown.film;
}

int distance(const Rgb& a, const Rgb& b) {
  int worst = 0;
  for (std::size_t i = 0; i < 3; ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

std::string hex(const Rgb& c) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%02X%02X%02X", static_cast<unsigned>(c[0]), static_cast<unsigned>(c[1]), static_cast<unsigned>(c[2]));
  return text;
}

/// Four patches: left above, right above, left below, right below.
using Patches = std::array<Rgb, 4>;
constexpr Patches kPatches = {{{200, 30, 40}, {30, 180, 60}, {40, 50, 210}, {220, 220, 220}}};

/// The patches as RGB, in two rows; the encoder's options say what becomes of them.
bool make_patches(const std::string& path, const std::string& size, const std::string& options, const Patches& p = kPatches) {
  const auto one = [&](const Rgb& c) { return " -f lavfi -i color=" + hex(c) + ":s=" + size + ":r=25:d=0.4,format=gbrp"; };
  return run("ffmpeg -v error -nostdin -y" + one(p[0]) + one(p[1]) + one(p[2]) + one(p[3]) +
             " -filter_complex '[0][1]hstack[a];[2][3]hstack[b];[a][b]vstack" + options + " '" + path + "'");
}

void check_patches(const Wall& wall, const Patches& expected, int tolerance) {
  const std::array<std::pair<double, double>, 4> places = {{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}}};
  for (std::size_t i = 0; i < 4; ++i) {
    const Rgb seen = wall.at(places[i].first, places[i].second);
    CAPTURE(hex(seen));
    CAPTURE(hex(expected[i]));
    CHECK(distance(seen, expected[i]) <= tolerance);
  }
}

/// How much neighbouring rows differ beyond what rows two apart do: combs.
double comb_in(const VideoFrame& frame) {
  double sum = 0;
  for (int y = 2; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) {
      const auto luma = [&](int row) { return int{frame.planes[0].data[static_cast<std::ptrdiff_t>(row) * frame.planes[0].stride_bytes + x]}; };
      const int near = std::abs(luma(y) - luma(y - 1)), far = std::abs(luma(y) - luma(y - 2));
      sum += std::max(0, near - far - 8);
    }
  }
  return sum / (frame.width * frame.height);
}

/// The first picture as the ffmpeg program shows it, turned as the container says.
Wall as_ffmpeg_shows(const std::string& path, const std::string& raw) {
  const auto size = lines_of("ffmpeg -v error -nostdin -y -i '" + path + "' -frames:v 1 '" + raw + ".png' && ffprobe -v error -show_entries stream=width,height -of csv=p=0 '" + raw + ".png'");
  REQUIRE(size.size() == 1);
  int width = 0, height = 0;
  REQUIRE(std::sscanf(size[0].c_str(), "%d,%d", &width, &height) == 2);
  REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + raw + ".png' -f rawvideo -pix_fmt bgra '" + raw + "'"));
  Wall wall{.size = {width, height}, .film = {0, 0, width, height}, .bgra = std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4)};
  std::ifstream(raw, std::ios::binary).read(reinterpret_cast<char*>(wall.bgra.data()), static_cast<std::streamsize>(wall.bgra.size()));
  return wall;
}

Wall still_of(const std::string& path) {
  const auto still = decode_picture(file_resource(path), 640, 640);
  REQUIRE(still);
  return {.size = {still->width, still->height}, .film = {0, 0, still->width, still->height}, .bgra = still->bgra};
}

double mean_distance(const Wall& a, const Wall& b) {
  double sum = 0;
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) sum += distance(a.at((x + 0.5) / 20, (y + 0.5) / 20), b.at((x + 0.5) / 20, (y + 0.5) / 20));
  }
  return sum / 400;
}

constexpr const char* kMovingBar =
    " -f lavfi -i \"color=black:s=320x192:r=50:d=2,format=yuv420p,geq=lum='if(between(mod(X-6*N,320),0,40),220,40)':cb=128:cr=128\"";

}  // namespace

TEST_CASE("known colours are seen as they are, whatever matrix and range they were coded with") {
  const ScratchFolder folder("colours");
  struct Coding {
    const char *matrix, *tag, *range, *format;
  };
  for (const Coding& c : {Coding{"bt601", "smpte170m", "tv", "yuv420p"}, Coding{"bt601", "bt470bg", "pc", "yuv420p"},
                          Coding{"bt709", "bt709", "tv", "yuv420p"}, Coding{"bt709", "bt709", "pc", "yuv420p"},
                          Coding{"bt2020", "bt2020nc", "tv", "yuv420p10le"}, Coding{"bt709", "bt709", "tv", "yuv420p10le"},
                          Coding{"bt709", "bt709", "tv", "yuv422p"}, Coding{"bt709", "bt709", "tv", "yuv422p10le"},
                          Coding{"bt709", "bt709", "pc", "yuv444p"}}) {
    const std::string path = folder / (std::string(c.tag) + c.range + c.format + ".mkv");
    CAPTURE(path);
    REQUIRE(make_patches(path, "96x64",
                         std::string(",scale=out_color_matrix=") + c.matrix + ":out_range=" + c.range + ",format=" + c.format +
                             "' -c:v libx264 -preset ultrafast -qp 0 -colorspace " + c.tag + " -color_range " + c.range));
    check_patches(shown_on_wall(first_frame(path)), kPatches, 4);
  }
}

TEST_CASE("an untagged film is taken for BT.709 from high definition on, and for BT.601 below") {
  const ScratchFolder folder("untagged");
  struct Size {
    const char *quarter, *matrix;
  };
  for (const Size& s : {Size{"640x360", "bt709"}, Size{"360x288", "bt601"}}) {
    const std::string path = folder / (std::string(s.matrix) + ".mp4");
    REQUIRE(make_patches(path, s.quarter, std::string(",scale=out_color_matrix=") + s.matrix +
                                              ":out_range=tv,setparams=colorspace=unknown,format=yuv420p' -c:v libx264 -preset ultrafast -qp 0"));
    check_patches(shown_on_wall(first_frame(path)), kPatches, 4);
  }
}

TEST_CASE("an RGB film and a palette look as they are") {
  const ScratchFolder folder("rgb");
  REQUIRE(make_patches(folder / "rgb.mkv", "96x64", ",format=bgr0' -c:v ffv1"));
  check_patches(shown_on_wall(first_frame(folder / "rgb.mkv")), kPatches, 4);
  REQUIRE(make_patches(folder / "film.gif", "96x64", "'"));
  check_patches(shown_on_wall(first_frame(folder / "film.gif")), kPatches, 16);
}

TEST_CASE("a film for HDR screens is bright and coloured on others, and white is no grey") {
  const ScratchFolder folder("hdr");
  struct Patch {
    double y, cb, cr;
  };
  // Limited range codes of BT.2020: PQ black, 18 % grey, reference white (203 cd/m2), a peak of 1000; HLG's white at 75 %.
  const std::map<std::string, std::vector<Patch>> films = {
      {"smpte2084", {{64, 512, 512}, {394, 512, 512}, {572, 512, 512}, {723, 512, 512}, {300, 420, 700}}},
      {"arib-std-b67", {{64, 512, 512}, {397, 512, 512}, {721, 512, 512}, {940, 512, 512}, {400, 420, 650}}},
  };
  for (const auto& [transfer, patches] : films) {
    std::vector<Rgb> seen;
    for (const Patch& p : patches) {
      const std::string path = folder / (transfer + std::to_string(seen.size()) + ".mkv");
      REQUIRE(run("ffmpeg -v error -nostdin -y -f lavfi -i \"color=black:s=64x48:r=25:d=0.2,format=yuv420p10le,geq=lum=" +
                  std::to_string(p.y) + ":cb=" + std::to_string(p.cb) + ":cr=" + std::to_string(p.cr) +
                  "\" -c:v libx265 -preset ultrafast -x265-params log-level=none:lossless=1 -color_primaries bt2020 -color_trc " +
                  transfer + " -colorspace bt2020nc -color_range tv '" + path + "'"));
      const FramePtr frame = first_frame(path);
      CHECK(frame->layout == PixelLayout::kI420);
      const Wall wall = shown_on_wall(frame);
      seen.push_back(wall.at(0.5, 0.5));
      CAPTURE(transfer);
      CAPTURE(hex(seen.back()));
      // As the formulae say, to a few levels.
      const auto kind = transfer == "smpte2084" ? HdrTransfer::kPq : HdrTransfer::kHlg;
      const SdrCode code = ToneMap::exact({.transfer = kind}, p.y, p.cb, p.cr);
      const double luma = (code.y - 16) / 219, blue = (code.cb - 128) / 224, red = (code.cr - 128) / 224;
      const double r = luma + 1.5748 * red, b = luma + 1.8556 * blue, g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152;
      const auto byte = [](double v) { return static_cast<int>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
      CHECK(distance(seen.back(), {byte(r), byte(g), byte(b)}) <= 8);
    }
    CHECK(distance(seen[0], {0, 0, 0}) <= 3);
    CHECK(seen[1][0] > 90);
    CHECK(seen[1][0] < 140);
    CHECK(seen[2][0] > 215);  // white, and room above it
    CHECK(seen[2][0] < 245);
    CHECK(seen[3][0] >= 250);
    CHECK(seen[4][0] > seen[4][2] + 80);  // a strong red stays one
  }
}

TEST_CASE("interpolated in its grid, a tone map is within three levels of its formulae for nine colours in ten") {
  for (const HdrTransfer transfer : {HdrTransfer::kPq, HdrTransfer::kHlg}) {
    const ToneMap::Source source{.transfer = transfer};
    const ToneMap map(source);
    std::vector<double> off;
    for (int y = 64; y < 940; y += 13) {
      for (int cb = 200; cb < 824; cb += 29) {
        for (int cr = 200; cr < 824; cr += 31) {
          const double luma = (y - 64) / 876.0, r = luma + 1.4746 * (cr - 512) / 896.0, b = luma + 1.8814 * (cb - 512) / 896.0;
          const double g = (luma - 0.2627 * r - 0.0593 * b) / 0.678;
          if (std::min({r, g, b}) < 0 || std::max({r, g, b}) > 1) continue;  // no such colour
          const std::array<std::uint16_t, 3> in = {static_cast<std::uint16_t>(y), static_cast<std::uint16_t>(cb), static_cast<std::uint16_t>(cr)};
          std::array<std::uint8_t, 3> out{};
          const auto bytes = [&](std::size_t i) { return Plane{reinterpret_cast<const std::uint8_t*>(&in[i]), 2}; };
          map.apply(1, 1, {bytes(0), bytes(1), bytes(2)}, {{{&out[0], 1}, {&out[1], 1}, {&out[2], 1}}});
          const SdrCode exact = ToneMap::exact(source, y, cb, cr);
          off.push_back(std::max({std::abs(out[0] - exact.y), std::abs(out[1] - exact.cb), std::abs(out[2] - exact.cr)}));
        }
      }
    }
    std::ranges::sort(off);
    REQUIRE(off.size() > 10'000);
    CHECK(off[off.size() * 9 / 10] <= 3);
    CHECK(off[off.size() / 2] <= 1);
  }
}

TEST_CASE("a film that was filmed upright stands upright, turned by its container") {
  const ScratchFolder folder("turned");
  const std::string flat = folder / "flat.mp4";
  REQUIRE(make_patches(flat, "160x90", ",scale=out_color_matrix=bt601:out_range=tv,format=yuv420p' -c:v libx264 -preset ultrafast -qp 0"));
  for (const std::string& angle : {std::string("90"), std::string("180"), std::string("270")}) {
    CAPTURE(angle);
    const std::string path = folder / ("turned" + angle + ".mp4");
    // FFmpeg 5 takes the tag; later ones an option of the input.
    REQUIRE((run("ffmpeg -v error -nostdin -y -display_rotation " + angle + " -i '" + flat + "' -c copy '" + path + "' 2>/dev/null") ||
             run("ffmpeg -v error -nostdin -y -i '" + flat + "' -c copy -metadata:s:v:0 rotate=" + angle + " '" + path + "'")));
    const FramePtr frame = first_frame(path);
    CHECK(frame->rotation != Rotation::k0);
    const Wall wall = shown_on_wall(frame);
    CHECK((wall.film.height > wall.film.width) == (angle != "180"));
    CHECK(mean_distance(wall, as_ffmpeg_shows(path, folder / "judge")) < 8);
    CHECK(mean_distance(wall, still_of(path)) < 8);
  }
}

TEST_CASE("an anamorphic film has its true shape") {
  const ScratchFolder folder("anamorphic");
  const std::string path = folder / "film.mp4";
  REQUIRE(make_patches(path, "360x288", ",scale=out_color_matrix=bt601:out_range=tv,format=yuv420p,setsar=64/45' -c:v libx264 -preset ultrafast -qp 0"));
  const FramePtr frame = first_frame(path);
  const DisplayShape shape = display_shape(*frame);
  CHECK(shape.width / shape.height == doctest::Approx(16.0 / 9).epsilon(0.001));
  const Wall wall = shown_on_wall(frame, {1280, 720});
  CHECK(wall.film.width == 1280);
  CHECK(wall.film.height == 720);
  check_patches(wall, kPatches, 6);
  const Wall still = still_of(path);
  CHECK(still.size.width == 640);
  CHECK(still.size.height == 360);
}

TEST_CASE("a film's still has the film's colours") {
  const ScratchFolder folder("still");
  const std::string path = folder / "film.mp4";
  REQUIRE(make_patches(path, "640x360", ",scale=out_color_matrix=bt709:out_range=tv,format=yuv420p' -c:v libx264 -preset ultrafast -qp 0 -colorspace bt709"));
  check_patches(still_of(path), kPatches, 4);
}

TEST_CASE("a photograph stands as its camera was held") {
  const ScratchFolder folder("photograph");
  const std::string flat = folder / "flat.jpg", path = folder / "turned.jpg";
  REQUIRE(make_patches(flat, "96x64", ",format=yuvj444p' -frames:v 1 -q:v 2"));
  std::ifstream in(flat, std::ios::binary);
  std::string jpeg((std::istreambuf_iterator<char>(in)), {});
  // EXIF with one tag: orientation 6, to be turned a quarter clockwise.
  const std::string exif("\xFF\xE1\x00\x22" "Exif\0\0" "II*\0\x08\0\0\0" "\x01\0" "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0" "\0\0\0\0", 36);
  jpeg.insert(2, exif);
  std::ofstream(path, std::ios::binary) << jpeg;
  check_patches(still_of(flat), kPatches, 6);
  const Wall wall = still_of(path);
  CHECK(wall.size.width == 128);
  CHECK(wall.size.height == 192);
  check_patches(wall, {kPatches[2], kPatches[0], kPatches[3], kPatches[1]}, 6);
}

TEST_CASE("interlaced frames are shown whole, once each and at their time, played and sought") {
  const ScratchFolder folder("interlaced");
  for (const std::string& coding : {std::string("-c:v mpeg2video -q:v 2 -g 12 -bf 2 -flags +ildct+ilme -f mpegts"),
                                    std::string("-c:v libx264 -preset veryfast -qp 12 -g 24 -flags +ildct+ilme -x264opts tff=1 -f matroska")}) {
    CAPTURE(coding);
    const std::string path = folder / "film";
    REQUIRE(run(std::string("ffmpeg -v error -nostdin -y") + kMovingBar +
                " -f lavfi -i \"aevalsrc='0.1*sin(440*2*PI*t)':s=48000:d=2\" -vf tinterlace=interleave_top,setfield=tff " + coding + " '" + path + "'"));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.play_out());
    CHECK(theatre.errors.empty());
    CHECK(theatre.film.size() == 50);
    std::vector<MediaTime> times;
    for (const Shown& shown : theatre.film) {
      CAPTURE(to_ms(shown.film->pts.time_since_epoch()));
      CHECK(comb_in(*shown.film) < 0.5);  // as it was coded: above 5
      if (!times.empty()) CHECK(std::abs(to_ms(shown.film->pts - times.back()) - 40) < 1);
      times.push_back(shown.film->pts);
    }
    for (const std::size_t i : {30U, 5U, 49U, 0U, 17U}) {
      theatre.playback().seek(times[i] + 15ms);
      REQUIRE(theatre.settle());
      const Shown shown = theatre.look();
      REQUIRE(shown.film);
      CHECK(shown.film->pts == times[i]);
      CHECK(comb_in(*shown.film) < 0.5);
    }
    theatre.playback().step_back();
    REQUIRE(theatre.settle());
    CHECK(theatre.look().film->pts == times[16]);
  }
}

TEST_CASE("a progressive film is not touched, whatever its rows look like") {
  const ScratchFolder folder("progressive");
  const std::string path = folder / "film.mkv";
  // Rows by turns: just what a filter that looks for combs would take for one.
  REQUIRE(run("ffmpeg -v error -nostdin -y -f lavfi -i \"color=black:s=128x64:r=25:d=0.4,format=yuv420p,geq=lum='if(mod(Y+N,2),200,40)':cb=128:cr=128\""
              " -c:v libx264 -preset ultrafast -qp 0 '" + path + "'"));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.play_out());
  REQUIRE(theatre.film.size() == 10);
  for (std::size_t n = 0; n < 10; ++n) {
    const VideoFrame& frame = *theatre.film[n].film;
    const auto luma = [&](int row) { return int{frame.planes[0].data[row * frame.planes[0].stride_bytes + 5]}; };
    for (int row = 0; row < frame.height; ++row) CHECK(luma(row) == ((row + static_cast<int>(n)) % 2 != 0 ? 200 : 40));
  }
}

TEST_CASE("at a variable rate each picture has its time, stepping meets every one both ways, after seeks too") {
  const ScratchFolder folder("variable");
  const std::string plain = folder / "plain.mkv";
  REQUIRE(make_film(plain, {.seconds = 2}));
  for (const std::string& name : {std::string("film.mkv"), std::string("film.mp4")}) {
    CAPTURE(name);
    const std::string path = folder / name;
    // Pictures 20 to 150 ms apart.
    REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + plain + "' -vf \"settb=1/1000,setpts='20*N+10*N*mod(N\\,3)+100*gte(N\\,7)+60*gte(N\\,20)'\""
                " -frames:v 40 -vsync vfr -c:v libx264 -preset ultrafast -bf 2 -g 12 -an '" + path + "' 2>/dev/null"));
    SteppedTheatre played(film_only(path));
    REQUIRE(played.play_out());
    std::vector<std::pair<MediaTime, int>> frames;
    for (const Shown& shown : played.film) frames.emplace_back(shown.film->pts, number_in(*shown.film));
    REQUIRE(frames.size() >= 20);
    bool varies = false;
    for (std::size_t i = 2; i < frames.size(); ++i) varies |= std::abs(to_ms((frames[i].first - frames[i - 1].first) - (frames[i - 1].first - frames[i - 2].first))) > 30;
    CHECK(varies);

    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.look();
    const auto now = [&] { return theatre.film.back().film->pts; };
    const auto step = [&](bool forward) {
      REQUIRE(theatre.await([&] { return theatre.playback().next_is_known(); }));
      forward ? theatre.playback().step_forward() : theatre.playback().step_back();
      REQUIRE(theatre.settle());
      theatre.look();
    };
    for (std::size_t i = 1; i < frames.size(); ++i) {
      step(true);
      CHECK(now() == frames[i].first);
    }
    for (std::size_t i = frames.size() - 1; i-- > 0;) {
      step(false);
      CHECK(now() == frames[i].first);
      CHECK(number_in(*theatre.film.back().film) == frames[i].second);
    }
    for (const std::size_t i : {15U, 3U, 9U}) {
      theatre.playback().seek(frames[i].first + (frames[i + 1].first - frames[i].first) / 2);
      REQUIRE(theatre.settle());
      theatre.look();
      CHECK(now() == frames[i].first);
      step(true);
      CHECK(now() == frames[i + 1].first);
      step(false);
      step(false);
      CHECK(now() == frames[i - 1].first);
    }
  }
}

TEST_CASE("what an edit list cuts off is not shown, and the sound is cut with it") {
  const ScratchFolder folder("edits");
  const std::string whole = folder / "whole.mov", path = folder / "cut.mov";
  REQUIRE(make_film(whole, {.video = "-c:v libx264 -preset ultrafast -bf 2 -g 50", .audio = "-c:a pcm_s16le", .seconds = 3}));
  REQUIRE(run("ffmpeg -v error -nostdin -y -ss 0.8 -i '" + whole + "' -c copy '" + path + "'"));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.settle());
  theatre.playback().play();
  REQUIRE(theatre.run_for(300ms));
  REQUIRE_FALSE(theatre.film.empty());
  CHECK(number_in(*theatre.film.front().film) == 20);
  CHECK(theatre.film.front().film->pts == MediaTime{});
  // The ramp says which sample is heard: 800 ms further on than the film's time.
  const auto& heard = theatre.sound[20];
  const auto sample = to_sample(heard.begin) + kSampleRate * 8 / 10;
  const auto said = std::lround(heard.samples[0] * 32768);
  CHECK(std::abs(said - sample % kRampLength) <= kSampleRate / 1000);
  theatre.playback().seek(MediaTime(1s));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 45);
}

TEST_CASE("outside: scenes filmed four ways up stand upright") {
  const auto folder = outside_data("media/odd");
  if (!folder) return;
  const ScratchFolder scratch("upright");
  for (const std::string& name : {std::string("video_0.mov"), std::string("video_90.mov"), std::string("video_180.mov"), std::string("video_270.mov")}) {
    CAPTURE(name);
    const std::string path = (*folder / name).generic_string();
    CHECK(mean_distance(shown_on_wall(first_frame(path), {960, 960}), as_ffmpeg_shows(path, scratch / "judge")) < 8);
  }
}
