// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/places.h"

#include <string_view>

#include "player/app/file_paths.h"

namespace mallette::app {
namespace {

bool lies_in(const std::string& path, const std::string& folder) {
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

std::string with_label(std::string text, const std::string& label) {
  constexpr std::string_view kPlace = "{label}";
  if (const auto at = text.find(kPlace); at != std::string::npos) text.replace(at, kPlace.size(), label);
  return text;
}

}  // namespace

bool is_drive(PlaceKind kind) {
  return kind == PlaceKind::kUsbKey || kind == PlaceKind::kDisc || kind == PlaceKind::kDrive;
}

std::string place_name(const Place& place, const language::Catalogue& words) {
  switch (place.kind) {
    case PlaceKind::kHome:
      return words.tr("Home folder");
    case PlaceKind::kDesktop:
      return words.tr("Desktop");
    case PlaceKind::kDocuments:
      return words.tr("Documents");
    case PlaceKind::kDownloads:
      return words.tr("Downloads");
    case PlaceKind::kVideos:
      return words.tr("Videos");
    case PlaceKind::kUsbKey:
      return with_label(words.tr("USB key {label}"), place.label);
    case PlaceKind::kDisc:
      return with_label(words.tr("Disc {label}"), place.label);
    case PlaceKind::kDrive:
      return with_label(words.tr("Drive {label}"), place.label);
    case PlaceKind::kFolder:
      break;
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
  if (innermost != nullptr && (innermost->kind != PlaceKind::kHome || innermost->path == folder))
    return *innermost;
  return {.kind = PlaceKind::kFolder, .label = name_of(folder), .path = folder};
}

}  // namespace mallette::app
