// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/document_service.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "kits/base/lone_thread.h"
#include "player/documents/request_book.h"

namespace mallette::documents {
namespace {

using Clock = std::chrono::steady_clock;

std::atomic<int> abandoned_now{0};

/// Never reached: nothing is being watched.
constexpr Clock::time_point kNever = Clock::time_point::max();

/// One worker thread's place. Guarded by the service's mutex.
struct Post {
  std::optional<Job> job;          ///< under way
  Clock::time_point due = kNever;  ///< when it is too late
  bool overrun = false;            ///< its job has been answered for already: what comes of it is dropped
  bool abandoned = false;          ///< another worker has taken over: end when the job is done
  bool gone = false;               ///< the thread looks at nothing shared any more
};

/// The readers of one worker thread.
using Bench = std::map<DocumentId, std::unique_ptr<DocumentReader>>;

Error too_slow(const Job& job) {
  const bool of_a_page = job.kind != JobKind::kRead && job.kind != JobKind::kParse;
  return {.code = ErrorCode::kDocumentSlow, .subject = job.resource.name,
          .found = of_a_page ? std::to_string(job.page + 1) : std::string()};
}

std::chrono::milliseconds time_for(const Job& job, const DocumentLimits& limits) {
  if (job.kind == JobKind::kRead) return limits.read;
  return job.kind == JobKind::kParse ? limits.open : limits.page;
}

Outcome read_bytes(const Job& job, std::uint64_t limit) {
  auto bytes = read_all(job.resource, limit);
  if (!bytes) return {.error = std::move(bytes.error())};
  return {.bytes = std::make_shared<const std::vector<std::byte>>(std::move(*bytes))};
}

Outcome search_page(const Job& job, DocumentReader& reader) {
  Outcome outcome{.text = job.text};
  if (outcome.text == nullptr) {
    auto text = reader.read_text(job.page);
    if (!text) return {.error = std::move(text.error())};
    outcome.text = std::move(*text);
  }
  outcome.hits = std::make_shared<PageHits>(PageHits{job.page, find_in_page(*outcome.text, job.query)});
  return outcome;
}

Outcome use_reader(const Job& job, DocumentReader& reader) {
  switch (job.kind) {
    case JobKind::kDraw:
    case JobKind::kThumbnail: {
      auto picture = reader.draw(job.page, job.size);
      if (!picture) return {.error = std::move(picture.error())};
      return {.picture = std::move(*picture)};
    }
    case JobKind::kText: {
      auto text = reader.read_text(job.page);
      if (!text) return {.error = std::move(text.error())};
      return {.text = std::move(*text)};
    }
    case JobKind::kSearch: return search_page(job, reader);
    default: return {.info = reader.info()};
  }
}

Outcome carry_out(const Job& job, const DocumentLimits& limits, const OpenReader& open_reader, Bench& bench) {
  if (job.kind == JobKind::kClose) bench.erase(job.document);
  if (job.kind == JobKind::kClose) return {};
  if (job.kind == JobKind::kRead) return read_bytes(job, limits.file_bytes);
  auto& reader = bench[job.document];
  if (reader == nullptr) {
    auto opened = open_reader(job.resource.name, job.bytes);
    if (!opened) return {.error = std::move(opened.error())};
    reader = std::move(*opened);
  }
  return use_reader(job, *reader);
}

/// The same; what a library throws (no memory, most likely) fails the job alone.
Outcome carry_out_safely(const Job& job, const DocumentLimits& limits, const OpenReader& open_reader, Bench& bench) {
  try {
    return carry_out(job, limits, open_reader, bench);
  } catch (const std::exception& fault) {
    const bool of_a_page = job.kind != JobKind::kRead && job.kind != JobKind::kParse;
    return {.error = Error{.code = of_a_page ? ErrorCode::kDocumentPage : ErrorCode::kDocumentUnreadable,
                           .subject = job.resource.name, .found = of_a_page ? std::to_string(job.page + 1) : std::string(),
                           .detail = fault.what()}};
  }
}

}  // namespace

struct DocumentService::Shared {
  Shared(Wake wake_up, const DocumentLimits& bounds, OpenReader opener)
      : wake(std::move(wake_up)), limits(bounds), open_reader(std::move(opener)), book(bounds) {}

