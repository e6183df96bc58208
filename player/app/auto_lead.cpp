// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/auto_lead.h"

namespace mallette::app {
namespace {

namespace event = session::event;
using namespace std::chrono_literals;

// A step for which nothing is planned, and a warning: long enough to be read.
constexpr session::Milliseconds kUnplanned = 5s;

}  // namespace

void AutoLead::turn(SessionRunner& runner) const {
  const session::State& state = runner.state();
  if (state.stage != session::Stage::kUnderWay) return;
  if (state.screening) {
    const auto phase = state.screening->phase;
    const bool runs = phase == session::FilmPhase::kRunning && !session::has_broken_off(state);  // nobody puts a key back in
    if (runs || phase == session::FilmPhase::kTail) return;
  } else {
    const auto planned = session::current_step(state).planned.value_or(kUnplanned);
    if (!at_once_ && session::current_progress(state).elapsed < planned) return;
  }
  const bool warned = state.screening && state.screening->phase == session::FilmPhase::kWarning;
  if (!warned && !session::step_after(state, state.step)) return runner.send(event::Finish{});
  runner.send(event::NextStep{});
}

}  // namespace mallette::app
