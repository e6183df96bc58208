// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/report_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kits/base/whole_path.h"
#include "player/app/browser_model.h"
#include "player/app/file_paths.h"
#include "player/language/describe.h"
#include "player/report/outline.h"
#include "player/report/questionnaire.h"
#include "player/report/report_page.h"
#include "player/storage/atomic_file.h"
#include "player/storage/new_files.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;
namespace order = views::order;
using views::order::PaperKind;

constexpr std::string_view kDraftStart = "report-", kDraftEnding = ".draft";
constexpr std::size_t kDraftsLimit = 200;

std::string draft_name(const std::string& id) { return fmt::format("{}{}{}", kDraftStart, id, kDraftEnding); }

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Everything that a report is written with, for a thread of its own.
struct SaveOrder {
  report::Report report;
  report::Remarks remarks = report::Remarks::kLeftOut;
  std::int64_t saved_at = 0;
  std::string folder;
  kits::Audiences audiences;
  language::Catalogue words;
};

Result<std::vector<std::string>> save_files(const SaveOrder& order) {
  const report::Page page = report::report_page(order.report, order.audiences, order.words, order.remarks);
  auto odt = report::write_odt(page);
  if (!odt) return fail(std::move(odt.error()));
  const report::Typed& typed = order.report.typed;
  const std::string name = report::file_name(typed.date, typed.tool.empty() ? order.report.facts.kit_title : typed.tool, order.report.id);
  return storage::write_together(order.folder, name,
                                 {{".html", report::write_html(page)},
                                  {".odt", std::move(*odt)},
                                  {".md", report::write_markdown(page)},
                                  {report::kSentEnding, report::write_sent({order.report, order.saved_at})}});
}

struct PaperOrder {
  PaperKind kind = PaperKind::kOutline;
  PaperSource source;
  std::string folder;
  std::string translations;
  language::Catalogue words;
};

Result<std::vector<std::string>> write_paper_file(const PaperOrder& order) {
  const auto write = [&](const char* name, const report::Page& page) {
    const std::string stem = fmt::format("{}-{}", name, report::file_name("", order.source.kit_title, ""));
    return storage::write_together(order.folder, stem, {{".html", report::write_html(page)}});
  };
  const auto outline = [&](report::Print print) { return report::outline_page(*order.source.deck, order.source.kit_title, order.words, print); };
  const auto questionnaire = [&](language::Language language) -> Result<std::vector<std::string>> {
    const auto words = language::Catalogue::load(language, order.translations);
    if (!words) return fail(words.error());
    return write("questionnaire", report::questionnaire_page(order.source.kit_title, order.source.questions, *words));
  };
  switch (order.kind) {
    case PaperKind::kOutline: return write("conducteur", outline(report::Print::kUsual));
    case PaperKind::kLargeOutline: return write("conducteur", outline(report::Print::kLarge));
    case PaperKind::kFrenchQuestionnaire: return questionnaire(language::Language::kFrench);
    case PaperKind::kEnglishQuestionnaire: return questionnaire(language::Language::kEnglish);
  }
  return fail({.code = ErrorCode::kNotSupported, .subject = order.folder});
}

std::string whole_path_wanted(const language::Catalogue& words) {
  return kHasDriveLetters ? words.tr("Say where the files are to go: a whole path, such as E:/bilans.")
                          : words.tr("Say where the files are to go: a whole path, such as /home/me/bilans.");
}

}  // namespace

std::vector<report::Draft> read_drafts(const storage::StateFolder& folder) {
  std::vector<std::pair<fs::file_time_type, report::Draft>> found;
  std::error_code fault;
  for (const auto& file : fs::directory_iterator(to_path(folder.path()), fault)) {
    const std::string name = utf8(file.path().filename());
    if (!name.starts_with(kDraftStart) || !name.ends_with(kDraftEnding) || found.size() >= kDraftsLimit) continue;
    const auto bytes = storage::read_whole(utf8(file.path()), report::kDraftLimit_bytes);
    auto draft = bytes ? report::read_draft(*bytes, name) : fail(bytes.error());
    if (draft && draft_name(draft->id) == name) found.emplace_back(file.last_write_time(fault), std::move(*draft));
  }
  std::ranges::stable_sort(found, std::ranges::greater(), [](const auto& entry) { return entry.first; });
  std::vector<report::Draft> drafts;
  for (auto& entry : found) drafts.push_back(std::move(entry.second));
  return drafts;
}

