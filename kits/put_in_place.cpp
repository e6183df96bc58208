// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/put_in_place.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "kits/base/utf8_path.h"

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace mallette::kits {
namespace {

namespace fs = std::filesystem;

/// 0, or errno.
int flush_file(const fs::path& path) {
#ifdef _WIN32
  const int file = ::_wopen(path.c_str(), _O_RDWR | _O_BINARY);
  if (file < 0) return errno;
  const int result = ::_commit(file) == 0 ? 0 : errno;
  ::_close(file);
#else
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  const int result = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
#endif
  return result;
}

}  // namespace

std::optional<Error> put_in_place(const std::string& utf8_written, const std::string& utf8_target) {
  const auto unwritable = [&](std::string reason) {
    return Error{.code = ErrorCode::kFileUnwritable, .subject = utf8_target, .detail = std::move(reason)};
  };
  const fs::path target = to_path(utf8_target);
  if (const int fault = flush_file(to_path(utf8_written))) return unwritable(std::strerror(fault));
  std::error_code fault;
  fs::rename(to_path(utf8_written), target, fault);
  if (fault) return unwritable(fault.message());
#ifndef _WIN32  // Windows has no such call for folders; the rename is journaled by NTFS
  // FAT and some network folders cannot do it: the file itself is safe by now.
  static_cast<void>(flush_file(target.has_parent_path() ? target.parent_path() : fs::path(".")));
#endif
  return std::nullopt;
}

}  // namespace mallette::kits
