// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a document on the wall: asked for at the size it is shown at, and the one after it drawn
// ahead, in a view that nobody looks at.
//
// Main thread; never waits. Internal to player/room/. Pixels of the output.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "player/documents/document_service.h"
#include "player/render/compositor.h"
#include "player/room/wall_text.h"

namespace mallette::room {

class PageWall {
 public:
  /// The service outlives it.
  explicit PageWall(documents::DocumentService& documents);
  ~PageWall();
  PageWall(const PageWall&) = delete;
  PageWall& operator=(const PageWall&) = delete;

  void set_document(const std::string& entry, documents::DocumentId id);

  /// picture null: not drawn yet, or it never will be (failed). The same pointer while it is the same
  /// picture.
  struct Seen {
    render::PicturePtr picture;
    render::Rect place;
    bool failed = false;
  };
  /// The page itself, or, while it is being drawn, the one of the same document that stood here.
  Seen look(const WallPage& page, render::Size output);
  /// The wall shows something else: the page that stood here is not to come back by itself.
  void look_away();

  /// look() would give something else now.
  [[nodiscard]] bool stale() const;
  /// The page that look() was asked for last is still being drawn.
  [[nodiscard]] bool pending() const;

 private:
  void prepare_next(const documents::PageRequest& request);
  render::PicturePtr picture_of(const documents::PagePicturePtr& page);

  documents::DocumentService& documents_;
  std::map<std::string, documents::DocumentId> ids_;
  documents::View view_;
  documents::View next_view_;
  std::optional<documents::PageRequest> asked_;
  bool same_document_ = false;        ///< what the view still has is a page of the document that is asked for
  documents::PagePicturePtr source_;  ///< what look() gave last
  bool failed_ = false;               ///< and whether it said so
  bool next_asked_ = false;
  render::PicturePtr picture_;
  documents::PagePicturePtr picture_source_;  ///< what picture_ is a copy of
};

}  // namespace mallette::room