  const Wake wake;
  const DocumentLimits limits;
  const OpenReader open_reader;

  std::mutex mutex;                 ///< guards everything below
  std::condition_variable work;     ///< for the worker: something to do, or the end
  std::condition_variable watch;    ///< for the watching thread and the destructor: a job begun or done, or the end
  RequestBook book;
  std::shared_ptr<Post> post;       ///< the present worker's
  std::thread worker;
  std::jthread watcher;
  int abandoned = 0;
  bool stopping = false;

  static void start_worker(const std::shared_ptr<Shared>& self);
  static void run_worker(const std::shared_ptr<Shared>& self, const std::shared_ptr<Post>& post);
  static void run_watcher(const std::shared_ptr<Shared>& self);
  bool settle(Post& at, const Job& job, Outcome outcome);
  bool abandon(const std::shared_ptr<Shared>& self);
  void refuse_waiting();
  bool stalled() const { return post->overrun; }
};

// --- The worker ---

void DocumentService::Shared::start_worker(const std::shared_ptr<Shared>& self) {
  self->post = std::make_shared<Post>();
  self->worker = std::thread([self, post = self->post] { run_worker(self, post); });
}

void DocumentService::Shared::run_worker(const std::shared_ptr<Shared>& self, const std::shared_ptr<Post>& post) {
  Bench bench;
  std::unique_lock lock(self->mutex);
  while (!self->stopping && !post->abandoned) {
    post->job = self->book.next();
    if (!post->job) {
      self->work.wait(lock);
      continue;
    }
    post->due = Clock::now() + time_for(*post->job, self->limits);
    const Job job = *post->job;
    self->watch.notify_all();
    lock.unlock();
    Outcome outcome = carry_out_safely(job, self->limits, self->open_reader, bench);
    lock.lock();
    const bool was_late = post->overrun || post->abandoned;
    const bool news = self->settle(*post, job, std::move(outcome));
    if (!news && !was_late) continue;
    lock.unlock();
    if (was_late) bench.clear();  // what was closed meanwhile must not stay
    if (news) self->wake();
    lock.lock();
  }
  lock.unlock();
  bench.clear();
  lock.lock();
  if (post->abandoned) {
    --self->abandoned;
    --abandoned_now;
  }
  post->gone = true;
  self->watch.notify_all();
}

/// Takes in what came of a job; true when somebody should look. Under the lock.
bool DocumentService::Shared::settle(Post& at, const Job& job, Outcome outcome) {
  const bool was_stalled = at.overrun && !at.abandoned;  // what was refused meanwhile may be asked again
  const bool in_time = !at.overrun && !at.abandoned;
  at.job.reset();
  at.due = kNever;
  at.overrun = false;
  watch.notify_all();
  if (!in_time || stopping) return was_stalled && !stopping;
  book.finish(job, std::move(outcome));
  return job.kind != JobKind::kClose;
}

// --- The watching thread ---

void DocumentService::Shared::run_watcher(const std::shared_ptr<Shared>& self) {
  std::unique_lock lock(self->mutex);
  while (!self->stopping) {
    Post& at = *self->post;
    if (at.overrun && self->abandon(self)) {  // one of those left behind has come back
      lock.unlock();
      self->wake();
      lock.lock();
      continue;
    }
    if (at.due == kNever) {
      self->watch.wait(lock);
      continue;
    }
    if (Clock::now() < at.due) {
      const auto due = at.due;  // the post may be gone when the wait ends
      self->watch.wait_until(lock, due);
      continue;
    }
    at.due = kNever;
    at.overrun = true;
    self->book.finish(*at.job, {.error = too_slow(*at.job)});
    if (!self->abandon(self)) self->refuse_waiting();
    lock.unlock();
    self->wake();
    lock.lock();
  }
}

/// Leaves the worker to itself and starts another, where that is allowed. Under the lock.
bool DocumentService::Shared::abandon(const std::shared_ptr<Shared>& self) {
  if (abandoned >= limits.abandoned_threads) return false;
  ++abandoned;
  ++abandoned_now;
  post->abandoned = true;
  leave(std::move(worker));
  start_worker(self);
  return true;
}

/// Nobody is there to do it: says so at once. Under the lock.
void DocumentService::Shared::refuse_waiting() {
  while (const auto job = book.next()) {
    if (job->kind != JobKind::kClose) book.finish(*job, {.error = too_slow(*job), .try_again = true});
  }
}

// --- The service ---

DocumentService::DocumentService(Wake wake, const DocumentLimits& limits, OpenReader open_reader)
    : shared_(std::make_shared<Shared>(std::move(wake), limits, std::move(open_reader))) {
  const std::lock_guard lock(shared_->mutex);
  Shared::start_worker(shared_);
  shared_->watcher = std::jthread([self = shared_] { Shared::run_watcher(self); });
}

DocumentService::~DocumentService() {
  std::unique_lock lock(shared_->mutex);
  shared_->stopping = true;
  shared_->work.notify_all();
  shared_->watch.notify_all();
  lock.unlock();
  shared_->watcher.join();
  lock.lock();
  Post& post = *shared_->post;
  const auto too_late = [&] { return post.job && (post.overrun || Clock::now() >= post.due); };
  while (!post.gone && !too_late()) {
    if (post.due == kNever) {
      shared_->watch.wait(lock);
    } else {
      shared_->watch.wait_until(lock, Clock::time_point(post.due));
    }
  }
  if (post.gone) {
    lock.unlock();
    shared_->worker.join();
  } else {
    ++shared_->abandoned;
    ++abandoned_now;
    post.abandoned = true;
    leave(std::move(shared_->worker));
  }
}

/// Something may be there to do.
void DocumentService::asked() {
  if (shared_->stalled()) shared_->refuse_waiting();
  if (!shared_->post->job) shared_->work.notify_all();
}

DocumentId DocumentService::open(Resource resource) {
  const std::lock_guard lock(shared_->mutex);
  const DocumentId id = shared_->book.open(std::move(resource));
  asked();
  return id;
}

void DocumentService::close(DocumentId document) {
  const std::lock_guard lock(shared_->mutex);
  shared_->book.close(document);
  asked();
}

DocumentState DocumentService::state(DocumentId document) const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->book.state(document);
}

