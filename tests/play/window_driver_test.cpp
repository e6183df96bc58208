// SPDX-License-Identifier: GPL-3.0-or-later
// Sound devices that come and go, with SDL's dummy device in the place of a real one.
#include "player/app/window_driver.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/support/environment.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;

TEST_CASE("another device that is unplugged does not silence the one that plays") {
  test::set_variable("SDL_AUDIODRIVER", "dummy");
  const test::ScratchFolder folder("devices");
  REQUIRE(test::make_film(folder / "son.mkv", {.video = "", .audio = "-c:a flac"}));
  app::WindowDriver driver;
  media::Playback playback({.film = {.resource = file_resource(folder / "son.mkv")}}, driver.clock(), driver.waker());
  REQUIRE_FALSE(driver.start_sound(playback));
  CHECK(driver.sound_name() == "dummy");

  driver.device_removed(false, 0);
  driver.device_removed(true, 2);
  CHECK_FALSE(driver.check_sound());
  CHECK(driver.sound_name() == "dummy");

  driver.device_removed(false, 2);
  const auto gone = driver.check_sound();
  REQUIRE(gone);
  CHECK(gone->code == ErrorCode::kSoundDevice);
  CHECK(driver.sound_name() == "none");
  driver.stop_sound();
}

namespace {

/// As the loop does, until it holds. Opening is done in a thread of its own: only a hang meets the limit.
template <class Holds>
bool turns(app::WindowDriver& driver, Holds holds) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    driver.wait_until(driver.clock().now() + std::chrono::milliseconds(5));
    static_cast<void>(driver.check_sound());
  }
  return true;
}

}  // namespace

TEST_CASE("the room's device that comes back takes the film over again") {
  test::set_variable("SDL_AUDIODRIVER", "dummy");
  const test::ScratchFolder folder("devices");
  REQUIRE(test::make_film(folder / "son.mkv", {.video = "", .audio = "-c:a flac"}));
  app::WindowDriver driver;
  media::Playback playback({.film = {.resource = file_resource(folder / "son.mkv")}}, driver.clock(), driver.waker());
  REQUIRE_FALSE(driver.start_sound(playback));
  driver.device_removed(false, 2);
  REQUIRE(driver.check_sound());
  CHECK(driver.room_is_lost());
  driver.device_added();
  CHECK(turns(driver, [&] { return !driver.room_is_lost(); }));
  CHECK(driver.sound_name() == "dummy");
  driver.stop_sound();
}

TEST_CASE("headphones on the room's own output are refused, and the description stays in the room") {
  test::set_variable("SDL_AUDIODRIVER", "dummy");
  const test::ScratchFolder folder("devices");
  REQUIRE(test::make_film(folder / "son.mkv", {.video = "", .audio = "-c:a flac"}));
  app::WindowDriver driver;
  driver.set_sound({.device = "une", .headphones = "une", .headphones_delay = {}, .plan = {.description_to = media::Listener::kHeadphones}});
  media::Playback playback({.film = {.resource = file_resource(folder / "son.mkv")}}, driver.clock(), driver.waker());
  REQUIRE_FALSE(driver.start_sound(playback));
  const auto told = driver.check_sound();
  REQUIRE(told);
  CHECK(told->code == ErrorCode::kHeadphonesAreRoom);
  CHECK(driver.headphones_name().empty());
  driver.stop_sound();
}
