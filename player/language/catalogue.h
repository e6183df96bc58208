// SPDX-License-Identifier: GPL-3.0-or-later
// The interface's words in one language: a gettext catalogue (.mo), read by ourselves, because
// libintl follows the environment's locale and an offline player on a borrowed laptop must not.
//
// Source texts are English; a text that the catalogue does not have is shown as it is. Immutable
// after loading: any thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "kits/base/error.h"

namespace mallette::language {

enum class Language { kFrench, kEnglish };

class Catalogue {
 public:
  /// English: the source texts themselves.
  Catalogue() = default;
  /// From folder/fr.mo. English needs no file.
  static Result<Catalogue> load(Language language, const std::string& folder);

  [[nodiscard]] Language language() const { return language_; }
  /// The text in this language; source must be a literal that xgettext can find (keyword tr).
  [[nodiscard]] const char* tr(const char* source) const;

 private:
  Result<void> parse(std::string_view mo, const std::string& name);

  Language language_ = Language::kEnglish;
  std::unordered_map<std::string, std::string> texts_;
};

}  // namespace mallette::language
