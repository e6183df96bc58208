// SPDX-License-Identifier: GPL-3.0-or-later
// The card by which a room is checked, drawn by hand: a frame along the outermost pixels (what a
// projector crops is missing from it), greys, the charter's colours, a caption where captions stand.
//
//   ┌─────────────────────────────────┐
//   │ Écran de la salle               │
//   │ the display's name, what to see │
//   │ ▁▂▃▄▅▆▇█                        │
//   │ ■■■■■■                 ┌──────┐ │
//   │     ── a caption ──    │signer│ │
//   └────────────────────────┴──────┴─┘
//
// Internal to player/room/. Main thread. Pixels of the output.
#pragma once

#include <memory>
#include <string>

#include "player/render/compositor.h"
#include "player/room/room_scene.h"
#include "subtitles/renderer.h"
#include "subtitles/text_page.h"

namespace mallette::room {

/// The card's own text, on a page of its own at the output's top left corner, beside the signer.
[[nodiscard]] subtitles::TextPage card_text(const std::string& display, const Look& look,
                                            const language::Catalogue& words, render::Size output,
                                            const render::Layout& layout);

/// Where film, signer and captions would stand: the default placement, a film of 16:9.
[[nodiscard]] render::Layout card_layout(const TestCard& card, render::Size output);

/// One caption in every colour of the charter, always on.
[[nodiscard]] std::shared_ptr<const subtitles::CueList> card_cues(const language::Catalogue& words);

/// Frame and patches over the whole output, then text and caption; clear where nothing is drawn.
[[nodiscard]] subtitles::CaptionPicturePtr card_picture(const Look& look, render::Size output,
                                                        const render::Layout& layout,
                                                        const subtitles::CaptionPicturePtr& text,
                                                        const subtitles::CaptionPicturePtr& caption);

}  // namespace mallette::room
