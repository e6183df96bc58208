// SPDX-License-Identifier: GPL-3.0-or-later
// The first view: kits at hand, sessions to take up again, and the file dialog.
//
// The view emits everything through the widgets of ui/; what was asked for comes out as orders.
// Main thread, within a Frame's life. Models are plain values, made by the program.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "player/language/catalogue.h"
#include "player/ui/frame.h"
#include "player/views/orders.h"

namespace mallette::views {

/// A kit that lies in one of the folders at hand.
struct KitCard {
  std::string path;
  std::string title;
  std::string publisher;
  std::string summary;
  std::string place;  ///< where it lies, as a person says it: "Clé USB MIPROF", "Documents"
  std::vector<std::string> films;
  std::optional<std::chrono::milliseconds> duration;  ///< of the films together, as announced
  std::size_t sheets = 0;
  bool captions = false, sign = false, description = false;
  void* cover = nullptr;  ///< SDL_Texture of the frame's renderer; null: none, or not read yet
  float cover_aspect = 16.0F / 9.0F;
  std::string fault;  ///< a sentence; not empty: it is there and cannot be opened
};

/// A session that was left, or broken off.
struct SavedSession {
  std::string kit_id;
  std::string kit_title;
  std::string plan_title;
  std::string step_title;
  std::string saved_at;  ///< "22 novembre 2026, 14:05"
  std::string kit_path;  ///< where it lies, or lay when it was left
  bool kit_is_there = true;
};

/// What was typed for a report that was not saved.
struct WaitingReport {
  std::string id;
  std::string title;       ///< of the kit
  std::string plan_title;
  std::string date;        ///< as it was typed
};

struct LibraryModel {
  std::vector<KitCard> kits;
  bool scanning = false;  ///< folders are still being looked through
  std::vector<SavedSession> saved;
  std::vector<WaitingReport> reports;
  std::string message;  ///< what went wrong last, as a sentence; empty: nothing
  bool first_start = false;
  // What became of order::TestSound, offered at the first start.
  bool sound_is_playing = false;
  std::string sound_in_use;  ///< the name that sounds; empty: none does
};

/// One line of the file dialog.
struct BrowserEntry {
  enum class Kind : std::uint8_t { kPlace, kDrive, kFolder, kKit, kFilm, kPlan };  ///< kDrive: a removable one
  std::string name;
  std::string path;
  Kind kind = Kind::kFolder;
  std::string detail;  ///< size, or where a place lies
};
enum class BrowserFor : std::uint8_t {
  kOpening,  ///< a kit, or a film
  kSaving,   ///< a folder to save into
};
struct BrowserModel {
  BrowserFor purpose = BrowserFor::kOpening;
  std::string folder;                 ///< shown; empty: the places
  std::optional<std::string> parent;  ///< where "Dossier parent" leads; empty text: the places
  std::vector<BrowserEntry> entries;
  bool reading = false;
  std::string message;  ///< a folder that cannot be read, as a sentence
  std::string saving;   ///< the name of a file that a folder is looked for: shown where files are saved; may be empty
};

/// What the file dialog remembers.
struct BrowserState {
  std::string typed_path;
  std::string came_from;  ///< the folder that "Dossier parent" left
};

/// What the view remembers from frame to frame.
struct LibraryState : BrowserState {
  std::string search;
  std::optional<std::string> forgetting;  ///< kit_id: "Oublier cette séance" was pressed, and is asked about
  std::optional<std::string> forgetting_report;  ///< id, likewise
};

/// The search field, for Ctrl+F: interface.focus(library_search()) after a frame that held the view.
[[nodiscard]] accessibility::NodeId library_search();

void library_view(ui::Frame& frame, const language::Catalogue& words, const LibraryModel& model,
                  LibraryState& state, Orders& orders);

/// Over any view: opens a kit, or chooses a folder, by keyboard or pointer. While a folder is read, the entries are those of
/// the folder before, or none.
void browser_dialog(ui::Frame& frame, const language::Catalogue& words, const BrowserModel& model,
                    BrowserState& state, Orders& orders);

}  // namespace mallette::views
