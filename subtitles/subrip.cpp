// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/subrip.h"

#include <algorithm>

#include "subtitles/ass_overrides.h"
#include "subtitles/colour.h"
#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

using std::chrono::microseconds;

constexpr std::string_view kArrow = "-->";

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

/// "[HH:]MM:SS[,mmm]" off the front.
std::optional<microseconds> take_time(std::string_view& text) {
  constexpr std::int64_t kMaxHours = 10'000;
  std::int64_t parts[3];
  std::size_t count = 0;
  do {
    const auto part = take_number(text);
    if (!part || count == 3) return std::nullopt;
    parts[count++] = *part;
  } while (take(text, ':'));
  if (count < 2) return std::nullopt;
  const std::int64_t hours = count == 3 ? parts[0] : 0;
  const std::int64_t minutes = parts[count - 2];
  const std::int64_t seconds = parts[count - 1];
  if (hours > kMaxHours || minutes > 59 || seconds > 59) return std::nullopt;
  std::int64_t ms = 0;
  if (text.starts_with(',') || text.starts_with('.')) {
    text.remove_prefix(1);
    std::size_t digits = 0;
    const auto fraction = take_number(text, &digits);
    // "08,90" may mean 90 ms or 900: it is not guessed at.
    if (!fraction || digits != 3) return std::nullopt;
    ms = *fraction;
  }
  return std::chrono::milliseconds(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms);
}

/// What a tag opens: the look to come back to when it closes.
struct OpenTag {
  std::string_view name;
  Style before;
};

/// The value of an attribute, quoted either way or bare; empty when it is not there.
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find('='); at != std::string_view::npos; at = tag.find('=', at + 1)) {
    std::string_view key = trim(tag.substr(0, at));
    const auto blank = key.find_last_of(" \t\"'");
    if (blank != std::string_view::npos) key.remove_prefix(blank + 1);
    if (!equals_ignoring_case(key, name)) continue;
    const std::string_view value = trim(tag.substr(at + 1));
    if (value.empty()) return {};
    const char quote = value.front();
    if (quote == '"' || quote == '\'') return value.substr(1, value.find(quote, 1) - 1);
    return value.substr(0, value.find_first_of(" \t"));
  }
  return {};
}

class TextParser {
 public:
  TextParser(TagBudget& budget, Cue& cue) : budget_(budget), cue_(cue) {}

  void parse(std::string_view text) {
    while (!text.empty()) {
      const auto special = text.find_first_of("<{");
      append(text.substr(0, special));
      if (special == std::string_view::npos) break;
      text.remove_prefix(special);
      const std::size_t taken = text.front() == '<' ? take_tag(text) : take_block(text);
      if (taken == 0) append(text.substr(0, 1));
      text.remove_prefix(std::max<std::size_t>(taken, 1));
    }
    cue_.spans = builder_.take_trimmed();
    cue_.placement = placement_of_alignment(state_.alignment);
  }

 private:
  void append(std::string_view text) {
    look_.style = state_.style;
    builder_.append(text, look_);
  }

  /// "{\...}" at the front: how long it is, 0 when it is plain text.
  std::size_t take_block(std::string_view text) {
    if (text.size() < 2 || text[1] != '\\') return 0;
    const auto end = text.substr(0, kMaxMarkupBytes).find('}');
    if (end == std::string_view::npos) return 0;
    if (budget_.spend()) apply_overrides(text.substr(1, end - 1), state_);
    return end + 1;
  }

  /// "<...>" at the front: how long it is, 0 when it is plain text.
  std::size_t take_tag(std::string_view text) {
    const auto end = text.substr(0, kMaxMarkupBytes).find('>');
    if (end == std::string_view::npos) return 0;
    std::string_view tag = text.substr(1, end - 1);
    const bool closing = take(tag, '/');
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t/"));
    if (equals_ignoring_case(name, "br")) {
      append("\n");
      return end + 1;
    }
    if (!is_known(name)) return 0;
    if (!budget_.spend()) return end + 1;
    if (closing) {
      close(name);
    } else {
      open(name, tag);
    }
    return end + 1;
  }

  static bool is_known(std::string_view name) {
    return equals_ignoring_case(name, "i") || equals_ignoring_case(name, "b") ||
           equals_ignoring_case(name, "u") || equals_ignoring_case(name, "s") ||
           equals_ignoring_case(name, "font");
  }

  void open(std::string_view name, std::string_view tag) {
    if (open_.size() < kMaxTagDepth) open_.push_back({name, state_.style});
    if (equals_ignoring_case(name, "i")) state_.style.italic = true;
    if (equals_ignoring_case(name, "b")) state_.style.bold = true;
    if (equals_ignoring_case(name, "u")) state_.style.underline = true;
    if (equals_ignoring_case(name, "font")) {
      if (const auto colour = parse_colour(attribute(tag, "color"))) state_.style.foreground = colour;
    }
  }

