// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/state_folder.h"

#include <cstdlib>
#include <system_error>

#include "player/storage/atomic_file.h"
#include "player/storage/file_calls.h"

namespace mallette::storage {
namespace {

/// Absolute only, as the XDG Base Directory Specification asks: relative ones are passed over.
std::optional<std::string> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

std::optional<std::string> default_folder() {
  if (const auto state = folder_from("XDG_STATE_HOME")) return *state + "/mallette";
  if (const auto home = folder_from("HOME")) return *home + "/.local/state/mallette";
  return std::nullopt;
}

}  // namespace

Result<StateFolder> StateFolder::open(const std::optional<std::string>& given) {
  auto path = given ? given : default_folder();
  if (!path || path->empty()) {
    return fail({.code = ErrorCode::kFileNotFound, .subject = given ? "--state" : "$XDG_STATE_HOME"});
  }
  while (path->size() > 1 && path->ends_with('/')) path->pop_back();
  if (const int fault = calls::make_private_folder(*path)) {
    return fail({.code = ErrorCode::kFileUnwritable,
                 .subject = *path,
                 .detail = std::generic_category().message(fault)});
  }
  sweep_leftovers(*path);
  return StateFolder(std::move(*path));
}

}  // namespace mallette::storage
