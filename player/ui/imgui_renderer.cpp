// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/imgui_renderer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace mallette::ui {
namespace {

Error renderer_error() { return render::sdl_error(ErrorCode::kRenderer, "interface"); }

}  // namespace

ImguiRenderer::ImguiRenderer(SDL_Renderer* renderer) : renderer_(renderer) {
  SDL_RendererInfo info;
  software_ = SDL_GetRendererInfo(renderer, &info) == 0 && (info.flags & SDL_RENDERER_SOFTWARE) != 0;
}

Result<void> ImguiRenderer::upload(ImFontAtlas& atlas, unsigned generation) {
  if (glyphs_ && generation_ == generation) return {};
  unsigned char* coverage = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&coverage, &width, &height);
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  std::vector<std::uint32_t> pixels(count);
  std::transform(coverage, coverage + count, pixels.begin(),
                 [](unsigned char alpha) { return 0x00FFFFFFU | std::uint32_t{alpha} << 24; });
  glyphs_.reset(
      SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, width, height));
  if (!glyphs_ || SDL_UpdateTexture(glyphs_.get(), nullptr, pixels.data(), width * 4) != 0) {
    return fail(renderer_error());
  }
  SDL_SetTextureBlendMode(glyphs_.get(), SDL_BLENDMODE_BLEND);
  // Glyphs are drawn at their own size on whole pixels.
  SDL_SetTextureScaleMode(glyphs_.get(), SDL_ScaleModeNearest);
  white_ = atlas.TexUvWhitePixel;
  texture_bytes_ = count * 4;
  generation_ = generation;
  return {};
}

Result<void> ImguiRenderer::draw(const ImDrawData& data) {
  for (int i = 0; i < data.CmdListsCount; ++i) {
    const ImDrawList& list = *data.CmdLists[i];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const auto left = static_cast<int>(std::floor(std::max(command.ClipRect.x, 0.0F)));
      const auto top = static_cast<int>(std::floor(std::max(command.ClipRect.y, 0.0F)));
      const auto right = static_cast<int>(std::ceil(std::min(command.ClipRect.z, data.DisplaySize.x)));
      const auto bottom = static_cast<int>(std::ceil(std::min(command.ClipRect.w, data.DisplaySize.y)));
      if (right <= left || bottom <= top) continue;
      const SDL_Rect clip{left, top, right - left, bottom - top};
      SDL_RenderSetClipRect(renderer_, &clip);
      draw_command(list, command);
    }
  }
  SDL_RenderSetClipRect(renderer_, nullptr);
  if (SDL_RenderFlush(renderer_) != 0) return fail(renderer_error());
  return {};
}

void ImguiRenderer::draw_command(const ImDrawList& list, const ImDrawCmd& command) {
  if (software_ && command.GetTexID() == kGlyphs) {
    draw_without_card(list, command);
  } else {
    draw_run(list, command, 0, command.ElemCount);
  }
}

// Most of the pixels are plain boxes, which SDL fills several times faster as such than as triangles
// of a texture that happens to be white there.
void ImguiRenderer::draw_without_card(const ImDrawList& list, const ImDrawCmd& command) {
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  const auto box_at = [&](unsigned at) {
    return at + 6 <= command.ElemCount && is_box(vertices, indices + at);
  };
  for (unsigned first = 0; first < command.ElemCount;) {
    if (box_at(first)) {
      fill_box(vertices, indices + first);
      first += 6;
      continue;
    }
    unsigned last = first + 3;
    while (last < command.ElemCount && !box_at(last)) last += 3;
    draw_run(list, command, first, last - first);
    first = last;
  }
}

/// Two triangles as ImDrawList::PrimRect() makes them, in one colour, on whole pixels.
bool ImguiRenderer::is_box(const ImDrawVert* vertices, const ImDrawIdx* indices) const {
  const ImDrawVert& a = vertices[indices[0]];
  const ImDrawVert& c = vertices[indices[2]];
  if (indices[3] != indices[0] || indices[4] != indices[2]) return false;
  for (const unsigned i : {0U, 1U, 2U, 5U}) {
    const ImDrawVert& corner = vertices[indices[i]];
    if (corner.uv.x != white_.x || corner.uv.y != white_.y || corner.col != a.col) return false;
    if (corner.pos.x != std::floor(corner.pos.x) || corner.pos.y != std::floor(corner.pos.y)) return false;
  }
  const ImDrawVert& b = vertices[indices[1]];
  const ImDrawVert& d = vertices[indices[5]];
  return b.pos.x == c.pos.x && b.pos.y == a.pos.y && d.pos.x == a.pos.x && d.pos.y == c.pos.y;
}

void ImguiRenderer::fill_box(const ImDrawVert* vertices, const ImDrawIdx* indices) {
  const ImDrawVert& from = vertices[indices[0]];
  const ImDrawVert& to = vertices[indices[2]];
  const auto channel = [&](int shift) { return static_cast<Uint8>(from.col >> shift & 0xFF); };
  const Uint8 alpha = channel(IM_COL32_A_SHIFT);
  SDL_SetRenderDrawBlendMode(renderer_, alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
  SDL_SetRenderDrawColor(renderer_, channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT),
                         channel(IM_COL32_B_SHIFT), alpha);
  const SDL_FRect box{from.pos.x, from.pos.y, to.pos.x - from.pos.x, to.pos.y - from.pos.y};
  SDL_RenderFillRectF(renderer_, &box);
}

void ImguiRenderer::draw_run(const ImDrawList& list, const ImDrawCmd& command, unsigned first,
                             unsigned count) {
  SDL_Texture* texture =
      command.GetTexID() == kGlyphs ? glyphs_.get() : static_cast<SDL_Texture*>(command.GetTexID());
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset + first;
  const auto [least, most] = std::minmax_element(indices, indices + count);
  // SDL looks at every vertex it is given, so it is given those of the run alone.
  const ImDrawIdx base = *least;
  indices_.resize(count);
  std::transform(indices, indices + count, indices_.begin(),
                 [base](ImDrawIdx index) { return static_cast<ImDrawIdx>(index - base); });
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset + base;
  SDL_RenderGeometryRaw(renderer_, texture, &vertices->pos.x, sizeof(ImDrawVert),
                        reinterpret_cast<const SDL_Color*>(&vertices->col), sizeof(ImDrawVert),
                        &vertices->uv.x, sizeof(ImDrawVert), *most - base + 1, indices_.data(),
                        static_cast<int>(count), sizeof(ImDrawIdx));
}

}  // namespace mallette::ui
