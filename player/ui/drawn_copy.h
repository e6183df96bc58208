// SPDX-License-Identifier: GPL-3.0-or-later
// What Dear ImGui made of a frame, to compare the next one with: an interface that stands still need not be drawn.
// Internal to ui/. Main thread.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace mallette::ui {

class DrawnCopy {
 public:
  /// `generation`: of the glyphs' texture.
  void take(const ImDrawData& data, unsigned generation);
  void forget() { generation_.reset(); }
  /// False where there is none.
  [[nodiscard]] bool is_of(const ImDrawData& data, unsigned generation) const;

 private:
  std::vector<std::byte> bytes_;  ///< of commands, vertices and indices, list by list
  std::optional<unsigned> generation_;
};

}  // namespace mallette::ui
