// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/kit_finder.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "kits/base/whole_path.h"
#include "kits/kit.h"
#include "player/app/file_paths.h"
#include "player/app/folder_lister.h"
#include "player/app/hidden_files.h"
#include "player/media/still_picture.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kDriveDepth = 2;

/// All of them say it, or it is not known.
std::optional<std::chrono::milliseconds> duration_of(const std::vector<kits::Film>& films) {
  std::chrono::milliseconds sum{0};
  for (const kits::Film& film : films) {
    if (!film.duration) return std::nullopt;
    sum += *film.duration;
  }
  return films.empty() ? std::nullopt : std::optional(sum);
}

void take_facts(KitFinding& finding, const kits::Manifest& manifest) {
  finding.id = manifest.kit.id;
  finding.title = manifest.kit.title;
  finding.publisher = manifest.kit.publisher;
  finding.summary = manifest.kit.summary;
  finding.duration = duration_of(manifest.film);
  finding.sheets = manifest.sheet.size();
  for (const kits::Film& film : manifest.film) {
    finding.films.push_back(film.title);
  }
  finding.tracks = tracks_of(manifest);
}

/// Empty: it shows none.
std::string cover_entry(const kits::Manifest& manifest) {
  if (!manifest.kit.cover.empty()) return manifest.kit.cover;
  const auto film =
      std::ranges::find_if(manifest.film, [](const kits::Film& one) { return !one.poster.empty(); });
  return film == manifest.film.end() ? std::string() : film->poster;
}

/// The same for every way that leads to a file.
std::string real_name(const std::string& path) {
  std::error_code fault;
  const fs::path real = real_path(to_path(path), fault);
  return fault ? path : utf8(real);
}

}  // namespace

/// One look through the roots, in the finder's thread.
class KitFinder::Search {
 public:
  Search(KitFinder& finder, std::stop_token current)
      : finder_(finder), current_(std::move(current)), until_(Clock::now() + finder.limits_.time) {}

  void run(const FinderRequest& request) {
    places_ = places(finder_.sources_);
    for (const FinderRoot& root : request.roots) look_at(root);
    for (const Place& place : places_) {
      if (request.drives && is_drive(place.kind)) look_at({.path = place.path, .depth = kDriveDepth});
    }
    for (const auto& [index, kit] : opened_) read_cover(index, kit);
  }

 private:
  [[nodiscard]] bool over() const {
    return current_.stop_requested() || entries_ >= finder_.limits_.entries ||
           found_.size() >= finder_.limits_.kits || Clock::now() >= until_;
  }

  void look_at(const FinderRoot& root) {
    if (over() || root.path.empty()) return;
    std::error_code fault;
    const fs::path path = whole_path(to_path(root.path), fault);
    if (fs::is_regular_file(path, fault)) {
      open(utf8(path));  // a kit used before: a bare film too
    } else if (fs::is_directory(path, fault)) {
      look_through(path, root.depth);
    }
  }

  /// Broad before deep: what lies on top is most probably what is looked for.
  void look_through(const fs::path& root, int depth) {
    std::error_code fault;
    if (fs::is_regular_file(root / kits::kManifestName, fault)) return open(utf8(root));
    std::vector<fs::path> level{root};
    for (int left = depth; !level.empty() && !over(); --left) {
      std::vector<fs::path> below;
      for (const fs::path& folder : level) {
        if (over()) return;
        read_folder(folder, left > 0 ? &below : nullptr);
      }
      level = std::move(below);
    }
  }

  /// Opens the kits in a folder, in the order of their names, and notes the folders below.
  void read_folder(const fs::path& folder, std::vector<fs::path>* below) {
    std::error_code fault;
    std::vector<std::string> candidates;
    fs::directory_iterator file(folder, fault);
    for (; !fault && file != fs::directory_iterator() && !over(); file.increment(fault)) {
      ++entries_;
      const std::string name = utf8(file->path().filename());
      std::error_code unknown;
      if (is_hidden(file->path())) continue;
      const bool is_folder = file->is_directory(unknown);
      if (is_folder ? fs::is_regular_file(file->path() / kits::kManifestName, unknown) : is_kit_name(name)) {
        candidates.push_back(utf8(file->path()));
      } else if (is_folder && below != nullptr && !file->is_symlink(unknown)) {
        below->push_back(file->path());
      }
    }
    std::ranges::sort(candidates);
    for (const std::string& path : candidates) {
      if (found_.size() < finder_.limits_.kits) open(path);
    }
  }

