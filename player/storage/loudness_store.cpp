// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/loudness_store.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "player/storage/atomic_file.h"

namespace mallette::storage {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kName = "loudness.json";
constexpr int kVersion = 1;
constexpr std::size_t kFileLimit_bytes = 4 << 20;
constexpr std::size_t kKeyLimit_bytes = 4096;

/// A number a recording can have; a file that somebody wrote may hold any.
std::optional<double> number(const Json& json, const char* key, double least, double most) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

}  // namespace

LoudnessStore::LoudnessStore(StateFolder folder) : folder_(std::move(folder)) {
  const auto bytes = read_whole(folder_.file(kName), kFileLimit_bytes);
  if (!bytes) return;
  const Json json = Json::parse(*bytes, nullptr, false);
  if (!json.is_object() || json.value("version", Json()) != kVersion) return;
  const auto entries = json.find("measured");
  if (entries == json.end() || !entries->is_object()) return;
  for (const auto& [content, entry] : entries->items()) {
    if (known_.size() == kMost || content.size() > kKeyLimit_bytes || !entry.is_object()) continue;
    const auto lufs = number(entry, "lufs", -70, 20), peak = number(entry, "peak_dbtp", -120, 60);
    if (lufs && peak) known_.emplace(content, MeasuredLoudness{*lufs, *peak});
  }
}

std::optional<MeasuredLoudness> LoudnessStore::find(const std::string& content) const {
  const auto found = known_.find(content);
  return found == known_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> LoudnessStore::keep(const std::string& content, const MeasuredLoudness& measured) {
  if (known_.size() >= kMost) known_.clear();
  known_[content] = measured;
  Json json = {{"version", kVersion}};
  Json& entries = json["measured"] = Json::object();
  for (const auto& [key, one] : known_) entries[key] = {{"lufs", one.lufs}, {"peak_dbtp", one.peak_dbtp}};
  return write_atomically(folder_.file(kName), json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace mallette::storage
