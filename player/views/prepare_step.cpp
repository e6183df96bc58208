// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "player/views/desk_words.h"
#include "player/views/prepare_parts.h"

namespace mallette::views {

using namespace mallette::ui;
using kits::StepType;
using language::Catalogue;
using preparation::Points;
using preparation::Row;
using preparation::Words;
namespace change = preparation::change;

namespace {

constexpr float kMinutesWidth = 160;

/// Everything that the parts of the open step need.
struct Open {
  Frame& frame;
  Flow& flow;
  const Catalogue& words;
  const Row& row;
  PrepareState& state;
  Orders& orders;

  [[nodiscard]] const std::string& id() const { return row.step.id; }
  void change(preparation::Change what) { orders.emplace_back(order::ChangePlan{std::move(what)}); }
};

/// A line to be typed in; what it holds now, when it has changed. Longer ones than a field takes are read.
std::optional<std::string> line(Open& open, const std::string& key, const std::string& name, const std::string& value) {
  if (value.size() > TextEdit::kMaxBytes) {
    text(open.frame, open.flow, key, value);
    return std::nullopt;
  }
  std::string& typed = open.state.typed.try_emplace(open.id() + "/" + key, value).first->second;
  const FieldEvent event = text_field(open.frame, open.flow, open.id() + "/" + key, typed, {.name = name});
  return event == FieldEvent::kChanged ? std::optional(typed) : std::nullopt;
}

/// A button under a list of lines.
bool add_button(Open& open, const std::string& key, const char* words) {
  Flow row = open.flow.inner_across(open.frame.px(8));
  const bool pressed = button(open.frame, row, key, {.words = words, .look = ButtonLook::kPlain});
  open.flow.skip(row.used());
  return pressed;
}

std::string numbered(const char* words, std::size_t index) {
  return fmt::format(fmt::runtime(words), fmt::arg("n", index + 1));
}

void points(Open& open, Points which, const std::vector<std::string>& list, const char* name, const char* add) {
  const bool follow_ups = which == Points::kFollowUps;
  const std::string key = follow_ups ? "follow-up" : "expected";
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto typed = line(open, fmt::format("{}-{}", key, i), numbered(name, i), list[i]);
    if (typed) open.change(change::SetPoint{open.id(), which, i, *typed});
  }
  if (list.size() < preparation::kMostPoints && add_button(open, key + "-add", add)) {
    open.change(change::SetPoint{open.id(), which, list.size(), ""});
  }
}

/// A text of several lines, a field each.
void lines(Open& open, Words which, const std::string& whole, const char* name, const char* add) {
  const std::string key = which == Words::kNotes ? "notes" : "text";
  std::vector<std::string> all;
  for (std::size_t at = 0; at <= whole.size();) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    all.push_back(whole.substr(at, end - at));
    at = end + 1;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto typed = line(open, fmt::format("{}-{}", key, i), numbered(name, i), all[i]);
    if (!typed) continue;
    std::string joined;
    for (std::size_t n = 0; n < all.size(); ++n) joined += (n == 0 ? "" : "\n") + (n == i ? *typed : all[n]);
    open.change(change::SetWords{open.id(), which, std::move(joined)});
  }
  if (add_button(open, key + "-add", add)) open.change(change::SetWords{open.id(), which, whole + "\n"});
}

/// The step that is open next, when this one goes.
std::string neighbour(const PrepareModel& model, std::size_t index) {
  if (index + 1 < model.rows.size()) return model.rows[index + 1].step.id;
  return index > 0 ? model.rows[index - 1].step.id : std::string();
}

void place(Open& open, const PrepareModel& model, std::size_t index) {
  const Catalogue& words = open.words;
  Flow row = open.flow.inner_across(open.frame.px(8));
  if (button(open.frame, row, "up", {.words = words.tr("Move up"), .description = "Ctrl + ↑", .disabled = index == 0})) {
    open.change(change::Move{open.id(), -1});
  }
  if (button(open.frame, row, "down",
             {.words = words.tr("Move down"), .description = "Ctrl + ↓", .disabled = index + 1 == model.rows.size()})) {
    open.change(change::Move{open.id(), 1});
  }
  const bool skipped = open.row.skipped;
  if (!open.row.gone &&
      button(open.frame, row, "skip", {.words = skipped ? words.tr("Keep this step") : words.tr("Skip this step")})) {
    open.change(change::Skip{open.id(), !skipped});
  }
  if ((open.row.own || open.row.gone) &&
      button(open.frame, row, "remove", {.words = words.tr("Remove this step"), .icon = Icon::kDelete})) {
    open.state.step = neighbour(model, index);
    open.change(change::Remove{open.row.step.id});
  }
  if (open.row.changed && open.row.kit && button(open.frame, row, "restore", {.words = words.tr("As in the kit"), .look = ButtonLook::kPlain})) {
    open.change(change::Restore{open.id()});
  }
  open.flow.skip(row.used());
}

