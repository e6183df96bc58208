// SPDX-License-Identifier: GPL-3.0-or-later
// Short ways to captions, for their tests.
#pragma once

#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "subtitles/cue.h"
#include "subtitles/read.h"
#include "subtitles/renderer.h"

namespace mallette::test {

inline tl::expected<subtitles::CueList, subtitles::ReadError> read_text(std::string_view text,
                                                                        std::string_view name = "test.srt") {
  return subtitles::read(std::as_bytes(std::span(text)), name);
}

inline std::string file_content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The fonts of the list in packaging/debian-packages.txt (fonts-inter, fonts-dejavu-core).
inline subtitles::FontSet caption_fonts() {
  const std::string inter = "/usr/share/fonts/opentype/inter/Inter-";
  return {.files = {inter + "Medium.otf", inter + "MediumItalic.otf", inter + "Bold.otf",
                    inter + "BoldItalic.otf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"}};
}

}  // namespace mallette::test
