// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and signatures in minisign's format, made here, so that tests need no minisign. That the real one agrees is
// tests/e2e/policy.py's.
#pragma once

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>

#include "kits/origin.h"

namespace mallette::test {

/// The same for the same name.
class Signer {
 public:
  explicit Signer(const std::string& name) : name_(name) {
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    crypto_generichash(seed.data(), seed.size(), reinterpret_cast<const unsigned char*>(name.data()), name.size(), nullptr, 0);
    crypto_sign_seed_keypair(key_.key.data(), secret_.data(), seed.data());
    std::copy_n(seed.begin(), key_.id.size(), key_.id.begin());
  }
  kits::MinisignKey key() const { return key_; }
  kits::Publisher publisher() const { return {.name = name_, .key = key_}; }
  /// The second line of the key's file.
  std::string key_line() const {
    return base64("Ed" + text(key_.id) + text(key_.key));
  }
  std::string sign(const std::string& message, const std::string& comment = "essai") const {
    std::array<unsigned char, crypto_generichash_BYTES_MAX> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(message.data()), message.size(), nullptr, 0);
    const std::string signature = signed_text(text(hash));
    return "untrusted comment: x\n" + base64("ED" + text(key_.id) + signature) + "\ntrusted comment: " + comment + "\n" +
           base64(signed_text(signature + comment)) + "\n";
  }

 private:
  template <class Bytes>
  static std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
  }
  std::string signed_text(const std::string& message) const {
    kits::Ed25519Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()), message.size(), secret_.data());
    return text(signature);
  }
  static std::string base64(const std::string& bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.resize(out.size() - 1);  // its end
    return out;
  }

  std::string name_;
  kits::MinisignKey key_;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace mallette::test
