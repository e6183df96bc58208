// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/downmix.h"

#include <numbers>

namespace mallette::media {
namespace {

constexpr double kMinus3dB = 1 / std::numbers::sqrt2;

StereoShare share_of(AVChannel channel) {
  switch (channel) {
    case AV_CHAN_FRONT_LEFT:
    case AV_CHAN_STEREO_LEFT:
    case AV_CHAN_FRONT_LEFT_OF_CENTER: return {1, 0};
    case AV_CHAN_FRONT_RIGHT:
    case AV_CHAN_STEREO_RIGHT:
    case AV_CHAN_FRONT_RIGHT_OF_CENTER: return {0, 1};
    case AV_CHAN_FRONT_CENTER: return {kMinus3dB, kMinus3dB};
    case AV_CHAN_SIDE_LEFT:
    case AV_CHAN_BACK_LEFT:
    case AV_CHAN_WIDE_LEFT:
    case AV_CHAN_SURROUND_DIRECT_LEFT:
    case AV_CHAN_TOP_FRONT_LEFT:
    case AV_CHAN_TOP_SIDE_LEFT:
    case AV_CHAN_TOP_BACK_LEFT: return {kMinus3dB, 0};
    case AV_CHAN_SIDE_RIGHT:
    case AV_CHAN_BACK_RIGHT:
    case AV_CHAN_WIDE_RIGHT:
    case AV_CHAN_SURROUND_DIRECT_RIGHT:
    case AV_CHAN_TOP_FRONT_RIGHT:
    case AV_CHAN_TOP_SIDE_RIGHT:
    case AV_CHAN_TOP_BACK_RIGHT: return {0, kMinus3dB};
    case AV_CHAN_LOW_FREQUENCY:
    case AV_CHAN_LOW_FREQUENCY_2: return {};
    default: return {0.5, 0.5};  // a surround in the middle, or one that nobody says where it is
  }
}

}  // namespace

std::vector<StereoShare> stereo_shares(const AVChannelLayout& layout) {
  if (layout.nb_channels == 1) return {{1, 1}};
  std::vector<StereoShare> shares;
  for (int i = 0; i < layout.nb_channels; ++i) {
    shares.push_back(share_of(av_channel_layout_channel_from_index(&layout, static_cast<unsigned>(i))));
  }
  return shares;
}

}  // namespace mallette::media
