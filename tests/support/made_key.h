// SPDX-License-Identifier: GPL-3.0-or-later
// A key that can be pulled out and put back. To the system it is another one then: what was opened before stays
// unreadable for good.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>

#include "kits/base/byte_source.h"

namespace mallette::test {

class MadeKey {
 public:
  /// A file on it, read in small steps, so that little of it is read ahead.
  Resource file(const std::string& path) const {
    return {path, [path, plugged = plugged_, reads = reads_]() -> Result<std::unique_ptr<ByteSource>> {
              const int now = *plugged;
              if (now < 0) return fail({.code = ErrorCode::kFileGone, .subject = path});
              auto source = file_resource(path).open();
              if (!source) return source;
              return std::make_unique<Source>(path, std::move(*source), plugged, reads, now);
            }};
  }

  /// How often any file on it was read.
  int reads() const { return *reads_; }
  void pull_out() { *plugged_ = -1; }
  void put_back() { *plugged_ = ++times_; }

 private:
  class Source final : public ByteSource {
   public:
    Source(std::string name, std::unique_ptr<ByteSource> file, std::shared_ptr<const std::atomic<int>> plugged,
           std::shared_ptr<std::atomic<int>> reads, int opened)
        : name_(std::move(name)), file_(std::move(file)), plugged_(std::move(plugged)), reads_(std::move(reads)), opened_(opened) {}
    std::uint64_t size() const override { return file_->size(); }
    Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
      if (*plugged_ != opened_) return fail({.code = ErrorCode::kFileUnreadable, .subject = name_, .detail = "no such device"});
      ++*reads_;
      constexpr std::size_t kStep = 4096;
      return file_->read(offset, into.first(std::min(kStep, into.size())));
    }

   private:
    const std::string name_;
    const std::unique_ptr<ByteSource> file_;
    const std::shared_ptr<const std::atomic<int>> plugged_;
    const std::shared_ptr<std::atomic<int>> reads_;
    const int opened_;
  };

  std::shared_ptr<std::atomic<int>> plugged_ = std::make_shared<std::atomic<int>>(0);  ///< which time this is; below 0: out
  const std::shared_ptr<std::atomic<int>> reads_ = std::make_shared<std::atomic<int>>(0);
  int times_ = 0;
};

}  // namespace mallette::test
