// SPDX-License-Identifier: GPL-3.0-or-later
// The words of each view, and how they are ranked on the wall: what is a title, what is large, what
// stands side by side. Scene and tree are both made from this, so that they never say different things.
// Internal to player/room/. Pure; any thread.
#pragma once

#include <string>

#include "player/room/room_scene.h"
#include "subtitles/text_page.h"

namespace mallette::room {

/// A page without sections: the view has no words. Its size is not filled in.
[[nodiscard]] subtitles::TextPage wall_text(const session::RoomView& view, const Surroundings& around,
                                            const Look& look, const language::Catalogue& words);

/// Instead of a page of a document: its title; and, where `failed`, that it cannot be shown.
[[nodiscard]] subtitles::TextPage title_text(const std::string& title, bool failed, const Look& look,
                                             const language::Catalogue& words);

/// The help numbers side by side, and the local contacts after them. Web addresses stand below the
/// numbers; what is reached by text message is said so with its number.
void add_help_sections(subtitles::TextPage& page, const Surroundings& around, const Look& look,
                       const language::Catalogue& words);

/// "09:05", "1:30:00".
[[nodiscard]] std::string clock_text(std::chrono::seconds left);

/// The page of a document that stands on the wall instead of words; page from 1.
struct WallPage {
  std::string document;
  std::uint32_t page = 0;
  std::string title;
  friend bool operator==(const WallPage&, const WallPage&) = default;
};
/// None: the view has no document.
[[nodiscard]] std::optional<WallPage> wall_page(const session::RoomView& view);

}  // namespace mallette::room
