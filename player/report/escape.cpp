// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/escape.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace mallette::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// Length in bytes of the character that begins at `at`; 0: none that XML allows.
std::size_t character(std::string_view text, std::size_t at) {
  utf8proc_int32_t code = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  return length < 1 || code == 0xFFFE || code == 0xFFFF ? 0 : static_cast<std::size_t>(length);
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }

/// A line that would begin a list, a heading or a rule.
bool begins_a_block(std::string_view line) { return !line.empty() && std::string_view("+-=").find(line.front()) != std::string_view::npos; }

/// "12. ", "12) ": where the sign stands.
std::size_t number_sign(std::string_view line) {
  const auto end = line.find_first_not_of("0123456789");
  const bool listed = end != std::string_view::npos && end > 0 && (line[end] == '.' || line[end] == ')');
  return listed ? end : std::string_view::npos;
}

std::string markdown_line(std::string_view line) {
  std::string out;
  const std::size_t sign = number_sign(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool special = std::string_view("\\`*_[]<>#|~&").find(line[i]) != std::string_view::npos;
    if (special || i == sign || (i == 0 && begins_a_block(line))) out += '\\';
    out += line[i];
  }
  return out;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character(text, i);
    if (length == 0) out += kReplacement;
    else if (length == 1) out += is_control(text[i]) ? ' ' : text[i];
    else out += text.substr(i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  const std::string whole = clean(text);
  std::string out;
  for (std::size_t at = 0; at <= whole.size();) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    std::string_view line = std::string_view(whole).substr(at, end - at);
    // Four spaces would make it code.
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!out.empty()) out += "\\\n";
    out += line.empty() ? "\u00A0" : markdown_line(line);
    at = end + 1;
  }
  return out;
}

std::string csv_field(std::string_view text) {
  std::string out = clean(text);
  std::ranges::replace(out, '\n', ' ');
  const auto first = out.find_first_not_of(' ');
  if (first != std::string::npos && std::string_view("=+-@").find(out[first]) != std::string_view::npos) out.insert(0, "'");
  if (out.find_first_of(";\"") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string file_words(std::string_view text) {
  utf8proc_uint8_t* folded = nullptr;
  const std::string whole = clean(text);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(whole.data()), static_cast<utf8proc_ssize_t>(whole.size()), &folded,
                                 static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, &std::free);
  std::string out;
  const std::string_view letters(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 0)));
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char c = letters[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (letters.substr(i).starts_with("œ")) out += "oe";
    else if (!out.empty() && out.back() != '-' && !continues(letters, i)) out += '-';
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string cut(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string(text);
  std::size_t end = most_bytes;
  while (end > 0 && continues(text, end)) --end;
  return std::string(text.substr(0, end));
}

}  // namespace mallette::report
