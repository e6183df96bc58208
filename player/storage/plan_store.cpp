// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/plan_store.h"

#include <filesystem>
#include <set>
#include <utility>

#include "player/storage/atomic_file.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "plan-";
constexpr std::string_view kSuffix = ".deroule";
constexpr std::string_view kBackup = ".bak";

/// Whatever is no plain letter, digit or dash is made harmless.
std::string file_of(const StateFolder& folder, const std::string& id) {
  std::string name(kPrefix);
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    name += plain ? c : '_';
  }
  return folder.file(name + std::string(kSuffix));
}

/// Of a plan's file or its backup; none of another's.
std::optional<std::string> id_of(std::string name) {
  if (name.ends_with(kBackup)) name.resize(name.size() - kBackup.size());
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
  name = name.substr(kPrefix.size());
  name.resize(name.size() - kSuffix.size());
  return name;
}

}  // namespace

PlanStore::PlanStore(StateFolder folder, DiskOrdersOptions options) : folder_(std::move(folder)), orders_(options) {}

void PlanStore::save(const std::string& id, std::string bytes) {
  orders_.give(id, [path = file_of(folder_, id), bytes = std::move(bytes)] {
    return write_atomically(path, bytes, Backup::kKeep);
  });
}

void PlanStore::remove(const std::string& id) {
  orders_.give(id, [path = file_of(folder_, id)]() -> Result<void> {
    const Result<void> removed = remove_file(path);
    const Result<void> backup_removed = remove_file(path + std::string(kBackup));
    return removed ? backup_removed : removed;
  });
}

std::vector<StoredPlan> read_plans(const StateFolder& folder) {
  std::set<std::string> ids;  // one whose file is missing is found by its backup
  std::error_code fault;
  for (const auto& file : fs::directory_iterator(to_path(folder.path()), fault)) {
    const auto id = id_of(utf8(file.path().filename()));
    if (id && ids.size() < kStoredPlansLimit) ids.insert(*id);
  }
  std::vector<StoredPlan> plans;
  for (const std::string& id : ids) {
    const std::string path = file_of(folder, id);
    plans.push_back({.id = id,
                     .path = path,
                     .bytes = read_whole(path, kStoredPlanLimit_bytes).value_or(""),
                     .before = read_whole(path + std::string(kBackup), kStoredPlanLimit_bytes).value_or("")});
  }
  return plans;
}

}  // namespace mallette::storage