ReportDesk::ReportDesk(Workplace& work) : work_(work) {
  if (work_.keeping) disk_ = std::make_unique<storage::DiskOrders>();
  state_.folder = default_folder();
  look_for_drafts();
}

ReportDesk::~ReportDesk() {
  leave();
  if (lister_) work_.closing->take(std::move(lister_));
}

std::string ReportDesk::default_folder() const {
  if (!work_.settings.report_folder.empty()) return work_.settings.report_folder;
  return work_.keeping && work_.keeping->writable ? work_.keeping->folder.file("bilans") : std::string();
}

// --- The session it is about ---

report::Form ReportDesk::offered_form(const std::string& tool) const {
  report::Form form;
  form.date = work_.words.language() == language::Language::kFrench ? day_text(std::chrono::system_clock::now(), "{2:02}/{1:02}/{0}")
                                                                    : day_text(std::chrono::system_clock::now(), "{0}-{1:02}-{2:02}");
  form.tool = tool;
  return form;
}

void ReportDesk::open(Session session, std::optional<report::Form> form) {
  leave();
  session_ = std::move(session);
  state_.form = form ? *form : session_->offered;
  session_->kept = state_.form;
  state_.faults.clear();
  state_.all_professions = false;
  model_.report = model_.paper = {};
}

void ReportDesk::begin(const std::string& id, report::Facts facts, std::vector<std::string> professions) {
  report::Form offered = offered_form(facts.kit_title);
  const auto draft = std::ranges::find(drafts_, id, &report::Draft::id);
  std::optional<report::Form> typed;
  if (draft != drafts_.end()) typed = draft->form;
  open({.id = id, .facts = std::move(facts), .professions = std::move(professions), .offered = std::move(offered), .kept = {}}, std::move(typed));
}

void ReportDesk::take_up(const std::string& id) {
  const auto draft = std::ranges::find(drafts_, id, &report::Draft::id);
  if (draft == drafts_.end()) return;
  std::vector<std::string> professions;
  for (const auto& [profession, typed] : draft->form.participants) {
    if (profession != report::kOtherProfessions) professions.push_back(profession);
  }
  open({.id = id, .facts = draft->facts, .professions = std::move(professions), .offered = {}, .kept = {}, .goes_on = false, .ended_kept = true}, draft->form);
}

void ReportDesk::leave() {
  if (!session_) return;
  session_->goes_on = false;
  keep();
  session_.reset();
}

bool ReportDesk::wants_facts(const views::DeskState& desk) const {
  return session_ && (desk.dialog == views::DeskDialog::kReport || state_.form != session_->offered);
}

void ReportDesk::set_facts(report::Facts facts, bool goes_on) {
  if (!session_) return;
  session_->facts = std::move(facts);
  session_->goes_on = goes_on;
}

// --- Drafts ---

/// What has changed since it was kept; with the session's last facts, once they are known.
void ReportDesk::keep() {
  if (!session_ || !disk_) return;
  const bool typed = state_.form != session_->kept;
  const bool lies_there = session_->kept != session_->offered;
  const bool ended = lies_there && !session_->goes_on && !session_->ended_kept;
  if (!typed && !ended) return;
  session_->kept = state_.form;
  session_->ended_kept = !session_->goes_on;
  const report::Draft draft{.id = session_->id, .form = state_.form, .facts = session_->facts};
  std::erase_if(drafts_, [&](const report::Draft& other) { return other.id == draft.id; });
  drafts_.insert(drafts_.begin(), draft);
  disk_->give(draft.id, [path = work_.keeping->folder.file(draft_name(draft.id)), draft] { return storage::write_atomically(path, report::write_draft(draft)); });
}

void ReportDesk::remove_draft(const std::string& id) {
  std::erase_if(drafts_, [&](const report::Draft& draft) { return draft.id == id; });
  if (disk_) disk_->give(id, [path = work_.keeping->folder.file(draft_name(id))] { return storage::remove_file(path); });
}

