// SPDX-License-Identifier: GPL-3.0-or-later
// Displays as an X server really tells them, and the tone through SDL's disk driver.
#include <doctest/doctest.h>

#include <SDL.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "player/app/displays.h"
#include "player/app/test_tone.h"
#include "player/app/x11_outputs.h"
#include "tests/support/kit_files.h"
#include "tests/support/storage_faults.h"
#include "tests/support/environment.h"
#include "tests/support/test_data.h"
#include "tests/support/waiting.h"

using namespace mallette::test;
using namespace std::chrono_literals;
namespace app = mallette::app;
using mallette::render::Rect;

namespace {

class Sdl {
 public:
  explicit Sdl(Uint32 parts) { ready_ = SDL_Init(parts) == 0; }
  Sdl(const Sdl&) = delete;
  Sdl& operator=(const Sdl&) = delete;
  ~Sdl() { SDL_Quit(); }
  bool ready() const { return ready_; }

 private:
  bool ready_ = false;
};

/// Another program that arranges the monitors, as a desktop's settings do.
class Arranger {
 public:
  Arranger() : display_(XOpenDisplay(nullptr)) {}
  Arranger(const Arranger&) = delete;
  Arranger& operator=(const Arranger&) = delete;
  ~Arranger() { XCloseDisplay(display_); }

  void set(const char* name, Rect bounds, bool takes_the_output) {
    const Window root = XDefaultRootWindow(display_);
    XRRMonitorInfo* monitor = XRRAllocateMonitor(display_, takes_the_output ? 1 : 0);
    monitor->name = XInternAtom(display_, name, False);
    monitor->x = bounds.x;
    monitor->y = bounds.y;
    monitor->width = monitor->mwidth = bounds.width;
    monitor->height = monitor->mheight = bounds.height;
    XRRScreenResources* resources = XRRGetScreenResourcesCurrent(display_, root);
    if (takes_the_output) monitor->outputs[0] = resources->outputs[0];
    XRRSetMonitor(display_, root, monitor);
    XSync(display_, False);
    XRRFreeScreenResources(resources);
    XRRFreeMonitors(monitor);
  }
  void remove(const char* name) {
    XRRDeleteMonitor(display_, XDefaultRootWindow(display_), XInternAtom(display_, name, False));
    XSync(display_, False);
  }

 private:
  ::Display* display_;
};

std::vector<float> samples_in(const std::string& path) {
  const std::string bytes = read_file(path);
  std::vector<float> samples(bytes.size() / sizeof(float));
  if (!samples.empty()) std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
  return samples;
}

}  // namespace

TEST_CASE("X11: displays that come and go without an event of SDL's are known within two seconds") {
  const Sdl sdl(SDL_INIT_VIDEO);
  REQUIRE(sdl.ready());
  REQUIRE(std::string(SDL_GetCurrentVideoDriver()) == "x11");
  Waiter waiter;
  const auto source = app::sdl_displays(waiter.wake());
  REQUIRE(
      waiter.until([&] { return source->list().size() == 1 && source->list()[0].connector == "screen"; }));
  CHECK(source->list()[0].index == 0);
  CHECK(source->list()[0].bounds == Rect{0, 0, 1280, 720});

  Arranger arranger;
  arranger.set("eDP-9", {0, 0, 640, 720}, true);
  arranger.set("HDMI-9", {640, 0, 640, 720}, false);
  REQUIRE(waiter.until([&] { return source->list().size() == 2; }));
  const app::WindowPlan two = plan_windows(source->list());
  CHECK(two.desk.connector == "eDP-9");
  CHECK(two.room.connector == "HDMI-9");
  CHECK(two.room.bounds == Rect{640, 0, 640, 720});
  CHECK(two.room.index == -1);  // SDL has not heard of it

  arranger.remove("HDMI-9");
  source->look_again();
  REQUIRE(waiter.until([&] { return source->list().size() == 1; }));
  CHECK(plan_windows(source->list(), two.pair).one_screen);

  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) CHECK(source->list().size() == 1);
  const auto each = (std::chrono::steady_clock::now() - start) / 1000;
  MESSAGE("asking costs the main thread ", std::chrono::duration<double, std::micro>(each).count(), " µs");
}

TEST_CASE("what RandR does not have any more is left out, what SDL knows better is kept") {
  const app::Display known{.index = 3, .name = "EPSON 80\"", .bounds = {0, 0, 1920, 1080}, .density = 1.5F};
  const app::Display gone{.index = 4, .name = "DELL", .bounds = {1920, 0, 1920, 1080}};
  const app::Display output{.name = "HDMI-1", .connector = "HDMI-1", .bounds = {0, 0, 1920, 1080}};
  const app::Display fresh{.name = "DP-1", .connector = "DP-1", .bounds = {-800, 0, 800, 600}};
  const auto held = app::held_against({known, gone}, {output, fresh});
  REQUIRE(held.size() == 2);
  CHECK(held[0].index == 3);
  CHECK(held[0].name == "EPSON 80\"");
  CHECK(held[0].connector == "HDMI-1");
  CHECK(held[0].density == 1.5F);
  CHECK(held[1] == fresh);
}

