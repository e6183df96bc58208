// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the session that is led on disk: each change is there as soon as the disk has taken it, and
// no caller ever waits for that.
//
//   save() ─> latest record ─> writer thread ─> session-KIT.journal      (before it: .journal.bak)
//
// Records of one kit that come faster than the disk takes them replace each other: the latest wins. When a
// write fails (disk full, key pulled out) the error is told once, the session goes on, and the write
// is tried again every so often until one succeeds; only a fault after that is told anew.
//
// Threads: save(), remove() and take_error() from the main thread; they return at once. flush() waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/storage/session_record.h"
#include "player/storage/state_folder.h"

namespace mallette::storage {

struct JournalOptions {
  std::chrono::milliseconds retry_after{5000};
  /// How a record's bytes get to the disk: write_atomically() with a backup, unless a test says otherwise.
  std::function<Result<void>(const std::string& path, const std::string& bytes)> write = {};
};

class Journal {
 public:
  explicit Journal(StateFolder folder, JournalOptions options = {});
  /// What was handed over is still written, once.
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  void save(SessionRecord record);
  /// The session has come to its proper end: nothing of it stays. What was saved before and is not
  /// written yet never will be.
  void remove(const std::string& kit_id);
  /// Waits until all that was handed over is on disk. False when it failed, or the time is over.
  [[nodiscard]] bool flush(std::chrono::milliseconds at_most);
  /// The error to tell, if there is one; each once.
  [[nodiscard]] std::optional<Error> take_error();

 private:
  /// A record to be saved; none: the kit's files are to go.
  using Order = std::optional<SessionRecord>;
  void give(const std::string& kit_id, Order order);
  void run(const std::stop_token& stop);
  Result<void> carry_out(const std::string& kit_id, const Order& order) const;
  void settle(const std::string& kit_id, Order order, const Result<void>& result);

  const StateFolder folder_;
  const JournalOptions options_;

  std::mutex mutex_;  // guards the five below and waits with changed_
  std::condition_variable_any changed_;
  std::map<std::string, Order> waiting_;  ///< the latest for each kit
  bool busy_ = false;                     ///< an order is being carried out
  bool failing_ = false;                  ///< the last one failed, and waits for another try
  bool told_ = false;                     ///< of the fault that lasts
  std::optional<Error> error_;

  std::jthread writer_;  ///< last: it uses all of the above
};

/// The last whole record of a kit: the file, or what was there before it when that is damaged.
/// kFileNotFound when there is none; else the file's own fault.
[[nodiscard]] Result<SessionRecord> read_journal(const StateFolder& folder, const std::string& kit_id);

/// Every session that can be taken up again, the latest first. What is damaged is left out.
/// Both read the disk and wait for it: at the start, or in a thread of their own.
[[nodiscard]] std::vector<SessionRecord> resumable_sessions(const StateFolder& folder);

}  // namespace mallette::storage
