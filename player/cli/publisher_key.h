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
  const auto key = kits::read_minisign_key(text_of(*bytes), file);
  if (!key) return fail(key.error());
  return kits::Publisher{.name = utf8(to_path(file).stem()), .key = *key};
}

}  // namespace mallette::cli
