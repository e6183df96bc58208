// SPDX-License-Identifier: GPL-3.0-or-later
// Owners of libass's C handles. Internal to subtitles/.
#pragma once

extern "C" {
#include <ass/ass.h>
}

#include <memory>

namespace mallette::subtitles {

struct AssDeleter {
  void operator()(ASS_Library* library) const { ass_library_done(library); }
  void operator()(ASS_Renderer* renderer) const { ass_renderer_done(renderer); }
  void operator()(ASS_Track* track) const { ass_free_track(track); }
};

using AssLibraryPtr = std::unique_ptr<ASS_Library, AssDeleter>;
using AssRendererPtr = std::unique_ptr<ASS_Renderer, AssDeleter>;
using AssTrackPtr = std::unique_ptr<ASS_Track, AssDeleter>;

}  // namespace mallette::subtitles
