// SPDX-License-Identifier: GPL-3.0-or-later
#include <fontconfig/fontconfig.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "player/app/file_paths.h"
#include "player/app/portable.h"

namespace mallette::app {
namespace {

struct FreeConfig {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};

std::filesystem::path folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value != '/' ? std::filesystem::path() : std::filesystem::path(value);
}

/// Where pulse-client.conf(5) says that it lies.
bool has_pulse_cookie() {
  const std::filesystem::path home = folder_from("HOME"), config = folder_from("XDG_CONFIG_HOME");
  std::error_code ignored;
  return std::filesystem::exists((config.empty() ? home / ".config" : config) / "pulse" / "cookie", ignored) ||
         std::filesystem::exists(home / ".pulse-cookie", ignored);
}

const FcChar8* text(const std::string& path) { return reinterpret_cast<const FcChar8*>(path.c_str()); }

/// The archive's fonts and rules become fontconfig's own; file by file, since of folders it keeps a cache. Not by an
/// environment variable: what is opened outside inherits those, and has fonts of its own.
bool use_own_fonts(const std::string& share, const std::string& rules) {
  const std::unique_ptr<FcConfig, FreeConfig> config(FcConfigCreate());
  if (!config || FcConfigParseAndLoad(config.get(), text(rules), FcTrue) != FcTrue) return false;
  for (const char* folder : {"document-fonts", "fonts"}) {
    std::error_code ignored;
    for (const auto& font : std::filesystem::directory_iterator(to_path(share) / folder, ignored)) {
      if (FcConfigAppFontAddFile(config.get(), text(utf8(font.path()))) != FcTrue) return false;
    }
  }
  return FcConfigSetCurrent(config.get()) == FcTrue;  // which keeps a reference of its own
}

}  // namespace

Result<void> leave_nothing_behind(const Paths& paths) {
  if (paths.data.empty()) return {};
  ::setenv("MESA_SHADER_CACHE_DISABLE", "true", 1);
  ::setenv("__GL_SHADER_DISK_CACHE", "0", 1);
  // /dev/null takes it and keeps nothing, and the library complains of that on standard error.
  const bool writable = ::access(paths.beside.c_str(), W_OK) == 0;
  if (!has_pulse_cookie()) ::setenv("PULSE_COOKIE", writable ? (paths.data + "/pulse-cookie").c_str() : "/dev/null", 0);
  const std::string rules = paths.share + "/fonts.conf";
  if (!use_own_fonts(paths.share, rules)) return fail({.code = ErrorCode::kFileUnreadable, .subject = rules});
  return {};
}

}  // namespace mallette::app
