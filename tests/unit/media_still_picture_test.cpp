// SPDX-License-Identifier: GPL-3.0-or-later
// Covers and posters.
#include <doctest/doctest.h>

#include <zlib.h>

#include <string>

#include "player/media/still_picture.h"
#include "tests/support/kit_files.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;

namespace {

std::string big_endian(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(crc));
}

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           static_cast<uLong>(bytes.size()));
  out.resize(size);
  return out;
}

/// A PNG of one colour, R, G, B, A; it may say another size than its rows have.
std::string png(std::uint32_t width, std::uint32_t height, const std::string& rgba, std::uint32_t rows) {
  std::string row(1, '\0');
  for (std::uint32_t x = 0; x < width && rows > 0; ++x) row += rgba;
  std::string pixels;
  for (std::uint32_t y = 0; y < rows; ++y) pixels += row;
  return "\x89PNG\r\n\x1a\n" +
         chunk("IHDR", big_endian(width) + big_endian(height) + std::string("\x08\x06\0\0\0", 5)) +
         chunk("IDAT", deflated(pixels)) + chunk("IEND", "");
}

Resource in_memory(const std::string& bytes) {
  const auto* data = reinterpret_cast<const std::byte*>(bytes.data());
  return memory_resource("image.png",
                         std::make_shared<const std::vector<std::byte>>(data, data + bytes.size()));
}

}  // namespace

TEST_CASE("a large picture becomes a small one of the same shape and colour") {
  const auto picture = decode_picture(in_memory(png(1600, 800, "\x20\x80\xE0\xFF", 800)), 480, 480);
  REQUIRE(picture);
  CHECK(picture->width == 480);
  CHECK(picture->height == 240);
  REQUIRE(picture->bgra.size() == 480U * 240U * 4U);
  for (const std::size_t at : {std::size_t{0}, picture->bgra.size() / 2, picture->bgra.size() - 4}) {
    CHECK(std::abs(picture->bgra[at] - 0xE0) <= 1);
    CHECK(std::abs(picture->bgra[at + 1] - 0x80) <= 1);
    CHECK(std::abs(picture->bgra[at + 2] - 0x20) <= 1);
    CHECK(picture->bgra[at + 3] == 255);
  }
}

TEST_CASE("a small picture keeps its size, and what shows through is over black") {
  const auto picture = decode_picture(in_memory(png(3, 50, "\xFF\xFF\xFF\x80", 50)), 480, 480);
  REQUIRE(picture);
  CHECK(picture->width == 3);
  CHECK(picture->height == 50);
  CHECK(picture->bgra[0] == 0x80);
  CHECK(picture->bgra[3] == 255);
}

TEST_CASE("a very long picture stays at least one pixel high") {
  const auto picture = decode_picture(in_memory(png(5000, 2, "\x01\x02\x03\xFF", 2)), 100, 100);
  REQUIRE(picture);
  CHECK(picture->width == 100);
  CHECK(picture->height == 1);
}

TEST_CASE("a picture that says it is enormous is refused before it is made") {
  const auto picture = decode_picture(in_memory(png(60'000, 60'000, "\x01\x02\x03\xFF", 0)), 480, 480);
  REQUIRE_FALSE(picture);
  CHECK((picture.error().code == ErrorCode::kFileTooLarge ||
         picture.error().code == ErrorCode::kMediaUnreadable));
}

TEST_CASE("a file of too many bytes is not read") {
  int reads = 0;
  class Counted final : public ByteSource {
   public:
    explicit Counted(int& reads) : reads_(reads) {}
    std::uint64_t size() const override { return kStillLimit_bytes + 1; }
    Result<std::size_t> read(std::uint64_t, std::span<std::byte>) override {
      return static_cast<std::size_t>(++reads_);
    }

   private:
    int& reads_;
  };
  const Resource resource{
      "image.png", [&]() -> Result<std::unique_ptr<ByteSource>> { return std::make_unique<Counted>(reads); }};
  const auto picture = decode_picture(resource, 480, 480);
  REQUIRE_FALSE(picture);
  CHECK(picture.error().code == ErrorCode::kFileTooLarge);
  CHECK(reads == 0);
}

TEST_CASE("what is no picture, cut off, or empty is an error and nothing worse") {
  const std::string whole = png(64, 64, "\x20\x80\xE0\xFF", 64);
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    const auto picture = decode_picture(in_memory(whole.substr(0, size)), 32, 32);
    if (picture) CHECK(picture->bgra.size() == 32U * 32U * 4U);  // libav makes the best of what is there
  }
  CHECK_FALSE(decode_picture(in_memory(""), 32, 32));
  CHECK_FALSE(decode_picture(in_memory("Ceci n'est pas une image."), 32, 32));
  CHECK_FALSE(decode_picture(in_memory(noise(5000)), 32, 32));
  CHECK_FALSE(decode_picture(in_memory(whole), 0, 32));
}

TEST_CASE("a picture that is no longer wanted ends at once") {
  const std::atomic<bool> abort = true;
  CHECK_FALSE(decode_picture(in_memory(png(64, 64, "\x20\x80\xE0\xFF", 64)), 32, 32, &abort));
}
