// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/paths.h"

#include <algorithm>
#include <filesystem>

#include "kits/base/whole_path.h"
#include "player/app/executable.h"
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

}  // namespace

Result<Paths> find_paths() { return find_paths(utf8(executable_folder())); }

Result<Paths> find_paths(const std::string& program_folder) {
  const fs::path here = to_path(program_folder);
  std::error_code ignored;
  for (const fs::path& share : {here / ".." / "share" / "mallette", here / "share" / "mallette", here / "share"}) {
    if (!fs::is_directory(share / "translations", ignored)) continue;
    Paths paths;
    const fs::path root = portable_root(normal_path(here));
    paths.beside = utf8(root.empty() ? normal_path(here) : root);
    if (!root.empty()) paths.data = utf8(root / "data");
    paths.share = utf8(normal_path(share));
    paths.translations = utf8(normal_path(share / "translations"));
    for (const auto& file : fs::directory_iterator(share / "fonts", ignored)) {
      paths.caption_fonts.push_back(utf8(normal_path(file.path())));
    }
    std::ranges::sort(paths.caption_fonts);
    if (fs::is_directory(share / "espeak-ng-data", ignored)) paths.speech_data = paths.share;
    return paths;
  }
  return fail({.code = ErrorCode::kFileNotFound, .subject = utf8(normal_path(here / ".." / "share" / "mallette"))});
}

}  // namespace mallette::app
