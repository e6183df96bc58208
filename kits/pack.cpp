// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "kits/base/utf8_path.h"
#include "kits/base/whole_path.h"
#include "kits/entry_kind.h"
#include "kits/entry_path.h"
#include "kits/named_entries.h"
#include "kits/put_in_place.h"
#include "kits/temporary_file.h"
#include "kits/zip_archive.h"
#include "kits/zip_writer.h"

namespace mallette::kits {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMimetypeName = "mimetype";

/// Entries that are made here, whatever a folder (one unpacked from a kit) may hold of them.
bool is_made_here(std::string_view entry) { return entry == kMimetypeName || entry.starts_with("META-INF/"); }

/// A file's size and date, to see whether it changed meanwhile.
struct Stamp {
  std::uintmax_t size = 0;
  fs::file_time_type time = {};
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp_of(const fs::path& path) {
  std::error_code ignored;
  return {fs::file_size(path, ignored), fs::last_write_time(path, ignored)};
}

struct Item {
  std::string entry;
  std::string file;
  Packing packing = Packing::kStored;
  Stamp stamp = {};
};

class Packer {
 public:
  Packer(Kit kit, std::string folder, std::string target)
      : kit_(std::move(kit)), folder_(std::move(folder)), target_(std::move(target)) {}

  Result<PackReport> run() {
    report_.warnings = kit_.warnings();
    if (auto error = choose()) return fail(std::move(*error));
    if (auto error = measure()) return fail(std::move(*error));
    const TemporaryFile temporary(target_);
    if (auto error = write(temporary.path())) return fail(std::move(*error));
    if (auto error = put_in_place(temporary.path(), target_)) return fail(std::move(*error));
    std::error_code ignored;
    report_.file_size = fs::file_size(to_path(target_), ignored);
    return std::move(report_);
  }

 private:
  /// Which files: kit.toml, then what it names, in order of names.
  std::optional<Error> choose() {
    std::map<std::string, std::string> folded;
    std::vector<std::string> names;
    for (const NamedEntry& named : named_entries(kit_.manifest())) {
      if (is_made_here(named.path) || named.path == kManifestName) continue;
      if (!kit_.has(named.path)) {
        return Error{.code = ErrorCode::kEntryNotFound,
                     .subject = named.path,
                     .container = folder_,
                     .key = named.key,
                     .place = named.place};
      }
      const auto [other, is_new] = folded.emplace(fold_case(named.path), named.path);
      if (is_new) names.push_back(named.path);
      if (!is_new && other->second != named.path) {
        return Error{.code = ErrorCode::kPathNotAllowed,
                     .subject = named.path,
                     .container = folder_,
                     .key = named.key,
                     .found = other->second,
                     .detail = "same-name",
                     .place = named.place};
      }
    }
    std::sort(names.begin(), names.end());
    for (const std::string& entry : kit_.entries()) {
      const bool taken = std::binary_search(names.begin(), names.end(), entry);
      if (!taken && entry != kManifestName && !is_made_here(entry)) report_.left_out.push_back(entry);
    }
    items_.push_back({.entry = std::string(kManifestName), .file = file_of(kManifestName)});
    for (std::string& name : names) items_.push_back({.entry = name, .file = file_of(name)});
    return std::nullopt;
  }

  std::string file_of(std::string_view entry) const { return utf8(to_path(folder_) / to_path(entry)); }

  /// Digest and packing of each.
  std::optional<Error> measure() {
    const std::string mimetype(kMimetype);
    const auto bytes = std::as_bytes(std::span(mimetype));
    const auto kept = std::make_shared<const std::vector<std::byte>>(bytes.begin(), bytes.end());
    const std::string name(kMimetypeName);
    auto first = digest_of(memory_resource(name, kept), name);
    if (!first) return std::move(first.error());
    report_.packed.push_back(std::move(*first));
    for (Item& item : items_) {
      item.stamp = stamp_of(to_path(item.file));
      const auto resource = kit_.resource(item.entry);
      if (!resource) return resource.error();
      auto digest = digest_of(*resource, item.entry);
      if (!digest) return std::move(digest.error()).within(folder_);
      if (auto error = choose_packing(item, *resource, digest->size)) return error;
      report_.packed.push_back(std::move(*digest));
    }
    return std::nullopt;
  }

