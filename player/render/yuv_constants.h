// SPDX-License-Identifier: GPL-3.0-or-later
// The coefficients with which libyuv turns YUV into RGB, for every matrix and range. Any thread.
#pragma once

#include <libyuv.h>

#include "player/media/video_frame.h"

namespace mallette::render {

const libyuv::YuvConstants& yuv_constants(media::ColourMatrix matrix, media::ColourRange range);

}  // namespace mallette::render