void ReportDesk::forget(const std::string& id) {
  if (report::is_id(id)) remove_draft(id);
}

/// What is known already is newer than what was read.
void ReportDesk::take_in(std::vector<report::Draft> read) {
  for (report::Draft& draft : read) {
    if (std::ranges::find(drafts_, draft.id, &report::Draft::id) != drafts_.end()) continue;
    // Its session was taken up before this was known.
    if (session_ && session_->id == draft.id && state_.form == session_->offered) state_.form = session_->kept = draft.form;
    drafts_.push_back(std::move(draft));
  }
}

void ReportDesk::look_for_drafts() {
  if (!work_.keeping) return;
  looking_ = std::make_unique<Background<std::vector<report::Draft>>>(
      [folder = work_.keeping->folder] { return read_drafts(folder); }, work_.driver.waker());
}

// --- Files ---

void ReportDesk::save() {
  report::FormRead read = report::read_form(state_.form);
  state_.faults = std::move(read.faults);
  if (!session_ || saving_ || !state_.faults.empty()) return;
  model_.report = {};
  if (!is_whole(to_path(state_.folder))) {
    model_.report.fault = whole_path_wanted(work_.words);
    return;
  }
  being_saved_ = state_.form;
  saving_ = std::make_unique<Background<Paths>>(
      [order = SaveOrder{.report = {.id = session_->id, .typed = std::move(read.typed), .facts = session_->facts},
                         .remarks = state_.form.with_remarks ? report::Remarks::kShown : report::Remarks::kLeftOut,
                         .saved_at = seconds_now(),
                         .folder = state_.folder,
                         .audiences = work_.audiences,
                         .words = work_.words}] { return save_files(order); },
      work_.driver.waker());
}

void ReportDesk::write_paper(PaperKind kind, const PaperSource& source) {
  if (printing_) return;
  model_.paper = {};
  if (auto allowed = work_.policy.may_copy(source.kit_title); !allowed) {
    model_.paper.fault = language::describe(allowed.error(), work_.words);
    return;
  }
  if (!is_whole(to_path(state_.folder))) {
    model_.paper.fault = whole_path_wanted(work_.words);
    return;
  }
  printing_ = std::make_unique<Background<Paths>>(
      [order = PaperOrder{kind, source, state_.folder, work_.paths.translations, work_.words}] { return write_paper_file(order); }, work_.driver.waker());
}

void ReportDesk::open_file(const std::string& path) {
  const auto& written = model_.report.paths;
  const auto& papers = model_.paper.paths;
  // Nothing but what was written here.
  if (std::ranges::find(written, path) == written.end() && std::ranges::find(papers, path) == papers.end()) return;
  opened_path_ = path;
  opening_ = std::make_unique<Background<bool>>([open = work_.open_outside, path] { return open(path); }, work_.driver.waker());
}

void ReportDesk::settle(std::unique_ptr<Background<Paths>>& work, views::Written& written) {
  auto done = work->take();
  if (!done) return;
  work.reset();
  if (*done) written = {.paths = std::move(**done), .fault = {}};
  else written = {.paths = {}, .fault = language::describe(done->error(), work_.words)};
  if (written.paths.empty() || work_.settings.report_folder == state_.folder || state_.folder == default_folder()) return;
  work_.settings.report_folder = state_.folder;
  work_.save_settings();
}

// --- Another folder ---

void ReportDesk::browse(const std::string& folder) {
  if (!lister_) {
    lister_ = std::make_unique<FolderLister>(work_.driver.waker());
    browser_ = {};
    browsing_ = {};
  }
  browser_.purpose = views::BrowserFor::kSaving;
  browser_.reading = true;
  lister_->read(folder);
}

bool ReportDesk::take_folder(const views::Order& what) {
  if (std::holds_alternative<order::BrowseReports>(what)) {
    // Where nothing was written yet, there may be no such folder.
    const bool known = !model_.report.paths.empty() || !model_.paper.paths.empty();
    browse(known ? state_.folder : std::string());
    return true;
  }
  if (!lister_) return false;
  if (const auto* folder = std::get_if<order::Browse>(&what)) {
    browse(folder->folder);
    return true;
  }
  if (const auto* typed = std::get_if<order::OpenTyped>(&what)) {
    browse(typed->path);
    return true;
  }
  const auto* chosen = std::get_if<order::ChooseFolder>(&what);
  if (chosen == nullptr && !std::holds_alternative<order::CloseBrowser>(what)) return false;
  if (chosen != nullptr) state_.folder = chosen->folder;
  // A drive that does not answer is waited for elsewhere.
  work_.closing->take(std::move(lister_));
  return true;
}

