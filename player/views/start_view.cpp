// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/start_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "player/views/layout.h"
#include "player/views/start_parts.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

constexpr float kMostWidth = 1280;
constexpr float kTextWidth = 860;  ///< of lines that can be read without losing the next

order::CheckRoom choice(const StartModel& model, const StartState& state) {
  Needs needs = state.needs;
  needs.captions = needs.captions && model.has_captions;
  needs.sign = needs.sign && model.has_sign;
  needs.description = needs.description && model.has_description;
  return {state.plan_id, {state.audiences.begin(), state.audiences.end()}, needs};
}

void kit_words(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, Orders& orders) {
  const Rect area = flow.next_area();
  Flow close =
      Flow::down({area.x, area.y, std::min(area.width, column(frame, kTextWidth)), area.height}, frame.px(4));
  heading(frame, close, "kit", model.kit_title, 1);
  if (!model.kit_summary.empty()) text(frame, close, "summary", model.kit_summary, {.ink = Ink::kQuiet});
  if (!model.origin.empty()) {
    text(frame, close, "origin", model.origin,
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet, .icon = model.origin_is_verified ? Icon::kTick : Icon::kInformation});
  }
  flow.skip(close.used());
  if (lone_button(frame, flow, "documents", {.words = words.tr("Documents of the kit"), .icon = Icon::kSheet})) orders.emplace_back(order::ShowDocuments{});
  trouble(frame, flow, model.message);
  if (!model.done.empty()) status(frame, flow, "done", model.done, accessibility::Live::kPolite, {.icon = Icon::kTick});
}

/// A session of this kit was left: it comes before a new one, which would take its place.
void saved_part(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, Orders& orders) {
  if (!model.saved) return;
  auto region = Region::in(frame, flow, "saved", {.name = words.tr("Take up again"), .gap = 8});
  text(frame, region.flow(), "place", joined({model.saved->plan_title, model.saved->step_title}),
       {.type = {TypeSize::kLead, Weight::kStrong}});
  text(frame, region.flow(), "when",
       fmt::format(fmt::runtime(words.tr("Left on {when}. A new session of this kit replaces it.")),
                   fmt::arg("when", model.saved->saved_at)),
       {.ink = Ink::kQuiet});
  const ButtonSpec take_up{.words = words.tr("Resume"), .icon = Icon::kPlay, .look = ButtonLook::kPrimary, .answers_enter = true};
  if (lone_button(frame, region.flow(), "take-up", take_up)) {
    orders.emplace_back(order::TakeUp{model.saved->kit_id});
  }
}

void plans(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, StartState& state) {
  List list(frame, "plans", words.tr("Plan of the session"));
  for (const PlanChoice& plan : model.plans) {
    const std::string steps = counted(plan.steps, words.tr("{n} step"), words.tr("{n} steps"), words);
    const std::string duration = plan.duration ? duration_text(*plan.duration, words) : std::string();
    if (list.item(flow, plan.id,
                  {.words = plan.title,
                   .detail = joined({plan.own ? words.tr("my plan") : "", duration, steps}),
                   .icon = Icon::kSteps,
                   .selected = plan.id == state.plan_id})) {
      state.plan_id = plan.id;
    }
  }
}

/// What can be done with the chosen plan besides leading it.
void own_plans(Frame& frame, Flow& flow, const Catalogue& words, const PlanChoice& chosen, StartState& state,
               Orders& orders) {
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "prepare", {.words = words.tr("Prepare this plan"), .icon = Icon::kNotes})) {
    orders.emplace_back(order::PreparePlan{chosen.id});
  }
  if (chosen.own) {
    if (button(frame, row, "duplicate", {.words = words.tr("Duplicate"), .look = ButtonLook::kPlain})) {
      orders.emplace_back(order::DuplicatePlan{chosen.id});
    }
    if (button(frame, row, "export", {.words = words.tr("Save a copy…"), .look = ButtonLook::kPlain})) {
      orders.emplace_back(order::ExportPlan{chosen.id});
    }
    if (button(frame, row, "delete", {.words = words.tr("Delete…"), .icon = Icon::kDelete, .look = ButtonLook::kPlain})) {
      state.deleting = true;
    }
  }
  flow.skip(row.used());
}

void delete_dialog(Frame& frame, const Catalogue& words, const StartModel& model, StartState& state, Orders& orders) {
  const auto chosen = std::ranges::find(model.plans, state.plan_id, &PlanChoice::id);
  if (!state.deleting || chosen == model.plans.end()) return;
  Dialog dialog(frame, "deleting", words.tr("Delete this plan?"));
  text(frame, dialog.flow(), "what",
       fmt::format(fmt::runtime(words.tr("“{plan}” is yours: order, times, questions and notes go with it. The kit stays as it is.")),
                   fmt::arg("plan", chosen->title)));
  Flow row = dialog.flow().inner_across(frame.px(8));
  frame.prefer_focus(frame.id_of("stay"));
  if (button(frame, row, "stay", {.words = words.tr("Keep it")}) || dialog.dismissed()) state.deleting = false;
  if (button(frame, row, "go", {.words = words.tr("Delete the plan"), .icon = Icon::kDelete})) {
    state.deleting = false;
    orders.emplace_back(order::DeletePlan{chosen->id});
  }
  dialog.flow().skip(row.used());
}

