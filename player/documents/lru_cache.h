// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what was used last, within so many bytes; the least recently used goes first. What is larger
// than the whole is not kept. One thread at a time: its owner's lock guards it.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <optional>

namespace mallette::documents {

template <class Key, class Value>
class LruCache {
 public:
  explicit LruCache(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  /// Replaces an older value of the key.
  void put(const Key& key, Value value, std::size_t bytes) {
    if (const auto known = index_.find(key); known != index_.end()) drop(known->second);
    if (bytes > limit_bytes_) return;
    while (bytes_ + bytes > limit_bytes_) drop(std::prev(entries_.end()));
    entries_.push_front({key, std::move(value), bytes});
    index_[key] = entries_.begin();
    bytes_ += bytes;
  }

  /// The value, now the most recently used.
  [[nodiscard]] std::optional<Value> get(const Key& key) {
    const auto known = index_.find(key);
    if (known == index_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->value;
  }

  template <class Predicate>
  void drop_if(Predicate of_key) {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      const auto next = std::next(entry);
      if (of_key(entry->key)) drop(entry);
      entry = next;
    }
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    Key key;
    Value value;
    std::size_t bytes;
  };
  using Place = typename std::list<Entry>::iterator;

  void drop(Place entry) {
    bytes_ -= entry->bytes;
    index_.erase(entry->key);
    entries_.erase(entry);
  }

  const std::size_t limit_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  ///< most recently used first
  std::map<Key, Place> index_;
};

}  // namespace mallette::documents
