// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/wall_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "player/accessibility/tree_builder.h"

namespace mallette::room {
namespace {

using accessibility::Bounds;
using accessibility::Role;
using subtitles::TextBlock;
using subtitles::TextRole;

Bounds bounds_of(int x, int y, int width, int height) {
  return {static_cast<float>(x), static_cast<float>(y), static_cast<float>(width),
          static_cast<float>(height)};
}

/// 1 for what the page is about, 2 for what is looked for on it; 0: it is no heading.
int heading_level(TextRole role) {
  if (role == TextRole::kTitle || role == TextRole::kQuestion || role == TextRole::kSmallQuestion) return 1;
  return role == TextRole::kNumber ? 2 : 0;
}

bool has_words(const std::string& text) { return text.find_first_not_of(" \t\r\n") != std::string::npos; }

class WallTree {
 public:
  WallTree(const std::vector<subtitles::TextPlace>& places, render::Size output)
      : places_(places), whole_(bounds_of(0, 0, output.width, output.height)) {}

  void add(const subtitles::TextPage& page) {
    for (std::size_t s = 0; s < page.sections.size(); ++s) {
      for (std::size_t c = 0; c < page.sections[s].cells.size(); ++c) {
        const std::vector<TextBlock>& blocks = page.sections[s].cells[c].blocks;
        for (std::size_t b = 0; b < blocks.size(); ++b) add(blocks[b], s, c, b);
      }
    }
  }

  void add(const WallImage& image) {
    const Bounds bounds =
        image.place.empty() ? whole_
                            : bounds_of(image.place.x, image.place.y, image.place.width, image.place.height);
    builder.add("image", {.role = Role::kImage, .name = image.name, .bounds = bounds, .visible = bounds});
  }

  accessibility::TreeBuilder builder;

 private:
  void add(const TextBlock& block, std::size_t s, std::size_t c, std::size_t b) {
    if (!has_words(block.text)) return;
    const Bounds bounds = bounds_at(s, c, b);
    const int level = heading_level(block.role);
    builder.add(fmt::format("{}.{}.{}", s, c, b), {.role = level > 0 ? Role::kHeading : Role::kText,
                                                   .name = block.text,
                                                   .bounds = bounds,
                                                   .visible = bounds,
                                                   .level = level});
  }

  Bounds bounds_at(std::size_t s, std::size_t c, std::size_t b) const {
    const auto found = std::find_if(places_.begin(), places_.end(), [&](const subtitles::TextPlace& place) {
      return place.section == s && place.cell == c && place.block == b;
    });
    if (found == places_.end()) return whole_;
    return bounds_of(found->box.x, found->box.y, found->box.width, found->box.height);
  }

  const std::vector<subtitles::TextPlace>& places_;
  Bounds whole_;
};

}  // namespace

accessibility::Tree wall_tree(const subtitles::TextPage& page,
                              const std::vector<subtitles::TextPlace>& places,
                              const std::optional<WallImage>& image, const language::Catalogue& words,
                              render::Size output) {
  WallTree tree(places, output);
  {
    const Bounds whole = bounds_of(0, 0, output.width, output.height);
    const auto window = tree.builder.open(
        "room",
        {.role = Role::kWindow, .name = words.tr("Screen of the room"), .bounds = whole, .visible = whole});
    tree.add(page);
    if (image) tree.add(*image);
  }
  return tree.builder.finish();
}

}  // namespace mallette::room
