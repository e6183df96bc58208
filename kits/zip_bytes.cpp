// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_bytes.h"

#include <memory>

#include "kits/zip_writer.h"

namespace mallette::kits {
namespace {

struct SourceFree {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using SourceHandle = std::unique_ptr<zip_source_t, SourceFree>;

const Error kNoMemory{.code = ErrorCode::kFileUnwritable, .subject = "ZIP"};

Result<std::string> bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return fail(kNoMemory);
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) return fail(kNoMemory);
  return bytes;
}

}  // namespace

Result<std::string> zip_bytes(const std::vector<ZipText>& texts) {
  const SourceHandle memory(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!memory) return fail(kNoMemory);
  zip_source_keep(memory.get());  // once for the archive, once for us
  ZipHandle archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(memory.get());
    return fail(kNoMemory);
  }
  ZipWriter writer(std::move(archive));
  for (const ZipText& text : texts) {
    if (auto fault = writer.add_text(text.entry, text.text, text.deflated ? Packing::kDeflated : Packing::kStored)) return fail(std::move(*fault));
  }
  if (auto fault = writer.finish()) return fail(std::move(*fault));
  return bytes_of(memory.get());
}

}  // namespace mallette::kits
