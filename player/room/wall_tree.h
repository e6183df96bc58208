// SPDX-License-Identifier: GPL-3.0-or-later
// The wall's words as a semantic tree. Internal to player/room/. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/accessibility/tree.h"
#include "player/language/catalogue.h"
#include "player/render/layout.h"
#include "subtitles/text_page.h"

namespace mallette::room {

/// Something on the wall that is no text: a page, a film, a signer.
struct WallImage {
  std::string name;
  render::Rect place;
};

/// `places` as they were drawn; where there are none, each text has the whole output.
[[nodiscard]] accessibility::Tree wall_tree(const subtitles::TextPage& page,
                                            const std::vector<subtitles::TextPlace>& places,
                                            const std::optional<WallImage>& image,
                                            const language::Catalogue& words, render::Size output);

}  // namespace mallette::room
