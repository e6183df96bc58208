// SPDX-License-Identifier: GPL-3.0-or-later
// Brings pictures made for HDR screens (PQ and HLG of Recommendation ITU-R BT.2100, which phones film
// in) to what a projector shows: without it they are grey and flat.
//
//   code ─ BT.2100 ─> light on an HDR screen ─ BT.2390 ─> within 203 cd/m2 ─ BT.2087 ─> BT.709 colours
//        ─ BT.1886 inverted ─> BT.709 code, 8 bit, limited range
//
// All of it is worked out once for a grid of colours; pictures are interpolated in it. Immutable once
// made: any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "player/media/video_frame.h"

namespace mallette::media {

enum class HdrTransfer : std::uint8_t { kPq, kHlg };

/// A colour as BT.709 code values, not rounded.
struct SdrCode {
  double y = 0, cb = 0, cr = 0;
};

class ToneMap {
 public:
  struct Source {
    HdrTransfer transfer = HdrTransfer::kPq;
    ColourRange range = ColourRange::kLimited;
    double peak = 1000;  ///< the brightest light in the film, cd/m2
    friend bool operator==(const Source&, const Source&) = default;
  };
  /// BT.2020 colours, non-constant luminance, 10 bit.
  explicit ToneMap(const Source& source);

  [[nodiscard]] const Source& source() const { return source_; }
  /// The formulae themselves, for one 10 bit colour.
  [[nodiscard]] static SdrCode exact(const Source& source, double y, double cb, double cr);

  struct WritablePlane {
    std::uint8_t* data = nullptr;
    int stride_bytes = 0;
  };
  /// I010 in, I420 of the same size out.
  void apply(int width, int height, const std::array<Plane, 3>& from, const std::array<WritablePlane, 3>& to) const;

 private:
  static constexpr int kLumaNodes = 65, kChromaNodes = 33;  ///< every 16 and every 32 of 1024
  struct Cell;
  Cell cell_of(int cb, int cr) const;

  Source source_;
  std::array<std::vector<std::uint16_t>, 3> grid_;  ///< [cb][cr][y], in 128ths of an 8 bit step
};

}  // namespace mallette::media
