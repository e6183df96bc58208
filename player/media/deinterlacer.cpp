// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/deinterlacer.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <algorithm>
#include <iterator>

namespace mallette::media {

void Deinterlacer::FreeGraph::operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }

Deinterlacer::Deinterlacer() = default;
Deinterlacer::~Deinterlacer() = default;

bool Deinterlacer::build(const AVFrame& frame) {
  graph_.reset(avfilter_graph_alloc());
  if (!graph_) return false;
  graph_->nb_threads = 1;
  const AVRational sar = frame.sample_aspect_ratio;
  const std::string shape = "video_size=" + std::to_string(frame.width) + "x" + std::to_string(frame.height) +
                            ":pix_fmt=" + std::to_string(frame.format) + ":time_base=1/1000000000:pixel_aspect=" +
                            std::to_string(std::max(sar.num, 0)) + "/" + std::to_string(std::max(sar.den, 1));
  AVFilterContext* filter = nullptr;
  const bool made =
      avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "in", shape.c_str(), nullptr, graph_.get()) >= 0 &&
      avfilter_graph_create_filter(&filter, avfilter_get_by_name("bwdif"), "whole",
                                   "mode=send_frame:parity=auto:deint=interlaced", nullptr, graph_.get()) >= 0 &&
      avfilter_graph_create_filter(&sink_, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph_.get()) >= 0 &&
      avfilter_link(source_, 0, filter, 0) >= 0 && avfilter_link(filter, 0, sink_, 0) >= 0 &&
      avfilter_graph_config(graph_.get(), nullptr) >= 0;
  if (!made) graph_.reset();
  shape_ = {frame.width, frame.height, frame.format};
  return made;
}

std::vector<AvFramePtr> Deinterlacer::put(AvFramePtr frame) {
  std::vector<AvFramePtr> out;
  const Shape shape{frame->width, frame->height, frame->format};
  if (!(shape == shape_)) {
    out = drain();
    build(*frame);
  }
  // The filter gives whole pictures it was not asked to touch as they are, a frame later.
  if (graph_ && av_buffersrc_add_frame_flags(source_, frame.get(), AV_BUFFERSRC_FLAG_KEEP_REF) >= 0) {
    take(out);
  } else {
    out.push_back(std::move(frame));
  }
  return out;
}

std::vector<AvFramePtr> Deinterlacer::drain() {
  std::vector<AvFramePtr> out;
  if (graph_ && av_buffersrc_add_frame_flags(source_, nullptr, 0) >= 0) take(out);
  graph_.reset();
  shape_ = {};
  return out;
}

void Deinterlacer::take(std::vector<AvFramePtr>& out) {
  for (;;) {
    AvFramePtr frame(av_frame_alloc());
    if (!frame || av_buffersink_get_frame(sink_, frame.get()) < 0) return;
    frame->pts = av_rescale_q(frame->pts, av_buffersink_get_time_base(sink_), kNanoseconds);
    set_duration_ticks(*frame, 0);  // in which unit it comes out differs between versions
    out.push_back(std::move(frame));
  }
}

}  // namespace mallette::media
