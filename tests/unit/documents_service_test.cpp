// SPDX-License-Identifier: GPL-3.0-or-later
// The document service's queue, cache and threads, over documents that a test holds and lets go.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <set>
#include <thread>

#include "tests/support/document_service.h"

using namespace mallette;
using namespace mallette::documents;
using namespace std::chrono_literals;
using test::is_settled;

namespace {

/// Documents that are drawn as the test wishes: held until let go, and each drawing noted.
class Press {
 public:
  void hold(int page) {
    const std::lock_guard lock(mutex_);
    held_.insert(page);
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    held_.clear();
    changed_.notify_all();
  }
  void wait_for_begin_of(int page) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return std::ranges::find(begun_, page) != begun_.end(); });
  }
  std::vector<int> begun() {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  int readers() {
    const std::lock_guard lock(mutex_);
    return readers_;
  }
  void wait_for_readers(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return readers_ == count; });
  }
  OpenReader opener();

 private:
  friend class PressedReader;
  void draw(int page) {
    std::unique_lock lock(mutex_);
    begun_.push_back(page);
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_.contains(page); });
  }
  void count_reader(int by) {
    const std::lock_guard lock(mutex_);
    readers_ += by;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<int> held_;
  std::vector<int> begun_;
  int readers_ = 0;
};

constexpr int kPages = 40;
constexpr int kBadPage = 13;
constexpr int kThrowingPage = 14;

class PressedReader final : public DocumentReader {
 public:
  PressedReader(Press& press, std::string name) : press_(press), name_(std::move(name)) {
    auto info = std::make_shared<DocumentInfo>();
    info->pages.assign(kPages, PageSize{100, 100});
    info_ = std::move(info);
    press_.count_reader(1);
  }
  ~PressedReader() override { press_.count_reader(-1); }

  DocumentInfoPtr info() const override { return info_; }
  Result<PagePicturePtr> draw(int page, PixelSize size) override {
    press_.draw(page);
    if (page == kBadPage) return fail({.code = ErrorCode::kDocumentPage, .subject = name_, .found = std::to_string(page + 1)});
    if (page == kThrowingPage) throw std::bad_alloc();
    return std::make_shared<PagePicture>(PagePicture{size, std::vector<std::uint8_t>(static_cast<std::size_t>(pixels(size)) * 4, static_cast<std::uint8_t>(page))});
  }
  Result<PageTextPtr> read_text(int page) override {
    press_.draw(page);
    if (page == kBadPage) return fail({.code = ErrorCode::kDocumentPage, .subject = name_});
    return std::make_shared<PageText>(assemble_text({{fmt::format("page{}.", page), {0, 0, 10, 10}, false}}));
  }

 private:
  Press& press_;
  const std::string name_;
  DocumentInfoPtr info_;
};

OpenReader Press::opener() {
  return [this](const std::string& name, const SharedBytes& bytes) -> Result<std::unique_ptr<DocumentReader>> {
    if (bytes->empty()) return fail({.code = ErrorCode::kDocumentUnreadable, .subject = name});
    return std::make_unique<PressedReader>(*this, name);
  };
}

Resource document(const std::string& name = "a.pdf", std::size_t bytes = 10) {
  return memory_resource(name, std::make_shared<const std::vector<std::byte>>(bytes));
}

constexpr PixelSize kRoom{100, 100};
/// Long enough for any job that is not held, on a busy machine under a sanitizer.
constexpr auto kSoon = 300ms;

int page_of(const PageShown& shown) { return shown.picture ? shown.picture->bgra[0] : -1; }

struct Desk {
  explicit Desk(DocumentLimits limits = {}) : service(std::make_unique<DocumentService>(wakes.wake(), limits, press.opener())) {
    id = service->open(document());
    view = service->add_view();
  }
  ~Desk() {
    press.let_go();
    service.reset();
    press.wait_for_readers(0);  // threads that were left behind end too
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  void show(int page, PixelSize within = kRoom) { service->show(view, {id, page, within}); }
  PageShown settled() {
    wakes.until([&] { return is_settled(*service, view); });
    return service->shown(view);
  }

  Press press;
  test::Wakes wakes;
  std::unique_ptr<DocumentService> service;
  DocumentId id{};
  View view{};
};

}  // namespace

TEST_CASE("a page may be asked for before its document is open") {
  Desk desk;
  desk.show(3);
  const PageShown shown = desk.settled();
  CHECK(page_of(shown) == 3);
  CHECK(shown.picture->size == kRoom);
  CHECK(desk.service->state(desk.id).info->pages.size() == kPages);
}

