// SPDX-License-Identifier: GPL-3.0-or-later
// One row of text into pixels. libass shapes it (kerning, any script, either direction), picks the
// glyphs, from the fallback font where need be, and rasterises; everything else about captions (where
// rows break, where they stand, the band) is decided by the caller.
// Internal to subtitles/. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/libass_handles.h"
#include "subtitles/renderer.h"

namespace mallette::subtitles {

/// A run of one look within a row. The colour is final.
struct TextRun {
  std::string text;
  Colour colour;
  bool italic = false;
  bool bold = false;
  bool underline = false;
  friend bool operator==(const TextRun&, const TextRun&) = default;
};

/// The ink of a row, without the blank around it.
struct RowPicture {
  int top = 0;  ///< of the ink, below the top of the row's line box
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgra = {};  ///< premultiplied, rows of width * 4 bytes
};

inline constexpr int kMaxRowPixels = 16384;  ///< what is wider is cut
inline constexpr double kMaxFontPixels = 1024;

class RowRaster {
 public:
  [[nodiscard]] static tl::expected<std::unique_ptr<RowRaster>, std::string> create(const FontSet& fonts);

  /// `line_height`: from ascender to descender, in pixels. An empty row has no ink.
  [[nodiscard]] RowPicture draw(const std::vector<TextRun>& row, double line_height);

  /// The width of the ink draw() would give.
  [[nodiscard]] int measure(const std::vector<TextRun>& row, double line_height);

 private:
  RowRaster(AssLibraryPtr library, AssRendererPtr renderer, AssTrackPtr track, const FontSet& fonts)
      : library_(std::move(library)),
        renderer_(std::move(renderer)),
        track_(std::move(track)),
        family_(fonts.family),
        bold_family_(fonts.bold_family.empty() ? fonts.family : fonts.bold_family) {}

  [[nodiscard]] std::string event_text(const std::vector<TextRun>& row, double line_height) const;
  const ASS_Image* render(const std::vector<TextRun>& row, double line_height);

  // In this order: the renderer and the track refer to the library.
  AssLibraryPtr library_;
  AssRendererPtr renderer_;
  AssTrackPtr track_;
  std::string family_;
  std::string bold_family_;
};

}  // namespace mallette::subtitles
