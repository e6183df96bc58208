// SPDX-License-Identifier: GPL-3.0-or-later
// Leads a session when nobody is there (headless, without a script): films to their end, everything
// else for as long as the plan says, or at once. Main thread only.
#pragma once

#include "player/app/session_runner.h"

namespace mallette::app {

class AutoLead {
 public:
  explicit AutoLead(bool at_once) : at_once_(at_once) {}
  /// Each turn.
  void turn(SessionRunner& runner) const;

 private:
  const bool at_once_;
};

}  // namespace mallette::app
