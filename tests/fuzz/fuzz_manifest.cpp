// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any bytes as kit.toml are read or refused; what was read can be written and listed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "kits/manifest_json.h"
#include "kits/manifest_reader.h"
#include "kits/named_entries.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = mallette::kits::read_manifest(text, "kit.toml");
  if (!read) {
    if (!read.error().place && read.error().code != mallette::ErrorCode::kFileTooLarge) std::abort();
    return 0;
  }
  if (mallette::kits::to_json(read->manifest).empty()) std::abort();
  static_cast<void>(mallette::kits::named_entries(read->manifest));
  return 0;
}