  void open(const std::string& path) {
    if (current_.stop_requested() || !found_.insert(real_name(path)).second) return;
    KitFinding finding{.path = path, .place = place_of(path, places_)};
    auto kit = finder_.policy_.open_kit(path);
    if (kit) {
      take_facts(finding, kit->manifest());
      opened_.emplace_back(found_.size() - 1, std::move(*kit));
    } else {
      finding.error = std::move(kit.error());
    }
    finder_.add(current_, std::move(finding));
  }

  void read_cover(std::size_t index, const kits::Kit& kit) {
    const std::string entry = cover_entry(kit.manifest());
    if (entry.empty() || current_.stop_requested()) return;
    const auto resource = kit.resource(entry);
    if (!resource) return;
    const int most = finder_.limits_.cover_width;
    auto still = media::decode_picture(*resource, most, most, &abort_);
    if (!still) return;  // a card without a cover says all that matters; `check` tells the kit's author
    finder_.set_cover(current_, index,
                      std::make_shared<const render::Picture>(
                          render::Picture{still->width, still->height, std::move(still->bgra)}));
  }

  KitFinder& finder_;
  const std::stop_token current_;
  const Clock::time_point until_;
  std::vector<Place> places_;
  std::size_t entries_ = 0;
  std::set<std::string> found_;                            ///< real paths
  std::vector<std::pair<std::size_t, kits::Kit>> opened_;  ///< index among the findings
  std::atomic<bool> abort_{false};
  const std::stop_callback<std::function<void()>> ends_{current_, [this] { abort_.store(true); }};
};

KitFinder::KitFinder(Wake wake, FinderLimits limits, PlaceSources sources, policy::InForce policy)
    : wake_(std::move(wake)),
      limits_(limits),
      sources_(std::move(sources)),
      policy_(std::move(policy)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

KitFinder::~KitFinder() {
  thread_.request_stop();
  stop();
}

void KitFinder::look(FinderRequest request) {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  request_ = std::move(request);
  findings_.clear();
  ++version_;
  asked_.notify_all();
}

void KitFinder::stop() {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  request_.reset();
}

bool KitFinder::looking() const {
  const std::lock_guard lock(mutex_);
  return request_ || (busy_ && !current_.stop_requested());
}

std::uint64_t KitFinder::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

std::vector<KitFinding> KitFinder::findings() const {
  const std::lock_guard lock(mutex_);
  return findings_;
}

void KitFinder::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (asked_.wait(lock, stop, [&] { return request_.has_value(); }) && !stop.stop_requested()) {
    const FinderRequest request = *std::exchange(request_, std::nullopt);
    current_ = std::stop_source();
    busy_ = true;
    const std::stop_token current = current_.get_token();
    lock.unlock();
    Search(*this, current).run(request);
    lock.lock();
    busy_ = false;
    lock.unlock();
    if (wake_) wake_();  // nothing more will come
    lock.lock();
  }
}

void KitFinder::add(const std::stop_token& current, KitFinding finding) {
  {
    const std::lock_guard lock(mutex_);
    if (current.stop_requested()) return;
    findings_.push_back(std::move(finding));
    ++version_;
  }
  if (wake_) wake_();
}

void KitFinder::set_cover(const std::stop_token& current, std::size_t index,
                          std::shared_ptr<const render::Picture> cover) {
  {
    const std::lock_guard lock(mutex_);
    if (current.stop_requested()) return;
    findings_.at(index).cover = std::move(cover);
    ++version_;
  }
  if (wake_) wake_();
}

}  // namespace mallette::app
