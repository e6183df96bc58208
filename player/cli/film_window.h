// SPDX-License-Identifier: GPL-3.0-or-later
// One film in a window of its own: SDL's events to the player's actions. Main thread only.
#pragma once

#include "player/app/film_player.h"
#include "player/render/room_window.h"

namespace mallette::cli {

struct FilmWindowOptions {
  render::Size size;
  render::RendererChoice renderer = render::RendererChoice::kAuto;
};

/// Plays to the end, or until the window is closed. Errors: kDisplay, kRenderer.
[[nodiscard]] Result<app::FilmReport> play_in_window(const kits::Kit& kit, const app::FilmOrder& order,
                                                     app::FilmTracks tracks, const FilmWindowOptions& options);

}  // namespace mallette::cli
