// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/fonts.h"

#include <imgui.h>
#include <stb_truetype.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "kits/base/byte_source.h"
#include "player/ui/utf8.h"

namespace mallette::ui {
namespace {

constexpr std::uint64_t kMaxFontBytes = 32U << 20;

/// What a French and English interface writes, baked together so that typing does not bake anew.
constexpr std::string_view kLetters =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    "\u00A0\u202F«»’“”…–—·°€×ÀÂÇÉÈÊËÎÏÔÙÛŒàâæçéèêëîïôùûüœ›";
/// Clocks count in large type: every digit from the start.
constexpr std::string_view kDigits = " 0123456789:/.,%−\u00A0";
/// Above this size, only what is used is baked.
constexpr int kLettersUpToEm = 62;

void add_all(std::set<char16_t>& set, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) set.insert(static_cast<char16_t>(next_code_point(text, at)));
}

/// Pairs of first and last, ended by 0, as Dear ImGui wants them.
std::vector<std::uint16_t> as_ranges(const std::set<char16_t>& points) {
  std::vector<std::uint16_t> ranges;
  for (const char16_t point : points) {
    if (!ranges.empty() && ranges.back() + 1 == point) {
      ranges.back() = point;
    } else {
      ranges.insert(ranges.end(), {point, point});
    }
  }
  ranges.push_back(0);
  return ranges;
}

}  // namespace

Result<Fonts::Source> Fonts::read(const std::string& path) {
  auto bytes = read_all(file_resource(path), kMaxFontBytes);
  if (!bytes) return fail(std::move(bytes.error()));
  Source source{.bytes = std::move(*bytes)};
  const auto* data = reinterpret_cast<const unsigned char*>(source.bytes.data());
  stbtt_fontinfo info;
  const int offset = source.bytes.size() > 12 ? stbtt_GetFontOffsetForIndex(data, 0) : -1;
  if (offset < 0 || stbtt_InitFont(&info, data, offset) == 0) {
    return fail({.code = ErrorCode::kFileUnreadable, .subject = path, .detail = "not a font"});
  }
  int ascent = 0, descent = 0, gap = 0;
  stbtt_GetFontVMetrics(&info, &ascent, &descent, &gap);
  const float em = stbtt_ScaleForMappingEmToPixels(&info, 1);
  source.ascent_em = static_cast<float>(ascent) * em;
  source.descent_em = static_cast<float>(-descent) * em;
  source.em_to_size = em / stbtt_ScaleForPixelHeight(&info, 1);
  return source;
}

Result<Fonts> Fonts::load(const FontFiles& files) {
  Fonts fonts;
  for (const std::string* path : {&files.regular, &files.strong, &files.low_vision_regular,
                                  &files.low_vision_strong, &files.icons, &files.fallback}) {
    auto source = read(*path);
    if (!source) return fail(std::move(source.error()));
    fonts.sources_.push_back(std::move(*source));
  }
  return fonts;
}

const Fonts::Source& Fonts::source(File file) const {
  const std::size_t low_vision = theme_.face == TypeFace::kLowVision ? 2 : 0;
  switch (file) {
    case File::kRegular:
      return sources_[low_vision];
    case File::kStrong:
      return sources_[low_vision + 1];
    case File::kIcons:
      return sources_[4];
    case File::kFallback:
      return sources_[5];
  }
  return sources_[0];
}

void Fonts::use(const Theme& theme) {
  const bool same =
      theme.face == theme_.face && theme.text_scale == theme_.text_scale && theme.density == theme_.density;
  theme_ = theme;
  if (same && !faces_.empty()) return;
  faces_.clear();
  discs_.clear();
  // Dear ImGui wants a font before its first frame.
  face({File::kRegular, static_cast<int>(theme_.em(TypeSize::kBody))});
  stale_ = true;
}

void Fonts::begin_frame() {
  for (auto& [key, face] : faces_) face.used.clear();
}

Fonts::Face& Fonts::face(const FaceKey& key) {
  const auto [place, added] = faces_.try_emplace(key);
  if (added) {
    seed(place->second, key);
    stale_ = true;
  }
  return place->second;
}

void Fonts::seed(Face& face, const FaceKey& key) const {
  if (key.first == File::kIcons) return;
  add_all(face.wanted, key.second <= kLettersUpToEm ? kLetters : kDigits);
}

const ImFontGlyph* Fonts::glyph_of(const FaceKey& key, char32_t point) {
  // Dear ImGui is built with 16-bit characters in Debian; what lies above is shown as unknown.
  if (point > 0xFFFF) point = 0xFFFD;
  const auto character = static_cast<char16_t>(point);
  Face& at = face(key);
  at.used.insert(character);
  if (at.font != nullptr) {
    if (const ImFontGlyph* found = at.font->FindGlyphNoFallback(character)) return found;
  }
  if (at.absent.contains(character)) return character != u'?' ? glyph_of(key, U'?') : nullptr;
  if (at.wanted.insert(character).second) stale_ = true;
  return nullptr;
}

const ImFontGlyph* Fonts::glyph(Type type, char32_t point) {
  const File file = type.weight == Weight::kStrong ? File::kStrong : File::kRegular;
  return glyph_of({file, static_cast<int>(theme_.em(type.size))}, point);
}

