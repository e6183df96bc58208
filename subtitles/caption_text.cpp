// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/caption_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "subtitles/code_points.h"
#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

constexpr Colour kDefaultColour{255, 255, 255};

std::string text_of(const Word& word) {
  std::string text;
  for (const TextRun& run : word.runs) text += run.text;
  return text;
}

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> choices) {
  return std::find(choices.begin(), choices.end(), text) != choices.end();
}

/// A dash, alone or before its word, opens a speech.
bool opens_speech(const Word& word) {
  const std::string text = text_of(word);
  return text.starts_with('-') || text.starts_with("\u2010") || text.starts_with("\u2011") ||
         text.starts_with("\u2013") || text.starts_with("\u2014");
}

/// Never at the end of a row: what comes next belongs to it.
bool holds_next(std::string_view text) {
  return is_any_of(text, {"\u00AB", "-", "\u2010", "\u2011", "\u2013", "\u2014", "\u266A", "#", "(", "["});
}

/// Never at the start of a row: French sets these apart from their word.
bool held_by_previous(std::string_view text) {
  static constexpr std::string_view kMarks = "?!:;.,%)]";
  const bool marks = !text.empty() && text.find_first_not_of(kMarks) == std::string_view::npos;
  return marks || is_any_of(text, {"\u00BB", "\u2026", "\u20AC", "\u266A", "\u00BB.", "\u00BB,", "#"});
}

TextRun run_of(const Span& span, Palette palette) {
  return {.text = {},
          .colour = legible(span.style.foreground.value_or(kDefaultColour), palette),
          .italic = span.style.italic,
          .bold = span.style.bold,
          .underline = span.style.underline};
}

bool looks_alike(const TextRun& one, const TextRun& other) {
  return one.colour == other.colour && one.italic == other.italic && one.bold == other.bold &&
         one.underline == other.underline;
}

void append(std::vector<TextRun>& runs, const TextRun& look, std::string_view text) {
  if (text.empty()) return;
  if (runs.empty() || !looks_alike(runs.back(), look)) {
    runs.push_back(look);
    runs.back().text.clear();
  }
  runs.back().text += text;
}

class WordSplitter {
 public:
  void add(std::string_view text, const TextRun& look) {
    while (!text.empty()) {
      const auto blank = text.find_first_of(" \t\r\n\f");
      append(word_.runs, look, text.substr(0, blank));
      if (blank == std::string_view::npos) return;
      finish_word();
      if (text[blank] == '\n') word_.row_before = true;
      text.remove_prefix(blank + 1);
    }
  }

  std::vector<Word> take() {
    finish_word();
    return std::move(words_);
  }

 private:
  void finish_word() {
    if (word_.runs.empty()) return;
    words_.push_back(std::move(word_));
    word_ = {};
  }

  std::vector<Word> words_;
  Word word_;
};

/// Joins to their neighbours the marks that must not be parted from them by a new row.
std::vector<Word> glue(std::vector<Word> words) {
  std::vector<Word> glued;
  bool hold = false;
  for (Word& word : words) {
    const std::string text = text_of(word);
    const bool joins = !glued.empty() && !word.row_before && (hold || held_by_previous(text));
    hold = holds_next(text);
    if (!joins) {
      glued.push_back(std::move(word));
      continue;
    }
    append(glued.back().runs, glued.back().runs.back(), " ");
    for (const TextRun& run : word.runs) append(glued.back().runs, run, run.text);
  }
  return glued;
}

bool joins_previous(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 9> kRanges{{{0x300, 0x36F},
                                                                  {0x591, 0x5C7},
                                                                  {0x610, 0x65F},
                                                                  {0x900, 0xDFF},
                                                                  {0xE31, 0xE4E},
                                                                  {0x1AB0, 0x1AFF},
                                                                  {0x200C, 0x200F},
                                                                  {0x20D0, 0x20FF},
                                                                  {0xFE00, 0xFE0F}}};
  const bool listed = std::any_of(kRanges.begin(), kRanges.end(),
                                  [c](const auto& range) { return c >= range.first && c <= range.second; });
  return listed || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF);
}

/// Scripts without blanks, and words that are none: pieces that may stand on different rows.
void cut_long_word(Word word, std::vector<Word>& words) {
  constexpr std::size_t kUncut = 28;  // the longest French words have 25 letters
  constexpr std::size_t kPiece = 12;
  constexpr std::size_t kLongestPiece = 48;  // marks without end upon one letter
  constexpr char32_t kFirstIdeographic = 0x2E80;
  std::size_t length = 0;
  std::size_t ideographs = 0;
  for (const TextRun& run : word.runs) {
    for (std::string_view rest = run.text; !rest.empty(); rest.remove_prefix(code_point_length(rest))) {
      ++length;
      ideographs += code_point_at(rest) >= kFirstIdeographic ? 1 : 0;
    }
  }
  const std::size_t piece_length = ideographs * 2 > length ? 2 : kPiece;
  if (length <= (piece_length == 2 ? 4 : kUncut)) {
    words.push_back(std::move(word));
    return;
  }
  Word piece{.runs = {},
             .space_before = word.space_before,
             .row_before = word.row_before,
             .speaker_before = word.speaker_before};
  std::size_t count = 0;
  for (const TextRun& run : word.runs) {
    for (std::string_view rest = run.text; !rest.empty();) {
      const std::size_t size = code_point_length(rest);
      const bool parts = !joins_previous(code_point_at(rest)) || count >= kLongestPiece;
      if (count >= piece_length && parts) {
        words.push_back(std::move(piece));
        piece = Word{.runs = {}, .space_before = false};
        count = 0;
      }
      append(piece.runs, run, rest.substr(0, size));
      rest.remove_prefix(size);
      ++count;
    }
  }
  if (!piece.runs.empty()) words.push_back(std::move(piece));
}

