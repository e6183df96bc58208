// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/table_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "kits/entry_path.h"
#include "kits/value_forms.h"

namespace mallette::kits {
namespace {

constexpr std::size_t kWarningsLimit = 100;
constexpr std::size_t kFoundLimit = 80;  ///< bytes of a value that an error repeats

/// A value's beginning, cut between characters.
std::string excerpt(std::string_view text) {
  if (text.size() <= kFoundLimit) return std::string(text);
  std::size_t end = kFoundLimit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "table";
    case toml::node_type::array:
      return node.as_array()->is_array_of_tables() ? "list of tables" : "list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "whole number";
    case toml::node_type::floating_point:
      return "number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "date or time";
    default:
      return "nothing";
  }
}

}  // namespace

TextPlace TableReader::place(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return node != nullptr ? place_of(node->source()) : place();
}

const toml::node* TableReader::take(std::string_view key, Need need) {
  (note_only_ ? elsewhere_ : known_).push_back(key);
  if (note_only_) return nullptr;
  const toml::node* node = table_.get(key);
  if (node == nullptr && need == Need::kRequired) missing(key);
  return node;
}

const std::string* TableReader::take_string(std::string_view key, Need need) {
  const toml::node* node = take(key, need);
  if (node == nullptr) return nullptr;
  const auto* text = node->as_string();
  if (text == nullptr) {
    wrong_type(key, *node, "text");
    return nullptr;
  }
  return &text->get();
}

void TableReader::checked(std::string_view key, std::string& into, Need need, Check check,
                          std::string_view allowed) {
  const std::string* text = take_string(key, need);
  if (text == nullptr) return;
  if (!check(*text)) return wrong_value(key, *table_.get(key), *text, allowed);
  if (need == Need::kRequired && text->find_first_not_of(" \t\r\n") == std::string::npos) {
    return wrong_value(key, *table_.get(key), *text, "text that is not empty");
  }
  into = *text;
}

void TableReader::text(std::string_view key, std::string& into, Need need) {
  checked(key, into, need, is_text, kTextForm);
}

void TableReader::id(std::string_view key, std::string& into, Need need) {
  checked(key, into, need, is_id, kIdForm);
}

void TableReader::language(std::string_view key, std::string& into, Need need) {
  checked(key, into, need, is_language, kLanguageForm);
}

void TableReader::date(std::string_view key, std::string& into) {
  if (const auto* date = table_.get_as<toml::date>(key)) {  // written without quotes
    take(key);
    into = fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
    return;
  }
  checked(key, into, Need::kOptional, is_date, kDateForm);
}

void TableReader::entry(std::string_view key, std::string& into, Need need) {
  const std::string* path = take_string(key, need);
  if (path == nullptr) return;
  if (const auto fault = check_entry_path(*path)) {
    reading_.errors.add({.code = ErrorCode::kPathNotAllowed,
                         .subject = reading_.subject,
                         .key = path_ + std::string(key),
                         .found = excerpt(*path),
                         .detail = std::string(code_name(*fault)),
                         .place = place(key)});
    return;
  }
  into = *path;
}

void TableReader::reference(std::string_view key, std::string& into, ItemKind kind) {
  checked(key, into, Need::kOptional, is_id, kIdForm);
  if (!into.empty()) reading_.ids.referred.push_back({kind, into, path_ + std::string(key), place(key)});
}

void TableReader::list(std::string_view key, std::vector<std::string>& into, Check check,
                       std::string_view allowed) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) return wrong_type(key, *node, "a list of texts");
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return wrong_type(key, element, "text");
    if (!check(text->get())) return wrong_value(key, element, text->get(), allowed);
    into.push_back(text->get());
  }
}

void TableReader::ids(std::string_view key, std::vector<std::string>& into) {
  list(key, into, is_audience, kAudienceForm);
}

void TableReader::texts(std::string_view key, std::vector<std::string>& into) {
  list(key, into, is_text, kTextForm);
}

std::optional<std::chrono::milliseconds> TableReader::take_time(std::string_view key, TimeSign sign,
                                                                Need need) {
  const toml::node* node = take(key, need);
  if (node == nullptr) return std::nullopt;
  const auto* text = node->as_string();
  if (text == nullptr) {  // 12 could be seconds or minutes, and TOML's own 04:12:00 is a time of day
    wrong_type(key, *node, kTimeForms);
    return std::nullopt;
  }
  const auto time = parse_time(text->get(), sign);
  if (!time) wrong_value(key, *node, text->get(), kTimeForms);
  return time;
}

void TableReader::time(std::string_view key, std::optional<std::chrono::milliseconds>& into) {
  into = take_time(key, TimeSign::kPositive, Need::kOptional);
}

