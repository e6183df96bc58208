// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/toml_guard.h"

namespace mallette::kits {
namespace {

/// Walks over the text by TOML's lexical rules. On text that is not TOML it may lose its way,
/// but only behind the place where the parser stops with a syntax error.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  std::optional<TextPlace> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        skip_comment();
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        count(c);
        if (depth_ > kNestingLimit || dots_ >= kKeyPartsLimit) return place();
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  void count(char c) {
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') dots_ = 0;
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }

  void skip_string(char quote) {
    const std::string_view triple = quote == '"' ? R"(""")" : "'''";
    const bool many_lines = text_.substr(at_).starts_with(triple);
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (c == '\n' && !many_lines) {
        return;  // a syntax error: the parser stops here
      } else if (c == quote && !many_lines) {
        ++at_;
        return;
      } else if (c == quote && text_.substr(at_).starts_with(triple)) {
        at_ += 3;
        for (int extra = 0; extra < 2 && at_ < text_.size() && text_[at_] == quote; ++extra) ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  TextPlace place() const {
    TextPlace place{1, 1};
    for (const char c : text_.substr(0, at_)) {
      if (c == '\n') {
        ++place.line;
        place.column = 1;
      } else if ((static_cast<unsigned char>(c) & 0xc0u) != 0x80u) {
        ++place.column;
      }
    }
    return place;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int dots_ = 0;  ///< in the key or value that is being read
};

}  // namespace

std::optional<TextPlace> too_deeply_nested(std::string_view toml) { return Scan(toml).run(); }

}  // namespace mallette::kits
