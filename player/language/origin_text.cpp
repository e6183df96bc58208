// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/origin_text.h"

#include <fmt/format.h>

namespace mallette::language {

std::string origin_text(const kits::Origin& origin, const Catalogue& words) {
  switch (origin.state) {
    case kits::OriginState::kUnsigned: return words.tr("Origin not verified: this kit carries no signature.");
    case kits::OriginState::kUnknownKey:
      return fmt::format(fmt::runtime(words.tr("Origin not verified: the key of its signature, {key}, is not known to this computer.")), fmt::arg("key", origin.key_id));
    case kits::OriginState::kVerified:
      return fmt::format(fmt::runtime(words.tr("Origin verified: {publisher} (key {key}).")), fmt::arg("publisher", origin.publisher->name), fmt::arg("key", origin.key_id));
  }
  return {};
}

}  // namespace mallette::language