TEST_CASE("while pages are leafed through, only the last one asked for is drawn next") {
  Desk desk;
  desk.press.hold(0);
  desk.show(0);
  desk.press.wait_for_begin_of(0);
  for (int page = 1; page <= 9; ++page) desk.show(page);
  CHECK(desk.service->shown(desk.view).pending);
  desk.press.let_go();
  CHECK(page_of(desk.settled()) == 9);
  CHECK(desk.press.begun() == std::vector{0, 9});
}

TEST_CASE("the last picture stays until the next one is there") {
  Desk desk;
  desk.show(1);
  desk.settled();
  desk.press.hold(2);
  desk.show(2);
  desk.press.wait_for_begin_of(2);
  const PageShown meanwhile = desk.service->shown(desk.view);
  CHECK(meanwhile.pending);
  CHECK(page_of(meanwhile) == 1);
  CHECK(meanwhile.request->page == 1);
}

TEST_CASE("each view gets its page, the one that waited longest first") {
  Desk desk;
  const View room = desk.service->add_view();
  const View ahead = desk.service->add_view();
  desk.press.hold(0);
  desk.show(0);
  desk.press.wait_for_begin_of(0);
  desk.service->show(room, {desk.id, 5, kRoom});
  desk.show(6);
  desk.service->show(ahead, {desk.id, 7, kRoom});
  desk.press.let_go();
  desk.wakes.until([&] { return is_settled(*desk.service, room) && is_settled(*desk.service, ahead); });
  CHECK(page_of(desk.settled()) == 6);
  CHECK(page_of(desk.service->shown(room)) == 5);
  CHECK(page_of(desk.service->shown(ahead)) == 7);
  CHECK(desk.press.begun() == std::vector{0, 5, 6, 7});
}

TEST_CASE("a page that another view had drawn ahead is there at once") {
  Desk desk;
  const View ahead = desk.service->add_view();
  desk.service->show(ahead, {desk.id, 4, kRoom});
  desk.wakes.until([&] { return is_settled(*desk.service, ahead); });
  desk.show(4);
  CHECK_FALSE(desk.service->shown(desk.view).pending);
  CHECK(desk.service->shown(desk.view).picture == desk.service->shown(ahead).picture);
}

TEST_CASE("pictures are kept within so many bytes") {
  const std::size_t one = 100 * 100 * 4;
  Desk desk({.picture_cache_bytes = 3 * one});
  for (int page = 0; page < 8; ++page) {
    desk.show(page);
    desk.settled();
    CHECK(desk.service->picture_cache_bytes() <= 3 * one);
  }
  desk.show(6);  // kept
  CHECK_FALSE(desk.service->shown(desk.view).pending);
  desk.show(1);  // let go long ago
  CHECK(page_of(desk.settled()) == 1);
  CHECK(desk.press.begun() == std::vector{0, 1, 2, 3, 4, 5, 6, 7, 1});
  desk.show(2, {300, 300});  // larger than the whole cache: shown all the same
  CHECK(desk.settled().picture->size == PixelSize{300, 300});
  CHECK(desk.service->picture_cache_bytes() <= 3 * one);
}

TEST_CASE("a page that cannot be drawn is told, and the others can") {
  Desk desk;
  desk.show(kBadPage);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentPage);
  desk.show(kBadPage, {50, 50});  // not tried again
  CHECK_FALSE(desk.service->shown(desk.view).pending);
  desk.show(kThrowingPage);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentPage);
  CHECK(desk.settled().error->found == "15");
  desk.show(kPages);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentPage);
  desk.show(-1);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentPage);
  desk.show(1);
  CHECK(page_of(desk.settled()) == 1);
  CHECK_FALSE(desk.settled().error);
}

TEST_CASE("a document that does not open says why, to its views too") {
  Desk desk;
  const auto try_one = [&](Resource resource) {
    const DocumentId id = desk.service->open(std::move(resource));
    desk.service->show(desk.view, {id, 0, kRoom});
    desk.wakes.until([&] { return is_settled(*desk.service, id); });
    const DocumentState state = desk.service->state(id);
    CHECK(state.stage == DocumentStage::kFailed);
    CHECK(desk.settled().error == state.error);
    CHECK(desk.service->text(id, 0)->error() == *state.error);
    desk.service->search(id, "a");
    CHECK(desk.service->found(id).finished);
    return state.error->code;
  };
  CHECK(try_one(document("empty.pdf", 0)) == ErrorCode::kDocumentUnreadable);
  CHECK(try_one(file_resource("/nowhere/a.pdf")) == ErrorCode::kFileNotFound);
}

