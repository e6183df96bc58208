// SPDX-License-Identifier: GPL-3.0-or-later
// An object of JSON, read key by key: each once, of its type, within its limits, and none left over at the end.
// The first fault is kept and told by the whole. Internal to report/. One thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace mallette::report {

using Json = nlohmann::ordered_json;

struct Fault {
  std::string what;  ///< empty: none
  void note(const std::string& fault) {
    if (what.empty()) what = fault;
  }
};

class Fields {
 public:
  Fields(const Json& object, Fault& fault) : object_(object), fault_(fault) {
    if (!object.is_object()) fault_.note("object");
  }
  [[nodiscard]] bool has(const char* key) const { return object_.is_object() && object_.contains(key); }
  /// Null, and the fault noted, when it is not there.
  const Json& at(const char* key) {
    static const Json kNothing;
    if (!has(key)) {
      fault_.note(key);
      return kNothing;
    }
    ++seen_;
    return object_.at(key);
  }
  std::string text(const char* key, std::size_t most_bytes) { return text_of(at(key), key, most_bytes); }
  std::uint64_t number(const char* key, std::uint64_t most) { return number_of(at(key), key, most); }
  bool flag(const char* key) {
    const Json& value = at(key);
    if (!value.is_boolean()) fault_.note(key);
    return value.is_boolean() && value.get<bool>();
  }
  /// "n of m"
  std::pair<std::uint32_t, std::uint32_t> pair(const char* key, std::uint64_t most) {
    const Json& value = at(key);
    if (!value.is_array() || value.size() != 2) {
      fault_.note(key);
      return {};
    }
    const auto yes = number_of(value[0], key, most), of = number_of(value[1], key, most);
    if (yes > of) fault_.note(key);
    return {static_cast<std::uint32_t>(yes), static_cast<std::uint32_t>(of)};
  }
  const Json& list(const char* key, std::size_t most) {
    const Json& value = at(key);
    if (!value.is_array() || value.size() > most) fault_.note(key);
    return value;
  }
  /// Nothing is left that was not asked for.
  void end() {
    if (object_.is_object() && object_.size() != seen_) fault_.note("unknown key");
  }
  std::string text_of(const Json& value, const char* key, std::size_t most_bytes) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > most_bytes) {
      fault_.note(key);
      return {};
    }
    return value.get<std::string>();
  }
  std::uint64_t number_of(const Json& value, const char* key, std::uint64_t most) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most) {
      fault_.note(key);
      return 0;
    }
    return value.get<std::uint64_t>();
  }

 private:
  const Json& object_;
  Fault& fault_;
  std::size_t seen_ = 0;
};

}  // namespace mallette::report
