// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one TOML table, key by key, into a struct: a visitor of manifest_fields.h.
// Internal to kits/, included by manifest_reader.cpp alone (it pulls in toml++).
#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/manifest_checks.h"
#include "kits/manifest_fields.h"
#include "kits/manifest_names.h"
#include "kits/toml_parse.h"
#include "kits/warning.h"

namespace mallette::kits {

/// What the reading of one manifest gathers besides the values.
struct Reading {
  std::string subject;
  FirstError errors = {};
  std::vector<Warning> warnings = {};
  IdUses ids = {};
};

class TableReader {
 public:
  /// path: the tables around, each with its dot: "film.captions."
  TableReader(Reading& reading, const toml::table& table, std::string path)
      : reading_(reading), table_(table), path_(std::move(path)) {}

  void text(std::string_view key, std::string& into, Need need = Need::kOptional);
  void id(std::string_view key, std::string& into, Need need = Need::kOptional);
  void language(std::string_view key, std::string& into, Need need = Need::kOptional);
  void date(std::string_view key, std::string& into);
  void entry(std::string_view key, std::string& into, Need need = Need::kOptional);
  void reference(std::string_view key, std::string& into, ItemKind kind);
  void ids(std::string_view key, std::vector<std::string>& into);
  void texts(std::string_view key, std::vector<std::string>& into);
  void time(std::string_view key, std::optional<std::chrono::milliseconds>& into);
  void time(std::string_view key, std::chrono::milliseconds& into, TimeSign sign,
            Need need = Need::kOptional);
  void number(std::string_view key, std::uint32_t& into, std::uint32_t least, std::uint32_t most, Need need);
  void flag(std::string_view key, bool& into);
  void pages(std::string_view key, std::vector<PageRange>& into);
  void default_plan(std::string_view key, std::vector<Plan>& into);

  template <class E>
  void choice(std::string_view key, E& into, Need need = Need::kOptional);
  template <class E>
  void choices(std::string_view key, std::vector<E>& into, Need need);
  template <class T>
  void table(std::string_view key, T& into);
  template <class T>
  void table(std::string_view key, std::optional<T>& into);
  template <class T>
  void tables(std::string_view key, std::vector<T>& into);
  template <class F>
  void only_for(std::initializer_list<StepType> types, StepType type, F visit);

  /// After the last key: warns of keys that no visit asked for.
  void finish();

  [[nodiscard]] TextPlace place() const { return place_of(table_.source()); }
  [[nodiscard]] TextPlace place(std::string_view key) const;

 private:
  using Check = bool (*)(std::string_view);

  /// The value under key, noted as known; nullptr when there is none (an error if required).
  const toml::node* take(std::string_view key, Need need = Need::kOptional);
  /// The same, as a string; anything else is an error.
  const std::string* take_string(std::string_view key, Need need);
  void checked(std::string_view key, std::string& into, Need need, Check check, std::string_view allowed);
  void list(std::string_view key, std::vector<std::string>& into, Check check, std::string_view allowed);
  std::optional<std::chrono::milliseconds> take_time(std::string_view key, TimeSign sign, Need need);
  template <class T>
  void read_element(std::string_view key, const toml::node& node, T& into);
  template <class E>
  std::optional<E> find_choice(std::string_view key, const toml::node& node);

  void wrong_type(std::string_view key, const toml::node& node, std::string_view allowed);
  void wrong_value(std::string_view key, const toml::node& node, std::string found, std::string_view allowed,
                   std::string_view detail = {});
  void missing(std::string_view key, std::string_view allowed = {});

  // What holds between the keys of one table, checked once all are read.
  template <class T>
  void between_keys(const T& value);
  void check_excerpt(const std::optional<std::chrono::milliseconds>& from,
                     const std::optional<std::chrono::milliseconds>& to);
  void check_step(const Step& step);
  void check_question(const Question& question);

