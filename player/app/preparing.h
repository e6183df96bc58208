// SPDX-License-Identifier: GPL-3.0-or-later
// A plan of the trainer's own while it is prepared: what is changed is kept as it is typed, and the
// last changes can be taken back.
//
// Main thread. The kit's manifest outlives it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/manifest.h"
#include "player/app/mode.h"
#include "player/app/workplace.h"
#include "player/preparation/change.h"
#include "player/views/prepare_view.h"

namespace mallette::app {

class Preparing {
 public:
  /// The kit's plan: one made from it, kept with its first change; an own plan: that one. Errors: those of
  /// preparation::own_plan_of() and base_plan().
  static Result<std::unique_ptr<Preparing>> make(Workplace& work, const kits::Manifest& manifest, const std::string& plan);

  /// "own:" and the plan's id; of one that nobody changed, the kit's plan.
  [[nodiscard]] std::string choice() const;
  void draw(ui::Frame& frame, views::Orders& orders);
  /// False: not an order of preparing.
  bool take(const views::Order& order);
  /// Ctrl and an arrow move the step that is open.
  bool take_key(const ui::Key& key);
  /// The field of a question that was just added.
  [[nodiscard]] std::optional<accessibility::NodeId> wants_focus();

 private:
  Preparing(Workplace& work, const kits::Manifest& manifest, kits::Plan base) : work_(work), manifest_(manifest), base_(std::move(base)) {}
  void change(const preparation::Change& what);
  void put(preparation::OwnPlan plan);
  void undo();
  void revert();
  void fill();

  Workplace& work_;
  const kits::Manifest& manifest_;
  const kits::Plan base_;
  preparation::OwnPlan plan_;
  bool kept_ = false;
  bool asks_ = false;  ///< a question was added, and waits for its words
  std::vector<preparation::OwnPlan> before_;        ///< the latest last
  std::optional<preparation::Change> last_change_;  ///< of the person; none: another begins anew
  views::PrepareModel model_;
  views::PrepareState state_;
};

/// The plan that is to be led: one's own, or the kit's. Errors: session::plan_of()'s, preparation::prepared()'s.
[[nodiscard]] Result<kits::Plan> chosen_plan(const kits::Manifest& manifest, const SessionChoice& choice);

}  // namespace mallette::app
