// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the signer's place before signing begins and once it is over: a calm, even colour of
// the signer's own shape, so that nothing moves, and no hand is left in the middle of a sign.
//
// Pure; any thread.
#pragma once

#include "player/media/video_frame.h"

namespace mallette::media {

/// A signer's last picture stays this long where the kit names no tail of its own.
inline constexpr Duration kSignHold = std::chrono::milliseconds(1500);

/// Of the frame's size, aspect and rotation. Null for a frame of an absurd size.
[[nodiscard]] FramePtr rest_picture(const VideoFrame& like);

}  // namespace mallette::media
