// SPDX-License-Identifier: GPL-3.0-or-later
// What the room sees, as a scene: every state of the wall but a running film, whose scenes come from
// its own playback. Text is laid out by libass (any script, any size), pages come from the documents.
//
// It is given a session::RoomView and has nothing else to read from: what is for the trainer alone
// cannot get here.
//
// Main thread. Never waits: a page that is not drawn yet leaves the last picture, or its title.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/accessibility/tree.h"
#include "player/documents/document_service.h"
#include "player/help/help_numbers.h"
#include "player/language/catalogue.h"
#include "player/render/compositor.h"
#include "player/session/room_view.h"

namespace mallette::room {

/// How the wall looks, whatever it shows.
struct Look {
  bool light = false;     ///< neutral screen, text: dark on light instead of light on dark
  double text_scale = 1;  ///< 1 to 3
  render::CaptionStand captions = {};  ///< of the test card's
  friend bool operator==(const Look&, const Look&) = default;
};

/// The view's words, signed: beside them, never over them.
struct WallSign {
  media::FramePtr frame;                   ///< null: not there yet; its place is kept
  double width = 3, height = 4;            ///< the frame's shape, or what it will be
  render::SignStand stand = {};
  friend bool operator==(const WallSign&, const WallSign&) = default;
};

/// What stands on the wall beside the view: the trainer's own contacts, where the pages come from.
struct Surroundings {
  const help::HelpNumbers* help_numbers = nullptr;  ///< never null
  std::string local_contacts;
  std::optional<WallSign> sign = {};
  friend bool operator==(const Surroundings&, const Surroundings&) = default;
};

/// The picture by which a room is checked: names the display, shows captions and colours to the edge.
struct TestCard {
  std::string display;
  bool captions = true;
  media::FramePtr signer;  ///< a still of the kit's signer; null: none
};

class RoomScene {
 public:
  /// font_files: as captions'. The document service outlives it. Errors: kRenderer, naming the font.
  static Result<std::unique_ptr<RoomScene>> make(const std::vector<std::string>& font_files,
                                                 documents::DocumentService& documents);
  ~RoomScene();
  RoomScene(const RoomScene&) = delete;
  RoomScene& operator=(const RoomScene&) = delete;

  /// Which open document an entry's pages come from; others stand as their title.
  void set_document(const std::string& entry, documents::DocumentId id);

  /// The scene of a view, at this output. The same pictures (by pointer) while nothing changed.
  /// For room::Film: black, unless it failed.
  [[nodiscard]] const render::Scene& scene(const session::RoomView& view, const Surroundings& around,
                                           const Look& look, const language::Catalogue& words,
                                           render::Size output);
  [[nodiscard]] const render::Scene& scene(const TestCard& card, const Look& look,
                                           const language::Catalogue& words, render::Size output);
  /// What was asked for last may look different now (a page has come): draw again.
  [[nodiscard]] bool stale() const;
  /// A page of what was asked for last is still being drawn.
  [[nodiscard]] bool pending() const;
  /// What scene() gave last, as a screen reader meets it, each text where it stands. Valid until the
  /// next scene().
  [[nodiscard]] const accessibility::Tree& tree() const;

 private:
  struct State;
  explicit RoomScene(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The wall as a screen reader, or a test, meets it: the words of RoomScene::tree(), in the same order,
/// without laying them out: each node's bounds are the whole output.
[[nodiscard]] accessibility::Tree room_tree(const session::RoomView& view, const Surroundings& around,
                                            const language::Catalogue& words, render::Size output);

}  // namespace mallette::room
