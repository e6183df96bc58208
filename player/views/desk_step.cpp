// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"
#include "player/views/documents_parts.h"

namespace mallette::views {

using namespace ui;
using session::FilmPhase;

namespace {

constexpr TextLook kLabel{.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kQuiet};
constexpr TextLook kSmallQuiet{.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};
/// From here on expected points and follow-ups stand side by side, in units at the text's scale.
constexpr float kTwoColumns = 500;
constexpr std::size_t kMarksShown = 4;
constexpr std::uint32_t kMostPages = 1'000'000;  ///< what a pin says is held against the document once it is open
/// A window this wide, in the same units, is looked at from further away.
constexpr float kRoomy = 1500;

constexpr float kRemark = 156;  ///< units: the remark's field, the notes' heading and their margins

bool is_roomy(const Frame& frame) { return frame.area().width / frame.theme().mark(kRoomy) >= 1; }

/// Of what is read while one speaks.
TypeSize reading_size(const Frame& frame) { return is_roomy(frame) ? TypeSize::kLead : TypeSize::kBody; }

std::string place_words(const Desk& desk) {
  const auto& s = desk.session();
  const std::string type = type_word(desk.words, s.type);
  std::string words = s.number > 0 ? filled(desk.tr("Step {} of {} · {}"), s.number, s.count, type)
                                   : filled(desk.tr("Outside the sequence · {}"), type);
  if (s.film && s.film->is_replay) words += desk.tr(" · the excerpt once more");
  if (desk.model.is_rehearsal) words += desk.tr(" · rehearsal");
  return words;
}

/// People talk with each other, and have to see who signs.
bool talks(kits::StepType type) { return type == kits::StepType::kPrompt || type == kits::StepType::kCase; }

std::string title_words(const Desk& desk) {
  const auto& s = desk.session();
  if (!s.shown.question.empty() && s.type == kits::StepType::kPrompt) return s.shown.question;
  return s.label.empty() ? type_word(desk.words, s.type) : s.label;
}

void film_part(Desk& desk, Flow& flow) {
  const auto& film = *desk.session().film;
  const auto told = [&](const char* key, const std::string& words, TextLook look) {
    status(desk.frame, flow, key, words, accessibility::Live::kPolite, look);
  };
  switch (film.phase) {
    case FilmPhase::kWarning:
      told("phase", desk.tr("A warning is on the wall and waits. Next starts the film."),
           {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kAccent, .icon = Icon::kWarning});
      if (desk.session().warning)
        text(desk.frame, flow, "warning", *desk.session().warning, {.type = {TypeSize::kLead}});
      return;
    case FilmPhase::kFailed:
      told("phase", desk.tr("This film cannot be played. Go on, or try again."),
           {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kBroken, .icon = Icon::kBroken});
      return;
    case FilmPhase::kTail:
    case FilmPhase::kEnded:
      told("phase",
           film.is_replay ? desk.tr("The excerpt has been shown again.")
                          : desk.tr("The excerpt is over; its last picture stays until you go on."),
           {.icon = Icon::kTick});
      break;
    case FilmPhase::kRunning:
      if (film.broke_off)
        told("phase", broke_off_words(desk.words), {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kBroken, .icon = Icon::kBroken});
      break;
  }
  const std::string to = film.to                                ? clock_text(*film.to)
                         : desk.model.film_duration.count() > 0 ? clock_text(desk.model.film_duration)
                                                                : std::string(desk.tr("the end"));
  text(desk.frame, flow, "excerpt",
       filled(desk.tr("“{}”, from {} to {}"), film.title, clock_text(film.from), to),
       {.type = {reading_size(desk.frame)}, .ink = Ink::kQuiet});
  if (film.moves_on) {
    text(desk.frame, flow, "moves-on", desk.tr("At its end the next step begins by itself."),
         {.ink = Ink::kQuiet});
  }
}

void pages_part(Desk& desk, Flow& flow) {
  const auto& pages = *desk.session().pages;
  Frame& frame = desk.frame;
  std::string words = desk.tr("No page to show");
  if (pages.page > 0 && pages.total) {
    words = filled(desk.tr("Page {} of {}"), pages.index + 1, *pages.total);
    if (pages.page != pages.index + 1) words += filled(desk.tr(" · page {} of the document"), pages.page);
  } else if (pages.page > 0) {
    words = filled(desk.tr("Page {}"), pages.page);
  }
  status(frame, flow, "page", words, accessibility::Live::kPolite,
         {.type = {TypeSize::kLead, Weight::kStrong}});
  if (pages.total.value_or(0) < 2) return;
  Flow row = flow.inner_across(frame.px(8));
  const bool held = is_beneath(desk.session());
  if (button(frame, row, "page-back",
             {.words = desk.tr("Previous page"), .icon = Icon::kBack, .disabled = held || pages.index == 0}))
    desk.send(session::event::Previous{});
  if (button(frame, row, "page-on",
             {.words = desk.tr("Next page"),
              .icon = Icon::kFolded,
              .disabled = held || pages.index + 1 >= *pages.total}))
    desk.send(session::event::Next{});
  flow.skip(row.used());
}

void timer_part(Desk& desk, Flow& flow) {
  const auto& timer = *desk.session().timer;
  Frame& frame = desk.frame;
  heading(frame, flow, "timer-label", desk.tr("Time for the groups"), 2, kLabel);
  text(frame, flow, "timer", left_text(timer.left), {.type = {TypeSize::kQuestion, Weight::kStrong}});
  Flow row = flow.inner_across(frame.px(8));
  const bool none_left = timer.left.count() <= 0;
  const ButtonSpec run{.words = timer.running ? desk.tr("Hold") : desk.tr("Start"),
                       .icon = timer.running ? Icon::kPause : Icon::kTimer,
                       .disabled = none_left};
  if (button(frame, row, "timer-run", run)) {
    timer.running ? desk.send(session::event::PauseTimer{}) : desk.send(session::event::StartTimer{});
  }
  if (button(frame, row, "timer-more", {.words = desk.tr("+ 1 min")}))
    desk.send(session::event::AddToTimer{std::chrono::minutes(1)});
  if (button(frame, row, "timer-less", {.words = desk.tr("− 1 min"), .disabled = none_left}))
    desk.send(session::event::AddToTimer{-std::chrono::minutes(1)});
  if (button(frame, row, "timer-reset", {.words = desk.tr("Reset")})) desk.send(session::event::ResetTimer{});
  flow.skip(row.used());
}

void break_part(Desk& desk, Flow& flow) {
  const Milliseconds left = *desk.session().break_left;
  const bool over = left.count() < 0;
  text(desk.frame, flow, "break-label", over ? desk.tr("The break is over by") : desk.tr("Break: left"),
       kLabel);
  text(desk.frame, flow, "break", left_text(left),
       {.type = {TypeSize::kClock, Weight::kStrong},
        .ink = left < -std::chrono::minutes(1) ? Ink::kWarm : Ink::kText});
}

void expected_part(Desk& desk, Flow& flow) {
  const auto& expected = desk.session().expected;
  heading(desk.frame, flow, "expected", desk.tr("Expected points"), 2, kLabel);
  Flow boxes = flow.inner_down(0);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (tick_box(desk.frame, boxes, fmt::format("expected-{}", i), expected[i].text, expected[i].ticked,
                 TickMeans::kDone, reading_size(desk.frame)))
      desk.send(session::event::SetExpected{i, !expected[i].ticked});
  }
  flow.skip(boxes.used());
}

void follow_ups_part(Desk& desk, Flow& flow) {
  const auto& follow_ups = desk.session().follow_ups;
  Frame& frame = desk.frame;
  const auto revealed =
      static_cast<std::size_t>(std::ranges::count(follow_ups, true, &session::desk::FollowUp::revealed));
  const auto group = [&](const char* key, const char* name, std::size_t from, std::size_t to,
                         const TextLook& look) {
    if (from == to) return;
    heading(frame, flow, key, name, 2, kLabel);
    for (std::size_t i = from; i < to; ++i)
      text(frame, flow, fmt::format("follow-up-{}", i), follow_ups[i].text, look);
  };
  group("shown", desk.tr("Follow-ups on the wall"), 0, revealed, {.type = {reading_size(frame)}, .icon = Icon::kWall});
  group("to-show", desk.tr("Follow-ups, not on the wall"), revealed, follow_ups.size(),
        {.type = {reading_size(frame)}, .ink = Ink::kQuiet});
  Flow row = flow.inner_across(frame.px(8));
  if (revealed < follow_ups.size() &&
      button(frame, row, "reveal", {.words = desk.tr("Reveal the next one"), .icon = Icon::kShown}))
    desk.send(session::event::RevealFollowUp{});
  if (revealed > 0 &&
      button(frame, row, "hide", {.words = desk.tr("Hide the last one"), .look = ButtonLook::kPlain}))
    desk.send(session::event::HideFollowUp{});
  flow.skip(row.used());
}

void questions_part(Desk& desk, Flow& flow) {
  const auto& questions = desk.session().questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Flow one = flow.inner_down(desk.frame.px(2));
    const auto key = [&](const char* part) { return fmt::format("question-{}-{}", i, part); };
    text(desk.frame, one, key("words"), fmt::format("{}. {}", i + 1, questions[i].asked.question),
         {.type = {reading_size(desk.frame)}});
    if (!questions[i].asked.choices.empty())
      text(desk.frame, one, key("choices"), fmt::format("{}", fmt::join(questions[i].asked.choices, " · ")),
           kSmallQuiet);
    for (std::size_t point = 0; point < questions[i].expected.size(); ++point) {
      text(desk.frame, one, key(std::to_string(point).c_str()),
           filled(desk.tr("Expected: {}"), questions[i].expected[point]), kSmallQuiet);
    }
    flow.skip(one.used());
  }
}