TEST_CASE("sound: the tone is heard whole on the device that was named, and ends by itself") {
  const ScratchFolder scratch("tone");
  const Environment driver("SDL_AUDIODRIVER", "disk");
  const Sdl sdl(SDL_INIT_EVENTS);
  Waiter waiter;
  app::SoundCheck check(waiter.wake());
  REQUIRE(waiter.until([&] { return !check.devices().empty(); }));
  const auto start = std::chrono::steady_clock::now();
  check.play(scratch / "casque");
  CHECK(std::chrono::steady_clock::now() - start < 50ms);
  CHECK(check.state().phase != app::SoundCheck::Phase::kSilent);
  REQUIRE(waiter.until([&] { return check.state().phase == app::SoundCheck::Phase::kPlaying; }));
  CHECK(check.state().device == scratch / "casque");
  REQUIRE(waiter.until([&] { return check.state().heard; }));
  CHECK(check.state().phase == app::SoundCheck::Phase::kSilent);
  CHECK_FALSE(check.take_error());
  const auto heard = samples_in(scratch / "casque");
  const auto tone = app::make_test_tone(48'000);
  REQUIRE(heard.size() >= tone.size());
  const auto begins = std::search(heard.begin(), heard.end(), tone.begin(), tone.end());
  REQUIRE(begins != heard.end());
  CHECK(std::all_of(heard.begin(), begins, [](float value) { return value == 0; }));
  CHECK(std::all_of(begins + static_cast<std::ptrdiff_t>(tone.size()), heard.end(),
                    [](float value) { return value == 0; }));
}

TEST_CASE("sound: the headphones are tested by low notes in the room, then high ones in them alone") {
  const ScratchFolder scratch("tone-turn");
  const Environment driver("SDL_AUDIODRIVER", "disk");
  const Sdl sdl(SDL_INIT_EVENTS);
  Waiter waiter;
  app::SoundCheck check(waiter.wake());
  check.play_in_turn(scratch / "salle", scratch / "casque");
  using Phase = app::SoundCheck::Phase;
  REQUIRE(waiter.until([&] { return check.state().phase == Phase::kPlaying; }));
  CHECK(check.state().note == app::TestNote::kLow);
  REQUIRE(waiter.until([&] { return check.state().phase == Phase::kPlaying && check.state().note == app::TestNote::kHigh; }));
  REQUIRE(waiter.until([&] { return check.state().heard && check.state().note == app::TestNote::kHigh; }));
  for (const auto& [name, note] : {std::pair("salle", app::TestNote::kLow), {"casque", app::TestNote::kHigh}}) {
    const auto heard = samples_in(scratch / name);
    const auto tone = app::make_test_tone(48'000, note);
    CHECK(std::search(heard.begin(), heard.end(), tone.begin(), tone.end()) != heard.end());
  }
  // One that cannot be opened: the other half would say nothing.
  check.play_in_turn(scratch / "absent/salle", scratch / "autre");
  REQUIRE(waiter.until([&] { return check.take_error().has_value(); }));
  check.play(scratch / "dernier");
  REQUIRE(waiter.until([&] { return check.state().heard && check.state().device == scratch / "dernier"; }));
  CHECK_FALSE(std::filesystem::exists(scratch / "autre"));
}

TEST_CASE("sound: another device chosen in mid-tone ends the first without a click") {
  const ScratchFolder scratch("tone-change");
  const Environment driver("SDL_AUDIODRIVER", "disk");
  const Sdl sdl(SDL_INIT_EVENTS);
  Waiter waiter;
  app::SoundCheck check(waiter.wake());
  check.play(scratch / "un");
  REQUIRE(waiter.until([&] { return check.state().phase == app::SoundCheck::Phase::kPlaying; }));
  check.play(scratch / "deux");
  REQUIRE(waiter.until([&] { return check.state().heard; }));
  CHECK(check.state().device == scratch / "deux");
  const auto first = samples_in(scratch / "un");
  CHECK(first.size() < app::make_test_tone(48'000).size());
  float jump = 0;
  for (std::size_t i = 2; i < first.size(); ++i) jump = std::max(jump, std::abs(first[i] - first[i - 2]));
  CHECK(jump < 0.05F);
  if (!first.empty()) CHECK(first.back() == 0);
}

TEST_CASE("sound: a device that cannot be opened is an error, and the next one sounds") {
  const ScratchFolder scratch("tone-fault");
  const Environment driver("SDL_AUDIODRIVER", "disk");
  const Sdl sdl(SDL_INIT_EVENTS);
  Waiter waiter;
  app::SoundCheck check(waiter.wake());
  check.play(scratch / "absent/casque");
  std::optional<mallette::Error> error;
  REQUIRE(waiter.until([&] {
    if (auto told = check.take_error()) error = std::move(told);
    return error.has_value();
  }));
  CHECK(error->code == mallette::ErrorCode::kSoundDevice);
  CHECK(error->subject == scratch / "absent/casque");
  check.play(scratch / "casque");
  CHECK(waiter.until([&] { return check.state().heard; }));
  check.play(scratch / "autre");
  check.stop();
}
