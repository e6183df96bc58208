// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive whose bytes depend on its content alone: every entry is dated 1980-01-01
// 00:00, an ordinary file of mode 0644, in the order of the calls. Internal to kits/.
//
// libzip reads the files when finish() is called; until then nothing is on the disk, and
// without finish() nothing ever is. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kits/base/byte_source.h"
#include "kits/zip_handles.h"

namespace mallette::kits {

enum class Packing { kStored, kDeflated };

class ZipWriter {
 public:
  /// The file must not exist.
  [[nodiscard]] static Result<ZipWriter> create(const std::string& utf8_path);
  /// Into an archive that is open already.
  explicit ZipWriter(ZipHandle archive) : archive_(std::move(archive)) {}

  [[nodiscard]] std::optional<Error> add_text(const std::string& entry, std::string text, Packing packing);
  [[nodiscard]] std::optional<Error> add_file(const std::string& entry, const std::string& utf8_path,
                                              Packing packing);
  [[nodiscard]] std::optional<Error> finish();

 private:
  ZipWriter(std::string path, ZipHandle archive) : path_(std::move(path)), archive_(std::move(archive)) {}
  std::optional<Error> add(const std::string& entry, zip_source_t* source, Packing packing);
  Error fault(const std::string& entry) const;

  std::string path_;
  std::vector<std::unique_ptr<const std::string>> texts_;  ///< read by libzip in finish()
  ZipHandle archive_;
};

/// The size that deflating the whole resource would give.
[[nodiscard]] Result<std::uint64_t> deflated_size(const Resource& resource);

}  // namespace mallette::kits
