// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a session: which plan, who is in the room, and "Vérifier la salle" with a test card on
// the wall.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "player/app/background.h"
#include "player/app/document_desk.h"
#include "player/app/folder_lister.h"
#include "player/app/mode.h"
#include "player/app/preparing.h"
#include "player/app/test_tone.h"
#include "player/media/playback.h"
#include "player/views/start_view.h"

namespace mallette::app {

class StartMode final : public Mode {
 public:
  /// `brought`: a plan of the trainer's that was opened for this kit; it is kept, and chosen.
  StartMode(Workplace& work, SoundCheck& sound, kits::Kit kit, std::optional<preparation::OwnPlan> brought = {});
  ~StartMode() override;
  std::string title() const override;
  bool update() override;
  void draw(ui::Frame& frame, views::Orders& orders) override;
  bool take(const views::Order& order) override;
  bool act(ui::Action action) override;
  bool act_first(ui::Action action) override;
  void see_key(const ui::Key& key) override;
  bool take_key(const ui::Key& key) override;
  std::optional<accessibility::NodeId> wants_focus() override;
  Wall wall(render::Size output) override;
  accessibility::Tree wall_tree(render::Size output) override;
  bool wants_room() const override { return true; }
  /// It is known whether a session of this kit can be taken up again, and what plans there are; and
  /// whether there is one to take up.
  [[nodiscard]] bool saved_known() const { return !reading_saved_ && work_.plans->known(); }
  std::optional<PaperSource> papers() const override;
  /// What was asked of documents and folders is there.
  [[nodiscard]] bool documents_settled() const { return !documents_ || documents_->settled(); }
  /// As order::CheckRoom and BeginSession.
  void begin(SessionChoice choice) { next_ = ToSession{kit_, whole(std::move(choice)), std::nullopt}; }
  [[nodiscard]] bool has_saved() const { return saved_.has_value(); }

 private:
  void fill_start();
  void fill_plans();
  /// With the trainer's own plan, where that is chosen.
  [[nodiscard]] SessionChoice whole(SessionChoice choice) const;
  bool update_plans();
  bool take_plan_order(const views::Order& order);
  void prepare(const std::string& plan);
  void duplicate(const std::string& plan);
  void export_plan(const std::string& plan);
  void export_into(const std::string& folder);
  bool take_folder(const views::Order& order);
  bool look_at_export();
  void fill_check();
  [[nodiscard]] bool reads_documents() const { return documents_ && reading_state_.documents.open; }
  void open_documents();
  void fill_reading();
  bool act_on_documents(ui::Action action);
  void read_saved();
  void take_saved();
  void look_at_signer();
  void test_sound();
  void test_headphones();
  bool look_for_picture();
  [[nodiscard]] room::TestCard card() const;

  Workplace& work_;
  SoundCheck& sound_;
  kits::Kit kit_;
  views::StartModel start_;
  views::StartState state_;
  using Saved = std::optional<storage::SessionRecord>;
  std::unique_ptr<Background<Saved>> reading_saved_;
  Saved saved_;  ///< of this kit
  // The trainer's own plans
  std::unique_ptr<Preparing> preparing_;  ///< a plan is being prepared
  std::optional<std::string> chosen_next_;  ///< once it is in the list
  std::optional<preparation::OwnPlan> brought_;
  std::optional<preparation::OwnPlan> exporting_;  ///< a folder is being looked for
  std::unique_ptr<FolderLister> lister_;
  views::BrowserModel folders_;
  views::BrowserState folders_state_;
  std::unique_ptr<Background<Result<std::string>>> writing_;
  std::uint64_t plans_version_ = 0;
  // The kit's documents, before there is a session
  views::DeskModel reading_;
  views::DeskState reading_state_;
  std::vector<std::string> documents_for_;  ///< professions, whose sheets come first
  std::unique_ptr<DocumentDesk> documents_;
  bool checking_ = false;
  bool sound_failed_ = false;  ///< the chosen output, the last time it was tried
  SessionChoice choice_;
  views::CheckModel check_;
  std::unique_ptr<media::Playback> signer_;  ///< one picture of it, for the test card
  media::FramePtr signer_picture_;
  render::Scene scene_;
};

}  // namespace mallette::app
