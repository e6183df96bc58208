// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/document_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "player/app/browser_model.h"
#include "player/app/file_paths.h"
#include "player/language/describe.h"

namespace mallette::app {
namespace {

namespace order = views::order;
using documents::DocumentStage;
using documents::PixelSize;
using views::PageZoom;

constexpr std::size_t kMostText_bytes = 64 * 1024;  ///< that is shown at once
constexpr std::uint64_t kKitText_bytes = 16ULL << 20;  ///< kits/FORMAT.md
constexpr std::size_t kMostOutline = 500;
constexpr int kDeepestOutline = 6;
constexpr int kMostThumbnails = 32;  ///< in sight; the service keeps no more wishes
constexpr std::string_view kThumbnailTextures = "thumbnail ";
/// As large as on paper: a unit is 1/96 inch, a point 1/72.
constexpr double kUnitsAPoint = 96.0 / 72.0;

ui::Rect part_of(const documents::Box& box, const documents::PageSize& page) {
  const auto share = [](double part, double whole) { return static_cast<float>(part / whole); };
  return {share(box.x, page.width), share(box.y, page.height), share(box.width, page.width), share(box.height, page.height)};
}

/// No name begins another.
std::string thumbnail_name(int page) { return fmt::format("{}{};", kThumbnailTextures, page); }

void add_outline(const std::vector<documents::OutlineItem>& items, int level, std::vector<views::OutlineLine>& lines) {
  for (const documents::OutlineItem& item : items) {
    if (lines.size() >= kMostOutline) return;
    lines.push_back({item.title, item.page, level});
    if (level < kDeepestOutline) add_outline(item.children, level + 1, lines);
  }
}

/// Beside what is there, as any copy.
Result<std::vector<std::string>> write_page(const report::Page& page, const std::string& name, const std::string& folder) {
  const std::string html = report::write_html(page);
  const auto* begin = reinterpret_cast<const std::byte*>(html.data());
  return copy_out({{memory_resource(name, std::make_shared<const std::vector<std::byte>>(begin, begin + html.size())), name}}, folder);
}

/// The page that the hit of this number lies on, and its place among that page's hits.
std::optional<std::pair<const documents::PageHits*, std::size_t>> nth_hit(const documents::SearchState& found, std::size_t number) {
  for (const documents::PageHitsPtr& page : found.found) {
    if (number < page->hits.size()) return std::pair(page.get(), number);
    number -= page->hits.size();
  }
  return std::nullopt;
}

}  // namespace

DocumentDesk::DocumentDesk(Workplace& work, kits::Kit kit, std::vector<std::string> in_room, views::DocumentsState& state)
    : work_(work),
      kit_(std::move(kit)),
      state_(state),
      language_(work.words.language()),
      in_room_(std::move(in_room)),
      documents_(documents_of(kit_.manifest(), in_room_, work.words)),
      page_view_(work.documents->add_view()),
      next_view_(work.documents->add_view()) {
  std::set<std::string> seen;
  for (const KitDocument& document : documents_) {
    for (const std::string& id : document.audiences) {
      if (!seen.insert(id).second) continue;
      const kits::Audience* known = work_.audiences.find(id);
      const bool english = language_ == language::Language::kEnglish;
      const bool restricted = std::ranges::any_of(documents_, [&](const KitDocument& other) {
        return other.line.restricted && std::ranges::find(other.audiences, id) != other.audiences.end();
      });
      professions_.push_back({id, known == nullptr ? id : english ? known->english : known->name, restricted});
    }
  }
}

DocumentDesk::~DocumentDesk() {
  close_reading();
  if (counting_) work_.documents->close(counting_->id);
  if (enlarging_) work_.documents->close(enlarging_->id);
  work_.documents->remove_view(page_view_);
  work_.documents->remove_view(next_view_);
  if (lister_) work_.closing->take(std::move(lister_));
}

KitDocument* DocumentDesk::find(const std::string& entry) {
  const auto found = std::ranges::find_if(documents_, [&](const KitDocument& one) { return one.line.entry == entry; });
  return found != documents_.end() ? &*found : nullptr;
}

// --- Following the view ---

bool DocumentDesk::update() {
  take_copies();
  gather();
  if (const auto listing = lister_ ? lister_->take() : std::nullopt; listing && browser_) browser_ = browser_model(*listing, work_.words, views::BrowserFor::kSaving);
  if (auto bytes = reading_text_ ? reading_text_->take() : std::nullopt) {
    reading_text_.reset();
    if (*bytes) {
      const std::string_view text(reinterpret_cast<const char*>((*bytes)->data()), (*bytes)->size());
      const KitDocument* document = find(text_of_);
      kit_text_ = lines_of_text(text, document != nullptr && is_markdown(document->text), kMostText_bytes, kit_text_cut_);
    } else {
      work_.tell(bytes->error());
      kit_text_ = std::vector<views::TextLine>{};
    }
  }
  if (state_.open) follow();
  Seen now = look();
  return std::exchange(seen_, now) != now;
}

DocumentDesk::Seen DocumentDesk::look() const {
  Seen seen;
  seen.copying = copying_ || enlarging_;
  seen.browsing = lister_ && lister_->reading();
  seen.told = told_;
  seen.page = state_.page;
  seen.kit_text = kit_text_.has_value();
  for (const KitDocument& document : documents_) seen.known += document.line.pages || !document.line.fault.empty() ? 1 : 0;
  if (!reading_) return seen;
  const documents::PageShown shown = work_.documents->shown(page_view_);
  seen.picture = shown.picture.get();
  seen.thumbnails = thumbnails_.size();
  seen.pending = shown.pending;
  seen.stage = static_cast<int>(work_.documents->state(reading_->id).stage);
  if (wants_text()) seen.has_text = work_.documents->text(reading_->id, state_.page).has_value();
  const documents::SearchState found = work_.documents->found(reading_->id);
  seen.pages_searched = found.pages_searched;
  seen.hits = found.hits;
  return seen;
}

void DocumentDesk::follow() {
  if (!reading_ || reading_->entry != state_.entry) {
    close_reading();
    open_reading();
  }
  if (std::exchange(text_of_, state_.entry) != state_.entry) {
    kit_text_.reset();
    reading_text_.reset();
  }
  KitDocument* document = find(state_.entry);
  if (document != nullptr && document->line.only_text) return read_kit_text();
  if (!reading_) return count_pages();
  const documents::DocumentState state = work_.documents->state(reading_->id);
  if (document != nullptr && state.info) document->line.pages = static_cast<std::uint32_t>(state.info->pages.size());
  if (document != nullptr && state.error) document->line.fault = language::describe(*state.error, work_.words);
  if (!state.info) return;
  state_.page = std::clamp(state_.page, 0, static_cast<int>(state.info->pages.size()) - 1);
  follow_search();
  if (state_.as_text) read_kit_text();
  ask_for_page(*state.info);
  follow_thumbnails();
}

/// Those that are in sight, and no others.
void DocumentDesk::follow_thumbnails() {
  thumbnails_pending_ = false;
  const auto in_sight = state_.thumbnails.value_or(std::pair(0, -1));
  std::erase_if(thumbnails_, [&](const auto& one) {
    const bool gone = one.first < in_sight.first || one.first > in_sight.second;
    if (gone) work_.picture->drop_textures(thumbnail_name(one.first));
    return gone;
  });
  const PixelSize room{static_cast<int>(state_.thumbnail_room.width), static_cast<int>(state_.thumbnail_room.height)};
  for (int page = in_sight.first; page <= in_sight.second && page < in_sight.first + kMostThumbnails; ++page) {
    const auto picture = work_.documents->thumbnail(reading_->id, page, room);
    thumbnails_pending_ = thumbnails_pending_ || !picture;
    if (!picture || !*picture || thumbnails_[page].source == **picture) continue;
    const documents::PagePicture& drawn = ***picture;
    thumbnails_[page] = {**picture, std::make_shared<const render::Picture>(render::Picture{drawn.size.width, drawn.size.height, drawn.bgra})};
  }
}

void DocumentDesk::open_reading() {
  const KitDocument* document = find(state_.entry);
  if (document == nullptr || !document->line.can_be_read || document->line.only_text) return;
  auto resource = kit_.resource(state_.entry);
  if (!resource) {
    find(state_.entry)->line.fault = language::describe(resource.error(), work_.words);
    return;
  }
  reading_ = Reading{state_.entry, work_.documents->open(std::move(*resource)), {}};
}

void DocumentDesk::close_reading() {
  if (!reading_) return;
  work_.documents->close(reading_->id);
  reading_.reset();
  asked_.reset();
  picture_.reset();
  picture_source_.reset();
  thumbnails_.clear();
  work_.picture->drop_textures(kThumbnailTextures);
}

void DocumentDesk::ask_for_page(const documents::DocumentInfo& info) {
  const documents::PageSize& points = info.pages[static_cast<std::size_t>(state_.page)];
  const PixelSize room{static_cast<int>(state_.room.width), static_cast<int>(state_.room.height)};
  const double unit = kUnitsAPoint * static_cast<double>(work_.theme.density);
  switch (state_.zoom) {
    case PageZoom::kWhole: page_size_ = fit_page(points, room); break;
    case PageZoom::kWidth: page_size_ = fit_page(points, {room.width, documents::kMaxPictureSide}); break;
    case PageZoom::kScale: page_size_ = scale_page(points, state_.scale * unit); break;
  }
  if (state_.as_text || page_size_.width <= 0 || room.width <= 1) return;
  const documents::PageRequest request{reading_->id, state_.page, page_size_};
  if (asked_ != request) {
    asked_ = request;
    work_.documents->show(page_view_, request);
  }
  if (work_.documents->shown(page_view_).pending || state_.page + 1 >= static_cast<int>(info.pages.size())) return;
  work_.documents->show(next_view_, {reading_->id, state_.page + 1, page_size_});
}

void DocumentDesk::follow_search() {
  if (reading_->query != state_.query) {
    reading_->query = state_.query;
    work_.documents->search(reading_->id, state_.query);
  }
  if (!state_.go_to_hit || state_.query.empty()) return;
  const documents::SearchState found = work_.documents->found(reading_->id);
  const auto hit = nth_hit(found, state_.hit);
  if (!hit) return;
  state_.page = hit->first->page;
  state_.go_to_hit = false;
}

/// One after the other, while the list is looked at.
void DocumentDesk::count_pages() {
  if (counting_) {
    const documents::DocumentState state = work_.documents->state(counting_->id);
    if (state.stage == DocumentStage::kOpening) return;
    if (KitDocument* document = find(counting_->entry)) {
      if (state.info) document->line.pages = static_cast<std::uint32_t>(state.info->pages.size());
      else if (state.error) document->line.fault = language::describe(*state.error, work_.words);
    }
    work_.documents->close(counting_->id);
    counting_.reset();
  }
  const auto next = std::ranges::find_if(documents_, [](const KitDocument& one) { return one.line.can_be_read && !one.line.only_text && !one.line.pages && one.line.fault.empty(); });
  if (next == documents_.end()) return;
  auto resource = kit_.resource(next->line.entry);
  if (resource) counting_ = Reading{next->line.entry, work_.documents->open(std::move(*resource)), {}};
  else next->line.fault = language::describe(resource.error(), work_.words);
}

void DocumentDesk::read_kit_text() {
  const KitDocument* document = find(state_.entry);
  if (document == nullptr || document->text.empty() || kit_text_ || reading_text_) return;
  auto resource = kit_.resource(document->text);
  if (!resource) {
    work_.tell(resource.error());
    kit_text_ = std::vector<views::TextLine>{};
    return;
  }
  reading_text_ = std::make_unique<Background<Bytes>>([what = std::move(*resource)] { return read_all(what, kKitText_bytes); }, work_.driver.waker());
}

bool DocumentDesk::settled() const {
  if (look() != seen_) return false;  // the view has not been drawn with it yet
  if (copying_ || enlarging_ || (lister_ && lister_->reading())) return false;
  if (reading_text_) return false;
  if (!state_.open) return true;
  const bool begun = reading_ && reading_->entry == state_.entry;
  if (!begun) {
    return std::ranges::none_of(documents_, [&](const KitDocument& one) {
      return one.line.entry == state_.entry && one.line.can_be_read && !one.line.only_text && one.line.fault.empty();
    });
  }
  const documents::DocumentState state = work_.documents->state(reading_->id);
  if (state.stage == DocumentStage::kOpening) return false;
  if (!state.info) return true;
  if (reading_->query != state_.query) return false;
  if (!state_.query.empty() && !work_.documents->found(reading_->id).finished) return false;
  if (!state_.as_text && (thumbnails_pending_ || work_.documents->shown(page_view_).pending)) return false;
  return work_.documents->text(reading_->id, state_.page).has_value();
}

// --- The model ---

void DocumentDesk::fill(views::DocumentsModel& model) {
  if (language_ != work_.words.language()) {  // titles that are made here
    language_ = work_.words.language();
    documents_ = documents_of(kit_.manifest(), in_room_, work_.words);
  }
  if (state_.open) follow();
  model.lines.clear();
  for (const KitDocument& document : documents_) model.lines.push_back(document.line);
  model.professions = professions_;
  model.told = told_;
  model.copying = copying_ || enlarging_;
  model.browser = browser_;
  if (model.browser && lister_) model.browser->reading = lister_->reading();
  model.reader = {};
  if (reading_) return fill_reader(model.reader);
  const KitDocument* document = find(state_.entry);
  if (document == nullptr) return;
  model.reader.fault = document->line.fault;
  model.reader.has_kit_text = document->line.only_text;
  if (document->line.only_text) fill_text(model.reader);
}

void DocumentDesk::fill_reader(views::ReaderModel& reader) {
  const documents::DocumentState state = work_.documents->state(reading_->id);
  reader.opening = state.stage == DocumentStage::kOpening;
  if (state.error) reader.fault = language::describe(*state.error, work_.words);
  if (!state.info) return;
  reader.pages = static_cast<int>(state.info->pages.size());
  reader.tagged = state.info->tagged;
  add_outline(state.info->outline, 0, reader.outline);
  const KitDocument* document = find(reading_->entry);
  reader.has_kit_text = document != nullptr && !document->text.empty();
  fill_page(reader, *state.info);
  if (state_.as_text) fill_text(reader);
}

void DocumentDesk::fill_page(views::ReaderModel& reader, const documents::DocumentInfo& info) {
  const documents::PageSize& points = info.pages[static_cast<std::size_t>(state_.page)];
  reader.width = static_cast<float>(page_size_.width);
  reader.height = static_cast<float>(page_size_.height);
  if (points.width > 0) reader.scale = page_size_.width / points.width / (kUnitsAPoint * static_cast<double>(work_.theme.density));
  else reader.fault = language::describe({.code = ErrorCode::kDocumentPage, .subject = reading_->entry, .found = std::to_string(state_.page + 1)}, work_.words);
  const documents::PageShown shown = work_.documents->shown(page_view_);
  const bool of_this_page = shown.request && shown.request->document == reading_->id && shown.request->page == state_.page;
  if (of_this_page && shown.error) reader.fault = language::describe(*shown.error, work_.words);
  if (of_this_page && shown.picture) {
    if (picture_source_ != shown.picture) {
      picture_source_ = shown.picture;
      picture_ = std::make_shared<const render::Picture>(render::Picture{shown.picture->size.width, shown.picture->size.height, shown.picture->bgra});
    }
    reader.texture = work_.picture->texture("document page", picture_);
  }
  for (const auto& [page, thumbnail] : thumbnails_) {
    if (thumbnail.picture == nullptr) continue;
    reader.thumbnails[page] = {work_.picture->texture(thumbnail_name(page), thumbnail.picture), static_cast<float>(thumbnail.picture->width), static_cast<float>(thumbnail.picture->height)};
  }
  if (points.width <= 0 || points.height <= 0) return;
  fill_hits(reader, points);
  fill_text_parts(reader, points);
}

void DocumentDesk::fill_text_parts(views::ReaderModel& reader, const documents::PageSize& page) {
  if (!wants_text()) return;
  const auto text = work_.documents->text(reading_->id, state_.page);
  if (!text || !*text) return;
  for (const documents::PageLink& link : (**text)->links) {
    reader.links.push_back({.words = link.words, .page = link.page, .address = link.address, .place = part_of(link.box, page)});
  }
  for (const documents::PageField& field : (**text)->fields) {
    const bool is_box = field.kind == documents::PageField::Kind::kBox;
    reader.fields.push_back({field.name, field.value, is_box ? std::optional(field.ticked) : std::nullopt});
  }
}

/// Its words, or the links on its picture, which must not keep the picture waiting.
bool DocumentDesk::wants_text() const {
  if (!reading_ || !work_.documents->state(reading_->id).info) return false;
  return state_.as_text || !work_.documents->shown(page_view_).pending;
}

void DocumentDesk::fill_hits(views::ReaderModel& reader, const documents::PageSize& page) {
  const documents::SearchState found = work_.documents->found(reading_->id);
  reader.hits_in_all = found.hits;
  reader.searching = !found.finished;
  const auto add = [&](const documents::SearchHit& hit, std::vector<ui::Rect>& to) {
    for (const documents::Box& box : hit.boxes) to.push_back(part_of(box, page));
  };
  for (const documents::PageHitsPtr& hits : found.found) {
    if (hits->page != state_.page) continue;
    for (const documents::SearchHit& hit : hits->hits) add(hit, reader.hits);
  }
  const auto meant = nth_hit(found, state_.hit);
  if (meant && meant->first->page == state_.page) add(meant->first->hits[meant->second], reader.hit);
}

void DocumentDesk::fill_text(views::ReaderModel& reader) {
  if (!reading_ || (reader.has_kit_text && state_.kit_text)) {
    reader.reading_text = !kit_text_;
    if (kit_text_) reader.text = *kit_text_;
    reader.text_is_cut = kit_text_cut_;
    return;
  }
  const auto text = work_.documents->text(reading_->id, state_.page);
  reader.reading_text = !text;
  if (!text) return;
  if (!*text) {
    reader.fault = language::describe(text->error(), work_.words);
    return;
  }
  reader.by_tags = !(**text)->blocks.empty();
  reader.text = reader.by_tags ? lines_of_blocks((**text)->blocks, kMostText_bytes, reader.text_is_cut)
                               : lines_of_text((**text)->text, false, kMostText_bytes, reader.text_is_cut);
}

// --- Handing out ---

void DocumentDesk::choose_folder(std::vector<std::string> entries, order::HandOutAs as) {
  to_copy_ = std::move(entries);
  copy_as_ = as;
  told_.clear();
  browser_.emplace();
  browser_->purpose = views::BrowserFor::kSaving;
  if (!lister_) lister_ = std::make_unique<FolderLister>(work_.driver.waker());
  lister_->read({});
}

void DocumentDesk::copy(const std::vector<std::string>& entries, const std::string& folder, bool to_open) {
  if (copying_ || enlarging_) return;
  std::vector<CopyOrder> orders;
  for (const std::string& entry : entries) {
    auto resource = kit_.resource(entry);
    if (!resource) return work_.tell(resource.error());
    orders.push_back({std::move(*resource), name_of(entry)});
  }
  told_.clear();
  const bool sweep = to_open && !std::exchange(swept_, true);
  copying_ = std::make_unique<Background<Copied>>(
      [orders = std::move(orders), folder, sweep, open = to_open ? work_.open_outside : nullptr] {
        if (sweep) remove_copies(folder);
        Copied done{.copies = copy_out(orders, folder, open ? CopyLook::kReadOnly : CopyLook::kUsual), .opened = true};
        if (open && done.copies && !done.copies->empty()) done.opened = open(done.copies->front());
        return done;
      },
      work_.driver.waker());
}

void DocumentDesk::take_copies() {
  auto done = copying_ ? copying_->take() : std::nullopt;
  if (!done) return;
  copying_.reset();
  if (!done->copies) {
    to_enlarge_.clear();
    made_.clear();
    return work_.tell(done->copies.error());
  }
  made_.insert(made_.end(), done->copies->begin(), done->copies->end());
  if (!done->opened && !made_.empty()) work_.tell({.code = ErrorCode::kViewerMissing, .subject = made_.front()});
  go_on_enlarging();
}

/// One after the other; once none is left, what was made is told.
void DocumentDesk::go_on_enlarging() {
  while (!to_enlarge_.empty() && !copying_ && !enlarging_) {
    const std::string entry = std::move(to_enlarge_.front());
    to_enlarge_.pop_front();
    enlarge(entry);
  }
  if (copying_ || enlarging_) return;
  const std::vector<std::string> copies = std::exchange(made_, {});
  if (copies.empty()) return;
  told_ = copies.size() == 1 ? fmt::format(fmt::runtime(work_.tr("The copy lies here: {}")), copies.front())
                             : fmt::format(fmt::runtime(work_.tr("{} copies lie in {}")), copies.size(), utf8(to_path(copies.front()).parent_path()));
}

// --- In large print ---

/// What was chosen, into this folder. In large print, what cannot be read here is copied as it is.
void DocumentDesk::hand_out(const std::string& folder) {
  if (copying_ || enlarging_) return;
  told_.clear();
  folder_ = folder;
  std::vector<std::string> as_they_are;
  for (std::string& entry : std::exchange(to_copy_, {})) {
    const KitDocument* document = find(entry);
    const bool enlarged = copy_as_ == order::HandOutAs::kLargePrint && document != nullptr && document->line.can_be_read;
    if (enlarged) to_enlarge_.push_back(std::move(entry));
    else as_they_are.push_back(std::move(entry));
  }
  if (!as_they_are.empty()) copy(as_they_are, folder, false);
  go_on_enlarging();
}

/// As the kit's own text, where it gives one; else from the document's pages, one after the other.
void DocumentDesk::enlarge(const std::string& entry) {
  const KitDocument* document = find(entry);
  if (document == nullptr) return;
  LargePrint print{.title = document->line.title, .language = {}, .pages = {}, .is_kit_text = !document->text.empty()};
  auto resource = kit_.resource(print.is_kit_text ? document->text : entry);
  if (!resource) return work_.tell(resource.error());
  if (!print.is_kit_text) {
    enlarging_ = Enlarging{entry, work_.documents->open(std::move(*resource)), std::move(print)};
    return;
  }
  copying_ = std::make_unique<Background<Copied>>(
      [print, folder = folder_, words = work_.words, markdown = is_markdown(document->text), what = std::move(*resource), name = large_print_name(entry, work_.words)]() mutable {
        const auto bytes = read_all(what, kKitText_bytes);
        if (!bytes) return Copied{.copies = fail(bytes.error())};
        const std::string_view text = text_of(*bytes);
        print.pages.resize(1);
        print.pages.front().lines = lines_of_text(text, markdown, kLargePrintLimit_bytes, print.cut);
        return Copied{.copies = write_page(large_print(print, words), name, folder)};
      },
      work_.driver.waker());
}

/// Takes in the pages that have been read, and asks for the next.
void DocumentDesk::gather() {
  if (!enlarging_) return;
  const documents::DocumentState state = work_.documents->state(enlarging_->id);
  if (state.stage == DocumentStage::kOpening) return;
  if (!state.info) {
    if (state.error) work_.tell(*state.error);
    work_.documents->close(enlarging_->id);
    enlarging_.reset();
    return go_on_enlarging();
  }
  LargePrint& print = enlarging_->print;
  print.language = state.info->language;
  while (print.pages.size() < state.info->pages.size() && !print.cut) {
    const auto text = work_.documents->text(enlarging_->id, static_cast<int>(print.pages.size()));
    if (!text) return;
    print.pages.push_back(*text ? large_print_page(***text) : LargePrintPage{.lines = {}, .fields = {}, .addresses = {}, .unread = true});
    enlarging_->bytes += bytes_of(print.pages.back());
    print.cut = enlarging_->bytes > kLargePrintLimit_bytes;
  }
  write_large_print();
}

void DocumentDesk::write_large_print() {
  Enlarging done = *std::exchange(enlarging_, std::nullopt);
  work_.documents->close(done.id);
  copying_ = std::make_unique<Background<Copied>>(
      [print = std::move(done.print), folder = folder_, words = work_.words, name = large_print_name(done.entry, work_.words)] {
        return Copied{.copies = write_page(large_print(print, words), name, folder)};
      },
      work_.driver.waker());
}

bool DocumentDesk::take(const views::Order& what) {
  const bool leaves_the_kit = std::holds_alternative<order::SaveDocument>(what) || std::holds_alternative<order::SaveLargePrint>(what) ||
                              std::holds_alternative<order::SaveDocumentsFor>(what) || std::holds_alternative<order::OpenOutside>(what);
  if (leaves_the_kit) {  // the view does not offer it; a script may
    if (auto allowed = work_.policy.may_copy(kit_.path()); !allowed) return work_.tell(allowed.error()), true;
  }
  if (const auto* one = std::get_if<order::SaveDocument>(&what)) {
    choose_folder({one->entry});
  } else if (const auto* large = std::get_if<order::SaveLargePrint>(&what)) {
    choose_folder({large->entry}, order::HandOutAs::kLargePrint);
  } else if (const auto* several = std::get_if<order::SaveDocumentsFor>(&what)) {
    std::vector<std::string> entries;
    for (const KitDocument& document : documents_) {
      const bool wanted = several->audience.empty() || std::ranges::find(document.audiences, several->audience) != document.audiences.end();
      if (wanted) entries.push_back(document.line.entry);
    }
    choose_folder(std::move(entries), several->as);
  } else if (const auto* outside = std::get_if<order::OpenOutside>(&what)) {
    if (work_.keeping) copy({outside->entry}, work_.keeping->folder.file("copies"), true);
    else work_.say(work_.tr("Nothing can be kept on this computer, so there is no copy to open. Save one in a folder instead."));
  } else {
    return browser_ && take_folder(what);
  }
  return true;
}

/// While the folder is being chosen.
bool DocumentDesk::take_folder(const views::Order& what) {
  if (const auto* folder = std::get_if<order::Browse>(&what)) {
    lister_->read(folder->folder);
  } else if (const auto* typed = std::get_if<order::OpenTyped>(&what)) {
    lister_->read(typed->path);
  } else if (std::holds_alternative<order::CloseBrowser>(what)) {
    browser_.reset();
  } else if (const auto* chosen = std::get_if<order::ChooseFolder>(&what)) {
    browser_.reset();
    hand_out(chosen->folder);
  } else {
    return false;
  }
  return true;
}

bool DocumentDesk::act(ui::Action action, const views::DocumentsModel& model) {
  if (!state_.open) return false;
  switch (action) {
    case ui::Action::kBack5s: views::turn_reader(model, state_, -1); return true;
    case ui::Action::kForward5s: views::turn_reader(model, state_, 1); return true;
    case ui::Action::kFind: wants_search_ = true; return true;
    default: return false;
  }
}

}  // namespace mallette::app
