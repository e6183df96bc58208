// SPDX-License-Identifier: GPL-3.0-or-later
// Plain values out of the program's own small TOML tables (not manifests: table_reader.h). For .cpp
// files only, as toml_parse.h. Faults are errors with file, key and place.
// Pure functions: any thread.
#pragma once

#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "kits/toml_parse.h"

namespace mallette::kits {

inline Error table_fault(ErrorCode code, const std::string& subject, std::string_view key,
                         const toml::node& near) {
  return {.code = code, .subject = subject, .key = std::string(key), .place = place_of(near.source())};
}

/// A text that is there and not empty: kManifestMissing, kManifestType.
inline Result<std::string> required_text(const toml::table& table, std::string_view key,
                                         const std::string& subject) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return fail(table_fault(ErrorCode::kManifestMissing, subject, key, table));
  const auto* text = node->as_string();
  if (text == nullptr || text->get().empty())
    return fail(table_fault(ErrorCode::kManifestType, subject, key, *node));
  return text->get();
}

inline Result<bool> required_flag(const toml::table& table, std::string_view key,
                                  const std::string& subject) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return fail(table_fault(ErrorCode::kManifestMissing, subject, key, table));
  const auto* flag = node->as_boolean();
  if (flag == nullptr) return fail(table_fault(ErrorCode::kManifestType, subject, key, *node));
  return flag->get();
}

/// Calls visit(table) for each of a list of tables, until one fails.
template <class F>
Result<void> each_table(const toml::table& root, std::string_view key, const std::string& subject, F visit) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return fail(table_fault(ErrorCode::kManifestMissing, subject, key, root));
  const toml::array* array = node->as_array();
  if (array == nullptr) return fail(table_fault(ErrorCode::kManifestType, subject, key, *node));
  for (const toml::node& element : *array) {
    const toml::table* table = element.as_table();
    if (table == nullptr) return fail(table_fault(ErrorCode::kManifestType, subject, key, element));
    if (Result<void> done = visit(*table); !done) return done;
  }
  return {};
}

}  // namespace mallette::kits
