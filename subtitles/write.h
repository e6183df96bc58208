// SPDX-License-Identifier: GPL-3.0-or-later
// A CueList as a file that others can read. UTF-8, "\n" line ends, times rounded to the millisecond.
//
// What each format can hold:
//            text  times  colours                  background  i b u  voice  region, settings
//   SubRip   yes   yes    <font color="#RRGGBB">   -           yes    -      top, middle: {\an1}-{\an9}
//   WebVTT   yes   yes    classes + STYLE block    same        yes    yes    yes
//
// Empty rows inside a cue would end it in both formats: they are left out.
// Pure functions: any thread.
#pragma once

#include <string>

#include "subtitles/cue.h"

namespace mallette::subtitles {

[[nodiscard]] std::string write_subrip(const CueList& list);
[[nodiscard]] std::string write_webvtt(const CueList& list);

}  // namespace mallette::subtitles
