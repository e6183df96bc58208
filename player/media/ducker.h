// SPDX-License-Identifier: GPL-3.0-or-later
// How far the film is down under a description voice, block by block. A value of one thread.
#pragma once

#include <algorithm>
#include <cmath>

#include "player/media/sound_plan.h"

namespace mallette::media {

inline float from_db(float db) { return std::pow(10.0F, db / 20.0F); }

class Ducker {
 public:
  void restart() { *this = {}; }
  /// The film's gain at the end of a block of this length. At once: nothing was heard before.
  float next(bool voice, const Ducking& ducking, Duration length, bool at_once) {
    const float wanted = voice ? -ducking.depth_db : 0.0F;
    if (wanted != wanted_db_) way_db_ = std::max(ducking.depth_db, std::abs(wanted - db_));
    wanted_db_ = wanted;
    const auto over = std::max(voice ? ducking.attack : ducking.release, length);
    const float step = way_db_ * static_cast<float>(to_s(length) / to_s(over));
    db_ = at_once ? wanted : std::clamp(wanted, db_ - step, db_ + step);
    return from_db(db_);
  }

 private:
  float db_ = 0;
  float wanted_db_ = 0;
  float way_db_ = 0;  ///< what is gone in the time that is set for it
};

}  // namespace mallette::media
