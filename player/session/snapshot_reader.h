// SPDX-License-Identifier: GPL-3.0-or-later
// Reads numbers, texts and lists out of a snapshot's JSON, each held against its bounds. Internal to
// player/session/ (it pulls in nlohmann/json.hpp).
//
// The first fault is kept and everything after it reads as 0: callers read straight on and ask once,
// at the end, whether it was good. The document must outlive its tables. One thread at a time.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "player/session/snapshot.h"

namespace mallette::session {

inline constexpr const char* kSnapshotName = "session";

class SnapshotDocument;

class SnapshotTable {
 public:
  using Json = nlohmann::ordered_json;
  SnapshotTable(const SnapshotDocument& document, const Json* json) : document_(document), json_(json) {}

  [[nodiscard]] bool good() const;
  void refuse(std::string_view key) const;

  [[nodiscard]] bool has(const char* key) const { return json_ != nullptr && json_->contains(key); }
  [[nodiscard]] bool flag(const char* key) const;
  [[nodiscard]] std::uint64_t number(const char* key, std::uint64_t most) const;
  /// 0 <= index < count
  [[nodiscard]] std::size_t index(const char* key, std::size_t count) const;
  [[nodiscard]] Milliseconds time(const char* key) const;
  [[nodiscard]] std::string text(const char* key, std::size_t most_bytes) const;
  [[nodiscard]] SnapshotTable table(const char* key) const;

  /// For an element of a list that is a number, or a text.
  [[nodiscard]] std::size_t self_index(std::size_t count) const;
  [[nodiscard]] std::string self_text() const;

  template <class F>
  void each(const char* key, std::size_t most, F visit) const {
    const Json* list = find(key);
    if (list == nullptr || !list->is_array() || list->size() > most) return refuse(key);
    for (const Json& item : *list) visit(SnapshotTable(document_, &item));
  }

 private:
  const Json* find(const char* key) const;
  std::uint64_t bounded(const Json* json, std::uint64_t most, std::string_view key) const;

  const SnapshotDocument& document_;
  const Json* json_;  ///< null: nothing to read, and told already
};

class SnapshotDocument {
 public:
  explicit SnapshotDocument(std::string_view text) {
    if (text.size() <= kSnapshotLimit_bytes) json_ = SnapshotTable::Json::parse(text, nullptr, false);
    if (!json_.is_object()) refuse("");
  }
  [[nodiscard]] SnapshotTable root() const { return {*this, good() ? &json_ : nullptr}; }
  [[nodiscard]] bool good() const { return !fault_; }
  [[nodiscard]] std::optional<Error> error() const {
    if (!fault_) return std::nullopt;
    return Error{.code = ErrorCode::kSessionDamaged, .subject = kSnapshotName, .detail = *fault_};
  }
  void refuse(std::string_view key) const {
    if (!fault_) fault_ = std::string(key);
  }

 private:
  SnapshotTable::Json json_;
  mutable std::optional<std::string> fault_;  ///< the key where the first was found
};

}  // namespace mallette::session
