// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/reduce.h"

#include <algorithm>
#include <utility>

#include "player/session/course.h"
#include "player/session/film_turns.h"
#include "player/session/passage.h"

namespace mallette::session {
namespace {

constexpr Milliseconds kSaveStep{500};  ///< clocks and position are worth a snapshot that often
constexpr Milliseconds kTimerLimit = std::chrono::hours(24);

void add_time(Milliseconds& clock, Milliseconds passed) { clock = std::min(clock + passed, kLongestTime); }

template <class Key>
void run_down(std::optional<Armed<Key>>& armed, Milliseconds passed) {
  if (!armed) return;
  armed->left -= std::min(passed, armed->left);
  if (armed->left == Milliseconds(0)) armed.reset();
}

/// Everything that goes by itself.
void let_pass(State& state, Milliseconds passed) {
  run_down(state.moment.guard, passed);
  run_down(state.moment.uncover, passed);
  if (state.stage != Stage::kUnderWay) return;
  if (state.suspended) return add_time(state.suspended_for, passed);
  add_time(state.elapsed, passed);
  StepProgress& progress = state.progress[state.step];
  add_time(progress.elapsed, passed);
  if (progress.timer.running) {
    progress.timer.left -= std::min(passed, progress.timer.left);
    if (progress.timer.left == Milliseconds(0)) progress.timer.running = false;
  }
  if (run_tail(state, passed)) end_of_film(state);
}

void advance_clock(State& state, Milliseconds now) {
  const Milliseconds before = state.moment.now.value_or(now);
  if (now > before) let_pass(state, std::min(now - before, kLongestTime));
  state.moment.now = std::max(now, before);
}

void pin_page(State& state, DocumentPage page) {
  if (page.document.empty() || std::max(page.document.size(), page.title.size()) > kPinNameLimit_bytes) return;
  std::size_t in_all = 0;
  for (const StepProgress& progress : state.progress) in_all += progress.pinned.size();
  auto& pinned = state.progress[state.step].pinned;
  const bool is_there = std::ranges::any_of(pinned, [&](const DocumentPage& one) { return one.document == page.document && one.page == page.page; });
  if (!is_there && pinned.size() < kPinLimit && in_all < kPinLimit_in_all) pinned.push_back(std::move(page));
}

void uncover(State& state) {
  state.neutral = false;
  state.moment.uncover.reset();
}

void cover(State& state) {
  state.neutral = true;
  state.moment.uncover.reset();
  state.moment.guard.reset();
}

/// One event in one state. Those of a step's own are taken while the session is under way only.
class Turn {
 public:
  explicit Turn(State& state) : state_(state) {}

  void operator()(const event::Tick&) {}
  void operator()(const event::Begin&) { begin(state_); }
  void operator()(const event::Restored&) {
    if (under_way()) restore_film(state_);
  }
  void operator()(const event::Next&) { press(state_, Direction::kForward); }
  void operator()(const event::Previous&) { press(state_, Direction::kBack); }
  void operator()(const event::NextStep&) { go(state_, Direction::kForward); }
  void operator()(const event::PreviousStep&) { go(state_, Direction::kBack); }
  void operator()(const event::Jump& jumped) { jump(state_, jumped.step); }
  void operator()(const event::Suspend&) {
    if (!under_way() || state_.suspended) return;
    state_.suspended = true;
    state_.suspended_for = Milliseconds(0);
  }
  void operator()(const event::Finish&) { finish(state_); }

  void operator()(const event::PlayPause&) {
    disarm();
    play_pause(state_);
  }
  void operator()(const event::Restart&) {
    disarm();
    restart(state_);
  }
  void operator()(const event::SeekTo& sought) {
    disarm();
    if (!is_covered(state_)) seek(state_, sought.at);
  }
  void operator()(const event::SeekBy& sought) {
    disarm();
    const Milliseconds by = std::clamp(sought.by, -kLongestTime, kLongestTime);
    if (state_.screening && !is_covered(state_)) seek(state_, state_.screening->position + by);
  }
  void operator()(const event::Replay&) {
    disarm();
    if (under_way()) toggle_replay(state_);
  }
  void operator()(const event::PassageStart&) { set_passage_start(state_); }
  void operator()(const event::PassageEnd&) { set_passage_end(state_); }
  void operator()(const event::ClearPassage&) { clear_passage(state_); }
  void operator()(const event::Mark&) { set_mark(state_); }
  void operator()(const event::GoToMark& marked) {
    disarm();
    if (under_way()) go_to_mark(state_, marked.mark);
  }