std::optional<DiscPlace> Fonts::disc(const Disc& disc) {
  const auto [found, is_new] = discs_.try_emplace(disc);
  if (is_new) stale_ = true;
  return found->second.place;
}

void Fonts::draw_discs(ImFontAtlas& atlas) {
  for (auto& [disc, baked] : discs_) {
    const ImFontAtlasCustomRect& rect = *atlas.GetCustomRectByIndex(baked.atlas_index);
    const auto radius = static_cast<float>(disc.radius_px), ring = static_cast<float>(disc.ring_px);
    for (int y = 0; y < 2 * disc.radius_px; ++y) {
      for (int x = 0; x < 2 * disc.radius_px; ++x) {
        // How much of the pixel lies inside, by the distance of its middle from the edge.
        const float away =
            std::hypot(static_cast<float>(x) + 0.5F - radius, static_cast<float>(y) + 0.5F - radius);
        float inside = std::clamp(radius - away + 0.5F, 0.0F, 1.0F);
        if (disc.ring_px > 0)
          inside = std::min(inside, std::clamp(away - (radius - ring) + 0.5F, 0.0F, 1.0F));
        atlas.TexPixelsAlpha8[(rect.Y + y) * atlas.TexWidth + rect.X + x] =
            static_cast<unsigned char>(std::lround(inside * 255));
      }
    }
    baked.place = DiscPlace{static_cast<float>(rect.X) * atlas.TexUvScale.x,
                            static_cast<float>(rect.Y) * atlas.TexUvScale.y};
  }
}

const ImFontGlyph* Fonts::glyph(Icon icon, float size_px) {
  return glyph_of({File::kIcons, static_cast<int>(size_px)}, static_cast<char32_t>(icon));
}

float Fonts::advance(Type type, char32_t point) {
  const ImFontGlyph* found = glyph(type, point);
  return found != nullptr ? found->AdvanceX : theme_.em(type.size) / 2;
}

float Fonts::ascent(Type type) const {
  const File file = type.weight == Weight::kStrong ? File::kStrong : File::kRegular;
  const auto found = faces_.find({file, static_cast<int>(theme_.em(type.size))});
  return found != faces_.end() && found->second.font != nullptr ? std::round(found->second.font->Ascent) : 0;
}

float Fonts::icon_ascent(float size_px) const {
  const auto found = faces_.find({File::kIcons, static_cast<int>(size_px)});
  return found != faces_.end() && found->second.font != nullptr ? std::round(found->second.font->Ascent) : 0;
}

float Fonts::baseline(Type type) const {
  const Source& from = source(type.weight == Weight::kStrong ? File::kStrong : File::kRegular);
  const float em = theme_.em(type.size);
  const float spare = theme_.line_height(type.size) - (from.ascent_em + from.descent_em) * em;
  return std::round(spare / 2 + from.ascent_em * em);
}

std::size_t Fonts::estimated_bytes() const {
  // A glyph's box is about 0.65 by 0.85 em, an icon's a whole em; four bytes a pixel.
  double pixels = 0;
  for (const auto& [key, face] : faces_) {
    const double share = key.first == File::kIcons ? 1.0 : 0.55;
    pixels += static_cast<double>(face.wanted.size()) * share * key.second * key.second;
  }
  return static_cast<std::size_t>(pixels * 4);
}

void Fonts::add_to(ImFontAtlas& atlas, const FaceKey& key, Face& face) {
  ranges_.push_back(as_ranges(face.wanted));
  const auto add = [&](const Source& from, bool merge) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    // Glyphs are placed on whole pixels and never scaled: copied one to one by any renderer.
    config.OversampleH = config.OversampleV = 1;
    config.MergeMode = merge;
    auto* bytes = const_cast<std::byte*>(from.bytes.data());
    return atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(from.bytes.size()),
                                      static_cast<float>(key.second) * from.em_to_size, &config,
                                      ranges_.back().data());
  };
  face.font = add(source(key.first), false);
  if (key.first != File::kIcons) add(source(File::kFallback), true);
}

Result<void> Fonts::bake(ImFontAtlas& atlas) {
  if (estimated_bytes() > kMaxAtlasBytes) {
    for (auto& [key, face] : faces_) face.wanted = face.used;
    std::erase_if(faces_, [](const auto& entry) { return entry.second.wanted.empty(); });
    face({File::kRegular, static_cast<int>(theme_.em(TypeSize::kBody))}).wanted.insert(u'?');
  }
  atlas.Clear();
  atlas.Flags |=
      ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  ranges_.clear();
  ranges_.reserve(faces_.size());
  for (auto& [key, face] : faces_) {
    if (face.wanted.empty()) {
      face.font = nullptr;
    } else {
      add_to(atlas, key, face);
    }
  }
  for (auto& [disc, baked] : discs_) {
    baked.atlas_index = atlas.AddCustomRectRegular(2 * disc.radius_px, 2 * disc.radius_px);
  }
  if (!atlas.Build()) return fail({.code = ErrorCode::kRenderer, .subject = "glyphs"});
  for (auto& [key, face] : faces_) {
    std::erase_if(face.wanted, [&face = face](char16_t point) {
      if (face.font == nullptr || face.font->FindGlyphNoFallback(point) != nullptr) return false;
      face.absent.insert(point);
      return true;
    });
  }
  draw_discs(atlas);
  stale_ = false;
  ++generation_;
  return {};
}

}  // namespace mallette::ui
