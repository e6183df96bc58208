// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/loudness_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "kits/base/utf8_path.h"
#include "kits/digests.h"

namespace mallette::app {
namespace {

constexpr std::uint64_t kDigestsLimit_bytes = 16 << 20;

std::optional<std::string> digest(const kits::Kit& kit, const std::string& entry) {
  if (kit.form() != kits::KitForm::kPacked || !kit.has(kits::kDigestsName)) return std::nullopt;
  const auto resource = kit.resource(kits::kDigestsName);
  if (!resource) return std::nullopt;
  const auto bytes = read_all(*resource, kDigestsLimit_bytes);
  if (!bytes) return std::nullopt;
  const auto digests = kits::read_digests(text_of(*bytes), std::string(kits::kDigestsName));
  if (!digests) return std::nullopt;
  const auto found = std::ranges::find(*digests, entry, &kits::Digest::path);
  return found == digests->end() ? std::nullopt : std::optional(found->sha256);
}

std::int64_t changed_at(const std::string& path) {
  std::error_code error;
  const auto time = std::filesystem::last_write_time(to_path(path), error);
  return error ? 0 : static_cast<std::int64_t>(time.time_since_epoch().count());
}

}  // namespace

std::string content_name(const kits::Kit& kit, const Resource& resource) {
  if (const auto sha256 = digest(kit, resource.name)) return "sha256:" + *sha256;
  std::uint64_t size = 0;
  if (const auto source = resource.open()) size = (*source)->size();
  const std::int64_t in_folder = changed_at(kit.path() + "/" + resource.name);
  const std::int64_t changed = in_folder != 0 ? in_folder : std::max(changed_at(resource.name), changed_at(kit.path()));
  return fmt::format("file:{}:{}:{}", resource.name, size, changed);
}

LoudnessBook::LoudnessBook(storage::StateFolder folder)
    : folder_(std::move(folder)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

LoudnessBook::~LoudnessBook() {
  thread_.request_stop();
  thread_.join();
}

std::optional<media::Loudness> LoudnessBook::find(const kits::Kit& kit, const Resource& resource) {
  std::string name = kit.path() + "\n" + resource.name;
  const std::lock_guard lock(mutex_);
  const auto [found, fresh] = found_.try_emplace(name);
  if (fresh) {
    jobs_.push_back({std::move(name), kit, resource});
    asked_.notify_one();
  }
  return found->second;
}

void LoudnessBook::run(const std::stop_token& stop) {
  storage::LoudnessStore store(folder_);
  for (;;) {
    std::unique_lock lock(mutex_);
    if (!asked_.wait(lock, stop, [this] { return !jobs_.empty(); })) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    const std::string content = content_name(job.kit, job.resource);
    std::optional<media::Loudness> loudness;
    if (const auto known = store.find(content)) {
      loudness = {.lufs = known->lufs, .peak_dbtp = known->peak_dbtp};
    } else if (const auto measured = media::measure_loudness(job.resource, stop)) {
      loudness = *measured;
      // A disk that cannot be written costs a measurement the next time, and is told of by what else is kept.
      static_cast<void>(store.keep(content, {.lufs = measured->lufs, .peak_dbtp = measured->peak_dbtp}));
    }
    lock.lock();
    found_[job.name] = loudness;
  }
}

}  // namespace mallette::app
