// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "kits/base/utf8_path.h"

namespace mallette {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(std::string name, std::ifstream stream, std::uint64_t size)
      : name_(std::move(name)), stream_(std::move(stream)), size_(size) {}

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= size_) return std::size_t{0};
    stream_.clear();
    if (offset != next_) stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    if (stream_.bad() || (stream_.fail() && !stream_.eof())) {
      return fail({.code = ErrorCode::kFileUnreadable, .subject = name_, .detail = std::strerror(errno)});
    }
    const auto count = static_cast<std::size_t>(stream_.gcount());
    next_ = offset + count;
    return count;
  }

 private:
  std::string name_;
  std::ifstream stream_;
  std::uint64_t size_;
  std::uint64_t next_ = 0;  ///< where the stream stands: a run of reads needs no seek
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::shared_ptr<const std::vector<std::byte>> bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t size() const override { return bytes_->size(); }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= bytes_->size()) return std::size_t{0};
    const std::size_t count = std::min<std::uint64_t>(into.size(), bytes_->size() - offset);
    std::memcpy(into.data(), bytes_->data() + offset, count);
    return count;
  }

 private:
  std::shared_ptr<const std::vector<std::byte>> bytes_;
};

Result<std::unique_ptr<ByteSource>> open_file(const std::string& utf8_path) {
  const auto path = to_path(utf8_path);
  std::error_code reason;
  const auto status = std::filesystem::status(path, reason);
  if (!std::filesystem::exists(status)) {
    return fail({.code = ErrorCode::kFileNotFound, .subject = utf8_path});
  }
  if (!std::filesystem::is_regular_file(status)) {
    return fail({.code = ErrorCode::kFileUnreadable, .subject = utf8_path, .detail = "not a regular file"});
  }
  const auto size = std::filesystem::file_size(path, reason);
  std::ifstream stream;
  stream.rdbuf()->pubsetbuf(nullptr, 0);  // callers read in large blocks; a second copy would only cost
  if (!reason) stream.open(path, std::ios::binary);
  if (reason || !stream) {
    return fail({.code = ErrorCode::kFileUnreadable,
                 .subject = utf8_path,
                 .detail = reason ? reason.message() : std::strerror(errno)});
  }
  return std::make_unique<FileSource>(utf8_path, std::move(stream), size);
}

}  // namespace

Resource file_resource(const std::string& utf8_path) {
  return {utf8_path, [utf8_path] { return open_file(utf8_path); }};
}

Resource memory_resource(std::string name, std::shared_ptr<const std::vector<std::byte>> bytes) {
  return {std::move(name), [bytes = std::move(bytes)]() -> Result<std::unique_ptr<ByteSource>> {
            return std::make_unique<MemorySource>(bytes);
          }};
}

Result<std::vector<std::byte>> read_all(const Resource& resource, std::uint64_t limit_bytes) {
  auto source = resource.open();
  if (!source) return fail(std::move(source.error()));
  const std::uint64_t size = (*source)->size();
  if (size > limit_bytes) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = resource.name,
                 .found = fmt::format("{} bytes", size),
                 .allowed = fmt::format("{} bytes", limit_bytes)});
  }
  std::vector<std::byte> bytes(size);
  std::size_t have = 0;
  while (have < bytes.size()) {
    auto got = (*source)->read(have, std::span(bytes).subspan(have));
    if (!got) return fail(std::move(got.error()));
    if (*got == 0) break;  // the file shrank while we read it
    have += *got;
  }
  bytes.resize(have);
  return bytes;
}

}  // namespace mallette
