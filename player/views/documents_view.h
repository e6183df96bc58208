// SPDX-License-Identifier: GPL-3.0-or-later
// The kit's documents on the desk: the list of all of them, and one that is read, as it is printed or
// as text.
//
// The view says in its state what is read, which page and how large; whoever fills the model follows
// that, and asks for the page at the size that it is to have. It takes the place of the desk; the room
// goes on seeing what it saw, and the clicker goes on leading the session.
//
// Main thread, within a Frame's life. Models are plain values, made by the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "player/session/desk_view.h"
#include "player/ui/painter.h"
#include "player/views/library_view.h"
#include "player/views/orders.h"

namespace mallette::views {

struct Desk;

enum class DocumentKind : std::uint8_t { kSheet, kBooklet, kSlides, kTemplate, kNote, kLetter, kQuestionnaire, kHandout };

/// One document of the kit.
struct DocumentLine {
  std::string entry;  ///< and its key
  std::string title;
  DocumentKind kind = DocumentKind::kSheet;
  bool for_room = false;  ///< a sheet of a profession that is in the room
  bool easy = false;      ///< easy to read (FALC)
  bool restricted = false;
  bool can_be_read = true;             ///< here; else it can only be handed out
  bool only_text = false;              ///< it is no PDF but a text: read as such, and not for the wall
  std::optional<std::uint32_t> pages;  ///< not known (yet)
  std::string fault;                   ///< why it cannot be read, as a sentence
};

struct OutlineLine {
  std::string title;
  std::optional<int> page;  ///< from 0; nothing: it leads nowhere
  int level = 0;
};

/// A link on the page that is read.
struct LinkLine {
  std::string words;        ///< that stand there; may be empty
  std::optional<int> page;  ///< from 0; nothing: it leads out, and is told only
  std::string address;
  ui::Rect place;           ///< as fractions of the page
};

/// A field of a form on the page that is read.
struct FieldLine {
  std::string name;
  std::string value;
  std::optional<bool> ticked;  ///< of a box
};

/// A page, small.
struct ThumbnailPicture {
  void* texture = nullptr;      ///< SDL_Texture
  float width = 0, height = 0;  ///< pixels
};

/// The words of a page, or of the kit's own text.
struct TextLine {
  std::string words;
  int heading = 0;  ///< its level; 0: it is none
  int item = 0;     ///< of a list: its level, from 1; 0: it is none
  bool figure = false;  ///< the words stand for a picture; empty: nothing does
};

/// The document that is read.
struct ReaderModel {
  bool opening = false;
  std::string fault;  ///< why it, or this page, is not to be seen, as a sentence
  int pages = 0;      ///< 0: not open
  bool tagged = false;
  void* texture = nullptr;     ///< SDL_Texture: the page; null: not drawn yet
  float width = 0, height = 0;  ///< pixels that the page takes on the desk
  double scale = 1;             ///< as it is drawn; 1: as large as on paper
  std::vector<ui::Rect> hits;   ///< on this page, as fractions of it
  std::vector<ui::Rect> hit;    ///< the one that is meant, line by line
  std::size_t hits_in_all = 0;
  bool searching = false;
  std::vector<OutlineLine> outline;
  std::vector<LinkLine> links;    ///< on this page
  std::vector<FieldLine> fields;  ///< on this page
  std::map<int, ThumbnailPicture> thumbnails;  ///< by page, from 0; those that are there
  // As text
  bool reading_text = false;
  std::vector<TextLine> text;
  bool by_tags = false;        ///< in the order of the document's tags
  bool text_is_cut = false;
  bool has_kit_text = false;   ///< the kit gives the same content as text
};

struct DocumentsModel {
  std::vector<DocumentLine> lines;  ///< in the order in which they are shown
  struct Profession {
    std::string id;
    std::string name;
    bool restricted = false;  ///< one of its documents is
  };
  std::vector<Profession> professions;  ///< that have documents of their own
  ReaderModel reader;
  std::string told;     ///< what was done last, as a sentence; empty: nothing
  bool copying = false;
  std::optional<BrowserModel> browser;  ///< a folder is being chosen
};

enum class PageZoom : std::uint8_t { kWhole, kWidth, kScale };

/// What a person has to say yes to first, of a document that is not for everybody.
struct RestrictedAsk {
  std::optional<Order> order;
  bool to_room = false;  ///< else a copy is handed out
};

struct DocumentsState {
  bool open = false;
  bool wanted = false;  ///< as soon as it is said that nobody else sees the only screen
  std::string entry;    ///< of the one that is read; empty: the list
  int page = 0;         ///< from 0
  std::vector<int> back;  ///< pages from which a link or the contents led away, latest last
  PageZoom zoom = PageZoom::kWhole;
  double scale = 1;   ///< of kScale
  double aside = 0;   ///< of a page that is wider than its place: 0 its left, 1 its right
  bool as_text = false;
  bool kit_text = true;  ///< the kit's own, where it has one
  std::string query;
  std::size_t hit = 0;     ///< of all, from 0
  bool go_to_hit = false;  ///< its page is wanted, once it is known
  std::string typed_page;
  bool page_refused = false;
  RestrictedAsk ask;
  bool large_print = false;  ///< of several that are handed out
  BrowserState browser;
  // As last drawn
  ui::Extent room;                ///< pixels that a page may take
  ui::Extent thumbnail_room;      ///< pixels that a thumbnail may take
  std::optional<std::pair<int, int>> thumbnails;  ///< the first and the last in sight; nothing: there is no strip
  std::optional<int> drawn_page;  ///< what the scroll belongs to
  std::optional<std::size_t> drawn_hit;
};

/// The search field, for Ctrl+F: interface.focus(document_search()) after a frame that held it.
[[nodiscard]] accessibility::NodeId document_search();

/// Opens one at its first page.
void read_document(DocumentsState& state, const std::string& entry);
/// Null: none is read.
[[nodiscard]] const DocumentLine* read_line(const DocumentsModel& model, const DocumentsState& state);
/// Follows a link, or the contents, so that there is a way back.
void follow_link(DocumentsState& state, int page);
/// The page that is read, to be at hand in this step, or not any longer where it is. Nothing: it cannot be.
[[nodiscard]] std::optional<session::EventKind> toggle_pin(const DocumentsModel& model, const DocumentsState& state, const session::DeskView& session);
/// By keys: another page of the one that is read.
void turn_reader(const DocumentsModel& model, DocumentsState& state, int by);

}  // namespace mallette::views
