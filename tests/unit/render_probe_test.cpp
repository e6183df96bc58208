// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/renderer_probe.h"

#include <doctest/doctest.h>

#include "player/render/room_window.h"

using namespace mallette::render;

TEST_CASE("an OpenGL that the processor draws is told from a card by its name") {
  for (const char* name : {"llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Software Rasterizer",
                           "Gallium 0.4 on llvmpipe (LLVM 3.8, 256 bits)", "SWR (LLVM 11.0.0, 256 bits)",
                           "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader driver)"}) {
    INFO(name);
    CHECK(draws_by_processor(name));
  }
  for (const char* name : {"Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "AMD Radeon Graphics (raven, LLVM 15.0.6)",
                           "NVIDIA GeForce GT 1030/PCIe/SSE2", "Mesa DRI Intel(R) HD Graphics 4000", "V3D 4.2",
                           "virgl (Mesa Intel(R) Xe Graphics)", "zink (NVIDIA GeForce RTX 3060)"}) {
    INFO(name);
    CHECK(!draws_by_processor(name));
  }
}

TEST_CASE("every renderer choice has a name that is read back") {
  for (const auto choice : {RendererChoice::kAuto, RendererChoice::kGpu, RendererChoice::kSoftware}) {
    CHECK(parse_renderer_choice(renderer_choice_name(choice)) == choice);
  }
  CHECK(!parse_renderer_choice("opengl"));
}
