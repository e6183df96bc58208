// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>

#include "kits/entry_kind.h"
#include "kits/zip_handles.h"

namespace mallette::kits {
namespace {

using Bytes = std::vector<std::byte>;

/// An entry opened through libzip, in an archive handle of its own.
struct OpenEntry {
  ZipHandle archive;
  ZipFileHandle file;  ///< closed before its archive
};

Error entry_fault(const std::string& archive_path, const ZipEntry& entry, ErrorCode code,
                  std::string detail = {}) {
  return {.code = code, .subject = entry.name, .container = archive_path, .detail = std::move(detail)};
}

Result<OpenEntry> open_entry(const std::string& archive_path, const ZipEntry& entry) {
  auto archive = open_zip_for_reading(archive_path);
  if (!archive && archive.error().code == ErrorCode::kFileNotFound) return fail(entry_fault(archive_path, entry, ErrorCode::kFileGone));
  if (!archive) return fail(std::move(archive.error()));
  const char* name = zip_get_name(archive->get(), entry.index, ZIP_FL_ENC_RAW);
  zip_stat_t now;
  const bool known = name != nullptr && entry.name == name && zip_stat_index(archive->get(), entry.index, 0, &now) == 0;
  if (!known || now.size != entry.size || now.comp_size != entry.packed_size) {
    return fail(entry_fault(archive_path, entry, ErrorCode::kEntryNotFound,
                            "the file was replaced while it was open"));
  }
  ZipFileHandle file(zip_fopen_index(archive->get(), entry.index, 0));
  if (!file) {
    Error error = zip_error(*zip_get_error(archive->get()), entry.name);
    return fail(std::move(error).within(archive_path));
  }
  return OpenEntry{std::move(*archive), std::move(file)};
}

/// Reads a stored entry where it lies.
class StoredSource final : public ByteSource {
 public:
  StoredSource(std::string archive_path, ZipEntry entry, OpenEntry open)
      : archive_path_(std::move(archive_path)), entry_(std::move(entry)), open_(std::move(open)) {}

  std::uint64_t size() const override { return entry_.size; }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= entry_.size || into.empty()) return std::size_t{0};
    const std::uint64_t wanted = std::min<std::uint64_t>(into.size(), entry_.size - offset);
    if (auto error = go_to(offset)) return fail(std::move(*error));
    const zip_int64_t count = zip_fread(open_.file.get(), into.data(), wanted);
    if (count < 0) {
      const zip_error_t reason = *zip_file_get_error(open_.file.get());
      Error error = zip_error(reason, entry_.name);
      // Where the disk failed, that is said; all else is the kit's. An end within what the archive's directory promised is a
      // disk's as well: libzip tells some reads that fail as one.
      const int code = zip_error_code_zip(&reason);
      const bool disk = error.code == ErrorCode::kFileUnreadable || code == ZIP_ER_EOF;
      return lost(code == ZIP_ER_CRC ? "checksum" : std::move(error.detail), disk ? ErrorCode::kFileUnreadable : ErrorCode::kEntryDamaged);
    }
    if (count == 0) return lost("ends early");
    next_ = offset + static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }

 private:
  static constexpr std::uint64_t kNowhere = std::numeric_limits<std::uint64_t>::max();

  /// A handle whose seek failed stays broken, and says so of every later call: it is replaced.
  std::optional<Error> go_to(std::uint64_t offset) {
    if (next_ == kNowhere) {
      auto again = open_entry(archive_path_, entry_);
      if (!again && again.error().code == ErrorCode::kFileGone) return std::move(again.error());
      if (!again) return entry_fault(archive_path_, entry_, ErrorCode::kFileUnreadable, std::move(again.error().detail));
      open_.file.reset();  // before its archive
      open_ = std::move(*again);
      next_ = 0;
    }
    if (offset == next_) return std::nullopt;
    if (zip_fseek(open_.file.get(), static_cast<zip_int64_t>(offset), SEEK_SET) == 0) return std::nullopt;
    return lost("cannot go there").value();
  }

  tl::unexpected<Error> lost(std::string detail, ErrorCode code = ErrorCode::kEntryDamaged) {
    next_ = kNowhere;
    return fail(entry_fault(archive_path_, entry_, code, std::move(detail)));
  }

  std::string archive_path_;
  ZipEntry entry_;
  OpenEntry open_;
  std::uint64_t next_ = 0;  ///< where the handle stands; kNowhere: broken
};

