// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/loudness_book.h"

#include <doctest/doctest.h>

#include <thread>

#include "kits/pack.h"
#include "tests/support/kit_files.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;

namespace {

void make_kit(const std::string& folder, double dbfs) {
  test::write_file(folder + "/kit.toml",
                   "format = 1\n[kit]\nid = \"a\"\ntitle = \"A\"\nversion = \"1\"\nlanguage = \"fr\"\n[[film]]\nvideo = \"film.flac\"\n");
  const std::string wave = "pow(10," + std::to_string(dbfs) + "/20)*sin(2*PI*997*t)";
  REQUIRE(test::run("ffmpeg -v error -nostdin -y -f lavfi -i \"aevalsrc='" + wave + "|" + wave +
                    "':s=48000:d=4\" -c:a flac '" + folder + "/film.flac'"));
}

/// As the main loop asks, again and again; up to a limit that only a hang meets.
std::optional<media::Loudness> await(app::LoudnessBook& book, const kits::Kit& kit, const Resource& film) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < limit) {
    if (const auto found = book.find(kit, film)) return found;
    std::this_thread::yield();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a film is measured in the background once, and never again until it is another") {
  const test::ScratchFolder scratch("loudness-book");
  make_kit(scratch.path().generic_string(), -23);
  const auto kit = kits::Kit::open(scratch.path().generic_string()).value();
  const auto film = kit.resource("film.flac").value();
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  const std::string content = app::content_name(kit, film);
  {
    app::LoudnessBook book(folder);
    CHECK_FALSE(book.find(kit, film));
    const auto found = await(book, kit, film);
    REQUIRE(found);
    CHECK(found->lufs == doctest::Approx(-23).epsilon(0.01));
  }
  storage::LoudnessStore store(folder);
  REQUIRE(store.find(content));
  REQUIRE(store.keep(content, {.lufs = -17.25, .peak_dbtp = -3}));
  app::LoudnessBook later(folder);
  CHECK(await(later, kit, film) == media::Loudness{-17.25, -3});
  make_kit(scratch.path().generic_string(), -30);
  CHECK(app::content_name(kit, film) != content);
}

TEST_CASE("a recording in a packed kit is known by its digest, wherever the kit lies") {
  const test::ScratchFolder scratch("loudness-pack");
  std::filesystem::create_directories(scratch / "kit");
  make_kit(scratch / "kit", -23);
  REQUIRE(kits::pack(scratch / "kit", scratch / "a.mallette"));
  std::filesystem::copy_file(scratch / "a.mallette", scratch / "b.mallette");
  const auto a = kits::Kit::open(scratch / "a.mallette").value(), b = kits::Kit::open(scratch / "b.mallette").value();
  const std::string name = app::content_name(a, a.resource("film.flac").value());
  CHECK(name.starts_with("sha256:"));
  CHECK(name == app::content_name(b, b.resource("film.flac").value()));
}
