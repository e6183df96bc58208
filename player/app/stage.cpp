// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/stage.h"

namespace mallette::app {

MemoryStage::MemoryStage(render::Size size) {
  picture_.width = size.width;
  picture_.height = size.height;
  picture_.bgra.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
}

Result<void> MemoryStage::prepare(const render::Scene& scene) {
  static_cast<void>(compositor_.compose(scene, {.pixels = picture_.bgra.data(),
                                                .stride_bytes = picture_.width * 4,
                                                .width = picture_.width,
                                                .height = picture_.height}));
  return {};
}

}  // namespace mallette::app