void words_of_step(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  const bool alone = s.expected.empty() && s.follow_ups.empty() && s.shown.groups.empty() && !s.timer;
  const TypeSize size = reading_size(desk.frame);
  const TextLook look{.type = {alone ? TypeSize::kLead : size}};
  if (!s.shown.text.empty()) text(desk.frame, flow, "text", s.shown.text, look);
  for (std::size_t i = 0; i < s.shown.groups.size(); ++i)
    text(desk.frame, flow, fmt::format("group-{}", i), s.shown.groups[i],
         {.type = {size}, .icon = Icon::kGroup});
  if (s.handout.empty()) return;
  const std::string file = s.handout.substr(s.handout.rfind('/') + 1);
  text(desk.frame, flow, "handout", filled(desk.tr("To be handed out to the groups: {}"), file),
       {.ink = Ink::kQuiet, .icon = Icon::kSheet});
}

/// What the trainer listens for at the left, what the room is told at the right.
void beside(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  Frame& frame = desk.frame;
  const auto listening = [&](Flow& column) {
    if (s.timer) timer_part(desk, column);
    if (!s.expected.empty()) expected_part(desk, column);
  };
  const auto telling = [&](Flow& column) {
    words_of_step(desk, column);
    if (!s.follow_ups.empty()) follow_ups_part(desk, column);
  };
  const bool listens = s.timer || !s.expected.empty();
  const bool tells = !s.follow_ups.empty() || !s.shown.groups.empty();
  const Rect area = flow.next_area();
  if (!listens || !tells || area.width < frame.theme().mark(kTwoColumns)) {
    telling(flow);
    return listening(flow);
  }
  const float gap = frame.px(24), half = std::floor((area.width - gap) / 2);
  Flow left = Flow::down({area.x, area.y, half, area.height}, frame.px(8));
  listening(left);
  Flow right = Flow::down({area.right() - half, area.y, half, area.height}, frame.px(8));
  telling(right);
  flow.skip(std::max(left.used(), right.used()));
}

