// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/webvtt_style.h"

#include <algorithm>

#include "subtitles/colour.h"
#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

std::string without_comments(std::string_view css) {
  std::string result;
  while (true) {
    const auto start = css.find("/*");
    result += css.substr(0, start);
    if (start == std::string_view::npos) return result;
    const auto end = css.find("*/", start + 2);
    if (end == std::string_view::npos) return result;
    result += ' ';
    css.remove_prefix(end + 2);
  }
}

/// Off the front, up to one of `delimiters`; CSS escapes ("\.") are read as the character.
std::string take_name(std::string_view& text, std::string_view delimiters) {
  std::string name;
  while (!text.empty() && delimiters.find(text.front()) == std::string_view::npos) {
    if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
    name += text.front();
    text.remove_prefix(1);
  }
  return name;
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

void parse_declaration(std::string_view name, std::string_view value, StyleChange& change) {
  const auto important = value.find('!');
  if (important != std::string_view::npos) value = trim(value.substr(0, important));
  if (equals_ignoring_case(name, "color")) {
    if (const auto colour = parse_colour(value)) change.foreground = colour;
  } else if (equals_ignoring_case(name, "background-color") || equals_ignoring_case(name, "background")) {
    if (const auto colour = parse_colour(value)) change.background = colour;
  } else if (equals_ignoring_case(name, "font-style")) {
    change.italic = equals_ignoring_case(value, "italic") || to_lower(value).starts_with("oblique");
  } else if (equals_ignoring_case(name, "font-weight")) {
    const auto weight = parse_decimal(value);
    change.bold = equals_ignoring_case(value, "bold") || equals_ignoring_case(value, "bolder") ||
                  (weight && *weight >= 600);
  } else if (equals_ignoring_case(name, "text-decoration") ||
             equals_ignoring_case(name, "text-decoration-line")) {
    change.underline = to_lower(value).find("underline") != std::string::npos;
  }
}

}  // namespace

void StyleChange::apply_to(Style& style) const {
  if (foreground) style.foreground = foreground;
  if (background) style.background = background;
  if (italic) style.italic = *italic;
  if (bold) style.bold = *bold;
  if (underline) style.underline = *underline;
}

int StyleSheet::Selector::specificity() const {
  return (cue_id.empty() ? 0 : 10'000) + static_cast<int>(classes.size()) * 100 + (voice ? 100 : 0) +
         (language ? 100 : 0) + (name.empty() ? 0 : 1);
}

bool StyleSheet::Selector::selects(const StyledElement& element) const {
  const bool bare = name.empty() && classes.empty() && !voice && !language;
  if (!cue_id.empty() && element.cue_id != cue_id) return false;
  // "::cue" and "::cue(#id)" are the whole cue; whatever is inside inherits from it.
  if (bare) return element.name.empty();
  if (element.name.empty() || (!name.empty() && element.name != name)) return false;
  if (voice && element.voice != *voice) return false;
  if (language && element.language != *language) return false;
  return std::all_of(classes.begin(), classes.end(), [&](const std::string& wanted) {
    return std::find(element.classes.begin(), element.classes.end(), wanted) != element.classes.end();
  });
}

bool StyleSheet::parse_attribute(std::string_view text, Selector& selector) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = trim(text.substr(0, equals));
  const std::string value(unquoted(trim(text.substr(equals + 1))));
  if (name == "voice") {
    selector.voice = value;
    return true;
  }
  if (name == "lang") {
    selector.language = value;
    return true;
  }
  return false;
}

/// The whole selector: "::cue" or "::cue(...)" of one compound selector.
std::optional<StyleSheet::Selector> StyleSheet::parse_selector(std::string_view text) {
  constexpr std::string_view kPseudo = "::cue";
  constexpr std::string_view kEnds = ".#[: \t\n,>+~";
  if (!text.starts_with(kPseudo)) return std::nullopt;
  text = trim(text.substr(kPseudo.size()));
  Selector selector;
  if (text.empty()) return selector;
  if (text.front() != '(' || text.back() != ')') return std::nullopt;
  text = trim(text.substr(1, text.size() - 2));
  if (!text.empty() && text.front() == '*') text.remove_prefix(1);
  selector.name = take_name(text, kEnds);
  while (!text.empty()) {
    const char kind = text.front();
    text.remove_prefix(1);
    if (kind == '.') {
      selector.classes.push_back(take_name(text, kEnds));
    } else if (kind == '#') {
      selector.cue_id = take_name(text, kEnds);
    } else if (kind == '[') {
      const auto close = text.find(']');
      if (close == std::string_view::npos || !parse_attribute(text.substr(0, close), selector))
        return std::nullopt;
      text.remove_prefix(close + 1);
    } else {
      return std::nullopt;  // descendants, pseudo-classes: never in captions so far
    }
  }
  if (selector.classes.size() > kMaxClasses) return std::nullopt;
  return selector;
}

StyleChange StyleSheet::parse_declarations(std::string_view text) {
  StyleChange change;
  while (!text.empty()) {
    const auto end = text.find(';');
    const std::string_view declaration = text.substr(0, end);
    const auto colon = declaration.find(':');
    if (colon != std::string_view::npos) {
      parse_declaration(trim(declaration.substr(0, colon)), trim(declaration.substr(colon + 1)), change);
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return change;
}

void StyleSheet::add(const WebVttStyleSheet& sheet, WarningLog& warnings) {
  const std::string css = without_comments(sheet.css);
  std::string_view rest = css;
  while (true) {
    const auto open = rest.find('{');
    if (open == std::string_view::npos) break;
    const auto close = rest.find('}', open);
    const auto body_end = close == std::string_view::npos ? rest.size() : close;
    const StyleChange change = parse_declarations(rest.substr(open + 1, body_end - open - 1));
    std::string_view selectors = rest.substr(0, open);
    while (!selectors.empty()) {
      const auto comma = selectors.find(',');
      const auto selector = parse_selector(trim(selectors.substr(0, comma)));
      if (selector && rules_.size() < kMaxStyleRules) {
        rules_.push_back({*selector, change});
      } else {
        warnings.add(WarningCode::kBadStyle, sheet.line, trim(selectors.substr(0, comma)));
      }
      if (comma == std::string_view::npos) break;
      selectors.remove_prefix(comma + 1);
    }
    rest.remove_prefix(std::min(body_end + 1, rest.size()));
  }
  std::stable_sort(rules_.begin(), rules_.end(), [](const Rule& one, const Rule& other) {
    return one.selector.specificity() < other.selector.specificity();
  });
}

void StyleSheet::apply(const StyledElement& element, Style& style) const {
  for (const Rule& rule : rules_) {
    if (rule.selector.selects(element)) rule.change.apply_to(style);
  }
}

}  // namespace mallette::subtitles
