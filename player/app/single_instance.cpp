// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/single_instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <random>
#include <system_error>
#include <utility>

#include "kits/base/whole_path.h"
#include "player/app/file_paths.h"
#include "player/storage/atomic_file.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "instance.lock";
constexpr const char* kFolderName = "handover";
constexpr std::string_view kEnding = ".path";
constexpr const char* kTaken = ".taken";
constexpr std::size_t kPathLimit_bytes = 64 * 1024;
constexpr std::size_t kHandoversLimit = 100;
constexpr auto kLookAgain = std::chrono::milliseconds(20);

/// In the order of time, and of names.
std::string time_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{:020}", std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code fault;
  fs::directory_iterator file(to_path(folder), fault);
  for (; !fault && file != fs::directory_iterator() && names.size() < kHandoversLimit;
       file.increment(fault)) {
    std::string name = utf8(file->path().filename());
    if (!name.starts_with('.') && name.ends_with(kEnding)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  return names;
}

/// Renamed first: either this succeeds, or the one who hands over has withdrawn it. Never both.
std::optional<std::string> take_one(const std::string& path) {
  std::error_code fault;
  fs::rename(to_path(path), to_path(path + kTaken), fault);
  if (fault) return std::nullopt;
  const auto content = storage::read_whole(path + kTaken, kPathLimit_bytes);
  fs::remove(to_path(path + kTaken), fault);
  const bool usable = content && (content->empty() || is_whole(to_path(*content)));
  return usable ? std::optional(*content) : std::nullopt;
}

/// The folder through which kits are handed over, made where it is missing.
Result<std::string> handover_folder(const storage::StateFolder& folder) {
  const auto made = storage::StateFolder::open(folder.file(kFolderName));
  if (!made) return fail(made.error());
  return made->path();
}

}  // namespace

Result<std::unique_ptr<SingleInstance>> SingleInstance::claim(const storage::StateFolder& folder, Wake wake,
                                                              std::chrono::milliseconds look_every) {
  const std::string before = time_now();
  auto lock = FileLock::take(folder.file(kLockName));
  if (!lock) return fail(std::move(lock.error()));
  if (*lock == nullptr) return nullptr;
  const auto handovers = handover_folder(folder);
  if (!handovers) return fail(handovers.error());
  // For one that ended before it could look: nobody waits for that any more.
  for (const std::string& name : names_in(*handovers)) {
    std::error_code fault;
    if (name < before) fs::remove(to_path(*handovers + "/" + name), fault);
  }
  return std::unique_ptr<SingleInstance>(
      new SingleInstance(std::move(*lock), *handovers, std::move(wake), look_every));
}

SingleInstance::SingleInstance(std::unique_ptr<FileLock> lock, std::string folder, Wake wake,
                               std::chrono::milliseconds look_every)
    : lock_(std::move(lock)),
      folder_(std::move(folder)),
      wake_(std::move(wake)),
      look_every_(look_every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SingleInstance::~SingleInstance() = default;  // thread_ is asked to stop and joined, then the lock goes

std::vector<std::string> SingleInstance::take_handover() {
  const std::lock_guard lock(mutex_);
  return std::exchange(paths_, {});
}

void SingleInstance::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<std::string> taken;
    for (const std::string& name : names_in(folder_)) {
      if (auto path = take_one(folder_ + "/" + name)) taken.push_back(std::move(*path));
    }
    const bool some = !taken.empty();
    {
      const std::lock_guard lock(mutex_);
      std::ranges::move(taken, std::back_inserter(paths_));
    }
    if (some && wake_) wake_();
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, stop, look_every_, [] { return false; });
  }
}

Result<bool> hand_over(const storage::StateFolder& folder, const std::string& path,
                       std::chrono::milliseconds at_most) {
  const auto handovers = handover_folder(folder);
  if (!handovers) return fail(handovers.error());
  let_others_come_forward();
  std::error_code fault;
  std::string absolute;
  if (!path.empty()) absolute = utf8(whole_path(to_path(path), fault));
  if (fault) return fail({.code = ErrorCode::kFileUnreadable, .subject = path, .detail = fault.message()});
  const std::string file =
      fmt::format("{}/{}-{:08x}{}", *handovers, time_now(), std::random_device()(), kEnding);
  if (auto written = storage::write_atomically(file, absolute); !written)
    return fail(std::move(written.error()));
  const auto end = std::chrono::steady_clock::now() + at_most;
  while (std::chrono::steady_clock::now() < end) {
    if (!fs::exists(to_path(file), fault)) return true;
    std::this_thread::sleep_for(kLookAgain);
  }
  return !fs::remove(to_path(file), fault);  // gone by now: taken at the last moment
}

}  // namespace mallette::app
