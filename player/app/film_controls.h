// SPDX-License-Identifier: GPL-3.0-or-later
// What a person changes of a film while it plays: its tracks, its volume, where the signer stands.
// Brings what plays from the tracks that are on to those that are wished, touching nothing else.
//
// Main thread only. Kit and show outlive it.
#pragma once

#include "kits/kit.h"
#include "player/app/film_show.h"
#include "player/ui/action.h"

namespace mallette::app {

struct Loudness {
  float volume = 1.0F;  ///< 0 to 1
  bool muted = false;
  [[nodiscard]] float gain() const { return muted ? 0.0F : volume; }
  /// The volume is the room's; silence is everybody's.
  [[nodiscard]] float headphones_gain() const { return muted ? 0.0F : 1.0F; }
  /// Up, down, mute. False: another action.
  bool act(ui::Action action);
};

/// Where the signer stands, by keys: the next placement; the signer large and the film small, and back.
class StandChanges {
 public:
  /// False: another action.
  bool act(ui::Action action, render::SignStand& stand);

 private:
  render::SignPlacement unswapped_ = render::SignPlacement::kFirstRight;  ///< before the signer came first
};

/// Faster, slower, normal: the speed that follows. Nothing: another action.
[[nodiscard]] std::optional<double> speed_after(ui::Action action, double now);

class FilmControls {
 public:
  /// `tracks` are what the show was made with.
  FilmControls(const kits::Kit& kit, TrackWish wish, FilmTracks tracks, FilmShow& show)
      : kit_(kit), wish_(std::move(wish)), tracks_(std::move(tracks)), show_(show) {}

  /// Captions, signer, description. False: another action.
  bool act(ui::Action action);
  void change_tracks(TrackWish wish);
  void show_captions(bool shown);
  [[nodiscard]] const TrackWish& wish() const { return wish_; }
  [[nodiscard]] const FilmTracks& tracks() const { return tracks_; }
  [[nodiscard]] bool captions_shown() const { return wish_.captions.has_value() && show_.captions_shown(); }

 private:
  [[nodiscard]] DescriptionWish next_kind(DescriptionWish now) const;

  const kits::Kit& kit_;
  TrackWish wish_;
  FilmTracks tracks_;
  FilmShow& show_;
  StandChanges stand_changes_;
};

}  // namespace mallette::app
