// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any bytes as policy.toml, as a minisign key and as its signature are read, or refused with a place or a
// reason; and none of them signs anything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "player/policy/policy_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mallette;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto names : {policy::FolderNames::kAbsolute, policy::FolderNames::kRelativeToo}) {
    const auto read = policy::read_policy(text, "/etc/policy.toml", names);
    if (!read && (read.error().code != ErrorCode::kPolicyDamaged || !read.error().place || read.error().place->line == 0)) std::abort();
  }
  const auto key = kits::read_minisign_key(text, "key");
  if (!key && key.error().detail.empty()) std::abort();
  const auto signature = kits::read_minisign_signature(text, "signature");
  if (!signature) return signature.error().detail.empty() ? std::abort(), 0 : 0;
  if (kits::is_signed_by(*signature, {.id = signature->id, .key = {}}, std::as_bytes(std::span(data, size)))) std::abort();
  return 0;
}
