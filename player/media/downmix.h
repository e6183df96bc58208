// SPDX-License-Identifier: GPL-3.0-or-later
// What each channel of a film's sound gives to left and right. Internal to player/media/.
//
// Recommendation ITU-R BS.775-3, annex 4, table 2 (and ATSC A/52, 7.8.2, at its default levels): centre
// and surrounds at -3 dB, a single surround at -6 dB on either side, the low-frequency effects left out.
// The levels are absolute: speech in the centre is as loud as it was mixed. What adds up to more than
// full scale is for a PeakLimiter; turning all of it down by the 7.7 dB that five full channels need,
// as A/52 allows, would make every film in 5.1 hard to understand for the sake of its loudest instant.
#pragma once

#include <vector>

#include "player/media/libav.h"

namespace mallette::media {

struct StereoShare {
  double left = 0;
  double right = 0;
};

/// One for each channel of the layout, in its order. One channel alone goes to both sides as it is.
std::vector<StereoShare> stereo_shares(const AVChannelLayout& layout);

}  // namespace mallette::media
