// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and signatures in the format of minisign (https://jedisct1.github.io/minisign/), version 0.11:
//
//   signature   untrusted comment: ...
//               base64( algorithm[2] key id[8] Ed25519 signature[64] )
//               trusted comment: ...
//               base64( Ed25519 signature[64] of the signature above and the trusted comment )
//   public key  untrusted comment: ...
//               base64( "Ed" key id[8] Ed25519 public key[32] )
//
// Algorithm "ED" signs the BLAKE2b-512 of the message, "Ed" (old) the message itself. Untrusted comments are passed
// over. Nothing here reads a secret key: signing is minisign's (player/docs/decisions/0010).
//
// Pure functions: any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "kits/base/error.h"

namespace mallette::kits {

inline constexpr std::uint64_t kMinisignLimit = 16 << 10;  ///< bytes of a key or signature; minisign writes 9.4 KiB at most

using MinisignId = std::array<unsigned char, 8>;
using Ed25519Key = std::array<unsigned char, 32>;
using Ed25519Signature = std::array<unsigned char, 64>;

struct MinisignKey {
  MinisignId id{};
  Ed25519Key key{};
  friend bool operator==(const MinisignKey&, const MinisignKey&) = default;
};

struct MinisignSignature {
  MinisignId id{};  ///< of the key that it claims to be of
  bool prehashed = true;
  Ed25519Signature signature{};
  std::string trusted_comment;  ///< UTF-8 without control characters but tabs
  Ed25519Signature of_comment{};
};

/// As minisign prints it: "E7620F1842B4E81F", without zeros before it.
[[nodiscard]] std::string id_text(const MinisignId& id);

/// A file of two lines, or the second of them alone. kSignatureUnreadable, detail: what is wrong.
[[nodiscard]] Result<MinisignKey> read_minisign_key(std::string_view text, const std::string& subject);
/// A whole file. kSignatureUnreadable, detail: what is wrong.
[[nodiscard]] Result<MinisignSignature> read_minisign_signature(std::string_view text, const std::string& subject);

/// Whether both signatures, of the message and of the trusted comment, are this key's.
[[nodiscard]] bool is_signed_by(const MinisignSignature& signature, const MinisignKey& key, std::span<const std::byte> message);

}  // namespace mallette::kits
