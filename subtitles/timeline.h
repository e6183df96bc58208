// SPDX-License-Identifier: GPL-3.0-or-later
// Which cues are on at t, and when that changes next. Built once for a list, O(n log n); then each
// question is O(log n), however the cues overlap, and allocates nothing.
//
//   cues       A |------------|        C |---|
//              B      |------------|
//   changes      0    1       2    3     4   5      changes are every onset and offset, each once
//   interval   0 |  1 |   2   |  3 | 4   | 5 | 6    interval k lies between changes k-1 and k
//
// Immutable once built: any thread. It keeps no reference to the list.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "subtitles/cue.h"

namespace mallette::subtitles {

class Timeline {
 public:
  Timeline() = default;
  /// `cues` in cue order (see sort_cues). Cues with end <= begin are never on.
  explicit Timeline(std::span<const Cue> cues);

  /// Indices into the list, in its order, of the cues with begin <= t < end; the first
  /// `into.size()` of them. Returns how many were written.
  std::size_t active(std::chrono::microseconds t, std::span<std::uint32_t> into) const;

  /// The first onset or offset later than `after`.
  std::optional<std::chrono::microseconds> next_change(std::chrono::microseconds after) const;

  /// The number of the interval t lies in: equal numbers mean equal cues.
  std::size_t interval(std::chrono::microseconds t) const;

 private:
  std::size_t descend(std::size_t node, std::size_t first, std::size_t count, std::size_t limit,
                      std::chrono::microseconds t, std::span<std::uint32_t> into, std::size_t written) const;

  std::vector<std::chrono::microseconds> begins_;
  std::vector<std::chrono::microseconds> latest_end_;  ///< a binary tree: the latest end below each node
  std::vector<std::chrono::microseconds> changes_;
  std::size_t leaves_ = 0;
};

}  // namespace mallette::subtitles
