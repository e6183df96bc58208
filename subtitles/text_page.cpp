// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "subtitles/text_page_layout.h"

namespace mallette::subtitles {
namespace {

constexpr double kStep = 0.95;          ///< of each try to the next
constexpr double kLargeStep = 0.85;     ///< once nobody could read it anyway
constexpr double kReadable = 0.35;      ///< scale from which on the steps are large
constexpr double kLeastLineHeight = 1;  ///< pixels of a body row
/// A row comes out wider than the sum of its advances where a script joins its letters: then the whole
/// page is set again in narrower columns.
constexpr std::array kWidthShares = {1.0, 0.97, 0.9, 0.75, 0.5, 0.3};

/// Everything of one row, ready to be put down.
struct Ink {
  RowPicture picture;
  int x = 0;
  int y = 0;
  Box clip;
};

struct Inked {
  std::vector<Ink> inks;
  bool fits = true;
};

Box united(const Box& a, const Box& b) {
  if (a.width <= 0) return b;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

Box shared(const Box& a, const Box& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  const int right = std::min(a.x + a.width, b.x + b.width);
  const int bottom = std::min(a.y + a.height, b.y + b.height);
  return right > x && bottom > y ? Box{x, y, right - x, bottom - y} : Box{};
}

std::uint8_t* pixel(CaptionPicture& picture, int x, int y) {
  return picture.bgra.data() +
         (static_cast<std::ptrdiff_t>(y - picture.y) * picture.width + (x - picture.x)) * 4;
}

void put(const Ink& ink, CaptionPicture& picture) {
  const Box part = shared({ink.x, ink.y, ink.picture.width, ink.picture.height}, ink.clip);
  for (int y = part.y; y < part.y + part.height; ++y) {
    const std::uint8_t* from =
        ink.picture.bgra.data() +
        (static_cast<std::ptrdiff_t>(y - ink.y) * ink.picture.width + (part.x - ink.x)) * 4;
    std::uint8_t* to = pixel(picture, part.x, y);
    for (int i = 0; i < part.width; ++i, from += 4, to += 4) {
      const unsigned through = 255u - from[3];
      for (int channel = 0; channel < 4; ++channel) {
        to[channel] = static_cast<std::uint8_t>(from[channel] + (to[channel] * through + 127) / 255);
      }
    }
  }
}

void put(const Rule& rule, Colour colour, CaptionPicture& picture) {
  for (int y = rule.box.y; y < rule.box.y + rule.box.height; ++y) {
    std::uint8_t* to = pixel(picture, rule.box.x, y);
    for (int i = 0; i < rule.box.width; ++i, to += 4) {
      to[0] = colour.blue;
      to[1] = colour.green;
      to[2] = colour.red;
      to[3] = 255;
    }
  }
}

bool can_be_drawn(const TextPage& page) {
  constexpr int kLeastSide = 16;
  return page.width >= kLeastSide && page.height >= kLeastSide && page.width <= kMaxCanvasSide &&
         page.height <= kMaxCanvasSide;
}

int most_columns(const TextPage& page) {
  int most = 1;
  for (const TextSection& section : page.sections) most = std::max(most, std::min(section.columns, 8));
  return most;
}

/// The largest setting that fits, fewer columns before smaller letters.
std::optional<PageLayout> largest_layout(const TextPage& page, const ReadyPage& ready, double width_share) {
  const double wished = std::isfinite(page.text_scale) ? std::clamp(page.text_scale, 0.5, 3.0) : 1.0;
  const double least = kLeastLineHeight / (page.height * em_share(TextRole::kBody) * kLineHeightEms);
  for (double scale = wished; scale >= std::min(least, wished);
       scale *= scale > kReadable ? kStep : kLargeStep) {
    for (int columns = most_columns(page); columns >= 1; --columns) {
      auto layout = try_layout(page, ready, {scale, columns, width_share});
      if (layout) return layout;
    }
  }
  return std::nullopt;
}

}  // namespace

struct TextPageRenderer::Impl {
  explicit Impl(std::unique_ptr<RowRaster> rows) : raster(std::move(rows)), advances(*raster) {
    // What French is written with, so that the first page of a session comes as fast as the others.
    for (const bool bold : {false, true}) {
      (void)advances.of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "
          "\u00A0.,:;?!'\u2019\u00AB\u00BB-–()éèêàùçîôûœÉÀ",
          bold);
    }
  }

  Inked ink(const PageLayout& layout) {
    Inked inked;
    for (const SetBlock& block : layout.blocks) {
      ink_marker(block, inked);
      for (const PlacedRow& row : block.rows) {
        if (block.ready->face.figures) {
          ink_figures(block, row, inked);
        } else {
          ink_row(block, row, inked);
        }
      }
    }
    return inked;
  }

