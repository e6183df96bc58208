// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/session_mode.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "player/app/preparing.h"
#include "player/app/sign_hand.h"
#include "player/preparation/apply.h"
#include "player/preparation/own_plan_file.h"
#include "player/report/questionnaire.h"
#include "player/session/plans.h"
#include "player/session/snapshot.h"

namespace mallette::app {

namespace {

namespace order = views::order;
namespace event = session::event;
using session::Milliseconds;
using ui::Action;
using namespace std::chrono_literals;

constexpr auto kControlsStay = 3s;
// The position of a film moves on the desk in steps.
constexpr Milliseconds kPositionStep{200};
// The journal's last record is waited for that long when a session is left.
constexpr auto kLeavePatience = 2s;
constexpr Milliseconds kRehearsed{5000};

std::optional<event::NeutralKey> neutral_key(Action action) {
  switch (action) {
    case Action::kNeutralB: return event::NeutralKey::kB;
    case Action::kNeutralPoint: return event::NeutralKey::kPoint;
    case Action::kNeutralF9: return event::NeutralKey::kF9;
    default: return std::nullopt;
  }
}

std::optional<Milliseconds> seek_of(Action action) {
  switch (action) {
    case Action::kBack5s: return -5s;
    case Action::kForward5s: return 5s;
    case Action::kBack60s: return -60s;
    case Action::kForward60s: return 60s;
    default: return std::nullopt;
  }
}

render::SignStand stand_of(const storage::SignLook& look) {
  return {.place = render::parse_placement(look.placement).value_or(render::SignPlacement::kRightBottom),
          .width = look.width,
          .x = look.x,
          .y = look.y};
}

storage::SignLook look_of(const render::SignStand& stand) {
  return {.placement = std::string(render::placement_name(stand.place)), .width = stand.width, .x = stand.x, .y = stand.y};
}

/// This kit's own, or what was chosen last for any.
const storage::SignLook& sign_look(const storage::Settings& settings, const std::string& kit_id) {
  const auto kept = settings.sign_by_kit.find(kit_id);
  return kept != settings.sign_by_kit.end() ? kept->second : settings.sign;
}

/// With its clocks as they are shown: equal where the desk would look the same.
session::DeskView as_seen(session::DeskView view) {
  const auto whole = [](Milliseconds& time) { time = std::chrono::floor<std::chrono::seconds>(time); };
  for (Milliseconds* time : {&view.step_elapsed, &view.elapsed, &view.planned_left, &view.suspended_for, &view.pace.late}) whole(*time);
  for (session::desk::Step& step : view.steps) whole(step.elapsed);
  if (view.timer) whole(view.timer->left);
  if (view.break_left) whole(*view.break_left);
  if (view.film) view.film->position -= view.film->position % kPositionStep;
  return view;
}

Result<session::State> first_state(const kits::Manifest& manifest, const SessionChoice& choice) {
  auto plan = chosen_plan(manifest, choice);
  if (!plan) return fail(std::move(plan.error()));
  auto deck = session::make_deck(manifest, *plan, choice.audiences);
  if (!deck) return fail(std::move(deck.error()));
  return session::make_state(std::move(*deck));
}

/// As it was saved; an own plan lies with it, so that what became of it since does not matter.
Result<session::State> saved_state(const kits::Manifest& manifest, const storage::SessionRecord& record) {
  auto origin = session::read_snapshot_origin(record.snapshot);
  if (!origin) return fail(std::move(origin.error()));
  SessionChoice choice{.plan_id = {}, .audiences = origin->audiences, .needs = {}};
  if (!record.own_plan.empty()) {
    auto own = preparation::read_own_plan(record.own_plan, record.plan_title);
    if (!own) return fail(std::move(own.error()));
    choice.own = std::move(*own);
  } else if (session::plan_of(manifest, origin->plan_id)) {
    choice.plan_id = origin->plan_id;
  }
  // A plan that the kit has no longer: read_snapshot() tells of it.
  auto fresh = first_state(manifest, choice);
  if (!fresh) return fresh;
  return session::read_snapshot(record.snapshot, fresh->deck);
}

/// What is kept in the journal of the plan that is led.
std::string own_plan_text(const ToSession& session) {
  if (session.taken_up) return session.taken_up->own_plan;
  return session.choice.own ? preparation::write_own_plan(*session.choice.own) : std::string();
}

}  // namespace

TrackWish wish_of(const views::Needs& needs) {
  TrackWish wish;
  wish.captions = needs.captions ? std::optional<std::string>("") : std::nullopt;
  wish.sign = needs.sign;
  wish.description = needs.description ? DescriptionWish::kMix : DescriptionWish::kOff;
  return wish;
}

Result<std::unique_ptr<SessionMode>> SessionMode::make(Workplace& work, ToSession session, views::DeskState& desk) {
  const kits::Manifest& manifest = session.kit.manifest();
  auto state = session.taken_up ? saved_state(manifest, *session.taken_up) : first_state(manifest, session.choice);
  if (!state) return fail(std::move(state.error()).within(session.kit.path()));
  const storage::Settings& settings = work.settings;
  const storage::SignLook& sign = sign_look(settings, manifest.kit.id);
  const bool has_id = session.taken_up && report::is_id(session.taken_up->session_id);
  SessionSpec spec{.kit = session.kit,
                   .id = has_id ? session.taken_up->session_id : report::new_id(),
                   .state = std::move(*state),
                   .wish = session.taken_up ? read_tracks(session.taken_up->tracks) : wish_of(session.choice.needs),
                   .loudness = {.volume = static_cast<float>(settings.volume)},
                   .sign_stand = stand_of(sign),
                   .caption_stand = work.caption_stand(),
                   .caption_fonts = work.paths.caption_fonts,
                   .own_plan = own_plan_text(session),
                   .speech = work.speech(),
                   .rehearsed = session.choice.rehearsal ? std::optional(kRehearsed) : std::nullopt,
                   .loudness_book = work.loudness.get(),
                   .closing = work.closing.get()};
  // A saved session is not written over by a rehearsal.
  const bool kept = work.keeping && !session.choice.rehearsal;
  auto runner = std::make_unique<SessionRunner>(std::move(spec), work.driver, *work.documents,
                                                kept ? &work.keeping->journal : nullptr);
  return std::unique_ptr<SessionMode>(new SessionMode(work, std::move(runner), desk));
}

SessionMode::SessionMode(Workplace& work, std::unique_ptr<SessionRunner> runner, views::DeskState& desk)
    : work_(work),
      runner_(std::move(runner)),
      desk_(desk),
      documents_(work, runner_->kit(), runner_->state().deck->audiences, desk.documents) {
  desk_ = {};
  model_.help_numbers = &work_.help_numbers;
}

std::string SessionMode::title() const { return runner_->kit().manifest().kit.title + " - Mallette"; }

/// What went wrong is told; of an output that is back it is not told any longer.
bool SessionMode::take_faults() {
  bool changed = false;
  for (const Error& error : runner_->take_errors()) {
    work_.tell(error);
    if (error.code == ErrorCode::kSoundDevice) room_fault_ = work_.latest_message();
    if (error.code == ErrorCode::kHeadphones) headphones_fault_ = work_.latest_message();
    changed = true;
  }
  const auto settle = [&](std::string& fault, bool lost) {
    if (fault.empty() || lost) return;
    std::erase(work_.messages, std::exchange(fault, {}));
    changed = true;
  };
  settle(room_fault_, work_.driver.room_is_lost());
  settle(headphones_fault_, work_.driver.headphones_are_lost());
  return changed;
}

bool SessionMode::update() {
  runner_->update();
  bool changed = take_faults();
  for (const auto& [entry, id] : runner_->documents()) work_.room_scene->set_document(entry, id);
  let_controls_go();
  // What covers the wall comes first: the signer stays where it was brought.
  if (move_from_ && !sign_can_move()) {
    end_move(true);
    changed = true;
  }
  if (leaving_since_) {
    const bool kept = !work_.keeping || work_.keeping->journal.flush(0ms);
    if (kept || work_.driver.clock().now() - *leaving_since_ > kLeavePatience) next_ = ToLibrary{};
  }
  changed = documents_.update() || changed;
  return changed || as_seen(runner_->desk()) != shown_;
}

void SessionMode::stir(bool by_key) {
  stirred_at_ = work_.driver.clock().now();
  stirred_by_key_ = by_key;
  desk_.controls = true;
}

bool SessionMode::close_layer() {
  if (desk_.documents.open && !over_wall()) return std::exchange(desk_.documents.open, false);
  return work_.screens.one_screen() && std::exchange(desk_.strip, false);
}

void SessionMode::let_controls_go() {
  if (!desk_.controls || !stirred_at_ || dragging_) return;
  if (focused_ && stirred_by_key_) return;
  if (work_.driver.clock().now() - *stirred_at_ > kControlsStay) desk_.controls = false;
}

bool SessionMode::over_wall() const { return work_.screens.one_screen() && !(screen_is_private_ && (desk_.strip || desk_.documents.open)); }

void SessionMode::fill_tracks() {
  const session::State& state = runner_->state();
  KitTracks there = tracks_of(runner_->kit().manifest());
  if (state.screening) {
    const session::FilmRef& ref = state.deck->films[state.screening->excerpt.film].ref;
    if (const kits::Film* film = film_of(runner_->kit().manifest(), ref)) there = tracks_of(*film);
  }
  if (const FilmShow* film = runner_->film()) {
    there.description = there.description || has_text_inside(film->playback().film_info().get());
  }
  // What is on the wall in words may be signed where its film is not.
  there.sign = there.sign || !session::sign_of(runner_->room()).empty();
  const TrackWish& wish = runner_->wish();
  model_.tracks = {.has_captions = there.captions,
                   .has_sign = there.sign,
                   .has_description = there.description,
                   .captions = wish.captions.has_value() && there.captions,
                   .sign = wish.sign && there.sign,
                   .description = there.description && wish.description != DescriptionWish::kOff};
}

void SessionMode::fill_model() {
  const session::State& state = runner_->state();
  model_.session = runner_->desk();
  model_.kit_title = runner_->kit().manifest().kit.title;
  model_.plan_title = state.deck->plan_title;
  const FilmShow* film = runner_->film();
  const auto length = film != nullptr ? film->playback().duration() : std::nullopt;
  model_.film_duration = std::chrono::floor<Milliseconds>(length.value_or(media::Duration(0)));
  model_.speed = runner_->speed();
  model_.chapters.clear();
  if (film != nullptr) {
    for (const Chapter& chapter : film->chapters()) model_.chapters.push_back({std::chrono::floor<Milliseconds>(chapter.at.time_since_epoch()), chapter.title});
  }
  fill_tracks();
  model_.sign_is_asked = runner_->wish().sign;
  model_.is_rehearsal = runner_->is_rehearsal();
  model_.film_waits = film != nullptr && film->playback().waits_for_voice();
  fill_sign();
  model_.volume = static_cast<double>(runner_->loudness().volume);
  model_.muted = runner_->loudness().muted;
  model_.time_of_day = time_of_day(std::chrono::system_clock::now());
  model_.battery = work_.battery;
  model_.one_screen = work_.screens.one_screen();
  model_.screen_is_private = screen_is_private_;
  model_.room_is_window = work_.screens.plan().desk_lost;
  std::tie(model_.wall, model_.wall_aspect) = work_.wall_texture();
  model_.messages = work_.messages;
  model_.local_contacts = work_.settings.local_contacts;
  model_.no_copies = work_.no_copies();
  work_.fill_settings(model_);
}

bool SessionMode::sign_can_move() const {
  const auto* view = std::get_if<session::room::Film>(&runner_->room());
  const FilmShow* film = runner_->film();
  return view != nullptr && !view->failed && film != nullptr && !runner_->state().moment.frozen &&
         !film->layout().signer.empty();
}

void SessionMode::fill_sign() {
  model_.signer.reset();
  model_.sign_can_move = sign_can_move();
  model_.sign_moves = move_from_.has_value();
  const auto* view = std::get_if<session::room::Film>(&runner_->room());
  model_.step_is_signed = view == nullptr && runner_->step_sign().is_on() && !session::is_covered(runner_->state());
  render::Rect signer;
  render::Size out;
  if (model_.sign_can_move) {
    signer = runner_->film()->layout().signer;
    out = runner_->film()->output();
  } else if (model_.step_is_signed) {
    out = work_.screens.room().size();
    signer = work_.room_scene->scene(runner_->room(), surroundings(), work_.look(), work_.words, out).layout.signer;
  }
  if (signer.empty() || out.width <= 0 || out.height <= 0) return;
  const auto share = [](int part, int whole) { return static_cast<float>(part) / static_cast<float>(whole); };
  model_.signer = ui::Rect{share(signer.x, out.width), share(signer.y, out.height), share(signer.width, out.width),
                           share(signer.height, out.height)};
}

void SessionMode::begin_move() {
  if (move_from_) return end_move(true);
  if (!sign_can_move()) return;
  move_from_ = runner_->sign_stand();
  no_focus_ = true;
  desk_.dialog = views::DeskDialog::kNone;
}

void SessionMode::end_move(bool keep) {
  if (!keep) runner_->set_sign_stand(*move_from_);
  move_from_.reset();
  keep_sign_stand();
}

bool SessionMode::take_key(const ui::Key& key) {
  if (!move_from_) return false;
  if (key.name == "Escape") {
    end_move(false);
    return true;
  }
  // Something of the interface may have taken focus meanwhile: then Enter is meant for it.
  if (key.name == "Enter" && !focused_) {
    end_move(true);
    return true;
  }
  const FilmShow* film = runner_->film();
  if (film == nullptr) return false;
  const auto stand = moved_by_key(key, film->sign_stand(), film->layout().signer, film->output());
  if (stand) runner_->set_sign_stand(*stand);
  return stand.has_value();
}

bool SessionMode::take_sign_order(const views::Order& what) {
  if (const auto* placed = std::get_if<order::PlaceSign>(&what)) {
    const ui::Rect& at = placed->place;
    dragging_ = !placed->done;
    runner_->set_sign_stand(placed_at(static_cast<double>(at.x + at.width / 2), static_cast<double>(at.y + at.height / 2),
                                      static_cast<double>(at.width)));
    // By keys it goes on, until it is kept or put back.
    if (placed->done && !move_from_) keep_sign_stand();
  } else if (const auto* ended = std::get_if<order::EndMove>(&what)) {
    if (move_from_) end_move(ended->keep);
  } else if (std::holds_alternative<order::SignAgain>(what)) {
    runner_->step_sign().replay();
  } else {
    return false;
  }
  return true;
}

void SessionMode::draw(ui::Frame& frame, views::Orders& orders) {
  fill_model();
  shown_ = as_seen(model_.session);
  documents_.fill(model_.documents);
  if (over_wall()) views::overlay_screen(frame, work_.words, model_, desk_, orders);
  else if (desk_.documents.open) views::documents_screen(frame, work_.words, model_, desk_, orders);
  else views::desk_screen(frame, work_.words, model_, desk_, orders);
}

bool SessionMode::take(const views::Order& what) {
  if (const auto* sent = std::get_if<session::EventKind>(&what)) {
    send(*sent);
  } else if (const auto* volume = std::get_if<order::SetVolume>(&what)) {
    runner_->set_volume(static_cast<float>(volume->volume));
    work_.settings.volume = volume->volume;
    work_.save_settings();
  } else if (const auto* speed = std::get_if<order::SetSpeed>(&what)) {
    runner_->set_speed(speed->speed);
  } else if (const auto* seen = std::get_if<order::ScreenIsPrivate>(&what)) {
    screen_is_private_ = seen->is_private;
    desk_.strip = true;
  } else if (take_sign_order(what) || documents_.take(what)) {
    return true;
  } else if (std::holds_alternative<order::SwapScreens>(what)) {
    work_.screens.swap();
  } else if (std::holds_alternative<order::BackToLibrary>(what)) {
    // Until then the wall of an ended session stays neutral.
    if (!leaving_since_) leaving_since_ = work_.driver.clock().now();
  } else if (std::holds_alternative<order::LeaveSession>(what)) {
    leaving_since_ = work_.driver.clock().now();
    if (!session::is_covered(runner_->state())) send(event::Suspend{});
  } else {
    return false;
  }
  return true;
}

/// What must come whatever has focus: the clicker's keys, and the neutral screen.
bool SessionMode::act_first(Action action) {
  if (const auto key = neutral_key(action)) send(event::PressNeutral{*key});
  else if (action == Action::kNext) send(event::Next{});
  else if (action == Action::kPrevious) send(event::Previous{});
  else return false;
  return true;
}

bool SessionMode::act_on_session(Action action) {
  const session::State& state = runner_->state();
  if (const auto by = seek_of(action)) {
    send(event::SeekBy{*by});
    return true;
  }
  switch (action) {
    case Action::kPlayPause:
      if (state.suspended && !state.neutral) send(event::Resume{});
      else send(event::PlayPause{});
      return true;
    case Action::kSuspend:
      // The neutral screen is brought back by its own key, twice, or by its button.
      if (state.neutral) return true;
      if (state.suspended) send(event::Resume{});
      else send(event::Suspend{});
      return true;
    case Action::kReplay:
      if (!state.screening && !session::current_step(state).replay) runner_->step_sign().replay();
      else send(event::Replay{});
      return true;
    case Action::kMoveSign: begin_move(); return true;
    case Action::kMark: send(event::Mark{}); return true;
    case Action::kPassageStart: send(event::PassageStart{}); return true;
    case Action::kPassageEnd: send(event::PassageEnd{}); return true;
    case Action::kClearPassage: send(event::ClearPassage{}); return true;
    case Action::kFreeze: send(event::ToggleFreeze{}); return true;
    case Action::kSwapScreens: work_.screens.swap(); return true;
    default: return false;
  }
}

bool SessionMode::act(Action action) {
  fill_model();
  if (views::open_by_action(desk_, model_, action)) return true;
  if (action == Action::kPinPage && desk_.documents.open) {
    if (const auto pin = views::toggle_pin(model_.documents, desk_.documents, model_.session)) send(*pin);
    return true;
  }
  if (documents_.act(action, model_.documents)) return true;
  if (act_on_session(action)) return true;
  if (!runner_->act(action)) return false;
  keep_tracks();
  return true;
}

/// Volume and the signer's place are kept for the sessions to come.
void SessionMode::keep_tracks() {
  storage::Settings& settings = work_.settings;
  settings.volume = static_cast<double>(runner_->loudness().volume);
  keep_sign_stand();
}

void SessionMode::keep_sign_stand() {
  storage::Settings& settings = work_.settings;
  const std::string& kit = runner_->kit().manifest().kit.id;
  const storage::SignLook look = look_of(runner_->sign_stand());
  // While it is moved by keys, it may still be put back.
  if (!move_from_ && sign_look(settings, kit) != look) settings.sign = settings.sign_by_kit[kit] = look;
  work_.save_settings();
}

/// With the signer of what is on the wall in words.
room::Surroundings SessionMode::surroundings() {
  room::Surroundings around = work_.surroundings();
  StepSign& sign = runner_->step_sign();
  if (!sign.is_on() || session::sign_of(runner_->room()).empty()) return around;
  const media::DisplayShape shape = sign.shape();
  around.sign = room::WallSign{.frame = sign.frame(), .width = shape.width, .height = shape.height, .stand = runner_->sign_stand()};
  return around;
}

Result<kits::Plan> SessionMode::led_plan() const {
  const session::Deck& deck = *runner_->state().deck;
  if (runner_->own_plan().empty()) return session::plan_of(runner_->kit().manifest(), deck.plan_id);
  return preparation::read_own_plan(runner_->own_plan(), deck.plan_title).and_then([&](const preparation::OwnPlan& own) {
    return preparation::prepared(runner_->kit().manifest(), own, deck.audiences);
  });
}

std::optional<PaperSource> SessionMode::papers() const {
  const kits::Manifest& manifest = runner_->kit().manifest();
  const auto plan = led_plan();
  return PaperSource{.deck = runner_->state().deck,
                     .kit_title = manifest.kit.title,
                     .questions = plan ? report::closing_questions(manifest, *plan) : std::vector<kits::Question>()};
}

report::Facts SessionMode::facts() const { return report::facts_of(runner_->state(), runner_->kit().manifest().kit.title); }

/// Who is in the room, as was said; else whom the kit is made for.
std::vector<std::string> SessionMode::professions() const {
  const std::vector<std::string>& there = runner_->state().deck->audiences;
  return there.empty() ? runner_->kit().manifest().kit.audiences : there;
}

/// "Cet écran n'est pas projeté" was said of the displays that were there.
void SessionMode::meet_displays() {
  screen_is_private_ = false;
  desk_.strip = false;
  if (work_.screens.one_screen()) desk_.documents.open = false;
}

bool SessionMode::asks_before_leaving() {
  if (runner_->finished()) return false;
  desk_.dialog = views::DeskDialog::kLeave;
  return true;
}

/// What of the interface lies over the room's picture.
std::array<render::Rect, 2> SessionMode::chrome() const {
  std::array<render::Rect, 2> covered;
  for (std::size_t i = 0; i < covered.size(); ++i) {
    const ui::Rect& part = desk_.chrome[i];
    const int left = static_cast<int>(std::floor(part.x)), top = static_cast<int>(std::floor(part.y));
    covered[i] = {left, top, static_cast<int>(std::ceil(part.right())) - left, static_cast<int>(std::ceil(part.bottom())) - top};
  }
  return covered;
}

Wall SessionMode::wall(render::Size output) {
  const session::RoomView& view = runner_->room();
  const auto* film = std::get_if<session::room::Film>(&view);
  if (film == nullptr || film->failed) {
    const StepSign& sign = runner_->step_sign();
    const bool moves = !session::is_covered(runner_->state());
    return {.still = &work_.room_scene->scene(view, surroundings(), work_.look(), work_.words, output),
            .changes_at = moves ? sign.changes_at() : std::nullopt,
            .waits = moves && sign.is_waiting()};
  }
  // A frozen picture stays, whatever is loaded behind it; one that is not there yet leaves the last.
  if (runner_->state().moment.frozen) return {};
  FilmShow* show = runner_->film();
  runner_->set_caption_stand(work_.caption_stand());
  if (show != nullptr) show->set_chrome(over_wall() ? chrome() : std::array<render::Rect, 2>{});
  return {.film = show != nullptr && show->loaded() ? show : nullptr};
}

accessibility::Tree SessionMode::wall_tree(render::Size output) {
  return room::room_tree(runner_->room(), surroundings(), work_.words, output);
}

}  // namespace mallette::app
