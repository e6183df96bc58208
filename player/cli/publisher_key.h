// SPDX-License-Identifier: GPL-3.0-or-later
// A publisher that is named on the command line, by the file of a key.
#pragma once

#include <string>

#include "kits/base/byte_source.h"
#include "kits/base/utf8_path.h"
#include "kits/origin.h"

namespace mallette::cli {

/// By the file's name without its ending. kSignatureUnreadable, or why the file cannot be read.
[[nodiscard]] inline Result<kits::Publisher> read_publisher(const std::string& file) {
  const auto bytes = read_all(file_resource(file), kits::kMinisignLimit);
  if (!bytes) return fail(bytes.error());
  const auto key = kits::read_minisign_key({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file);
  if (!key) return fail(key.error());
  const std::u8string name = to_path(file).stem().u8string();
  return kits::Publisher{.name = {name.begin(), name.end()}, .key = *key};
}

}  // namespace mallette::cli
