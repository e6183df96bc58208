// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one folder for the file dialog, in a thread of its own: a drive that is slow to answer holds
// nobody up. The latest request wins; what an older one still brings is dropped.
//
// Main thread; the Wake comes from the worker. The destructor waits for the one call of the system
// that is under way. Paths are UTF-8.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/app/places.h"
#include "player/app/wake.h"

namespace mallette::app {

/// No more of a folder than this is read.
inline constexpr std::size_t kFolderEntriesLimit = 20'000;
/// Of a packed kit's name, in capitals or not.
inline constexpr std::string_view kKitEnding = ".mallette";
[[nodiscard]] bool is_kit_name(std::string_view name);

struct FolderEntry {
  enum class Kind : std::uint8_t {
    kFolder,
    kKit,   ///< a .mallette file, or a folder with a kit.toml in it
    kFilm,  ///< by its name's ending
    kPlan,  ///< a trainer's own plan, by its name's ending
  };
  Kind kind = Kind::kFolder;
  std::string name;
  std::string path;
  std::uint64_t size_bytes = 0;  ///< of files
  friend bool operator==(const FolderEntry&, const FolderEntry&) = default;
};

struct FolderListing {
  std::string folder;                 ///< as asked for, made absolute; empty: the places
  std::optional<std::string> parent;  ///< empty text: the places; none: there is nothing above
  std::vector<FolderEntry> entries;  ///< folders, then kits, films, plans, each as people count
  std::vector<Place> places;         ///< of the empty folder
  bool cut_short = false;            ///< it holds more than kFolderEntriesLimit
  std::optional<Error> error;        ///< kFileNotFound, kFileUnreadable
};

/// The folder as it is now; waits for the disk. Hidden entries (".x") and links that lead nowhere are
/// left out. `stop` ends it early.
[[nodiscard]] FolderListing list_folder(const std::string& folder, const std::stop_token& stop = {});

class FolderLister {
 public:
  explicit FolderLister(Wake wake, PlaceSources sources = PlaceSources::system());
  ~FolderLister();
  FolderLister(const FolderLister&) = delete;
  FolderLister& operator=(const FolderLister&) = delete;

  /// Empty: the places.
  void read(std::string folder);
  /// The listing of the latest request, once.
  [[nodiscard]] std::optional<FolderListing> take();
  [[nodiscard]] bool reading() const;

 private:
  void run(const std::stop_token& stop);

  const Wake wake_;
  const PlaceSources sources_;
  mutable std::mutex mutex_;  // guards the four below and waits with asked_
  std::condition_variable_any asked_;
  std::optional<std::string> request_;
  std::stop_source current_;  ///< of the request that is being read
  bool busy_ = false;
  std::optional<FolderListing> listing_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::app
