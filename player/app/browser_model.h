// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that was read, as the file dialog shows it. Internal to player/app/. Pure; any thread.
#pragma once

#include "player/app/folder_lister.h"
#include "player/language/catalogue.h"
#include "player/views/library_view.h"

namespace mallette::app {

/// A place to save in: folders alone.
[[nodiscard]] views::BrowserModel browser_model(const FolderListing& listing, const language::Catalogue& words,
                                                views::BrowserFor purpose = views::BrowserFor::kOpening);

}  // namespace mallette::app
