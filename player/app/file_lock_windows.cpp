// SPDX-License-Identifier: GPL-3.0-or-later
// LockFileEx: the system lets the lock go with the process, however that ends, so that none can stay
// behind. The file itself stays, as elsewhere.
#include <windows.h>

#include <system_error>

#include "kits/base/windows_error.h"
#include "player/app/file_paths.h"
#include "player/app/single_instance.h"

namespace mallette::app {
namespace {

class Locked final : public FileLock {
 public:
  explicit Locked(HANDLE file) : file_(file) {}
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  ~Locked() override { ::CloseHandle(file_); }

 private:
  const HANDLE file_;
};

}  // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const std::string& path) {
  const auto refused = [&](DWORD fault) {
    return fail({.code = ErrorCode::kFileUnwritable,
                 .subject = path,
                 .detail = std::generic_category().message(errno_of(fault))});
  };
  const HANDLE file = ::CreateFileW(to_path(path).c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return refused(::GetLastError());
  OVERLAPPED first_byte{};
  if (::LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &first_byte) != 0) return std::make_unique<Locked>(file);
  const DWORD fault = ::GetLastError();
  ::CloseHandle(file);
  if (fault == ERROR_LOCK_VIOLATION || fault == ERROR_IO_PENDING) return nullptr;
  return refused(fault);
}

/// The program that a person started may give away the right to come to the front; none may take it.
void let_others_come_forward() { ::AllowSetForegroundWindow(ASFW_ANY); }

}  // namespace mallette::app
