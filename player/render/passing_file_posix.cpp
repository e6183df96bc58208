// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "player/render/passing_file.h"

namespace mallette::render {
namespace {

/// So that the new name outlives a power cut. A folder that cannot be synchronised is no fault of the file.
void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

PassingFile::~PassingFile() {
  if (stream_ != nullptr) std::fclose(stream_);
  if (!passing_.empty()) ::unlink(passing_.c_str());
}

int PassingFile::open() {
  std::string name = path_ + ".XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return errno;
  passing_ = std::move(name);
  // mkostemp makes a file for its owner alone; a screenshot is as readable as any other file.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(fd, 0666 & ~mask);
  stream_ = ::fdopen(fd, "wb");
  if (stream_ != nullptr) return 0;
  const int fault = errno;
  ::close(fd);
  return fault;
}

int PassingFile::put_in_place() {
  if (std::fflush(stream_) != 0 || ::fsync(::fileno(stream_)) != 0) return errno;
  if (std::fclose(std::exchange(stream_, nullptr)) != 0) return errno;
  if (::rename(passing_.c_str(), path_.c_str()) != 0) return errno;
  passing_.clear();
  sync_folder_of(path_);
  return 0;
}

}  // namespace mallette::render