TEST_CASE("a document beyond the limit is refused before it is read") {
  Desk desk({.file_bytes = 100});
  const DocumentId id = desk.service->open(document("large.pdf", 101));
  desk.wakes.until([&] { return is_settled(*desk.service, id); });
  CHECK(desk.service->state(id).error->code == ErrorCode::kFileTooLarge);
}

TEST_CASE("a page beyond its time is told, and the next one comes all the same") {
  Desk desk({.page = kSoon});
  desk.press.hold(2);
  desk.show(2);
  const PageShown slow = desk.settled();
  REQUIRE(slow.error);
  CHECK(slow.error->code == ErrorCode::kDocumentSlow);
  CHECK(slow.error->found == "3");
  CHECK(DocumentService::abandoned_threads() == 1);
  desk.show(3);
  CHECK(page_of(desk.settled()) == 3);
  desk.show(2);  // not tried again at this size
  CHECK(desk.service->shown(desk.view).error->code == ErrorCode::kDocumentSlow);
  desk.press.let_go();
  desk.show(2, {50, 50});
  CHECK(page_of(desk.settled()) == 2);
}

TEST_CASE("when no more threads may be left behind, what is asked is refused until one comes back") {
  Desk desk({.page = kSoon, .abandoned_threads = 1});
  desk.press.hold(2);
  desk.press.hold(3);
  desk.show(2);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentSlow);
  desk.show(3);
  CHECK(desk.settled().error->code == ErrorCode::kDocumentSlow);
  CHECK(DocumentService::abandoned_threads() == 1);
  desk.show(4);
  CHECK_FALSE(desk.service->shown(desk.view).pending);
  CHECK(desk.service->shown(desk.view).error->code == ErrorCode::kDocumentSlow);
  desk.press.let_go();
  desk.wakes.until([&] {
    desk.show(4);  // as a main loop does in each turn
    return page_of(desk.service->shown(desk.view)) == 4;
  });
  CHECK_FALSE(desk.service->shown(desk.view).error);
}

TEST_CASE("texts are read once, and a search goes through all pages") {
  Desk desk;
  desk.wakes.until([&] { return desk.service->text(desk.id, 7).has_value(); });
  CHECK((**desk.service->text(desk.id, 7))->text == "page7.");
  desk.service->search(desk.id, "Page1");
  desk.wakes.until([&] { return desk.service->found(desk.id).finished; });
  const SearchState found = desk.service->found(desk.id);
  CHECK(found.pages_searched == kPages);
  CHECK(found.pages_unread == 1);
  CHECK(found.hits == 10);  // 1, 10 to 19 without 13
  CHECK(found.found.front()->page == 1);
  CHECK(found.found.back()->page == 19);
  CHECK(found.found.front()->hits[0].boxes.size() == 1);
  const auto begun = desk.press.begun();
  CHECK(std::ranges::count(begun, 7) == 1);
  CHECK(desk.service->text(desk.id, kPages)->error().code == ErrorCode::kDocumentPage);
}

TEST_CASE("a search gives way to a page, and a new search to the old one") {
  Desk desk;
  desk.press.hold(0);
  desk.service->search(desk.id, "page2");
  desk.press.wait_for_begin_of(0);
  desk.show(30);
  desk.service->search(desk.id, "page3.");
  desk.press.let_go();
  desk.wakes.until([&] { return desk.service->found(desk.id).finished; });
  CHECK(desk.service->found(desk.id).query == "page3.");
  CHECK(desk.service->found(desk.id).hits == 1);
  CHECK(desk.press.begun()[1] == 30);
  desk.service->search(desk.id, "");
  CHECK(desk.service->found(desk.id).finished);
  CHECK(desk.service->found(desk.id).found.empty());
}

TEST_CASE("a closed document is gone from views, cache and worker") {
  Desk desk;
  desk.show(1);
  desk.settled();
  CHECK(desk.press.readers() == 1);
  desk.service->close(desk.id);
  CHECK_FALSE(desk.service->shown(desk.view).picture);
  CHECK(desk.service->picture_cache_bytes() == 0);
  CHECK(desk.service->state(desk.id).stage == DocumentStage::kFailed);
  desk.press.wait_for_readers(0);
  desk.show(2);
  CHECK_FALSE(desk.service->shown(desk.view).pending);
  CHECK_FALSE(desk.service->shown(desk.view).picture);
}

