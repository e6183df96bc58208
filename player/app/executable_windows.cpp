// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include <filesystem>
#include <string>

#include "player/app/executable.h"

namespace mallette::app {
namespace {

constexpr std::size_t kLongestPath = 32'767;  ///< of Windows

}  // namespace

std::filesystem::path executable_file() {
  std::wstring path(kLongestPath + 1, L'\0');
  const DWORD length = ::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  if (length == 0 || length >= path.size()) return {};
  path.resize(length);
  return path;
}

std::filesystem::path executable_folder() {
  const std::filesystem::path file = executable_file();
  return file.empty() ? "." : file.parent_path();
}

}  // namespace mallette::app
