// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out what is to be done on disk, in a thread of its own, so that no caller ever waits.
//
//   give(key, order) ─> the latest order of each key ─> one thread ─> the disk
//
// Orders of one key that come faster than the disk takes them replace each other. When one fails
// (disk full, key pulled out) the error is told once, and the order is tried again every so often
// until it succeeds or a later one replaces it; only a fault after a success is told anew.
//
// Threads: give() and take_error() from any; they return at once. flush() waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "kits/base/error.h"

namespace mallette::storage {

struct DiskOrdersOptions {
  std::chrono::milliseconds retry_after{5000};
};

class DiskOrders {
 public:
  /// Runs in the thread of DiskOrders; may run more than once.
  using Order = std::function<Result<void>()>;

  explicit DiskOrders(DiskOrdersOptions options = {});
  /// What was given is still carried out, once.
  ~DiskOrders();
  DiskOrders(const DiskOrders&) = delete;
  DiskOrders& operator=(const DiskOrders&) = delete;

  void give(const std::string& key, Order order);
  /// Waits until all that was given is done. False when it failed, or the time is over.
  [[nodiscard]] bool flush(std::chrono::milliseconds at_most);
  /// The error to tell, if there is one; each once.
  [[nodiscard]] std::optional<Error> take_error();

 private:
  void run(const std::stop_token& stop);
  void settle(const std::string& key, Order order, const Result<void>& result);

  const DiskOrdersOptions options_;

  std::mutex mutex_;  // guards the five below and waits with changed_
  std::condition_variable_any changed_;
  std::map<std::string, Order> waiting_;  ///< the latest for each key
  bool busy_ = false;                     ///< an order is being carried out
  bool failing_ = false;                  ///< the last one failed, and waits for another try
  bool told_ = false;                     ///< of the fault that lasts
  std::optional<Error> error_;

  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::storage
