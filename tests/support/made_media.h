// SPDX-License-Identifier: GPL-3.0-or-later
// Small films made at test time with the ffmpeg program, that say in picture and sound where they are:
// each picture holds its number as a row of eight black and white bars, and the sound is either a ramp
// that counts samples or a click at every half second.
#pragma once

#include <string>

#include "player/media/video_frame.h"
#include "tests/support/host_command.h"

namespace mallette::test {

struct MadeFilm {
  std::string video = "-c:v libx264 -preset ultrafast";  ///< empty: no picture
  std::string audio = "-c:a pcm_s16le";                  ///< empty: no sound
  std::string rate = "25";
  double seconds = 2;
  double sound_seconds = 0;  ///< 0: as the picture
  bool clicks = false;       ///< instead of the ramp
  std::string size = "128x64";
  std::string output = {};   ///< further options
};

inline constexpr int kRampLength = 30'000;

inline bool make_film(const std::string& path, const MadeFilm& film) {
  std::string command = "ffmpeg -v error -nostdin -y";
  if (!film.video.empty()) {
    command += " -f lavfi -i \"color=gray:s=" + film.size + ":r=" + film.rate + ":d=" + std::to_string(film.seconds) +
               ",format=gray,geq=lum='if(bitand(floor(N/pow(2,floor(8*X/W))),1),225,25)'\"";
  }
  if (!film.audio.empty()) {
    const double seconds = film.sound_seconds > 0 ? film.sound_seconds : film.seconds;
    command += " -f lavfi -i \"aevalsrc='";
    command += film.clicks ? "if(lt(mod(t,0.5),0.004),0.8*sin(2*PI*1500*t),0)" : "mod(n,30000)/32768";
    command += "':s=48000:d=" + std::to_string(seconds) + "\"";
  }
  command += " -pix_fmt yuv420p " + film.video + " " + film.audio + " " + film.output + " '" + path + "'";
  return run(command);
}

/// The number in the picture, modulo 256.
inline int number_in(const media::VideoFrame& frame) {
  const bool wide = frame.layout == media::PixelLayout::kI010;
  int number = 0;
  for (int bit = 0; bit < 8; ++bit) {
    const int x = frame.width * (2 * bit + 1) / 16, y = frame.height / 2;
    const auto* row = frame.planes[0].data + static_cast<std::ptrdiff_t>(y) * frame.planes[0].stride_bytes;
    const int luma = wide ? (row[2 * x] | row[2 * x + 1] << 8) / 4 : row[x];
    if (luma > 125) number |= 1 << bit;
  }
  return number;
}

}  // namespace mallette::test
