// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/request_book.h"

#include <algorithm>
#include <utility>

namespace mallette::documents {
namespace {

/// Those that were asked for before the last so many are out of sight by now.
constexpr std::size_t kMostWantedThumbnails = 32;

}  // namespace

RequestBook::RequestBook(const DocumentLimits& limits)
    : pictures_(limits.picture_cache_bytes), texts_(limits.text_cache_bytes), thumbnails_(limits.thumbnail_cache_bytes) {}

RequestBook::Document* RequestBook::find(DocumentId document) {
  const auto known = documents_.find(document);
  return known == documents_.end() ? nullptr : &known->second;
}

// --- Documents ---

DocumentId RequestBook::open(Resource resource) {
  const DocumentId id{++last_id_};
  Document& document = documents_[id];
  document.resource = std::move(resource);
  document.state.stage = DocumentStage::kOpening;
  closing_and_opening_.push_back({.kind = JobKind::kRead, .document = id, .resource = document.resource});
  return id;
}

void RequestBook::close(DocumentId document) {
  if (documents_.erase(document) == 0) return;
  std::erase_if(closing_and_opening_, [&](const Job& job) { return job.document == document; });
  closing_and_opening_.push_front({.kind = JobKind::kClose, .document = document});
  pictures_.drop_if([&](const PictureKey& key) { return std::get<0>(key) == document; });
  texts_.drop_if([&](const TextKey& key) { return std::get<0>(key) == document; });
  thumbnails_.drop_if([&](const PictureKey& key) { return std::get<0>(key) == document; });
  for (auto& [id, view] : views_) {
    if (view.wanted && view.wanted->document == document) view.wanted.reset();
    if (view.shown.request && view.shown.request->document == document) view.shown = {};
  }
}

DocumentState RequestBook::state(DocumentId document) const {
  const auto known = documents_.find(document);
  return known == documents_.end() ? DocumentState{} : known->second.state;
}

// --- Views ---

View RequestBook::add_view() {
  const View view{++last_id_};
  views_[view] = {};
  return view;
}

void RequestBook::remove_view(View view) { views_.erase(view); }

bool RequestBook::show(View view, const PageRequest& request) {
  const auto known = views_.find(view);
  if (known == views_.end()) return false;
  ViewState& state = known->second;
  const bool same = state.wanted ? state.wanted == request : state.shown.request == request && !state.try_again;
  if (same) return false;
  state.wanted = request;
  state.asked = ++last_serial_;
  return !answer(state);
}

PageShown RequestBook::shown(View view) const {
  const auto known = views_.find(view);
  if (known == views_.end()) return {};
  PageShown shown = known->second.shown;
  shown.pending = known->second.wanted.has_value();
  return shown;
}

PixelSize RequestBook::size_for(const Document& document, const PageRequest& request) {
  return fit_page(document.state.info->pages[static_cast<std::size_t>(request.page)], request.within);
}

Error RequestBook::no_such_page(const Document& document, int page) {
  return {.code = ErrorCode::kDocumentPage, .subject = document.resource.name, .found = std::to_string(std::int64_t{page} + 1)};
}

namespace {

bool has_page(const DocumentState& state, int page) {
  return page >= 0 && static_cast<std::size_t>(page) < state.info->pages.size();
}

}  // namespace

/// From what is known already; false while something has to be done for it.
bool RequestBook::answer(ViewState& view) {
  const PageRequest request = *view.wanted;
  view.try_again = false;
  const auto settle = [&](PagePicturePtr picture, std::optional<Error> error) {
    view.shown = {.request = request, .picture = std::move(picture), .error = std::move(error)};
    view.wanted.reset();
    return true;
  };
  const Document* document = find(request.document);
  if (document == nullptr) return settle(nullptr, std::nullopt);
  if (document->state.stage == DocumentStage::kOpening) return false;
  if (document->state.stage == DocumentStage::kFailed) return settle(nullptr, document->state.error);
  if (!has_page(document->state, request.page)) return settle(nullptr, no_such_page(*document, request.page));
  const PixelSize size = size_for(*document, request);
  if (pixels(size) == 0) return settle(nullptr, no_such_page(*document, request.page));
  if (auto picture = pictures_.get({request.document, request.page, size.width, size.height})) {
    return settle(std::move(*picture), std::nullopt);
  }
  const auto failed = document->failed_pictures.find(request.page);
  if (failed == document->failed_pictures.end() || pixels(size) < failed->second.pixels) return false;
  return settle(nullptr, failed->second.error);
}

void RequestBook::answer_views() {
  for (auto& [id, view] : views_) {
    if (view.wanted) answer(view);
  }
}

// --- Texts and searches ---

std::optional<Result<PageTextPtr>> RequestBook::text(DocumentId id, int page) {
  Document* document = find(id);
  if (document == nullptr || document->state.stage == DocumentStage::kOpening) return std::nullopt;
  if (document->state.stage == DocumentStage::kFailed) return fail(*document->state.error);
  if (!has_page(document->state, page)) return fail(no_such_page(*document, page));
  if (auto text = texts_.get({id, page})) return std::move(*text);
  const auto failed = document->failed_texts.find(page);
  if (failed != document->failed_texts.end()) return fail(failed->second);
  auto& wanted = document->wanted_texts;
  if (std::ranges::find(wanted, page) == wanted.end()) wanted.push_back(page);
  return std::nullopt;
}

std::optional<Result<PagePicturePtr>> RequestBook::thumbnail(DocumentId id, int page, PixelSize within) {
  Document* document = find(id);
  if (document == nullptr || document->state.stage == DocumentStage::kOpening) return std::nullopt;
  if (document->state.stage == DocumentStage::kFailed) return fail(*document->state.error);
  if (!has_page(document->state, page)) return fail(no_such_page(*document, page));
  const PixelSize size = size_for(*document, {id, page, within});
  if (pixels(size) == 0) return fail(no_such_page(*document, page));
  if (auto picture = thumbnails_.get({id, page, size.width, size.height})) return std::move(*picture);
  const auto failed = document->failed_thumbnails.find(page);
  if (failed != document->failed_thumbnails.end()) return fail(failed->second);
  auto& wanted = document->wanted_thumbnails;
  if (std::ranges::find(wanted, std::pair(page, size)) != wanted.end()) return std::nullopt;
  wanted.emplace_back(page, size);
  if (wanted.size() > kMostWantedThumbnails) wanted.pop_front();
  return std::nullopt;
}

void RequestBook::search(DocumentId id, const std::string& query) {
  Document* document = find(id);
  if (document == nullptr || document->search.state.query == query) return;
  document->search = {.state = {.query = query}, .query = fold_query(query), .serial = ++last_serial_};
  document->search.state.finished = document->search.query.empty() || document->state.stage == DocumentStage::kFailed;
}

SearchState RequestBook::found(DocumentId document) const {
  const auto known = documents_.find(document);
  return known == documents_.end() ? SearchState{} : known->second.search.state;
}

// --- Jobs ---

std::optional<Job> RequestBook::next() {
  if (!closing_and_opening_.empty()) {
    Job job = std::move(closing_and_opening_.front());
    closing_and_opening_.pop_front();
    return job;
  }
  if (auto job = next_draw()) return job;
  if (auto job = next_text()) return job;
  if (auto job = next_thumbnail()) return job;
  return next_search();
}

std::optional<Job> RequestBook::next_draw() {
  const ViewState* first = nullptr;
  const Document* of = nullptr;
  for (const auto& [id, view] : views_) {
    if (!view.wanted || (first != nullptr && first->asked < view.asked)) continue;
    const Document* document = find(view.wanted->document);
    if (document == nullptr || document->state.stage != DocumentStage::kOpen) continue;
    first = &view;
    of = document;
  }
  if (first == nullptr) return std::nullopt;
  const PageRequest& request = *first->wanted;
  return Job{.kind = JobKind::kDraw, .document = request.document, .resource = of->resource, .bytes = of->bytes,
             .page = request.page, .size = size_for(*of, request)};
}

std::optional<Job> RequestBook::next_text() {
  for (auto& [id, document] : documents_) {
    if (document.wanted_texts.empty()) continue;
    return Job{.kind = JobKind::kText, .document = id, .resource = document.resource, .bytes = document.bytes,
               .page = document.wanted_texts.front()};
  }
  return std::nullopt;
}

std::optional<Job> RequestBook::next_thumbnail() {
  for (auto& [id, document] : documents_) {
    if (document.wanted_thumbnails.empty() || document.state.stage != DocumentStage::kOpen) continue;
    const auto [page, size] = document.wanted_thumbnails.front();
    return Job{.kind = JobKind::kThumbnail, .document = id, .resource = document.resource, .bytes = document.bytes, .page = page, .size = size};
  }
  return std::nullopt;
}

std::optional<Job> RequestBook::next_search() {
  for (auto& [id, document] : documents_) {
    Search& search = document.search;
    if (document.state.stage != DocumentStage::kOpen || search.query.empty() || search.state.finished || search.page_is_out) continue;
    search.page_is_out = true;
    const int page = search.state.pages_searched;
    return Job{.kind = JobKind::kSearch, .document = id, .resource = document.resource, .bytes = document.bytes, .page = page,
               .query = search.query, .text = texts_.get({id, page}).value_or(nullptr), .serial = search.serial};
  }
  return std::nullopt;
}

void RequestBook::finish(const Job& job, Outcome outcome) {
  Document* document = find(job.document);
  if (document == nullptr) return;  // closed meanwhile
  switch (job.kind) {
    case JobKind::kClose: break;
    case JobKind::kRead: finish_read(*document, job, outcome); break;
    case JobKind::kParse: finish_parse(*document, outcome); break;
    case JobKind::kDraw: finish_draw(*document, job, outcome); break;
    case JobKind::kText: finish_text(*document, job, outcome); break;
    case JobKind::kThumbnail: finish_thumbnail(*document, job, outcome); break;
    case JobKind::kSearch: finish_search(*document, job, outcome); break;
  }
}

void RequestBook::finish_read(Document& document, const Job& job, Outcome& outcome) {
  if (outcome.error) return finish_parse(document, outcome);
  document.bytes = std::move(outcome.bytes);
  closing_and_opening_.push_back(
      {.kind = JobKind::kParse, .document = job.document, .resource = document.resource, .bytes = document.bytes});
}

void RequestBook::finish_parse(Document& document, Outcome& outcome) {
  document.state.stage = outcome.error ? DocumentStage::kFailed : DocumentStage::kOpen;
  document.state.error = std::move(outcome.error);
  document.state.info = std::move(outcome.info);
  if (document.state.error) {
    document.bytes = nullptr;
    document.search.state.finished = true;
  }
  answer_views();
}

void RequestBook::finish_draw(Document& document, const Job& job, Outcome& outcome) {
  const std::int64_t size = pixels(job.size);
  if (outcome.picture) {
    pictures_.put({job.document, job.page, job.size.width, job.size.height}, outcome.picture, outcome.picture->bgra.size());
  } else if (!outcome.try_again) {
    // What took too long may do at a smaller size; what is damaged is so at any.
    const bool slow = outcome.error->code == ErrorCode::kDocumentSlow;
    document.failed_pictures.insert_or_assign(job.page, FailedPage{slow ? size : 0, *outcome.error});
  }
  // Told straight to those who wait, since the cache may be too small for it.
  for (auto& [id, view] : views_) {
    if (!view.wanted || view.wanted->document != job.document || view.wanted->page != job.page) continue;
    if (size_for(document, *view.wanted) != job.size) continue;
    view.shown = {.request = view.wanted, .picture = outcome.picture, .error = outcome.error};
    view.wanted.reset();
    view.try_again = outcome.try_again;
  }
  answer_views();
}

void RequestBook::keep_text(const Job& job, const PageTextPtr& text) {
  texts_.put({job.document, job.page}, text, bytes_of(*text));
}

void RequestBook::finish_text(Document& document, const Job& job, Outcome& outcome) {
  std::erase(document.wanted_texts, job.page);
  if (outcome.text) {
    keep_text(job, outcome.text);
  } else if (!outcome.try_again) {
    document.failed_texts.insert_or_assign(job.page, *outcome.error);
  }
}

void RequestBook::finish_thumbnail(Document& document, const Job& job, Outcome& outcome) {
  std::erase(document.wanted_thumbnails, std::pair(job.page, job.size));
  if (outcome.picture) {
    thumbnails_.put({job.document, job.page, job.size.width, job.size.height}, outcome.picture, outcome.picture->bgra.size());
  } else if (!outcome.try_again) {
    document.failed_thumbnails.insert_or_assign(job.page, *outcome.error);
  }
}

void RequestBook::finish_search(Document& document, const Job& job, const Outcome& outcome) {
  if (outcome.text) keep_text(job, outcome.text);
  Search& search = document.search;
  if (search.serial != job.serial) return;  // another search has begun
  search.page_is_out = false;
  SearchState& state = search.state;
  ++state.pages_searched;
  if (outcome.error) ++state.pages_unread;
  if (outcome.hits && !outcome.hits->hits.empty()) {
    state.hits += outcome.hits->hits.size();
    state.found.push_back(outcome.hits);
  }
  state.cut = state.hits >= kMaxHits;
  state.finished = state.cut || static_cast<std::size_t>(state.pages_searched) >= document.state.info->pages.size();
}

}  // namespace mallette::documents
