// SPDX-License-Identifier: GPL-3.0-or-later
// flock(2): the system lets the lock go with the process, however that ends, so that none can stay
// behind. The file itself stays: removing it would let two processes lock two files of one name.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "player/app/single_instance.h"

namespace mallette::app {
namespace {

class Flock final : public FileLock {
 public:
  explicit Flock(int file) : file_(file) {}
  Flock(const Flock&) = delete;
  Flock& operator=(const Flock&) = delete;
  ~Flock() override { ::close(file_); }

 private:
  const int file_;
};

}  // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const std::string& path) {
  const auto refused = [&](int fault) {
    return fail({.code = ErrorCode::kFileUnwritable,
                 .subject = path,
                 .detail = std::generic_category().message(fault)});
  };
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return refused(errno);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return std::make_unique<Flock>(file);
  const int fault = errno;
  ::close(file);
  if (fault == EWOULDBLOCK) return nullptr;
  return refused(fault);
}

void let_others_come_forward() {}

}  // namespace mallette::app
