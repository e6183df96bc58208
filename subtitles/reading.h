// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers share while a file is read: its warnings, its limits, and how marked-up text
// becomes spans. Internal to subtitles/. One thread at a time.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/read.h"

namespace mallette::subtitles {

class WarningLog {
 public:
  /// `found` is shortened. Past kMaxWarnings one kTooMany ends the list.
  void add(WarningCode code, std::uint32_t line, std::string_view found = {});
  [[nodiscard]] std::vector<Warning> take() { return std::move(warnings_); }

 private:
  std::vector<Warning> warnings_;
};

/// How much markup a file may still hold. Each tag may copy a look into a span, so that a file of
/// nothing but tags would grow far beyond its size; when this is used up, text is read plain.
struct TagBudget {
  std::size_t tags = kMaxTags;

  [[nodiscard]] bool spend() {
    if (tags == 0) return false;
    --tags;
    return true;
  }
};

inline constexpr std::size_t kMaxTagDepth = 32;
inline constexpr std::size_t kMaxClasses = 8;      ///< on one span
inline constexpr std::size_t kMaxNameBytes = 256;  ///< of a class, a voice, a language, an identifier

/// Gathers text into spans: neighbours that look alike are one span.
class SpanBuilder {
 public:
  void append(std::string_view text, const Span& look);
  void append(char32_t code_point, const Span& look);
  /// The break belongs to the row it ends.
  void break_line() {
    if (!spans_.empty()) spans_.back().text += '\n';
  }
  /// Without blank rows, and without blanks at both ends of each row.
  [[nodiscard]] std::vector<Span> take_trimmed();
  /// As it was written.
  [[nodiscard]] std::vector<Span> take() { return std::move(spans_); }

 private:
  std::string& text_for(const Span& look);
  std::vector<Span> spans_;
};

/// Drops blank rows and the blanks around each row; spans that are left empty go.
[[nodiscard]] std::vector<Span> trim_rows(std::vector<Span> spans);

/// SubRip's numeric-keypad alignment, {\an1} (bottom left) to {\an9} (top right), as a placement.
[[nodiscard]] Placement placement_of_alignment(int keypad);
/// The other way round; 0 when the placement is nothing like one of them, or the default, bottom centre.
[[nodiscard]] int alignment_of_placement(const Placement& placement);

}  // namespace mallette::subtitles
