// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/policy/policy.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "kits/base/utf8_path.h"
#include "kits/base/whole_path.h"

namespace mallette::policy {
namespace {

namespace fs = std::filesystem;

/// By the system's own judgement of what is one folder: links, capitals and short names do not count.
bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code fault;
  for (fs::path above = file;; above = above.parent_path()) {
    if (fs::equivalent(above, folder, fault)) return true;
    if (above == above.parent_path()) return false;
  }
}

template <class Items, class NameOf>
std::string listed(const Items& items, NameOf name_of) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + name_of(item);
  return text.empty() ? "nothing" : text;
}

std::optional<Error> refused_by_folder(const Policy& policy, const std::string& path) {
  if (!policy.folders) return std::nullopt;
  std::error_code fault;
  const fs::path real = real_path(to_path(path), fault);
  if (fault == std::errc::no_such_file_or_directory) return std::nullopt;  // which is said in its own words
  const bool allowed = !fault && std::ranges::any_of(*policy.folders, [&](const std::string& folder) { return lies_in(real, to_path(folder)); });
  if (allowed) return std::nullopt;
  return Error{.code = ErrorCode::kPolicyFolder, .subject = path, .allowed = listed(*policy.folders, [](const std::string& folder) { return folder; })};
}

std::optional<Error> refused_by_publisher(const Policy& policy, const kits::Kit& kit) {
  if (!policy.publishers) return std::nullopt;
  const kits::Origin& origin = kit.origin();
  const bool allowed = origin.publisher && std::ranges::any_of(*policy.publishers, [&](const kits::Publisher& one) { return one.key == origin.publisher->key; });
  if (allowed) return std::nullopt;
  std::string found = origin.state == kits::OriginState::kUnsigned ? "no signature" : origin.key_id;
  return Error{.code = ErrorCode::kPolicyPublisher,
               .subject = kit.path(),
               .found = std::move(found),
               .allowed = listed(*policy.publishers, [](const kits::Publisher& one) { return one.name; })};
}

}  // namespace

void InForce::take(const std::string& file, FolderNames names) {
  if (file.empty() || fault_) return;
  const auto refuse = [&](std::string detail) {
    fault_ = Error{.code = ErrorCode::kPolicyDamaged, .subject = file, .detail = std::move(detail)};
  };
  std::error_code fault;
  const fs::file_status status = fs::symlink_status(to_path(file), fault);
  // What hides from being looked at is not taken for absent.
  if (status.type() == fs::file_type::not_found) return;
  if (fault) return refuse(fault.message());
  // Reading a pipe would wait for ever.
  if (!fs::is_regular_file(to_path(file), fault)) return refuse(fault ? fault.message() : "not a file");
  const auto bytes = read_all(file_resource(file), kPolicyLimit_bytes);
  if (!bytes) return refuse(bytes.error().detail);
  auto policy = read_policy(text_of(*bytes), file, names);
  if (policy) policies_.push_back(std::move(*policy));
  else fault_ = std::move(policy.error());
}

InForce InForce::read(const PolicyFiles& files) {
  InForce in_force;
  in_force.take(files.machine, FolderNames::kAbsolute);
  in_force.take(files.key, FolderNames::kRelativeToo);
  return in_force;
}

bool InForce::copies() const {
  return !fault_ && std::ranges::all_of(policies_, &Policy::copies);
}

Result<void> InForce::may_copy(const std::string& kit) const {
  if (fault_) return fail(*fault_);
  if (!copies()) return fail({.code = ErrorCode::kPolicyCopies, .subject = kit});
  return {};
}

std::vector<kits::Publisher> InForce::publishers() const {
  std::vector<kits::Publisher> all;
  for (const Policy& policy : policies_) {
    if (policy.publishers) all.insert(all.end(), policy.publishers->begin(), policy.publishers->end());
  }
  return all;
}

Result<kits::Kit> InForce::open_kit(const std::string& utf8_path, std::span<const kits::Publisher> also) const {
  if (fault_) return fail(*fault_);
  for (const Policy& policy : policies_) {
    if (auto error = refused_by_folder(policy, utf8_path)) return fail(std::move(*error));
  }
  std::vector<kits::Publisher> known = publishers();
  known.insert(known.end(), also.begin(), also.end());
  auto kit = kits::Kit::open(utf8_path, known);
  if (!kit) return kit;
  for (const Policy& policy : policies_) {
    if (auto error = refused_by_publisher(policy, *kit)) return fail(std::move(*error));
  }
  return kit;
}

}  // namespace mallette::policy
