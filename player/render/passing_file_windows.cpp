// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#include <windows.h>

#include <cerrno>
#include <random>
#include <utility>

#include "kits/base/utf8_path.h"
#include "kits/base/windows_error.h"
#include "player/render/passing_file.h"

namespace mallette::render {
namespace {

constexpr int kMostNames = 100;

}  // namespace

PassingFile::~PassingFile() {
  if (stream_ != nullptr) std::fclose(stream_);
  if (!passing_.empty()) ::DeleteFileW(to_path(passing_).c_str());
}

int PassingFile::open() {
  std::random_device dice;
  int fd = -1;
  for (int left = kMostNames; fd < 0; --left) {
    passing_ = path_ + "." + std::to_string(dice());
    fd = ::_wopen(to_path(passing_).c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
    if (fd >= 0) break;
    const int fault = errno;
    passing_.clear();
    if (fault != EEXIST || left <= 1) return fault;
  }
  stream_ = ::_fdopen(fd, "wb");
  if (stream_ != nullptr) return 0;
  const int fault = errno;
  ::_close(fd);
  return fault;
}

int PassingFile::put_in_place() {
  if (std::fflush(stream_) != 0 || ::_commit(::_fileno(stream_)) != 0) return errno;
  if (std::fclose(std::exchange(stream_, nullptr)) != 0) return errno;
  if (::MoveFileExW(to_path(passing_).c_str(), to_path(path_).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0)
    return errno_of(::GetLastError());
  passing_.clear();
  return 0;
}

}  // namespace mallette::render
