// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/signed_content.h"

#include <algorithm>
#include <utility>

#include "kits/entry_kind.h"

namespace mallette::kits {
namespace {

Error wrong(std::string_view subject, std::string detail) {
  return {.code = ErrorCode::kSignatureWrong, .subject = std::string(subject), .detail = std::move(detail)};
}

Result<std::vector<std::byte>> bytes_of(const EntryStore& store, std::string_view entry, std::uint64_t limit) {
  const auto resource = store.resource(entry);
  if (!resource) return fail(resource.error());
  return read_all(*resource, limit);
}

/// kUnknownKey, kVerified, or a signature that is not what it says.
Result<Origin> origin_of(const MinisignSignature& signature, std::span<const std::byte> digests, std::span<const Publisher> known) {
  Origin origin{.state = OriginState::kUnknownKey, .key_id = id_text(signature.id)};
  bool known_id = false;
  for (const Publisher& publisher : known) {
    if (publisher.key.id != signature.id) continue;
    known_id = true;
    if (!is_signed_by(signature, publisher.key, digests)) continue;
    origin.state = OriginState::kVerified;
    origin.publisher = publisher;
    origin.comment = signature.trusted_comment;
    std::ranges::replace(origin.comment, '\t', ' ');
    return origin;
  }
  if (known_id) return fail(wrong(kSignatureName, "the digests are not those that were signed"));
  return origin;
}

}  // namespace

Result<std::optional<SignedContent>> SignedContent::read(const EntryStore& store, std::span<const Publisher> known) {
  if (!std::ranges::binary_search(store.entries(), kSignatureName)) return std::nullopt;
  const auto signature_text = bytes_of(store, kSignatureName, kMinisignLimit);
  if (!signature_text) return fail(signature_text.error());
  const auto signature = read_minisign_signature(text_of(*signature_text), std::string(kSignatureName));
  if (!signature) return fail(signature.error());
  if (!std::ranges::binary_search(store.entries(), kDigestsName)) return fail(wrong(kDigestsName, "there are no digests"));
  const auto digests_text = bytes_of(store, kDigestsName, kTextLimit);
  if (!digests_text) return fail(digests_text.error());
  auto origin = origin_of(*signature, *digests_text, known);
  if (!origin) return fail(std::move(origin.error()));
  auto digests = read_digests(text_of(*digests_text), std::string(kDigestsName));
  if (!digests) return fail(std::move(digests.error()));

  SignedContent content;
  content.origin_ = std::move(*origin);
  for (Digest& digest : *digests) {
    const auto size = store.size(digest.path);
    if (!size) return fail(wrong(digest.path, "an entry that was signed is missing"));
    if (*size != digest.size) return fail(wrong(digest.path, "not as it was signed"));
    auto entry = std::make_shared<Entry>();
    entry->digest = std::move(digest);
    content.entries_[entry->digest.path] = entry;
  }
  for (const std::string& name : store.entries()) {
    if (name == kDigestsName || name == kSignatureName || content.entries_.contains(name)) continue;
    return fail(wrong(name, "an entry that was not signed"));
  }
  const auto manifest = store.resource(kManifestName);
  if (!manifest) return fail(manifest.error());
  if (const auto opened = content.checked(*manifest, kManifestName).open(); !opened) return fail(wrong(kManifestName, "not as it was signed"));
  return content;
}

Resource SignedContent::checked(Resource resource, std::string_view entry) const {
  const auto found = entries_.find(entry);
  if (found == entries_.end() || is_media(entry_kind(entry))) return resource;
  const std::string name = resource.name;
  return {name, [inner = std::move(resource), held = found->second]() -> Result<std::unique_ptr<ByteSource>> {
            if (!held->good.load()) {
              const auto digest = digest_of(inner, held->digest.path);
              if (!digest) return fail(digest.error());
              if (*digest != held->digest) {
                return fail({.code = ErrorCode::kEntryDamaged, .subject = inner.name, .detail = "not as it was signed"});
              }
              held->good.store(true);
            }
            return inner.open();
          }};
}

}  // namespace mallette::kits
