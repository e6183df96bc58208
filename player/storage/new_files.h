// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a person is handed: written whole or not at all, and never over one that is there.
//
//   NAME.html NAME.odt ...     where one of them is there already: NAME-2.html NAME-2.odt ...
//
// Any thread. Paths are UTF-8. Waits for the disk: not for the main thread.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"

namespace mallette::storage {

/// Open for writing, made by this call and never opened when it is there: null with errno, EEXIST then.
[[nodiscard]] std::FILE* make_new_file(const std::string& path);

/// What was written to a file that is open, brought to the disk: the key may be pulled out next. 0, or errno.
[[nodiscard]] int sync_to_disk(std::FILE* file);

/// kFileExists when there is one of that name, kFileUnwritable with the system's words.
[[nodiscard]] Result<void> write_new(const std::string& path, std::string_view bytes);

struct NewFile {
  std::string ending;  ///< ".html"
  std::string bytes;
};
/// Makes the folder where there is none (for its owner alone). The paths, in the order of the files. When one cannot be
/// written, none is left behind.
[[nodiscard]] Result<std::vector<std::string>> write_together(const std::string& folder, const std::string& name,
                                                              const std::vector<NewFile>& files);

}  // namespace mallette::storage
