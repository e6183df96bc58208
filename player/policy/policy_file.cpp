// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/policy/policy_file.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "kits/base/utf8_path.h"
#include "kits/base/whole_path.h"
#include "kits/toml_parse.h"

namespace mallette::policy {
namespace {

namespace fs = std::filesystem;

/// Keeps the first fault; reads on with empty values after it.
class PolicyReader {
 public:
  PolicyReader(const std::string& file, FolderNames names) : file_(file), names_(names) {}

  Result<Policy> read(const toml::table& root) {
    Policy policy{.file = file_, .publishers = {}, .folders = {}};
    known_keys(root, "publisher, folders, copies", {"publisher", "folders", "copies"});
    if (const toml::node* node = root.get("publisher")) publishers(*node, policy.publishers.emplace());
    if (const toml::node* node = root.get("folders")) folders(*node, policy.folders.emplace());
    if (const toml::node* node = root.get("copies")) {
      const auto* flag = node->as_boolean();
      flag != nullptr ? static_cast<void>(policy.copies = flag->get()) : refuse("copies", *node, "true or false");
    }
    if (fault_) return fail(*fault_);
    return policy;
  }

 private:
  void refuse(std::string_view key, const toml::node& near, std::string_view allowed, std::string found = {}) {
    const TextPlace place = kits::place_of(near.source());
    const auto at = [](const TextPlace& one) { return std::pair(one.line, one.column); };
    if (fault_ && at(*fault_->place) <= at(place)) return;
    fault_ = Error{.code = ErrorCode::kPolicyDamaged, .subject = file_, .key = std::string(key), .found = std::move(found), .allowed = std::string(allowed), .place = place};
  }

  void known_keys(const toml::table& table, std::string_view allowed, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : table) {
      if (std::ranges::find(known, key.str()) == known.end()) refuse(key.str(), value, allowed);
    }
  }

  /// Not empty, one line.
  std::string text(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return refuse(key, table, "text"), std::string();
    return text(*node, key);
  }
  std::string text(const toml::node& node, std::string_view key) {
    const auto* text = node.as_string();
    if (text == nullptr || text->get().empty()) return refuse(key, node, "text"), std::string();
    if (std::ranges::any_of(text->get(), [](unsigned char c) { return c < 0x20 || c == 0x7F; })) refuse(key, node, "text without control characters");
    return text->get();
  }

  void publishers(const toml::node& node, std::vector<kits::Publisher>& into) {
    const toml::array* list = node.as_array();
    if (list == nullptr) return refuse("publisher", node, "list of tables");
    for (const toml::node& element : *list) {
      const toml::table* table = element.as_table();
      if (table == nullptr) return refuse("publisher", element, "list of tables");
      known_keys(*table, "name, key", {"name", "key"});
      kits::Publisher publisher{.name = text(*table, "name"), .key = {}};
      const auto key = kits::read_minisign_key(text(*table, "key"), file_);
      if (key) publisher.key = *key;
      else refuse("key", table->contains("key") ? *table->get("key") : *table, "a minisign public key: RW…");
      into.push_back(std::move(publisher));
    }
  }

  void folders(const toml::node& node, std::vector<std::string>& into) {
    const toml::array* list = node.as_array();
    if (list == nullptr) return refuse("folders", node, "list");
    for (const toml::node& element : *list) {
      fs::path folder = to_path(text(element, "folders"));
      if (!is_whole(folder)) {
        if (names_ == FolderNames::kAbsolute) refuse("folders", element, "absolute paths", utf8(folder));
        folder = to_path(file_).parent_path() / folder;
      }
      into.push_back(utf8(normal_path(folder)));
    }
  }

  const std::string& file_;
  const FolderNames names_;
  std::optional<Error> fault_;
};

}  // namespace

Result<Policy> read_policy(std::string_view toml, const std::string& file, FolderNames names) {
  const auto root = kits::parse_toml(toml, file);
  if (!root) {
    Error error = root.error();
    error.code = ErrorCode::kPolicyDamaged;
    return fail(std::move(error));
  }
  return PolicyReader(file, names).read(*root);
}

}  // namespace mallette::policy
