// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of an archive as a Resource. Internal to kits/; see zip_archive.h.
#pragma once

#include <string>

#include "kits/base/byte_source.h"
#include "kits/zip_archive.h"

namespace mallette::kits {

[[nodiscard]] Resource zip_resource(const std::string& archive_path, const ZipEntry& entry);

}  // namespace mallette::kits
