// SPDX-License-Identifier: GPL-3.0-or-later
// "For its owner alone" is what the folder above says: a person's profile is theirs alone, and what is made there
// takes that over. A key's file system knows no owners.
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>

#include "kits/base/utf8_path.h"
#include "kits/base/windows_error.h"
#include "player/storage/file_calls.h"

namespace mallette::storage::calls {
namespace {

constexpr std::string_view kRandomPart = "XXXXXX";
constexpr int kMostNames = 100;
constexpr DWORD kMostAtOnce_bytes = 1 << 20;
/// A virus scanner or an indexer may hold a file that was just written, for a moment.
constexpr int kTries = 50;
constexpr DWORD kBetweenTries_ms = 10;

int last_fault() { return errno_of(::GetLastError()); }

/// Calls again while somebody else has the file open.
template <class Call>
int patiently(const Call& call) {
  for (int left = kTries;; --left) {
    if (call()) return 0;
    const DWORD fault = ::GetLastError();
    if ((fault != ERROR_SHARING_VIOLATION && fault != ERROR_ACCESS_DENIED) || left <= 1) return errno_of(fault);
    ::Sleep(kBetweenTries_ms);
  }
}

void draw_name(std::string& path, std::size_t at) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";  // names differ by more than case
  std::random_device dice;
  for (std::size_t i = 0; i < kRandomPart.size(); ++i) path[at + i] = kLetters[dice() % kLetters.size()];
}

int write_all(HANDLE file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto part = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), kMostAtOnce_bytes));
    DWORD written = 0;
    if (::WriteFile(file, bytes.data(), part, &written, nullptr) == 0) return last_fault();
    if (written == 0) return ENOSPC;
    bytes.remove_prefix(written);
  }
  return 0;
}

bool is_folder(const std::filesystem::path& path) {
  const DWORD attributes = ::GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

int make_folder(const std::filesystem::path& folder) {
  if (is_folder(folder)) return 0;
  if (folder.has_relative_path() && folder.has_parent_path()) {
    if (const int fault = make_folder(folder.parent_path())) return fault;
  }
  if (::CreateDirectoryW(folder.c_str(), nullptr) != 0) return 0;
  const int fault = last_fault();
  if (fault != EEXIST) return fault;
  return is_folder(folder) ? 0 : ENOTDIR;
}

}  // namespace

int write_new_file(std::string& pattern, std::string_view bytes) {
  const std::size_t at = pattern.rfind(kRandomPart);
  if (at == std::string::npos) return EINVAL;
  HANDLE file = INVALID_HANDLE_VALUE;
  for (int left = kMostNames; file == INVALID_HANDLE_VALUE; --left) {
    draw_name(pattern, at);
    file = ::CreateFileW(to_path(pattern).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file != INVALID_HANDLE_VALUE) break;
    if (const int fault = last_fault(); fault != EEXIST || left <= 1) return fault;
  }
  int fault = write_all(file, bytes);
  if (fault == 0 && ::FlushFileBuffers(file) == 0) fault = last_fault();
  // Some file systems tell only here that the disk is full.
  if (::CloseHandle(file) == 0 && fault == 0) fault = last_fault();
  if (fault != 0) ::DeleteFileW(to_path(pattern).c_str());
  return fault;
}

int rename_file(const std::string& from, const std::string& to) {
  const auto wide_from = to_path(from), wide_to = to_path(to);
  if (is_folder(wide_to)) return EISDIR;
  return patiently([&] { return ::MoveFileExW(wide_from.c_str(), wide_to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0; });
}

int rename_new_file(const std::string& from, const std::string& to) {
  const auto wide_from = to_path(from), wide_to = to_path(to);
  return patiently([&] { return ::MoveFileExW(wide_from.c_str(), wide_to.c_str(), MOVEFILE_WRITE_THROUGH) != 0; });
}

std::FILE* make_new_file(const std::string& path) {
  const int file = ::_wopen(to_path(path).c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
  if (file < 0) return nullptr;
  std::FILE* stream = ::_fdopen(file, "wb");
  if (stream == nullptr) ::_close(file);
  return stream;
}

int sync_file(std::FILE* file) { return std::fflush(file) == 0 && ::_commit(::_fileno(file)) == 0 ? 0 : errno; }

int remove_file(const std::string& path) {
  const auto wide = to_path(path);
  // A file that is marked as not to be written cannot be removed here either, unlike elsewhere.
  const DWORD attributes = ::GetFileAttributesW(wide.c_str());
  if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0) {
    ::SetFileAttributesW(wide.c_str(), attributes & ~static_cast<DWORD>(FILE_ATTRIBUTE_READONLY));
  }
  return patiently([&] { return ::DeleteFileW(wide.c_str()) != 0; });
}

/// There is no such call: a file that is renamed with MOVEFILE_WRITE_THROUGH has its name on the disk.
int sync_folder(const std::string&) { return 0; }

int make_private_folder(const std::string& folder) { return make_folder(to_path(folder)); }

}  // namespace mallette::storage::calls
