// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>

#include <cerrno>
#include <filesystem>

#include "player/app/executable.h"
#include "player/app/file_paths.h"

namespace mallette::app {

namespace fs = std::filesystem;

fs::path executable_file() {
  std::error_code reason;
  fs::path self = fs::read_symlink("/proc/self/exe", reason);
#ifdef __GLIBC__
  // Where a key's file system marks no file as a program, the loader is started, with this as its argument.
  if (!reason && utf8(self.filename()).starts_with("ld-")) {
    const fs::path given = fs::canonical(program_invocation_name, reason);
    if (!reason) return given;
    reason.clear();
  }
#endif
  return reason ? fs::path() : self;
}

fs::path executable_folder() {
  if (const fs::path self = executable_file(); !self.empty()) return self.parent_path();
  char* base = SDL_GetBasePath();
  const fs::path folder = base != nullptr ? fs::path(reinterpret_cast<const char8_t*>(base)) : fs::path(".");
  SDL_free(base);
  return folder;
}

}  // namespace mallette::app
