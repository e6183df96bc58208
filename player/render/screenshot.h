// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a PNG file. The file is there whole or not at all: it is written under another
// name in the same folder, synchronised and renamed.
//
// Any thread.
#pragma once

#include <string>

#include "kits/base/error.h"
#include "player/render/compositor.h"

namespace mallette::render {

/// Writes RGB, 8 bit; alpha is dropped, as a screen does. Errors: kFileUnwritable, detail says why.
Result<void> write_png(const PictureView& picture, const std::string& path);

}  // namespace mallette::render
