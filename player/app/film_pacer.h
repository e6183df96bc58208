// SPDX-License-Identifier: GPL-3.0-or-later
// Brings a show to a stage in time: waits for what is due, draws it ahead, hands it over at its
// instant. It learns how long drawing takes, and begins that much earlier.
//
// Main thread only. Driver and stage outlive it; the show may be another at each turn.
#pragma once

#include <optional>

#include "player/app/driver.h"
#include "player/app/film_show.h"
#include "player/app/stage.h"

namespace mallette::app {

class FilmPacer {
 public:
  FilmPacer(Driver& driver, Stage& stage) : driver_(driver), stage_(stage) {}

  struct Outcome {
    std::optional<media::MediaTime> reached;  ///< this instant is on the stage, or is the very end
    std::optional<Error> fault;               ///< of the stage
  };
  /// Draws what is due next, or waits for it. `also`: an instant that matters to the caller; `wake`: when
  /// the caller wants its turn in any case. The show is loaded.
  Outcome turn(FilmShow& show, std::optional<media::MediaTime> also, std::optional<media::WallTime> wake);
  /// When turn() will begin to draw; nothing while that is not known. The time before is the caller's.
  [[nodiscard]] std::optional<media::WallTime> draws_at(const FilmShow& show, std::optional<media::MediaTime> also) const;
  /// Nothing will be due that is known of: the film stands, or there is only sound.
  void let_time_pass(bool playing, std::optional<media::WallTime> wake);

 private:
  [[nodiscard]] media::Duration lead() const;
  void hold_until(const FilmShow& show, media::MediaTime instant);
  Outcome draw(FilmShow& show, media::MediaTime instant);

  Driver& driver_;
  Stage& stage_;
  render::Size drawn_size_{};
  media::Duration draw_cost_{};  ///< of a scene, a running mean
};

}  // namespace mallette::app