void replay_key(Desk& desk, Flow& row) {
  const auto& s = desk.session();
  const bool replaying = s.film && s.film->is_replay;
  if (!replaying && (!s.can_replay || s.film)) return;
  const bool prompt = s.type == kits::StepType::kPrompt;
  const char* back = prompt ? desk.tr("Back to the question") : desk.tr("Back to the step");
  const ButtonSpec spec{.words = replaying ? back : desk.tr("See the excerpt again"),
                        .icon = replaying ? Icon::kBack : Icon::kReplay,
                        .look = replaying ? ButtonLook::kPrimary : ButtonLook::kQuiet,
                        .disabled = is_beneath(s)};
  if (button(desk.frame, row, "replay", spec)) desk.send(session::event::Replay{});
}

void mark_keys(Desk& desk, Flow& row) {
  const auto& s = desk.session();
  if (s.film && s.film->phase == FilmPhase::kRunning) {
    if (button(desk.frame, row, "mark", {.words = desk.tr("Mark this moment"), .icon = Icon::kFlag}))
      desk.send(session::event::Mark{});
  }
  if (!s.film && !s.can_replay) return;
  for (std::size_t i = s.marks.size() - std::min(s.marks.size(), kMarksShown); i < s.marks.size(); ++i) {
    const std::string words = filled(desk.tr("Mark {}: {}"), i + 1, clock_text(s.marks[i].at));
    const ButtonSpec spec{.words = words, .look = ButtonLook::kPlain, .description = s.marks[i].film};
    if (button(desk.frame, row, fmt::format("mark-{}", i), spec)) desk.send(session::event::GoToMark{i});
  }
}

