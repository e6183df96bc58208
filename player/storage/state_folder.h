// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program keeps what it must remember: saved sessions, settings. Never what belongs to a kit.
//
//   given (--state DIR), else data/ of a portable program, else $XDG_STATE_HOME/mallette, else
//   $HOME/.local/state/mallette
//
// What lies in a portable program's folder (kits, reports) is remembered by its way from there: the key is
// plugged in elsewhere next time.
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

  /// `data`: beside the portable program, made where it is missing. kFileUnwritable.
  [[nodiscard]] static Result<StateFolder> open_portable(const std::string& data);

  /// Writes as much as a session does, and takes it away again: kFileUnwritable where the disk is read-only or full.
  [[nodiscard]] Result<void> try_to_write() const;

  /// The path as it is to be written down, and as it was meant when it was.
  [[nodiscard]] std::string kept(const std::string& path) const;
  [[nodiscard]] std::string found(const std::string& kept) const;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Of a file in it.
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit StateFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
  std::string root_;  ///< of a portable program; empty: paths are written down as they are
};

}  // namespace mallette::storage
