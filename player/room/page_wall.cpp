// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/page_wall.h"

namespace mallette::room {

using documents::PageRequest;
using documents::PageShown;

PageWall::PageWall(documents::DocumentService& documents)
    : documents_(documents), view_(documents.add_view()), next_view_(documents.add_view()) {}

PageWall::~PageWall() {
  documents_.remove_view(next_view_);
  documents_.remove_view(view_);
}

void PageWall::set_document(const std::string& entry, documents::DocumentId id) { ids_[entry] = id; }

void PageWall::look_away() {
  asked_.reset();
  source_.reset();
  picture_.reset();
  picture_source_.reset();
  failed_ = false;
}

namespace {

/// Has the view answered, in a way that may be seen? A page of the document before may not: who turned
/// to another one would see it flash.
documents::PagePicturePtr picture_to_see(const PageShown& shown, const PageRequest& asked, bool may_stay) {
  if (!shown.picture || !shown.request || shown.request->document != asked.document) return nullptr;
  if (shown.request != asked && !may_stay) return nullptr;
  const bool fits =
      shown.picture->size.width <= asked.within.width && shown.picture->size.height <= asked.within.height;
  return fits ? shown.picture : nullptr;
}

bool has_failed(const PageShown& shown, const PageRequest& asked) {
  return shown.error.has_value() && shown.request == asked;
}

}  // namespace

PageWall::Seen PageWall::look(const WallPage& page, render::Size output) {
  const auto id = ids_.find(page.document);
  if (id == ids_.end() || page.page == 0) {
    look_away();
    return {};
  }
  const PageRequest request = {id->second, static_cast<int>(page.page) - 1, {output.width, output.height}};
  if (asked_ != request) {
    same_document_ = asked_ && asked_->document == request.document;
    next_asked_ = false;
    asked_ = request;
    documents_.show(view_, request);
  }
  const PageShown shown = documents_.shown(view_);
  source_ = picture_to_see(shown, request, same_document_);
  failed_ = has_failed(shown, request);
  if (!shown.pending) prepare_next(request);
  Seen seen{.picture = failed_ ? nullptr : picture_of(source_), .place = {}, .failed = failed_};
  if (seen.picture) {
    const render::Size size = {seen.picture->width, seen.picture->height};
    seen.place = {(output.width - size.width) / 2, (output.height - size.height) / 2, size.width,
                  size.height};
  }
  return seen;
}

bool PageWall::stale() const {
  if (!asked_) return false;
  const PageShown shown = documents_.shown(view_);
  return picture_to_see(shown, *asked_, same_document_) != source_ || has_failed(shown, *asked_) != failed_ ||
         (!shown.pending && !next_asked_);
}

bool PageWall::pending() const { return asked_ && documents_.shown(view_).pending; }

void PageWall::prepare_next(const PageRequest& request) {
  if (next_asked_) return;
  next_asked_ = true;
  const documents::DocumentState state = documents_.state(request.document);
  const auto pages = state.info ? state.info->pages.size() : 0;
  if (static_cast<std::size_t>(request.page) + 1 >= pages) return;
  documents_.show(next_view_, {request.document, request.page + 1, request.within});
}

render::PicturePtr PageWall::picture_of(const documents::PagePicturePtr& page) {
  if (!page) return nullptr;
  const bool is_known = picture_ && picture_source_ == page;
  if (!is_known) {
    picture_ = std::make_shared<const render::Picture>(
        render::Picture{page->size.width, page->size.height, page->bgra});
    picture_source_ = page;
  }
  return picture_;
}

}  // namespace mallette::room
