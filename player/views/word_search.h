// SPDX-License-Identifier: GPL-3.0-or-later
// Finding by what a person types: case, accents and ligatures do not count, words may come in any
// order and be unfinished. Internal to views/. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mallette::views {

class WordSearch {
 public:
  /// `typed` may be empty: then everything is found.
  explicit WordSearch(std::string_view typed);
  [[nodiscard]] bool empty() const { return words_.empty(); }
  /// Every word that was typed is in one of the texts.
  [[nodiscard]] bool finds(std::initializer_list<std::string_view> texts) const;

 private:
  std::vector<std::string> words_;
};

/// "Élisa, cœur" -> "elisa, coeur". Latin letters as Europe writes them; others stay as they are.
[[nodiscard]] std::string plain_letters(std::string_view utf8);

}  // namespace mallette::views
