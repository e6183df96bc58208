// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/row_raster.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

namespace mallette::subtitles {
namespace {

constexpr int kFrameHeight = 2048;
/// Where the row's line box stands in libass's frame: room for ink that reaches out to the left and above.
constexpr int kOriginX = 256;
constexpr int kOriginY = 256;
constexpr std::uintmax_t kMaxFontBytes = 64u << 20;

struct InkBox {
  int left = kMaxRowPixels;
  int top = kFrameHeight;
  int right = 0;
  int bottom = 0;
  [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
};

std::optional<std::string> read_file(const std::string& utf8_path) {
  const std::filesystem::path path(std::u8string(utf8_path.begin(), utf8_path.end()));
  std::error_code reason;
  const auto size = std::filesystem::file_size(path, reason);
  if (reason || size == 0 || size > kMaxFontBytes) return std::nullopt;
  std::string content(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(content.data(), static_cast<std::streamsize>(content.size()))) return std::nullopt;
  return content;
}

void silence(int, const char*, va_list, void*) {}

/// Text as an ASS event shows it literally. A backslash cannot be escaped: a word joiner keeps it
/// from forming a command with what follows.
void append_escaped(std::string& event, std::string_view text) {
  for (const char c : text) {
    if (c == '{' || c == '}') {
      event += '\\';
      event += c;
    } else if (c == '\\') {
      event += "\\\u2060";
    } else {
      event += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
}

/// The pixels that are really inked: libass's bitmaps have blank rims.
void widen(InkBox& ink, const ASS_Image& image) {
  for (int y = 0; y < image.h; ++y) {
    const unsigned char* line = image.bitmap + static_cast<std::ptrdiff_t>(y) * image.stride;
    int first = 0;
    while (first < image.w && line[first] == 0) ++first;
    if (first == image.w) continue;
    int last = image.w;
    while (line[last - 1] == 0) --last;
    ink.left = std::min(ink.left, image.dst_x + first);
    ink.right = std::max(ink.right, image.dst_x + last);
    ink.top = std::min(ink.top, image.dst_y + y);
    ink.bottom = std::max(ink.bottom, image.dst_y + y + 1);
  }
}

InkBox ink_of(const ASS_Image* images) {
  InkBox ink;
  for (const ASS_Image* image = images; image != nullptr; image = image->next) widen(ink, *image);
  return ink;
}

/// Source over destination, both premultiplied; the source is a colour through a coverage bitmap.
void blend(const ASS_Image& image, const InkBox& ink, RowPicture& picture) {
  const unsigned red = image.color >> 24;
  const unsigned green = (image.color >> 16) & 0xFF;
  const unsigned blue = (image.color >> 8) & 0xFF;
  const unsigned opacity = 255 - (image.color & 0xFF);
  const int x_begin = std::max(0, ink.left - image.dst_x);
  const int x_end = std::min(image.w, ink.right - image.dst_x);
  const int y_begin = std::max(0, ink.top - image.dst_y);
  const int y_end = std::min(image.h, ink.bottom - image.dst_y);
  for (int y = y_begin; y < y_end; ++y) {
    const unsigned char* from = image.bitmap + static_cast<std::ptrdiff_t>(y) * image.stride;
    const int to_y = image.dst_y + y - ink.top;
    std::uint8_t* to =
        picture.bgra.data() +
        (static_cast<std::ptrdiff_t>(to_y) * picture.width + (image.dst_x + x_begin - ink.left)) * 4;
    for (int x = x_begin; x < x_end; ++x, to += 4) {
      const unsigned alpha = (from[x] * opacity + 127) / 255;
      if (alpha == 0) continue;
      const auto over = [alpha](unsigned source, std::uint8_t destination) {
        return static_cast<std::uint8_t>((source * alpha + destination * (255 - alpha) + 127) / 255);
      };
      to[0] = over(blue, to[0]);
      to[1] = over(green, to[1]);
      to[2] = over(red, to[2]);
      to[3] = over(255, to[3]);
    }
  }
}

AssTrackPtr make_track(ASS_Library* library, const std::string& family) {
  AssTrackPtr track(ass_new_track(library));
  if (!track) return nullptr;
  track->PlayResX = kMaxRowPixels;
  track->PlayResY = kFrameHeight;
  track->WrapStyle = 2;
  track->ScaledBorderAndShadow = 1;
  const int index = ass_alloc_style(track.get());
  if (index < 0) return nullptr;
  ASS_Style& style = track->styles[index];
  style.Name = ::strdup("Default");
  style.FontName = ::strdup(family.c_str());
  style.FontSize = 64;
  style.PrimaryColour = 0xFFFFFF00;
  style.ScaleX = 1;
  style.ScaleY = 1;
  style.BorderStyle = 1;
  style.Alignment = 5;  // \an7 in ASS_Style's own numbers; each event says it again
  style.Encoding = -1;  // the direction of the text by its first strong character
  track->default_style = index;
  return style.Name != nullptr && style.FontName != nullptr ? std::move(track) : nullptr;
}

}  // namespace

tl::expected<std::unique_ptr<RowRaster>, std::string> RowRaster::create(const FontSet& fonts) {
  AssLibraryPtr library(ass_library_init());
  if (!library) return tl::unexpected<std::string>("libass could not be started");
  ass_set_message_cb(library.get(), silence, nullptr);
  ass_set_extract_fonts(library.get(), 0);
  std::string first_missing;
  std::size_t loaded = 0;
  for (const std::string& file : fonts.files) {
    auto content = read_file(file);
    if (!content) {
      if (first_missing.empty()) first_missing = file;
      continue;
    }
    ass_add_font(library.get(), file.c_str(), content->data(), static_cast<int>(content->size()));
    ++loaded;
  }
  if (loaded == 0) {
    return tl::unexpected(first_missing.empty()
                              ? std::string("no font file was given for the captions")
                              : fmt::format("the font file {} cannot be read", first_missing));
  }
  AssRendererPtr renderer(ass_renderer_init(library.get()));
  if (!renderer) return tl::unexpected<std::string>("libass could not be started");
  ass_set_frame_size(renderer.get(), kMaxRowPixels, kFrameHeight);
  ass_set_storage_size(renderer.get(), kMaxRowPixels, kFrameHeight);
  ass_set_hinting(renderer.get(), ASS_HINTING_NONE);
  ass_set_cache_limits(renderer.get(), 4000, 32);
  ass_set_fonts(renderer.get(), nullptr, fonts.fallback_family.c_str(), ASS_FONTPROVIDER_NONE, nullptr, 0);
  AssTrackPtr track = make_track(library.get(), fonts.family);
  if (!track) return tl::unexpected<std::string>("libass has no memory for a track");
  std::unique_ptr<RowRaster> raster(
      new RowRaster(std::move(library), std::move(renderer), std::move(track), fonts));
  if (raster->measure({{.text = "x", .colour = {255, 255, 255}}}, 64) == 0) {
    return tl::unexpected(
        fmt::format("no font of the family {} is in {}", fonts.family, fonts.files.front()));
  }
  return raster;
}

std::string RowRaster::event_text(const std::vector<TextRun>& row, double line_height) const {
  std::string text = fmt::format("{{\\an7\\pos({},{})\\q2\\fs{:.2f}\\bord0\\shad0\\blur0}}", kOriginX,
                                 kOriginY, std::clamp(line_height, 1.0, kMaxFontPixels));
  for (const TextRun& run : row) {
    text += fmt::format("{{\\fn{}\\1c&H{:02X}{:02X}{:02X}&\\i{}\\b{}\\u{}}}",
                        run.bold ? bold_family_ : family_, run.colour.blue, run.colour.green, run.colour.red,
                        run.italic ? 1 : 0, run.bold ? 1 : 0, run.underline ? 1 : 0);
    append_escaped(text, run.text);
  }
  return text;
}

const ASS_Image* RowRaster::render(const std::vector<TextRun>& row, double line_height) {
  ass_flush_events(track_.get());
  const int index = ass_alloc_event(track_.get());
  if (index < 0) return nullptr;
  ASS_Event& event = track_->events[index];
  event.Start = 0;
  event.Duration = 1000;
  event.Style = track_->default_style;
  event.Text = ::strdup(event_text(row, line_height).c_str());
  if (event.Text == nullptr) return nullptr;
  return ass_render_frame(renderer_.get(), track_.get(), 0, nullptr);
}

int RowRaster::measure(const std::vector<TextRun>& row, double line_height) {
  const InkBox ink = ink_of(render(row, line_height));
  return ink.empty() ? 0 : ink.right - ink.left;
}

RowPicture RowRaster::draw(const std::vector<TextRun>& row, double line_height) {
  const ASS_Image* images = render(row, line_height);
  const InkBox ink = ink_of(images);
  if (ink.empty()) return {};
  RowPicture picture{
      .top = ink.top - kOriginY, .width = ink.right - ink.left, .height = ink.bottom - ink.top};
  picture.bgra.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4);
  for (const ASS_Image* image = images; image != nullptr; image = image->next) blend(*image, ink, picture);
  return picture;
}

}  // namespace mallette::subtitles
