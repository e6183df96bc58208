// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/escape.h"

#include <algorithm>
#include <cstdint>

namespace mallette::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// Length in bytes of the character that begins at `at`; 0: none that is allowed (RFC 3629, clause 4).
std::size_t character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4) return 0;
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, at + i)) return 0;
    code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool allowed = code >= kLeast[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF;
  return allowed ? length : 0;
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }

/// A line that would begin a list, a heading or a rule.
bool begins_a_block(std::string_view line) {
  if (line.empty()) return false;
  if (std::string_view("+-=").find(line.front()) != std::string_view::npos) return true;
  return false;
}

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

std::string cut(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string(text);
  std::size_t end = most_bytes;
  while (end > 0 && continues(text, end)) --end;
  return std::string(text.substr(0, end));
}

}  // namespace mallette::report
