// SPDX-License-Identifier: GPL-3.0-or-later
// The signed version of what stands on the wall in words: a question, a message, a warning. Plays
// without sound when it is shown, and once more when asked to; then its last picture holds, then rests.
//
//   show(entry) ─> plays ─> last picture ─ 1.5 s ─> rest ─ replay() ─> plays
//                    └ hold(true): stands, and goes on with hold(false)
//
// It knows no wall: the caller draws frame() beside the words, and looks again at changes_at().
// Main thread only; nothing here waits. The driver outlives it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/app/driver.h"
#include "player/media/playback.h"
#include "player/media/reaper.h"

namespace mallette::app {

class StepSign {
 public:
  /// `closing`: where films go that are closed; null: they are waited for.
  StepSign(Driver& driver, media::Reaper* closing) : driver_(driver), closing_(closing) {}
  ~StepSign() { close(); }
  StepSign(const StepSign&) = delete;
  StepSign& operator=(const StepSign&) = delete;

  /// Of this entry of the kit; empty: none. The one that is shown goes on.
  void show(const kits::Kit& kit, const std::string& entry);
  void hold(bool held);
  /// From its beginning.
  void replay();

  /// Each turn.
  void update();

  /// An entry is shown, and can be.
  [[nodiscard]] bool is_on() const { return playback_ != nullptr && !failed_; }
  [[nodiscard]] bool is_playing() const;
  /// What stands in the signer's place; null: not there yet. The same pointer while nothing changes.
  [[nodiscard]] const media::FramePtr& frame() const { return shown_; }
  /// The shape of the latest frame; before the first, that of the signer before, or 3:4: words do not move
  /// when it comes.
  [[nodiscard]] media::DisplayShape shape() const { return shape_; }
  /// When frame() will be another, as far as it is known.
  [[nodiscard]] std::optional<media::WallTime> changes_at() const;
  /// It is at work on what comes next: a stepped clock waits for it.
  [[nodiscard]] bool is_waiting() const;
  [[nodiscard]] std::vector<Error> take_errors();

 private:
  void close();
  void look();

  Driver& driver_;
  media::Reaper* const closing_;
  std::string entry_;
  std::unique_ptr<media::Playback> playback_;
  bool held_ = false;
  bool failed_ = false;
  bool play_pending_ = false;
  media::FramePtr frame_, rest_, shown_;
  media::DisplayShape shape_{3, 4};
  std::optional<media::WallTime> ended_at_;
  std::vector<Error> errors_;
};

}  // namespace mallette::app
