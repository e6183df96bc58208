// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/digests.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

#include "kits/entry_kind.h"
#include "kits/entry_path.h"
#include "kits/toml_parse.h"

namespace mallette::kits {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::string_view kSha256Form = "64 digits 0-9 a-f";

std::string hex(std::span<const unsigned char> bytes) {
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

bool is_sha256(std::string_view text) {
  return text.size() == 2 * crypto_hash_sha256_BYTES && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// A TOML basic string. Names are free of control characters (entry_path.h).
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

Error bad(ErrorCode code, const std::string& subject, std::string key, const toml::node& node,
          std::string_view allowed) {
  return {.code = code,
          .subject = subject,
          .key = std::move(key),
          .allowed = std::string(allowed),
          .place = place_of(node.source())};
}

Result<Digest> read_digest(const toml::node& node, const std::string& subject) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return fail(bad(ErrorCode::kManifestType, subject, "entry", node, "a table"));
  const auto* path = table->get_as<std::string>("path");
  const auto* size = table->get_as<std::int64_t>("size");
  const auto* sha256 = table->get_as<std::string>("sha256");
  if (path == nullptr || size == nullptr || sha256 == nullptr) {
    return fail(bad(ErrorCode::kManifestMissing, subject, "entry", node, "path, size, sha256"));
  }
  if (check_entry_path(path->get())) {
    return fail(bad(ErrorCode::kPathNotAllowed, subject, "entry.path", *path, "a path in the kit"));
  }
  if (size->get() < 0) return fail(bad(ErrorCode::kManifestValue, subject, "entry.size", *size, "0 or more"));
  if (!is_sha256(sha256->get())) {
    return fail(bad(ErrorCode::kManifestValue, subject, "entry.sha256", *sha256, kSha256Form));
  }
  return Digest{path->get(), static_cast<std::uint64_t>(size->get()), sha256->get()};
}

std::string shown(const Digest& digest) { return fmt::format("{} bytes, {}", digest.size, digest.sha256); }

Result<std::vector<Digest>> digests_of(const Kit& kit) {
  const auto resource = kit.resource(kDigestsName);
  if (!resource) return fail(resource.error());
  const auto bytes = read_all(*resource, kTextLimit);
  if (!bytes) return fail(Error(bytes.error()).within(kit.path()));
  auto digests = read_digests(text_of(*bytes), resource->name);
  if (!digests) return fail(std::move(digests.error()).within(kit.path()));
  return digests;
}

std::optional<Mismatch> compare(const Kit& kit, const Digest& expected) {
  if (!kit.has(expected.path)) return Mismatch{expected.path, MismatchKind::kMissing};
  const auto resource = kit.as_it_lies(expected.path);
  auto found = resource ? digest_of(*resource, expected.path) : Result<Digest>(fail(resource.error()));
  if (!found) {
    return Mismatch{.entry = expected.path,
                    .kind = MismatchKind::kUnreadable,
                    .error = std::move(found.error()).within(kit.path())};
  }
  if (*found == expected) return std::nullopt;
  return Mismatch{expected.path, MismatchKind::kContent, shown(*found), shown(expected)};
}

}  // namespace

Result<Digest> digest_of(const Resource& resource, const std::string& path) {
  auto source = resource.open();
  if (!source) return fail(std::move(source.error()));
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<std::byte> block(kBlock);
  Digest digest{.path = path, .size = 0, .sha256 = {}};
  while (true) {
    const auto count = (*source)->read(digest.size, block);
    if (!count) return fail(count.error());
    if (*count == 0) break;
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()), *count);
    digest.size += *count;
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  digest.sha256 = hex(hash);
  return digest;
}

std::string write_digests(const std::vector<Digest>& digests) {
  std::string text = "format = 1\n";
  for (const Digest& digest : digests) {
    text += fmt::format("\n[[entry]]\npath = {}\nsize = {}\nsha256 = \"{}\"\n", toml_string(digest.path),
                        digest.size, digest.sha256);
  }
  return text;
}

Result<std::vector<Digest>> read_digests(std::string_view text, const std::string& subject) {
  const auto root = parse_toml(text, subject);
  if (!root) return fail(root.error());
  std::vector<Digest> digests;
  const toml::node* entries = root->get("entry");
  if (entries == nullptr) return digests;
  const toml::array* array = entries->as_array();
  if (array == nullptr)
    return fail(bad(ErrorCode::kManifestType, subject, "entry", *entries, "a list of tables"));
  for (const toml::node& node : *array) {
    auto digest = read_digest(node, subject);
    if (!digest) return fail(std::move(digest.error()));
    digests.push_back(std::move(*digest));
  }
  return digests;
}

Result<std::vector<Mismatch>> verify(const Kit& kit) {
  const auto digests = digests_of(kit);
  if (!digests) return fail(digests.error());
  std::vector<Mismatch> mismatches;
  std::map<std::string_view, bool> listed;
  for (const Digest& expected : *digests) {
    listed[expected.path] = true;
    if (auto mismatch = compare(kit, expected)) mismatches.push_back(std::move(*mismatch));
  }
  for (const std::string& entry : kit.entries()) {
    if (entry == kDigestsName || entry == kSignatureName || listed.contains(entry)) continue;
    mismatches.push_back({entry, MismatchKind::kUnlisted});
  }
  return mismatches;
}

}  // namespace mallette::kits
