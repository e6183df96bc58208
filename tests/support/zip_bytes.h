// SPDX-License-Identifier: GPL-3.0-or-later
// ZIP files made byte by byte, so that tests can make them lie.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mallette::test {

struct ZipItem {
  std::string name;
  std::string content = {};
  bool deflated = false;
  std::uint16_t flags = 0x800;  // UTF-8 names
  std::uint32_t attributes = 0;
  // What the headers claim; -1: the truth.
  std::int64_t claimed_size = -1;
  int claimed_method = -1;
};

class ZipBytes {
 public:
  ZipBytes(const ZipBytes&) = delete;
  ZipBytes& operator=(const ZipBytes&) = delete;
  explicit ZipBytes(const std::vector<ZipItem>& items) {
    for (const ZipItem& item : items) add(item);
    entries_ = static_cast<std::uint16_t>(items.size());
  }

  static void number(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += i < 8 ? static_cast<char>(value >> (8 * i) & 0xff) : '\0';
  }

  static std::string deflate_raw(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  /// The end record; fields can be made to lie.
  static std::string end_record(std::uint64_t entries, std::uint64_t size, std::uint64_t offset,
                                const std::string& comment = {}) {
    std::string out = "PK\5\6";
    number(out, 0, 4);
    number(out, entries, 2);
    number(out, entries, 2);
    number(out, size, 4);
    number(out, offset, 4);
    number(out, comment.size(), 2);
    return out + comment;
  }

  std::string bytes(const std::string& comment = {}) const {
    return local_ + central_ + end_record(entries_, central_.size(), local_.size(), comment);
  }
  const std::string& local() const { return local_; }
  const std::string& central() const { return central_; }
  std::uint16_t entries() const { return entries_; }

 private:
  void add(const ZipItem& item) {
    const std::string data = item.deflated ? deflate_raw(item.content) : item.content;
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(item.content.data()), static_cast<uInt>(item.content.size()));
    const auto size =
        item.claimed_size >= 0 ? static_cast<std::uint64_t>(item.claimed_size) : item.content.size();
    const int method = item.claimed_method >= 0 ? item.claimed_method : (item.deflated ? 8 : 0);
    std::string common;
    number(common, 20, 2);
    number(common, item.flags, 2);
    number(common, static_cast<std::uint64_t>(method), 2);
    number(common, 0x00210000, 4);  // 1980-01-01 00:00
    number(common, crc, 4);
    number(common, data.size(), 4);
    number(common, size, 4);
    number(common, item.name.size(), 2);
    number(common, 0, 2);
    const std::uint64_t offset = local_.size();
    local_ += "PK\3\4" + common + item.name + data;
    central_ += "PK\1\2";
    number(central_, 0x0314, 2);  // made on Unix
    central_ += common;
    number(central_, 0, 6);  // comment, disk, internal attributes
    number(central_, item.attributes, 4);
    number(central_, offset, 4);
    central_ += item.name;
  }

  std::string local_;
  std::string central_;
  std::uint16_t entries_ = 0;
};

}  // namespace mallette::test