void minutes(Open& open) {
  const auto planned = planned_of(open.row.step);
  std::string& typed = open.state.typed.try_emplace(open.id() + "/minutes", planned ? minutes_text(*planned, open.words) : "")
                           .first->second;
  const bool blank = typed.find_first_not_of(' ') == std::string::npos;
  const FieldEvent event = text_field(open.frame, open.flow, open.id() + "/minutes", typed,
                                      {.name = open.words.tr("Planned minutes"), .icon = Icon::kClock, .width = kMinutesWidth});
  const auto parsed = parse_minutes(typed);
  const bool emptied = typed.find_first_not_of(' ') == std::string::npos;
  if (event == FieldEvent::kChanged && (parsed || emptied)) open.change(change::SetDuration{open.id(), parsed});
  if (!blank && !parsed) {
    status(open.frame, open.flow, "minutes-wrong", open.words.tr("In minutes, such as 10 or 2.5."),
           accessibility::Live::kPolite, {.ink = Ink::kWarm});
  }
}

/// What the room will see.
void shown_words(Open& open) {
  const kits::Step& step = open.row.step;
  const bool asks = step.type == StepType::kPrompt || step.type == StepType::kCase;
  if (asks) {
    open.state.question = open.frame.id_of(open.id() + "/question");
    const auto typed = line(open, "question", open.words.tr("Question"), step.question);
    if (typed) open.change(change::SetWords{open.id(), Words::kQuestion, *typed});
    if (open.row.own && step.question.find_first_not_of(' ') == std::string::npos) {
      text(open.frame, open.flow, "unasked", open.words.tr("Without its question this step is not shown."),
           {.type = {TypeSize::kSmall}, .ink = Ink::kWarm});
    }
  }
  const bool tells = step.type == StepType::kMessage || step.type == StepType::kClosing;
  if (tells || !step.text.empty()) {
    lines(open, Words::kText, step.text, open.words.tr("Text for the room, line {n}"), open.words.tr("Add a line of text"));
  }
  if (open.row.kit && !open.row.kit->sign.empty() && step.sign.empty()) {
    text(open.frame, open.flow, "unsigned", open.words.tr("These words are not the kit’s any longer: its translation into LSF is not shown with them."),
         {.type = {TypeSize::kSmall}, .ink = Ink::kWarm, .icon = Icon::kSign});
  }
  if (asks) points(open, Points::kFollowUps, step.follow_ups, open.words.tr("Follow-up {n}"), open.words.tr("Add a follow-up"));
}

/// What is on the desk alone.
void trainers_words(Open& open) {
  heading(open.frame, open.flow, "for-me", open.words.tr("For me alone"), 3);
  const kits::Step& step = open.row.step;
  if (step.type == StepType::kPrompt || step.type == StepType::kCase) {
    points(open, Points::kExpected, step.expected, open.words.tr("Expected point {n}"), open.words.tr("Add an expected point"));
  }
  if (open.row.kit && !open.row.kit->notes.empty()) {
    text(open.frame, open.flow, "kit-notes", open.row.kit->notes, {.ink = Ink::kQuiet, .icon = Icon::kNotes});
  }
  lines(open, Words::kNotes, open.row.notes, open.words.tr("My notes, line {n}"), open.words.tr("Add a line of notes"));
}

}  // namespace

void open_step(Frame& frame, Flow& flow, const Catalogue& words, const PrepareModel& model, std::size_t index,
               PrepareState& state, Orders& orders) {
  const Row& row = model.rows[index];
  Open open{frame, flow, words, row, state, orders};
  text(frame, flow, "type", type_word(words, row.step.type), {.ink = Ink::kQuiet, .icon = type_icon(row.step.type)});
  heading(frame, flow, "step-name", row_words(words, row), 2);
  place(open, model, index);
  if (row.gone) {
    text(frame, flow, "gone-step", words.tr("The kit has this step no longer: it is not led. What you wrote for it stays here until you remove it."),
         {.ink = Ink::kWarm, .icon = Icon::kInformation});
  } else {
    minutes(open);
  }
  shown_words(open);
  trainers_words(open);
}

}  // namespace mallette::views
