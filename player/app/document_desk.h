// SPDX-License-Identifier: GPL-3.0-or-later
// The kit's documents on the desk, behind the view: opens what is read, has its page drawn at the size
// that it takes, looks for words in it, reads its text, and hands out copies. It follows the view's
// state; what is on the room's wall is the session's.
//
// Main thread; nothing here waits: documents, folders and copies have threads of their own.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/app/background.h"
#include "player/app/document_list.h"
#include "player/app/folder_lister.h"
#include "player/app/hand_out.h"
#include "player/app/large_print.h"
#include "player/app/workplace.h"
#include "player/documents/document_service.h"
#include "player/views/desk_screen.h"

namespace mallette::app {

class DocumentDesk {
 public:
  /// `in_room`: professions, by id. Work and state outlive it.
  DocumentDesk(Workplace& work, kits::Kit kit, std::vector<std::string> in_room, views::DocumentsState& state);
  ~DocumentDesk();
  DocumentDesk(const DocumentDesk&) = delete;
  DocumentDesk& operator=(const DocumentDesk&) = delete;

  /// Takes in what has come, and asks for what the view's state wants now. True: it looks different.
  bool update();
  void fill(views::DocumentsModel& model);
  bool take(const views::Order& order);
  /// A key while the view is open. False: not one of the view's.
  bool act(ui::Action action, const views::DocumentsModel& model);
  /// What the view asks for is there, drawn or refused.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] bool wants_search() { return std::exchange(wants_search_, false); }

 private:
  /// What the view shows of what others are doing: equal where it would look the same.
  struct Seen {
    const void* picture = nullptr;
    bool pending = false, has_text = false, kit_text = false, copying = false, browsing = false;
    int stage = 0, page = 0, pages_searched = 0;
    std::size_t hits = 0, known = 0, thumbnails = 0;
    std::string told;
    friend bool operator==(const Seen&, const Seen&) = default;
  };
  struct Reading {
    std::string entry;
    documents::DocumentId id{};
    std::string query;  ///< that is looked for
  };
  struct Copied {
    Result<std::vector<std::string>> copies;
    bool opened = true;  ///< false: it was to be, and no program does
  };
  using Bytes = Result<std::vector<std::byte>>;
  /// A document whose text is being gathered, page by page.
  struct Enlarging {
    std::string entry;
    documents::DocumentId id{};
    LargePrint print;
    std::size_t bytes = 0;
  };

  void follow();
  void open_reading();
  void close_reading();
  void ask_for_page(const documents::DocumentInfo& info);
  void follow_search();
  void follow_thumbnails();
  void count_pages();
  void read_kit_text();
  [[nodiscard]] Seen look() const;
  [[nodiscard]] bool wants_text() const;
  [[nodiscard]] KitDocument* find(const std::string& entry);
  void fill_reader(views::ReaderModel& reader);
  void fill_page(views::ReaderModel& reader, const documents::DocumentInfo& info);
  void fill_hits(views::ReaderModel& reader, const documents::PageSize& page);
  void fill_text_parts(views::ReaderModel& reader, const documents::PageSize& page);
  void fill_text(views::ReaderModel& reader);
  void choose_folder(std::vector<std::string> entries, views::order::HandOutAs as = views::order::HandOutAs::kCopies);
  bool take_folder(const views::Order& what);
  void copy(const std::vector<std::string>& entries, const std::string& folder, bool to_open);
  void take_copies();
  void hand_out(const std::string& folder);
  void go_on_enlarging();
  void enlarge(const std::string& entry);
  void gather();
  void write_large_print();

  Workplace& work_;
  const kits::Kit kit_;
  views::DocumentsState& state_;
  language::Language language_;
  const std::vector<std::string> in_room_;
  std::vector<KitDocument> documents_;
  std::vector<views::DocumentsModel::Profession> professions_;

  documents::View page_view_, next_view_;
  std::optional<Reading> reading_;
  std::optional<documents::PageRequest> asked_;
  documents::PixelSize page_size_;  ///< that the page takes
  std::shared_ptr<const render::Picture> picture_;
  documents::PagePicturePtr picture_source_;
  struct Thumbnail {
    documents::PagePicturePtr source;
    std::shared_ptr<const render::Picture> picture;
  };
  std::map<int, Thumbnail> thumbnails_;  ///< by page: those that are in sight and drawn
  bool thumbnails_pending_ = false;
  std::optional<Reading> counting_;  ///< opened to know how many pages it has

  std::unique_ptr<Background<Bytes>> reading_text_;
  std::string text_of_;  ///< the document whose text was read, or is
  std::optional<std::vector<views::TextLine>> kit_text_;
  bool kit_text_cut_ = false;

  std::unique_ptr<FolderLister> lister_;
  std::optional<views::BrowserModel> browser_;
  std::vector<std::string> to_copy_;  ///< entries, into the folder that is being chosen
  views::order::HandOutAs copy_as_ = views::order::HandOutAs::kCopies;
  std::deque<std::string> to_enlarge_;  ///< entries, into folder_
  std::string folder_;
  std::vector<std::string> made_;       ///< copies, until all are
  std::optional<Enlarging> enlarging_;
  std::unique_ptr<Background<Copied>> copying_;
  std::string told_;
  bool swept_ = false;  ///< copies of former sessions were taken away
  bool wants_search_ = false;
  Seen seen_;
};

}  // namespace mallette::app
