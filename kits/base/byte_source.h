// SPDX-License-Identifier: GPL-3.0-or-later
// Random access to the bytes of one file, wherever it lies: a plain file, a stored entry
// of a kit, a block of memory.
//
// A source belongs to one thread at a time. Who reads from several threads opens several:
// that is what a Resource is for. Offsets and sizes are in bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"

namespace mallette {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  [[nodiscard]] virtual std::uint64_t size() const = 0;

  /// Reads up to into.size() bytes from offset; fewer only at the end, 0 at or behind it.
  [[nodiscard]] virtual Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) = 0;
};

/// Something that can be opened for reading any number of times, from any thread; each
/// source that open() makes is independent of the others.
struct Resource {
  std::string name;  ///< as a person knows it: a file's path, or an entry's path in its kit
  std::function<Result<std::unique_ptr<ByteSource>>()> open;
};

/// A file on disk.
[[nodiscard]] Resource file_resource(const std::string& utf8_path);

/// A block of memory that the resource and its sources keep alive.
[[nodiscard]] Resource memory_resource(std::string name, std::shared_ptr<const std::vector<std::byte>> bytes);

/// The whole content. Refused with kFileTooLarge, before anything is allocated, above limit_bytes.
[[nodiscard]] Result<std::vector<std::byte>> read_all(const Resource& resource, std::uint64_t limit_bytes);

/// Bytes as the characters that they are; lives as long as they do.
[[nodiscard]] inline std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace mallette
