// SPDX-License-Identifier: GPL-3.0-or-later
// Where a person looks for files: home, the folders everybody has, drives that were plugged in.
//
// Reads the disk, and may wait for a drive that is slow to answer: not for the main thread, but for
// place_name() and place_of(), which are pure, and machine_policy_file(). Paths are UTF-8 and absolute.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "player/language/catalogue.h"

namespace mallette::app {

enum class PlaceKind : std::uint8_t {
  kHome,
  kDesktop,
  kDocuments,
  kDownloads,
  kVideos,
  kUsbKey,  ///< a drive that its own system calls removable
  kDisc,    ///< CD, DVD
  kDrive,   ///< any other that is mounted where removable ones are
  kFolder,  ///< a folder like any other
};

struct Place {
  PlaceKind kind = PlaceKind::kFolder;
  std::string label;  ///< its own name: the folder's, the drive's
  std::string path;
  friend bool operator==(const Place&, const Place&) = default;
};

/// What the system is asked; tests give their own. Empty variables stand for what the system has.
/// On Windows the shell knows the folders and the system the drives, where `ask_windows` says so; of the
/// others only `home` is read.
struct PlaceSources {
  std::string home;                                ///< $HOME, or the profile's folder
  std::string user_dirs;                           ///< user-dirs.dirs of the XDG user directories
  std::string mountinfo = "/proc/self/mountinfo";  ///< proc(5)
  std::string block_devices = "/sys/dev/block";    ///< sysfs: whether a device is removable
  std::string mount_root;                          ///< stands before /media, /run/media and /mnt
  bool ask_windows = false;                        ///< known folders and drives of Windows
  [[nodiscard]] static PlaceSources system();
};

/// Home first, then its folders, then drives by name. Only what is there; a path once.
[[nodiscard]] std::vector<Place> places(const PlaceSources& sources = PlaceSources::system());
/// Those of them that were plugged in.
[[nodiscard]] bool is_drive(PlaceKind kind);

/// As people say it: "Dossier personnel", "Documents", "Clé USB MIPROF".
[[nodiscard]] std::string place_name(const Place& place, const language::Catalogue& words);

/// The innermost place in which a file or folder lies; else the folder it lies in.
[[nodiscard]] Place place_of(const std::string& path, const std::vector<Place>& places);

/// Where the IT department's policy for everybody on this computer may lie: /etc/mallette/policy.toml, on Windows
/// Mallette\policy.toml in the folder that the system calls ProgramData, whatever the person's environment says.
/// Empty: the system does not tell.
[[nodiscard]] std::string machine_policy_file();

}  // namespace mallette::app
