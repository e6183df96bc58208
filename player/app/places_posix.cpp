// SPDX-License-Identifier: GPL-3.0-or-later
// Places as Linux and the freedesktop.org desktops know them: the XDG user directories
// (xdg-user-dirs, user-dirs.dirs) and the mounts under /media, /run/media and /mnt.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "player/app/file_paths.h"
#include "player/app/natural_order.h"
#include "player/app/places.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesLimit = 10'000;  ///< of a file that the system or the desktop writes

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream stream(to_path(path));
  for (std::string line; lines.size() < kLinesLimit && std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

/// XDG_DOCUMENTS_DIR="$HOME/Documents": the folder, if the line says one. A folder that is switched off
/// is the home itself, and none.
std::optional<std::string> user_dir(const std::vector<std::string>& lines, std::string_view key,
                                    const std::string& home) {
  for (const std::string& line : lines) {
    const std::string start = std::string(key) + "=\"";
    if (!line.starts_with(start) || !line.ends_with('"') || line.size() <= start.size()) continue;
    std::string value = line.substr(start.size(), line.size() - start.size() - 1);
    constexpr std::string_view kHome = "$HOME";
    if (value.starts_with(kHome)) value.replace(0, kHome.size(), home);
    while (value.size() > 1 && value.ends_with('/')) value.pop_back();
    if (value.starts_with('/') && value != home) return value;
  }
  return std::nullopt;
}

/// proc(5): blanks and backslashes in a path stand as \040 and the like.
std::string unescaped(std::string_view text) {
  const auto octal = [](char c) { return c >= '0' && c <= '7'; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size() && octal(text[i + 1]) && octal(text[i + 2]) &&
        octal(text[i + 3])) {
      out += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// /media/LABEL, /media/PERSON/LABEL, /run/media/PERSON/LABEL, /mnt, /mnt/LABEL.
bool is_for_drives(const std::string& path, const std::string& root) {
  if (path == root + "/mnt") return true;
  for (const char* parent : {"/media/", "/run/media/", "/mnt/"}) {
    const std::string start = root + parent;
    if (!path.starts_with(start) || path.size() == start.size()) continue;
    const auto below = std::count(path.begin() + static_cast<std::ptrdiff_t>(start.size()), path.end(), '/');
    return below <= (start.ends_with("/mnt/") ? 0 : 1);
  }
  return false;
}

/// "1" in the device's own file, or, of a partition, in that of the whole device around it.
bool is_removable(const std::string& device, const std::string& block_devices) {
  for (const char* file : {"/removable", "/../removable"}) {
    const auto lines = lines_of(block_devices + "/" + device + file);
    if (!lines.empty()) return lines[0] == "1";
  }
  return false;
}

/// A line of mountinfo, as proc(5) numbers it:
/// (1) id (2) parent (3) major:minor (4) root (5) mount point (6) options (7)... - (9) type (10) source ...
std::optional<Place> drive_in(const std::string& line, const PlaceSources& sources) {
  const auto words = words_of(line);
  const auto dash = std::find(words.begin(), words.end(), "-");
  if (words.size() < 6 || words.end() - dash < 3) return std::nullopt;
  const std::string path = unescaped(words[4]);
  // Neither the system's own file systems nor the network's: these may hold a reader up for minutes.
  if (!dash[2].starts_with("/dev/") || !is_for_drives(path, sources.mount_root)) return std::nullopt;
  Place place{.kind = PlaceKind::kDrive, .label = name_of(path), .path = path};
  if (dash[1] == "iso9660" || dash[1] == "udf") {
    place.kind = PlaceKind::kDisc;
  } else if (is_removable(std::string(words[2]), sources.block_devices)) {
    place.kind = PlaceKind::kUsbKey;
  }
  return place;
}

void add_once(std::vector<Place>& places, Place place) {
  if (std::ranges::find(places, place.path, &Place::path) == places.end()) places.push_back(std::move(place));
}

void add_folder(std::vector<Place>& places, PlaceKind kind, const std::string& path) {
  std::error_code fault;
  if (fs::is_directory(to_path(path), fault))
    add_once(places, {.kind = kind, .label = name_of(path), .path = path});
}

void add_home(std::vector<Place>& places, const PlaceSources& sources) {
  if (!sources.home.starts_with('/')) return;
  struct UserDir {
    PlaceKind kind;
    const char* key;
    const char* usual;
  };
  constexpr std::array kDirs{UserDir{PlaceKind::kDesktop, "XDG_DESKTOP_DIR", "Desktop"},
                             UserDir{PlaceKind::kDocuments, "XDG_DOCUMENTS_DIR", "Documents"},
                             UserDir{PlaceKind::kDownloads, "XDG_DOWNLOAD_DIR", "Downloads"},
                             UserDir{PlaceKind::kVideos, "XDG_VIDEOS_DIR", "Videos"}};
  add_folder(places, PlaceKind::kHome, sources.home);
  const auto lines = lines_of(sources.user_dirs);
  for (const UserDir& dir : kDirs) {
    add_folder(places, dir.kind,
               user_dir(lines, dir.key, sources.home).value_or(sources.home + "/" + dir.usual));
  }
}

}  // namespace

PlaceSources PlaceSources::system() {
  PlaceSources sources;
  const char* home = std::getenv("HOME");
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (home != nullptr) sources.home = home;
  while (sources.home.size() > 1 && sources.home.ends_with('/')) sources.home.pop_back();
  sources.user_dirs =
      (config != nullptr && *config == '/' ? std::string(config) : sources.home + "/.config") +
      "/user-dirs.dirs";
  return sources;
}

std::vector<Place> places(const PlaceSources& sources) {
  std::vector<Place> found;
  add_home(found, sources);
  std::vector<Place> drives;
  for (const std::string& line : lines_of(sources.mountinfo)) {
    if (auto drive = drive_in(line, sources)) add_once(drives, std::move(*drive));
  }
  std::ranges::stable_sort(drives, {}, [](const Place& place) { return natural_key(place.label); });
  for (Place& drive : drives) add_once(found, std::move(drive));
  return found;
}

std::string machine_policy_file() { return "/etc/mallette/policy.toml"; }

}  // namespace mallette::app