void plan_part(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, StartState& state,
               Orders& orders) {
  Part part(frame, flow, "plan", words.tr("Plan of the session"), 8);
  Flow rows = part.flow().inner_down(frame.px(2));
  plans(frame, rows, words, model, state);
  part.flow().skip(rows.used());
  const auto chosen = std::ranges::find(model.plans, state.plan_id, &PlanChoice::id);
  if (chosen != model.plans.end() && !chosen->summary.empty()) {
    text(frame, part.flow(), "plan-summary", chosen->summary,
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  }
  if (chosen != model.plans.end()) own_plans(frame, part.flow(), words, *chosen, state, orders);
}

struct Need {
  std::string_view key;
  const char* words;
  bool there;
  const char* absent;
  bool& wanted;
};

void need(Frame& frame, Flow& flow, const Need& need) {
  Flow part = flow.inner_down(0);
  if (toggle(frame, part, need.key, need.words, need.wanted && need.there, !need.there)) {
    need.wanted = !need.wanted;
  }
  if (!need.there) {
    const float indent = frame.px(18) + frame.theme().mark(34);
    const Rect area = part.next_area();
    Flow aside = Flow::down({area.x + indent, area.y, area.width - indent, area.height}, 0);
    text(frame, aside, fmt::format("{}-absent", need.key), need.absent,
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
    part.skip(aside.used());
  }
  flow.skip(part.used());
}

void needs_part(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model,
                StartState& state) {
  Part part(frame, flow, "needs", words.tr("What people need"), 4);
  Flow& in = part.flow();
  need(frame, in,
       {"captions", words.tr("Captions"), model.has_captions, words.tr("No film of this kit has captions."),
        state.needs.captions});
  need(frame, in,
       {"sign", words.tr("LSF"), model.has_sign, words.tr("No film of this kit is translated into LSF."),
        state.needs.sign});
  need(frame, in,
       {"description", words.tr("Audio description"), model.has_description,
        words.tr("No film of this kit has an audio description."), state.needs.description});
  if (state.needs.sign && model.has_sign) {
    text(frame, in, "sign-hint",
         words.tr(
             "With an interpreter in the room, keep enough light on them: the neutral screen can be light."),
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet, .icon = Icon::kInformation});
  }
  in.skip(0);
  text(frame, in, "later", words.tr("All of this can be changed during the session."),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
}

void people_part(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model,
                 StartState& state) {
  Part part(frame, flow, "people", words.tr("Who is in the room?"), 10);
  people(frame, part.flow(), words, model, state);
}

void actions(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model,
             const StartState& state, Orders& orders) {
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "check",
             {.words = words.tr("Check the room"),
              .icon = Icon::kTick,
              .look = model.saved ? ButtonLook::kQuiet : ButtonLook::kPrimary,
              .answers_enter = !model.saved})) {
    orders.emplace_back(choice(model, state));
  }
  if (button(frame, row, "begin", {.words = words.tr("Begin without checking")})) {
    orders.emplace_back(choice(model, state));
    orders.emplace_back(order::BeginSession{});
  }
  if (model.may_print && button(frame, row, "papers", {.words = words.tr("Running order to print"), .icon = Icon::kPrint})) {
    orders.emplace_back(order::ShowPapers{});
  }
  const ButtonSpec back{
      .words = words.tr("Back to the kits"), .icon = Icon::kBack, .look = ButtonLook::kPlain};
  if (end_button(frame, row, "back", back)) orders.emplace_back(order::BackToLibrary{});
  flow.skip(row.used());
}

void parts(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, StartState& state,
           Orders& orders) {
  if (!is_wide(frame)) {
    plan_part(frame, flow, words, model, state, orders);
    people_part(frame, flow, words, model, state);
    needs_part(frame, flow, words, model, state);
    return;
  }
  const Rect area = flow.next_area();
  const float gap = frame.px(16), left = std::round((area.width - gap) * 0.42F);
  Flow first = Flow::down({area.x, area.y, left, area.height}, gap);
  plan_part(frame, first, words, model, state, orders);
  needs_part(frame, first, words, model, state);
  Flow second = Flow::down({area.x + left + gap, area.y, area.width - left - gap, area.height}, gap);
  people_part(frame, second, words, model, state);
  flow.skip(std::max(first.used(), second.used()));
}

}  // namespace

void start_view(Frame& frame, const Catalogue& words, const StartModel& model, StartState& state,
                Orders& orders) {
  if (std::ranges::find(model.plans, state.plan_id, &PlanChoice::id) == model.plans.end()) {
    state.plan_id = model.plans.empty() ? std::string() : model.plans.front().id;
  }
  const Split split = with_bar(frame);
  {
    PaddedPage page(frame, split.above, "start", kMostWidth);
    kit_words(frame, page.flow(), words, model, orders);
    saved_part(frame, page.flow(), words, model, orders);
    parts(frame, page.flow(), words, model, state, orders);
    if (!split.bar) actions(frame, page.flow(), words, model, state, orders);
  }
  if (split.bar) {
    Bar bar(frame, *split.bar, words.tr("Begin"), kMostWidth);
    actions(frame, bar.flow(), words, model, state, orders);
  }
  delete_dialog(frame, words, model, state, orders);
}

}  // namespace mallette::views