/// From A to B: set while the film runs or stands, seen again, forgotten.
void passage_keys(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  if (!s.film || !film_range(desk.model)) return;
  const auto& passage = s.film->passage;
  const bool held = is_beneath(s);
  Flow row = flow.inner_across(desk.frame.px(8));
  const std::string from = passage ? filled(desk.tr("Passage from {}"), clock_text(passage->from)) : std::string(desk.tr("Passage: begin here"));
  if (button(desk.frame, row, "passage-start", {.words = from, .description = desk.tr("Its beginning: here"), .disabled = held}))
    desk.send(session::event::PassageStart{});
  const bool ends = passage && passage->to;
  const std::string to = ends ? filled(desk.tr("to {}"), clock_text(*passage->to)) : std::string(desk.tr("End here"));
  if (button(desk.frame, row, "passage-end", {.words = to, .description = desk.tr("The passage’s end: here"), .disabled = held}))
    desk.send(session::event::PassageEnd{});
  if (passage && !s.film->is_replay) {
    if (button(desk.frame, row, "passage-again", {.words = desk.tr("See the passage again"), .icon = Icon::kReplay, .disabled = held}))
      desk.send(session::event::Replay{});
  }
  if (passage && button(desk.frame, row, "passage-clear", {.words = desk.tr("Forget the passage"), .icon = Icon::kClose, .look = ButtonLook::kPlain}))
    desk.send(session::event::ClearPassage{});
  flow.skip(row.used());
  if (s.film->passage_use == session::PassageUse::kOver) {
    status(desk.frame, flow, "passage-over", desk.tr("The passage has been shown; Play goes on behind it."), accessibility::Live::kPolite,
           {.icon = Icon::kTick});
  }
}

/// What is done with an excerpt beside playing it; above what may be long, so that it is in sight.
void film_keys(Desk& desk, Flow& flow) {
  Flow row = flow.inner_across(desk.frame.px(8));
  replay_key(desk, row);
  mark_keys(desk, row);
  if (desk.session().film && film_range(desk.model) && !desk.model.chapters.empty() &&
      button(desk.frame, row, "chapters", {.words = desk.tr("Chapters"), .icon = Icon::kSteps, .disabled = is_held(desk.session())}))
    open_by_action(desk.state, desk.model, Action::kGoToTime);
  if (row.used() > 0) flow.skip(row.used());
  passage_keys(desk, flow);
}

/// Pages that the trainer pinned to this step: each opens at the desk, or goes to the room.
void pinned_part(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  if (s.pinned.empty()) return;
  Frame& frame = desk.frame;
  heading(frame, flow, "pinned", desk.tr("Pages at hand"), 2, kLabel);
  Flow rows = flow.inner_down(frame.px(4));
  for (std::size_t i = 0; i < s.pinned.size(); ++i) {
    const session::DocumentPage& one = s.pinned[i];
    const auto line = std::ranges::find(desk.model.documents.lines, one.document, &DocumentLine::entry);
    if (line == desk.model.documents.lines.end()) continue;  // a kit that has it no longer
    Flow row = rows.inner_across(frame.px(8));
    const std::string words = one.title + ", " + filled(desk.tr("page {}"), one.page);
    if (button(frame, row, fmt::format("pinned-{}", i), {.words = words, .icon = line->restricted ? Icon::kLock : Icon::kSheet, .look = ButtonLook::kPlain, .description = desk.tr("Opens it at the desk")})) {
      read_document(desk.state.documents, one.document);
      desk.state.documents.page = static_cast<int>(std::min<std::uint32_t>(one.page, kMostPages)) - 1;
      desk.state.documents.open = true;
    }
    const bool is_shown = s.document && s.document->shown.document == one.document && s.document->shown.page == one.page;
    const bool alone = std::ranges::count(s.pinned, one.page, &session::DocumentPage::page) == 1;
    std::string show = filled(desk.tr("Show page {} to the room"), one.page);
    if (!alone) show += " (" + one.title + ")";
    if (button(frame, row, fmt::format("pinned-show-{}", i), {.words = show, .icon = Icon::kWall, .disabled = is_shown || is_held(s)})) show_to_room(desk, *line, one.page);
    rows.skip(row.used());
  }
  flow.skip(rows.used());
}

