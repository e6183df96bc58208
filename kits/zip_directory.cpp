// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/zip_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kits/entry_kind.h"

namespace mallette::kits {
namespace {

constexpr std::uint64_t kEndSize = 22;
constexpr std::uint64_t kLocatorSize = 20;
constexpr std::uint64_t kEnd64Size = 56;
constexpr std::uint64_t kCommentLimit = 0xffff;
constexpr std::uint64_t kHeaderSize = 46;  ///< of an entry in the central directory, at least
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocatorSignature = 0x07064b50;
constexpr std::uint32_t kHeaderSignature = 0x02014b50;
constexpr std::uint32_t kLocalSignature = 0x04034b50;

/// Little-endian number of `count` bytes; the caller has checked that they are there.
std::uint64_t number_at(std::span<const std::byte> bytes, std::uint64_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + static_cast<std::uint64_t>(i)]);
  }
  return value;
}

Result<std::vector<std::byte>> read_block(ByteSource& file, std::uint64_t offset, std::uint64_t size) {
  std::vector<std::byte> block(size);
  std::size_t have = 0;
  while (have < block.size()) {
    auto got = file.read(offset + have, std::span(block).subspan(have));
    if (!got) return fail(std::move(got.error()));
    if (*got == 0) break;
    have += *got;
  }
  block.resize(have);
  return block;
}

class EndFinder {
 public:
  EndFinder(ByteSource& file, const std::string& subject) : file_(file), subject_(subject) {}

  Result<DirectoryEnd> find() {
    const std::uint64_t size = file_.size();
    tail_start_ = size - std::min(size, kLocatorSize + kEndSize + kCommentLimit);
    auto tail = read_block(file_, tail_start_, size - tail_start_);
    if (!tail) return fail(std::move(tail.error()));
    tail_ = std::move(*tail);
    std::optional<DirectoryEnd> found;
    std::optional<Error> fault;
    for (std::uint64_t at = 0; at + kEndSize <= tail_.size(); ++at) {
      if (number_at(tail_, at, 4) != kEndSignature) continue;
      auto end = read_end(at);
      if (end && found) return damaged("two end records that hold");
      if (end) {
        found = *end;
      } else if (end.error().code == ErrorCode::kArchiveDamaged) {
        fault = std::move(end.error());  // of another archive's end, unless no other holds
      } else {
        return end;
      }
    }
    if (found) return *found;
    if (fault) return fail(std::move(*fault));
    return no_end();
  }

 private:
  Result<DirectoryEnd> read_end(std::uint64_t at) {
    DirectoryEnd end{.entries = number_at(tail_, at + 10, 2),
                     .size = number_at(tail_, at + 12, 4),
                     .offset = number_at(tail_, at + 16, 4)};
    std::uint64_t end_position = tail_start_ + at;
    const std::uint64_t disks = number_at(tail_, at + 4, 2) | number_at(tail_, at + 6, 2);
    if (at >= kLocatorSize && number_at(tail_, at - kLocatorSize, 4) == kLocatorSignature) {
      end_position = number_at(tail_, at - kLocatorSize + 8, 8);
      auto end64 = read_end64(end_position, tail_start_ + at - kLocatorSize);
      if (!end64) return end64;
      end = *end64;
    } else if (disks != 0) {
      return damaged("an archive of several disks");
    }
    const bool last = at + kEndSize + number_at(tail_, at + 20, 2) == tail_.size();
    return check(end, end_position, last);
  }

  Result<DirectoryEnd> read_end64(std::uint64_t position, std::uint64_t before) {
    if (before < kEnd64Size || position > before - kEnd64Size)
      return damaged("the ZIP64 end record lies outside the file");
    auto record = read_block(file_, position, kEnd64Size);
    if (!record) return fail(std::move(record.error()));
    if (record->size() < kEnd64Size || number_at(*record, 0, 4) != kEnd64Signature) {
      return damaged("no ZIP64 end record where its locator says");
    }
    return DirectoryEnd{.entries = number_at(*record, 32, 8),
                        .size = number_at(*record, 40, 8),
                        .offset = number_at(*record, 48, 8)};
  }

  Result<DirectoryEnd> check(const DirectoryEnd& end, std::uint64_t end_position, bool last) {
    if (end.entries > kEntriesLimit) return limit(end.entries, kEntriesLimit, "entries");
    if (end.size > kDirectoryLimit) return limit(end.size, kDirectoryLimit, "bytes of directory");
    if (end.entries * kHeaderSize > end.size) return damaged("the directory is too small for its entries");
    if (end.offset > end_position || end.size > end_position - end.offset) {
      return damaged("the directory lies outside the file");
    }
    if (end.entries == 0) {
      if (!last) return damaged("an end record without entries, and not at the end");
      return end;
    }
    auto start = read_block(file_, end.offset, 4);
    if (!start) return fail(std::move(start.error()));
    if (start->size() < 4 || number_at(*start, 0, 4) != kHeaderSignature) {
      return damaged("no directory where the end record says");
    }
    return end;
  }

  Result<DirectoryEnd> no_end() {
    auto head = read_block(file_, 0, 4);
    if (!head) return fail(std::move(head.error()));
    if (head->size() == 4 && number_at(*head, 0, 4) == kLocalSignature) {
      return damaged("no end record: the file is cut off");
    }
    return fail({.code = ErrorCode::kArchiveNotZip, .subject = subject_});
  }

  tl::unexpected<Error> damaged(std::string_view detail) const {
    return fail({.code = ErrorCode::kArchiveDamaged, .subject = subject_, .detail = std::string(detail)});
  }

  tl::unexpected<Error> limit(std::uint64_t found, std::uint64_t allowed, std::string_view what) const {
    return fail({.code = ErrorCode::kArchiveLimit,
                 .subject = subject_,
                 .found = fmt::format("{} {}", found, what),
                 .allowed = fmt::format("{} {}", allowed, what)});
  }

  ByteSource& file_;
  const std::string& subject_;
  std::vector<std::byte> tail_;
  std::uint64_t tail_start_ = 0;
};

}  // namespace

Result<DirectoryEnd> read_directory_end(ByteSource& file, const std::string& subject) {
  return EndFinder(file, subject).find();
}

}  // namespace mallette::kits
