// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/named_entries.h"

#include "kits/manifest_fields.h"

namespace mallette::kits {
namespace {

class EntryLister {
 public:
  EntryLister(std::vector<NamedEntry>& entries, std::string path, TextPlace place)
      : entries_(entries), path_(std::move(path)), place_(place) {}

  void entry(std::string_view key, const std::string& path, Need = {}) {
    if (!path.empty()) entries_.push_back({path, path_ + std::string(key), place_});
  }

  void text(std::string_view, const std::string&, Need = {}) {}
  void id(std::string_view, const std::string&, Need = {}) {}
  void language(std::string_view, const std::string&, Need = {}) {}
  void date(std::string_view, const std::string&) {}
  void reference(std::string_view, const std::string&, ItemKind) {}
  void ids(std::string_view, const std::vector<std::string>&) {}
  void texts(std::string_view, const std::vector<std::string>&) {}
  void time(std::string_view, const std::optional<std::chrono::milliseconds>&) {}
  void time(std::string_view, std::chrono::milliseconds, TimeSign, Need = {}) {}
  void number(std::string_view, std::uint32_t, std::uint32_t, std::uint32_t, Need = {}) {}
  void flag(std::string_view, bool) {}
  void pages(std::string_view, const std::vector<PageRange>&) {}
  void default_plan(std::string_view, const std::vector<Plan>&) {}
  template <class E>
  void choice(std::string_view, E, Need = {}) {}
  template <class E>
  void choices(std::string_view, const std::vector<E>&, Need = {}) {}

  template <class T>
  void table(std::string_view key, const T& value) {
    EntryLister child(entries_, path_ + std::string(key) + ".", value.place);
    fields(child, value);
  }
  template <class T>
  void table(std::string_view key, const std::optional<T>& value) {
    if (value) table(key, *value);
  }
  template <class T>
  void tables(std::string_view key, const std::vector<T>& values) {
    for (const T& value : values) table(key, value);
  }
  template <class F>
  void only_for(std::initializer_list<StepType>, StepType, F visit) {
    visit();
  }

 private:
  std::vector<NamedEntry>& entries_;
  std::string path_;
  TextPlace place_;
};

}  // namespace

std::vector<NamedEntry> named_entries(const Manifest& manifest) {
  std::vector<NamedEntry> entries;
  EntryLister lister(entries, "", {});
  fields(lister, manifest);
  return entries;
}

}  // namespace mallette::kits
