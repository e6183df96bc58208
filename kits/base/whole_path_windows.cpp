// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/whole_path.h"

#include <windows.h>

#include <memory>
#include <string>
#include <string_view>

#include "kits/base/windows_error.h"

namespace mallette {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  using pointer = HANDLE;
  void operator()(HANDLE file) const { ::CloseHandle(file); }
};

bool is_slash(wchar_t letter) { return letter == L'/' || letter == L'\\'; }

/// "//SERVER", not "///".
bool begins_with_server(std::wstring_view path) { return path.size() > 2 && is_slash(path[0]) && is_slash(path[1]) && !is_slash(path[2]); }

/// What a call says that writes into a buffer, or else tells how long that must be. Empty: it failed.
template <class Call>
std::wstring text_of(const Call& call, std::error_code& fault) {
  std::wstring text(MAX_PATH, L'\0');
  DWORD length = call(text.data(), static_cast<DWORD>(text.size()));
  if (length >= text.size()) {
    text.resize(length + 1);
    length = call(text.data(), static_cast<DWORD>(text.size()));
  }
  if (length == 0 || length >= text.size()) fault = {errno_of(::GetLastError()), std::generic_category()};
  text.resize(length < text.size() ? length : 0);
  return text;
}

}  // namespace

bool is_whole(const fs::path& path) { return path.is_absolute() || begins_with_server(path.native()); }

fs::path normal_path(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return begins_with_server(path.native()) ? fs::path(L"\\" + normal.native()) : normal;
}

fs::path whole_path(const fs::path& path, std::error_code& fault) {
  fault.clear();
  if (path.empty()) {
    fault = std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }
  // Normal too: "." and ".." are gone.
  return text_of([&](wchar_t* into, DWORD size) { return ::GetFullPathNameW(path.c_str(), size, into, nullptr); }, fault);
}

fs::path real_path(const fs::path& path, std::error_code& fault) {
  fault.clear();
  const std::unique_ptr<HANDLE, CloseFile> file(::CreateFileW(path.c_str(), 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                                              OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (file.get() == INVALID_HANDLE_VALUE) {
    fault = {errno_of(::GetLastError()), std::generic_category()};
    return {};
  }
  std::wstring real = text_of([&](wchar_t* into, DWORD size) { return ::GetFinalPathNameByHandleW(file.get(), into, size, VOLUME_NAME_DOS); }, fault);
  // "\\?\E:\kits" and "\\?\UNC\SERVER\SHARE": the long form, of which the library knows nothing.
  constexpr std::wstring_view kLong = L"\\\\?\\", kLongServer = L"\\\\?\\UNC\\";
  if (real.starts_with(kLongServer)) real.replace(0, kLongServer.size(), L"\\\\");
  else if (real.starts_with(kLong)) real.erase(0, kLong.size());
  return real;
}

}  // namespace mallette
