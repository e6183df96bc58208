// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_handles.h"

#include "kits/base/utf8_path.h"

namespace mallette::kits {

zip_source_t* file_zip_source(const std::string& utf8_path, zip_error_t* error) {
#ifdef _WIN32
  return zip_source_win32w_create(to_path(utf8_path).c_str(), 0, -1, error);
#else
  return zip_source_file_create(utf8_path.c_str(), 0, -1, error);
#endif
}

namespace {

Result<ZipHandle> open_zip(const std::string& utf8_path, int flags) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = file_zip_source(utf8_path, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, flags, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  if (archive == nullptr) {
    Error ours = zip_error(error, utf8_path);
    zip_error_fini(&error);
    return fail(std::move(ours));
  }
  zip_error_fini(&error);
  return ZipHandle(archive);
}

}  // namespace

Result<ZipHandle> open_zip_for_reading(const std::string& utf8_path) { return open_zip(utf8_path, ZIP_RDONLY); }
Result<ZipHandle> open_zip_for_changing(const std::string& utf8_path) { return open_zip(utf8_path, 0); }

Error zip_error(const zip_error_t& error, const std::string& subject) {
  zip_error_t copy = error;  // zip_error_strerror() keeps its text in the error
  copy.str = nullptr;
  ErrorCode code = ErrorCode::kArchiveDamaged;
  switch (zip_error_code_zip(&error)) {
    case ZIP_ER_NOENT:
      code = ErrorCode::kFileNotFound;
      break;
    case ZIP_ER_OPEN:
    case ZIP_ER_READ:
    case ZIP_ER_SEEK:
    case ZIP_ER_MEMORY:
      code = ErrorCode::kFileUnreadable;
      break;
    case ZIP_ER_NOZIP:
      code = ErrorCode::kArchiveNotZip;
      break;
    case ZIP_ER_COMPNOTSUPP:
      code = ErrorCode::kArchiveMethod;
      break;
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
      code = ErrorCode::kArchiveEncrypted;
      break;
    default:
      break;
  }
  Error ours{.code = code, .subject = subject, .detail = zip_error_strerror(&copy)};
  zip_error_fini(&copy);
  return ours;
}

}  // namespace mallette::kits
