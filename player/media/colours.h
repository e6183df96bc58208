// SPDX-License-Identifier: GPL-3.0-or-later
// How a frame's samples are to be taken for colours. Internal to player/media/.
#pragma once

#include "player/media/libav.h"
#include "player/media/video_frame.h"

namespace mallette::media {

/// As tagged. Untagged: high definition is BT.709 (Rec. ITU-R BT.709-6), standard definition BT.601.
ColourMatrix matrix_of(const AVFrame& frame);

/// Makes the scaler take the frame as it is meant: its matrix and range. Of YUV is made YUV in the same
/// matrix and limited range, or RGB.
void set_colours(SwsContext& scaler, const AVFrame& frame);

}  // namespace mallette::media
