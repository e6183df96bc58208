// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/folder_lister.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

#include "kits/base/whole_path.h"
#include "kits/entry_kind.h"
#include "kits/kit.h"
#include "player/app/file_paths.h"
#include "player/app/hidden_files.h"
#include "player/app/natural_order.h"
#include "player/preparation/own_plan_file.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

/// Nothing: not for the file dialog.
std::optional<FolderEntry> entry_of(const fs::directory_entry& file) {
  std::error_code fault;
  FolderEntry entry{.name = utf8(file.path().filename()), .path = utf8(file.path())};
  if (is_hidden(file.path())) return std::nullopt;
  if (file.is_directory(fault)) {
    const bool kit = fs::is_regular_file(file.path() / kits::kManifestName, fault);
    entry.kind = kit ? FolderEntry::Kind::kKit : FolderEntry::Kind::kFolder;
    return entry;
  }
  if (!file.is_regular_file(fault)) return std::nullopt;
  if (is_kit_name(entry.name)) {
    entry.kind = FolderEntry::Kind::kKit;
  } else if (kits::entry_kind(entry.name) == kits::EntryKind::kVideo) {
    entry.kind = FolderEntry::Kind::kFilm;
  } else if (preparation::is_own_plan_name(entry.name)) {
    entry.kind = FolderEntry::Kind::kPlan;
  } else {
    return std::nullopt;
  }
  const auto size = file.file_size(fault);
  entry.size_bytes = fault ? 0 : size;
  return entry;
}

void sort_naturally(std::vector<FolderEntry>& entries) {
  std::vector<std::pair<std::string, FolderEntry>> keyed;
  keyed.reserve(entries.size());
  for (FolderEntry& entry : entries) keyed.emplace_back(natural_key(entry.name), std::move(entry));
  std::ranges::sort(keyed, [](const auto& a, const auto& b) {
    return std::tie(a.second.kind, a.first, a.second.name) < std::tie(b.second.kind, b.first, b.second.name);
  });
  std::ranges::transform(keyed, entries.begin(), [](auto& pair) { return std::move(pair.second); });
}

Error unreadable(const std::string& folder, const std::error_code& fault) {
  const bool gone = fault == std::errc::no_such_file_or_directory;
  return {.code = gone ? ErrorCode::kFileNotFound : ErrorCode::kFileUnreadable,
          .subject = folder,
          .detail = fault.message()};
}

}  // namespace

bool is_kit_name(std::string_view name) {
  if (name.size() <= kKitEnding.size()) return false;
  return std::equal(kKitEnding.begin(), kKitEnding.end(), name.end() - kKitEnding.size(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  });
}

FolderListing list_folder(const std::string& folder, const std::stop_token& stop) {
  std::error_code fault;
  FolderListing listing;
  fs::path path = whole_path(to_path(folder), fault);
  if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();  // "/a/" is "/a"
  listing.folder = utf8(path);
  listing.parent = path.has_relative_path() ? utf8(path.parent_path()) : std::string();
  std::size_t seen = 0;
  fs::directory_iterator file(path, fault);
  for (; !fault && file != fs::directory_iterator() && !stop.stop_requested(); file.increment(fault)) {
    listing.cut_short = ++seen > kFolderEntriesLimit;
    if (listing.cut_short) break;
    if (auto entry = entry_of(*file)) listing.entries.push_back(std::move(*entry));
  }
  if (fault) listing.error = unreadable(listing.folder, fault);
  sort_naturally(listing.entries);
  return listing;
}

FolderLister::FolderLister(Wake wake, PlaceSources sources)
    : wake_(std::move(wake)),
      sources_(std::move(sources)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

FolderLister::~FolderLister() {
  thread_.request_stop();
  const std::lock_guard lock(mutex_);
  current_.request_stop();
}

void FolderLister::read(std::string folder) {
  const std::lock_guard lock(mutex_);
  request_ = std::move(folder);
  listing_.reset();
  current_.request_stop();
  asked_.notify_all();
}

std::optional<FolderListing> FolderLister::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(listing_, std::nullopt);
}

bool FolderLister::reading() const {
  const std::lock_guard lock(mutex_);
  return busy_ || request_;
}

void FolderLister::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (asked_.wait(lock, stop, [&] { return request_.has_value(); }) && !stop.stop_requested()) {
    const std::string folder = *std::exchange(request_, std::nullopt);
    current_ = std::stop_source();
    const std::stop_token current = current_.get_token();
    busy_ = true;
    lock.unlock();
    std::vector<Place> known = places(sources_);
    FolderListing listing = folder.empty() ? FolderListing{} : list_folder(folder, current);
    // Above home and a drive people see the places, not the system's folders.
    const auto here = std::ranges::find(known, listing.folder, &Place::path);
    if (here != known.end() && (here->kind == PlaceKind::kHome || is_drive(here->kind))) listing.parent = "";
    if (folder.empty()) listing.places = std::move(known);
    lock.lock();
    busy_ = false;
    if (current.stop_requested()) continue;
    listing_ = std::move(listing);
    lock.unlock();
    if (wake_) wake_();
    lock.lock();
  }
}

}  // namespace mallette::app