  /// Closes the innermost tag of that name; what it had set ends, wrong nesting ("<b><i></b></i>") or not.
  void close(std::string_view name) {
    const auto match = std::find_if(open_.rbegin(), open_.rend(), [name](const OpenTag& tag) {
      return equals_ignoring_case(tag.name, name);
    });
    if (match == open_.rend()) return;
    const Style& before = match->before;
    if (equals_ignoring_case(name, "i")) state_.style.italic = before.italic;
    if (equals_ignoring_case(name, "b")) state_.style.bold = before.bold;
    if (equals_ignoring_case(name, "u")) state_.style.underline = before.underline;
    if (equals_ignoring_case(name, "font")) state_.style.foreground = before.foreground;
    open_.erase(std::next(match).base());
  }

  /// No tag of use is longer; a lone "<" in a long text is looked behind no further.
  static constexpr std::size_t kMaxMarkupBytes = 256;

  TagBudget& budget_;
  Cue& cue_;
  SpanBuilder builder_;
  AssState state_;
  Span look_;
  std::vector<OpenTag> open_;
};

bool is_number_line(std::string_view line) {
  const std::string_view digits = trim(line);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
}

/// Reads the blocks of one file.
class FileParser {
 public:
  FileParser(std::string_view text, WarningLog& warnings) : lines_(text), warnings_(warnings) {}

  CueList parse() {
    while (!lines_.at_end() && list_.cues.size() < kMaxCues) {
      const std::string_view line = lines_.next();
      const std::string_view content = trim(line);
      if (content.empty()) continue;
      if (content.find(kArrow) != std::string_view::npos) {
        read_cue(line);
      } else {
        read_stray(content);
      }
    }
    if (list_.cues.size() == kMaxCues && !lines_.at_end()) {
      warnings_.add(WarningCode::kTooMany, lines_.number(), "cues");
    }
    if (!number_.empty()) warnings_.add(WarningCode::kUnexpectedEnd, lines_.number(), number_);
    return std::move(list_);
  }

 private:
  /// A line between cues: a number before a timing line, or text that belongs to nothing.
  void read_stray(std::string_view content) {
    if (is_number_line(content)) {
      number_ = content;
      orphan_ = false;
      return;
    }
    number_ = {};
    if (!orphan_) warnings_.add(WarningCode::kOrphanText, lines_.number(), content);
    orphan_ = true;  // one warning a block
  }

  void read_cue(std::string_view timing_line) {
    Cue cue;
    cue.line = lines_.number();
    cue.id = utf8_prefix(number_, kMaxNameBytes);
    number_ = {};
    orphan_ = false;
    const auto timing = parse_subrip_timing(timing_line);
    const std::string text = read_text(cue.line);
    if (!timing) {
      warnings_.add(WarningCode::kBadTimestamp, cue.line, trim(timing_line));
      return;
    }
    std::tie(cue.begin, cue.end) = *timing;
    if (cue.end <= cue.begin) {
      warnings_.add(WarningCode::kEndsBeforeBegin, cue.line, trim(timing_line));
      return;
    }
    parse_subrip_text(text, budget_, cue);
    if (cue.spans.empty()) {
      warnings_.add(lines_.at_end() ? WarningCode::kUnexpectedEnd : WarningCode::kEmptyCue, cue.line);
      return;
    }
    list_.cues.push_back(std::move(cue));
  }

  /// Up to a blank line or the next timing line; a number right before that line is the next cue's.
  std::string read_text(std::uint32_t cue_line) {
    std::string text;
    std::string_view last;
    std::size_t before_last = 0;
    bool cut = false;
    while (!lines_.at_end()) {
      const std::string_view line = lines_.peek();
      if (trim(line).empty()) break;
      if (line.find(kArrow) != std::string_view::npos && parse_subrip_timing(line)) {
        if (is_number_line(last)) {
          text.resize(before_last);
          number_ = trim(last);
        }
        break;
      }
      static_cast<void>(lines_.next());
      last = line;
      before_last = text.size();
      const std::string_view kept = utf8_prefix(line, kMaxCueBytes - std::min(kMaxCueBytes, text.size()));
      cut = cut || kept.size() < line.size();
      if (!text.empty()) text += '\n';
      text += kept;
    }
    if (cut) warnings_.add(WarningCode::kCueTooLong, cue_line);
    return text;
  }

  LineReader lines_;
  WarningLog& warnings_;
  TagBudget budget_;
  CueList list_;
  std::string_view number_;  ///< the number line last seen, while no cue has taken it
  bool orphan_ = false;      ///< within text that belongs to no cue
};

}  // namespace

std::optional<std::pair<microseconds, microseconds>> parse_subrip_timing(std::string_view line) {
  skip_blanks(line);
  const auto begin = take_time(line);
  if (!begin) return std::nullopt;
  skip_blanks(line);
  if (!line.starts_with(kArrow)) return std::nullopt;
  line.remove_prefix(kArrow.size());
  skip_blanks(line);
  const auto end = take_time(line);
  if (!end || (!line.empty() && !is_blank(line.front()))) return std::nullopt;
  return std::pair(*begin, *end);
}

void parse_subrip_text(std::string_view text, TagBudget& budget, Cue& cue) {
  TextParser(budget, cue).parse(text);
}

CueList parse_subrip_file(std::string_view text, WarningLog& warnings) {
  CueList list = FileParser(text, warnings).parse();
  list.format = Format::kSubRip;
  return list;
}

}  // namespace mallette::subtitles