bool ReportDesk::update() {
  bool changed = false;
  if (auto listing = lister_ ? lister_->take() : std::nullopt) {
    browser_ = browser_model(*listing, work_.words, views::BrowserFor::kSaving);
    changed = true;
  }
  if (auto drafts = looking_ ? looking_->take() : std::nullopt) {
    looking_.reset();
    take_in(std::move(*drafts));
    changed = true;
  }
  if (saving_) {
    settle(saving_, model_.report);
    changed = changed || !saving_;
    // What was typed lies in the report now, unless more was typed meanwhile.
    if (!saving_ && !model_.report.paths.empty() && session_ && being_saved_ == state_.form) {
      remove_draft(session_->id);
      session_->kept = session_->offered = state_.form;
    }
  }
  if (printing_) {
    settle(printing_, model_.paper);
    changed = changed || !printing_;
  }
  if (const auto opened = opening_ ? opening_->take() : std::nullopt) {
    opening_.reset();
    if (!*opened) work_.tell({.code = ErrorCode::kViewerMissing, .subject = opened_path_});
    changed = true;
  }
  if (auto error = disk_ ? disk_->take_error() : std::nullopt) {
    work_.tell(*error);
    changed = true;
  }
  return changed;
}

void ReportDesk::fill_model(const std::optional<PaperSource>& papers) {
  model_.has_session = session_.has_value();
  model_.session_goes_on = session_ && session_->goes_on;
  model_.has_plan = papers.has_value();
  model_.can_open = work_.screens.interface_window() != 0;
  model_.first.clear();
  model_.others.clear();
  const auto name = [&](const std::string& id) { return report::profession_text(id, work_.audiences, work_.words); };
  if (session_) {
    for (const std::string& id : session_->professions) model_.first.push_back({id, name(id)});
  }
  const auto is_first = [&](const std::string& id) { return std::ranges::find(model_.first, id, &views::Profession::id) != model_.first.end(); };
  for (const kits::Audience& audience : work_.audiences.all) {
    if (!is_first(audience.id)) model_.others.push_back({audience.id, name(audience.id)});
  }
  model_.first.push_back({report::kOtherProfessions, name(report::kOtherProfessions)});
}

void ReportDesk::draw(ui::Frame& frame, views::DeskState& desk, views::Orders& orders, const std::optional<PaperSource>& papers,
                      bool wall_is_this_screen) {
  const bool open = desk.dialog == views::DeskDialog::kReport || desk.dialog == views::DeskDialog::kPapers;
  if (!open && lister_) work_.closing->take(std::move(lister_));
  if (open && lister_) {
    browser_.reading = lister_->reading();
    views::browser_dialog(frame, work_.words, browser_, browsing_, orders);
  } else if (open) {
    fill_model(papers);
    model_.wall_is_this_screen = wall_is_this_screen;
    views::report_dialog(frame, work_.words, model_, state_, desk, orders);
    views::papers_dialog(frame, work_.words, model_, state_, desk, orders);
    // Fields that were shown and left empty are no figures.
    std::erase_if(state_.form.participants, [](const auto& typed) { return typed.second.empty(); });
  }
  keep();
}

bool ReportDesk::take(const views::Order& what, const std::optional<PaperSource>& papers) {
  if (take_folder(what)) return true;
  if (std::holds_alternative<order::SaveReport>(what)) save();
  else if (const auto* paper = std::get_if<order::WritePaper>(&what)) {
    if (papers) write_paper(paper->kind, *papers);
  } else if (const auto* file = std::get_if<order::OpenWritten>(&what)) open_file(file->path);
  else if (const auto* gone = std::get_if<order::ForgetReport>(&what)) forget(gone->id);
  else return false;
  return true;
}

}  // namespace mallette::app
