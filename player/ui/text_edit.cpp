// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/text_edit.h"

#include <algorithm>

#include "player/ui/utf8.h"

namespace mallette::ui {

void TextEdit::adopt(std::string_view text) {
  if (text == text_) return;
  text_ = text.substr(0, std::min(text.size(), kMaxBytes));
  caret_ = anchor_ = text_.size();
}

std::pair<std::size_t, std::size_t> TextEdit::selection() const { return std::minmax(caret_, anchor_); }

void TextEdit::select_all() {
  anchor_ = 0;
  caret_ = text_.size();
}

void TextEdit::place_caret(std::size_t at, bool selecting) {
  at = std::min(at, text_.size());
  while (at > 0 && at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) --at;
  caret_ = at;
  if (!selecting) anchor_ = caret_;
}

void TextEdit::erase_selection() {
  const auto [from, to] = selection();
  text_.erase(from, to - from);
  caret_ = anchor_ = from;
}

void TextEdit::insert(std::string_view typed) {
  std::string clean;
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t from = at;
    const char32_t point = next_code_point(typed, at);
    if (point == '\n' || point == '\t') {
      clean += ' ';
    } else if (point >= 0x20 && point != 0x7F && point != 0xFFFD) {
      clean += typed.substr(from, at - from);
    }
  }
  const auto [from, to] = selection();
  if (clean.empty() || text_.size() - (to - from) + clean.size() > kMaxBytes) return;
  erase_selection();
  text_.insert(caret_, clean);
  caret_ = anchor_ = caret_ + clean.size();
}

std::size_t TextEdit::step(bool forward, bool by_word) const {
  std::size_t at = caret_;
  bool in_word = false;
  do {
    if (forward ? at == text_.size() : at == 0) break;
    std::size_t next = at;
    if (forward) {
      static_cast<void>(next_code_point(text_, next));
    } else {
      next = previous_place(text_, at);
    }
    const bool space = text_[std::min(at, next)] == ' ';
    if (by_word && space && in_word) break;
    in_word = in_word || !space;
    at = next;
  } while (by_word);
  return at;
}

bool TextEdit::control_letter(char letter, Clipboard& clipboard) {
  const auto [from, to] = selection();
  switch (letter) {
    case 'A':
      select_all();
      return true;
    case 'V':
      insert(clipboard.get());
      return true;
    case 'C':
    case 'X':
      if (from != to) clipboard.set(text_.substr(from, to - from));
      if (letter == 'X') erase_selection();
      return true;
    default:
      return false;
  }
}

bool TextEdit::key(const Key& key, Clipboard& clipboard) {
  if (key.name.size() == 1 && key.name != ".") {
    return key.control ? !key.shift && control_letter(key.name[0], clipboard) : true;
  }
  if (key.name == "Left" || key.name == "Right") {
    const bool forward = key.name == "Right";
    const auto [from, to] = selection();
    const bool collapses = from != to && !key.shift && !key.control;
    place_caret(collapses ? (forward ? to : from) : step(forward, key.control), key.shift);
    return true;
  }
  if (key.name == "Home" || key.name == "End") {
    place_caret(key.name == "Home" ? 0 : text_.size(), key.shift);
    return true;
  }
  if (key.name == "Backspace" || key.name == "Delete") {
    if (caret_ == anchor_) place_caret(step(key.name == "Delete", key.control), true);
    erase_selection();
    return true;
  }
  return (key.name == "Space" || key.name == ".") && !key.control;
}

}  // namespace mallette::ui
