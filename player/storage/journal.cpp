// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/journal.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "player/storage/atomic_file.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "session-";
constexpr std::string_view kSuffix = ".journal";
constexpr std::string_view kBackup = ".bak";
constexpr std::size_t kSessionsLimit = 1000;

/// Ids are [a-z0-9.-]+ (kits/FORMAT.md), so the prefix keeps ".." from meaning a folder; whatever else
/// comes is made harmless.
std::string file_of(const StateFolder& folder, const std::string& kit_id) {
  std::string name(kPrefix);
  for (const char c : kit_id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    name += plain ? c : '_';
  }
  return folder.file(name + std::string(kSuffix));
}

Result<SessionRecord> read_file(const std::string& path) {
  auto bytes = read_whole(path, kRecordLimit_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  return read_record(*bytes, path);
}

Result<SessionRecord> read_with_backup(const std::string& path) {
  auto record = read_file(path);
  if (record) return record;
  auto before = read_file(path + std::string(kBackup));
  return before ? before : record;
}

}  // namespace

Journal::Journal(StateFolder folder, JournalOptions options)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      writer_([this](const std::stop_token& stop) { run(stop); }) {}

Journal::~Journal() = default;  // writer_ is asked to stop and joined

void Journal::save(SessionRecord record) {
  const std::string kit_id = record.kit_id;
  give(kit_id, std::move(record));
}

void Journal::remove(const std::string& kit_id) { give(kit_id, std::nullopt); }

void Journal::give(const std::string& kit_id, Order order) {
  const std::lock_guard lock(mutex_);
  waiting_.insert_or_assign(kit_id, std::move(order));
  changed_.notify_all();
}

bool Journal::flush(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  const bool settled =
      changed_.wait_for(lock, at_most, [&] { return !busy_ && (waiting_.empty() || failing_); });
  return settled && waiting_.empty();
}

std::optional<Error> Journal::take_error() {
  const std::lock_guard lock(mutex_);
  return std::exchange(error_, std::nullopt);
}

void Journal::run(const std::stop_token& stop) {
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
    const Result<void> result = carry_out(next.key(), next.mapped());
    lock.lock();
    settle(next.key(), std::move(next.mapped()), result);
    changed_.notify_all();
    if (failing_ && stop.stop_requested()) return;
  }
}

/// Called under the lock.
void Journal::settle(const std::string& kit_id, Order order, const Result<void>& result) {
  busy_ = false;
  failing_ = !result;
  if (result) {
    told_ = false;
    return;
  }
  waiting_.try_emplace(kit_id, std::move(order));  // unless a later one has come meanwhile
  if (!std::exchange(told_, true)) error_ = result.error();
}

Result<void> Journal::carry_out(const std::string& kit_id, const Order& order) const {
  const std::string path = file_of(folder_, kit_id);
  if (order) {
    const std::string bytes = write_record(*order);
    return options_.write ? options_.write(path, bytes) : write_atomically(path, bytes, Backup::kKeep);
  }
  const Result<void> removed = remove_file(path);
  const Result<void> backup_removed = remove_file(path + std::string(kBackup));
  return removed ? backup_removed : removed;
}

Result<SessionRecord> read_journal(const StateFolder& folder, const std::string& kit_id) {
  return read_with_backup(file_of(folder, kit_id));
}

std::vector<SessionRecord> resumable_sessions(const StateFolder& folder) {
  std::set<std::string> files;  // a session whose file is missing is found by its backup
  std::error_code fault;
  for (const auto& file : fs::directory_iterator(to_path(folder.path()), fault)) {
    std::string name = utf8(file.path().filename());
    if (name.ends_with(kBackup)) name.resize(name.size() - kBackup.size());
    if (name.starts_with(kPrefix) && name.ends_with(kSuffix) && files.size() < kSessionsLimit)
      files.insert(name);
  }
  std::vector<SessionRecord> sessions;
  for (const std::string& name : files) {
    if (auto record = read_with_backup(folder.file(name))) sessions.push_back(std::move(*record));
  }
  std::ranges::stable_sort(sessions, std::ranges::greater(), &SessionRecord::saved_at);
  return sessions;
}

}  // namespace mallette::storage
