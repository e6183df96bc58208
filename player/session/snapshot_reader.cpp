// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/snapshot_reader.h"

namespace mallette::session {

bool SnapshotTable::good() const { return document_.good(); }
void SnapshotTable::refuse(std::string_view key) const { document_.refuse(key); }

const SnapshotTable::Json* SnapshotTable::find(const char* key) const {
  if (json_ == nullptr || !json_->is_object()) {
    refuse(key);
    return nullptr;
  }
  const auto found = json_->find(key);
  if (found != json_->end()) return &*found;
  refuse(key);
  return nullptr;
}

std::uint64_t SnapshotTable::bounded(const Json* json, std::uint64_t most, std::string_view key) const {
  if (json == nullptr || !json->is_number_unsigned() || json->get<std::uint64_t>() > most) {
    refuse(key);
    return 0;
  }
  return json->get<std::uint64_t>();
}

bool SnapshotTable::flag(const char* key) const {
  const Json* json = find(key);
  if (json != nullptr && json->is_boolean()) return json->get<bool>();
  refuse(key);
  return false;
}

std::uint64_t SnapshotTable::number(const char* key, std::uint64_t most) const {
  return bounded(find(key), most, key);
}

std::size_t SnapshotTable::index(const char* key, std::size_t count) const {
  if (count == 0) refuse(key);
  return bounded(find(key), count == 0 ? 0 : count - 1, key);
}

Milliseconds SnapshotTable::time(const char* key) const {
  return Milliseconds(
      static_cast<Milliseconds::rep>(number(key, static_cast<std::uint64_t>(kLongestTime.count()))));
}

std::string SnapshotTable::text(const char* key, std::size_t most_bytes) const {
  const Json* json = find(key);
  if (json != nullptr && json->is_string() && json->get_ref<const std::string&>().size() <= most_bytes) {
    return json->get<std::string>();
  }
  refuse(key);
  return {};
}

SnapshotTable SnapshotTable::table(const char* key) const {
  const Json* json = find(key);
  if (json != nullptr && !json->is_object()) {
    refuse(key);
    json = nullptr;
  }
  return {document_, json};
}

std::size_t SnapshotTable::self_index(std::size_t count) const {
  if (count == 0) refuse("");
  return bounded(json_, count == 0 ? 0 : count - 1, "");
}

std::string SnapshotTable::self_text() const {
  if (json_ != nullptr && json_->is_string()) return json_->get<std::string>();
  refuse("");
  return {};
}

}  // namespace mallette::session
