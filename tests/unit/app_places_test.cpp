// SPDX-License-Identifier: GPL-3.0-or-later
// Where people look for files, and one folder for the file dialog.
#include <doctest/doctest.h>

#include <algorithm>

#include "kits/base/whole_path.h"
#include "player/app/folder_lister.h"
#include "player/app/natural_order.h"
#include "player/app/paths.h"
#include "player/app/places.h"
#include "tests/support/host_command.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"
#include "tests/support/waiting.h"

using namespace mallette;
using namespace mallette::app;
using namespace mallette::test;

namespace {

using Kind = FolderEntry::Kind;

std::vector<std::string> names_of(const FolderListing& listing) {
  std::vector<std::string> names;
  for (const FolderEntry& entry : listing.entries) names.push_back(entry.name);
  return names;
}

#ifndef _WIN32
/// A home and a few mounts, as Debian's desktop makes them.
struct Machine {
  ScratchFolder root{"places"};
  PlaceSources sources;

  Machine() {
    for (const char* folder : {"home/anna/Documents", "home/anna/Téléchargements", "home/anna/.config",
                               "media/anna/MIPROF", "media/anna/Clé bleue", "sys/8:17", "sys/8:1"}) {
      std::filesystem::create_directories(root.path() / folder);
    }
    write_file(
        root.path() / "home/anna/.config/user-dirs.dirs",
        "# ceci est un commentaire\nXDG_DESKTOP_DIR=\"$HOME/\"\nXDG_DOCUMENTS_DIR=\"$HOME/Documents\"\n"
        "XDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\nXDG_VIDEOS_DIR=\"$HOME/Absent\"\nXDG_MUSIC_DIR=\"");
    write_file(root.path() / "sys/8:17/removable", "1\n");
    write_file(root.path() / "sys/8:1/removable", "0\n");
    write_file(root.path() / "mountinfo", mounts());
    sources = {.home = root / "home/anna",
               .user_dirs = root / "home/anna/.config/user-dirs.dirs",
               .mountinfo = root / "mountinfo",
               .block_devices = root / "sys",
               .mount_root = root.path().generic_string()};
  }

  std::string mounts() const {
    const auto line = [&](const std::string& device, const std::string& path, const std::string& rest) {
      return "36 35 " + device + " / " + root.path().generic_string() + path + " rw,nosuid shared:1 - " + rest + "\n";
    };
    return line("254:0", "", "ext4 /dev/vda rw") + line("8:17", "/media/anna/MIPROF", "vfat /dev/sdb1 rw") +
           line("8:17", "/media/anna/MIPROF", "vfat /dev/sdb1 rw") +
           line("8:1", "/media/anna/Cl\xC3\xA9\\040bleue", "fuseblk /dev/sda1 rw") +
           line("11:0", "/run/media/anna/DVD", "iso9660 /dev/sr0 ro") +
           line("0:50", "/mnt/equipe", "cifs //serveur/equipe rw") +
           line("8:2", "/mnt/a/b", "ext4 /dev/sda2 rw") + line("7:1", "/var/lib/mnt", "ext4 /dev/loop1 rw") +
           "abc\n\n36 35 8:1 / /media/x rw -\n";
  }
};
#endif

}  // namespace

TEST_CASE("names stand as people count and look them up") {
  const auto before = [](const char* a, const char* b) { return natural_key(a) < natural_key(b); };
  CHECK(before("Étape 2", "étape 10"));
  CHECK(before("Etape 9", "Étape 10"));
  CHECK(before("a2b10", "a10b2"));
  CHECK(before("Fiche 007", "fiche 8"));
  CHECK(before("éa", "fa"));
  CHECK(before("", "a"));
  CHECK(natural_key("ÉLISA") == natural_key("elisa"));
  CHECK(natural_key(std::string(1000, '9')).size() == 1002);
  CHECK(natural_key("\xFF\xFE") == "\xFF\xFE");
}

#ifdef _WIN32
TEST_CASE("places: the profile and its known folders, a path once, and no drive twice") {
  const auto found = places();
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().kind == PlaceKind::kHome);
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(is_whole(to_path(found[i].path)));
    CHECK(found[i].path.find('\\') == std::string::npos);
    for (std::size_t j = 0; j < i; ++j) CHECK(found[i].path != found[j].path);
    CHECK(is_drive(found[i].kind) == found[i].path.ends_with('/'));
  }
  CHECK(place_of(found.front().path + "/a.mallette", found).kind == PlaceKind::kHome);
}

