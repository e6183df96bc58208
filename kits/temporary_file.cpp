// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/temporary_file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <filesystem>
#include <system_error>

#include "kits/base/utf8_path.h"

namespace mallette::kits {

TemporaryFile::TemporaryFile(const std::string& utf8_target) {
  unsigned char random[8];
  randombytes_buf(random, sizeof random);
  std::string suffix;
  for (const unsigned char byte : random) suffix += fmt::format("{:02x}", byte);
  path_ = utf8_target + "." + suffix + ".part";
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(to_path(path_), ignored);
}

}  // namespace mallette::kits
