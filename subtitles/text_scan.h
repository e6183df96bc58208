// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader here needs of text: lines of any ending, blanks, numbers. Internal to subtitles/.
// Nothing depends on the locale. Pure functions: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mallette::subtitles {

[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);  ///< ASCII letters only
[[nodiscard]] bool equals_ignoring_case(std::string_view one, std::string_view other);

/// Takes a run of digits off the front; nothing when there is none. Beyond 10^12 it stays there.
[[nodiscard]] std::optional<std::int64_t> take_number(std::string_view& text, std::size_t* digits = nullptr);
[[nodiscard]] bool take(std::string_view& text, char expected);

/// "12", "-1.5", ".5": the whole text, else nothing.
[[nodiscard]] std::optional<double> parse_decimal(std::string_view text);

/// Walks a text line by line; CR LF, LF and CR each end one.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  /// The next line without its end. At the end of the text: empty.
  std::string_view next();
  /// The line next() would give.
  [[nodiscard]] std::string_view peek() const;
  /// Of the line last returned, from 1.
  [[nodiscard]] std::uint32_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::uint32_t number_ = 0;
};

}  // namespace mallette::subtitles
