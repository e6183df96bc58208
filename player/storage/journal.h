// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the session that is led on disk: each change is there as soon as the disk has taken it, and
// no caller ever waits for that.
//
//   save() ─> latest record ─> writer thread ─> session-KIT.journal      (before it: .journal.bak)
//
// Records of one kit that come faster than the disk takes them replace each other: the latest wins. When a
// write fails (disk full, key pulled out) the session goes on and the write is tried again: disk_orders.h.
//
// Threads: save(), remove() and take_error() from the main thread; they return at once. flush() waits.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/storage/disk_orders.h"
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
  /// What was handed over is still written, once, when the journal goes away.
  explicit Journal(StateFolder folder, JournalOptions options = {});

  void save(SessionRecord record);
  /// The session has come to its proper end: nothing of it stays. What was saved before and is not
  /// written yet never will be.
  void remove(const std::string& kit_id);
  /// Waits until all that was handed over is on disk. False when it failed, or the time is over.
  [[nodiscard]] bool flush(std::chrono::milliseconds at_most) { return orders_.flush(at_most); }
  /// The error to tell, if there is one; each once.
  [[nodiscard]] std::optional<Error> take_error() { return orders_.take_error(); }

 private:
  const StateFolder folder_;
  const JournalOptions options_;
  DiskOrders orders_;  ///< last: its thread uses all of the above
};

/// The last whole record of a kit: the file, or what was there before it when that is damaged.
/// kFileNotFound when there is none; else the file's own fault.
[[nodiscard]] Result<SessionRecord> read_journal(const StateFolder& folder, const std::string& kit_id);

/// Every session that can be taken up again, the latest first. What is damaged is left out.
/// Both read the disk and wait for it: at the start, or in a thread of their own.
[[nodiscard]] std::vector<SessionRecord> resumable_sessions(const StateFolder& folder);

}  // namespace mallette::storage
