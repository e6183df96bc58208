// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences that several views are made of. Internal to views/. Pure; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "player/language/catalogue.h"
#include "player/ui/key_map.h"

namespace mallette::views {

/// "2 h 30", "14 min", "under a minute".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration, const language::Catalogue& words);

/// One text for one, another for more; French says zero as it says one. `one` and `more` are already
/// translated; "{n}" in them is the number.
[[nodiscard]] std::string counted(std::size_t n, const char* one, const char* more,
                                  const language::Catalogue& words);

/// "Sous-titres · LSF · Audiodescription"; empty when there is none.
[[nodiscard]] std::string tracks_text(bool captions, bool sign, bool description,
                                      const language::Catalogue& words);

/// The parts that are not empty, with a point between them.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

/// A key as F1 names it: "Ctrl + O", "Page suiv.".
[[nodiscard]] std::string key_words(const language::Catalogue& words, const ui::Key& key);

/// The last part of a path: what a person calls the file.
[[nodiscard]] std::string_view file_name(std::string_view path);

}  // namespace mallette::views
