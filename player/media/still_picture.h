// SPDX-License-Identifier: GPL-3.0-or-later
// A still picture of a kit (cover, poster), decoded small: JPEG, PNG, WebP, or whatever else libav
// knows. Its size in bytes, and in pixels (as for a film's picture), is checked before anything is
// allocated for it.
//
// Any thread; waits for the disk and the decoder: not for the main thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"

namespace mallette::media {

inline constexpr std::uint64_t kStillLimit_bytes = 32 << 20;

/// Rows of width * 4 bytes: B, G, R, A (0xAARRGGBB little endian), opaque.
struct StillPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgra;
};

/// Scaled down, never up, to fit in width × height pixels; what shows through is laid over black.
/// kFileTooLarge, kMediaUnreadable, kMediaCodec, or what reading it gives. `abort` ends it early.
[[nodiscard]] Result<StillPicture> decode_picture(const Resource& resource, int max_width, int max_height,
                                                  const std::atomic<bool>* abort = nullptr);

}  // namespace mallette::media
