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

Result<SessionRecord> read_file(const StateFolder& folder, const std::string& path) {
  auto bytes = read_whole(path, kRecordLimit_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  auto record = read_record(*bytes, path);
  if (record) record->kit_path = folder.found(record->kit_path);
  return record;
}

Result<SessionRecord> read_with_backup(const StateFolder& folder, const std::string& path) {
  auto record = read_file(folder, path);
  if (record) return record;
  auto before = read_file(folder, path + std::string(kBackup));
  return before ? before : record;
}

}  // namespace

Journal::Journal(StateFolder folder, JournalOptions options)
    : folder_(std::move(folder)), options_(std::move(options)), orders_({.retry_after = options_.retry_after}) {}

void Journal::save(SessionRecord record) {
  const std::string kit_id = record.kit_id;
  record.kit_path = folder_.kept(record.kit_path);
  orders_.give(kit_id, [this, record = std::move(record)]() -> Result<void> {
    const std::string path = file_of(folder_, record.kit_id);
    const std::string bytes = write_record(record);
    return options_.write ? options_.write(path, bytes) : write_atomically(path, bytes, Backup::kKeep);
  });
}

void Journal::remove(const std::string& kit_id) {
  orders_.give(kit_id, [path = file_of(folder_, kit_id)]() -> Result<void> {
    const Result<void> removed = remove_file(path);
    const Result<void> backup_removed = remove_file(path + std::string(kBackup));
    return removed ? backup_removed : removed;
  });
}

Result<SessionRecord> read_journal(const StateFolder& folder, const std::string& kit_id) {
  return read_with_backup(folder, file_of(folder, kit_id));
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
    if (auto record = read_with_backup(folder, folder.file(name))) sessions.push_back(std::move(*record));
  }
  std::ranges::stable_sort(sessions, std::ranges::greater(), &SessionRecord::saved_at);
  return sessions;
}

}  // namespace mallette::storage
