// SPDX-License-Identifier: GPL-3.0-or-later
// Makes whole pictures of interlaced ones, by FFmpeg's bwdif (a film from television or a camcorder
// shows combs at every movement without). One picture a frame: the two that its fields could make cost
// twice as much to decode, draw and show, for smoother pans in films that mostly were shot at 25.
//
// It looks at the frames on either side, so a frame comes out when the next one is put in; drain()
// gives the last. Internal to player/media/; belongs to one decoder thread.
#pragma once

#include <memory>
#include <vector>

#include "player/media/libav.h"

struct AVFilterContext;
struct AVFilterGraph;

namespace mallette::media {

class Deinterlacer {
 public:
  Deinterlacer();
  ~Deinterlacer();
  Deinterlacer(const Deinterlacer&) = delete;
  Deinterlacer& operator=(const Deinterlacer&) = delete;

  /// Takes a frame whose pts is in nanoseconds, interlaced or not; gives those that are ready, with
  /// their times as they were. Where the filter cannot be had, or another shape begins, frames pass.
  [[nodiscard]] std::vector<AvFramePtr> put(AvFramePtr frame);
  /// What is still held; then as new.
  [[nodiscard]] std::vector<AvFramePtr> drain();

 private:
  struct Shape {
    int width = 0, height = 0, format = -1;
    bool operator==(const Shape&) const = default;
  };
  struct FreeGraph { void operator()(AVFilterGraph* graph) const; };
  bool build(const AVFrame& frame);
  void take(std::vector<AvFramePtr>& out);

  std::unique_ptr<AVFilterGraph, FreeGraph> graph_;
  AVFilterContext* source_ = nullptr;
  AVFilterContext* sink_ = nullptr;
  Shape shape_;
};

}  // namespace mallette::media
