// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "subtitles/caption_block.h"
#include "subtitles/caption_placement.h"
#include "subtitles/caption_text.h"
#include "subtitles/row_raster.h"
#include "subtitles/timeline.h"

namespace mallette::subtitles {
namespace {

using std::chrono::microseconds;

/// More at once is no captioning any more; the first ones are drawn.
constexpr std::size_t kMaxAtOnce = 8;

/// Of the picture's height (accessibility: 36-40 characters on two lines).
constexpr double kLineShare = 0.08;
/// To learn how wide a row of this font is: the most a row may hold, 40 characters, and a little more,
/// for rows of wide letters. Whatever the charter allows then keeps the rows its author gave it.
constexpr std::string_view kSampleRow = "Vous pouvez nous en parler, on vous écoute";
constexpr double kSampleLineHeight = 64;

/// What is tried in turn. Down to 60 % three rows at most; below, for what is no caption but must
/// still be shown, as many as there is room for.
struct Attempt {
  double scale;
  std::size_t max_rows;
};
constexpr std::array<Attempt, 12> kAttempts{{{1.0, 3},
                                             {0.92, 3},
                                             {0.85, 3},
                                             {0.77, 3},
                                             {0.7, 3},
                                             {0.6, 3},
                                             {0.5, 100},
                                             {0.4, 100},
                                             {0.3, 100},
                                             {0.22, 100},
                                             {0.15, 100},
                                             {0.1, 100}}};

struct PlacedBlock {
  CaptionBlock block;
  Box box;
};

/// One picture that is kept: what it shows, and of which interval of the timeline and canvas.
struct Slot {
  bool filled = false;
  std::size_t interval = 0;
  Canvas canvas;
  CaptionPicturePtr picture;
};

Box union_of(const std::vector<PlacedBlock>& blocks) {
  Box all = blocks.front().box;
  for (const PlacedBlock& placed : blocks) {
    const int right = std::max(all.x + all.width, placed.box.x + placed.box.width);
    const int bottom = std::max(all.y + all.height, placed.box.y + placed.box.height);
    all.x = std::min(all.x, placed.box.x);
    all.y = std::min(all.y, placed.box.y);
    all.width = right - all.x;
    all.height = bottom - all.y;
  }
  return all;
}

CaptionPicturePtr compose(const std::vector<PlacedBlock>& blocks, double band_opacity) {
  if (blocks.empty()) return nullptr;
  const Box all = union_of(blocks);
  auto picture = std::make_shared<CaptionPicture>();
  picture->x = all.x;
  picture->y = all.y;
  picture->width = all.width;
  picture->height = all.height;
  picture->bgra.resize(static_cast<std::size_t>(all.width) * static_cast<std::size_t>(all.height) * 4);
  for (const PlacedBlock& placed : blocks) {
    draw_block(placed.block, placed.box.x - all.x, placed.box.y - all.y, band_opacity, picture->bgra,
               all.width);
  }
  return picture;
}

}  // namespace

struct CaptionRenderer::Impl {
  explicit Impl(std::unique_ptr<RowRaster> rows) : raster(std::move(rows)) {
    const std::vector<TextRun> sample{{.text = std::string(kSampleRow), .colour = {255, 255, 255}}};
    sample_width = raster->measure(sample, kSampleLineHeight) / kSampleLineHeight;
  }

  void forget() { slots = {}; }

