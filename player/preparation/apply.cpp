// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/preparation/apply.h"

#include <algorithm>

#include "player/session/deck.h"
#include "player/session/plans.h"

namespace mallette::preparation {
namespace {

constexpr std::string_view kUnnamed = "step-";  ///< and a number: an id that says a place, not a step

bool is_unnamed(std::string_view id) {
  return id.size() > kUnnamed.size() && id.starts_with(kUnnamed) &&
         std::ranges::all_of(id.substr(kUnnamed.size()), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\n") == std::string::npos;
}

/// Which step of the kit each of one's own stands for; an index, or none.
class Matches {
 public:
  Matches(const kits::Plan& kit, const OwnPlan& own) : kit_(kit), taken_(kit.step.size()) {
    found_.resize(own.steps.size());
    // By their ids first: what is called alike elsewhere is not to take their places.
    for (const bool by_id : {true, false}) {
      for (std::size_t i = 0; i < own.steps.size(); ++i) {
        if (!found_[i] && !is_own(own.steps[i])) found_[i] = find(own.steps[i], by_id);
      }
    }
  }
  [[nodiscard]] const kits::Step* of(std::size_t own_index) const {
    return found_[own_index] ? &kit_.step[*found_[own_index]] : nullptr;
  }
  [[nodiscard]] std::optional<std::size_t> index(std::size_t own_index) const { return found_[own_index]; }
  [[nodiscard]] bool is_taken(std::size_t kit_index) const { return taken_[kit_index]; }

 private:
  std::optional<std::size_t> find(const OwnStep& step, bool by_id) {
    const bool unnamed = is_unnamed(step.id);
    if (!by_id && !unnamed) return std::nullopt;
    for (std::size_t i = 0; i < kit_.step.size(); ++i) {
      const kits::Step& there = kit_.step[i];
      if (taken_[i] || there.type != step.type) continue;
      if (by_id ? there.id != step.id : !is_unnamed(there.id)) continue;
      if (unnamed && label_of(there) != step.label) continue;
      taken_[i] = true;
      return i;
    }
    return std::nullopt;
  }

  const kits::Plan& kit_;
  std::vector<bool> taken_;  ///< by index of the kit's steps
  std::vector<std::optional<std::size_t>> found_;
};

/// The trainer's changes on what the kit says.
void change(kits::Step& step, const OwnStep& own) {
  const bool other_words = (own.question && *own.question != step.question) || (own.text && *own.text != step.text);
  if (other_words) step.sign.clear();  // it signs the kit's words
  if (own.duration) step.duration = own.duration;
  if (own.question) step.question = *own.question;
  if (own.text) step.text = *own.text;
  if (own.follow_ups) step.follow_ups = *own.follow_ups;
  if (own.expected) step.expected = *own.expected;
  if (is_blank(own.notes)) return;
  step.notes = step.notes.empty() ? own.notes : step.notes + "\n\n" + own.notes;
}

kits::Step bare_step(const OwnStep& own) {
  kits::Step step;
  step.id = own.id;
  step.type = own.type;
  if (!is_own(own)) step.title = own.label;
  return step;
}

Row row_of(const OwnStep& own, const kits::Step* kit) {
  Row row{.step = kit != nullptr ? *kit : bare_step(own), .own = is_own(own), .skipped = own.skipped};
  if (kit != nullptr) row.kit = *kit;
  row.gone = !row.own && kit == nullptr;
  row.changed = is_changed(own);
  row.notes = own.notes;
  change(row.step, own);
  return row;
}

/// A name for what is gone that no step of a kit can have.
std::string free_aside(const OwnPlan& own, std::size_t& last) {
  std::string name;
  do {
    name = "gone:" + std::to_string(++last);
  } while (std::ranges::find(own.steps, name, &OwnStep::id) != own.steps.end());
  return name;
}

}  // namespace

std::vector<Row> rows(const kits::Plan& kit, const OwnPlan& own) {
  const Matches matches(kit, own);
  std::vector<Row> all;
  all.reserve(own.steps.size());
  for (std::size_t i = 0; i < own.steps.size(); ++i) all.push_back(row_of(own.steps[i], matches.of(i)));
  return all;
}

bool is_led(const Row& row) { return !row.skipped && !row.gone && !(row.own && is_blank(row.step.question)); }

kits::Plan apply(const kits::Plan& kit, const OwnPlan& own) {
  kits::Plan plan = kit;
  plan.id = std::string(kOwnPrefix) + own.id;
  plan.title = own.title;
  plan.duration.reset();
  plan.step.clear();
  for (Row& row : rows(kit, own)) {
    if (!is_led(row)) continue;
    std::erase_if(row.step.follow_ups, is_blank);
    std::erase_if(row.step.expected, is_blank);
    plan.step.push_back(std::move(row.step));
  }
  return plan;
}

Followed follow(const kits::KitHeader& header, const kits::Plan& kit, const OwnPlan& own) {
  const Matches matches(kit, own);
  Followed followed{.plan = own, .gone = {}, .added = {}};
  followed.plan.kit_version = clean(header.version, kTitleLimit_bytes);
  followed.plan.kit_title = clean(header.title, kTitleLimit_bytes);
  std::vector<OwnStep>& steps = followed.plan.steps;
  std::size_t asides = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (const kits::Step* step = matches.of(i)) {
      steps[i].id = step->id;  // another place in the list, where that is its name
      steps[i].label = label_of(*step);
    } else if (!is_own(steps[i])) {
      followed.gone.push_back(steps[i].label);
      steps[i].id = free_aside(own, asides);  // another step may have its name by now
    }
  }
  for (std::size_t i = 0; i < kit.step.size(); ++i) {
    const kits::Step& step = kit.step[i];
    if (matches.is_taken(i) || steps.size() >= kMostSteps) continue;
    const auto before = i == 0 ? steps.end() : std::ranges::find(steps, kit.step[i - 1].id, &OwnStep::id);
    const auto place = i == 0 ? steps.begin() : before == steps.end() ? steps.end() : before + 1;
    steps.insert(place, {.id = step.id, .type = step.type, .label = label_of(step), .skipped = true});
    followed.added.push_back(label_of(step));
  }
  return followed;
}

Result<kits::Plan> base_plan(const kits::Manifest& manifest, const OwnPlan& own) {
  if (own.kit_id != manifest.kit.id) {
    return fail({.code = ErrorCode::kPlanForeign,
                 .subject = own.title,
                 .found = own.kit_title,
                 .allowed = manifest.kit.title});
  }
  auto plan = session::plan_of(manifest, own.plan_id);
  if (plan) return plan;
  return fail({.code = ErrorCode::kManifestReference,
               .subject = own.title,
               .key = "plan",
               .found = own.plan_id,
               .allowed = plan.error().allowed});
}

Milliseconds planned_time(const kits::Manifest& manifest, const kits::Plan& plan,
                          const std::vector<std::string>& audiences) {
  const auto deck = session::make_deck(manifest, plan, audiences);
  Milliseconds total{0};
  if (!deck) return total;
  for (const session::DeckStep& step : (*deck)->steps) {
    if (step.in_room) total += step.planned.value_or(Milliseconds(0));
  }
  return total;
}

Result<kits::Plan> prepared(const kits::Manifest& manifest, const OwnPlan& own,
                            const std::vector<std::string>& audiences) {
  auto base = base_plan(manifest, own);
  if (!base) return base;
  kits::Plan plan = apply(*base, own);
  const Milliseconds total = planned_time(manifest, plan, audiences);
  if (total > Milliseconds(0)) plan.duration = total;
  return plan;
}

}  // namespace mallette::preparation
