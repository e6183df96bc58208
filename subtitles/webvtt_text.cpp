// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/webvtt_text.h"

#include <algorithm>
#include <array>

#include "subtitles/colour.h"
#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"
#include "subtitles/webvtt_file.h"

namespace mallette::subtitles {
namespace {

/// W3C WebVTT, section 5, "default classes for WebVTT caption or subtitle cue components".
constexpr std::array<std::string_view, 8> kColourClasses{"white",  "lime",    "cyan", "red",
                                                         "yellow", "magenta", "blue", "black"};

void apply_default_class(std::string_view name, Style& style) {
  const bool behind = name.starts_with("bg_");
  if (behind) name.remove_prefix(3);
  if (std::find(kColourClasses.begin(), kColourClasses.end(), name) == kColourClasses.end()) return;
  (behind ? style.background : style.foreground) = parse_colour(name);
}

/// Blanks collapsed, references read: "consume an annotation", then trimmed (section 6.4).
std::string read_annotation(std::string_view text) {
  std::string annotation;
  text = trim(utf8_prefix(text, kMaxNameBytes));
  while (!text.empty()) {
    std::size_t taken = take_character_reference(text, annotation);
    if (taken == 0) {
      if (!is_blank(text.front())) {
        annotation += text.front();
      } else if (!annotation.ends_with(' ')) {
        annotation += ' ';
      }
      taken = 1;
    }
    text.remove_prefix(taken);
  }
  return annotation;
}

class TextParser {
 public:
  TextParser(std::string_view cue_id, const StyleSheet& styles, TagBudget& budget)
      : cue_id_(cue_id), styles_(styles), budget_(budget) {
    styles_.apply({.name = {}, .cue_id = cue_id_}, look_.style);
  }

  std::vector<Span> parse(std::string_view text) {
    while (!text.empty()) {
      const auto special = text.find_first_of("<&");
      builder_.append(text.substr(0, special), look_);
      if (special == std::string_view::npos) break;
      text.remove_prefix(special);
      text.remove_prefix(text.front() == '<' ? take_tag(text) : take_reference(text));
    }
    return builder_.take();
  }

 private:
  struct Element {
    std::string_view name;
    Span look_before;
  };

  std::size_t take_reference(std::string_view text) {
    std::string character;
    const std::size_t taken = take_character_reference(text, character);
    builder_.append(taken == 0 ? text.substr(0, 1) : character, look_);
    return std::max<std::size_t>(taken, 1);
  }

  /// A tag runs to its '>', or to the end of the cue: then the rest is never text (the tokenizer's states).
  std::size_t take_tag(std::string_view text) {
    const auto end = text.find('>');
    std::string_view tag = text.substr(1, end == std::string_view::npos ? end : end - 1);
    if (budget_.spend()) {
      if (take(tag, '/')) {
        end_element(tag);
      } else if (!tag.empty() && !is_digit(tag.front())) {
        start_element(tag);
      }
    }
    return end == std::string_view::npos ? text.size() : end + 1;
  }

  void start_element(std::string_view tag) {
    const auto head_end = std::min(tag.find_first_of(" \t\n\r\f"), tag.size());
    std::string_view head = tag.substr(0, head_end);
    const std::string_view name = head.substr(0, head.find('.'));
    head.remove_prefix(std::min(name.size() + 1, head.size()));
    if (!is_element(name) || open_.size() == kMaxTagDepth) return;
    if (name == "rt" && (open_.empty() || open_.back().name != "ruby")) return;
    open_.push_back({name, look_});
    const auto classes = read_classes(head);
    apply_element(name, classes, read_annotation(tag.substr(head_end)));
  }

  static bool is_element(std::string_view name) {
    constexpr std::array<std::string_view, 8> kElements{"c", "i", "b", "u", "ruby", "rt", "v", "lang"};
    return std::find(kElements.begin(), kElements.end(), name) != kElements.end();
  }

  static std::vector<std::string_view> read_classes(std::string_view text) {
    std::vector<std::string_view> classes;
    while (!text.empty() && classes.size() < kMaxClasses) {
      const std::string_view name = text.substr(0, text.find('.'));
      if (!name.empty()) classes.push_back(utf8_prefix(name, kMaxNameBytes));
      text.remove_prefix(std::min(name.size() + 1, text.size()));
    }
    return classes;
  }

  void apply_element(std::string_view name, const std::vector<std::string_view>& classes,
                     std::string annotation) {
    if (name == "i") look_.style.italic = true;
    if (name == "b") look_.style.bold = true;
    if (name == "u") look_.style.underline = true;
    if (name == "rt") look_.ruby = true;
    if (name == "v") look_.voice = std::move(annotation);
    if (name == "lang") look_.language = std::move(annotation);
    for (const std::string_view each : classes) {
      apply_default_class(each, look_.style);
      const bool known = std::find(look_.classes.begin(), look_.classes.end(), each) != look_.classes.end();
      if (!known && look_.classes.size() < kMaxClasses) look_.classes.emplace_back(each);
    }
    styles_.apply({.name = name,
                   .classes = classes,
                   .voice = name == "v" ? std::string_view(look_.voice) : std::string_view(),
                   .language = look_.language,
                   .cue_id = cue_id_},
                  look_.style);
  }

  /// Only the innermost element can be ended; </ruby> also ends the <rt> it stands in.
  void end_element(std::string_view name) {
    if (open_.empty()) return;
    if (name == "ruby" && open_.back().name == "rt") close_innermost();
    if (open_.back().name == name) close_innermost();
  }

  void close_innermost() {
    look_ = std::move(open_.back().look_before);
    open_.pop_back();
  }

  std::string_view cue_id_;
  const StyleSheet& styles_;
  TagBudget& budget_;
  SpanBuilder builder_;
  Span look_;
  std::vector<Element> open_;
};

}  // namespace

std::vector<Span> parse_webvtt_text(std::string_view text, std::string_view cue_id, const StyleSheet& styles,
                                    TagBudget& budget) {
  return TextParser(cue_id, styles, budget).parse(text);
}

}  // namespace mallette::subtitles