TEST_CASE("places of a home that is given: its usual folders, and no drives") {
  const ScratchFolder scratch("places");
  std::filesystem::create_directories(scratch.path() / "anna/Documents");
  const auto found = places({.home = scratch / "anna", .user_dirs = {}, .mountinfo = {}});
  REQUIRE(found.size() == 2);
  CHECK(found[0] == Place{PlaceKind::kHome, "anna", scratch / "anna"});
  CHECK(found[1] == Place{PlaceKind::kDocuments, "Documents", scratch / "anna/Documents"});
}

TEST_CASE("paths are whole by a drive or by a server, and stay so when they are made normal") {
  CHECK(is_whole(to_path("E:/kits")));
  CHECK(is_whole(to_path("\\\\SERVEUR\\Équipe")));
  CHECK_FALSE(is_whole(to_path("kits/un")));
  CHECK_FALSE(is_whole(to_path("/kits")));
  CHECK_FALSE(is_whole(to_path("E:kits")));
  CHECK(utf8(normal_path(to_path("\\\\SERVEUR\\Équipe\\a\\..\\b"))) == "//SERVEUR/Équipe/b");
  CHECK(utf8(normal_path(to_path("E:\\a\\.\\b"))) == "E:/a/b");
  std::error_code fault;
  CHECK(utf8(whole_path(to_path("//SERVEUR/Équipe/a/../b"), fault)) == "//SERVEUR/Équipe/b");
  CHECK(utf8(whole_path(to_path("é"), fault)) == utf8(std::filesystem::current_path()) + "/é");
  CHECK_FALSE(fault);
  CHECK(real_path(to_path("gibt/es/nicht"), fault).empty());
  CHECK(fault == std::errc::no_such_file_or_directory);
  const ScratchFolder scratch("Clé USB é");
  std::filesystem::create_directories(scratch.path() / "A");
  CHECK(utf8(real_path(scratch.path() / "A/../A/.", fault)).ends_with("/A"));
  CHECK(real_path(scratch.path() / "a", fault) == real_path(scratch.path() / "A", fault));
}
#else
TEST_CASE("places: home, its folders, then drives by name, each once") {
  const Machine machine;
  const auto found = places(machine.sources);
  REQUIRE(found.size() == 6);
  CHECK(found[0] == Place{PlaceKind::kHome, "anna", machine.root / "home/anna"});
  CHECK(found[1] == Place{PlaceKind::kDocuments, "Documents", machine.root / "home/anna/Documents"});
  CHECK(found[2] ==
        Place{PlaceKind::kDownloads, "Téléchargements", machine.root / "home/anna/Téléchargements"});
  CHECK(found[3] == Place{PlaceKind::kDrive, "Clé bleue", machine.root / "media/anna/Clé bleue"});
  CHECK(found[4] == Place{PlaceKind::kDisc, "DVD", machine.root / "run/media/anna/DVD"});
  CHECK(found[5] == Place{PlaceKind::kUsbKey, "MIPROF", machine.root / "media/anna/MIPROF"});
}

TEST_CASE("without home, settings and drives there is no place, and no fault") {
  CHECK(places({.home = {}, .user_dirs = "/nirgends", .mountinfo = "/nirgends"}).empty());
}

TEST_CASE("places are called what people call them, and a file lies in the innermost") {
  const Machine machine;
  const auto found = places(machine.sources);
  const language::Catalogue english;
  CHECK(place_name(found[0], english) == "Home folder");
  CHECK(place_name(found[5], english) == "USB key MIPROF");
  CHECK(place_of(machine.root / "media/anna/MIPROF/kits/a.mallette", found).label == "MIPROF");
  CHECK(place_of(machine.root / "home/anna/Documents/a.mallette", found).kind == PlaceKind::kDocuments);
  CHECK(place_of(machine.root / "home/anna/a.mallette", found).kind == PlaceKind::kHome);
  CHECK(place_of(machine.root / "home/anna/Formations/a.mallette", found).label == "Formations");
  CHECK(place_of(machine.root / "media/anna/MIPROF2/a.mallette", found) ==
        Place{PlaceKind::kFolder, "MIPROF2", machine.root / "media/anna/MIPROF2"});
}

