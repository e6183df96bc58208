// SPDX-License-Identifier: GPL-3.0-or-later
// A kit's entries as files of a folder. Internal to kits/.
//
// The names are listed once; what is added to the folder later is seen when it is opened anew.
// Hidden files and folders (".git") are not entries, nor are files whose names a kit may not
// hold. Links are followed only to what lies in the folder as well.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kits/entry_store.h"

namespace mallette::kits {

class FolderStore final : public EntryStore {
 public:
  /// Lists the folder and those inside. kArchiveLimit above kEntriesLimit files.
  [[nodiscard]] static Result<std::unique_ptr<const FolderStore>> list(const std::string& utf8_folder,
                                                                       const std::string& kit_path);
  /// Just these files of the folder.
  [[nodiscard]] static std::unique_ptr<const FolderStore> of(const std::string& utf8_folder,
                                                             const std::string& kit_path,
                                                             std::vector<std::string> names);

  [[nodiscard]] const std::vector<std::string>& entries() const override { return names_; }
  [[nodiscard]] Result<std::uint64_t> size(std::string_view entry) const override;
  [[nodiscard]] Result<Resource> resource(std::string_view entry) const override;

 private:
  FolderStore(std::string folder, std::string kit_path, std::vector<std::string> names)
      : folder_(std::move(folder)), kit_path_(std::move(kit_path)), names_(std::move(names)) {}
  [[nodiscard]] bool has(std::string_view entry) const;

  std::string folder_;
  std::string kit_path_;
  std::vector<std::string> names_;  ///< sorted
};

}  // namespace mallette::kits
