// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <png.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "player/render/screenshot.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::render;

namespace {

Picture sample_picture(int width, int height) {
  Picture picture = {width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int value : {x * 7, y * 5, x ^ y, 0})
        picture.bgra.push_back(static_cast<std::uint8_t>(value));
    }
  }
  return picture;
}

/// B, G, R bytes.
std::vector<std::uint8_t> read_back(const std::string& path, int& width, int& height) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&image, path.c_str()) != 0);
  CHECK((image.format & PNG_FORMAT_FLAG_ALPHA) == 0);
  image.format = PNG_FORMAT_BGR;
  std::vector<std::uint8_t> bytes(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) != 0);
  width = static_cast<int>(image.width);
  height = static_cast<int>(image.height);
  return bytes;
}

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

}  // namespace

TEST_CASE("a screenshot holds every pixel of the picture, and no alpha") {
  const test::ScratchFolder folder("screenshot");
  const Picture picture = sample_picture(61, 37);
  const std::string path = folder / "a.png";
  REQUIRE(write_png(picture.view(), path));
  int width = 0;
  int height = 0;
  const auto bytes = read_back(path, width, height);
  REQUIRE(width == 61);
  REQUIRE(height == 37);
  for (std::size_t pixel = 0; pixel < 61 * 37; ++pixel) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      REQUIRE(bytes[pixel * 3 + channel] == picture.bgra[pixel * 4 + channel]);
    }
  }
}

TEST_CASE("a screenshot replaces an earlier one and leaves nothing beside it") {
  const test::ScratchFolder folder("screenshot-again");
  const std::string path = folder / "a.png";
  std::ofstream(path) << "earlier";
  REQUIRE(write_png(sample_picture(8, 8).view(), path));
  CHECK(files_in(folder.path()) == 1);
  int width = 0;
  int height = 0;
  read_back(path, width, height);
  CHECK(width == 8);
}

TEST_CASE("a screenshot that cannot be written says so and leaves no part of it") {
  const test::ScratchFolder folder("screenshot-fails");
  const auto nowhere = write_png(sample_picture(8, 8).view(), folder / "no/such/folder/a.png");
  REQUIRE(!nowhere);
  CHECK(nowhere.error().code == ErrorCode::kFileUnwritable);
  CHECK(!nowhere.error().detail.empty());
  std::filesystem::create_directories(folder.path() / "taken.png/full");
  const auto taken = write_png(sample_picture(8, 8).view(), folder / "taken.png");
  REQUIRE(!taken);
  CHECK(taken.error().subject == folder / "taken.png");
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("there is no screenshot of nothing") {
  const test::ScratchFolder folder("screenshot-nothing");
  CHECK(!write_png({}, folder / "a.png"));
  CHECK(files_in(folder.path()) == 0);
}
