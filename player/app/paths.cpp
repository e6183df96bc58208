// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/paths.h"

#include <SDL.h>

#include <algorithm>
#include <filesystem>

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

fs::path executable_folder() {
  std::error_code reason;
  const fs::path self = fs::read_symlink("/proc/self/exe", reason);
  if (!reason) return self.parent_path();
  char* base = SDL_GetBasePath();
  const fs::path folder = base != nullptr ? fs::path(reinterpret_cast<const char8_t*>(base)) : fs::path(".");
  SDL_free(base);
  return folder;
}

std::string utf8(const fs::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

}  // namespace

Result<Paths> find_paths() {
  const fs::path here = executable_folder();
  std::error_code ignored;
  for (const fs::path& share : {here / ".." / "share" / "mallette", here / "share" / "mallette", here / "share"}) {
    if (!fs::is_directory(share / "translations", ignored)) continue;
    Paths paths;
    paths.beside = utf8(here.lexically_normal());
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
