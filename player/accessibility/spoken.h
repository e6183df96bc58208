// SPDX-License-Identifier: GPL-3.0-or-later
// What the voice says of a node: name, role, state, value, in this order, since who knows the
// program hears the name and moves on. "Pause, bouton"; "Volume, curseur, 70 %". Any thread.
#pragma once

#include <string>

#include "player/accessibility/tree.h"
#include "player/language/catalogue.h"

namespace mallette::accessibility {

/// "bouton", "case à cocher"; empty for what is only its own text.
[[nodiscard]] std::string role_words(Role role, const language::Catalogue& words);

/// On focus. For an item of a list, its place too: "Extrait 2, élément de liste, sélectionné, 4 sur 12".
[[nodiscard]] std::string spoken(const Tree& tree, const Node& node, const language::Catalogue& words);

}  // namespace mallette::accessibility
