// SPDX-License-Identifier: GPL-3.0-or-later
// The named character references that captions use: those of WebVTT, Latin-1, and French typography.
#include <algorithm>
#include <array>
#include <charconv>

#include "subtitles/encoding.h"
#include "subtitles/webvtt_text.h"

namespace mallette::subtitles {
namespace {

struct NamedReference {
  std::string_view name;
  char16_t code_point;
};

/// HTML, section 13.5; sorted by name.
constexpr std::array<NamedReference, 127> kNamedReferences{{
    {"AElig", 0x00C6},  {"Aacute", 0x00C1}, {"Acirc", 0x00C2},  {"Agrave", 0x00C0}, {"Aring", 0x00C5},
    {"Atilde", 0x00C3}, {"Auml", 0x00C4},   {"Ccedil", 0x00C7}, {"ETH", 0x00D0},    {"Eacute", 0x00C9},
    {"Ecirc", 0x00CA},  {"Egrave", 0x00C8}, {"Euml", 0x00CB},   {"Iacute", 0x00CD}, {"Icirc", 0x00CE},
    {"Igrave", 0x00CC}, {"Iuml", 0x00CF},   {"Ntilde", 0x00D1}, {"OElig", 0x0152},  {"Oacute", 0x00D3},
    {"Ocirc", 0x00D4},  {"Ograve", 0x00D2}, {"Oslash", 0x00D8}, {"Otilde", 0x00D5}, {"Ouml", 0x00D6},
    {"THORN", 0x00DE},  {"Uacute", 0x00DA}, {"Ucirc", 0x00DB},  {"Ugrave", 0x00D9}, {"Uuml", 0x00DC},
    {"Yacute", 0x00DD}, {"Yuml", 0x0178},   {"aacute", 0x00E1}, {"acirc", 0x00E2},  {"acute", 0x00B4},
    {"aelig", 0x00E6},  {"agrave", 0x00E0}, {"amp", 0x0026},    {"apos", 0x0027},   {"aring", 0x00E5},
    {"atilde", 0x00E3}, {"auml", 0x00E4},   {"brvbar", 0x00A6}, {"bull", 0x2022},   {"ccedil", 0x00E7},
    {"cedil", 0x00B8},  {"cent", 0x00A2},   {"copy", 0x00A9},   {"curren", 0x00A4}, {"deg", 0x00B0},
    {"divide", 0x00F7}, {"eacute", 0x00E9}, {"ecirc", 0x00EA},  {"egrave", 0x00E8}, {"emsp", 0x2003},
    {"ensp", 0x2002},   {"eth", 0x00F0},    {"euml", 0x00EB},   {"euro", 0x20AC},   {"frac12", 0x00BD},
    {"frac14", 0x00BC}, {"frac34", 0x00BE}, {"gt", 0x003E},     {"hellip", 0x2026}, {"iacute", 0x00ED},
    {"icirc", 0x00EE},  {"iexcl", 0x00A1},  {"igrave", 0x00EC}, {"iquest", 0x00BF}, {"iuml", 0x00EF},
    {"laquo", 0x00AB},  {"larr", 0x2190},   {"ldquo", 0x201C},  {"lrm", 0x200E},    {"lsaquo", 0x2039},
    {"lsquo", 0x2018},  {"lt", 0x003C},     {"macr", 0x00AF},   {"mdash", 0x2014},  {"micro", 0x00B5},
    {"middot", 0x00B7}, {"minus", 0x2212},  {"nbsp", 0x00A0},   {"ndash", 0x2013},  {"not", 0x00AC},
    {"ntilde", 0x00F1}, {"oacute", 0x00F3}, {"ocirc", 0x00F4},  {"oelig", 0x0153},  {"ograve", 0x00F2},
    {"ordf", 0x00AA},   {"ordm", 0x00BA},   {"oslash", 0x00F8}, {"otilde", 0x00F5}, {"ouml", 0x00F6},
    {"para", 0x00B6},   {"plusmn", 0x00B1}, {"pound", 0x00A3},  {"quot", 0x0022},   {"raquo", 0x00BB},
    {"rarr", 0x2192},   {"rdquo", 0x201D},  {"reg", 0x00AE},    {"rlm", 0x200F},    {"rsaquo", 0x203A},
    {"rsquo", 0x2019},  {"sect", 0x00A7},   {"shy", 0x00AD},    {"sung", 0x266A},   {"sup1", 0x00B9},
    {"sup2", 0x00B2},   {"sup3", 0x00B3},   {"szlig", 0x00DF},  {"thinsp", 0x2009}, {"thorn", 0x00FE},
    {"times", 0x00D7},  {"trade", 0x2122},  {"uacute", 0x00FA}, {"ucirc", 0x00FB},  {"ugrave", 0x00F9},
    {"uml", 0x00A8},    {"uuml", 0x00FC},   {"yacute", 0x00FD}, {"yen", 0x00A5},    {"yuml", 0x00FF},
    {"zwj", 0x200D},    {"zwnj", 0x200C},
}};

/// "#233" or "#xE9"; 0 when it is neither.
char32_t numeric_reference(std::string_view name) {
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, reason] = std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  if (name.empty() || reason != std::errc() || end != name.data() + name.size()) return 0;
  return value < 0x20 && value != '\n' && value != '\t' ? U'\xFFFD' : char32_t{value};
}

char32_t named_reference(std::string_view name) {
  const auto found = std::lower_bound(kNamedReferences.begin(), kNamedReferences.end(), name,
                                      [](const NamedReference& r, std::string_view n) { return r.name < n; });
  return found != kNamedReferences.end() && found->name == name ? char32_t{found->code_point} : 0;
}

}  // namespace

std::size_t take_character_reference(std::string_view text, std::string& to) {
  constexpr std::size_t kLongest = 12;
  const auto end = text.substr(0, kLongest).find(';');
  if (!text.starts_with('&') || end == std::string_view::npos || end < 2) return 0;
  const std::string_view name = text.substr(1, end - 1);
  const char32_t code_point = name.front() == '#' ? numeric_reference(name) : named_reference(name);
  if (code_point == 0) return 0;
  append_utf8(to, code_point);
  return end + 1;
}

}  // namespace mallette::subtitles
