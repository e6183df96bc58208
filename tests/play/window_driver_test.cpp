// SPDX-License-Identifier: GPL-3.0-or-later
// Sound devices that come and go, with SDL's dummy device in the place of a real one.
#include "player/app/window_driver.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;

TEST_CASE("another device that is unplugged does not silence the one that plays") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
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
