// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/browser_model.h"

#include "player/language/describe.h"
#include "player/language/phrases.h"

namespace mallette::app {
namespace {

views::BrowserEntry::Kind kind_of(FolderEntry::Kind kind) {
  using Shown = views::BrowserEntry::Kind;
  switch (kind) {
    case FolderEntry::Kind::kFolder: return Shown::kFolder;
    case FolderEntry::Kind::kKit: return Shown::kKit;
    case FolderEntry::Kind::kFilm: return Shown::kFilm;
    case FolderEntry::Kind::kPlan: return Shown::kPlan;
  }
  return Shown::kFolder;
}

}  // namespace

views::BrowserModel browser_model(const FolderListing& listing, const language::Catalogue& words, views::BrowserFor purpose) {
  views::BrowserModel model;
  model.purpose = purpose;
  model.folder = listing.folder;
  model.parent = listing.parent;
  for (const Place& place : listing.places) {
    model.entries.push_back({.name = place_name(place, words),
                             .path = place.path,
                             .kind = is_drive(place.kind) ? views::BrowserEntry::Kind::kDrive : views::BrowserEntry::Kind::kPlace,
                             .detail = place.path});
  }
  for (const FolderEntry& entry : listing.entries) {
    if (purpose == views::BrowserFor::kSaving && entry.kind != FolderEntry::Kind::kFolder) continue;
    const bool file = entry.kind != FolderEntry::Kind::kFolder && entry.size_bytes > 0;
    model.entries.push_back({.name = entry.name,
                             .path = entry.path,
                             .kind = kind_of(entry.kind),
                             .detail = file ? language::size_text(entry.size_bytes, words) : std::string()});
  }
  if (listing.error) model.message = language::describe(*listing.error, words);
  return model;
}

}  // namespace mallette::app
