// SPDX-License-Identifier: GPL-3.0-or-later
// A packed kit's entries, read in place. Internal to kits/.
//
// The directory is read once, in open(), into plain values; no libzip handle outlives that.
// Each source made from a resource opens the file anew with a handle of its own:
//
//   stored       read and sought in the file itself, so a film of any size costs nothing
//   deflated     inflated whole into memory, once for all sources of one Resource
//
// Threads: any, as EntryStore says; a source belongs to one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kits/entry_store.h"

namespace mallette::kits {

inline constexpr std::uint64_t kExpansionLimit = 200;  ///< deflated content to packed size

struct ZipEntry {
  std::string name;
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::uint64_t packed_size = 0;
  std::uint16_t method = 0;  ///< ZIP's number: 0 stored, 8 deflated
  bool encrypted = false;
  bool link = false;
};

class ZipArchive final : public EntryStore {
 public:
  /// Reads the directory. Names are not judged yet: see check().
  [[nodiscard]] static Result<std::unique_ptr<const ZipArchive>> open(const std::string& utf8_path);

  /// Whether all entries are such as a kit may hold: names, links, doubles, expansion.
  [[nodiscard]] std::optional<Error> check() const;

  [[nodiscard]] const std::vector<std::string>& entries() const override { return names_; }
  [[nodiscard]] Result<std::uint64_t> size(std::string_view entry) const override;
  [[nodiscard]] Result<Resource> resource(std::string_view entry) const override;

  [[nodiscard]] bool has(std::string_view entry) const { return by_name_.contains(entry); }
  [[nodiscard]] const std::string& first_entry() const { return first_entry_; }
  [[nodiscard]] bool is_stored(std::string_view entry) const;

 private:
  ZipArchive() = default;
  Error fault(ErrorCode code, const ZipEntry& entry, std::string detail) const;

  std::string path_;
  std::vector<ZipEntry> in_order_;                               ///< folders too
  std::map<std::string, const ZipEntry*, std::less<>> by_name_;  ///< files only
  std::vector<std::string> names_;
  std::string first_entry_;
};

}  // namespace mallette::kits
