// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/disk_orders.h"

#include <utility>

namespace mallette::storage {

DiskOrders::DiskOrders(DiskOrdersOptions options)
    : options_(options), thread_([this](const std::stop_token& stop) { run(stop); }) {}

DiskOrders::~DiskOrders() = default;  // thread_ is asked to stop and joined

void DiskOrders::give(const std::string& key, Order order) {
  const std::lock_guard lock(mutex_);
  waiting_.insert_or_assign(key, std::move(order));
  changed_.notify_all();
}

bool DiskOrders::flush(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  const bool settled =
      changed_.wait_for(lock, at_most, [&] { return !busy_ && (waiting_.empty() || failing_); });
  return settled && waiting_.empty();
}

std::optional<Error> DiskOrders::take_error() {
  const std::lock_guard lock(mutex_);
  return std::exchange(error_, std::nullopt);
}

void DiskOrders::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (true) {
    if (failing_) {  // the disk is given time, whatever comes meanwhile
      changed_.wait_for(lock, stop, options_.retry_after, [] { return false; });
    } else {
      changed_.wait(lock, stop, [&] { return !waiting_.empty(); });
    }
    if (waiting_.empty()) return;  // asked to stop, and all is done
    auto next = waiting_.extract(waiting_.begin());
    busy_ = true;
    lock.unlock();
    const Result<void> result = next.mapped()();
    lock.lock();
    settle(next.key(), std::move(next.mapped()), result);
    changed_.notify_all();
    if (failing_ && stop.stop_requested()) return;
  }
}

/// Called under the lock.
void DiskOrders::settle(const std::string& key, Order order, const Result<void>& result) {
  busy_ = false;
  failing_ = !result;
  if (result) {
    told_ = false;
    return;
  }
  waiting_.try_emplace(key, std::move(order));  // unless a later one has come meanwhile
  if (!std::exchange(told_, true)) error_ = result.error();
}

}  // namespace mallette::storage
