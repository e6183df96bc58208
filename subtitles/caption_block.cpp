// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/caption_block.h"

#include <algorithm>
#include <cmath>

namespace mallette::subtitles {
namespace {

// In shares of the line height; found by looking at pictures from afar.
constexpr double kPaddingX = 0.30;
constexpr double kPaddingY = 0.12;
constexpr double kCorner = 0.14;
/// Rows whose widths differ by less share one: a step that small looks like a mistake.
constexpr double kSmallestStep = 1.2;
/// Widths are measured word by word; a row drawn as a whole may come out a little wider.
constexpr double kMeasureSlack = 0.985;

struct BandRow {
  double left;
  double top;
  double right;
  double bottom;
};

int row_left(const CaptionBlock& block, int row_width) {
  const int spare = block.width - row_width;
  if (block.side == Side::kLeft) return 0;
  return block.side == Side::kRight ? spare : spare / 2;
}

std::vector<int> band_widths(const CaptionBlock& block) {
  std::vector<int> widths;
  for (const RowPicture& row : block.rows) widths.push_back(row.width + 2 * block.padding_x);
  const auto level = [&](std::size_t i, std::size_t k) {
    if (std::abs(widths[i] - widths[k]) < kSmallestStep * block.line_height) {
      widths[i] = widths[k] = std::max(widths[i], widths[k]);
    }
  };
  for (std::size_t i = 1; i < widths.size(); ++i) level(i - 1, i);
  for (std::size_t i = widths.size(); i-- > 1;) level(i - 1, i);
  return widths;
}

std::vector<BandRow> band_rows(const CaptionBlock& block) {
  const std::vector<int> widths = band_widths(block);
  std::vector<BandRow> rows;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const int left = row_left(block, widths[i]);
    const int top = i == 0 ? 0 : block.padding_y + static_cast<int>(i) * block.line_height;
    const int bottom =
        i + 1 == widths.size() ? block.height : block.padding_y + static_cast<int>(i + 1) * block.line_height;
    rows.push_back({static_cast<double>(left), static_cast<double>(top),
                    static_cast<double>(left + widths[i]), static_cast<double>(bottom)});
  }
  // The narrower of two rows reaches into the wider one, so that its corners there are hidden.
  const double reach = 2 * kCorner * block.line_height;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (widths[i] <= widths[i - 1]) {
      rows[i].top -= reach;
    } else {
      rows[i - 1].bottom += reach;
    }
  }
  return rows;
}

/// How much of the pixel whose centre is at (x, y) a rounded rectangle covers, 0 to 1: by the distance
/// to its edge.
double coverage(const BandRow& row, double radius, double x, double y) {
  const double half_width = (row.right - row.left) / 2;
  const double half_height = (row.bottom - row.top) / 2;
  const double r = std::min({radius, half_width, half_height});
  const double dx = std::abs(x - (row.left + row.right) / 2) - half_width + r;
  const double dy = std::abs(y - (row.top + row.bottom) / 2) - half_height + r;
  const double outside = std::hypot(std::max(dx, 0.0), std::max(dy, 0.0));
  const double inside = std::min(std::max(dx, dy), 0.0);
  return std::clamp(0.5 - (outside + inside - r), 0.0, 1.0);
}

void draw_band(const CaptionBlock& block, int x, int y, double opacity, std::vector<std::uint8_t>& bgra,
               int picture_width) {
  const double radius = kCorner * block.line_height;
  for (const BandRow& row : band_rows(block)) {
    const int first_y = std::max(0, static_cast<int>(std::floor(row.top)));
    const int last_y = std::min(block.height, static_cast<int>(std::ceil(row.bottom)));
    const int first_x = static_cast<int>(std::floor(row.left));
    const int last_x = static_cast<int>(std::ceil(row.right));
    for (int py = first_y; py < last_y; ++py) {
      std::uint8_t* to =
          bgra.data() + (static_cast<std::ptrdiff_t>(y + py) * picture_width + x + first_x) * 4;
      const bool beside_corners = py >= row.top + radius && py + 1 <= row.bottom - radius;
      for (int px = first_x; px < last_x; ++px, to += 4) {
        const bool inside = beside_corners || (px >= row.left + radius && px + 1 <= row.right - radius);
        const double covered = inside ? 1.0 : coverage(row, radius, px + 0.5, py + 0.5);
        // The rows are one shape: where they overlap, the alpha does not add up.
        to[3] = std::max(to[3], static_cast<std::uint8_t>(std::lround(255 * opacity * covered)));
      }
    }
  }
}