void TableReader::time(std::string_view key, std::chrono::milliseconds& into, TimeSign sign, Need need) {
  if (const auto time = take_time(key, sign, need)) into = *time;
}

void TableReader::number(std::string_view key, std::uint32_t& into, std::uint32_t least, std::uint32_t most,
                         Need need) {
  const toml::node* node = take(key, need);
  if (node == nullptr) return;
  const std::string allowed = least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
  const auto* number = node->as_integer();
  if (number == nullptr) return wrong_type(key, *node, allowed);
  if (number->get() < least || number->get() > most) {
    return wrong_value(key, *node, fmt::format("{}", number->get()), allowed);
  }
  into = static_cast<std::uint32_t>(number->get());
}

void TableReader::flag(std::string_view key, bool& into) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  const auto* flag = node->as_boolean();
  if (flag == nullptr) return wrong_type(key, *node, "true or false");
  into = flag->get();
}

void TableReader::pages(std::string_view key, std::vector<PageRange>& into) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  std::string text;
  if (const auto* number = node->as_integer()) {
    text = fmt::format("{}", number->get());
  } else if (const auto* written = node->as_string()) {
    text = written->get();
  } else {
    return wrong_type(key, *node, kPagesForm);
  }
  auto pages = parse_pages(text);
  if (!pages) return wrong_value(key, *node, text, kPagesForm);
  into = std::move(*pages);
}

void TableReader::default_plan(std::string_view key, std::vector<Plan>& into) {
  if (!table_.contains(key)) {
    known_.push_back(key);
    return;
  }
  Plan plan;
  plan.id = "default";
  plan.place = place(key);
  tables(key, plan.step);
  into.insert(into.begin(), std::move(plan));
}

void TableReader::finish() {
  std::vector<std::string_view> candidates = known_;
  for (const auto& [key, value] : table_) {
    const auto is = [&](std::string_view other) { return other == key.str(); };
    if (std::any_of(known_.begin(), known_.end(), is)) continue;
    if (reading_.warnings.size() >= kWarningsLimit) return;
    const bool unused = std::any_of(elsewhere_.begin(), elsewhere_.end(), is);
    reading_.warnings.push_back(
        {.code = unused ? WarningCode::kUnusedKey : WarningCode::kUnknownKey,
         .subject = reading_.subject,
         .key = path_ + excerpt(key.str()),
         .found = unused ? std::string(step_type_) : excerpt(key.str()),
         .allowed = unused ? std::string() : std::string(nearest(key.str(), candidates)),
         .place = place_of(key.source())});
  }
}

void TableReader::wrong_type(std::string_view key, const toml::node& node, std::string_view allowed) {
  reading_.errors.add({.code = ErrorCode::kManifestType,
                       .subject = reading_.subject,
                       .key = path_ + std::string(key),
                       .found = std::string(type_name(node)),
                       .allowed = std::string(allowed),
                       .place = place_of(node.source())});
}

void TableReader::wrong_value(std::string_view key, const toml::node& node, std::string found,
                              std::string_view allowed, std::string_view detail) {
  reading_.errors.add({.code = ErrorCode::kManifestValue,
                       .subject = reading_.subject,
                       .key = path_ + std::string(key),
                       .found = excerpt(found),
                       .allowed = std::string(allowed),
                       .detail = std::string(detail),
                       .place = place_of(node.source())});
}

void TableReader::missing(std::string_view key, std::string_view allowed) {
  const TextPlace at = place();
  reading_.errors.add({.code = ErrorCode::kManifestMissing,
                       .subject = reading_.subject,
                       .key = path_ + std::string(key),
                       .allowed = std::string(allowed),
                       .place = at.line == 0 ? TextPlace{1, 1} : at});
}

void TableReader::check_excerpt(const std::optional<std::chrono::milliseconds>& from,
                                const std::optional<std::chrono::milliseconds>& to) {
  if (!to || *to > from.value_or(std::chrono::milliseconds(0))) return;
  wrong_value("to", *table_.get("to"), format_time(*to),
              fmt::format("after {}", format_time(from.value_or(std::chrono::milliseconds(0)))));
}

void TableReader::check_step(const Step& step) {
  check_excerpt(step.from, step.to);
  const bool says = table_.contains("title") || table_.contains("text");
  if (table_["type"] == "message" && !says) missing("text");
}

void TableReader::check_question(const Question& question) {
  if (question.choices.empty() && table_.contains("choices")) return;  // told already
  const bool chooses = question.kind == QuestionKind::kChoice || question.kind == QuestionKind::kChoices;
  if (chooses && question.choices.size() < 2) missing("choices", "two or more");
  if (question.kind == QuestionKind::kScale && question.choices.size() != 2) {
    missing("choices", "the names of the two ends");
  }
}

}  // namespace mallette::kits
