// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/test_card.h"

#include <algorithm>
#include <array>

#include "player/room/wall_colours.h"
#include "subtitles/palette.h"

namespace mallette::room {
namespace {

using render::Rect;
using subtitles::CaptionPicture;
using subtitles::CaptionPicturePtr;
using subtitles::Colour;

/// The upper part of the card is text, then come the patches; the rest is the caption's.
constexpr double kTextShare = 0.46;
constexpr double kPatchTop = 0.49;
constexpr double kPatchHeight = 0.1;
constexpr double kPatchGap = 0.02;
constexpr int kGreys = 9;

void fill(CaptionPicture& picture, const Rect& wished, Colour colour) {
  const Rect part = render::intersection(wished, {0, 0, picture.width, picture.height});
  for (int y = part.y; y < part.bottom(); ++y) {
    std::uint8_t* to = picture.bgra.data() + (static_cast<std::ptrdiff_t>(y) * picture.width + part.x) * 4;
    for (int x = 0; x < part.width; ++x, to += 4) {
      to[0] = colour.blue;
      to[1] = colour.green;
      to[2] = colour.red;
      to[3] = 255;
    }
  }
}

void draw_frame(CaptionPicture& picture, Colour colour) {
  const int width = picture.width;
  const int height = picture.height;
  const int line = std::max(2, height / 360);
  fill(picture, {0, 0, width, line}, colour);
  fill(picture, {0, height - line, width, line}, colour);
  fill(picture, {0, 0, line, height}, colour);
  fill(picture, {width - line, 0, line, height}, colour);
  // Corners are what is cropped first.
  const int arm = height / 18;
  const int thick = line * 3;
  for (const int x : {0, width - arm}) {
    for (const int y : {0, height - thick}) fill(picture, {x, y, arm, thick}, colour);
  }
  for (const int x : {0, width - thick}) {
    for (const int y : {0, height - arm}) fill(picture, {x, y, thick, arm}, colour);
  }
}

/// Side by side over the width of `row`, without a gap: steps show where they touch.
void draw_patches(CaptionPicture& picture, const Rect& row, const std::vector<Colour>& colours) {
  const int count = static_cast<int>(colours.size());
  for (int i = 0; i < count; ++i) {
    const int left = row.x + row.width * i / count;
    const int right = row.x + row.width * (i + 1) / count;
    fill(picture, {left, row.y, right - left, row.height}, colours[static_cast<std::size_t>(i)]);
  }
}

std::vector<Colour> greys() {
  std::vector<Colour> steps;
  for (int i = 0; i < kGreys; ++i) {
    const auto value = static_cast<std::uint8_t>(255 * i / (kGreys - 1));
    steps.push_back({value, value, value});
  }
  return steps;
}

std::vector<Colour> charter_colours() {
  std::vector<Colour> colours;
  for (const subtitles::SdhColour& colour : subtitles::kSdhColours) colours.push_back(colour.plain);
  return colours;
}

void put_over(CaptionPicture& below, const CaptionPicturePtr& above) {
  if (!above) return;
  const Rect part = render::intersection({above->x, above->y, above->width, above->height},
                                         {0, 0, below.width, below.height});
  for (int y = part.y; y < part.bottom(); ++y) {
    const std::uint8_t* from =
        above->bgra.data() +
        (static_cast<std::ptrdiff_t>(y - above->y) * above->width + (part.x - above->x)) * 4;
    std::uint8_t* to = below.bgra.data() + (static_cast<std::ptrdiff_t>(y) * below.width + part.x) * 4;
    for (int i = 0; i < part.width; ++i, from += 4, to += 4) {
      for (int channel = 0; channel < 4; ++channel) {
        to[channel] = static_cast<std::uint8_t>(from[channel] + (to[channel] * (255 - from[3]) + 127) / 255);
      }
    }
  }
}

/// What the signer leaves free on the left; half of the width where the signer stands there.
int free_width(render::Size output, const render::Layout& layout) {
  const bool at_right = layout.signer.empty() || layout.signer.x > output.width / 2;
  return layout.signer.empty() ? output.width * 5 / 8 : at_right ? layout.signer.x : output.width / 2;
}

}  // namespace

render::Layout card_layout(const TestCard& card, render::Size output) {
  render::LayoutRequest request{.output = output, .film = media::DisplayShape{16, 9}, .signer = {}};
  if (card.signer && card.signer->sar_num > 0 && card.signer->sar_den > 0) {
    request.signer = media::display_shape(*card.signer);
  }
  request.captions = true;
  return render::lay_out(request);
}

subtitles::TextPage card_text(const std::string& display, const Look& look, const language::Catalogue& words,
                              render::Size output, const render::Layout& layout) {
  using subtitles::TextRole;
  const WallColours& colours = wall_colours(look);
  subtitles::TextPage page{.width = free_width(output, layout),
                           .height = static_cast<int>(output.height * kTextShare),
                           .text_scale = std::min(3.0, look.text_scale / kTextShare),
                           .rule = colours.rule};
  const auto add = [&](TextRole role, const std::string& text, Colour colour, double space) {
    if (text.empty()) return;
    page.sections.push_back(
        {.cells = {{{{.role = role, .text = text, .colour = colour}}}}, .space_before = space});
  };
  add(TextRole::kTitle, words.tr("Screen of the room"), colours.text, 0);
  add(TextRole::kBody, display, colours.quiet_text, 1);
  add(TextRole::kSmall, words.tr("The frame touches all four edges.\nEvery step of grey can be told apart."),
      colours.text, 3);
  return page;
}

std::shared_ptr<const subtitles::CueList> card_cues(const language::Catalogue& words) {
  const std::array<const char*, subtitles::kSdhColours.size()> names = {
      words.tr("In the picture"), words.tr("out of sight"), words.tr("sound"),
      words.tr("music"),          words.tr("thought"),      words.tr("other language")};
  subtitles::Cue cue{.begin = std::chrono::microseconds(0), .end = std::chrono::hours(1)};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const char* separator = i + 1 == names.size() ? "" : i == 2 ? ",\n" : ", ";
    subtitles::Span span{.text = std::string(names[i]) + separator};
    span.style.foreground = subtitles::kSdhColours[i].plain;
    cue.spans.push_back(std::move(span));
  }
  auto list = std::make_shared<subtitles::CueList>();
  list->cues.push_back(std::move(cue));
  return list;
}

CaptionPicturePtr card_picture(const Look& look, render::Size output, const render::Layout& layout,
                               const CaptionPicturePtr& text, const CaptionPicturePtr& caption) {
  if (output.width <= 0 || output.height <= 0 || output.width > subtitles::kMaxCanvasSide ||
      output.height > subtitles::kMaxCanvasSide) {
    return nullptr;
  }
  auto picture = std::make_shared<CaptionPicture>();
  picture->width = output.width;
  picture->height = output.height;
  picture->bgra.resize(static_cast<std::size_t>(output.width) * static_cast<std::size_t>(output.height) * 4);
  const int width = free_width(output, layout);
  const int left = static_cast<int>(width * subtitles::kSideMargin);
  const auto row = [&](int index) {
    const double top = kPatchTop + index * (kPatchHeight + kPatchGap);
    return Rect{left, static_cast<int>(output.height * top), width - 2 * left,
                static_cast<int>(output.height * kPatchHeight)};
  };
  draw_patches(*picture, row(0), greys());
  draw_patches(*picture, row(1), charter_colours());
  put_over(*picture, text);
  put_over(*picture, caption);
  draw_frame(*picture, wall_colours(look).text);
  return picture;
}

}  // namespace mallette::room