  void operator()(const event::RevealFollowUp&) {
    if (!under_way()) return;
    std::size_t& revealed = progress().revealed;
    revealed = std::min(revealed + 1, current_step(state_).room.follow_ups.size());
  }
  void operator()(const event::HideFollowUp&) {
    if (under_way() && progress().revealed > 0) --progress().revealed;
  }
  void operator()(const event::SetExpected& set) {
    if (under_way() && set.point < progress().ticked.size()) progress().ticked[set.point] = set.ticked;
  }
  void operator()(const event::StartTimer&) {
    if (has_timer()) progress().timer.running = progress().timer.left > Milliseconds(0);
  }
  void operator()(const event::PauseTimer&) {
    if (has_timer()) progress().timer.running = false;
  }
  void operator()(const event::ResetTimer&) {
    if (has_timer()) progress().timer = {.left = current_step(state_).timer.value_or(Milliseconds(0))};
  }
  void operator()(const event::AddToTimer& add) {
    if (!has_timer()) return;
    Timer& timer = progress().timer;
    timer.left =
        std::clamp(timer.left + std::clamp(add.by, -kTimerLimit, kTimerLimit), Milliseconds(0), kTimerLimit);
    timer.running = timer.running && timer.left > Milliseconds(0);
  }
  void operator()(const event::WriteRemark& written) {
    if (written.step < state_.progress.size() && written.text.size() <= kRemarkLimit_bytes) {
      state_.progress[written.step].remark = written.text;
    }
  }

  void operator()(const event::PressNeutral& pressed) {
    if (!under_way()) return;
    if (!state_.neutral) return cover(state_);
    const auto& armed = state_.moment.uncover;
    if (armed && armed->key == pressed.key) return uncover(state_);
    state_.moment.uncover = Armed<event::NeutralKey>{pressed.key, kNeutralTime};
  }
  void operator()(const event::Cover&) {
    if (under_way() && !state_.neutral) cover(state_);
  }
  /// One thing at a time: the neutral screen hides a pause of the session, which then shows.
  void operator()(const event::Resume&) {
    if (state_.neutral) return uncover(state_);
    state_.suspended = false;
  }
  void operator()(const event::ToggleFreeze&) {
    if (!under_way()) return;
    if (state_.moment.frozen) return state_.moment.frozen.reset();
    if (!state_.neutral && !state_.suspended) state_.moment.frozen = room_view(state_);
  }
  void operator()(const event::ToggleHelp&) {
    if (under_way()) state_.help = !state_.help;
  }
  void operator()(const event::Unlock&) { state_.unlocked = true; }
  void operator()(const event::ShowDocument& show) { show_document(state_, show); }
  void operator()(const event::StopShowing&) { stop_showing(state_); }
  void operator()(const event::PinPage& pin) {
    if (under_way()) pin_page(state_, {pin.document, std::max(pin.page, 1U), pin.title});
  }
  void operator()(const event::UnpinPage& pin) {
    if (!under_way()) return;
    std::erase_if(progress().pinned, [&](const DocumentPage& one) { return one.document == pin.document && one.page == pin.page; });
  }

  template <class Report>
  void operator()(const Report& report) {
    take(state_, report);
  }

 private:
  bool under_way() const { return state_.stage == Stage::kUnderWay; }
  bool has_timer() const { return under_way() && current_step(state_).type == kits::StepType::kCase; }
  StepProgress& progress() { return state_.progress[state_.step]; }
  /// Something else was done to the film: a clicker's press counts as the first again.
  void disarm() { state_.moment.guard.reset(); }

