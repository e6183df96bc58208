// SPDX-License-Identifier: GPL-3.0-or-later
// What is written about a session: its report, and the papers to print before it. Keeps what is typed, as a draft in
// the state folder, until the report is saved; so nothing of it is lost by closing the dialog, leaving the session or
// a power cut. Files are written in a thread of their own.
//
//   dialog ── typed ──> Form ──> report-ID.draft          (behind every change, storage::DiskOrders)
//   "Enregistrer le bilan" ──> worker ──> NAME.html .odt .md .bilan ──> the draft goes
//
// Main thread only; nothing here waits.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/app/background.h"
#include "player/app/folder_lister.h"
#include "player/app/workplace.h"
#include "player/report/page.h"
#include "player/report/sent_file.h"
#include "player/views/library_view.h"
#include "player/views/report_dialog.h"

namespace mallette::app {

/// What the papers are made from.
struct PaperSource {
  std::shared_ptr<const session::Deck> deck;  ///< never null
  std::string kit_title;
  std::vector<kits::Question> questions;  ///< for the session's end
};

/// Drafts that lie in a state folder, the latest first; those that are damaged are left out. Waits for the disk.
[[nodiscard]] std::vector<report::Draft> read_drafts(const storage::StateFolder& folder);

class ReportDesk {
 public:
  explicit ReportDesk(Workplace& work);
  ~ReportDesk();
  ReportDesk(const ReportDesk&) = delete;
  ReportDesk& operator=(const ReportDesk&) = delete;

  /// A session is led: a new one, or one of which a draft may lie on the disk.
  void begin(const std::string& id, report::Facts facts, std::vector<std::string> professions);
  /// A report that was not saved, of a session that is not led any longer.
  void take_up(const std::string& id);
  void forget(const std::string& id);
  /// It has left the session: the last facts are known.
  void leave();
  /// The facts are wanted: the dialog is open, or something was typed.
  [[nodiscard]] bool wants_facts(const views::DeskState& desk) const;
  void set_facts(report::Facts facts, bool goes_on);
  [[nodiscard]] bool has_session() const { return session_.has_value(); }

  /// Takes in what workers have done. True: it looks different now.
  [[nodiscard]] bool update();
  /// The two dialogs, over any view; keeps what was typed.
  void draw(ui::Frame& frame, views::DeskState& desk, views::Orders& orders, const std::optional<PaperSource>& papers,
            bool wall_is_this_screen);
  /// False: not an order for this desk.
  bool take(const views::Order& order, const std::optional<PaperSource>& papers);

  /// That were not saved, those of this run first.
  [[nodiscard]] const std::vector<report::Draft>& drafts() const { return drafts_; }

 private:
  struct Session {
    std::string id;
    report::Facts facts;
    std::vector<std::string> professions;  ///< shown first
    report::Form offered;                  ///< as the form began: nothing was typed yet
    report::Form kept;                     ///< as it is on the disk, or saved
    bool goes_on = true;
    bool ended_kept = false;  ///< the draft knows the last facts
  };
  using Paths = Result<std::vector<std::string>>;

  [[nodiscard]] report::Form offered_form(const std::string& tool) const;
  void open(Session session, std::optional<report::Form> form);
  void look_for_drafts();
  void take_in(std::vector<report::Draft> read);
  void keep();
  void remove_draft(const std::string& id);
  void save();
  void write_paper(views::order::PaperKind kind, const PaperSource& source);
  void open_file(const std::string& path);
  void browse(const std::string& folder);
  bool take_folder(const views::Order& order);
  void fill_model(const std::optional<PaperSource>& papers);
  [[nodiscard]] std::string default_folder() const;
  void settle(std::unique_ptr<Background<Paths>>& work, views::Written& written);

  Workplace& work_;
  std::optional<Session> session_;
  views::ReportModel model_;
  views::ReportState state_;
  std::vector<report::Draft> drafts_;
  std::unique_ptr<Background<std::vector<report::Draft>>> looking_;
  std::unique_ptr<Background<Paths>> saving_, printing_;
  std::optional<report::Form> being_saved_;
  std::unique_ptr<FolderLister> lister_;  ///< while a folder is chosen
  views::BrowserModel browser_;
  views::BrowserState browsing_;
  std::unique_ptr<Background<bool>> opening_;
  std::string opened_path_;
  std::unique_ptr<storage::DiskOrders> disk_;  ///< of drafts; null: nothing is kept
};

}  // namespace mallette::app
