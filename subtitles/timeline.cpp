// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/timeline.h"

#include <algorithm>

namespace mallette::subtitles {

using std::chrono::microseconds;

Timeline::Timeline(std::span<const Cue> cues) {
  begins_.reserve(cues.size());
  changes_.reserve(cues.size() * 2);
  for (const Cue& cue : cues) {
    begins_.push_back(cue.begin);
    if (cue.end <= cue.begin) continue;
    changes_.push_back(cue.begin);
    changes_.push_back(cue.end);
  }
  std::sort(changes_.begin(), changes_.end());
  changes_.erase(std::unique(changes_.begin(), changes_.end()), changes_.end());

  leaves_ = 1;
  while (leaves_ < cues.size()) leaves_ *= 2;
  latest_end_.assign(2 * leaves_, microseconds::min());
  for (std::size_t i = 0; i < cues.size(); ++i) {
    if (cues[i].end > cues[i].begin) latest_end_[leaves_ + i] = cues[i].end;
  }
  for (std::size_t i = leaves_ - 1; i > 0; --i) {
    latest_end_[i] = std::max(latest_end_[2 * i], latest_end_[2 * i + 1]);
  }
}

std::size_t Timeline::active(microseconds t, std::span<std::uint32_t> into) const {
  const auto started = std::upper_bound(begins_.begin(), begins_.end(), t) - begins_.begin();
  if (started == 0 || into.empty()) return 0;
  return descend(1, 0, leaves_, static_cast<std::size_t>(started), t, into, 0);
}

/// Visits the leaves below `node` (`count` of them, from `first`) that come before `limit` and end
/// after t, and passes over every branch whose latest end is not after t.
std::size_t Timeline::descend(std::size_t node, std::size_t first, std::size_t count, std::size_t limit,
                              microseconds t, std::span<std::uint32_t> into, std::size_t written) const {
  if (first >= limit || latest_end_[node] <= t || written == into.size()) return written;
  if (count == 1) {
    into[written] = static_cast<std::uint32_t>(first);
    return written + 1;
  }
  written = descend(2 * node, first, count / 2, limit, t, into, written);
  return descend(2 * node + 1, first + count / 2, count / 2, limit, t, into, written);
}

std::optional<microseconds> Timeline::next_change(microseconds after) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), after);
  if (next == changes_.end()) return std::nullopt;
  return *next;
}

std::size_t Timeline::interval(microseconds t) const {
  return static_cast<std::size_t>(std::upper_bound(changes_.begin(), changes_.end(), t) - changes_.begin());
}

}  // namespace mallette::subtitles
