// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/file_calls.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace mallette::storage::calls {
namespace {

int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

int write_new_file(std::string& pattern, std::string_view bytes) {
  const int file = ::mkostemps(pattern.data(), 4, O_CLOEXEC);  // 4: ".new"; the mode is 0600
  if (file < 0) return errno;
  int fault = write_all(file, bytes);
  if (fault == 0 && ::fsync(file) != 0) fault = errno;
  // Some file systems tell only here that the disk is full.
  if (::close(file) != 0 && fault == 0 && errno != EINTR) fault = errno;
  if (fault != 0) ::unlink(pattern.c_str());
  return fault;
}

int rename_file(const std::string& from, const std::string& to) {
  return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

int rename_new_file(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return remove_file(from);
  if (errno == EEXIST) return EEXIST;
  // A file system without links, as a key's: looked for, then renamed.
  struct stat there {};
  if (::lstat(to.c_str(), &there) == 0) return EEXIST;
  return rename_file(from, to);
}

std::FILE* make_new_file(const std::string& path) { return std::fopen(path.c_str(), "wbx"); }

int sync_file(std::FILE* file) { return std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0 ? 0 : errno; }

int remove_file(const std::string& path) { return ::unlink(path.c_str()) == 0 ? 0 : errno; }

int sync_folder(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return errno;
  const int fault = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  return fault == EINVAL || fault == ENOTSUP ? 0 : fault;
}

int make_private_folder(const std::string& folder) {
  for (std::size_t end = folder.find('/', 1); end != std::string::npos; end = folder.find('/', end + 1)) {
    if (::mkdir(folder.substr(0, end).c_str(), 0700) != 0 && errno != EEXIST && errno != EROFS) return errno;
  }
  if (::mkdir(folder.c_str(), 0700) == 0) return 0;
  const int fault = errno;
  struct stat there {};
  if (::stat(folder.c_str(), &there) == 0) return S_ISDIR(there.st_mode) ? 0 : ENOTDIR;
  return fault;
}

}  // namespace mallette::storage::calls