  std::optional<Error> choose_packing(Item& item, const Resource& resource, std::uint64_t size) {
    const EntryKind kind = entry_kind(item.entry);
    if (is_media(kind) || kind == EntryKind::kPicture) return std::nullopt;
    const auto packed = deflated_size(resource);
    if (!packed) return Error(packed.error()).within(folder_);
    const bool worth_it = *packed < size && size / kExpansionLimit <= *packed;
    item.packing = worth_it ? Packing::kDeflated : Packing::kStored;
    return std::nullopt;
  }

  std::optional<Error> write(const std::string& path) {
    auto writer = ZipWriter::create(path);
    if (!writer) return std::move(writer.error());
    if (auto error = writer->add_text(std::string(kMimetypeName), std::string(kMimetype), Packing::kStored)) {
      return error;
    }
    for (const Item& item : items_) {
      if (auto error = writer->add_file(item.entry, item.file, item.packing)) return error;
    }
    const std::string digests = write_digests(report_.packed);
    if (auto error = writer->add_text(std::string(kDigestsName), digests, Packing::kDeflated)) return error;
    if (auto error = writer->finish()) {
      error->subject = target_;
      return error;
    }
    return check_unchanged();
  }

  std::optional<Error> check_unchanged() const {
    for (const Item& item : items_) {
      if (stamp_of(to_path(item.file)) == item.stamp) continue;
      return Error{.code = ErrorCode::kFileUnreadable,
                   .subject = item.entry,
                   .container = folder_,
                   .detail = "changed while it was packed"};
    }
    return std::nullopt;
  }

  Kit kit_;
  std::string folder_;
  std::string target_;
  std::vector<Item> items_;
  PackReport report_;
};

std::optional<Error> check_target(const fs::path& folder, const std::string& utf8_target) {
  const fs::path target = to_path(utf8_target);
  std::error_code fault;
  const fs::path root = real_path(folder, fault);
  if (fault)
    return Error{.code = ErrorCode::kFileUnreadable, .subject = utf8(folder), .detail = fault.message()};
  const fs::path parent =
      real_path(target.has_parent_path() ? target.parent_path() : fs::path("."), fault);
  if (fault)
    return Error{.code = ErrorCode::kFileUnwritable, .subject = utf8_target, .detail = fault.message()};
  if (std::mismatch(root.begin(), root.end(), parent.begin(), parent.end()).first == root.end()) {
    return Error{.code = ErrorCode::kPathNotAllowed,
                 .subject = utf8_target,
                 .container = utf8(folder),
                 .detail = "inside-source"};
  }
  if (!fs::exists(target, fault)) return std::nullopt;
  char head[2] = {};
  std::ifstream(target, std::ios::binary).read(head, sizeof head);
  if (fs::is_regular_file(target, fault) && head[0] == 'P' && head[1] == 'K') return std::nullopt;
  return Error{.code = ErrorCode::kFileExists, .subject = utf8_target};
}

}  // namespace

Result<PackReport> pack(const std::string& utf8_folder, const std::string& utf8_target) {
  std::error_code fault;
  if (fs::exists(to_path(utf8_folder), fault) && !fs::is_directory(to_path(utf8_folder), fault)) {
    return fail({.code = ErrorCode::kNotAKit, .subject = utf8_folder, .found = "a file, not a folder"});
  }
  auto kit = Kit::open(utf8_folder);
  if (!kit) return fail(std::move(kit.error()));
  if (auto error = check_target(to_path(utf8_folder), utf8_target)) return fail(std::move(*error));
  return Packer(std::move(*kit), utf8_folder, utf8_target).run();
}

}  // namespace mallette::kits
