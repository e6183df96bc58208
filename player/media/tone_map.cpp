// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/tone_map.h"

#include <algorithm>
#include <cmath>

namespace mallette::media {
namespace {

struct Rgb {
  double r, g, b;
};

/// HDR reference white, and what an SDR screen's white stands for beside it (BT.2408, table 1).
constexpr double kWhite = 203;

// BT.2100-2, table 4.
constexpr double kM1 = 2610.0 / 16384, kM2 = 2523.0 / 4096 * 128, kC1 = 3424.0 / 4096, kC2 = 2413.0 / 4096 * 32,
                 kC3 = 2392.0 / 4096 * 32;

double pq_to_light(double code) {
  const double p = std::pow(std::max(code, 0.0), 1 / kM2);
  return 10'000 * std::pow(std::max(p - kC1, 0.0) / (kC2 - kC3 * p), 1 / kM1);
}

double light_to_pq(double light) {
  const double y = std::pow(std::clamp(light / 10'000, 0.0, 1.0), kM1);
  return std::pow((kC1 + kC2 * y) / (1 + kC3 * y), kM2);
}

// BT.2100-2, table 5: the inverse of the HLG OETF, and the OOTF of a screen of 1000 cd/m2.
double hlg_to_scene(double code) {
  constexpr double a = 0.17883277, b = 1 - 4 * a, c = 0.55991073;
  const double e = std::clamp(code, 0.0, 1.0);
  return e <= 0.5 ? e * e / 3 : (std::exp((e - c) / a) + b) / 12;
}

Rgb hlg_to_light(const Rgb& code) {
  const Rgb scene{hlg_to_scene(code.r), hlg_to_scene(code.g), hlg_to_scene(code.b)};
  const double luminance = 0.2627 * scene.r + 0.6780 * scene.g + 0.0593 * scene.b;
  const double gain = 1000 * std::pow(std::max(luminance, 1e-9), 0.2);
  return {gain * scene.r, gain * scene.g, gain * scene.b};
}

/// BT.2390-8, 5.4.1: what the screen cannot show is bent down to its white from a knee on.
double bent(double light, double peak) {
  const double source = light_to_pq(peak), target = light_to_pq(kWhite) / source;
  const double e = light_to_pq(light) / source, knee = 1.5 * target - 0.5;
  if (target >= 1 || e <= knee) return light;
  const double t = (std::min(e, 1.0) - knee) / (1 - knee), t2 = t * t, t3 = t2 * t;
  const double p = (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (-2 * t3 + 3 * t2) * target;
  return pq_to_light(p * source);
}

/// BT.2087, 1: BT.2020 colours as BT.709 ones; what lies outside is paled until it is within.
Rgb to_bt709(const Rgb& c) {
  Rgb out{1.6605 * c.r - 0.5876 * c.g - 0.0728 * c.b, -0.1246 * c.r + 1.1329 * c.g - 0.0083 * c.b,
          -0.0182 * c.r - 0.1006 * c.g + 1.1187 * c.b};
  const double grey = std::clamp(0.2126 * out.r + 0.7152 * out.g + 0.0722 * out.b, 0.0, 1.0);
  const double least = std::min({out.r, out.g, out.b}), most = std::max({out.r, out.g, out.b});
  double keep = 1;
  if (least < 0) keep = std::min(keep, grey / (grey - least));
  if (most > 1) keep = std::min(keep, (1 - grey) / (most - grey));
  return {grey + keep * (out.r - grey), grey + keep * (out.g - grey), grey + keep * (out.b - grey)};
}

Rgb bt2020_code(const ToneMap::Source& source, double y, double cb, double cr) {
  const bool full = source.range == ColourRange::kFull;
  const double luma = full ? y / 1023 : (y - 64) / 876;
  const double blue = (cb - 512) / (full ? 1023 : 896), red = (cr - 512) / (full ? 1023 : 896);
  const double r = luma + 1.4746 * red, b = luma + 1.8814 * blue;
  return {r, (luma - 0.2627 * r - 0.0593 * b) / 0.6780, b};
}

constexpr double kSteps = 128;

}  // namespace

SdrCode ToneMap::exact(const Source& source, double y, double cb, double cr) {
  const Rgb code = bt2020_code(source, y, cb, cr);
  Rgb light = source.transfer == HdrTransfer::kHlg ? hlg_to_light(code)
                                                   : Rgb{pq_to_light(code.r), pq_to_light(code.g), pq_to_light(code.b)};
  // By the strongest component, so that hues stay.
  const double strongest = std::max({light.r, light.g, light.b, 1e-6});
  const double scale = bent(std::min(strongest, source.peak), source.peak) / strongest / kWhite;
  const Rgb linear = to_bt709({light.r * scale, light.g * scale, light.b * scale});
  const auto gamma = [](double v) { return std::pow(std::clamp(v, 0.0, 1.0), 1 / 2.4); };
  const double r = gamma(linear.r), g = gamma(linear.g), b = gamma(linear.b);
  const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {16 + 219 * luma, 128 + 224 * (b - luma) / 1.8556, 128 + 224 * (r - luma) / 1.5748};
}

ToneMap::ToneMap(const Source& source) : source_(source) {
  constexpr std::size_t kNodes = std::size_t{kChromaNodes} * kChromaNodes * kLumaNodes;
  for (auto& component : grid_) component.reserve(kNodes);
  for (int cb = 0; cb < kChromaNodes; ++cb) {
    for (int cr = 0; cr < kChromaNodes; ++cr) {
      for (int y = 0; y < kLumaNodes; ++y) {
        const SdrCode code = exact(source, y * 16, cb * 32, cr * 32);
        grid_[0].push_back(static_cast<std::uint16_t>(std::lround(code.y * kSteps)));
        grid_[1].push_back(static_cast<std::uint16_t>(std::lround(code.cb * kSteps)));
        grid_[2].push_back(static_cast<std::uint16_t>(std::lround(code.cr * kSteps)));
      }
    }
  }
}

/// The four columns of the grid around a pair of chroma samples, and what each counts, of 1024.
struct ToneMap::Cell {
  std::array<std::size_t, 4> offset;
  std::array<std::uint32_t, 4> weight;

  [[nodiscard]] std::uint8_t value(const std::vector<std::uint16_t>& grid, int y) const {
    const auto node = static_cast<std::size_t>(y >> 4);
    const auto part = static_cast<std::uint32_t>(y & 15);
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::uint16_t* column = grid.data() + offset[k] + node;
      sum += weight[k] * (column[0] * (16 - part) + column[1] * part);
    }
    return static_cast<std::uint8_t>((sum + (1U << 20)) >> 21);  // 1024 * 16 * 128
  }
};

ToneMap::Cell ToneMap::cell_of(int cb, int cr) const {
  const auto column = [](int b, int r) { return static_cast<std::size_t>((b * kChromaNodes + r) * kLumaNodes); };
  const int b = cb >> 5, r = cr >> 5;
  const auto db = static_cast<std::uint32_t>(cb & 31), dr = static_cast<std::uint32_t>(cr & 31);
  return {{column(b, r), column(b, r + 1), column(b + 1, r), column(b + 1, r + 1)},
          {(32 - db) * (32 - dr), (32 - db) * dr, db * (32 - dr), db * dr}};
}

void ToneMap::apply(int width, int height, const std::array<Plane, 3>& from, const std::array<WritablePlane, 3>& to) const {
  const auto row_in = [&](std::size_t plane, int row) {
    return reinterpret_cast<const std::uint16_t*>(from[plane].data + static_cast<std::ptrdiff_t>(row) * from[plane].stride_bytes);
  };
  const auto row_out = [&](std::size_t plane, int row) { return to[plane].data + static_cast<std::ptrdiff_t>(row) * to[plane].stride_bytes; };
  for (int row = 0; row < (height + 1) / 2; ++row) {
    const std::uint16_t *cb = row_in(1, row), *cr = row_in(2, row);
    const int rows = std::min(2, height - 2 * row);
    for (int column = 0; column < (width + 1) / 2; ++column) {
      const Cell cell = cell_of(cb[column] & 1023, cr[column] & 1023);
      const int columns = std::min(2, width - 2 * column);
      int sum = 0;
      for (int dy = 0; dy < rows; ++dy) {
        const std::uint16_t* luma = row_in(0, 2 * row + dy) + 2 * column;
        std::uint8_t* out = row_out(0, 2 * row + dy) + 2 * column;
        for (int dx = 0; dx < columns; ++dx) {
          const int y = luma[dx] & 1023;
          sum += y;
          out[dx] = cell.value(grid_[0], y);
        }
      }
      const int mean = sum / (rows * columns);
      row_out(1, row)[column] = cell.value(grid_[1], mean);
      row_out(2, row)[column] = cell.value(grid_[2], mean);
    }
  }
}

}  // namespace mallette::media
