// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the trainer's own plans in the state folder, each as one file that could be given away as it is:
//
//     save() ─> latest text of each ─> writer thread ─> plan-ID.deroule     (before it: .deroule.bak)
//
// This room does not look into them: it holds them as bytes, by their ids ([a-z0-9-]).
//
// Threads: save(), remove() and take_error() from the main thread; they return at once. flush() waits.
// read_plans() waits for the disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/storage/disk_orders.h"
#include "player/storage/state_folder.h"

namespace mallette::storage {

inline constexpr std::size_t kStoredPlanLimit_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t kStoredPlansLimit = 500;

class PlanStore {
 public:
  /// What was handed over is still written, once, when the store goes away.
  explicit PlanStore(StateFolder folder, DiskOrdersOptions options = {});

  void save(const std::string& id, std::string bytes);
  /// Its backup goes with it.
  void remove(const std::string& id);
  [[nodiscard]] bool flush(std::chrono::milliseconds at_most) { return orders_.flush(at_most); }
  /// The error to tell, if there is one; each once.
  [[nodiscard]] std::optional<Error> take_error() { return orders_.take_error(); }

 private:
  const StateFolder folder_;
  DiskOrders orders_;
};

struct StoredPlan {
  std::string id;    ///< as its file is named
  std::string path;
  std::string bytes;
  std::string before;  ///< what was there before it was last written; empty: nothing
};

/// As many as kStoredPlansLimit, by id. What cannot be read, or is larger than the limit, is empty.
[[nodiscard]] std::vector<StoredPlan> read_plans(const StateFolder& folder);

}  // namespace mallette::storage