  void ink_row(const SetBlock& block, const PlacedRow& row, Inked& inked) {
    const std::vector<TextRun> runs = row_runs(*row.paragraph, row.first, row.last);
    Ink ink{.picture = raster->draw(runs, block.line_height), .clip = block.box};
    const int left = block.box.x + block.indent;
    const int room = block.box.width - block.indent;
    inked.fits = inked.fits && ink.picture.width <= room;
    const bool to_the_right = block.ready->block->side == TextSide::kEnd || starts_from_the_right(runs);
    ink.x = to_the_right ? left + room - ink.picture.width : left;
    ink.y = row.y + ink.picture.top;
    inked.inks.push_back(std::move(ink));
  }

  void ink_figures(const SetBlock& block, const PlacedRow& row, Inked& inked) {
    double width = 0;
    for (const Word& word : row.paragraph->words) width += word.width * block.line_height;
    const bool to_the_right = block.ready->block->side == TextSide::kEnd;
    double x = to_the_right ? block.box.x + block.box.width - width : block.box.x;
    for (const Word& word : row.paragraph->words) {
      Ink ink{.picture = raster->draw(word.runs, block.line_height), .clip = block.box};
      const double cell = word.width * block.line_height;
      ink.x = static_cast<int>(std::lround(x + (cell - ink.picture.width) / 2));
      ink.y = row.y + ink.picture.top;
      inked.inks.push_back(std::move(ink));
      x += cell;
    }
  }

  void ink_marker(const SetBlock& block, Inked& inked) {
    const TextBlock& text = *block.ready->block;
    if (text.marker.empty() || block.rows.empty()) return;
    const TextRun run{.text = text.marker, .colour = text.colour, .bold = block.ready->face.bold};
    Ink ink{.picture = raster->draw({run}, block.line_height), .x = block.box.x, .clip = block.box};
    ink.clip.width = std::min(block.indent, block.box.width);
    ink.y = block.rows.front().y + ink.picture.top;
    inked.inks.push_back(std::move(ink));
  }

  std::unique_ptr<RowRaster> raster;
  Advances advances;
};

namespace {

CaptionPicturePtr compose(const TextPage& page, const PageLayout& layout, Inked inked) {
  Box all;
  for (const SetBlock& block : layout.blocks) all = united(all, block.box);
  for (const Rule& rule : layout.rules) all = united(all, rule.box);
  all = shared(all, {0, 0, page.width, page.height});
  if (all.width <= 0) return nullptr;
  auto picture = std::make_shared<CaptionPicture>();
  *picture = {.x = all.x, .y = all.y, .width = all.width, .height = all.height, .bgra = {}};
  picture->bgra.resize(static_cast<std::size_t>(all.width) * static_cast<std::size_t>(all.height) * 4);
  for (Rule rule : layout.rules) {
    rule.box = shared(rule.box, all);
    put(rule, page.rule, *picture);
  }
  for (Ink& ink : inked.inks) {
    ink.clip = shared(ink.clip, all);
    put(ink, *picture);
  }
  return picture;
}

}  // namespace

TextPageRenderer::TextPageRenderer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextPageRenderer::~TextPageRenderer() = default;

tl::expected<std::unique_ptr<TextPageRenderer>, std::string> TextPageRenderer::create(const FontSet& fonts) {
  auto raster = RowRaster::create(fonts);
  if (!raster) return tl::unexpected(std::move(raster.error()));
  return std::unique_ptr<TextPageRenderer>(new TextPageRenderer(std::make_unique<Impl>(std::move(*raster))));
}

DrawnPage TextPageRenderer::draw(const TextPage& page) {
  if (!can_be_drawn(page)) return {};
  for (const Paragraphs paragraphs : {Paragraphs::kKept, Paragraphs::kJoined}) {
    const ReadyPage ready = make_ready(page, impl_->advances, paragraphs);
    if (ready.empty()) return {};
    for (const double share : kWidthShares) {
      const auto layout = largest_layout(page, ready, share);
      if (!layout) break;
      Inked inked = impl_->ink(*layout);
      if (!inked.fits && share != kWidthShares.back()) continue;
      DrawnPage drawn{.picture = compose(page, *layout, std::move(inked)), .places = {}, .scale = layout->scale};
      for (const SetBlock& block : layout->blocks) {
        drawn.places.push_back(block.ready->place);
        drawn.places.back().box = block.box;
      }
      return drawn;
    }
  }
  return {};
}

}  // namespace mallette::subtitles
