// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/prepare_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "player/views/desk_words.h"
#include "player/views/layout.h"
#include "player/views/prepare_parts.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;
using preparation::Row;
namespace change = preparation::change;

namespace {

constexpr float kMostWidth = 1600;
constexpr double kMostMinutes = 24 * 60;

std::string detail_of(const Catalogue& words, const Row& row) {
  const auto time = planned_of(row.step);
  const char* state = row.gone      ? words.tr("no longer in the kit")
                      : row.skipped ? words.tr("skipped")
                      : row.own     ? words.tr("my question")
                      : row.changed ? words.tr("changed")
                                    : "";
  return joined({time && !row.skipped ? span_text(*time) : std::string(), state});
}

void step_list(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model, PrepareState& state) {
  List list(frame, "steps", words.tr("Steps"));
  std::size_t number = 0;
  for (const Row& row : model.rows) {
    const bool led = !row.skipped && !row.gone;
    const std::string called = led ? fmt::format("{}. {}", ++number, row_words(words, row)) : "– " + row_words(words, row);
    if (list.item(flow, row.step.id,
                  {.words = called,
                   .detail = detail_of(words, row),
                   .icon = type_icon(row.step.type),
                   .selected = row.step.id == state.step})) {
      state.step = row.step.id;
    }
  }
}

/// What a later version of the kit has brought.
void news(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model) {
  if (!model.added.empty()) {
    status(frame, flow, "added",
           counted(model.added.size(), words.tr("The kit has {n} new step: it is in the list, skipped."),
                   words.tr("The kit has {n} new steps: they are in the list, skipped."), words),
           accessibility::Live::kPolite, {.icon = Icon::kInformation});
  }
  if (!model.gone.empty()) {
    status(frame, flow, "gone",
           counted(model.gone.size(),
                   words.tr("The kit has {n} step of this plan no longer. What you wrote stays in the list."),
                   words.tr("The kit has {n} steps of this plan no longer. What you wrote stays in the list."), words),
           accessibility::Live::kPolite, {.ink = Ink::kWarm, .icon = Icon::kInformation});
  }
}

void plan_side(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model, PrepareState& state,
               Orders& orders) {
  heading(frame, flow, "prepare", words.tr("Prepare the session"), 1);
  text(frame, flow, "from", joined({model.kit_title, model.plan_title}), {.ink = Ink::kQuiet});
  trouble(frame, flow, model.message);
  std::string& title = state.typed.try_emplace("title", model.title).first->second;
  if (text_field(frame, flow, "title", title, {.name = words.tr("Title of my plan")}) == FieldEvent::kChanged) {
    orders.emplace_back(order::ChangePlan{change::SetTitle{title}});
  }
  if (model.is_kept) {
    text(frame, flow, "kept", words.tr("Everything is kept as you type it."), {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  } else {
    text(frame, flow, "not-kept", words.tr("Nothing can be kept on this machine: this plan lasts until the program is left."),
         {.ink = Ink::kWarm});
  }
  status(frame, flow, "total",
         fmt::format(fmt::runtime(words.tr("Planned in all: {time}")), fmt::arg("time", span_text(model.total))),
         accessibility::Live::kPolite, {.type = {TypeSize::kBody, Weight::kStrong}, .icon = Icon::kClock});
  news(frame, flow, words, model);
  step_list(frame, flow, words, model, state);
}

void step_side(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model, PrepareState& state,
               Orders& orders) {
  const auto open = std::ranges::find(model.rows, state.step, [](const Row& row) { return row.step.id; });
  if (open == model.rows.end()) return;
  open_step(frame, flow, words, model, static_cast<std::size_t>(open - model.rows.begin()), state, orders);
}

void actions(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model, PrepareState& state,
             Orders& orders) {
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "add", {.words = words.tr("Add a question"), .icon = Icon::kQuestion, .look = ButtonLook::kPrimary})) {
    orders.emplace_back(order::ChangePlan{change::AddQuestion{state.step}});
  }
  if (button(frame, row, "undo", {.words = words.tr("Undo the last change"), .icon = Icon::kReplay, .disabled = !model.can_undo})) {
    orders.emplace_back(order::UndoChange{});
  }
  if (button(frame, row, "revert", {.words = words.tr("Back to the kit’s plan"), .look = ButtonLook::kPlain})) {
    state.reverting = true;
  }
  const ButtonSpec done{.words = words.tr("Done"), .icon = Icon::kBack};
  if (end_button(frame, row, "done", done)) orders.emplace_back(order::LeavePreparing{});
  flow.skip(row.used());
}

void revert_dialog(Frame& frame, const Catalogue& words, PrepareState& state, Orders& orders) {
  if (!state.reverting) return;
  Dialog dialog(frame, "reverting", words.tr("Go back to the kit’s plan?"));
  text(frame, dialog.flow(), "what",
       words.tr("Order, times, words, notes and your own questions: everything of this plan goes. The last change can be undone."));
  Flow row = dialog.flow().inner_across(frame.px(8));
  frame.prefer_focus(frame.id_of("stay"));
  if (button(frame, row, "stay", {.words = words.tr("Keep my plan")}) || dialog.dismissed()) state.reverting = false;
  if (button(frame, row, "go", {.words = words.tr("Take everything from the kit")})) {
    state.reverting = false;
    orders.emplace_back(order::RevertPlan{});
  }
  dialog.flow().skip(row.used());
}

void beside_each_other(Frame& frame, const Rect& rect, const Catalogue& words, const PrepareModel& model,
                       PrepareState& state, Orders& orders) {
  const float margin = frame.px(16), gap = frame.px(16);
  const float width = std::min(rect.width - 2 * margin, frame.theme().mark(kMostWidth));
  const float x = std::round(rect.x + (rect.width - width) / 2), left = std::round((width - gap) * 0.44F);
  const float y = rect.y + margin, height = rect.height - 2 * margin;
  {
    auto plan = Region::at(frame, {x, y, left, height}, "plan", {.name = words.tr("My plan"), .heading = false, .gap = 8});
    plan_side(frame, plan.flow(), words, model, state, orders);
  }
  auto step = Region::at(frame, {x + left + gap, y, width - left - gap, height}, "step",
                         {.name = words.tr("The step"), .heading = false, .gap = 12});
  step_side(frame, step.flow(), words, model, state, orders);
}

void settle(const PrepareModel& model, PrepareState& state) {
  if (state.revision != model.revision) state.typed.clear();
  state.revision = model.revision;
  const bool there = std::ranges::any_of(model.rows, [&](const Row& row) { return row.step.id == state.step; });
  if (!there) state.step = model.rows.empty() ? std::string() : model.rows.front().step.id;
}

}  // namespace

