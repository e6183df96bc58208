// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/preparing.h"

#include <fmt/format.h>

#include <algorithm>

#include "player/preparation/apply.h"
#include "player/session/plans.h"

namespace mallette::app {
namespace {

namespace order = views::order;
namespace change = preparation::change;
using preparation::OwnPlan;

constexpr std::size_t kMostUndone = 100;

std::string title_of(const Workplace& work, const kits::Plan& plan) {
  return fmt::format(fmt::runtime(work.tr("{plan} (my plan)")), fmt::arg("plan", plan.title));
}

}  // namespace

Result<std::unique_ptr<Preparing>> Preparing::make(Workplace& work, const kits::Manifest& manifest, const std::string& plan) {
  if (auto base = session::plan_of(manifest, plan)) {
    auto own = preparation::own_plan_of(manifest.kit, *base, title_of(work, *base));
    if (!own) return fail(std::move(own.error()));
    std::unique_ptr<Preparing> made(new Preparing(work, manifest, std::move(*base)));
    made->plan_ = std::move(*own);
    return made;
  }
  const OwnPlan* own = work.plans->find(plan);
  if (own == nullptr) return fail({.code = ErrorCode::kUsage, .subject = "plan", .key = "plan", .found = plan});
  auto base = preparation::base_plan(manifest, *own);
  if (!base) return fail(std::move(base.error()));
  std::unique_ptr<Preparing> made(new Preparing(work, manifest, std::move(*base)));
  auto followed = preparation::follow(manifest.kit, made->base_, *own);
  made->plan_ = std::move(followed.plan);
  made->model_.gone = std::move(followed.gone);
  made->model_.added = std::move(followed.added);
  made->kept_ = true;
  return made;
}

std::string Preparing::choice() const {
  return kept_ ? std::string(preparation::kOwnPrefix) + plan_.id : plan_.plan_id;
}

void Preparing::put(OwnPlan plan) {
  if (plan == plan_) return;
  plan_ = std::move(plan);
  kept_ = true;
  work_.plans->keep(plan_);
}

void Preparing::change(const preparation::Change& what) {
  OwnPlan next = preparation::changed(base_, plan_, what);
  if (next == plan_) return;
  const bool goes_on = last_change_ && preparation::is_same_typing(*last_change_, what);
  if (!goes_on) {
    before_.push_back(plan_);
    if (before_.size() > kMostUndone) before_.erase(before_.begin());
  }
  last_change_ = what;
  put(std::move(next));
  // What is being typed is in its field already.
  if (!preparation::is_same_typing(what, what)) ++model_.revision;
  if (!std::holds_alternative<change::AddQuestion>(what)) return;
  state_.step = preparation::newest_question(plan_);
  state_.question = {};
  asks_ = true;
}

void Preparing::undo() {
  if (before_.empty()) return;
  put(std::move(before_.back()));
  before_.pop_back();
  last_change_.reset();
  ++model_.revision;
}

void Preparing::revert() {
  auto plain = preparation::own_plan_of(manifest_.kit, base_, plan_.title);
  if (!plain) return work_.tell(plain.error());
  plain->id = plan_.id;
  before_.push_back(plan_);
  last_change_.reset();
  put(std::move(*plain));
  ++model_.revision;
}

void Preparing::fill() {
  model_.title = plan_.title;
  model_.kit_title = manifest_.kit.title;
  model_.plan_title = base_.title;
  model_.rows = preparation::rows(base_, plan_);
  model_.total = preparation::planned_time(manifest_, preparation::apply(base_, plan_));
  model_.can_undo = !before_.empty();
  model_.is_kept = work_.plans->keeps();
  model_.message = work_.latest_message();
}

void Preparing::draw(ui::Frame& frame, views::Orders& orders) {
  fill();
  views::prepare_view(frame, work_.words, model_, state_, orders);
}

std::optional<accessibility::NodeId> Preparing::wants_focus() {
  if (!asks_ || !state_.question) return std::nullopt;
  asks_ = false;
  return state_.question;
}

bool Preparing::take(const views::Order& what) {
  if (const auto* changed = std::get_if<order::ChangePlan>(&what)) change(changed->change);
  else if (std::holds_alternative<order::UndoChange>(what)) undo();
  else if (std::holds_alternative<order::RevertPlan>(what)) revert();
  else return false;
  return true;
}

bool Preparing::take_key(const ui::Key& key) {
  if (key.control && !key.shift && key.name == "Z") {
    undo();
    return true;
  }
  if (!key.control || key.shift || (key.name != "Up" && key.name != "Down") || state_.step.empty()) return false;
  change(change::Move{state_.step, key.name == "Up" ? -1 : 1});
  return true;
}

Result<kits::Plan> chosen_plan(const kits::Manifest& manifest, const SessionChoice& choice) {
  if (choice.own) return preparation::prepared(manifest, *choice.own, choice.audiences);
  return session::plan_of(manifest, choice.plan_id);
}

}  // namespace mallette::app
