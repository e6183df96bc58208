// SPDX-License-Identifier: GPL-3.0-or-later
// One Mallette for one person: a second start hands its kit to the first, and ends. No socket, no
// bus: files in the state folder.
//
//   instance.lock              locked while the first lives; the system unlocks it however that ends
//   handover/TIME-PID.path     what a later start hands over; removed by the first once it is taken
//
//   first   claim() ──────────── its thread looks into handover/ ───> take_handover()
//   second  claim(): null ─> hand_over(kit) ─> waits until it is taken ─> true: end
//
// Main thread; the Wake comes from the worker. claim() and hand_over() are for the start, before the
// first window: they wait for the disk.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/app/wake.h"
#include "player/storage/state_folder.h"

namespace mallette::app {

/// A file that is locked for as long as this lives. The system's part: one source a system.
class FileLock {
 public:
  virtual ~FileLock() = default;
  /// Null when another process holds it. kFileUnwritable.
  [[nodiscard]] static Result<std::unique_ptr<FileLock>> take(const std::string& path);
};

/// The system's part too: the one that was started just now lets the first come to the front, where that needs leave.
void let_others_come_forward();

class SingleInstance {
 public:
  /// Null when there is a first one already. An error (a file system without locks): go on alone.
  [[nodiscard]] static Result<std::unique_ptr<SingleInstance>> claim(
      const storage::StateFolder& folder, Wake wake,
      std::chrono::milliseconds look_every = std::chrono::milliseconds(300));
  ~SingleInstance();
  SingleInstance(const SingleInstance&) = delete;
  SingleInstance& operator=(const SingleInstance&) = delete;

  /// What later starts handed over since the last call, in their order: absolute paths. Empty text:
  /// started without a kit, the window should come to the front.
  [[nodiscard]] std::vector<std::string> take_handover();

 private:
  SingleInstance(std::unique_ptr<FileLock> lock, std::string folder, Wake wake,
                 std::chrono::milliseconds look_every);
  void run(const std::stop_token& stop);

  const std::unique_ptr<FileLock> lock_;
  const std::string folder_;  ///< handover/
  const Wake wake_;
  const std::chrono::milliseconds look_every_;
  std::mutex mutex_;  // guards paths_ and waits with pause_
  std::condition_variable_any pause_;
  std::vector<std::string> paths_;
  std::jthread thread_;  ///< last: it uses all of the above
};

/// Hands a kit over to the first one: any path, made absolute here; empty: none. True once the first
/// has it; false when it does not answer in time, and nothing is left lying about.
[[nodiscard]] Result<bool> hand_over(const storage::StateFolder& folder, const std::string& path,
                                     std::chrono::milliseconds at_most = std::chrono::seconds(3));

}  // namespace mallette::app
