// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/state_folder.h"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "player/storage/atomic_file.h"
#include "player/storage/file_calls.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

/// Absolute only, as the XDG Base Directory Specification asks: relative ones are passed over.
std::optional<std::string> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

std::optional<std::string> default_folder() {
  if (const auto state = folder_from("XDG_STATE_HOME")) return *state + "/mallette";
  if (const auto home = folder_from("HOME")) return *home + "/.local/state/mallette";
  return std::nullopt;
}

constexpr std::size_t kTrial_bytes = 256 * 1024;  ///< settings, a journal with its backup, a draft

}  // namespace

Result<StateFolder> StateFolder::open(const std::optional<std::string>& given) {
  auto path = given ? given : default_folder();
  if (!path || path->empty()) {
    return fail({.code = ErrorCode::kFileNotFound, .subject = given ? "--state" : "$XDG_STATE_HOME"});
  }
  while (path->size() > 1 && path->ends_with('/')) path->pop_back();
  if (const int fault = calls::make_private_folder(*path)) {
    return fail({.code = ErrorCode::kFileUnwritable,
                 .subject = *path,
                 .detail = std::generic_category().message(fault)});
  }
  sweep_leftovers(*path);
  return StateFolder(std::move(*path));
}

Result<StateFolder> StateFolder::open_portable(const std::string& data) {
  auto folder = open(data);
  if (folder) folder->root_ = folder_of(to_path(folder->path_));
  return folder;
}

Result<void> StateFolder::try_to_write() const {
  std::string trial = file(".trial.XXXXXX.new");
  int fault = calls::write_new_file(trial, std::string(kTrial_bytes, '\0'));
  if (fault == 0) fault = calls::remove_file(trial);
  if (fault == 0) return {};
  return fail({.code = ErrorCode::kFileUnwritable, .subject = path_, .detail = std::generic_category().message(fault)});
}

std::string StateFolder::kept(const std::string& path) const {
  if (root_.empty() || path.empty()) return path;
  // As it was typed, it may be meant from the working folder.
  std::error_code fault;
  const std::string whole = utf8(std::filesystem::absolute(to_path(path), fault).lexically_normal());
  if (fault) return path;
  return whole.starts_with(root_ + "/") ? whole.substr(root_.size() + 1) : whole;
}

std::string StateFolder::found(const std::string& kept) const {
  if (root_.empty() || kept.empty() || to_path(kept).is_absolute()) return kept;
  return root_ + "/" + kept;
}

}  // namespace mallette::storage
