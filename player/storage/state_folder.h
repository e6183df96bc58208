// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program keeps what it must remember: saved sessions, settings. Never what belongs to a kit.
//
//   given (--state DIR), else $XDG_STATE_HOME/mallette, else $HOME/.local/state/mallette
//
// Made for its owner alone (0700): what is in it says who trains whom in what.
// A value once open; any thread.
#pragma once

#include <optional>
#include <string>

#include "kits/base/error.h"

namespace mallette::storage {

class StateFolder {
 public:
  /// Makes the folder where it is missing. kFileUnwritable with the system's words; kFileNotFound
  /// when neither a folder is given nor the environment names a home.
  [[nodiscard]] static Result<StateFolder> open(const std::optional<std::string>& given);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Of a file in it.
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit StateFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace mallette::storage
