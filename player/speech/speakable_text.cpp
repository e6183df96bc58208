// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/speakable_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace mallette::speech {
namespace {

/// The next code point, and `at` moved behind it; nothing for what is not UTF-8 (one byte is passed).
std::optional<char32_t> take(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || at + length > text.size()) {
    ++at;
    return std::nullopt;
  }
  char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return std::nullopt;
    }
    point = point << 6 | (byte(at + i) & 0x3FU);
  }
  at += length;
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  return point < kLeast[length] || surrogate || point > 0x10FFFF ? std::nullopt : std::optional(point);
}

/// Controls (C0, C1), zero-width and direction marks, private use, tags, what is no character.
bool is_unspeakable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xE000 && c <= 0xF8FF) || c == 0xFEFF ||
         (c >= 0xFFF0 && c <= 0xFFFF) || c >= 0xE0000;
}

bool is_order(char32_t c) {
  return c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\\' || c == '|' || c == '_' || c == '^';
}

bool is_space(char32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A) || c == 0x3000; }

/// Roughly: digits, Latin letters, and everything from where the other scripts begin but punctuation and signs.
bool is_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
         !(c >= 0xFE00 && c < 0xFE70) && !(c >= 0x1F000 && c < 0x20000);
}

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002; }
bool ends_clause(char32_t c) { return c == ',' || c == ';' || c == ':' || c == 0x2013 || c == 0x2014; }

void append(std::string& to, char32_t c) {
  const auto tail = [&](int shift) { to.push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU))); };
  if (c < 0x80) {
    to.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    to.push_back(static_cast<char>(0xC0U | c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    to.push_back(static_cast<char>(0xE0U | c >> 12));
    tail(6);
    tail(0);
  } else {
    to.push_back(static_cast<char>(0xF0U | c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// Single spaces, nothing around; stops at kMostLetters.
std::u32string clean(std::string_view text, bool& cut) {
  std::u32string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = take(text, at);
    if (!point || is_unspeakable(*point) || is_order(*point) || is_space(*point)) {
      space = !out.empty();
      continue;
    }
    if (out.size() + 1 >= kMostLetters) {
      cut = true;
      break;
    }
    if (space) out.push_back(U' ');
    space = false;
    out.push_back(*point);
  }
  return out;
}

/// How much of it to give at once, from its beginning: up to the last good end.
std::size_t part_length(std::u32string_view text) {
  if (text.size() <= kMostLettersAtOnce) return text.size();
  std::size_t sentence = 0, clause = 0, word = 0;
  for (std::size_t i = 1; i < kMostLettersAtOnce; ++i) {
    if (text[i] != U' ') continue;
    word = i;
    if (ends_sentence(text[i - 1])) sentence = i;
    if (ends_clause(text[i - 1])) clause = i;
  }
  return sentence > 0 ? sentence : clause > 0 ? clause : word > 0 ? word : kMostLettersAtOnce;
}

}  // namespace

SpeakableText speakable(std::string_view text) {
  SpeakableText out;
  const std::u32string letters = clean(text, out.cut);
  if (std::ranges::none_of(letters, is_word)) return out;
  std::u32string_view rest = letters;
  if (out.cut) {
    // Not in the middle of a word.
    if (const auto space = rest.rfind(U' '); space != std::u32string_view::npos) rest = rest.substr(0, space);
  }
  while (!rest.empty()) {
    const std::size_t length = part_length(rest);
    std::string part;
    for (const char32_t c : rest.substr(0, length)) append(part, c);
    out.sentences.push_back(std::move(part));
    rest.remove_prefix(std::min(rest.size(), length + (length < rest.size() && rest[length] == U' ' ? 1 : 0)));
  }
  return out;
}

std::string in_markup(std::string_view sentence) {
  std::string text;
  for (const char c : sentence) {
    if (c == '&') text += "&amp;";
    else text += c;
  }
  return text;
}

}  // namespace mallette::speech
