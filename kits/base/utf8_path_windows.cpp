// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include <algorithm>

#include "kits/base/utf8_path.h"
#include "kits/base/wide_text.h"

namespace mallette {

std::wstring to_wide(std::string_view utf8) {
  const int length = static_cast<int>(utf8.size());
  std::wstring wide(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, wide.data(), static_cast<int>(wide.size()));
  return wide;
}

std::string to_narrow(std::wstring_view wide) {
  const int length = static_cast<int>(wide.size());
  std::string utf8(static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, wide.data(), length, nullptr, 0, nullptr, nullptr)), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), length, utf8.data(), static_cast<int>(utf8.size()), nullptr, nullptr);
  return utf8;
}

std::filesystem::path to_path(std::string_view utf8) { return to_wide(utf8); }

/// Not generic_wstring(): mingw-w64's takes one of the two slashes that a server begins with.
std::string utf8(const std::filesystem::path& path) {
  std::wstring text = path.native();
  std::ranges::replace(text, L'\\', L'/');
  return to_narrow(text);
}

}  // namespace mallette