#endif

TEST_CASE("a folder: folders first, then kits, then films, hidden ones and other files left out") {
  const ScratchFolder scratch("lister");
  for (const char* name : {"Étape 10/x", "étape 2/x", ".caché/x", "b.mallette", "A.MALLETTE", "film 2.mp4",
                           "film 10.MKV", "lisez-moi.txt", ".mallette", "kit/kit.toml"}) {
    write_file(scratch.path() / name, "12345");
  }
  const bool links = make_link("nulle part", scratch.path() / "mort.mallette") && make_link(".", scratch.path() / "boucle");
  const FolderListing listing = list_folder(scratch.path().generic_string() + "/");
  CHECK_FALSE(listing.error);
  std::vector<std::string> names{"étape 2", "Étape 10", "A.MALLETTE", "b.mallette", "kit", "film 2.mp4", "film 10.MKV"};
  if (links) names.insert(names.begin(), "boucle");
  CHECK(names_of(listing) == names);
  CHECK(listing.folder == scratch.path().generic_string());
  CHECK(listing.parent == utf8(scratch.path().parent_path()));
  CHECK(listing.entries[links ? 1 : 0].kind == Kind::kFolder);
  CHECK(listing.entries[links ? 3 : 2].size_bytes == 5);
  CHECK(listing.entries[links ? 5 : 4].kind == Kind::kKit);
  CHECK_FALSE(listing.cut_short);
}

TEST_CASE("above the root are the places, a folder that is not there says so, a file is no folder") {
  CHECK(list_folder("/").parent == "");
  const ScratchFolder scratch("lister-faults");
  const FolderListing gone = list_folder(scratch / "absent");
  REQUIRE(gone.error);
  CHECK(gone.error->code == ErrorCode::kFileNotFound);
  CHECK(gone.parent == scratch.path().generic_string());
  write_file(scratch.path() / "fichier", "x");
  REQUIRE(list_folder(scratch / "fichier").error);
  CHECK(list_folder(scratch / "fichier").error->code == ErrorCode::kFileUnreadable);
}

TEST_CASE("of a folder with more than can be shown, no more is read") {
  const ScratchFolder scratch("lister-large");
  const std::size_t count = kFolderEntriesLimit + 50;
  if (is_under_wine()) {  // which reads the whole folder for each name that is not there
    REQUIRE(run("cd '" + scratch.path().generic_string() + "' && seq -f '%.0f.mp4' " + std::to_string(count) + " | xargs touch"));
  } else {
    for (std::size_t i = 0; i < count; ++i) std::ofstream(std::filesystem::path(scratch.path() / (std::to_string(i) + ".mp4")));
  }
  const auto start = std::chrono::steady_clock::now();
  const FolderListing listing = list_folder(scratch.path().generic_string());
  MESSAGE("read and sorted in ",
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(), " ms");
  CHECK(listing.cut_short);
  CHECK(listing.entries.size() == kFolderEntriesLimit);
}

TEST_CASE("a program is portable by a file beside it, or above its bin, and by nothing else") {
  const ScratchFolder scratch("Clé USB é");
  for (const char* share : {"a/share", "b/share/mallette", "c/share/mallette"}) {
    std::filesystem::create_directories(scratch.path() / share / "translations");
  }
  std::filesystem::create_directories(scratch.path() / "b/bin");
  std::filesystem::create_directories(scratch.path() / "c/bin");
  for (const char* folder : {"a", "b/bin", "c/bin"}) {
    const Paths paths = find_paths(scratch / folder).value();
    CHECK(paths.data.empty());
    CHECK(paths.beside == scratch / folder);
  }
  write_file(scratch.path() / "a/portable", "");
  write_file(scratch.path() / "b/portable", "");
  std::filesystem::create_directory(scratch.path() / "c/portable");
  write_file(scratch.path() / "portable", "");
  CHECK(find_paths(scratch / "a").value().data == scratch / "a/data");
  CHECK(find_paths(scratch / "a").value().beside == scratch / "a");
  CHECK(find_paths(scratch / "b/bin").value().data == scratch / "b/data");
  CHECK(find_paths(scratch / "b/bin").value().beside == scratch / "b");
  CHECK(find_paths(scratch / "c/bin").value().data.empty());
}
