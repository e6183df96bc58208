// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/narration.h"

#include <algorithm>

namespace mallette::app {
namespace {

using media::kSampleRate;
using media::SampleIndex;

// Cues that begin within this are one: a text on several lines, written as several cues.
constexpr SampleIndex kTogether = kSampleRate / 10;
// So much behind the cue's end is no reason to stop a film, nor to hurry.
constexpr SampleIndex kOverrun = kSampleRate * 3 / 10;
// A wait stands before the film's end, not on it, where the film would be over.
constexpr SampleIndex kBeforeEnd = kSampleRate / 50;
// Between a voice that is cut and the next one.
constexpr SampleIndex kBreath = kSampleRate / 10;

/// What is spoken later than that lies in the next cue, or behind the film.
SampleIndex hard_limit(const SpokenCue& cue, const Surround& around) {
  SampleIndex limit = std::max(cue.end, cue.begin) + SampleIndex{kSampleRate} * 3600;
  if (around.next) limit = std::min(limit, *around.next - kBreath);
  if (around.end) limit = std::min(limit, *around.end - kBeforeEnd);
  return std::max(limit, cue.begin);
}

SampleIndex own_limit(const SpokenCue& cue, const Surround& around) {
  return std::clamp(cue.end, cue.begin, hard_limit(cue, around));
}

bool fits(const SpokenCue& cue, const Surround& around, SampleIndex length) {
  return cue.begin + length <= std::min(own_limit(cue, around) + kOverrun, hard_limit(cue, around));
}

}  // namespace

std::vector<SpokenCue> spoken_cues(const subtitles::CueList& list, media::Duration offset) {
  std::vector<SpokenCue> out;
  const auto on_line = [&](std::chrono::microseconds time) { return media::to_sample(media::MediaTime(time - offset)); };
  for (const subtitles::Cue& cue : list.cues) {
    SpokenCue spoken{.begin = std::max<SampleIndex>(on_line(cue.begin), 0),
                     .end = on_line(cue.end),
                     .text = subtitles::plain_text(cue),
                     .line = cue.line};
    const bool blank = std::ranges::all_of(spoken.text, [](unsigned char c) { return c <= ' '; });
    if (blank || spoken.end <= 0) continue;
    if (!out.empty() && spoken.begin < out.back().begin + kTogether) {
      out.back().text += "\n" + spoken.text;
      out.back().end = std::max(out.back().end, spoken.end);
    } else {
      out.push_back(std::move(spoken));
    }
  }
  return out;
}

Placement place(const SpokenCue& cue, const Surround& around, SampleIndex length, bool extended) {
  if (fits(cue, around, length)) return {.on_line = length, .wait_at = std::nullopt};
  if (extended) {
    const SampleIndex limit = own_limit(cue, around);
    return {.on_line = limit - cue.begin, .wait_at = limit};
  }
  const SampleIndex room = hard_limit(cue, around) - cue.begin;
  return {.on_line = std::min(length, room), .wait_at = std::nullopt, .cut = length > room};
}

double haste(const SpokenCue& cue, const Surround& around, SampleIndex length) {
  if (fits(cue, around, length)) return 1;
  const SampleIndex room = std::max<SampleIndex>(own_limit(cue, around) - cue.begin, 1);
  return std::clamp(static_cast<double>(length) / static_cast<double>(room), 1.0, kMostHaste);
}

std::size_t first_cue(const std::vector<SpokenCue>& cues, SampleIndex at) {
  const auto next = std::ranges::upper_bound(cues, at, {}, &SpokenCue::begin);
  return next == cues.begin() ? 0 : static_cast<std::size_t>(next - cues.begin()) - 1;
}

}  // namespace mallette::app
