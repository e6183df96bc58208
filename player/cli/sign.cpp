// SPDX-License-Identifier: GPL-3.0-or-later
// mallette sign: a publisher's signature into a kit, in two steps around minisign.
#include "kits/sign.h"

#include <fmt/format.h>

#include "player/cli/command.h"
#include "player/cli/publisher_key.h"
#include "player/language/origin_text.h"

namespace mallette::cli {
namespace {

Result<void> write_digests_to(const std::string& kit, const std::string& file) {
  const auto digests = kits::digests_to_sign(kit);
  if (!digests) return fail(digests.error());
  return write_file(file, *digests);
}

Result<kits::Origin> sign_with(const std::string& kit, const std::string& signature, const std::string& key_file) {
  const auto publisher = read_publisher(key_file);
  if (!publisher) return fail(publisher.error());
  const auto bytes = read_all(file_resource(signature), kits::kMinisignLimit);
  if (!bytes) return fail(bytes.error());
  return kits::put_signature(kit, text_of(*bytes), signature, *publisher);
}

}  // namespace

int sign(const Surroundings& around, Arguments arguments) {
  std::string kit, digests, signature, key_file;
  Syntax syntax{.command = "mallette sign",
                .summary = around.tr("Puts a publisher's signature into a kit: write the digests with --digests, sign that file with “minisign -S”, then put what it made in with --signature."),
                .positionals = {{"KIT", around.tr("a .mallette file"), &kit}},
                .options = {{"--digests", "FILE.toml", around.tr("write what is to be signed, once the whole kit was read and found good"), set_text(digests)},
                            {"--signature", "FILE.minisig", around.tr("put this signature into the kit"), set_text(signature)},
                            {"--publisher-key", "FILE.pub", around.tr("with --signature: the public key that it must be of"), set_text(key_file)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  const auto usage = [&](const char* key, const char* allowed) {
    return report_failure({.code = ErrorCode::kUsage, .subject = key, .key = key, .allowed = allowed}, around.words);
  };
  if (digests.empty() == signature.empty()) return usage("sign", "--digests FILE.toml | --signature FILE.minisig");
  if (!signature.empty() && key_file.empty()) return usage("--signature", "--publisher-key FILE.pub");
  if (around.policy.fault()) return report_failure(*around.policy.fault(), around.words);
  if (!digests.empty()) {
    if (auto written = write_digests_to(kit, digests); !written) return report_failure(written.error(), around.words);
    return print(fmt::format("{}\n", digests), around.words);
  }
  const auto origin = sign_with(kit, signature, key_file);
  if (!origin) return report_failure(origin.error(), around.words);
  return print(fmt::format("{}\n{}\n", kit, language::origin_text(*origin, around.words)), around.words);
}

}  // namespace mallette::cli
