// SPDX-License-Identifier: GPL-3.0-or-later
// Places as Windows knows them: the known folders of the person who is logged in (which an administration may have
// moved to a server) and the drives by their letters. A network's drive is none of these: it may hold a reader up
// for minutes.
#include <initguid.h>  // the known folders' own numbers
#include <windows.h>

#include <knownfolders.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "kits/base/known_folder.h"
#include "kits/base/wide_text.h"
#include "player/app/file_paths.h"
#include "player/app/natural_order.h"
#include "player/app/places.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

void add_once(std::vector<Place>& places, Place place) {
  if (std::ranges::find(places, place.path, &Place::path) == places.end()) places.push_back(std::move(place));
}

void add_folder(std::vector<Place>& places, PlaceKind kind, const std::string& path) {
  std::error_code fault;
  if (!path.empty() && fs::is_directory(to_path(path), fault)) add_once(places, {.kind = kind, .label = name_of(path), .path = path});
}

void add_home(std::vector<Place>& places, const PlaceSources& sources) {
  struct Folder {
    PlaceKind kind;
    const GUID* id;
    const char* usual;
  };
  const std::array folders{Folder{PlaceKind::kDesktop, &FOLDERID_Desktop, "Desktop"},
                           Folder{PlaceKind::kDocuments, &FOLDERID_Documents, "Documents"},
                           Folder{PlaceKind::kDownloads, &FOLDERID_Downloads, "Downloads"},
                           Folder{PlaceKind::kVideos, &FOLDERID_Videos, "Videos"}};
  if (sources.home.empty()) return;
  add_folder(places, PlaceKind::kHome, sources.home);
  for (const Folder& folder : folders) {
    add_folder(places, folder.kind, sources.ask_windows ? known_folder(*folder.id) : sources.home + "/" + folder.usual);
  }
}

/// "MIPROF (E:)", as Explorer writes it; "E:" where the drive has no name.
std::string drive_label(const std::wstring& root) {
  std::array<wchar_t, MAX_PATH + 1> name{};
  const std::string letter = to_narrow(root.substr(0, 2));
  if (::GetVolumeInformationW(root.c_str(), name.data(), static_cast<DWORD>(name.size()), nullptr, nullptr, nullptr, nullptr, 0) == 0 || name[0] == 0)
    return letter;
  return to_narrow(name.data()) + " (" + letter + ")";
}

/// A disk on the USB says that it is fixed, as the machine's own ones do: only the one Windows runs from is left out.
std::vector<Place> drives() {
  std::array<wchar_t, MAX_PATH + 1> windows{};
  ::GetWindowsDirectoryW(windows.data(), static_cast<UINT>(windows.size()));
  const std::wstring system_drive = fs::path(windows.data()).root_path().wstring();
  std::vector<Place> found;
  const DWORD letters = ::GetLogicalDrives();
  for (int i = 0; i < 26; ++i) {
    if ((letters & (1U << i)) == 0) continue;
    const std::wstring root = {static_cast<wchar_t>(L'A' + i), L':', L'\\'};
    const UINT type = ::GetDriveTypeW(root.c_str());
    PlaceKind kind = PlaceKind::kDrive;
    if (type == DRIVE_REMOVABLE) kind = PlaceKind::kUsbKey;
    else if (type == DRIVE_CDROM) kind = PlaceKind::kDisc;
    else if (type != DRIVE_FIXED || root == system_drive) continue;
    std::error_code fault;  // a reader without a card or a disc has a letter too
    if (fs::is_directory(fs::path(root), fault)) found.push_back({.kind = kind, .label = drive_label(root), .path = utf8(fs::path(root))});
  }
  std::ranges::stable_sort(found, {}, [](const Place& place) { return natural_key(place.label); });
  return found;
}

}  // namespace

PlaceSources PlaceSources::system() {
  PlaceSources sources;
  sources.home = known_folder(FOLDERID_Profile);
  sources.ask_windows = true;
  return sources;
}

std::vector<Place> places(const PlaceSources& sources) {
  std::vector<Place> found;
  add_home(found, sources);
  if (sources.ask_windows) {
    for (Place& drive : drives()) add_once(found, std::move(drive));
  }
  return found;
}

std::string machine_policy_file() {
  const std::string folder = known_folder(FOLDERID_ProgramData);
  return folder.empty() ? folder : folder + "/Mallette/policy.toml";
}

}  // namespace mallette::app
