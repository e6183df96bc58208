// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/start_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "kits/base/utf8_path.h"
#include "player/app/browser_model.h"
#include "player/language/describe.h"
#include "player/language/origin_text.h"
#include "player/preparation/apply.h"
#include "player/preparation/own_plan_file.h"
#include "player/report/questionnaire.h"
#include "player/session/deck.h"
#include "player/session/plans.h"
#include "player/storage/atomic_file.h"

namespace mallette::app {
namespace {

namespace order = views::order;
using media::MediaTime;

// Far enough into the signer's film to see a person, not a title.
constexpr auto kSignerInstant = std::chrono::seconds(5);

const kits::SignTrack* first_signer(const kits::Manifest& manifest) {
  for (const kits::Film& film : manifest.film) {
    if (!film.sign.empty()) return &film.sign.front();
  }
  for (const kits::Clip& clip : manifest.clip) {
    if (!clip.sign.empty()) return &clip.sign.front();
  }
  return nullptr;
}

views::CheckModel::HeadphonesTest headphones_test(const SoundCheck::State& sound) {
  using Test = views::CheckModel::HeadphonesTest;
  if (!sound.in_turn) return Test::kNone;
  if (sound.phase == SoundCheck::Phase::kPlaying) return sound.note == TestNote::kHigh ? Test::kInHeadphones : Test::kInRoom;
  return sound.heard && sound.note == TestNote::kHigh ? Test::kHeard : Test::kNone;
}

/// What a kit that brings no plan is led through.
std::string contents_words(session::Contents contents, const Workplace& work) {
  switch (contents) {
    case session::Contents::kFilms:
      return work.tr("The films, one after the other");
    case session::Contents::kClips:
      return work.tr("The clips, one after the other");
    case session::Contents::kFilmsAndClips:
      return work.tr("The films and the clips, one after the other");
    case session::Contents::kDocuments:
      return work.tr("The documents, one after the other");
    case session::Contents::kHandOuts:
      return work.tr("The documents to hand out");
  }
  return {};
}

}  // namespace

StartMode::StartMode(Workplace& work, SoundCheck& sound, kits::Kit kit, std::optional<preparation::OwnPlan> brought)
    : work_(work), sound_(sound), kit_(std::move(kit)), brought_(std::move(brought)) {
  fill_start();
  update_plans();
  state_.needs.captions = start_.has_captions;
  read_saved();
}

StartMode::~StartMode() {
  sound_.stop();
  work_.closing->take(std::move(signer_));
  work_.closing->take(std::move(lister_));
}

std::string StartMode::title() const { return kit_.manifest().kit.title + " - Mallette"; }

void StartMode::fill_start() {
  const kits::Manifest& manifest = kit_.manifest();
  start_.kit_title = manifest.kit.title;
  start_.kit_summary = manifest.kit.summary;
  start_.origin_is_verified = kit_.origin().state == kits::OriginState::kVerified;
  start_.may_print = work_.policy.copies();
  start_.audiences = &work_.audiences;
  start_.kit_audiences = manifest.kit.audiences;
  fill_plans();
  const KitTracks tracks = tracks_of(manifest);
  start_.has_captions = tracks.captions;
  start_.has_sign = tracks.sign;
  start_.has_description = tracks.description;
}

void StartMode::fill_plans() {
  const kits::Manifest& manifest = kit_.manifest();
  start_.plans.clear();
  for (const kits::Plan& plan : manifest.plan) {
    start_.plans.push_back({plan.id, plan.title, plan.summary, plan.duration, plan.step.size()});
  }
  if (start_.plans.empty()) {
    const kits::Plan plan = session::plan_of_contents(manifest);
    start_.plans.push_back({plan.id, contents_words(session::contents_of(manifest), work_), "", std::nullopt, plan.step.size()});
  }
  for (const preparation::OwnPlan& own : work_.plans->of(manifest.kit.id)) {
    const auto plan = preparation::prepared(manifest, own, {});
    start_.plans.push_back({.id = std::string(preparation::kOwnPrefix) + own.id,
                            .title = own.title,
                            .duration = plan ? plan->duration : std::nullopt,
                            .steps = plan ? plan->step.size() : 0,
                            .own = true});
  }
  plans_version_ = work_.plans->version();
}

SessionChoice StartMode::whole(SessionChoice choice) const {
  const preparation::OwnPlan* own = work_.plans->find(choice.plan_id);
  if (own != nullptr && own->kit_id == kit_.manifest().kit.id) choice.own = *own;
  return choice;
}

/// True: the list of plans is another.
bool StartMode::update_plans() {
  work_.plans->update();
  for (const Error& error : work_.plans->take_errors()) work_.tell(error);
  if (brought_ && work_.plans->known()) {
    chosen_next_ = std::string(preparation::kOwnPrefix) + work_.plans->take_in(std::move(*brought_));
    brought_.reset();
  }
  if (plans_version_ == work_.plans->version()) return false;
  fill_plans();
  if (chosen_next_) state_.plan_id = *std::exchange(chosen_next_, std::nullopt);
  return true;
}

void StartMode::prepare(const std::string& plan) {
  auto made = Preparing::make(work_, kit_.manifest(), plan);
  if (!made) return work_.tell(made.error());
  work_.forget_messages();
  preparing_ = std::move(*made);
}

void StartMode::duplicate(const std::string& plan) {
  const preparation::OwnPlan* own = work_.plans->find(plan);
  if (own == nullptr) return;
  preparation::OwnPlan copy = *own;
  copy.id = preparation::new_plan_id();
  copy.title = preparation::clean(fmt::format(fmt::runtime(work_.tr("{plan} (copy)")), fmt::arg("plan", copy.title)),
                                  preparation::kTitleLimit_bytes);
  work_.plans->keep(copy);
  chosen_next_ = std::string(preparation::kOwnPrefix) + copy.id;
}

void StartMode::export_plan(const std::string& plan) {
  const preparation::OwnPlan* own = work_.plans->find(plan);
  if (own == nullptr) return;
  exporting_ = *own;
  if (!lister_) lister_ = std::make_unique<FolderLister>(work_.driver.waker());
  folders_ = {.purpose = views::BrowserFor::kSaving, .reading = true, .message = {}, .saving = preparation::own_plan_file_name(*own)};
  folders_state_ = {};
  lister_->read(work_.settings.last_folder);
}

/// What is there already under that name stays.
void StartMode::export_into(const std::string& folder) {
  if (!exporting_ || writing_) return;
  const std::string path = folder + "/" + preparation::own_plan_file_name(*exporting_);
  writing_ = std::make_unique<Background<Result<std::string>>>(
      [path, bytes = preparation::write_own_plan(*exporting_)]() -> Result<std::string> {
        std::error_code fault;
        if (std::filesystem::exists(to_path(path), fault)) {
          return fail({.code = ErrorCode::kFileExists, .subject = path});
        }
        if (auto written = storage::write_atomically(path, bytes); !written) return fail(std::move(written.error()));
        return path;
      },
      work_.driver.waker());
}

bool StartMode::take_plan_order(const views::Order& what) {
  if (preparing_ && preparing_->take(what)) return true;
  if (const auto* chosen = std::get_if<order::PreparePlan>(&what)) prepare(chosen->plan);
  else if (std::holds_alternative<order::LeavePreparing>(what)) {
    if (preparing_) state_.plan_id = preparing_->choice();
    preparing_.reset();
  } else if (const auto* copied = std::get_if<order::DuplicatePlan>(&what)) duplicate(copied->plan);
  else if (const auto* gone = std::get_if<order::DeletePlan>(&what)) {
    if (const preparation::OwnPlan* own = work_.plans->find(gone->plan)) work_.plans->remove(std::string(own->id));
  } else if (const auto* given = std::get_if<order::ExportPlan>(&what)) export_plan(given->plan);
  else return exporting_ && take_folder(what);
  return true;
}

/// While one is being looked for.
bool StartMode::take_folder(const views::Order& what) {
  if (const auto* into = std::get_if<order::ChooseFolder>(&what)) export_into(into->folder);
  else if (const auto* folder = std::get_if<order::Browse>(&what)) lister_->read(folder->folder);
  else if (const auto* typed = std::get_if<order::OpenTyped>(&what)) lister_->read(typed->path);
  else if (std::holds_alternative<order::CloseBrowser>(what)) exporting_.reset();
  else return false;
  return true;
}

/// The folder that was asked for, and what became of the copy.
bool StartMode::look_at_export() {
  bool changed = false;
  if (auto listing = lister_ ? lister_->take() : std::nullopt) {
    if (exporting_) {
      folders_ = browser_model(*listing, work_.words, views::BrowserFor::kSaving);
      folders_.saving = preparation::own_plan_file_name(*exporting_);
    }
    changed = true;
  }
  if (auto written = writing_ ? writing_->take() : std::nullopt) {
    writing_.reset();
    changed = true;
    if (*written) {
      exporting_.reset();
      start_.done = fmt::format(fmt::runtime(work_.tr("The copy was saved as {file}.")), fmt::arg("file", **written));
    } else {
      folders_.message = language::describe(written->error(), work_.words);
    }
  }
  return changed;
}

void StartMode::read_saved() {
  if (!work_.keeping) return;
  reading_saved_ = std::make_unique<Background<Saved>>(
      [folder = work_.keeping->folder, kit_id = kit_.manifest().kit.id]() -> Saved {
        auto record = storage::read_journal(folder, kit_id);
        if (!record) return std::nullopt;
        return std::move(*record);
      },
      work_.driver.waker());
}

void StartMode::take_saved() {
  auto saved = reading_saved_ ? reading_saved_->take() : std::nullopt;
  if (!saved) return;
  reading_saved_.reset();
  saved_ = std::move(*saved);
  if (!saved_) return;
  start_.saved = views::SavedSession{.kit_id = saved_->kit_id,
                                     .kit_title = saved_->kit_title,
                                     .plan_title = saved_->plan_title,
                                     .step_title = saved_->step_title,
                                     .saved_at = date_and_time(saved_->saved_at, work_.words),
                                     .kit_path = saved_->kit_path};
}

bool StartMode::update() {
  const bool was_known = saved_known();
  take_saved();
  const bool plans_changed = update_plans(), export_changed = look_at_export(), documents_changed = documents_ && documents_->update();
  return look_for_picture() || plans_changed || export_changed || documents_changed || saved_known() != was_known;
}

// --- The kit's documents ---

void StartMode::open_documents() {
  std::vector<std::string> professions(state_.audiences.begin(), state_.audiences.end());
  if (!documents_ || documents_for_ != professions) {
    documents_.reset();
    reading_state_ = {};
    documents_for_ = std::move(professions);
    documents_ = std::make_unique<DocumentDesk>(work_, kit_, documents_for_, reading_state_.documents);
  }
  work_.messages.clear();
  reading_state_.documents.open = true;
}

void StartMode::fill_reading() {
  reading_.in_session = false;
  reading_.messages = work_.messages;
  reading_.help_numbers = &work_.help_numbers;
  reading_.no_copies = work_.no_copies();
  work_.fill_settings(reading_);
  documents_->fill(reading_.documents);
}

std::optional<accessibility::NodeId> StartMode::wants_focus() {
  if (preparing_) return preparing_->wants_focus();
  if (documents_ && documents_->wants_search()) return views::document_search();
  return std::nullopt;
}

/// The signer's picture for the test card, once it is there.
bool StartMode::look_for_picture() {
  if (!signer_ || signer_picture_) return false;
  signer_->update();
  if (signer_->state() == media::PlaybackState::kFailed) {
    signer_.reset();
    return false;
  }
  if (signer_->state() == media::PlaybackState::kWaiting) return false;
  signer_picture_ = signer_->picture_at(signer_->position(), std::chrono::milliseconds(17)).film;
  return signer_picture_ != nullptr;
}

void StartMode::look_at_signer() {
  if (signer_ || !choice_.needs.sign) return;
  const kits::SignTrack* track = first_signer(kit_.manifest());
  if (track == nullptr) return;
  auto resource = kit_.resource(track->path);
  if (!resource) return;  // the session itself tells of it
  media::InputSpec spec{.resource = std::move(*resource)};
  spec.want_audio = false;
  signer_ = std::make_unique<media::Playback>(media::PlaybackSpec{.film = std::move(spec), .from = MediaTime(kSignerInstant)},
                                              work_.driver.clock(), work_.driver.waker());
}

void StartMode::fill_check() {
  check_.displays.clear();
  const WindowPlan plan = work_.screens.plan();
  for (const Display& display : work_.screens.displays()) {
    check_.displays.push_back({.name = fmt::format("{}, {} × {}", display.name, display.bounds.width, display.bounds.height),
                               .is_room = !plan.one_screen && display.bounds == plan.room.bounds,
                               .is_desk = display.bounds == plan.desk.bounds});
  }
  std::tie(check_.wall, check_.wall_aspect) = work_.wall_texture();
  check_.sound_devices = sound_.devices();
  check_.sound_device = work_.settings.sound_device;
  const auto sound = sound_.state();
  check_.sound_is_playing = sound.phase != SoundCheck::Phase::kSilent;
  if (auto error = sound_.take_error()) {
    sound_failed_ = true;
    work_.tell(*error);
  }
  // What was not tried yet is not said to be silent.
  const std::string& device = sound.heard ? sound.device : work_.settings.sound_device;
  check_.sound_in_use = sound_failed_ ? std::string() : work_.device_name(device);
  check_.volume = work_.settings.volume;
  check_.sound = sound_choices(work_.settings.sound);
  check_.headphones_test = headphones_test(sound);
  check_.needs = choice_.needs;
  check_.has_captions = start_.has_captions;
  check_.has_sign = start_.has_sign;
  check_.has_description = start_.has_description;
  check_.kit_title = start_.kit_title;
  const auto chosen = std::ranges::find(start_.plans, choice_.plan_id, &views::PlanChoice::id);
  check_.plan_title = chosen == start_.plans.end() ? std::string() : chosen->title;
  check_.message = work_.latest_message();
}

void StartMode::draw(ui::Frame& frame, views::Orders& orders) {
  start_.message = work_.latest_message();
  start_.origin = language::origin_text(kit_.origin(), work_.words);
  if (preparing_) return preparing_->draw(frame, orders);
  if (reads_documents()) {
    fill_reading();
    return views::documents_screen(frame, work_.words, reading_, reading_state_, orders);
  }
  if (!checking_) {
    views::start_view(frame, work_.words, start_, state_, orders);
    if (!exporting_) return;
    folders_.reading = lister_->reading() || writing_;
    return views::browser_dialog(frame, work_.words, folders_, folders_state_, orders);
  }
  fill_check();
  views::check_view(frame, work_.words, check_, orders);
}

void StartMode::test_sound() {
  sound_failed_ = false;
  work_.forget_messages();
  sound_.play(work_.settings.sound_device);
}

void StartMode::test_headphones() {
  sound_failed_ = false;
  work_.forget_messages();
  sound_.play_in_turn(work_.settings.sound_device, work_.settings.sound.headphones);
}

bool StartMode::take(const views::Order& what) {
  start_.done.clear();
  if (reads_documents() && documents_->take(what)) return true;
  if (take_plan_order(what)) return true;
  if (std::holds_alternative<order::ShowDocuments>(what)) {
    open_documents();
    return true;
  }
  if (const auto* chosen = std::get_if<order::CheckRoom>(&what)) {
    choice_ = {chosen->plan_id, chosen->audiences, chosen->needs, false};
    checking_ = true;
    work_.forget_messages();
    look_at_signer();
  } else if (std::holds_alternative<order::BackToStart>(what)) checking_ = false;
  else if (std::holds_alternative<order::TakeUp>(what)) {
    if (saved_) next_ = ToSession{kit_, {}, saved_};
  } else if (std::holds_alternative<order::BackToLibrary>(what)) next_ = ToLibrary{};
  else if (const auto* asked = std::get_if<order::BeginSession>(&what)) {
    SessionChoice choice = choice_;
    choice.rehearsal = asked->rehearsal;
    begin(std::move(choice));
  }
  else if (std::holds_alternative<order::SwapScreens>(what)) work_.screens.swap();
  else if (std::holds_alternative<order::TestSound>(what)) test_sound();
  else if (std::holds_alternative<order::TestHeadphones>(what)) test_headphones();
  else if (const auto* volume = std::get_if<order::SetVolume>(&what)) {
    work_.settings.volume = std::clamp(volume->volume, 0.0, 1.0);
    work_.save_settings();
  } else if (const auto* device = std::get_if<order::ChooseSoundDevice>(&what)) {
    sound_failed_ = false;
    work_.settings.sound_device = device->name;
    work_.apply_sound();
    work_.save_settings();
  } else return false;
  return true;
}

bool StartMode::act(ui::Action action) {
  if (action == ui::Action::kSwapScreens) {
    work_.screens.swap();
    return true;
  }
  if (reads_documents()) return act_on_documents(action);
  if (action == ui::Action::kDocuments && !preparing_ && !checking_) {
    open_documents();
    return true;
  }
  if (action != ui::Action::kSuspend) return false;
  // Escape leads one step back; nothing was begun yet.
  if (preparing_) return take_plan_order(order::LeavePreparing{});
  if (checking_) checking_ = false;
  else next_ = ToLibrary{};
  return true;
}

bool StartMode::act_on_documents(ui::Action action) {
  const bool leaves = action == ui::Action::kSuspend || action == ui::Action::kDocuments;
  if (leaves) reading_state_.documents.open = false;
  if (leaves || documents_->act(action, reading_.documents)) return true;
  return action == ui::Action::kHandOut && views::open_by_action(reading_state_, reading_, action);
}

bool StartMode::act_first(ui::Action action) {
  if (!checking_) return false;
  if (action == ui::Action::kNext) check_.clicker_next_seen = true;
  if (action == ui::Action::kPrevious) check_.clicker_previous_seen = true;
  return action == ui::Action::kNext || action == ui::Action::kPrevious;
}

bool StartMode::take_key(const ui::Key& key) { return preparing_ && preparing_->take_key(key); }

void StartMode::see_key(const ui::Key& key) { check_.last_key = key; }

/// Of the plan and the people that are chosen now.
std::optional<PaperSource> StartMode::papers() const {
  const kits::Manifest& manifest = kit_.manifest();
  const SessionChoice choice = whole({.plan_id = state_.plan_id, .audiences = {state_.audiences.begin(), state_.audiences.end()}, .needs = {}});
  const auto plan = chosen_plan(manifest, choice);
  if (!plan) return std::nullopt;
  auto deck = session::make_deck(manifest, *plan, choice.audiences);
  if (!deck) return std::nullopt;
  return PaperSource{.deck = std::move(*deck), .kit_title = manifest.kit.title, .questions = report::closing_questions(manifest, *plan)};
}

room::TestCard StartMode::card() const {
  return {.display = work_.screens.plan().room.name, .captions = choice_.needs.captions, .signer = signer_picture_};
}

Wall StartMode::wall(render::Size output) {
  scene_ = checking_ ? work_.room_scene->scene(card(), work_.look(), work_.words, output)
                     : work_.room_scene->scene(session::room::Neutral{}, work_.surroundings(), work_.look(), work_.words, output);
  return {.still = &scene_};
}

accessibility::Tree StartMode::wall_tree(render::Size output) {
  static_cast<void>(wall(output));
  return work_.room_scene->tree();
}

}  // namespace mallette::app