void draw_row(const RowPicture& row, int visible_height, int x, int y, std::vector<std::uint8_t>& bgra,
              int picture_width) {
  for (int py = 0; py < visible_height; ++py) {
    const std::uint8_t* from = row.bgra.data() + static_cast<std::ptrdiff_t>(py) * row.width * 4;
    std::uint8_t* to = bgra.data() + (static_cast<std::ptrdiff_t>(y + py) * picture_width + x) * 4;
    for (int i = 0; i < row.width; ++i, from += 4, to += 4) {
      const unsigned through = 255u - from[3];
      for (int channel = 0; channel < 4; ++channel) {
        to[channel] = static_cast<std::uint8_t>(from[channel] + (to[channel] * through + 127) / 255);
      }
    }
  }
}

}  // namespace

void measure_words(RowRaster& raster, double line_height, CaptionText& text) {
  const Colour any{255, 255, 255};
  const int pair = raster.measure({{.text = "n n", .colour = any}}, line_height);
  text.space = std::max(0, pair - 2 * raster.measure({{.text = "n", .colour = any}}, line_height));
  for (Word& word : text.words) word.width = raster.measure(word.runs, line_height);
}

std::optional<CaptionBlock> set_block(RowRaster& raster, const CaptionText& text, Side side,
                                      const BlockLimits& limits) {
  const double exact = limits.line_height * limits.scale;
  CaptionBlock block{
      .rows = {}, .side = side, .line_height = std::max(1, static_cast<int>(std::lround(exact)))};
  block.padding_x = static_cast<int>(std::lround(kPaddingX * exact));
  block.padding_y = static_cast<int>(std::lround(kPaddingY * exact));
  const int text_width = limits.width - 2 * block.padding_x;
  const int text_height = limits.height - 2 * block.padding_y;
  if (text_width <= 0 || text_height < block.line_height || text.words.empty()) return std::nullopt;
  const auto fitting = static_cast<std::size_t>(text_height / block.line_height);
  const std::size_t max_rows = std::min(limits.max_rows, fitting);
  const double measured_width = text_width * kMeasureSlack / limits.scale;
  auto starts = author_rows(text, measured_width, max_rows);
  if (!starts) starts = balanced_rows(text, measured_width, max_rows);
  if (!starts) return std::nullopt;
  for (std::size_t i = 0; i < starts->size(); ++i) {
    const std::size_t last = i + 1 < starts->size() ? (*starts)[i + 1] : text.words.size();
    block.rows.push_back(raster.draw(row_runs(text, (*starts)[i], last), exact));
    const RowPicture& row = block.rows.back();
    if (row.width > text_width) return std::nullopt;
    block.width = std::max(block.width, row.width + 2 * block.padding_x);
  }
  block.height = static_cast<int>(starts->size()) * block.line_height + 2 * block.padding_y;
  return block;
}

void draw_block(const CaptionBlock& block, int x, int y, double band_opacity, std::vector<std::uint8_t>& bgra,
                int picture_width) {
  draw_band(block, x, y, band_opacity, bgra, picture_width);
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const RowPicture& row = block.rows[i];
    const int left = row_left(block, row.width + 2 * block.padding_x) + block.padding_x;
    const int top = block.padding_y + static_cast<int>(i) * block.line_height + row.top;
    // Stacked accents and tall scripts may reach past the line box: the block's edge is not passed.
    const int visible_height = std::min(row.height, block.height);
    draw_row(row, visible_height, x + left, y + std::clamp(top, 0, block.height - visible_height), bgra,
             picture_width);
  }
}

}  // namespace mallette::subtitles
