// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

struct NamedColour {
  std::string_view name;
  std::uint32_t rgb;
};

/// CSS Color Module Level 4, section 6.1; sorted by name.
constexpr std::array<NamedColour, 148> kNamedColours{{
    {"aliceblue", 0xF0F8FF},
    {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF},
    {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF},
    {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4},
    {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD},
    {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2},
    {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887},
    {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00},
    {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50},
    {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC},
    {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF},
    {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B},
    {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9},
    {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B},
    {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00},
    {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000},
    {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F},
    {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F},
    {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1},
    {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493},
    {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF},
    {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0},
    {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF},
    {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF},
    {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xADFF2F},
    {"grey", 0x808080},
    {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4},
    {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082},
    {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C},
    {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5},
    {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD},
    {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080},
    {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2},
    {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90},
    {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1},
    {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA},
    {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE},
    {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00},
    {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6},
    {"magenta", 0xFF00FF},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD},
    {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB},
    {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE},
    {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC},
    {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1},
    {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD},
    {"navy", 0x000080},
    {"oldlace", 0xFDF5E6},
    {"olive", 0x808000},
    {"olivedrab", 0x6B8E23},
    {"orange", 0xFFA500},
    {"orangered", 0xFF4500},
    {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA},
    {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE},
    {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5},
    {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F},
    {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD},
    {"powderblue", 0xB0E0E6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xFF0000},
    {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1},
    {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072},
    {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57},
    {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D},
    {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB},
    {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xFFFAFA},
    {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4},
    {"tan", 0xD2B48C},
    {"teal", 0x008080},
    {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347},
    {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE},
    {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF},
    {"whitesmoke", 0xF5F5F5},
    {"yellow", 0xFFFF00},
    {"yellowgreen", 0x9ACD32},
}};

std::optional<std::uint32_t> parse_hex(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, reason] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (reason != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

constexpr std::uint8_t byte_at(std::uint32_t value, int shift) {
  return static_cast<std::uint8_t>((value >> shift) & 0xFF);
}

constexpr std::uint8_t doubled(std::uint32_t value, int shift) {
  return static_cast<std::uint8_t>(((value >> shift) & 0xF) * 0x11);
}

std::optional<Colour> from_hex_digits(std::string_view digits) {
  const auto value = parse_hex(digits);
  if (!value) return std::nullopt;
  switch (digits.size()) {
    case 3:
      return Colour{doubled(*value, 8), doubled(*value, 4), doubled(*value, 0)};
    case 4:
      return Colour{doubled(*value, 12), doubled(*value, 8), doubled(*value, 4), doubled(*value, 0)};
    case 6:
      return Colour{byte_at(*value, 16), byte_at(*value, 8), byte_at(*value, 0)};
    case 8:
      return Colour{byte_at(*value, 24), byte_at(*value, 16), byte_at(*value, 8), byte_at(*value, 0)};
    default:
      return std::nullopt;
  }
}

/// One argument of rgb(): a number or a percentage; `scale` is what a number of 1 is worth.
std::optional<std::uint8_t> parse_component(std::string_view text, double scale) {
  const bool percent = !text.empty() && text.back() == '%';
  if (percent) text.remove_suffix(1);
  const auto value = parse_decimal(text);
  if (!value) return std::nullopt;
  return static_cast<std::uint8_t>(std::lround(std::clamp(*value * (percent ? 2.55 : scale), 0.0, 255.0)));
}

/// "r, g, b", "r g b", "r g b / a".
std::optional<Colour> from_arguments(std::string_view arguments) {
  std::array<std::uint8_t, 4> components{0, 0, 0, 255};
  std::size_t count = 0;
  while (true) {
    const auto first = arguments.find_first_not_of(" \t\r\n,/");
    if (first == std::string_view::npos) break;
    arguments.remove_prefix(first);
    const auto word = arguments.substr(0, arguments.find_first_of(" \t\r\n,/"));
    arguments.remove_prefix(word.size());
    if (count == components.size()) return std::nullopt;
    const auto component = parse_component(word, count == 3 ? 255.0 : 1.0);
    if (!component) return std::nullopt;
    components[count++] = *component;
  }
  if (count < 3) return std::nullopt;
  return Colour{components[0], components[1], components[2], components[3]};
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) {
  const std::string lower = to_lower(trim(text.substr(0, 64)));
  std::string_view word = lower;
  if (word.empty()) return std::nullopt;
  if (word.front() == '#') return from_hex_digits(word.substr(1));
  if (word == "transparent") return Colour{0, 0, 0, 0};
  for (const std::string_view function : {"rgba(", "rgb("}) {
    if (word.starts_with(function) && word.back() == ')') {
      return from_arguments(word.substr(function.size(), word.size() - function.size() - 1));
    }
  }
  const auto named =
      std::lower_bound(kNamedColours.begin(), kNamedColours.end(), word,
                       [](const NamedColour& c, std::string_view name) { return c.name < name; });
  if (named != kNamedColours.end() && named->name == word) {
    return Colour{byte_at(named->rgb, 16), byte_at(named->rgb, 8), byte_at(named->rgb, 0)};
  }
  return word.size() == 6 ? from_hex_digits(word) : std::nullopt;
}

std::string to_hex(Colour colour) {
  return fmt::format("#{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue);
}

}  // namespace mallette::subtitles
