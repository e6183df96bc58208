// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/places.h"

#include <fmt/format.h>

#include "player/app/file_paths.h"

namespace mallette::app {
namespace {

bool lies_in(const std::string& path, const std::string& folder) {
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

}  // namespace

bool is_drive(PlaceKind kind) {
  return kind == PlaceKind::kUsbKey || kind == PlaceKind::kDisc || kind == PlaceKind::kDrive;
}

std::string place_name(const Place& place, const language::Catalogue& words) {
  switch (place.kind) {
    case PlaceKind::kHome: return words.tr("Home folder");
    case PlaceKind::kDesktop: return words.tr("Desktop");
    case PlaceKind::kDocuments: return words.tr("Documents");
    case PlaceKind::kDownloads: return words.tr("Downloads");
    case PlaceKind::kVideos: return words.tr("Videos");
    case PlaceKind::kUsbKey: return fmt::format(fmt::runtime(words.tr("USB key {}")), place.label);
    case PlaceKind::kDisc: return fmt::format(fmt::runtime(words.tr("Disc {}")), place.label);
    case PlaceKind::kDrive: return fmt::format(fmt::runtime(words.tr("Drive {}")), place.label);
    case PlaceKind::kFolder: break;
  }
  return place.label;
}

Place place_of(const std::string& path, const std::vector<Place>& places) {
  const Place* innermost = nullptr;
  for (const Place& place : places) {
    const bool deeper = innermost == nullptr || place.path.size() > innermost->path.size();
    if (deeper && lies_in(path, place.path)) innermost = &place;
  }
  const std::string folder = utf8(to_path(path).parent_path());
  // Under home, but in none of its known folders: the folder says more than "home" does.
  if (innermost != nullptr && (innermost->kind != PlaceKind::kHome || innermost->path == folder)) return *innermost;
  return {.kind = PlaceKind::kFolder, .label = name_of(folder), .path = folder};
}

}  // namespace mallette::app
