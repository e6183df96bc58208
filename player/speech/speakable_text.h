// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as sentences that an engine can be given. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mallette::speech {

/// About a minute and a half, spoken without haste. Nobody follows a description of that length.
inline constexpr std::size_t kMostLetters = 1'200;
/// What an engine is given at once: it can be stopped between two.
inline constexpr std::size_t kMostLettersAtOnce = 300;

struct SpeakableText {
  std::vector<std::string> sentences;  ///< UTF-8, none empty
  bool cut = false;                    ///< there was more than kMostLetters
};

/// Invalid UTF-8, control and formatting characters become spaces, and so do the brackets, backslashes and bars by which
/// engines are given orders: SSML (<...>), phonemes ([[...]]), commands. A text without any letter or digit gives no sentence.
/// Parts end behind a sentence, else behind a clause, else behind a word.
[[nodiscard]] SpeakableText speakable(std::string_view text);

/// A sentence of these in SSML and its kin: it holds none of the other signs that have a meaning there.
[[nodiscard]] std::string in_markup(std::string_view sentence);

}  // namespace mallette::speech
