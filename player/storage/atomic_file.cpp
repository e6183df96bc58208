// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/atomic_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "player/storage/file_calls.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLeftover = ".new";
constexpr auto kLeftoverAge = std::chrono::hours(1);  ///< nobody writes a small file for that long

tl::unexpected<Error> unwritable(const std::string& path, int fault) {
  return fail({.code = ErrorCode::kFileUnwritable,
               .subject = path,
               .detail = std::generic_category().message(fault)});
}

}  // namespace

Result<void> write_atomically(const std::string& path, std::string_view bytes, Backup backup) {
  const fs::path target = to_path(path);
  const std::string folder = folder_of(target);
  std::string written = fmt::format("{}/.{}.XXXXXX{}", folder, utf8(target.filename()), kLeftover);
  if (const int fault = calls::write_new_file(written, bytes)) return unwritable(path, fault);
  if (backup == Backup::kKeep) {
    const int fault = calls::rename_file(path, path + ".bak");
    if (fault != 0 && fault != ENOENT) {
      static_cast<void>(calls::remove_file(written));
      return unwritable(path, fault);
    }
  }
  if (const int fault = calls::rename_file(written, path)) {
    static_cast<void>(calls::remove_file(written));
    return unwritable(path, fault);
  }
  if (const int fault = calls::sync_folder(folder)) return unwritable(path, fault);
  return {};
}

Result<std::string> read_whole(const std::string& path, std::size_t limit_bytes) {
  std::error_code fault;
  const auto status = fs::status(to_path(path), fault);
  if (status.type() == fs::file_type::not_found)
    return fail({.code = ErrorCode::kFileNotFound, .subject = path});
  // A pipe would hold us up, and a folder is not a file.
  const auto unreadable = [&](std::string detail) {
    return fail({.code = ErrorCode::kFileUnreadable, .subject = path, .detail = std::move(detail)});
  };
  if (fault) return unreadable(fault.message());
  if (status.type() != fs::file_type::regular) return unreadable("not a file");
  std::ifstream stream(to_path(path), std::ios::binary);
  if (!stream) return unreadable(std::generic_category().message(errno));
  const auto size = fs::file_size(to_path(path), fault);
  if (fault) return unreadable(fault.message());
  if (size > limit_bytes) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = path,
                 .found = std::to_string(size) + " bytes",
                 .allowed = std::to_string(limit_bytes) + " bytes"});
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return unreadable(std::generic_category().message(errno));
  return bytes;
}

Result<void> remove_file(const std::string& path) {
  const int fault = calls::remove_file(path);
  if (fault == ENOENT) return {};
  if (fault != 0) return unwritable(path, fault);
  if (const int unsynced = calls::sync_folder(folder_of(to_path(path)))) return unwritable(path, unsynced);
  return {};
}

void sweep_leftovers(const std::string& folder) {
  std::error_code fault;
  for (const auto& file : fs::directory_iterator(to_path(folder), fault)) {
    const std::string name = utf8(file.path().filename());
    if (!name.starts_with('.') || !name.ends_with(kLeftover)) continue;
    const auto written = fs::last_write_time(file.path(), fault);
    if (!fault && fs::file_time_type::clock::now() - written > kLeftoverAge) fs::remove(file.path(), fault);
  }
}

}  // namespace mallette::storage
