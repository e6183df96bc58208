// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/sign.h"

#include <filesystem>

#include "kits/base/utf8_path.h"
#include "kits/digests.h"
#include "kits/entry_kind.h"
#include "kits/kit.h"
#include "kits/put_in_place.h"
#include "kits/temporary_file.h"
#include "kits/zip_handles.h"
#include "kits/zip_writer.h"

namespace mallette::kits {
namespace {

namespace fs = std::filesystem;

Result<Kit> open_packed(const std::string& path, std::span<const Publisher> known = {}) {
  auto kit = Kit::open(path, known);
  if (kit && kit->form() != KitForm::kPacked) return fail({.code = ErrorCode::kNotAKit, .subject = path, .found = "a folder, or a film: pack it first"});
  return kit;
}

Result<std::vector<std::byte>> digests_in(const Kit& kit) {
  const auto resource = kit.as_it_lies(kDigestsName);
  if (!resource) return fail(resource.error());
  auto bytes = read_all(*resource, kTextLimit);
  if (!bytes) return fail(std::move(bytes.error()).within(kit.path()));
  return bytes;
}

std::optional<Error> write_with(const std::string& from, const std::string& to, std::string_view minisig) {
  std::error_code fault;
  fs::copy_file(to_path(from), to_path(to), fault);
  if (fault) return Error{.code = ErrorCode::kFileUnwritable, .subject = to, .detail = fault.message()};
  auto archive = open_zip_for_changing(to);
  if (!archive) return std::move(archive.error());
  const std::string name(kSignatureName);
  if (const auto there = zip_name_locate(archive->get(), name.c_str(), 0); there >= 0) {
    if (zip_delete(archive->get(), static_cast<zip_uint64_t>(there)) != 0) return zip_error(*zip_get_error(archive->get()), to);
  }
  ZipWriter writer(std::move(*archive));
  if (auto error = writer.add_text(name, std::string(minisig), Packing::kStored)) return error;
  return writer.finish();
}

}  // namespace

Result<std::string> digests_to_sign(const std::string& utf8_kit) {
  const auto kit = open_packed(utf8_kit);
  if (!kit) return fail(kit.error());
  auto mismatches = verify(*kit);
  if (!mismatches) return fail(std::move(mismatches.error()));
  if (!mismatches->empty()) {
    Mismatch& first = mismatches->front();
    if (first.error) return fail(std::move(*first.error));
    return fail({.code = ErrorCode::kEntryDamaged, .subject = first.entry, .container = utf8_kit, .found = first.found, .allowed = first.expected});
  }
  const auto bytes = digests_in(*kit);
  if (!bytes) return fail(bytes.error());
  return std::string(text_of(*bytes));
}

Result<Origin> put_signature(const std::string& utf8_kit, std::string_view minisig, const std::string& minisig_name,
                             const Publisher& publisher) {
  const auto signature = read_minisign_signature(minisig, minisig_name);
  if (!signature) return fail(signature.error());
  {
    const auto kit = open_packed(utf8_kit);
    if (!kit) return fail(kit.error());
    const auto bytes = digests_in(*kit);
    if (!bytes) return fail(bytes.error());
    if (!is_signed_by(*signature, publisher.key, *bytes)) {
      return fail({.code = ErrorCode::kSignatureWrong, .subject = minisig_name, .detail = "not this kit's digests, or not this key"});
    }
  }
  const TemporaryFile temporary(utf8_kit);
  if (auto error = write_with(utf8_kit, temporary.path(), minisig)) return fail(std::move(*error));
  Origin origin;
  {
    const auto written = open_packed(temporary.path(), {&publisher, 1});
    if (!written) return fail(written.error());
    origin = written->origin();
  }
  if (auto error = put_in_place(temporary.path(), utf8_kit)) return fail(std::move(*error));
  return origin;
}

}  // namespace mallette::kits
