// SPDX-License-Identifier: GPL-3.0-or-later
// The demo kit's film at six instants, against pictures that people have looked at.
//
// Decoders and libyuv's code paths differ by a step or two between processors, so pictures are
// compared by how they look: the mean difference of all samples, and the share of those that differ
// visibly. MALLETTE_WRITE_GOLDEN=1 writes the pictures anew: look at each before it is committed.
#include <doctest/doctest.h>
#include <png.h>

#include <cstdlib>
#include <filesystem>

#include "player/app/film_player.h"
#include "player/app/paths.h"
#include "player/render/screenshot.h"
#include "tests/support/test_data.h"

using namespace mallette;

namespace {

constexpr render::Size kSize{640, 360};
constexpr double kMeanAllowed = 1.5;         // of 255
constexpr int kVisible = 32;                 // of 255, in one sample
constexpr double kVisibleShareAllowed = 0.002;

std::vector<std::uint8_t> read_rgb(const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE_MESSAGE(png_image_begin_read_from_file(&image, path.c_str()) != 0, path);
  image.format = PNG_FORMAT_RGB;
  REQUIRE(image.width == static_cast<unsigned>(kSize.width));
  REQUIRE(image.height == static_cast<unsigned>(kSize.height));
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) != 0);
  return pixels;
}

struct Difference {
  double mean = 0, visible_share = 0;
};
Difference compare(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  REQUIRE(a.size() == b.size());
  double sum = 0, visible = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int difference = std::abs(int{a[i]} - int{b[i]});
    sum += difference;
    visible += difference > kVisible ? 1 : 0;
  }
  return {sum / static_cast<double>(a.size()), visible / static_cast<double>(a.size())};
}

}  // namespace

TEST_CASE("the demo film looks as it should at six instants") {
  const std::string kit_folder = std::string(MALLETTE_SOURCE_DIR) + "/kits/demo";
  const std::string golden = std::string(MALLETTE_SOURCE_DIR) + "/tests/golden/demo";
  const bool rewrite = std::getenv("MALLETTE_WRITE_GOLDEN") != nullptr;
  const test::ScratchFolder scratch("golden");
  const std::string out = rewrite ? golden : scratch.path().generic_string();

  const auto kit = kits::Kit::open(kit_folder);
  REQUIRE(kit);
  const auto paths = app::find_paths();
  REQUIRE(paths);
  app::FilmOrder order{.until = media::MediaTime(std::chrono::seconds(107)), .caption_fonts = paths->caption_fonts};
  const std::vector<int> instants_ms = {5520, 20800, 28600, 46400, 83000, 106400};
  for (const int ms : instants_ms) {
    order.shots.push_back({media::MediaTime(std::chrono::milliseconds(ms)), out + "/" + std::to_string(ms) + ".png"});
  }
  auto tracks = app::select_tracks(*kit, order.wish);
  REQUIRE(tracks);
  app::MemoryStage stage(kSize);
  app::SteppedDriver driver;
  const app::FilmReport report = app::FilmPlayer(*kit, order, std::move(*tracks), driver).run(stage);
  CHECK(report.errors.empty());
  CHECK(report.frames_dropped == 0);

  for (const int ms : instants_ms) {
    const std::string name = "/" + std::to_string(ms) + ".png";
    const Difference difference = compare(read_rgb(out + name), read_rgb(golden + name));
    CAPTURE(ms);
    CHECK(difference.mean <= kMeanAllowed);
    CHECK(difference.visible_share <= kVisibleShareAllowed);
  }
}
