// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written under a passing name beside its own, and then has its own: whole or not there. One source
// a system. Internal to player/render/. Any thread, one at a time. Paths are UTF-8.
//
//   open() ─> name.XXXXXX ─> stream() is written ─> put_in_place(): synchronised, renamed to name
//                    └─ destroyed before: removed
#pragma once

#include <cstdio>
#include <optional>
#include <string>

namespace mallette::render {

class PassingFile {
 public:
  explicit PassingFile(std::string path) : path_(std::move(path)) {}
  PassingFile(const PassingFile&) = delete;
  PassingFile& operator=(const PassingFile&) = delete;
  ~PassingFile();

  /// 0 or errno, as the next.
  [[nodiscard]] int open();
  [[nodiscard]] std::FILE* stream() const { return stream_; }
  /// Closes the stream.
  [[nodiscard]] int put_in_place();

 private:
  const std::string path_;
  std::string passing_;  ///< empty: there is none, or it has its own name by now
  std::FILE* stream_ = nullptr;
};

}  // namespace mallette::render
