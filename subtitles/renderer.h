// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the cues of an instant: text on a band, in one bitmap, inside a box it never leaves.
//
//   ┌ canvas ───────────────────────────────┐
//   │ ┌ picture ──────────────┐ ┌ signer ─┐ │   picture  what the author's positions and the text
//   │ │                       │ │         │ │            size (8 % of its height a row) refer to
//   │ │   ┌ allowed ────────┐ │ │         │ │   allowed  where captions may stand: never over the signer
//   │ │   │ ▐ - Vous êtes … ▌│ │ │         │ │
//   │ └───┴─────────────────┴─┘ └─────────┘ │   bottom centre of `allowed` unless the cue says otherwise
//   └───────────────────────────────────────┘
//
// Size: a row is 8 % of the picture's height, less where the width would not hold 40 characters.
// At that size the author's rows are kept where they fit; else the text is wrapped anew, up to
// three rows; only then it shrinks. Cues on at the same time stack without overlap.
//
// One thread at a time. Times are those of the cues. Pixels are the canvas's.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "subtitles/caption_picture.h"
#include "subtitles/cue.h"
#include "subtitles/palette.h"

namespace mallette::subtitles {

/// Font files (UTF-8 paths), and the families used of them, as the files name them (name ID 1: Inter's
/// medium weight is a family of its own). No other font of the machine is looked at, so that captions
/// look the same everywhere. Neither Inter nor Andika has music notes: DejaVu Sans fills in.
struct FontSet {
  std::vector<std::string> files;
  std::string family = "Inter Medium";  ///< a shade heavier than regular: read from afar
  std::string bold_family = "Inter";    ///< for bold text; empty: the same as `family`
  std::string fallback_family = "DejaVu Sans";
};

struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const Box&, const Box&) = default;
};

struct Canvas {
  int width = 0;  ///< of the output; beyond kMaxCanvasSide nothing is drawn
  int height = 0;
  Box picture = {};
  Box allowed = {};
  double text_scale = 1;  ///< the viewer's choice, 0.5 to 3
  int size_height = 0;    ///< what the text size refers to; 0: the picture's height
  friend bool operator==(const Canvas&, const Canvas&) = default;
};

inline constexpr int kMaxCanvasSide = 8192;

/// The viewer's choices that hold whatever the canvas.
struct Appearance {
  double band_opacity = kBandOpacity;
  Palette palette = Palette::kPlain;
  friend bool operator==(const Appearance&, const Appearance&) = default;
};

class CaptionRenderer {
 public:
  /// Fails, in one English sentence naming the file, when no font can be used.
  [[nodiscard]] static tl::expected<std::unique_ptr<CaptionRenderer>, std::string> create(
      const FontSet& fonts);
  ~CaptionRenderer();
  CaptionRenderer(const CaptionRenderer&) = delete;
  CaptionRenderer& operator=(const CaptionRenderer&) = delete;

  /// Null: no captions.
  void set_cues(std::shared_ptr<const CueList> cues);
  void set_appearance(const Appearance& appearance);

  /// Null while no cue is on. The same pointer while nothing changes: then it costs a binary search
  /// and allocates nothing.
  [[nodiscard]] CaptionPicturePtr render(std::chrono::microseconds t, const Canvas& canvas);

  /// Draws what render(t, canvas) will ask for, ahead of time. Two pictures are kept: the one shown
  /// and the one to come, so prepare(*next_change(now), canvas) whenever there is time to spare.
  void prepare(std::chrono::microseconds t, const Canvas& canvas);

  /// The next onset or offset of any cue later than `after`.
  [[nodiscard]] std::optional<std::chrono::microseconds> next_change(std::chrono::microseconds after) const;

 private:
  struct Impl;
  explicit CaptionRenderer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mallette::subtitles
