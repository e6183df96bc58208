// SPDX-License-Identifier: GPL-3.0-or-later
// META-INF/digests.toml: the SHA-256 and the size of every other entry.
//
// It tells a broken copy from a good one, and it is what a signature (META-INF/kit.minisig)
// covers. Functions read whole entries in blocks: seconds for a long film, memory constant.
// Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"
#include "kits/kit.h"

namespace mallette::kits {

struct Digest {
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;  ///< 64 lower-case hexadecimal digits
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// The digest of the whole resource, named path.
[[nodiscard]] Result<Digest> digest_of(const Resource& resource, const std::string& path);

[[nodiscard]] std::string write_digests(const std::vector<Digest>& digests);
/// The reverse; kManifestSyntax, -Type, -Value, -Missing with the place.
[[nodiscard]] Result<std::vector<Digest>> read_digests(std::string_view toml, const std::string& subject);

enum class MismatchKind {
  kContent,     ///< the size or the SHA-256 differs
  kMissing,     ///< has a digest, is not in the kit
  kUnlisted,    ///< is in the kit, has no digest
  kUnreadable,  ///< could not be read: error says why
};

struct Mismatch {
  std::string entry;
  MismatchKind kind;
  std::string found = {};     ///< kContent: size and digest found
  std::string expected = {};  ///< kContent: size and digest listed
  std::optional<Error> error = {};
};

/// Every entry against its digest; an empty list when all is well. kEntryNotFound when the kit
/// has no digests at all. META-INF/kit.minisig needs none.
[[nodiscard]] Result<std::vector<Mismatch>> verify(const Kit& kit);

}  // namespace mallette::kits
