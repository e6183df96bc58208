// SPDX-License-Identifier: GPL-3.0-or-later
// Is there a graphics card behind the accelerated renderer, or the processor in disguise?
#pragma once

#include <string>
#include <string_view>

namespace mallette::render {

/// False where the system shows no card at all, so that no OpenGL needs to be loaded to know
/// (loading llvmpipe costs tens of milliseconds and over 100 MB). True where it cannot be told.
bool card_may_be_there();

/// The driver's own name for what draws, of the OpenGL context that is current; empty without one.
std::string current_gl_renderer();

/// "llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "SWR", "Software Rasterizer", "SwiftShader", ...
bool draws_by_processor(std::string_view gl_renderer);

}  // namespace mallette::render
