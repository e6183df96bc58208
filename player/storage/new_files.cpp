// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/new_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "player/storage/file_calls.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

namespace fs = std::filesystem;

constexpr int kMostOfOneName = 1000;

tl::unexpected<Error> unwritable(const std::string& path, int fault) {
  return fail({.code = fault == EEXIST ? ErrorCode::kFileExists : ErrorCode::kFileUnwritable,
               .subject = path,
               .detail = fault == EEXIST ? std::string() : std::generic_category().message(fault)});
}

bool is_there(const std::string& path) {
  std::error_code ignored;
  return fs::symlink_status(to_path(path), ignored).type() != fs::file_type::not_found;
}

/// All of them under one name, or the first fault.
Result<std::vector<std::string>> write_all(const std::string& stem, const std::vector<NewFile>& files) {
  std::vector<std::string> written;
  for (const NewFile& file : files) {
    auto done = write_new(stem + file.ending, file.bytes);
    if (done) {
      written.push_back(stem + file.ending);
      continue;
    }
    for (const std::string& path : written) static_cast<void>(calls::remove_file(path));
    return fail(std::move(done.error()));
  }
  return written;
}

}  // namespace

std::FILE* make_new_file(const std::string& path) { return calls::make_new_file(path); }

int sync_to_disk(std::FILE* file) { return calls::sync_file(file); }

Result<void> write_new(const std::string& path, std::string_view bytes) {
  const fs::path target = to_path(path);
  if (is_there(path)) return unwritable(path, EEXIST);
  const std::string folder = folder_of(target);
  // A name of its own, short: the target's may be as long as names can be.
  std::string written = folder + "/.report.XXXXXX.new";
  if (const int fault = calls::write_new_file(written, bytes)) return unwritable(path, fault);
  if (const int fault = calls::rename_new_file(written, path)) {
    static_cast<void>(calls::remove_file(written));
    return unwritable(path, fault);
  }
  if (const int fault = calls::sync_folder(folder)) return unwritable(path, fault);
  return {};
}

Result<std::vector<std::string>> write_together(const std::string& folder, const std::string& name,
                                                const std::vector<NewFile>& files) {
  if (const int fault = calls::make_private_folder(folder)) return unwritable(folder, fault == EEXIST ? ENOTDIR : fault);
  const std::string base = folder + (folder.ends_with('/') ? "" : "/") + name;
  for (int n = 1; n <= kMostOfOneName; ++n) {
    const std::string stem = n == 1 ? base : fmt::format("{}-{}", base, n);
    if (std::ranges::any_of(files, [&](const NewFile& file) { return is_there(stem + file.ending); })) continue;
    auto written = write_all(stem, files);
    if (written || written.error().code != ErrorCode::kFileExists) return written;
  }
  return unwritable(base, EEXIST);
}

}  // namespace mallette::storage
