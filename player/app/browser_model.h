// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that was read, as the file dialog shows it. Internal to player/app/. Pure; any thread.
#pragma once

#include "player/app/folder_lister.h"
#include "player/language/catalogue.h"
#include "player/views/library_view.h"

namespace mallette::app {

[[nodiscard]] views::BrowserModel browser_model(const FolderListing& listing, const language::Catalogue& words);

}  // namespace mallette::app
