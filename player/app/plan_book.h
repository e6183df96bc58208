// SPDX-License-Identifier: GPL-3.0-or-later
// The trainer's own plans, of all kits: read once, held here, written as they change. Where nothing can
// be kept they last as long as the program.
//
// Main thread; the Wake comes from the worker that reads. Nothing here waits.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/app/background.h"
#include "player/app/wake.h"
#include "player/preparation/own_plan.h"
#include "player/storage/plan_store.h"

namespace mallette::app {

class PlanBook {
 public:
  /// Begins to read them. Without a folder nothing is kept.
  PlanBook(std::optional<storage::StateFolder> folder, Wake wake);

  /// Takes in what has been read.
  void update();
  [[nodiscard]] bool known() const { return !reading_; }
  [[nodiscard]] bool keeps() const { return store_.has_value(); }
  /// Raised by every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Of this kit, by title.
  [[nodiscard]] std::vector<preparation::OwnPlan> of(const std::string& kit_id) const;
  /// By the id of the plan that is led: "own:" and its own. A kit's plan may be called as one's own is.
  [[nodiscard]] const preparation::OwnPlan* find(std::string id) const;

  /// In place of the one of its id.
  void keep(const preparation::OwnPlan& plan);
  /// One that came as a file; its id here. The same one twice is one; another one of its id gets a new id.
  std::string take_in(preparation::OwnPlan plan);
  void remove(const std::string& id);
  /// What could not be read or written, each once.
  [[nodiscard]] std::vector<Error> take_errors();

 private:
  struct Read {
    std::vector<preparation::OwnPlan> plans;
    std::vector<Error> errors;
  };
  static Read read(const storage::StateFolder& folder);
  preparation::OwnPlan* at(const std::string& id);

  std::optional<storage::PlanStore> store_;
  std::unique_ptr<Background<Read>> reading_;
  std::vector<preparation::OwnPlan> plans_;
  std::vector<Error> errors_;
  std::uint64_t version_ = 0;
};

}  // namespace mallette::app
