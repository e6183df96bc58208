// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/folder_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kits/base/utf8_path.h"
#include "kits/base/whole_path.h"
#include "kits/entry_kind.h"
#include "kits/entry_path.h"

namespace mallette::kits {
namespace {

namespace fs = std::filesystem;

/// Files looked at, not only those taken: a folder is not walked for minutes.
constexpr std::uint64_t kVisitLimit = 10 * kEntriesLimit;

Error too_many(const std::string& kit_path) {
  return {.code = ErrorCode::kArchiveLimit,
          .subject = kit_path,
          .found = fmt::format("more than {} entries", kEntriesLimit),
          .allowed = fmt::format("{} entries", kEntriesLimit)};
}

bool is_hidden(const fs::path& path) { return path.filename().native().starts_with(fs::path(".").native()); }

/// Whether path, all links followed, still lies in the folder.
bool lies_within(const fs::path& folder, const fs::path& path) {
  std::error_code fault;
  const fs::path root = real_path(folder, fault);
  if (fault) return false;
  const fs::path real = real_path(path, fault);
  if (fault) return false;
  return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

Result<std::unique_ptr<ByteSource>> open_in_folder(const std::string& folder, const std::string& entry,
                                                   const std::string& kit_path) {
  const fs::path path = to_path(folder) / to_path(entry);
  std::error_code fault;
  if (fs::exists(path, fault) && !lies_within(to_path(folder), path)) {
    return fail({.code = ErrorCode::kPathNotAllowed,
                 .subject = entry,
                 .container = kit_path,
                 .detail = "a link out of the folder"});
  }
  auto source = file_resource(utf8(path)).open();
  if (!source) {
    if (source.error().code == ErrorCode::kFileNotFound) source.error().code = ErrorCode::kFileGone;
    source.error().subject = entry;
    return fail(std::move(source.error()).within(kit_path));
  }
  const EntryKind kind = entry_kind(entry);
  if ((*source)->size() > size_limit(kind)) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = entry,
                 .container = kit_path,
                 .found = fmt::format("{} bytes", (*source)->size()),
                 .allowed = fmt::format("{} bytes", size_limit(kind))});
  }
  return source;
}

}  // namespace

Result<std::unique_ptr<const FolderStore>> FolderStore::list(const std::string& utf8_folder,
                                                             const std::string& kit_path) {
  const fs::path root = to_path(utf8_folder);
  std::error_code fault;
  std::vector<std::string> names;
  std::uint64_t visited = 0;
  fs::recursive_directory_iterator walk(root, fs::directory_options::skip_permission_denied, fault);
  for (; !fault && walk != fs::recursive_directory_iterator(); walk.increment(fault)) {
    if (++visited > kVisitLimit) return fail(too_many(kit_path));
    std::error_code ignored;
    if (is_hidden(walk->path())) {
      walk.disable_recursion_pending();
      continue;
    }
    if (!walk->is_regular_file(ignored)) continue;
    std::string name = utf8(walk->path().lexically_relative(root));
    if (check_entry_path(name)) continue;
    if (names.size() >= kEntriesLimit) return fail(too_many(kit_path));
    names.push_back(std::move(name));
  }
  if (fault) {
    return fail({.code = ErrorCode::kFileUnreadable, .subject = kit_path, .detail = fault.message()});
  }
  return of(utf8_folder, kit_path, std::move(names));
}

std::unique_ptr<const FolderStore> FolderStore::of(const std::string& utf8_folder,
                                                   const std::string& kit_path,
                                                   std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return std::unique_ptr<const FolderStore>(new FolderStore(utf8_folder, kit_path, std::move(names)));
}

bool FolderStore::has(std::string_view entry) const {
  return std::binary_search(names_.begin(), names_.end(), entry);
}

Result<std::uint64_t> FolderStore::size(std::string_view entry) const {
  std::error_code fault;
  if (!has(entry)) {
    return fail({.code = ErrorCode::kEntryNotFound, .subject = std::string(entry), .container = kit_path_});
  }
  const std::uint64_t size = fs::file_size(to_path(folder_) / to_path(entry), fault);
  if (!fault) return size;
  return fail({.code = ErrorCode::kFileUnreadable,
               .subject = std::string(entry),
               .container = kit_path_,
               .detail = fault.message()});
}

Result<Resource> FolderStore::resource(std::string_view entry) const {
  if (!has(entry)) {
    return fail({.code = ErrorCode::kEntryNotFound, .subject = std::string(entry), .container = kit_path_});
  }
  return Resource{std::string(entry), [folder = folder_, name = std::string(entry), kit_path = kit_path_] {
                    return open_in_folder(folder, name, kit_path);
                  }};
}

}  // namespace mallette::kits
