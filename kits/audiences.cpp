// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/audiences.h"

#include <algorithm>

#include "kits/toml_values.h"
#include "kits/value_forms.h"

namespace mallette::kits {
namespace {

class AudienceReader {
 public:
  AudienceReader(Audiences& into, const std::string& subject) : into_(into), subject_(subject) {}

  Result<void> group(const toml::table& table) {
    AudienceGroup group;
    read(table, "id", group.id);
    read(table, "name", group.name);
    read(table, "english", group.english);
    const bool known = std::ranges::count(into_.groups, group.id, &AudienceGroup::id) > 0;
    check(table, !known, ErrorCode::kManifestDuplicate, group.id);
    check(table, is_audience(group.id), ErrorCode::kManifestValue, group.id);
    into_.groups.push_back(std::move(group));
    return outcome();
  }

  Result<void> audience(const toml::table& table) {
    Audience audience;
    read(table, "id", audience.id);
    read(table, "group", audience.group);
    read(table, "name", audience.name);
    read(table, "feminine", audience.feminine);
    read(table, "masculine", audience.masculine);
    read(table, "english", audience.english);
    const bool has_group = std::ranges::count(into_.groups, audience.group, &AudienceGroup::id) > 0;
    check(table, into_.find(audience.id) == nullptr, ErrorCode::kManifestDuplicate, audience.id);
    check(table, is_audience(audience.id), ErrorCode::kManifestValue, audience.id);
    check(table, has_group, ErrorCode::kManifestReference, audience.group);
    into_.all.push_back(std::move(audience));
    return outcome();
  }

 private:
  void read(const toml::table& table, std::string_view key, std::string& into) {
    auto text = required_text(table, key, subject_);
    if (text) {
      into = std::move(*text);
    } else if (!error_) {
      error_ = std::move(text.error());
    }
  }
  void check(const toml::table& table, bool holds, ErrorCode code, const std::string& found) {
    if (holds || error_) return;
    error_ = table_fault(code, subject_, "id", table);
    error_->found = found;
  }
  Result<void> outcome() const {
    if (error_) return fail(*error_);
    return {};
  }

  Audiences& into_;
  const std::string& subject_;
  std::optional<Error> error_;  ///< the first
};

}  // namespace

const Audience* Audiences::find(std::string_view id) const {
  const auto found = std::ranges::find(all, id, &Audience::id);
  return found == all.end() ? nullptr : &*found;
}

std::vector<const Audience*> Audiences::in_group(std::string_view group) const {
  std::vector<const Audience*> found;
  for (const Audience& audience : all) {
    if (audience.group == group) found.push_back(&audience);
  }
  return found;
}

Result<Audiences> read_audiences(std::string_view toml, const std::string& subject) {
  const auto root = parse_toml(toml, subject);
  if (!root) return fail(root.error());
  Audiences audiences;
  AudienceReader reader(audiences, subject);
  auto read =
      each_table(*root, "group", subject, [&](const toml::table& table) { return reader.group(table); });
  if (read) {
    read = each_table(*root, "audience", subject,
                      [&](const toml::table& table) { return reader.audience(table); });
  }
  if (!read) return fail(std::move(read.error()));
  return audiences;
}

}  // namespace mallette::kits
