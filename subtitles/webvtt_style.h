// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CSS that WebVTT style sheets use (W3C WebVTT, section 8), as far as this model shows it:
//
//   ::cue   ::cue(#id)   ::cue(.class.other)   ::cue(v)   ::cue(v[voice="Anna"])   ::cue(lang[lang="fr"])
//   { color  background  background-color  font-style  font-weight  text-decoration }
//
// Anything else is passed over, rule by rule, with a warning. Internal to subtitles/.
// Immutable once read: any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/reading.h"
#include "subtitles/webvtt_file.h"

namespace mallette::subtitles {

/// What a rule sets; the rest stays as it was.
struct StyleChange {
  std::optional<Colour> foreground = {};
  std::optional<Colour> background = {};
  std::optional<bool> italic = {};
  std::optional<bool> bold = {};
  std::optional<bool> underline = {};

  void apply_to(Style& style) const;
};

/// One element of a cue, as selectors see it. The cue itself is the element of an empty name.
struct StyledElement {
  std::string_view name;
  std::span<const std::string_view> classes = {};
  std::string_view voice = {};
  std::string_view language = {};
  std::string_view cue_id = {};
};

class StyleSheet {
 public:
  void add(const WebVttStyleSheet& sheet, WarningLog& warnings);

  /// Applies every rule that selects `element`, the more specific later.
  void apply(const StyledElement& element, Style& style) const;

 private:
  struct Selector {
    std::string name = {};
    std::vector<std::string> classes = {};
    std::string cue_id = {};
    std::optional<std::string> voice = {};
    std::optional<std::string> language = {};
    [[nodiscard]] int specificity() const;
    [[nodiscard]] bool selects(const StyledElement& element) const;
  };
  struct Rule {
    Selector selector;
    StyleChange change;
  };

  static std::optional<Selector> parse_selector(std::string_view text);
  static bool parse_attribute(std::string_view text, Selector& selector);
  static StyleChange parse_declarations(std::string_view text);

  std::vector<Rule> rules_;  ///< by specificity, then as written
};

}  // namespace mallette::subtitles
