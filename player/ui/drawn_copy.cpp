// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/drawn_copy.h"

#include <cstring>
#include <span>

namespace mallette::ui {
namespace {

/// Gives each run of bytes that the picture depends on to `with`, until it answers false.
template <typename With>
bool each_run(const ImDrawData& data, With with) {
  const auto run = [&](const auto& values) { return with(std::as_bytes(std::span(values))); };
  const ImVec2 size[] = {data.DisplaySize};
  if (!run(size)) return false;
  for (const ImDrawList* list : std::span(data.CmdLists, static_cast<std::size_t>(data.CmdListsCount))) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImVec4 clip[] = {command.ClipRect};
      const ImTextureID texture[] = {command.GetTexID()};
      const unsigned places[] = {command.VtxOffset, command.IdxOffset, command.ElemCount};
      if (!run(clip) || !run(texture) || !run(places)) return false;
    }
    if (!run(std::span(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.Size)))) return false;
    if (!run(std::span(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.Size)))) return false;
  }
  return true;
}

}  // namespace

void DrawnCopy::take(const ImDrawData& data, unsigned generation) {
  bytes_.clear();
  each_run(data, [&](std::span<const std::byte> run) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + run.size());
    if (!run.empty()) std::memcpy(bytes_.data() + at, run.data(), run.size());
    return true;
  });
  generation_ = generation;
}

bool DrawnCopy::is_of(const ImDrawData& data, unsigned generation) const {
  if (generation_ != generation) return false;
  std::size_t at = 0;
  const bool same = each_run(data, [&](std::span<const std::byte> run) {
    if (run.size() > bytes_.size() - at) return false;
    if (!run.empty() && std::memcmp(bytes_.data() + at, run.data(), run.size()) != 0) return false;
    at += run.size();
    return true;
  });
  return same && at == bytes_.size();
}

}  // namespace mallette::ui
