// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/library_mode.h"

#include <algorithm>
#include <filesystem>

#include "kits/base/utf8_path.h"
#include "player/app/browser_model.h"
#include "player/language/describe.h"
#include "player/preparation/own_plan_file.h"
#include "player/session/room_view.h"
#include "player/storage/atomic_file.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;
namespace order = views::order;

constexpr std::size_t kMostKitsTried = 300;  ///< for a plan that somebody opens

bool is_plain_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(to_path(path), ignored) && !fs::exists(to_path(path) / std::string(kits::kManifestName), ignored);
}

std::string parent_folder(const std::string& path) { return utf8(to_path(path).parent_path()); }

/// Where the kit of a plan may lie, the likeliest first: used last or found before, beside the plan.
/// Waits for the disk.
std::vector<std::string> kits_for(const std::string& plan, std::vector<std::string> paths, const std::string& beside) {
  for (const std::string& folder : {parent_folder(plan), beside}) {
    for (const FolderEntry& entry : list_folder(folder).entries) {
      if (entry.kind == FolderEntry::Kind::kKit && paths.size() < kMostKitsTried) paths.push_back(entry.path);
    }
  }
  return paths;
}

}  // namespace

LibraryMode::LibraryMode(Workplace& work, SoundCheck& sound, ReportDesk& reports)
    : work_(work),
      sound_(sound),
      reports_(reports),
      finder_(std::make_unique<KitFinder>(work.driver.waker(), FinderLimits{}, PlaceSources::system(), work.policy)),
      lister_(std::make_unique<FolderLister>(work.driver.waker())) {
  if (work_.policy.fault()) work_.tell(*work_.policy.fault());
  look_for_kits();
  read_saved();
}

LibraryMode::~LibraryMode() {
  work_.closing->take(std::move(finder_));
  work_.closing->take(std::move(lister_));
}

std::string LibraryMode::title() const { return "Mallette"; }

void LibraryMode::look_for_kits() {
  FinderRequest request;
  for (const std::string& kit : work_.settings.recent_kits) request.roots.push_back({kit, 0});
  request.roots.push_back({work_.paths.beside, 1});
  if (!work_.settings.last_folder.empty()) request.roots.push_back({work_.settings.last_folder, 1});
  finder_->look(std::move(request));
}

void LibraryMode::read_saved() {
  if (!work_.keeping) return;
  reading_saved_ = std::make_unique<Background<Saved>>(
      [folder = work_.keeping->folder] {
        Saved saved;
        for (auto& record : storage::resumable_sessions(folder)) {
          std::error_code ignored;
          const bool there = fs::exists(to_path(record.kit_path), ignored);
          saved.emplace_back(std::move(record), there);
        }
        return saved;
      },
      work_.driver.waker());
}

bool LibraryMode::update() {
  bool changed = false;
  if (auto saved = reading_saved_ ? reading_saved_->take() : std::nullopt) {
    reading_saved_.reset();
    saved_ = std::move(*saved);
    changed = true;
  }
  if (auto done = opening_ ? opening_->take() : std::nullopt) {
    opening_.reset();
    opened(std::move(*done));
    changed = true;
  }
  if (auto listing = lister_->take()) {
    if (browser_) browser_ = browser_model(*listing, work_.words);
    changed = true;
  }
  if (finder_->version() != findings_version_) {
    findings_version_ = finder_->version();
    findings_ = finder_->findings();
    changed = true;
  }
  return changed;
}

/// The plan, and the kit that it belongs to; waits for the disk.
LibraryMode::Opened LibraryMode::open_plan(const std::string& path, const std::vector<std::string>& kits, const policy::InForce& policy) {
  const auto failed = [&](Error error) { return Opened{path, false, fail(std::move(error)), std::nullopt, std::nullopt}; };
  const auto bytes = storage::read_whole(path, preparation::kOwnPlanLimit_bytes);
  if (!bytes) return failed(bytes.error());
  auto plan = preparation::read_own_plan(*bytes, path);
  if (!plan) return failed(std::move(plan.error()));
  for (const std::string& candidate : kits) {
    auto kit = policy.open_kit(candidate);
    if (!kit || kit->manifest().kit.id != plan->kit_id) continue;
    return {candidate, false, std::move(kit), std::nullopt, std::move(*plan)};
  }
  return failed({.code = ErrorCode::kPlanForeign, .subject = path, .found = plan->kit_title});
}

void LibraryMode::open(const std::string& path) {
  failed_.reset();
  if (preparation::is_own_plan_name(path)) {
    std::vector<std::string> known = work_.settings.recent_kits;
    for (const KitFinding& found : findings_) {
      if (!found.error) known.push_back(found.path);
    }
    opening_ = std::make_unique<Background<Opened>>(
        [path, kits = std::move(known), beside = work_.paths.beside, policy = work_.policy] { return open_plan(path, kits_for(path, kits, beside), policy); },
        work_.driver.waker());
    return;
  }
  opening_ = std::make_unique<Background<Opened>>(
      [path, policy = work_.policy] {
        if (is_plain_folder(path)) return Opened{path, true, fail({.code = ErrorCode::kNotAKit, .subject = path}), std::nullopt, std::nullopt};
        return Opened{path, false, policy.open_kit(path), std::nullopt, std::nullopt};
      },
      work_.driver.waker());
}

