// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/state_folder.h"

#include <cstddef>
#include <filesystem>
#include <system_error>

#include "kits/base/whole_path.h"
#include "player/storage/atomic_file.h"
#include "player/storage/file_calls.h"
#include "player/storage/file_paths.h"
#include "player/storage/usual_folder.h"

namespace mallette::storage {
namespace {

constexpr std::size_t kTrial_bytes = 256 * 1024;  ///< settings, a journal with its backup, a draft

}  // namespace

Result<StateFolder> StateFolder::open(const std::optional<std::string>& given) {
  auto path = given ? given : usual_state_folder();
  if (!path || path->empty()) {
    return fail({.code = ErrorCode::kFileNotFound, .subject = given ? "--state" : kUsualStatePlace});
  }
  *path = utf8(to_path(*path));
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
  if (!folder) return folder;
  folder->root_ = folder_of(to_path(folder->path_));
  if (folder->root_.ends_with('/')) folder->root_.pop_back();  // the drive's own folder
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
  const std::string whole = utf8(whole_path(to_path(path), fault));
  if (fault) return path;
  const std::string_view way = way_from(root_, whole);
  return way.empty() ? whole : std::string(way);
}

std::string StateFolder::found(const std::string& kept) const {
  if (root_.empty() || kept.empty() || is_whole(to_path(kept))) return kept;
  return root_ + "/" + kept;
}

}  // namespace mallette::storage
