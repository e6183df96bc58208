// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/x11_outputs.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

#include <algorithm>
#include <utility>

namespace mallette::app {
namespace {

constexpr int kMonitorsMajor = 1, kMonitorsMinor = 5;  ///< RandR 1.5 has monitors

struct CloseDisplay {
  void operator()(::Display* display) const { XCloseDisplay(display); }
};
struct FreeMonitors {
  void operator()(XRRMonitorInfo* monitors) const { XRRFreeMonitors(monitors); }
};
struct FreeText {
  void operator()(char* text) const { XFree(text); }
};
using Connection = std::unique_ptr<::Display, CloseDisplay>;

bool has_monitors(::Display* display) {
  int event = 0, error = 0, major = 0, minor = 0;
  if (XRRQueryExtension(display, &event, &error) == 0) return false;
  if (XRRQueryVersion(display, &major, &minor) == 0) return false;
  return std::pair(major, minor) >= std::pair(kMonitorsMajor, kMonitorsMinor);
}

std::vector<Display> ask(::Display* display) {
  int count = 0;
  const std::unique_ptr<XRRMonitorInfo, FreeMonitors> monitors(
      XRRGetMonitors(display, XDefaultRootWindow(display), 1, &count));
  std::vector<Display> found;
  for (int i = 0; monitors && i < count; ++i) {
    const XRRMonitorInfo& monitor = monitors.get()[i];
    const std::unique_ptr<char, FreeText> name(XGetAtomName(display, monitor.name));
    Display one{.connector = name ? name.get() : "",
                .bounds = {monitor.x, monitor.y, monitor.width, monitor.height}};
    one.name = one.connector;
    found.push_back(one);
    // Outputs that are driven as one show the same picture: as many displays with equal bounds.
    for (int output = 1; output < monitor.noutput; ++output) {
      one.connector.clear();
      found.push_back(one);
    }
  }
  return found;
}

}  // namespace

std::vector<Display> held_against(const std::vector<Display>& sdl, const std::vector<Display>& randr) {
  std::vector<Display> left = sdl;
  std::vector<Display> held = randr;
  for (Display& display : held) {
    const auto known = std::ranges::find(left, display.bounds, &Display::bounds);
    if (known == left.end()) continue;
    display.index = known->index;
    display.name = known->name;
    display.density = known->density;
    left.erase(known);
  }
  return held;
}

X11Outputs::X11Outputs(Wake wake, std::chrono::milliseconds every)
    : wake_(std::move(wake)), every_(every), thread_([this](const std::stop_token& stop) { run(stop); }) {}

X11Outputs::~X11Outputs() = default;  // thread_ is asked to stop and joined

std::optional<std::vector<Display>> X11Outputs::list() const {
  const std::lock_guard lock(mutex_);
  return list_;
}

std::uint64_t X11Outputs::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

void X11Outputs::look_again() {
  const std::lock_guard lock(mutex_);
  again_ = true;
  pause_.notify_all();
}

void X11Outputs::run(const std::stop_token& stop) {
  const Connection connection(XOpenDisplay(nullptr));
  if (!connection || !has_monitors(connection.get())) return;
  while (!stop.stop_requested()) {
    std::vector<Display> now = ask(connection.get());
    bool changed = false;
    {
      const std::lock_guard lock(mutex_);
      changed = list_ != now;
      if (changed) ++version_;
      list_ = std::move(now);
    }
    if (changed && wake_) wake_();
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, stop, every_, [&] { return again_; });
    again_ = false;
  }
}

}  // namespace mallette::app
