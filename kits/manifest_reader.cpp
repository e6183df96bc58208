// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/manifest_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "kits/manifest_checks.h"
#include "kits/manifest_fields.h"
#include "kits/table_reader.h"
#include "kits/toml_parse.h"

namespace mallette::kits {
namespace {

/// Lists the keys instead of reading them: the fourth visitor of fields().
class KeyLister {
 public:
  KeyLister(std::vector<std::string>& keys, std::string path) : keys_(keys), path_(std::move(path)) {}

  void text(std::string_view key, const std::string&, Need = {}) { add(key); }
  void id(std::string_view key, const std::string&, Need = {}) { add(key); }
  void language(std::string_view key, const std::string&, Need = {}) { add(key); }
  void date(std::string_view key, const std::string&) { add(key); }
  void entry(std::string_view key, const std::string&, Need = {}) { add(key); }
  void reference(std::string_view key, const std::string&, ItemKind) { add(key); }
  void ids(std::string_view key, const std::vector<std::string>&) { add(key); }
  void texts(std::string_view key, const std::vector<std::string>&) { add(key); }
  void time(std::string_view key, const std::optional<std::chrono::milliseconds>&) { add(key); }
  void time(std::string_view key, std::chrono::milliseconds, TimeSign, Need = {}) { add(key); }
  void number(std::string_view key, std::uint32_t, std::uint32_t, std::uint32_t, Need = {}) { add(key); }
  void flag(std::string_view key, bool) { add(key); }
  void pages(std::string_view key, const std::vector<PageRange>&) { add(key); }
  template <class E>
  void choice(std::string_view key, E, Need = {}) {
    add(key);
  }
  template <class E>
  void choices(std::string_view key, const std::vector<E>&, Need = {}) {
    add(key);
  }
  template <class T>
  void table(std::string_view key, const std::optional<T>&) {
    nested<T>(key);
  }
  template <class T>
  void table(std::string_view key, const T&) {
    nested<T>(key);
  }
  template <class T>
  void tables(std::string_view key, const std::vector<T>&) {
    nested<T>(key);
  }
  void default_plan(std::string_view key, const std::vector<Plan>&) { add(key); }
  template <class F>
  void only_for(std::initializer_list<StepType>, StepType, F visit) {
    visit();
  }

 private:
  void add(std::string_view key) {
    std::string name = path_ + std::string(key);
    if (std::find(keys_.begin(), keys_.end(), name) == keys_.end()) keys_.push_back(std::move(name));
  }
  template <class T>
  void nested(std::string_view key) {
    add(key);
    KeyLister child(keys_, path_ + std::string(key) + ".");
    const T empty{};
    fields(child, empty);
  }

  std::vector<std::string>& keys_;
  std::string path_;
};

/// A manifest of a later format is told as such, whatever else this program would find in it.
std::optional<Error> later_format(const toml::table& root, const std::string& subject) {
  const auto* format = root.get_as<std::int64_t>("format");
  if (format == nullptr || format->get() <= kNewestFormat) return std::nullopt;
  return Error{.code = ErrorCode::kManifestFormat,
               .subject = subject,
               .key = "format",
               .found = fmt::format("{}", format->get()),
               .allowed = fmt::format("{}", kNewestFormat),
               .place = place_of(format->source())};
}

}  // namespace

Result<ManifestRead> read_manifest(std::string_view text, const std::string& subject) {
  if (text.size() > kManifestLimit) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = subject,
                 .found = fmt::format("{} bytes", text.size()),
                 .allowed = fmt::format("{} bytes", kManifestLimit)});
  }
  const auto root = parse_toml(text, subject);
  if (!root) return fail(root.error());
  if (auto later = later_format(*root, subject)) return fail(std::move(*later));
  Reading reading{.subject = subject};
  ManifestRead read;
  TableReader reader(reading, *root, "");
  fields(reader, read.manifest);
  reader.finish();
  // What refers to an item that could not be read would only be told as missing.
  if (!reading.errors.get()) complete_and_check(read.manifest, reading.ids, subject, reading.errors);
  if (auto& error = reading.errors.get()) return fail(std::move(*error));
  read.warnings = std::move(reading.warnings);
  std::stable_sort(read.warnings.begin(), read.warnings.end(), [](const Warning& a, const Warning& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return read;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  KeyLister lister(keys, "");
  const Manifest empty;
  fields(lister, empty);
  return keys;
}

}  // namespace mallette::kits