View DocumentService::add_view() {
  const std::lock_guard lock(shared_->mutex);
  return shared_->book.add_view();
}

void DocumentService::remove_view(View view) {
  const std::lock_guard lock(shared_->mutex);
  shared_->book.remove_view(view);
}

void DocumentService::show(View view, const PageRequest& request) {
  const std::lock_guard lock(shared_->mutex);
  if (shared_->book.show(view, request)) asked();
}

PageShown DocumentService::shown(View view) const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->book.shown(view);
}

std::optional<Result<PageTextPtr>> DocumentService::text(DocumentId document, int page) {
  const std::lock_guard lock(shared_->mutex);
  auto text = shared_->book.text(document, page);
  if (!text) asked();
  return text;
}

std::optional<Result<PagePicturePtr>> DocumentService::thumbnail(DocumentId document, int page, PixelSize within) {
  const std::lock_guard lock(shared_->mutex);
  auto picture = shared_->book.thumbnail(document, page, within);
  if (!picture) asked();
  return picture;
}

void DocumentService::search(DocumentId document, const std::string& query) {
  const std::lock_guard lock(shared_->mutex);
  shared_->book.search(document, query);
  asked();
}

SearchState DocumentService::found(DocumentId document) const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->book.found(document);
}

std::size_t DocumentService::picture_cache_bytes() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->book.picture_cache_bytes();
}

int DocumentService::abandoned_threads() { return abandoned_now.load(); }

}  // namespace mallette::documents
