// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/manifest_json.h"

#include <nlohmann/json.hpp>

#include "kits/base/timecode.h"
#include "kits/manifest_fields.h"
#include "kits/manifest_names.h"
#include "kits/value_forms.h"

namespace mallette::kits {
namespace {

using Json = nlohmann::ordered_json;

class JsonWriter {
 public:
  explicit JsonWriter(Json& into) : into_(into) {}

  void text(std::string_view key, const std::string& value, Need = {}) {
    if (!value.empty()) put(key, value);
  }
  void id(std::string_view key, const std::string& value, Need = {}) { text(key, value); }
  void language(std::string_view key, const std::string& value, Need = {}) { text(key, value); }
  void date(std::string_view key, const std::string& value) { text(key, value); }
  void entry(std::string_view key, const std::string& value, Need = {}) { text(key, value); }
  void reference(std::string_view key, const std::string& value, ItemKind) { text(key, value); }
  void ids(std::string_view key, const std::vector<std::string>& values) { texts(key, values); }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (!values.empty()) put(key, values);
  }
  void time(std::string_view key, const std::optional<std::chrono::milliseconds>& value) {
    if (value) put(key, format_time(*value));
  }
  void time(std::string_view key, std::chrono::milliseconds value, TimeSign, Need = {}) {
    put(key, format_time(value));
  }
  void number(std::string_view key, std::uint32_t value, std::uint32_t, std::uint32_t, Need = {}) {
    put(key, value);
  }
  void flag(std::string_view key, bool value) {
    if (value) put(key, value);
  }
  void pages(std::string_view key, const std::vector<PageRange>& value) {
    if (!value.empty()) put(key, format_pages(value));
  }
  template <class E>
  void choice(std::string_view key, E value, Need = {}) {
    put(key, name_of(value));
  }
  template <class E>
  void choices(std::string_view key, const std::vector<E>& values, Need = {}) {
    Json list = Json::array();
    for (const E value : values) list.push_back(name_of(value));
    put(key, std::move(list));
  }
  template <class T>
  void table(std::string_view key, const T& value) {
    put(key, object(value));
  }
  template <class T>
  void table(std::string_view key, const std::optional<T>& value) {
    if (value) put(key, object(*value));
  }
  template <class T>
  void tables(std::string_view key, const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(object(value));
    put(key, std::move(list));
  }
  void default_plan(std::string_view, const std::vector<Plan>&) {}  // it stands in plan[]
  template <class F>
  void only_for(std::initializer_list<StepType> types, StepType type, F visit) {
    if (std::find(types.begin(), types.end(), type) != types.end()) visit();
  }

 private:
  template <class T>
  static Json object(const T& value) {
    Json made = Json::object();
    JsonWriter writer(made);
    fields(writer, value);
    return made;
  }
  template <class T>
  void put(std::string_view key, T&& value) {
    into_[std::string(key)] = std::forward<T>(value);
  }

  Json& into_;
};

Json json_of(const Manifest& manifest) {
  Json root = Json::object();
  JsonWriter writer(root);
  fields(writer, manifest);
  return root;
}

std::string_view name_of_form(KitForm form) {
  switch (form) {
    case KitForm::kPacked:
      return "packed";
    case KitForm::kFolder:
      return "folder";
    case KitForm::kBare:
      return "bare";
  }
  return "?";
}

Json json_of(const Warning& warning) {
  return {{"code", code_name(warning.code)}, {"subject", warning.subject}, {"key", warning.key},
          {"found", warning.found},          {"allowed", warning.allowed}, {"line", warning.place.line},
          {"column", warning.place.column}};
}

Json json_of(const Origin& origin) {
  Json json{{"state", "unsigned"}};
  if (origin.state == OriginState::kUnknownKey) json["state"] = "unknown-key";
  if (origin.state == OriginState::kVerified) json["state"] = "verified";
  if (!origin.key_id.empty()) json["key"] = origin.key_id;
  if (origin.publisher) json["publisher"] = origin.publisher->name;
  if (!origin.comment.empty()) json["comment"] = origin.comment;
  return json;
}

std::string_view name_of_kind(MismatchKind kind) {
  switch (kind) {
    case MismatchKind::kContent:
      return "content";
    case MismatchKind::kMissing:
      return "missing";
    case MismatchKind::kUnlisted:
      return "unlisted";
    case MismatchKind::kUnreadable:
      return "unreadable";
  }
  return "?";
}

/// File names on disk need not be UTF-8: what is not is replaced instead of thrown about.
std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json(const Manifest& manifest) { return dump(json_of(manifest)); }

std::string to_json(const Kit& kit, const std::vector<Mismatch>* mismatches) {
  Json root = json_of(kit.manifest());
  root["path"] = kit.path();
  root["form"] = name_of_form(kit.form());
  Json& entries = root["entries"] = Json::array();
  for (const std::string& entry : kit.entries()) {
    entries.push_back({{"path", entry}, {"size", kit.entry_size(entry).value_or(0)}});
  }
  root["origin"] = json_of(kit.origin());
  if (mismatches != nullptr) {
    Json& list = root["mismatches"] = Json::array();
    for (const Mismatch& one : *mismatches) {
      list.push_back({{"entry", one.entry}, {"kind", name_of_kind(one.kind)}, {"found", one.found}, {"expected", one.expected}});
    }
  }
  Json& warnings = root["warnings"] = Json::array();
  for (const Warning& warning : kit.warnings()) warnings.push_back(json_of(warning));
  return dump(root);
}

}  // namespace mallette::kits
