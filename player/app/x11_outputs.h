// SPDX-License-Identifier: GPL-3.0-or-later
// What RandR says of the displays, asked over a connection of its own in a thread of its own: while the
// server changes a display it answers nobody for a second or so. Internal to player/app/.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "player/app/displays.h"
#include "player/app/wake.h"

namespace mallette::app {

/// SDL's list held against RandR's: only what RandR has, with SDL's index, name and density where SDL
/// knows a display of these bounds. Pure.
[[nodiscard]] std::vector<Display> held_against(const std::vector<Display>& sdl,
                                                const std::vector<Display>& randr);

class X11Outputs {
 public:
  explicit X11Outputs(Wake wake, std::chrono::milliseconds every = std::chrono::seconds(2));
  ~X11Outputs();
  X11Outputs(const X11Outputs&) = delete;
  X11Outputs& operator=(const X11Outputs&) = delete;

  /// Nothing: not known yet, or the server has no RandR 1.5.
  [[nodiscard]] std::optional<std::vector<Display>> list() const;
  /// Raised whenever list() changes.
  [[nodiscard]] std::uint64_t version() const;
  /// Asks now.
  void look_again();

 private:
  void run(const std::stop_token& stop);

  const Wake wake_;
  const std::chrono::milliseconds every_;
  mutable std::mutex mutex_;  // guards the three below and waits with pause_
  std::condition_variable_any pause_;
  bool again_ = false;
  std::uint64_t version_ = 0;
  std::optional<std::vector<Display>> list_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::app
