// SPDX-License-Identifier: GPL-3.0-or-later
// The film slower or faster with its pitch kept: between the mixer and the feeds, blocks in, blocks out.
//
//   mixer ──put()──> input, some 60 ms kept ──> SoundTouch ──take()──> feeds
//                    └────────── at 1.0: the very blocks ────────────┘
//
// Both mixes are stretched as one sound of four channels, so that they stay together to the sample.
//
// SoundTouch lays pieces of the sound over one another (WSOLA): each is heard at its own pace, and they are
// taken further apart, or closer, than they were. So one frame of output takes `rate` frames of the media
// line, exactly and without ever drifting; but what is heard stands, within a piece, up to half of
// |1 - rate| times its length beside that line, and up to half the window in which the best joint is
// looked for. Pieces are short enough for the two to stay below 20 ms.
//
// Passing from 1.0 to another rate begins a piece where the sound stands; the way back crosses over to the
// place in the input that sounds most alike. Both are heard as soon as the feeds' rings have been played.
// One thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "player/media/sound_block.h"

namespace mallette::media {

inline constexpr double kSlowest = 0.5, kFastest = 2.0;

class TimeStretch {
 public:
  TimeStretch();
  ~TimeStretch();
  TimeStretch(const TimeStretch&) = delete;
  TimeStretch& operator=(const TimeStretch&) = delete;

  /// Everything is forgotten but the rate; what is put next begins a new sound.
  void restart();
  /// Within [kSlowest, kFastest]. For what comes out from now on.
  void set_rate(double rate) { rate_ = rate; }
  /// Blocks pass as they are, and none is under way.
  [[nodiscard]] bool is_direct() const { return is_empty() && rate_ == 1; }
  [[nodiscard]] bool is_empty() const { return !stretching_ && input_.empty() && !direct_; }
  /// What was put is all that there is for now: the line stands there. All of it comes out; the line stands in what is left
  /// of the last block. What is put next begins a new sound.
  void end_here();
  /// The block behind the one that was put last, at rate 1; as far as the line moves in it.
  void put(const SoundBlock& block);
  /// False when more has to be put first, or all of it has come out.
  [[nodiscard]] bool take(SoundBlock& out);

 private:
  static constexpr int kWide = 2 * kChannels;  ///< room and headphones
  /// Frames of output that were made at one rate.
  struct Run {
    std::size_t frames;
    double rate;
  };
  class Engine;

  void append(const SoundBlock& block);
  [[nodiscard]] std::size_t input_frames() const { return input_.size() / kWide; }
  bool take_plain(SoundBlock& out);
  void enter();
  bool fill_output();
  void receive();
  void make_block(SoundBlock& out);
  bool leave(SoundBlock& out);
  [[nodiscard]] std::size_t best_match(std::size_t from, std::size_t to) const;
  double move_bias(double wanted);
  void drop_input(std::size_t frames);
  void finish(SoundBlock& out, SampleIndex end_of_block);
  void stand(SoundBlock& out) const;

  double rate_ = 1;
  std::unique_ptr<Engine> engine_;
  Generation generation_ = 0;
  bool for_headphones_ = false;
  std::optional<SoundBlock> direct_;  ///< at 1.0, untouched
  std::vector<float> input_;          ///< of four channels; the history too, while stretching
  SampleIndex input_begin_ = 0;       ///< place of its first frame
  std::optional<SampleIndex> end_;    ///< the last block was put; it ends there
  bool over_ = false;                 ///< and has come out
  bool stands_ = false;               ///< the line stands at that end

  bool stretching_ = false;
  SampleIndex fed_ = 0;       ///< up to where the engine has the input
  std::vector<float> output_;
  std::deque<Run> runs_;      ///< of the output
  double place_ = 0;          ///< of the output's first frame, but for the bias
  double bias_ = 0;           ///< how far from the mean place what is heard lies, on average
};

}  // namespace mallette::media
