// SPDX-License-Identifier: GPL-3.0-or-later
// How loud recordings were found to be, so that each is measured once: one file of JSON in the state folder,
// loudness.json, by the content that was measured. Never in a kit. What cannot be understood is measured anew.
//
// One thread; waits for the disk.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "kits/base/error.h"
#include "player/storage/state_folder.h"

namespace mallette::storage {

struct MeasuredLoudness {
  double lufs = 0;
  double peak_dbtp = 0;
  friend bool operator==(const MeasuredLoudness&, const MeasuredLoudness&) = default;
};

class LoudnessStore {
 public:
  static constexpr std::size_t kMost = 5000;  ///< beyond that it begins anew

  /// Reads what is there.
  explicit LoudnessStore(StateFolder folder);

  [[nodiscard]] std::optional<MeasuredLoudness> find(const std::string& content) const;
  /// Written at once. The error: it is measured again next time.
  Result<void> keep(const std::string& content, const MeasuredLoudness& measured);

 private:
  const StateFolder folder_;
  std::map<std::string, MeasuredLoudness> known_;
};

}  // namespace mallette::storage