  State& state_;
};

// --- Effects: the difference between two states ---

std::optional<Screening> loaded_film(const State& state) {
  if (state.stage != Stage::kUnderWay || !state.screening || state.screening->loaded == 0)
    return std::nullopt;
  return state.screening;
}

bool is_silent(const State& state) { return state.neutral || state.suspended; }

/// Of the step that shows it: a questionnaire does where the kit does not give its questions.
std::string open_document(const State& state) {
  if (state.stage != Stage::kUnderWay) return {};
  const DeckStep& step = current_step(state);
  const bool shows_page = turns_pages(step.type) ||
                          (step.type == kits::StepType::kQuestionnaire && step.room.questions.empty());
  return shows_page ? step.room.document : std::string();
}

std::string shown_document(const State& state) { return state.document ? state.document->document : std::string(); }

std::uint64_t all_visits(const State& state) {
  std::uint64_t sum = 0;
  for (const StepProgress& progress : state.progress) sum += progress.visits;
  return sum;
}

/// The state with its clocks in steps of kSaveStep, and without the moment: equal where a snapshot
/// would gain nothing.
State worth_saving(State state) {
  const auto coarse = [](Milliseconds& time) { time -= time % kSaveStep; };
  coarse(state.elapsed);
  coarse(state.suspended_for);
  for (StepProgress& progress : state.progress) {
    coarse(progress.elapsed);
    coarse(progress.timer.left);
  }
  if (state.screening) {
    coarse(state.screening->position);
    coarse(state.screening->tail_left);
  }
  state.moment = {};
  return state;
}

void film_effects(const State& before, const State& after, std::vector<Effect>& effects) {
  const auto old_film = loaded_film(before);
  const auto new_film = loaded_film(after);
  const bool moves = is_moving(after);
  if (!new_film) {
    if (old_film) effects.push_back(effect::UnloadSegment{});
    return;
  }
  if (!old_film || old_film->loaded != new_film->loaded) {
    const DeckFilm& film = after.deck->films[new_film->excerpt.film];
    effects.push_back(effect::LoadSegment{.generation = new_film->generation,
                                          .film = film.ref,
                                          .at = new_film->position,
                                          .to = stop_of(after),
                                          .tail = after.moment.passage_use == PassageUse::kNone ? film.tail : Milliseconds(0),
                                          .play = moves});
    return;
  }
  if (is_moving(before) && !moves) effects.push_back(effect::Pause{});
  if (old_film->generation != new_film->generation) {
    effects.push_back(effect::Seek{new_film->generation, new_film->position});
  }
  if (!is_moving(before) && moves) effects.push_back(effect::Play{});
}

std::vector<Effect> difference(const State& before, const State& after) {
  std::vector<Effect> effects;
  if (is_silent(after) && !is_silent(before))
    effects.push_back(effect::Silence{true});  // first: it is urgent
  film_effects(before, after, effects);
  if (is_silent(before) && !is_silent(after)) effects.push_back(effect::Silence{false});
  const std::string document = open_document(after);
  if (!document.empty() && document != open_document(before))
    effects.push_back(effect::OpenDocument{document});
  if (after.document && shown_document(after) != shown_document(before))
    effects.push_back(effect::OpenDocument{after.document->document});
  if (all_visits(after) != all_visits(before)) effects.push_back(effect::StepEntered{after.step});
  if (after.stage == Stage::kFinished) {
    if (before.stage != Stage::kFinished) effects.push_back(effect::Finished{});
  } else if (worth_saving(before) != worth_saving(after)) {
    effects.push_back(effect::Save{});
  }
  return effects;
}

/// As the outside is after a start: no film, no document, no silence, and this step not told of.
State nothing_done(const State& state) {
  State blank = make_state(state.deck);
  blank.generation = state.generation;
  return blank;
}

}  // namespace

Reduced reduce(State state, const Event& event) {
  State before = state;
  advance_clock(state, event.at);
  std::visit(Turn(state), event.what);
  if (std::holds_alternative<event::Restored>(event.what)) before = nothing_done(before);
  std::vector<Effect> effects = difference(before, state);
  return {std::move(state), std::move(effects)};
}

}  // namespace mallette::session