void mark_speakers(CaptionText& text) {
  int dashes = text.words.empty() || !opens_speech(text.words.front()) ? 0 : 1;
  for (std::size_t i = 1; i < text.words.size(); ++i) {
    Word& word = text.words[i];
    if (!word.row_before) continue;
    const bool speech = opens_speech(word);
    const bool recoloured = !(word.runs.front().colour == text.words[i - 1].runs.back().colour);
    word.speaker_before = speech || recoloured;
    dashes += speech ? 1 : 0;
  }
  text.dialogue = dashes >= 2;
}

/// Fills rows one after the other within [first, last); appends their starts.
bool fill_greedily(const CaptionText& text, std::size_t first, std::size_t last, double max_width,
                   RowStarts& starts) {
  double width = 0;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = text.words[i];
    if (word.width > max_width) return false;
    const double widened = width + (word.space_before ? text.space : 0) + word.width;
    if (i == first || widened > max_width) {
      starts.push_back(i);
      width = word.width;
    } else {
      width = widened;
    }
  }
  return true;
}

/// The narrowest setting that takes no more rows than the widest one does.
bool fill_evenly(const CaptionText& text, std::size_t first, std::size_t last, double max_width,
                 RowStarts& starts) {
  constexpr int kSteps = 14;
  RowStarts best;
  if (!fill_greedily(text, first, last, max_width, best)) return false;
  const std::size_t rows = best.size();
  double narrow = 0;
  double wide = max_width;
  for (int step = 0; rows > 1 && step < kSteps; ++step) {
    const double middle = (narrow + wide) / 2;
    RowStarts candidate;
    if (fill_greedily(text, first, last, middle, candidate) && candidate.size() == rows) {
      best = std::move(candidate);
      wide = middle;
    } else {
      narrow = middle;
    }
  }
  starts.insert(starts.end(), best.begin(), best.end());
  return true;
}

}  // namespace

CaptionText caption_text(const Cue& cue, Palette palette) {
  WordSplitter splitter;
  std::size_t left = kMaxDrawnBytes;
  for (const Span& span : cue.spans) {
    const TextRun look = run_of(span, palette);
    const std::string_view kept = utf8_prefix(span.text, left);
    if (span.ruby) splitter.add("(", look);
    splitter.add(kept, look);
    if (span.ruby) splitter.add(")", look);
    if (kept.size() < span.text.size()) {
      splitter.add("\u2026", look);
      break;
    }
    left -= kept.size();
  }
  CaptionText text;
  for (Word& word : glue(splitter.take())) cut_long_word(std::move(word), text.words);
  mark_speakers(text);
  return text;
}

std::vector<Word> words_of(std::string_view text, const TextRun& look) {
  WordSplitter splitter;
  splitter.add(text, look);
  std::vector<Word> words;
  for (Word& word : glue(splitter.take())) cut_long_word(std::move(word), words);
  return words;
}

std::optional<RowStarts> filled_rows(const CaptionText& text, double max_width) {
  RowStarts starts;
  if (!fill_greedily(text, 0, text.words.size(), max_width, starts)) return std::nullopt;
  return starts;
}

std::optional<RowStarts> author_rows(const CaptionText& text, double max_width, std::size_t max_rows) {
  RowStarts starts;
  double width = 0;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const Word& word = text.words[i];
    if (i == 0 || word.row_before) {
      starts.push_back(i);
      width = word.width;
    } else {
      width += (word.space_before ? text.space : 0) + word.width;
    }
    if (width > max_width || starts.size() > max_rows) return std::nullopt;
  }
  return starts;
}

std::optional<RowStarts> balanced_rows(const CaptionText& text, double max_width, std::size_t max_rows) {
  RowStarts starts;
  std::size_t first = 0;
  while (first < text.words.size()) {
    std::size_t last = first + 1;
    while (last < text.words.size() && !text.words[last].speaker_before) ++last;
    if (!fill_evenly(text, first, last, max_width, starts) || starts.size() > max_rows) return std::nullopt;
    first = last;
  }
  return starts;
}

std::vector<TextRun> row_runs(const CaptionText& text, std::size_t first, std::size_t last) {
  std::vector<TextRun> runs;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = text.words[i];
    if (i > first && word.space_before) {
      TextRun blank = runs.back();
      blank.underline = blank.underline && word.runs.front().underline;  // no underline that leads nowhere
      append(runs, blank, " ");
    }
    for (const TextRun& run : word.runs) append(runs, run, run.text);
  }
  return runs;
}

}  // namespace mallette::subtitles
