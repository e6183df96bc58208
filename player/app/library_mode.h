// SPDX-License-Identifier: GPL-3.0-or-later
// The first view: what kits lie at hand, what sessions can be taken up again, and the file dialog.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "player/app/background.h"
#include "player/app/folder_lister.h"
#include "player/app/kit_finder.h"
#include "player/app/mode.h"
#include "player/app/report_desk.h"
#include "player/app/test_tone.h"
#include "player/views/library_view.h"

namespace mallette::app {

class LibraryMode final : public Mode {
 public:
  LibraryMode(Workplace& work, SoundCheck& sound, ReportDesk& reports);
  ~LibraryMode() override;
  std::string title() const override;
  bool update() override;
  void draw(ui::Frame& frame, views::Orders& orders) override;
  bool take(const views::Order& order) override;
  bool act(ui::Action action) override;
  Wall wall(render::Size output) override;
  accessibility::Tree wall_tree(render::Size output) override;
  /// As order::OpenKit: from the command line, a second start, a file dropped on the window.
  void open(const std::string& path);
  /// Why the last kit was not opened; null: it was, or is being opened.
  [[nodiscard]] const Error* failed() const { return failed_ ? &*failed_ : nullptr; }
  [[nodiscard]] bool is_opening() const { return opening_ != nullptr; }
  [[nodiscard]] bool wants_search() { return std::exchange(wants_search_, false); }

 private:
  struct Opened {
    std::string path;
    bool is_folder = false;  ///< and no kit: to be looked into
    Result<kits::Kit> kit;
    std::optional<storage::SessionRecord> record;  ///< to be taken up
    std::optional<preparation::OwnPlan> plan;      ///< it was opened for
  };
  static Opened open_plan(const std::string& path, const std::vector<std::string>& kits, const policy::InForce& policy);
  void look_for_kits();
  void read_saved();
  void take_up(const std::string& kit_id);
  void opened(Opened opened);
  void browse(std::string folder);
  void fill_model();
  void fill_kits();
  void fill_saved();
  void fill_reports();

  Workplace& work_;
  SoundCheck& sound_;
  ReportDesk& reports_;
  // A drive that does not answer is waited for elsewhere, not when a kit has been chosen.
  std::unique_ptr<KitFinder> finder_;
  std::unique_ptr<FolderLister> lister_;
  std::unique_ptr<Background<Opened>> opening_;
  using Saved = std::vector<std::pair<storage::SessionRecord, bool>>;  ///< and whether its kit is there
  std::unique_ptr<Background<Saved>> reading_saved_;
  Saved saved_;
  std::uint64_t findings_version_ = 0;
  std::vector<KitFinding> findings_;
  views::LibraryModel model_;
  views::LibraryState state_;
  std::optional<views::BrowserModel> browser_;  ///< the file dialog is open
  std::optional<Error> failed_;
  bool wants_search_ = false;
  render::Scene calm_;
};

}  // namespace mallette::app
