// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/whole_path.h"

namespace mallette {

namespace fs = std::filesystem;

bool is_whole(const fs::path& path) { return path.is_absolute(); }

fs::path normal_path(const fs::path& path) { return path.lexically_normal(); }

fs::path whole_path(const fs::path& path, std::error_code& fault) { return fs::absolute(path, fault).lexically_normal(); }

fs::path real_path(const fs::path& path, std::error_code& fault) { return fs::canonical(path, fault); }

}  // namespace mallette