  Reading& reading_;
  const toml::table& table_;
  std::string path_;
  std::vector<std::string_view> known_;      ///< keys asked for
  std::vector<std::string_view> elsewhere_;  ///< keys that only other types of step have
  std::string_view step_type_;
  bool note_only_ = false;  ///< inside only_for() of another type
};

template <class E>
std::optional<E> TableReader::find_choice(std::string_view key, const toml::node& node) {
  std::string allowed;
  for (const auto& entry : names(E{})) allowed += (allowed.empty() ? "" : ", ") + std::string(entry.name);
  const auto* text = node.as_string();
  if (text == nullptr) {
    wrong_type(key, node, allowed);
    return std::nullopt;
  }
  for (const auto& entry : names(E{})) {
    if (entry.name == text->get()) return entry.value;
  }
  wrong_value(key, node, text->get(), allowed);
  return std::nullopt;
}

template <class E>
void TableReader::choice(std::string_view key, E& into, Need need) {
  const toml::node* node = take(key, need);
  if (node == nullptr) return;
  if (const auto value = find_choice<E>(key, *node)) into = *value;
}

template <class E>
void TableReader::choices(std::string_view key, std::vector<E>& into, Need need) {
  const toml::node* node = take(key, need);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr || array->empty()) return wrong_type(key, *node, "a list of one text or more");
  for (const toml::node& element : *array) {
    const auto value = find_choice<E>(key, element);
    if (!value) return;
    if (std::find(into.begin(), into.end(), *value) == into.end()) into.push_back(*value);
  }
}

template <class T>
void TableReader::read_element(std::string_view key, const toml::node& node, T& into) {
  TableReader child(reading_, *node.as_table(), path_ + std::string(key) + ".");
  into.place = child.place();
  fields(child, into);
  child.between_keys(into);
  child.finish();
}

template <class T>
void TableReader::table(std::string_view key, T& into) {
  const toml::node* node = take(key, Need::kRequired);
  if (node == nullptr) return;
  if (!node->is_table()) return wrong_type(key, *node, "a table");
  read_element(key, *node, into);
}

template <class T>
void TableReader::table(std::string_view key, std::optional<T>& into) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  if (!node->is_table()) return wrong_type(key, *node, "a table");
  read_element(key, *node, into.emplace());
}

/// A single table counts as a list of one: [film.captions] for [[film.captions]].
template <class T>
void TableReader::tables(std::string_view key, std::vector<T>& into) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  if (node->is_table()) return read_element(key, *node, into.emplace_back());
  const toml::array* array = node->as_array();
  if (array == nullptr) return wrong_type(key, *node, "a list of tables");
  for (const toml::node& element : *array) {
    if (!element.is_table()) return wrong_type(key, element, "a table");
    read_element(key, element, into.emplace_back());
  }
}

template <class F>
void TableReader::only_for(std::initializer_list<StepType> types, StepType type, F visit) {
  step_type_ = name_of(type);
  note_only_ = std::find(types.begin(), types.end(), type) == types.end();
  visit();
  note_only_ = false;
}

template <class T>
void TableReader::between_keys(const T& value) {
  if constexpr (std::same_as<T, Step>) check_step(value);
  if constexpr (std::same_as<T, Question>) check_question(value);
  if constexpr (std::same_as<T, Replay>) {
    check_excerpt(value.from, value.to);
    if (!value.film.empty() && !value.clip.empty())
      wrong_value("clip", *table_.get("clip"), value.clip, "film or clip, not both");
  }
  if constexpr (std::same_as<T, Questionnaire>) {
    if (!table_.contains("path") && value.question.empty()) missing("path", "path, or one question or more");
  }
  if constexpr (std::derived_from<T, Item>) {
    if (!value.id.empty())
      reading_.ids.given.push_back({item_kind<T>(), value.id, path_ + "id", place("id")});
  }
}

}  // namespace mallette::kits
