// SPDX-License-Identifier: GPL-3.0-or-later
// A folder as the file dialog shows it. Pure; any thread.
#pragma once

#include "player/app/folder_lister.h"
#include "player/language/catalogue.h"
#include "player/views/library_view.h"

namespace mallette::app {

[[nodiscard]] views::BrowserModel browser_model(const FolderListing& listing, const language::Catalogue& words);
/// The same to save a file of that name in: folders alone.
[[nodiscard]] views::BrowserModel saving_model(const FolderListing& listing, const std::string& name,
                                               const language::Catalogue& words);

}  // namespace mallette::app