  /// The slot that shows this, or none.
  std::optional<std::size_t> find(std::size_t interval, const Canvas& canvas) const {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].filled && slots[i].interval == interval && slots[i].canvas == canvas) return i;
    }
    return std::nullopt;
  }

  /// Draws into the slot that is not shown.
  std::size_t fill(std::size_t interval, microseconds t, const Canvas& canvas) {
    const std::size_t spare = 1 - shown;
    slots[spare] = {.filled = true, .interval = interval, .canvas = canvas, .picture = draw(t, canvas)};
    return spare;
  }

  /// From ascender to descender, before any caption has to shrink.
  double line_height(const Canvas& canvas, const Box& safe) const {
    const int wished = canvas.size_height > 0 ? canvas.size_height : canvas.picture.height;
    const int picture_height = wished > 0 ? std::min(wished, canvas.height) : canvas.height;
    // Two rows and their band must fit, and 40 characters with the band's padding on a row.
    const double fitting =
        std::min({kLineShare * picture_height, safe.width / (sample_width + 0.7), safe.height / 2.4});
    const double scale = std::isfinite(canvas.text_scale) ? std::clamp(canvas.text_scale, 0.5, 3.0) : 1.0;
    return std::clamp(fitting * scale, 4.0, kMaxFontPixels);
  }

  CaptionPicturePtr draw(microseconds t, const Canvas& canvas) {
    std::array<std::uint32_t, kMaxAtOnce> active{};
    const std::size_t count = cues ? timeline.active(t, active) : 0;
    const auto safe = safe_area(canvas);
    if (count == 0 || !safe) return nullptr;
    const double line = line_height(canvas, *safe);
    std::vector<CaptionText> texts;
    for (std::size_t i = 0; i < count; ++i) {
      texts.push_back(caption_text(cues->cues[active[i]], appearance.palette));
      measure_words(*raster, line, texts.back());
    }
    std::vector<PlacedBlock> most;
    for (const Attempt& attempt : kAttempts) {
      auto blocks = place_all(std::span(active).first(count), texts, canvas, *safe, {line, attempt});
      if (blocks.size() > most.size()) most = std::move(blocks);
      if (most.size() == count) break;
    }
    return compose(most, std::clamp(appearance.band_opacity, 0.0, 1.0));
  }

  struct Size {
    double line;
    Attempt attempt;
  };

  /// The blocks that find a place at this size, in cue order.
  std::vector<PlacedBlock> place_all(std::span<const std::uint32_t> active,
                                     const std::vector<CaptionText>& texts, const Canvas& canvas,
                                     const Box& safe, const Size& size) {
    std::vector<PlacedBlock> placed;
    std::vector<Box> taken;
    for (std::size_t i = 0; i < active.size(); ++i) {
      const Placement& placement = cues->cues[active[i]].placement;
      const bool by_dash = texts[i].dialogue && side_of(placement) == Side::kCentre;
      const Side side = by_dash ? Side::kLeft : side_of(placement);
      auto block = set_block(*raster, texts[i], side,
                             {size.line, size.attempt.scale, safe.width, safe.height, size.attempt.max_rows});
      if (!block) continue;
      const Region* region = find_region(*cues, placement.region);
      const auto box = free_box(wished_box(*block, placement, region, canvas, safe), safe, taken);
      if (!box) continue;
      taken.push_back(*box);
      placed.push_back({std::move(*block), *box});
    }
    return placed;
  }

  std::unique_ptr<RowRaster> raster;
  double sample_width = 0;  ///< of kSampleRow, in line heights
  std::shared_ptr<const CueList> cues;
  Timeline timeline;
  Appearance appearance;
  std::array<Slot, 2> slots;
  std::size_t shown = 0;  ///< the slot that render() gave last
};

CaptionRenderer::CaptionRenderer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CaptionRenderer::~CaptionRenderer() = default;

tl::expected<std::unique_ptr<CaptionRenderer>, std::string> CaptionRenderer::create(const FontSet& fonts) {
  auto raster = RowRaster::create(fonts);
  if (!raster) return tl::unexpected(std::move(raster.error()));
  return std::unique_ptr<CaptionRenderer>(new CaptionRenderer(std::make_unique<Impl>(std::move(*raster))));
}

void CaptionRenderer::set_cues(std::shared_ptr<const CueList> cues) {
  impl_->cues = std::move(cues);
  impl_->timeline = impl_->cues ? Timeline(impl_->cues->cues) : Timeline();
  impl_->forget();
}

void CaptionRenderer::set_appearance(const Appearance& appearance) {
  if (appearance == impl_->appearance) return;
  impl_->appearance = appearance;
  impl_->forget();
}

CaptionPicturePtr CaptionRenderer::render(microseconds t, const Canvas& canvas) {
  const std::size_t interval = impl_->timeline.interval(t);
  const auto slot = impl_->find(interval, canvas);
  impl_->shown = slot ? *slot : impl_->fill(interval, t, canvas);
  return impl_->slots[impl_->shown].picture;
}

void CaptionRenderer::prepare(microseconds t, const Canvas& canvas) {
  const std::size_t interval = impl_->timeline.interval(t);
  if (!impl_->find(interval, canvas)) impl_->fill(interval, t, canvas);
}

std::optional<microseconds> CaptionRenderer::next_change(microseconds after) const {
  return impl_->timeline.next_change(after);
}

}  // namespace mallette::subtitles