/// Grows with what really comes out, so that a size that lies costs no memory.
Result<Bytes> inflate(const std::string& archive_path, const ZipEntry& entry) {
  auto open = open_entry(archive_path, entry);
  if (!open) return fail(std::move(open.error()));
  constexpr std::uint64_t kStep = 1 << 20;
  Bytes bytes;
  while (bytes.size() < entry.size) {
    const std::size_t have = bytes.size();
    bytes.resize(have + std::min(kStep, entry.size - have));
    const zip_int64_t count = zip_fread(open->file.get(), bytes.data() + have, bytes.size() - have);
    if (count < 0) {
      Error error = zip_error(*zip_file_get_error(open->file.get()), entry.name);
      if (error.code == ErrorCode::kArchiveDamaged) error.code = ErrorCode::kEntryDamaged;
      return fail(std::move(error).within(archive_path));
    }
    bytes.resize(have + static_cast<std::size_t>(count));
    if (count == 0) return fail(entry_fault(archive_path, entry, ErrorCode::kEntryDamaged, "ends early"));
  }
  std::byte more{};
  if (zip_fread(open->file.get(), &more, 1) != 0) {  // a byte too many, or a checksum that is wrong
    return fail(entry_fault(archive_path, entry, ErrorCode::kEntryDamaged, "checksum"));
  }
  bytes.shrink_to_fit();
  return bytes;
}

/// Inflated on first use, for all sources of one Resource.
class Inflated {
 public:
  Inflated(std::string archive_path, ZipEntry entry)
      : archive_path_(std::move(archive_path)), entry_(std::move(entry)) {}

  Result<std::shared_ptr<const Bytes>> get() {
    const std::lock_guard lock(mutex_);  // held while inflating: the second asker waits for the first
    if (bytes_) return bytes_;
    auto inflated = inflate(archive_path_, entry_);
    if (!inflated) return fail(std::move(inflated.error()));
    bytes_ = std::make_shared<const Bytes>(std::move(*inflated));
    return bytes_;
  }

 private:
  const std::string archive_path_;
  const ZipEntry entry_;
  std::mutex mutex_;  ///< guards bytes_
  std::shared_ptr<const Bytes> bytes_;
};

std::optional<Error> refuse_unreadable(const std::string& archive_path, const ZipEntry& entry) {
  const EntryKind kind = entry_kind(entry.name);
  if (entry.encrypted) return entry_fault(archive_path, entry, ErrorCode::kArchiveEncrypted);
  if (entry.method != ZIP_CM_STORE && entry.method != ZIP_CM_DEFLATE) {
    Error error = entry_fault(archive_path, entry, ErrorCode::kArchiveMethod);
    error.found = fmt::format("{}", entry.method);
    return error;
  }
  const bool stored = entry.method == ZIP_CM_STORE;
  if (stored && entry.size != entry.packed_size) {
    return entry_fault(archive_path, entry, ErrorCode::kArchiveDamaged, "stored with two sizes");
  }
  const std::uint64_t limit = stored ? size_limit(kind) : std::min(size_limit(kind), kInflateLimit);
  if (entry.size <= limit) return std::nullopt;
  Error error = entry_fault(archive_path, entry,
                            is_media(kind) ? ErrorCode::kEntryNotStored : ErrorCode::kFileTooLarge);
  error.found = fmt::format("{} bytes", entry.size);
  error.allowed = fmt::format("{} bytes", limit);
  return error;
}

Result<std::unique_ptr<ByteSource>> open_stored(const std::string& archive_path, const ZipEntry& entry) {
  if (auto refusal = refuse_unreadable(archive_path, entry)) return fail(std::move(*refusal));
  auto open = open_entry(archive_path, entry);
  if (!open) return fail(std::move(open.error()));
  return std::make_unique<StoredSource>(archive_path, entry, std::move(*open));
}

}  // namespace

Resource zip_resource(const std::string& archive_path, const ZipEntry& entry) {
  if (entry.method == ZIP_CM_STORE) {
    return {entry.name, [archive_path, entry] { return open_stored(archive_path, entry); }};
  }
  const auto inflated = std::make_shared<Inflated>(archive_path, entry);
  return {entry.name, [archive_path, entry, inflated]() -> Result<std::unique_ptr<ByteSource>> {
            if (auto refusal = refuse_unreadable(archive_path, entry)) return fail(std::move(*refusal));
            auto bytes = inflated->get();
            if (!bytes) return fail(std::move(bytes.error()));
            return memory_resource(entry.name, *bytes).open();
          }};
}

}  // namespace mallette::kits
