// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/help/help_numbers.h"

#include <optional>

#include "kits/toml_values.h"

namespace mallette::help {
namespace {

/// Keeps the first fault; reads on with empty values after it.
class NumberReader {
 public:
  NumberReader(const toml::table& table, const std::string& subject) : table_(table), subject_(subject) {}

  void text(std::string_view key, std::string& into) {
    keep(kits::required_text(table_, key, subject_), into);
  }
  void flag(std::string_view key, bool& into) { keep(kits::required_flag(table_, key, subject_), into); }

  void words(std::string_view key, Words& into) {
    const toml::node* node = table_.get(key);
    const toml::table* table = node == nullptr ? nullptr : node->as_table();
    if (table == nullptr) return refuse(ErrorCode::kManifestMissing, key);
    keep(kits::required_text(*table, "fr", subject_), into.french);
    keep(kits::required_text(*table, "en", subject_), into.english);
  }

  void kind(HelpKind& into) {
    std::string name;
    text("kind", name);
    if (error_) return;
    if (name == "call")
      into = HelpKind::kCall;
    else if (name == "text")
      into = HelpKind::kText;
    else if (name == "web")
      into = HelpKind::kWeb;
    else {
      refuse(ErrorCode::kManifestValue, "kind");
      error_->found = name;
      error_->allowed = "call, text, web";
    }
  }

  Result<void> outcome() const {
    if (error_) return fail(*error_);
    return {};
  }

 private:
  template <class T>
  void keep(Result<T> read, T& into) {
    if (read) {
      into = std::move(*read);
    } else if (!error_) {
      error_ = std::move(read.error());
    }
  }
  void refuse(ErrorCode code, std::string_view key) {
    if (!error_) error_ = kits::table_fault(code, subject_, key, table_);
  }

  const toml::table& table_;
  const std::string& subject_;
  std::optional<Error> error_;
};

Result<void> read_number(const toml::table& table, const std::string& subject, HelpNumber& into) {
  NumberReader reader(table, subject);
  reader.text("number", into.number);
  reader.kind(into.kind);
  reader.flag("free", into.free);
  reader.flag("anonymous", into.anonymous);
  reader.flag("deaf", into.deaf);
  if (table.contains("url")) reader.text("url", into.url);
  reader.words("name", into.name);
  reader.words("purpose", into.purpose);
  reader.words("hours", into.hours);
  return reader.outcome();
}

}  // namespace

Result<HelpNumbers> read_help_numbers(std::string_view toml, const std::string& subject) {
  const auto root = kits::parse_toml(toml, subject);
  if (!root) return fail(root.error());
  HelpNumbers help;
  NumberReader header(*root, subject);
  header.text("country", help.country);
  header.text("date", help.date);
  if (auto read = header.outcome(); !read) return fail(std::move(read.error()));
  const auto read = kits::each_table(*root, "number", subject, [&](const toml::table& table) {
    return read_number(table, subject, help.numbers.emplace_back());
  });
  if (!read) return fail(read.error());
  return help;
}

}  // namespace mallette::help
