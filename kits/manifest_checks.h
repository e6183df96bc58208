// SPDX-License-Identifier: GPL-3.0-or-later
// What can only be said of a manifest once all of it is read: defaults that depend on other
// items, and whether what it refers to is there. Internal to kits/.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kits/base/error.h"
#include "kits/manifest.h"
#include "kits/manifest_fields.h"

namespace mallette::kits {

/// An id that the manifest gives to an item, or that it refers to; with the key that does so.
struct IdUse {
  ItemKind kind;
  std::string id;
  std::string key;
  TextPlace place;
};

struct IdUses {
  std::vector<IdUse> given;
  std::vector<IdUse> referred;
};

/// Of all that is wrong, what stands first in the text. One is enough to act upon, and a
/// hostile manifest cannot make a list of them.
class FirstError {
 public:
  void add(Error error) {
    const auto at = [](const Error& e) {
      const TextPlace place = e.place.value_or(TextPlace{});
      return std::pair(place.line, place.column);
    };
    if (!first_ || at(error) < at(*first_)) first_ = std::move(error);
  }
  [[nodiscard]] std::optional<Error>& get() { return first_; }

 private:
  std::optional<Error> first_;
};

/// Fills in the defaults: ids, titles, languages, the only film a step can mean; orders
/// chapters and notes. Adds to errors what does not hold.
void complete_and_check(Manifest& manifest, const IdUses& ids, const std::string& subject,
                        FirstError& errors);

}  // namespace mallette::kits
