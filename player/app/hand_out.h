// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of a kit's documents, byte for byte, into a folder. Nothing that is there is touched: where a
// name is taken, a number is added to it ("fiche (2).pdf").
//
// Waits for the disk: for a worker. Any thread; each call on its own.
#pragma once

#include <string>
#include <vector>

#include "kits/base/byte_source.h"

namespace mallette::app {

struct CopyOrder {
  Resource resource;
  std::string name;  ///< the file's, without a folder
};

enum class CopyLook : bool { kUsual, kReadOnly };

/// Where the copies lie, in the order of the orders. Stops at the first that fails: kFileUnwritable with
/// the system's reason (no room, not allowed), or what the resource says. A copy that was not finished
/// is taken away again; those before it stay.
[[nodiscard]] Result<std::vector<std::string>> copy_out(const std::vector<CopyOrder>& orders, const std::string& folder, CopyLook look = CopyLook::kUsual);

/// The folder with all that lies in it, copies that are marked as not to be written included. What cannot be removed stays.
void remove_copies(const std::string& folder);

}  // namespace mallette::app
