// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/minisign.h"

#include <fmt/format.h>
#include <sodium.h>
#include <utf8proc.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace mallette::kits {
namespace {

constexpr std::string_view kTrusted = "trusted comment: ", kUntrusted = "untrusted comment:";
constexpr std::size_t kAlgorithm_bytes = 2;

static_assert(std::tuple_size_v<Ed25519Key> == crypto_sign_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<Ed25519Signature> == crypto_sign_BYTES);

tl::unexpected<Error> unreadable(const std::string& subject, std::string detail) {
  return fail({.code = ErrorCode::kSignatureUnreadable, .subject = subject, .detail = std::move(detail)});
}

/// Without their ends, which may be Windows'. Empty lines at the end are none.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

template <std::size_t N>
std::optional<std::array<unsigned char, N>> base64(std::string_view text) {
  std::array<unsigned char, N> bytes{};
  std::size_t length = 0;
  const char* end = nullptr;
  const int fault = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                                      sodium_base64_VARIANT_ORIGINAL);
  if (fault != 0 || length != N || end != text.data() + text.size()) return std::nullopt;
  return bytes;
}

/// What can be shown on one line. minisign's own comments hold tabs.
bool is_plain_text(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto taken = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (taken <= 0 || (point < 0x20 && point != '\t') || (point >= 0x7F && point < 0xA0)) return false;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}

template <class Bytes, class To>
void take(const Bytes& from, std::size_t offset, To& to) {
  std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
}

bool verifies(const Ed25519Signature& signature, std::span<const unsigned char> message, const Ed25519Key& key) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

}  // namespace

std::string id_text(const MinisignId& id) {
  std::uint64_t number = 0;
  for (auto byte = id.rbegin(); byte != id.rend(); ++byte) number = number << 8 | *byte;  // little-endian
  return fmt::format("{:X}", number);
}

Result<MinisignKey> read_minisign_key(std::string_view text, const std::string& subject) {
  const auto lines = lines_of(text);
  const bool has_comment = lines.size() == 2 && lines[0].starts_with(kUntrusted);
  if (!has_comment && lines.size() != 1) return unreadable(subject, "not a minisign public key");
  const auto bytes = base64<kAlgorithm_bytes + sizeof(MinisignId) + sizeof(Ed25519Key)>(lines.back());
  if (!bytes || (*bytes)[0] != 'E' || (*bytes)[1] != 'd') return unreadable(subject, "not a minisign public key");
  MinisignKey key;
  take(*bytes, kAlgorithm_bytes, key.id);
  take(*bytes, kAlgorithm_bytes + key.id.size(), key.key);
  return key;
}

Result<MinisignSignature> read_minisign_signature(std::string_view text, const std::string& subject) {
  const auto lines = lines_of(text);
  if (lines.size() != 4 || !lines[0].starts_with(kUntrusted) || !lines[2].starts_with(kTrusted)) {
    return unreadable(subject, "not a minisign signature");
  }
  const auto bytes = base64<kAlgorithm_bytes + sizeof(MinisignId) + sizeof(Ed25519Signature)>(lines[1]);
  const auto of_comment = base64<sizeof(Ed25519Signature)>(lines[3]);
  if (!bytes || !of_comment) return unreadable(subject, "not a minisign signature");
  if ((*bytes)[0] != 'E' || ((*bytes)[1] != 'd' && (*bytes)[1] != 'D')) {
    return unreadable(subject, "a signature of an algorithm that is not known");
  }
  MinisignSignature read{.prehashed = (*bytes)[1] == 'D',
                         .trusted_comment = std::string(lines[2].substr(kTrusted.size())),
                         .of_comment = *of_comment};
  if (!is_plain_text(read.trusted_comment)) return unreadable(subject, "a comment that is not plain text");
  take(*bytes, kAlgorithm_bytes, read.id);
  take(*bytes, kAlgorithm_bytes + read.id.size(), read.signature);
  return read;
}

bool is_signed_by(const MinisignSignature& signature, const MinisignKey& key, std::span<const std::byte> message) {
  if (sodium_init() < 0 || signature.id != key.id) return false;
  const std::span<const unsigned char> bytes(reinterpret_cast<const unsigned char*>(message.data()), message.size());
  std::array<unsigned char, crypto_generichash_BYTES_MAX> hash{};
  if (signature.prehashed) crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  if (!verifies(signature.signature, signature.prehashed ? std::span<const unsigned char>(hash) : bytes, key.key)) return false;
  std::vector<unsigned char> both(signature.signature.begin(), signature.signature.end());
  both.insert(both.end(), signature.trusted_comment.begin(), signature.trusted_comment.end());
  return verifies(signature.of_comment, both, key.key);
}

}  // namespace mallette::kits
