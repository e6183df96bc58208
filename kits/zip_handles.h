// SPDX-License-Identifier: GPL-3.0-or-later
// libzip's handles, owned. Internal to kits/: the only header that includes zip.h.
// A handle belongs to one thread at a time.
#pragma once

#include <zip.h>

#include <memory>
#include <string>

#include "kits/base/error.h"

namespace mallette::kits {

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
/// Closed without writing: reading needs no more, and writing calls zip_close() itself.
using ZipHandle = std::unique_ptr<zip_t, ZipDiscard>;

struct ZipFileClose {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ZipFileHandle = std::unique_ptr<zip_file_t, ZipFileClose>;

[[nodiscard]] Result<ZipHandle> open_zip_for_reading(const std::string& utf8_path);
/// One that is there; changes are written by zip_close().
[[nodiscard]] Result<ZipHandle> open_zip_for_changing(const std::string& utf8_path);

/// A file as libzip's source, for reading or writing; nullptr with the error. The caller owns it.
[[nodiscard]] zip_source_t* file_zip_source(const std::string& utf8_path, zip_error_t* error);

/// libzip's error as ours. kFileUnreadable where the system failed, kArchiveDamaged else.
[[nodiscard]] Error zip_error(const zip_error_t& error, const std::string& subject);

}  // namespace mallette::kits
