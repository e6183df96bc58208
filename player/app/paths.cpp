// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/paths.h"

#include <SDL.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "player/app/file_paths.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

/// The folder of the marker; empty: this program is not portable.
fs::path portable_root(const fs::path& here) {
  constexpr const char* kMarker = "portable";
  std::error_code ignored;
  if (fs::is_regular_file(here / kMarker, ignored)) return here;
  if (here.filename() == "bin" && fs::is_regular_file(here.parent_path() / kMarker, ignored)) return here.parent_path();
  return {};
}

fs::path executable_folder() {
  std::error_code reason;
  const fs::path self = fs::read_symlink("/proc/self/exe", reason);
#ifdef __GLIBC__
  // Where a key's file system marks no file as a program, the loader is started, with this as its argument.
  if (!reason && utf8(self.filename()).starts_with("ld-")) {
    const fs::path given = fs::canonical(program_invocation_name, reason);
    if (!reason) return given.parent_path();
  }
#endif
  if (!reason) return self.parent_path();
  char* base = SDL_GetBasePath();
  const fs::path folder = base != nullptr ? fs::path(reinterpret_cast<const char8_t*>(base)) : fs::path(".");
  SDL_free(base);
  return folder;
}

}  // namespace

Result<Paths> find_paths() { return find_paths(utf8(executable_folder())); }

Result<Paths> find_paths(const std::string& program_folder) {
  const fs::path here = to_path(program_folder);
  std::error_code ignored;
  for (const fs::path& share : {here / ".." / "share" / "mallette", here / "share" / "mallette", here / "share"}) {
    if (!fs::is_directory(share / "translations", ignored)) continue;
    Paths paths;
    const fs::path root = portable_root(here.lexically_normal());
    paths.beside = utf8(root.empty() ? here.lexically_normal() : root);
    if (!root.empty()) paths.data = utf8(root / "data");
    paths.share = utf8(share.lexically_normal());
    paths.translations = utf8((share / "translations").lexically_normal());
    for (const auto& file : fs::directory_iterator(share / "fonts", ignored)) {
      paths.caption_fonts.push_back(utf8(file.path().lexically_normal()));
    }
    std::ranges::sort(paths.caption_fonts);
    if (fs::is_directory(share / "espeak-ng-data", ignored)) paths.speech_data = paths.share;
    return paths;
  }
  return fail({.code = ErrorCode::kFileNotFound, .subject = utf8((here / ".." / "share" / "mallette").lexically_normal())});
}

}  // namespace mallette::app
