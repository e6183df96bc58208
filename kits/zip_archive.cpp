// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kits/entry_kind.h"
#include "kits/entry_path.h"
#include "kits/zip_directory.h"
#include "kits/zip_handles.h"
#include "kits/zip_source.h"

namespace mallette::kits {
namespace {

constexpr std::uint32_t kUnixFileType = 0170000;
constexpr std::uint32_t kUnixLink = 0120000;

bool is_folder(const ZipEntry& entry) { return entry.name.ends_with('/'); }

/// Some packers write Unix modes under another system's number: the mode is looked at always.
bool is_link(zip_t* archive, std::uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  return ((attributes >> 16) & kUnixFileType) == kUnixLink;
}

Result<ZipEntry> read_entry(zip_t* archive, std::uint64_t index, const std::string& path) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
  if (name == nullptr || zip_stat_index(archive, index, 0, &stat) != 0) {
    return fail(zip_error(*zip_get_error(archive), path));
  }
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & kNeeded) != kNeeded) {
    return fail({.code = ErrorCode::kArchiveDamaged, .subject = path, .detail = "an entry without sizes"});
  }
  return ZipEntry{.name = name,
                  .index = index,
                  .size = stat.size,
                  .packed_size = stat.comp_size,
                  .method = stat.comp_method,
                  .encrypted = stat.encryption_method != ZIP_EM_NONE,
                  .link = is_link(archive, index)};
}

}  // namespace

Result<std::unique_ptr<const ZipArchive>> ZipArchive::open(const std::string& utf8_path) {
  auto file = file_resource(utf8_path).open();
  if (!file) return fail(std::move(file.error()));
  const auto end = read_directory_end(**file, utf8_path);
  if (!end) return fail(end.error());
  auto archive = open_zip_for_reading(utf8_path);
  if (!archive) return fail(std::move(archive.error()));
  if (zip_get_num_entries(archive->get(), 0) != static_cast<zip_int64_t>(end->entries)) {
    return fail({.code = ErrorCode::kArchiveDamaged, .subject = utf8_path, .detail = "two directories"});
  }
  std::unique_ptr<ZipArchive> zip(new ZipArchive);
  zip->path_ = utf8_path;
  zip->in_order_.reserve(end->entries);
  for (std::uint64_t i = 0; i < end->entries; ++i) {
    auto entry = read_entry(archive->get(), i, utf8_path);
    if (!entry) return fail(std::move(entry.error()));
    zip->in_order_.push_back(std::move(*entry));
  }
  for (const ZipEntry& entry : zip->in_order_) {
    if (!is_folder(entry)) zip->by_name_.emplace(entry.name, &entry);
  }
  for (const auto& [name, entry] : zip->by_name_) zip->names_.push_back(name);
  if (!zip->in_order_.empty()) zip->first_entry_ = zip->in_order_.front().name;
  return zip;
}

Error ZipArchive::fault(ErrorCode code, const ZipEntry& entry, std::string detail) const {
  return {.code = code, .subject = entry.name, .container = path_, .detail = std::move(detail)};
}

std::optional<Error> ZipArchive::check() const {
  std::map<std::string, const ZipEntry*> folded;
  for (const ZipEntry& entry : in_order_) {
    std::string_view name = entry.name;
    if (is_folder(entry)) name.remove_suffix(1);
    if (const auto broken = check_entry_path(name)) {
      return fault(ErrorCode::kPathNotAllowed, entry, std::string(code_name(*broken)));
    }
    if (entry.link) return fault(ErrorCode::kPathNotAllowed, entry, "link");
    const auto [other, is_new] = folded.emplace(fold_case(name), &entry);
    if (!is_new) {
      Error error = fault(ErrorCode::kPathNotAllowed, entry, "same-name");
      error.found = other->second->name;
      return error;
    }
    if (entry.method != ZIP_CM_STORE && entry.size / kExpansionLimit > entry.packed_size) {
      Error error = fault(ErrorCode::kArchiveLimit, entry, "expansion");
      error.found = fmt::format("{} bytes from {}", entry.size, entry.packed_size);
      error.allowed = fmt::format("{} times", kExpansionLimit);
      return error;
    }
  }
  return std::nullopt;
}

Result<std::uint64_t> ZipArchive::size(std::string_view entry) const {
  const auto found = by_name_.find(entry);
  if (found != by_name_.end()) return found->second->size;
  return fail({.code = ErrorCode::kEntryNotFound, .subject = std::string(entry), .container = path_});
}

bool ZipArchive::is_stored(std::string_view entry) const {
  const auto found = by_name_.find(entry);
  return found != by_name_.end() && found->second->method == ZIP_CM_STORE && !found->second->encrypted;
}

Result<Resource> ZipArchive::resource(std::string_view entry) const {
  const auto found = by_name_.find(entry);
  if (found == by_name_.end()) {
    return fail({.code = ErrorCode::kEntryNotFound, .subject = std::string(entry), .container = path_});
  }
  return zip_resource(path_, *found->second);
}

}  // namespace mallette::kits