void finished_part(Desk& desk, Flow& flow) {
  heading(desk.frame, flow, "title", desk.tr("The session is over"), 1);
  text(desk.frame, flow, "finished",
       filled(desk.tr("It took {}; {} were planned."), span_text(desk.session().elapsed),
              span_text(desk.session().planned)));
  const bool reports = !desk.model.is_rehearsal;
  text(desk.frame, flow, "report-why",
       reports ? desk.tr("The report keeps what was done. You add the figures that are known: participants, answers.")
               : desk.tr("It is a rehearsal: nothing of it is kept."));
  Flow row = flow.inner_across(desk.frame.px(8));
  if (reports && button(desk.frame, row, "report",
             {.words = desk.tr("Write the report"), .icon = Icon::kNotes, .look = ButtonLook::kPrimary}))
    desk.state.dialog = DeskDialog::kReport;
  if (button(desk.frame, row, "library", {.words = desk.tr("Back to the kits")})) desk.order(order::BackToLibrary{});
  flow.skip(row.used());
}

/// The remark of this step, in the state while the step is the current one.
void remark_part(Desk& desk, Flow& flow) {
  const auto index = current_index(desk.session());
  if (!index) return;
  if (desk.state.remark_step != index) {
    desk.state.remark_step = index;
    desk.state.remark = desk.session().remark;
  }
  // A key for each step: the caret of one is no caret of another.
  const FieldEvent event = text_field(desk.frame, flow, fmt::format("remark-{}", *index), desk.state.remark,
                                      {.name = desk.tr("My remark on this step")});
  if (event != FieldEvent::kNone) desk.send(session::event::WriteRemark{*index, desk.state.remark});
}

}  // namespace

void step_part(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  if (s.stage == session::Stage::kFinished) return finished_part(desk, flow);
  text(desk.frame, flow, "place", place_words(desk),
       {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kAccent, .icon = type_icon(s.type)});
  const auto size = is_roomy(desk.frame) ? TypeSize::kQuestion : TypeSize::kTitle;
  heading(desk.frame, flow, "title", title_words(desk), 1, {.type = {size, Weight::kStrong}});
  if (s.film) film_part(desk, flow);
  film_keys(desk, flow);
  if (s.pages) pages_part(desk, flow);
  if (s.break_left) break_part(desk, flow);
  if (s.type == kits::StepType::kCase && !s.shown.question.empty())
    text(desk.frame, flow, "question", s.shown.question, {.type = {TypeSize::kLead, Weight::kStrong}});
  beside(desk, flow);
  questions_part(desk, flow);
  pinned_part(desk, flow);
}

void notes_part(Desk& desk, Flow& flow, float room) {
  const auto& s = desk.session();
  const std::string page = s.pages ? s.pages->notes : std::string();
  const Frame& frame = desk.frame;
  const bool asks_for_light = talks(s.type) && !s.film && desk.model.sign_is_asked;
  const auto lines = [&](const std::string& words) {
    return words.empty() ? std::size_t{0} : frame.paint().lines({TypeSize::kLead}, words, flow.area().width).size();
  };
  const float wanted = static_cast<float>(lines(page) + lines(s.notes)) * frame.theme().line_height(TypeSize::kLead) +
                       (asks_for_light ? frame.theme().line_height(TypeSize::kBody) : 0) + frame.theme().mark(kRemark);
  const TextLook look{.type = {is_roomy(frame) || wanted <= room ? TypeSize::kLead : TypeSize::kBody}};
  if (asks_for_light)
    text(desk.frame, flow, "light", desk.tr("Before you talk: light in the room, and on the interpreter."), {.icon = Icon::kSign});
  if (!page.empty()) {
    text(desk.frame, flow, "page-label", desk.tr("On this page"), kLabel);
    text(desk.frame, flow, "page-notes", page, look);
  }
  if (!s.notes.empty()) text(desk.frame, flow, "words", s.notes, look);
  if (s.notes.empty() && page.empty())
    text(desk.frame, flow, "none", desk.tr("The kit has no notes on this step."), {.ink = Ink::kQuiet});
  remark_part(desk, flow);
}

}  // namespace mallette::views
