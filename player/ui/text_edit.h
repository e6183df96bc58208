// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text being typed: caret and selection, as a pure model. One thread at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "player/ui/key_map.h"

namespace mallette::ui {

/// What the machine keeps between applications. Never null where TextEdit takes one.
class Clipboard {
 public:
  virtual ~Clipboard() = default;
  virtual std::string get() = 0;
  virtual void set(const std::string& text) = 0;
};

class TextEdit {
 public:
  static constexpr std::size_t kMaxBytes = 4096;

  /// The text as the program has it; the caret stays where it is, or goes to the end.
  void adopt(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t caret() const { return caret_; }
  /// From, to; equal when nothing is selected.
  [[nodiscard]] std::pair<std::size_t, std::size_t> selection() const;

  void select_all();
  /// The place is taken back to the beginning of a code point.
  void place_caret(std::size_t at, bool selecting);
  /// Puts it in place of the selection. Line breaks become spaces, other control characters go.
  void insert(std::string_view typed);
  /// True when the key edits or moves: Left, Right, Home, End (Shift selects, Ctrl goes by words),
  /// Backspace, Delete, Ctrl+A, C, X, V. Letters arrive by insert(), and count as taken too.
  bool key(const Key& key, Clipboard& clipboard);

 private:
  void erase_selection();
  [[nodiscard]] std::size_t step(bool forward, bool by_word) const;
  bool control_letter(char letter, Clipboard& clipboard);

  std::string text_;
  std::size_t caret_ = 0;
  std::size_t anchor_ = 0;
};

}  // namespace mallette::ui