void LibraryMode::take_up(const std::string& kit_id) {
  const auto saved = std::ranges::find_if(saved_, [&](const auto& entry) { return entry.first.kit_id == kit_id; });
  if (saved == saved_.end()) return;
  opening_ = std::make_unique<Background<Opened>>(
      [record = saved->first, policy = work_.policy] { return Opened{record.kit_path, false, policy.open_kit(record.kit_path), record, std::nullopt}; },
      work_.driver.waker());
}

void LibraryMode::opened(Opened opened) {
  if (opened.is_folder) {
    failed_ = opened.kit.error();
    return browse(opened.path);
  }
  if (!opened.kit) {
    failed_ = opened.kit.error();
    work_.tell(*failed_);
    return;
  }
  browser_.reset();
  storage::remember_kit(work_.settings, opened.path);
  work_.settings.last_folder = parent_folder(opened.path);
  work_.settings.first_start_done = true;
  work_.save_settings();
  work_.forget_messages();
  if (opened.record) {
    next_ = ToSession{std::move(*opened.kit), {}, std::move(opened.record)};
  } else {
    next_ = ToStart{std::move(*opened.kit), std::move(opened.plan)};
  }
}

void LibraryMode::browse(std::string folder) {
  if (!browser_) browser_.emplace();
  browser_->reading = true;
  lister_->read(std::move(folder));
}

void LibraryMode::fill_kits() {
  model_.kits.clear();
  for (const KitFinding& found : findings_) {
    views::KitCard card{.path = found.path,
                        .title = found.title,
                        .publisher = found.publisher,
                        .summary = found.summary,
                        .place = place_name(found.place, work_.words),
                        .films = found.films,
                        .duration = found.duration,
                        .sheets = found.sheets,
                        .captions = found.tracks.captions,
                        .sign = found.tracks.sign,
                        .description = found.tracks.description};
    if (found.error) card.fault = language::describe(*found.error, work_.words);
    if (found.cover) {
      card.cover = work_.picture->texture("cover " + found.path, found.cover);
      card.cover_aspect = aspect(*found.cover);
    }
    model_.kits.push_back(std::move(card));
  }
}

void LibraryMode::fill_saved() {
  model_.saved.clear();
  for (const auto& [record, there] : saved_) {
    model_.saved.push_back({.kit_id = record.kit_id,
                            .kit_title = record.kit_title,
                            .plan_title = record.plan_title,
                            .step_title = record.step_title,
                            .saved_at = date_and_time(record.saved_at, work_.words),
                            .kit_path = record.kit_path,
                            .kit_is_there = there});
  }
}

/// Of sessions that cannot be taken up any more: those that can keep their own.
void LibraryMode::fill_reports() {
  model_.reports.clear();
  if (reading_saved_) return;
  for (const report::Draft& draft : reports_.drafts()) {
    const bool goes_on = std::ranges::any_of(saved_, [&](const auto& entry) { return entry.first.session_id == draft.id; });
    if (!goes_on) model_.reports.push_back({.id = draft.id, .title = draft.facts.kit_title, .plan_title = draft.facts.plan_title, .date = draft.form.date});
  }
}

void LibraryMode::fill_model() {
  fill_kits();
  fill_saved();
  fill_reports();
  model_.scanning = finder_->looking();
  model_.message = work_.latest_message();
  model_.first_start = !work_.settings.first_start_done;
  const auto sound = sound_.state();
  model_.sound_is_playing = sound.phase != SoundCheck::Phase::kSilent;
  model_.sound_in_use = sound.heard ? work_.device_name(sound.device) : std::string();
}

void LibraryMode::draw(ui::Frame& frame, views::Orders& orders) {
  fill_model();
  views::library_view(frame, work_.words, model_, state_, orders);
  if (!browser_) return;
  browser_->reading = lister_->reading() || opening_;
  if (browser_->message.empty() && !model_.message.empty()) browser_->message = model_.message;
  views::browser_dialog(frame, work_.words, *browser_, state_, orders);
}

bool LibraryMode::take(const views::Order& what) {
  if (const auto* kit = std::get_if<order::OpenKit>(&what)) open(kit->path);
  else if (const auto* typed = std::get_if<order::OpenTyped>(&what)) open(typed->path);
  else if (const auto* folder = std::get_if<order::Browse>(&what)) browse(folder->folder);
  else if (std::holds_alternative<order::CloseBrowser>(what)) browser_.reset();
  else if (const auto* saved = std::get_if<order::TakeUp>(&what)) take_up(saved->kit_id);
  else if (const auto* gone = std::get_if<order::Forget>(&what)) {
    if (work_.keeping) work_.keeping->journal.remove(gone->kit_id);
    for (const auto& [record, there] : saved_) {
      if (record.kit_id == gone->kit_id) reports_.forget(record.session_id);
    }
    std::erase_if(saved_, [&](const auto& entry) { return entry.first.kit_id == gone->kit_id; });
  } else if (std::holds_alternative<order::TestSound>(what)) sound_.play(work_.settings.sound_device);
  else return false;
  return true;
}

bool LibraryMode::act(ui::Action action) {
  if (action == ui::Action::kOpen) {
    browse(work_.settings.last_folder);
    return true;
  }
  if (action == ui::Action::kFind) {
    wants_search_ = true;
    return true;
  }
  return false;
}

Wall LibraryMode::wall(render::Size output) {
  calm_ = work_.room_scene->scene(session::room::Neutral{}, work_.surroundings(), work_.look(), work_.words, output);
  return {.still = &calm_};
}

accessibility::Tree LibraryMode::wall_tree(render::Size output) {
  return room::room_tree(session::room::Neutral{}, work_.surroundings(), work_.words, output);
}

}  // namespace mallette::app
