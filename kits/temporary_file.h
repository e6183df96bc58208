// SPDX-License-Identifier: GPL-3.0-or-later
// A target's file while it is being written, beside it: removed unless it has been put in place. Internal to kits/.
#pragma once

#include <string>

namespace mallette::kits {

class TemporaryFile {
 public:
  /// Makes up a name; makes no file.
  explicit TemporaryFile(const std::string& utf8_target);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace mallette::kits