std::optional<std::chrono::milliseconds> planned_of(const kits::Step& step) {
  if (step.duration) return step.duration;
  if (step.to && *step.to > step.from.value_or(Milliseconds(0))) return *step.to - step.from.value_or(Milliseconds(0));
  return std::nullopt;
}

std::string row_words(const Catalogue& words, const Row& row) {
  const std::string label = preparation::label_of(row.step);
  return label.empty() ? type_word(words, row.step.type) : label;
}

std::optional<std::chrono::milliseconds> parse_minutes(std::string_view typed) {
  while (typed.starts_with(' ')) typed.remove_prefix(1);
  while (typed.ends_with(' ')) typed.remove_suffix(1);
  std::string plain(typed.substr(0, 16));
  std::ranges::replace(plain, ',', '.');
  double minutes = 0;
  const auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), minutes, std::chars_format::fixed);
  const bool whole = fault == std::errc() && end == plain.data() + plain.size() && typed.size() <= 16;
  if (!whole || !(minutes >= 0 && minutes <= kMostMinutes)) return std::nullopt;
  return std::chrono::milliseconds(std::llround(minutes * 60'000));
}

std::string minutes_text(std::chrono::milliseconds time, const Catalogue& words) {
  std::string text = fmt::format("{:.2f}", static_cast<double>(time.count()) / 60'000);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  if (words.language() == language::Language::kFrench) std::ranges::replace(text, '.', ',');
  return text;
}

void prepare_view(Frame& frame, const Catalogue& words, const PrepareModel& model, PrepareState& state,
                  Orders& orders) {
  settle(model, state);
  const Split split = with_bar(frame);
  if (is_wide(frame)) {
    beside_each_other(frame, split.above, words, model, state, orders);
  } else {
    PaddedPage page(frame, split.above, "page");
    {
      auto plan = Region::in(frame, page.flow(), "plan", {.name = words.tr("My plan"), .heading = false, .gap = 8});
      plan_side(frame, plan.flow(), words, model, state, orders);
    }
    {
      auto step = Region::in(frame, page.flow(), "step", {.name = words.tr("The step"), .heading = false, .gap = 12});
      step_side(frame, step.flow(), words, model, state, orders);
    }
    if (!split.bar) actions(frame, page.flow(), words, model, state, orders);
  }
  if (split.bar) {
    Bar bar(frame, *split.bar, words.tr("Plan"), kMostWidth);
    actions(frame, bar.flow(), words, model, state, orders);
  }
  revert_dialog(frame, words, state, orders);
}

}  // namespace mallette::views
