// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/preparation/change.h"

#include <algorithm>
#include <charconv>

#include "player/preparation/apply.h"

namespace mallette::preparation {
namespace {

using Lists = std::optional<std::vector<std::string>>;

std::uint64_t number_of(const OwnStep& step) {
  std::uint64_t number = 0;
  if (is_own(step)) std::from_chars(step.id.data() + kOwnPrefix.size(), step.id.data() + step.id.size(), number);
  return number;
}

class Changer {
 public:
  Changer(const kits::Plan& kit, OwnPlan& plan) : kit_(kit), plan_(plan) {}

  void operator()(const change::SetTitle& set) {
    if (!set.title.empty() && set.title.size() <= kTitleLimit_bytes) plan_.title = set.title;
  }
  void operator()(const change::Move& move) {
    const auto step = find(move.step);
    if (step == plan_.steps.end()) return;
    const auto from = step - plan_.steps.begin();
    const auto last = static_cast<std::ptrdiff_t>(plan_.steps.size()) - 1;
    const auto to = std::clamp<std::ptrdiff_t>(from + move.by, 0, last);
    if (to > from) std::rotate(step, step + 1, plan_.steps.begin() + to + 1);
    if (to < from) std::rotate(plan_.steps.begin() + to, step, step + 1);
  }
  void operator()(const change::Skip& skip) {
    if (OwnStep* step = at(skip.step)) step->skipped = skip.skipped;
  }
  void operator()(const change::SetDuration& set) {
    OwnStep* step = at(set.step);
    if (step == nullptr || (set.duration && (*set.duration < Milliseconds(0) || *set.duration > kLongestStep))) return;
    const kits::Step* there = kits(*step);
    step->duration = there != nullptr && set.duration == there->duration ? std::nullopt : set.duration;
  }
  void operator()(const change::SetWords& set) {
    OwnStep* step = at(set.step);
    if (step == nullptr || set.text.size() > kTextLimit_bytes) return;
    if (set.which == Words::kNotes) {
      step->notes = set.text;
      return;
    }
    const kits::Step* there = kits(*step);
    const bool question = set.which == Words::kQuestion;
    std::optional<std::string>& own = question ? step->question : step->text;
    const bool as_it_was = there != nullptr && (question ? there->question : there->text) == set.text;
    own = as_it_was ? std::nullopt : std::optional(set.text);
  }
  void operator()(const change::SetPoint& set) {
    OwnStep* step = at(set.step);
    if (step == nullptr || set.text.size() > kTextLimit_bytes) return;
    std::vector<std::string> list = points(*step, set.which);
    if (set.index > list.size() || set.index >= kMostPoints) return;
    if (set.index == list.size()) list.emplace_back();
    list[set.index] = set.text;
    put(*step, set.which, std::move(list));
  }
  void operator()(const change::AddQuestion& add) {
    if (plan_.steps.size() >= kMostSteps) return;
    std::uint64_t last = 0;
    for (const OwnStep& step : plan_.steps) last = std::max(last, number_of(step));
    const auto after = find(add.after);
    OwnStep asked{.id = std::string(kOwnPrefix) + std::to_string(last + 1)};
    plan_.steps.insert(after == plan_.steps.end() ? after : after + 1, std::move(asked));
  }
  void operator()(const change::Remove& gone) {
    const auto step = find(gone.step);
    if (step != plan_.steps.end() && (is_own(*step) || kits(*step) == nullptr)) plan_.steps.erase(step);
  }
  void operator()(const change::Restore& back) {
    OwnStep* step = at(back.step);
    if (step != nullptr && !is_own(*step)) *step = {.id = step->id, .type = step->type, .label = step->label};
  }

 private:
  std::vector<OwnStep>::iterator find(const std::string& id) { return std::ranges::find(plan_.steps, id, &OwnStep::id); }
  OwnStep* at(const std::string& id) {
    const auto found = find(id);
    return found == plan_.steps.end() ? nullptr : &*found;
  }
  /// What the kit says of it.
  const kits::Step* kits(const OwnStep& step) {
    if (rows_.empty()) rows_ = rows(kit_, plan_);
    const auto index = static_cast<std::size_t>(&step - plan_.steps.data());
    return rows_[index].kit ? &*rows_[index].kit : nullptr;
  }
  std::vector<std::string> points(const OwnStep& step, Points which) {
    const bool follow_ups = which == Points::kFollowUps;
    const Lists& own = follow_ups ? step.follow_ups : step.expected;
    if (own) return *own;
    const kits::Step* there = kits(step);
    if (there == nullptr) return {};
    return follow_ups ? there->follow_ups : there->expected;
  }
  void put(OwnStep& step, Points which, std::vector<std::string> list) {
    const kits::Step* there = kits(step);
    const bool follow_ups = which == Points::kFollowUps;
    Lists& own = follow_ups ? step.follow_ups : step.expected;
    const bool as_it_was = there != nullptr && (follow_ups ? there->follow_ups : there->expected) == list;
    own = as_it_was ? std::nullopt : Lists(std::move(list));
  }

  const kits::Plan& kit_;
  OwnPlan& plan_;
  std::vector<Row> rows_;  ///< as the plan was: made when it is asked for
};

}  // namespace

bool is_same_typing(const Change& before, const Change& after) {
  if (std::holds_alternative<change::SetTitle>(before)) return std::holds_alternative<change::SetTitle>(after);
  if (const auto* words = std::get_if<change::SetWords>(&before)) {
    const auto* then = std::get_if<change::SetWords>(&after);
    return then != nullptr && then->step == words->step && then->which == words->which;
  }
  if (const auto* point = std::get_if<change::SetPoint>(&before)) {
    const auto* then = std::get_if<change::SetPoint>(&after);
    return then != nullptr && then->step == point->step && then->which == point->which && then->index == point->index;
  }
  if (const auto* time = std::get_if<change::SetDuration>(&before)) {
    const auto* then = std::get_if<change::SetDuration>(&after);
    return then != nullptr && then->step == time->step;
  }
  return false;
}

OwnPlan changed(const kits::Plan& kit, OwnPlan plan, const Change& what) {
  std::visit(Changer(kit, plan), what);
  return plan;
}

std::string newest_question(const OwnPlan& plan) {
  const auto newest = std::ranges::max_element(plan.steps, {}, number_of);
  return newest == plan.steps.end() || number_of(*newest) == 0 ? std::string() : newest->id;
}

}  // namespace mallette::preparation
