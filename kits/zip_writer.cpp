// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_writer.h"

#include <zlib.h>

namespace mallette::kits {
namespace {

constexpr zip_uint16_t kDosDate = (1 << 5) | 1;  // 1980-01-01, the earliest there is
constexpr zip_uint16_t kDosTime = 0;
constexpr zip_uint32_t kUnixMode = 0100644u << 16;  // an ordinary file, rw-r--r--
constexpr zip_uint32_t kLevel = 9;
constexpr std::size_t kBlock = 1 << 18;

}  // namespace

Result<ZipWriter> ZipWriter::create(const std::string& utf8_path) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = file_zip_source(utf8_path, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_CREATE | ZIP_EXCL, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  if (archive == nullptr) {
    Error ours = zip_error(error, utf8_path);
    ours.code = ErrorCode::kFileUnwritable;
    zip_error_fini(&error);
    return fail(std::move(ours));
  }
  zip_error_fini(&error);
  return ZipWriter(utf8_path, ZipHandle(archive));
}

Error ZipWriter::fault(const std::string& entry) const {
  Error error = zip_error(*zip_get_error(archive_.get()), entry);
  error.code = ErrorCode::kFileUnwritable;
  error.container = path_;
  return error;
}

std::optional<Error> ZipWriter::add(const std::string& entry, zip_source_t* source, Packing packing) {
  if (source == nullptr) return fault(entry);
  zip_t* archive = archive_.get();
  const zip_int64_t added = zip_file_add(archive, entry.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (added < 0) {
    Error error = fault(entry);
    zip_source_free(source);
    return error;
  }
  const auto index = static_cast<zip_uint64_t>(added);
  const zip_int32_t method = packing == Packing::kStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  const bool good =
      zip_set_file_compression(archive, index, method, packing == Packing::kStored ? 0 : kLevel) == 0 &&
      zip_file_set_dostime(archive, index, kDosTime, kDosDate, 0) == 0 &&
      zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, kUnixMode) == 0;
  if (!good) return fault(entry);
  return std::nullopt;
}

std::optional<Error> ZipWriter::add_text(const std::string& entry, std::string text, Packing packing) {
  const auto& kept = *texts_.emplace_back(std::make_unique<const std::string>(std::move(text)));
  return add(entry, zip_source_buffer(archive_.get(), kept.data(), kept.size(), 0), packing);
}

std::optional<Error> ZipWriter::add_file(const std::string& entry, const std::string& utf8_path,
                                         Packing packing) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = file_zip_source(utf8_path, &error);
  if (source == nullptr) {
    Error ours = zip_error(error, entry);
    zip_error_fini(&error);
    return ours;
  }
  zip_error_fini(&error);
  return add(entry, source, packing);
}

std::optional<Error> ZipWriter::finish() {
  if (zip_close(archive_.get()) != 0) return fault(path_);
  static_cast<void>(archive_.release());  // zip_close() has freed it
  return std::nullopt;
}

Result<std::uint64_t> deflated_size(const Resource& resource) {
  auto source = resource.open();
  if (!source) return fail(std::move(source.error()));
  z_stream stream{};
  const Error no_memory{.code = ErrorCode::kFileUnreadable, .subject = resource.name, .detail = "zlib"};
  if (deflateInit2(&stream, static_cast<int>(kLevel), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return fail(no_memory);
  }
  const std::unique_ptr<z_stream, decltype(&deflateEnd)> owner(&stream, &deflateEnd);
  std::vector<std::byte> in(kBlock);
  std::vector<std::byte> out(kBlock);
  std::uint64_t offset = 0;
  std::uint64_t packed = 0;
  for (bool more = true; more;) {
    const auto count = (*source)->read(offset, in);
    if (!count) return fail(count.error());
    offset += *count;
    more = *count > 0;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(*count);
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(out.size());
      if (deflate(&stream, more ? Z_NO_FLUSH : Z_FINISH) == Z_STREAM_ERROR) return fail(no_memory);
      packed += out.size() - stream.avail_out;
    } while (stream.avail_out == 0);
  }
  return packed;
}

}  // namespace mallette::kits
