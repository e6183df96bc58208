// SPDX-License-Identifier: GPL-3.0-or-later
// Where a kit's entries lie: in an archive, in a folder, beside a film. Internal to kits/.
// Does not change once made: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"

namespace mallette::kits {

class EntryStore {
 public:
  EntryStore() = default;
  EntryStore(const EntryStore&) = delete;
  EntryStore& operator=(const EntryStore&) = delete;
  virtual ~EntryStore() = default;

  /// Names of files, sorted by their bytes.
  [[nodiscard]] virtual const std::vector<std::string>& entries() const = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size(std::string_view entry) const = 0;
  /// kEntryNotFound, or a resource named for the entry whose errors are told within the kit.
  [[nodiscard]] virtual Result<Resource> resource(std::string_view entry) const = 0;
};

}  // namespace mallette::kits
