// SPDX-License-Identifier: GPL-3.0-or-later
// Kits at hand: looks through folders in a thread of its own, opens what may be a kit, and gives out
// a growing list. What each holds comes first, the covers' pictures after that.
//
//   folders ─> candidates (*.mallette, folders with kit.toml) ─> open_kit ─> findings ─> covers
//
// Bounded: depth, entries, kits and time. Hidden folders are passed over, links to folders are not
// followed; a kit that is reached by two ways is found once.
//
// Main thread; the Wake comes from the worker. look() and stop() return at once; the destructor
// waits for the one file that is being opened.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/app/film_tracks.h"
#include "player/app/places.h"
#include "player/app/wake.h"
#include "player/policy/policy.h"
#include "player/render/compositor.h"

namespace mallette::app {

struct KitFinding {
  std::string path;  ///< as it was reached
  std::string id;
  std::string title;
  std::string publisher;
  std::string summary;
  std::vector<std::string> films;                     ///< titles
  std::optional<std::chrono::milliseconds> duration;  ///< of all films together, as announced
  std::size_t sheets = 0;
  KitTracks tracks;                                   ///< of any film
  Place place;                                        ///< where it lies
  std::optional<Error> error;  ///< it is there and cannot be opened: all above but path and place is empty
  std::shared_ptr<const render::Picture> cover;  ///< null: none, or not read yet
};

/// Something to look at: a kit itself, or a folder to look through.
struct FinderRoot {
  std::string path;
  int depth = 1;  ///< folders below it that are entered; 0: only what lies in it
};

struct FinderLimits {
  std::size_t entries = 50'000;  ///< of all folders together
  std::size_t kits = 200;
  std::chrono::milliseconds time{60'000};  ///< no folder is begun after it
  int cover_width = 480;                   ///< pixels, at most; as high at most
};

/// Where kits are looked for: those used last, beside the program, the last folder, each drive that is
/// plugged in (the thread of the finder adds these), in this order, the first way to a kit being kept.
struct FinderRequest {
  std::vector<FinderRoot> roots;  ///< what is not there is passed over in silence
  bool drives = true;             ///< and every drive of places(), two folders deep
};

class KitFinder {
 public:
  explicit KitFinder(Wake wake, FinderLimits limits = {}, PlaceSources sources = PlaceSources::system(), policy::InForce policy = {});
  ~KitFinder();
  KitFinder(const KitFinder&) = delete;
  KitFinder& operator=(const KitFinder&) = delete;

  /// Drops the list and begins anew.
  void look(FinderRequest request);
  /// Stops looking; what was found stays.
  void stop();
  [[nodiscard]] bool looking() const;
  /// Raised by whatever changes findings().
  [[nodiscard]] std::uint64_t version() const;
  /// In the order they were found; a finding never goes and never moves while looking, its cover comes.
  [[nodiscard]] std::vector<KitFinding> findings() const;

 private:
  class Search;
  void run(const std::stop_token& stop);
  void add(const std::stop_token& current, KitFinding finding);
  void set_cover(const std::stop_token& current, std::size_t index,
                 std::shared_ptr<const render::Picture> cover);

  const Wake wake_;
  const FinderLimits limits_;
  const PlaceSources sources_;
  const policy::InForce policy_;
  mutable std::mutex mutex_;  // guards the five below and waits with asked_
  std::condition_variable_any asked_;
  std::optional<FinderRequest> request_;
  std::stop_source current_;  ///< of the search that is under way
  bool busy_ = false;
  std::uint64_t version_ = 0;
  std::vector<KitFinding> findings_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::app
