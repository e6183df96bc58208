// SPDX-License-Identifier: GPL-3.0-or-later
// A kit of more than 4 GiB with a film of more than an hour in it. The file has a hole in its middle, so that
// it takes a few megabytes of the disk.
#include <doctest/doctest.h>

#include <fstream>

#include "kits/kit.h"
#include "tests/support/kit_files.h"
#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kHole = (std::uint64_t{4} << 30) + (200 << 20);

std::uint32_t big(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string big_bytes(std::uint64_t value, int count) {
  std::string out;
  for (int i = count - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

std::string box(const std::string& kind, const std::string& body) { return big_bytes(body.size() + 8, 4) + kind + body; }

/// The boxes of MP4, with every chunk of media further on by the hole: stco becomes co64.
std::string moved(const std::string& boxes) {
  std::string out;
  for (std::size_t at = 0; at + 8 <= boxes.size();) {
    const std::size_t size = big(boxes, at);
    const std::string kind = boxes.substr(at + 4, 4), body = boxes.substr(at + 8, size - 8);
    if (kind == "stco") {
      std::string wide = body.substr(0, 8);
      for (std::size_t i = 8; i + 4 <= body.size(); i += 4) wide += big_bytes(big(body, i) + kHole, 8);
      out += box("co64", wide);
    } else if (kind == "moov" || kind == "trak" || kind == "mdia" || kind == "minf" || kind == "stbl") {
      out += box(kind, moved(body));
    } else {
      out += boxes.substr(at, size);
    }
    at += size;
  }
  return out;
}

struct Parts {
  std::string head, tail;  ///< before the hole, which ends the head's last box, and behind it
};

Parts with_hole(const std::string& film) {
  Parts parts;
  for (std::size_t at = 0; at + 8 <= film.size();) {
    const std::size_t size = big(film, at);
    const std::string kind = film.substr(at + 4, 4);
    if (kind == "ftyp") {
      parts.head = film.substr(at, size) + big_bytes(1, 4) + "free" + big_bytes(kHole, 8);
    } else {
      parts.tail += kind == "moov" ? moved(film.substr(at, size)) : film.substr(at, size);
    }
    at += size;
  }
  return parts;
}

std::string le(std::uint64_t value, int bytes) {
  std::string out;
  ZipBytes::number(out, value, bytes);
  return out;
}

/// A packed kit whose film is a ZIP64 entry, stored.
void write_large_kit(const std::string& path, const Parts& film) {
  const std::string manifest = kHeader + "[[film]]\nid = \"long\"\nvideo = \"long.mp4\"\n";
  const ZipBytes small({{.name = "mimetype", .content = kMimetypeText}, {.name = "kit.toml", .content = manifest}});
  const std::uint64_t size = film.head.size() + (kHole - 16) + film.tail.size(), local_at = small.local().size();
  const std::string sizes = le(size, 8) + le(size, 8), name = "long.mp4";
  const std::string common = le(45, 2) + le(0x800, 2) + le(0, 2) + le(0x00210000, 4) + le(0, 4) + le(0xffffffffffffffff, 8) + le(name.size(), 2);
  const std::string local = "PK\3\4" + common + le(20, 2) + name + le(1, 2) + le(16, 2) + sizes;
  const std::string central = small.central() + "PK\1\2" + le(0x0314, 2) + common + le(20, 2) + le(0, 10) + le(local_at, 4) + name + le(1, 2) + le(16, 2) + sizes;
  const std::uint64_t data_at = local_at + local.size(), central_at = data_at + size, end_at = central_at + central.size();
  const std::string end = "PK\6\6" + le(44, 8) + le(0x032d, 2) + le(45, 2) + le(0, 8) + le(3, 8) + le(3, 8) + le(central.size(), 8) + le(central_at, 8) +
                          "PK\6\7" + le(0, 4) + le(end_at, 8) + le(1, 4) + "PK\5\6" + le(0, 4) + le(3, 2) + le(3, 2) + le(central.size(), 4) + le(0xffffffff, 4) + le(0, 2);
  std::ofstream out(path, std::ios::binary);
  out << small.local() << local << film.head;
  out.seekp(static_cast<std::streamoff>(data_at + film.head.size() + kHole - 16));
  out << film.tail << central << end;
}

}  // namespace

TEST_CASE("a film of more than an hour in a kit of more than 4 GiB opens at once and is sought to its end") {
  const ScratchFolder folder("large");
  const std::string small = folder / "small.mp4", kit_path = folder / "large.mallette";
  REQUIRE(make_film(small, {.video = "-c:v libx264 -preset ultrafast -g 50", .audio = "", .rate = "5", .seconds = 3'700, .size = "64x16"}));
  write_large_kit(kit_path, with_hole(read_file(small)));
  REQUIRE(std::filesystem::file_size(kit_path) > (std::uint64_t{4} << 30));
  auto kit = kits::Kit::open(kit_path);
  REQUIRE_MESSAGE(kit.has_value(), (kit ? std::string() : to_log_line(kit.error())));
  auto film = kit->resource("long.mp4");
  REQUIRE(film.has_value());
  SteppedTheatre theatre({.film = {.resource = *film}});
  REQUIRE(theatre.settle());
  REQUIRE(theatre.playback().state() == PlaybackState::kPaused);
  CHECK(number_in(*theatre.look().film) == 0);
  CHECK(std::abs(to_s(*theatre.playback().duration()) - 3'700) < 1);
  for (const int second : {3'699, 1'800, 3'601, 0, 3'650}) {
    CAPTURE(second);
    theatre.playback().seek(MediaTime(std::chrono::seconds(second)));
    REQUIRE(theatre.settle());
    const Shown shown = theatre.look();
    REQUIRE(shown.film);
    CHECK(number_in(*shown.film) == second * 5 % 256);
  }
  theatre.playback().play();
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.errors.empty());
}
