// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/session_mode.h"

#include <algorithm>
#include <tuple>

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

const kits::Film* film_of(const kits::Manifest& manifest, const session::FilmRef& ref) {
  if (ref.kind == session::FilmKind::kClip) return manifest.find_clip(ref.id);
  return manifest.find_film(ref.id);
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

/// The kit's first plan unless one is named; of a kit without plans its films, one after the other.
Result<kits::Plan> plan_of(const kits::Manifest& manifest, const std::string& id) {
  if (id.empty() && !manifest.plan.empty()) return manifest.plan.front();
  if (const kits::Plan* plan = manifest.find_plan(id)) return *plan;
  kits::Plan films = session::plan_of_films(manifest);
  if (id.empty() || id == films.id) return films;
  std::string there;
  for (const kits::Plan& plan : manifest.plan) there += (there.empty() ? "" : ", ") + plan.id;
  return fail({.code = ErrorCode::kUsage, .subject = "plan", .key = "plan", .found = id, .allowed = there.empty() ? films.id : there});
}

Result<session::State> first_state(const kits::Manifest& manifest, const SessionChoice& choice) {
  auto plan = plan_of(manifest, choice.plan_id);
  if (!plan) return fail(std::move(plan.error()));
  auto deck = session::make_deck(manifest, *plan, choice.audiences);
  if (!deck) return fail(std::move(deck.error()));
  return session::make_state(std::move(*deck));
}

Result<session::State> saved_state(const kits::Manifest& manifest, const std::string& snapshot) {
  auto origin = session::read_snapshot_origin(snapshot);
  if (!origin) return fail(std::move(origin.error()));
  // A plan that the kit has no longer: read_snapshot() tells of it.
  const std::string plan = plan_of(manifest, origin->plan_id) ? origin->plan_id : std::string();
  auto fresh = first_state(manifest, {plan, origin->audiences, {}});
  if (!fresh) return fresh;
  return session::read_snapshot(snapshot, fresh->deck);
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
  auto state = session.taken_up ? saved_state(manifest, session.taken_up->snapshot) : first_state(manifest, session.choice);
  if (!state) return fail(std::move(state.error()).within(session.kit.path()));
  const storage::Settings& settings = work.settings;
  const storage::SignLook& sign = sign_look(settings, manifest.kit.id);
  SessionSpec spec{.kit = session.kit,
                   .state = std::move(*state),
                   .wish = session.taken_up ? read_tracks(session.taken_up->tracks) : wish_of(session.choice.needs),
                   .loudness = {.volume = static_cast<float>(settings.volume)},
                   .sign_place = render::parse_placement(sign.placement).value_or(render::SignPlacement::kRightBottom),
                   .sign_width = sign.width,
                   .caption_fonts = work.paths.caption_fonts,
                   .closing = work.closing.get()};
  auto runner = std::make_unique<SessionRunner>(std::move(spec), work.driver, *work.documents,
                                                work.keeping ? &work.keeping->journal : nullptr);
  return std::unique_ptr<SessionMode>(new SessionMode(work, std::move(runner), desk));
}

SessionMode::SessionMode(Workplace& work, std::unique_ptr<SessionRunner> runner, views::DeskState& desk)
    : work_(work), runner_(std::move(runner)), desk_(desk) {
  desk_ = {};
  model_.help_numbers = &work_.help_numbers;
}

std::string SessionMode::title() const { return runner_->kit().manifest().kit.title + " - Mallette"; }

bool SessionMode::update() {
  runner_->update();
  bool changed = false;
  for (const Error& error : runner_->take_errors()) {
    work_.tell(error);
    changed = true;
  }
  for (const auto& [entry, id] : runner_->documents()) work_.room_scene->set_document(entry, id);
  let_controls_go();
  if (leaving_since_) {
    const bool kept = !work_.keeping || work_.keeping->journal.flush(0ms);
    if (kept || work_.driver.clock().now() - *leaving_since_ > kLeavePatience) next_ = ToLibrary{};
  }
  return changed || as_seen(runner_->desk()) != shown_;
}

void SessionMode::stir(bool by_key) {
  stirred_at_ = work_.driver.clock().now();
  stirred_by_key_ = by_key;
  desk_.controls = true;
}

bool SessionMode::close_layer() {
  return work_.screens.one_screen() && std::exchange(desk_.strip, false);
}

void SessionMode::let_controls_go() {
  if (!desk_.controls || !stirred_at_) return;
  if (focused_ && stirred_by_key_) return;
  if (work_.driver.clock().now() - *stirred_at_ > kControlsStay) desk_.controls = false;
}

bool SessionMode::over_wall() const { return work_.screens.one_screen() && !(screen_is_private_ && desk_.strip); }

void SessionMode::fill_tracks() {
  const session::State& state = runner_->state();
  KitTracks there = tracks_of(runner_->kit().manifest());
  if (state.screening) {
    const session::FilmRef& ref = state.deck->films[state.screening->excerpt.film].ref;
    if (const kits::Film* film = film_of(runner_->kit().manifest(), ref)) there = tracks_of(*film);
  }
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
  work_.fill_settings(model_);
}

void SessionMode::draw(ui::Frame& frame, views::Orders& orders) {
  fill_model();
  shown_ = as_seen(model_.session);
  if (over_wall()) views::overlay_screen(frame, work_.words, model_, desk_, orders);
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
    case Action::kReplay: send(event::Replay{}); return true;
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
  if (act_on_session(action)) return true;
  if (!runner_->act(action)) return false;
  keep_tracks();
  return true;
}

/// Volume and the signer's place are kept for the sessions to come.
void SessionMode::keep_tracks() {
  storage::Settings& settings = work_.settings;
  settings.volume = static_cast<double>(runner_->loudness().volume);
  if (const FilmShow* film = runner_->film()) {
    storage::SignLook look = sign_look(settings, runner_->kit().manifest().kit.id);
    const std::string_view placement = render::placement_name(film->sign_place());
    if (look.placement != placement) {
      look.placement = placement;
      settings.sign = settings.sign_by_kit[runner_->kit().manifest().kit.id] = look;
    }
  }
  work_.save_settings();
}

/// "Cet écran n'est pas projeté" was said of the displays that were there.
void SessionMode::meet_displays() {
  screen_is_private_ = false;
  desk_.strip = false;
}

bool SessionMode::asks_before_leaving() {
  if (runner_->finished()) return false;
  desk_.dialog = views::DeskDialog::kLeave;
  return true;
}

Wall SessionMode::wall(render::Size output) {
  const session::RoomView& view = runner_->room();
  const auto* film = std::get_if<session::room::Film>(&view);
  if (film == nullptr || film->failed) {
    return {.still = &work_.room_scene->scene(view, work_.surroundings(), work_.look(), work_.words, output)};
  }
  // A frozen picture stays, whatever is loaded behind it; one that is not there yet leaves the last.
  if (runner_->state().moment.frozen) return {};
  FilmShow* show = runner_->film();
  return {.film = show != nullptr && show->loaded() ? show : nullptr};
}

accessibility::Tree SessionMode::wall_tree(render::Size output) {
  return room::room_tree(runner_->room(), work_.surroundings(), work_.words, output);
}

}  // namespace mallette::app
