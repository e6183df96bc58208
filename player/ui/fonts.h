// SPDX-License-Identifier: GPL-3.0-or-later
// The glyphs of the interface, baked into Dear ImGui's atlas when they are first wanted, and not
// before: six sizes of three weights and all icons would be 256 MiB at 300 %.
//
//   glyph() ── there ──> drawn
//        └──── missing ──> noted; stale() ──> bake() between frames ──> the frame is drawn again
//
// A bake keeps what was wanted before, until the atlas would pass kMaxAtlasBytes: then only what the
// last frame used. What no font has is not asked for twice. Internal to ui/. Main thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/ui/icons.h"
#include "player/ui/theme.h"

struct ImFont;
struct ImFontAtlas;
struct ImFontGlyph;

namespace mallette::ui {

inline constexpr std::size_t kMaxAtlasBytes = 32U << 20;

/// A round shape, baked as glyphs are: corners of boxes are quarters of it. So nothing is left for
/// the renderer to smooth, and it looks the same with and without a card.
struct Disc {
  int radius_px = 0;
  int ring_px = 0;  ///< the width of the ring; 0: filled
  friend auto operator<=>(const Disc&, const Disc&) = default;
};
/// A place in the atlas, 2 * radius_px wide and high.
struct DiscPlace {
  float u = 0, v = 0;
};

/// Paths of font files (OpenType or TrueType).
struct FontFiles {
  std::string regular;
  std::string strong;
  std::string low_vision_regular;
  std::string low_vision_strong;
  std::string icons;
  std::string fallback;  ///< for signs that the others lack
};

class Fonts {
 public:
  /// Errors: those of reading a file; kFileUnreadable when one is not a font.
  static Result<Fonts> load(const FontFiles& files);

  /// Forgets every glyph when the theme's sizes or face changed.
  void use(const Theme& theme);
  void begin_frame();

  /// The glyph, or null while it is not there. Notes that it was wanted.
  [[nodiscard]] const ImFontGlyph* glyph(Type type, char32_t point);
  [[nodiscard]] const ImFontGlyph* glyph(Icon icon, float size_px);
  /// Nothing while it is not there.
  [[nodiscard]] std::optional<DiscPlace> disc(const Disc& disc);
  [[nodiscard]] float advance(Type type, char32_t point);
  /// From the top of the line to the baseline.
  [[nodiscard]] float baseline(Type type) const;
  /// How far the glyphs' own origin (their Y) stands above the baseline.
  [[nodiscard]] float ascent(Type type) const;
  [[nodiscard]] float icon_ascent(float size_px) const;

  [[nodiscard]] bool stale() const { return stale_; }
  /// Raised by each bake: the renderer's copy of an older one is out of date.
  [[nodiscard]] unsigned generation() const { return generation_; }
  /// Outside of a frame only. Errors: kRenderer, when the glyphs of one frame do not fit.
  Result<void> bake(ImFontAtlas& atlas);

 private:
  enum class File : std::uint8_t { kRegular, kStrong, kIcons, kFallback };
  struct Source {
    std::vector<std::byte> bytes;
    float em_to_size = 1;  ///< Dear ImGui sizes fonts by ascent + descent
    float ascent_em = 0.9F;
    float descent_em = 0.2F;
  };
  struct Face {
    ImFont* font = nullptr;  ///< the atlas's
    std::set<char16_t> wanted;
    std::set<char16_t> used;    ///< in this frame
    std::set<char16_t> absent;  ///< in no font
  };
  using FaceKey = std::pair<File, int>;  ///< em in pixels

  static Result<Source> read(const std::string& path);
  [[nodiscard]] const Source& source(File file) const;
  [[nodiscard]] const ImFontGlyph* glyph_of(const FaceKey& key, char32_t point);
  Face& face(const FaceKey& key);
  void seed(Face& face, const FaceKey& key) const;
  [[nodiscard]] std::size_t estimated_bytes() const;
  void draw_discs(ImFontAtlas& atlas);
  void add_to(ImFontAtlas& atlas, const FaceKey& key, Face& face);

  std::vector<Source> sources_;
  Theme theme_;
  std::map<FaceKey, Face> faces_;
  struct BakedDisc {
    int atlas_index = -1;
    std::optional<DiscPlace> place;
  };
  std::map<Disc, BakedDisc> discs_;
  std::vector<std::vector<std::uint16_t>> ranges_;  ///< the atlas keeps pointers into these
  bool stale_ = true;
  unsigned generation_ = 0;
};

}  // namespace mallette::ui
