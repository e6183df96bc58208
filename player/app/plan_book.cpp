// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/plan_book.h"

#include <algorithm>

#include "player/app/natural_order.h"
#include "player/preparation/own_plan_file.h"

namespace mallette::app {

using preparation::OwnPlan;

PlanBook::PlanBook(std::optional<storage::StateFolder> folder, Wake wake) {
  if (!folder) return;
  store_.emplace(*folder);
  reading_ = std::make_unique<Background<Read>>([folder = *folder] { return read(folder); }, std::move(wake));
}

PlanBook::Read PlanBook::read(const storage::StateFolder& folder) {
  Read all;
  for (const storage::StoredPlan& stored : storage::read_plans(folder)) {
    auto plan = preparation::read_own_plan(stored.bytes, stored.path);
    if (!plan && plan.error().code == ErrorCode::kPlanDamaged) {
      if (auto before = preparation::read_own_plan(stored.before, stored.path)) plan = std::move(before);
    }
    if (!plan) {
      all.errors.push_back(std::move(plan.error()));
      continue;
    }
    if (preparation::is_plan_id(stored.id)) plan->id = stored.id;  // the name that it is written under
    all.plans.push_back(std::move(*plan));
  }
  return all;
}

void PlanBook::update() {
  auto read = reading_ ? reading_->take() : std::nullopt;
  if (!read) return;
  reading_.reset();
  for (OwnPlan& plan : read->plans) {
    if (at(plan.id) == nullptr) plans_.push_back(std::move(plan));  // what was done meanwhile holds
  }
  std::ranges::move(read->errors, std::back_inserter(errors_));
  ++version_;
}

std::vector<OwnPlan> PlanBook::of(const std::string& kit_id) const {
  std::vector<OwnPlan> found;
  std::ranges::copy_if(plans_, std::back_inserter(found), [&](const OwnPlan& plan) { return plan.kit_id == kit_id; });
  std::ranges::stable_sort(found, {}, [](const OwnPlan& plan) { return natural_key(plan.title); });
  return found;
}

OwnPlan* PlanBook::at(const std::string& id) {
  const auto found = std::ranges::find(plans_, id, &OwnPlan::id);
  return found == plans_.end() ? nullptr : &*found;
}

const OwnPlan* PlanBook::find(std::string id) const {
  if (!id.starts_with(preparation::kOwnPrefix)) return nullptr;
  id.erase(0, preparation::kOwnPrefix.size());
  const auto found = std::ranges::find(plans_, id, &OwnPlan::id);
  return found == plans_.end() ? nullptr : &*found;
}

void PlanBook::keep(const OwnPlan& plan) {
  if (OwnPlan* before = at(plan.id)) *before = plan;
  else plans_.push_back(plan);
  ++version_;
  if (!store_) return;
  std::string bytes = preparation::write_own_plan(plan);
  if (bytes.size() <= preparation::kOwnPlanLimit_bytes) return store_->save(plan.id, std::move(bytes));
  // It could not be read again; what is on disk stays.
  errors_.push_back({.code = ErrorCode::kFileTooLarge,
                     .subject = plan.title,
                     .found = std::to_string(bytes.size()),
                     .allowed = std::to_string(preparation::kOwnPlanLimit_bytes)});
}

std::string PlanBook::take_in(OwnPlan plan) {
  if (const OwnPlan* there = at(plan.id)) {
    if (*there == plan) return plan.id;
    plan.id = preparation::new_plan_id();
  }
  keep(plan);
  return plan.id;
}

void PlanBook::remove(const std::string& id) {
  std::erase_if(plans_, [&](const OwnPlan& plan) { return plan.id == id; });
  ++version_;
  if (store_) store_->remove(id);
}

std::vector<Error> PlanBook::take_errors() {
  if (store_) {
    if (auto error = store_->take_error()) errors_.push_back(std::move(*error));
  }
  return std::exchange(errors_, {});
}

}  // namespace mallette::app
