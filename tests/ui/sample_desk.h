// SPDX-License-Identifier: GPL-3.0-or-later
// A desk in small, made of the real widgets, for their tests: a question of a session, what is on
// the wall, the steps, the transport. Not the program's desk.
#pragma once

#include <string>
#include <vector>

#include "player/ui/containers.h"

namespace mallette::test {

struct SampleDesk {
  bool playing = true;
  bool captions = true;
  bool sign = true;
  bool description = false;
  bool neutral = false;
  bool prompt_shown = false;
  bool asking = false;  ///< a dialog is open
  bool notes_shown = false;
  double position_s = 252;
  double volume = 0.7;
  std::size_t step = 3;
  std::vector<bool> ticked = {true, false, false};
  std::string search;
  std::vector<std::string> log;  ///< what was pressed

  void view(ui::Frame& frame);
  static const std::vector<std::string>& steps();

 private:
  void question(ui::Frame& frame, ui::Flow& flow);
  void notes(ui::Frame& frame, ui::Flow& flow);
  void wall(ui::Frame& frame, ui::Flow& flow);
  void time_left(ui::Frame& frame, ui::Flow& flow);
  void step_list(ui::Frame& frame, ui::Flow& flow);
  void transport(ui::Frame& frame, ui::Flow& flow);
  void tracks(ui::Frame& frame, ui::Flow& flow);
  void dialog(ui::Frame& frame);
  void wide(ui::Frame& frame, float gap);
  void stacked(ui::Frame& frame, float gap);
};

}  // namespace mallette::test