TEST_CASE("closing while its page is drawn drops the page") {
  Desk desk;
  desk.press.hold(1);
  desk.show(1);
  desk.press.wait_for_begin_of(1);
  desk.service->close(desk.id);
  desk.press.let_go();
  desk.press.wait_for_readers(0);
  CHECK_FALSE(desk.service->shown(desk.view).picture);
  CHECK(desk.service->picture_cache_bytes() == 0);
}

TEST_CASE("the service can be destroyed while it draws: it waits no longer than the page may take") {
  Press press;
  test::Wakes wakes;
  const auto begin_page = [&](DocumentService& service) {
    const View view = service.add_view();
    press.hold(1);
    service.show(view, {service.open(document()), 1, kRoom});
    press.wait_for_begin_of(1);
  };
  SUBCASE("the page is done in time") {
    auto service = std::make_unique<DocumentService>(wakes.wake(), DocumentLimits{}, press.opener());
    begin_page(*service);
    std::jthread later([&] { press.let_go(); });
    service.reset();
    CHECK(press.readers() == 0);
  }
  SUBCASE("it is not, and its thread ends by itself") {
    auto service = std::make_unique<DocumentService>(wakes.wake(), DocumentLimits{.page = kSoon}, press.opener());
    begin_page(*service);
    service.reset();
    CHECK(press.readers() == 1);
    CHECK(DocumentService::abandoned_threads() >= 1);
  }
  SUBCASE("nothing was asked for") { DocumentService(wakes.wake(), {}, press.opener()); }
  press.let_go();
  press.wait_for_readers(0);
}

TEST_CASE("several threads leaf through one document at once") {
  Desk desk({.picture_cache_bytes = 100'000});
  desk.wakes.until([&] { return is_settled(*desk.service, desk.id); });
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        const View view = desk.service->add_view();
        for (int turn = 0; turn < 200; ++turn) {
          desk.service->show(view, {desk.id, (turn * 7 + i) % kPages, kRoom});
          static_cast<void>(desk.service->shown(view));
          static_cast<void>(desk.service->text(desk.id, turn % kPages));
          if (turn % 50 == 0) desk.service->search(desk.id, fmt::format("page{}", turn));
        }
        desk.service->remove_view(view);
      });
    }
  }
  desk.show(1);
  CHECK(page_of(desk.settled()) == 1);
}

TEST_CASE("thumbnails come after the pages and texts that are asked for, and out of their cache when asked again") {
  Desk desk;
  desk.press.hold(0);
  desk.show(0);
  desk.press.wait_for_begin_of(0);
  CHECK_FALSE(desk.service->thumbnail(desk.id, 5, {10, 10}));
  CHECK_FALSE(desk.service->thumbnail(desk.id, 6, {10, 10}));
  CHECK_FALSE(desk.service->text(desk.id, 3));
  desk.show(7);
  desk.press.let_go();
  desk.wakes.until([&] { return desk.service->thumbnail(desk.id, 6, {10, 10}).has_value(); });
  CHECK(desk.press.begun() == std::vector{0, 7, 3, 5, 6});
  const auto drawn = desk.service->thumbnail(desk.id, 5, {10, 10});
  REQUIRE(drawn);
  REQUIRE(*drawn);
  CHECK((**drawn)->size == PixelSize{10, 10});
  CHECK(desk.press.begun().size() == 5);
}

TEST_CASE("of many thumbnails that scroll by, the latest are drawn, and one that cannot be drawn says so") {
  Desk desk;
  desk.press.hold(0);
  desk.show(0);
  desk.press.wait_for_begin_of(0);
  for (int page = 1; page < kPages; ++page) CHECK_FALSE(desk.service->thumbnail(desk.id, page, {10, 10}));
  desk.press.let_go();
  desk.wakes.until([&] { return desk.service->thumbnail(desk.id, kPages - 1, {10, 10}).has_value(); });
  CHECK(desk.press.begun().size() == 1 + 32);
  const auto bad = desk.service->thumbnail(desk.id, kBadPage, {10, 10});
  REQUIRE(bad);
  CHECK_FALSE(*bad);
  CHECK_FALSE(desk.service->thumbnail(desk.id, kPages, {10, 10}).value().has_value());
}
