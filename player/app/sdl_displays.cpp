// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "player/app/displays.h"
#ifdef MALLETTE_WITH_X11
#include "player/app/x11_outputs.h"
#endif

namespace mallette::app {
namespace {

constexpr float kUnitsPerInch = 96;
/// The interface is made for this many units at least: a density that leaves fewer is too large.
constexpr float kLeastWidth_units = 1366, kLeastHeight_units = 768;
constexpr float kStep = 0.25F;  ///< coarse: sizes that differ by less are not worth blurred edges

/// Projectors and televisions say all kinds of things of their size: it only ever enlarges within reason.
float density_of(float dpi, const SDL_Rect& bounds) {
  const float room = std::min(static_cast<float>(bounds.w) / kLeastWidth_units,
                              static_cast<float>(bounds.h) / kLeastHeight_units);
  const float wanted = std::isfinite(dpi) ? std::round(dpi / kUnitsPerInch / kStep) * kStep : 1;
  return std::max(1.0F, std::min(wanted, std::floor(room / kStep) * kStep));
}

std::vector<Display> ask_sdl() {
  std::vector<Display> found;
  for (int index = 0; index < SDL_GetNumVideoDisplays(); ++index) {
    SDL_Rect bounds{};
    if (SDL_GetDisplayBounds(index, &bounds) != 0) continue;
    const char* name = SDL_GetDisplayName(index);
    float dpi = kUnitsPerInch;
    if (SDL_GetDisplayDPI(index, &dpi, nullptr, nullptr) != 0) dpi = kUnitsPerInch;
    found.push_back({.index = index,
                     .name = name != nullptr ? name : "",
                     .connector = {},
                     .bounds = {bounds.x, bounds.y, bounds.w, bounds.h},
                     .density = density_of(dpi, bounds)});
  }
  return found;
}

class SdlDisplays : public DisplaySource {
 public:
  const std::vector<Display>& list() override {
    if (std::exchange(stale_, false)) list_ = ask_sdl();
    return list_;
  }
  void look_again() override { stale_ = true; }

 private:
  bool stale_ = true;
  std::vector<Display> list_;
};

#ifdef MALLETTE_WITH_X11
class X11Displays final : public DisplaySource {
 public:
  explicit X11Displays(Wake wake) : outputs_(std::move(wake)) {}

  const std::vector<Display>& list() override {
    const std::uint64_t version = outputs_.version();
    if (std::exchange(stale_, false) || version_ != version) {
      version_ = version;
      const auto outputs = outputs_.list();
      list_ = outputs ? held_against(ask_sdl(), *outputs) : ask_sdl();
    }
    return list_;
  }
  void look_again() override {
    stale_ = true;
    outputs_.look_again();
  }

 private:
  X11Outputs outputs_;
  bool stale_ = true;
  std::uint64_t version_ = 0;
  std::vector<Display> list_;
};
#endif

}  // namespace

std::unique_ptr<DisplaySource> sdl_displays([[maybe_unused]] Wake wake) {
#ifdef MALLETTE_WITH_X11
  const char* driver = SDL_GetCurrentVideoDriver();
  if (driver != nullptr && std::string_view(driver) == "x11")
    return std::make_unique<X11Displays>(std::move(wake));
#endif
  return std::make_unique<SdlDisplays>();
}

}  // namespace mallette::app
