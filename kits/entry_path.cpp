// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/entry_path.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace mallette::kits {
namespace {

constexpr std::size_t kPathLimit = 1024;
constexpr std::size_t kPartLimit = 255;

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

char upper_ascii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// UTF-8 without control characters (C0, DEL, C1), or the fault.
std::optional<PathFault> check_characters(std::string_view path) {
  std::string_view rest = path;
  while (!rest.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(bytes_of(rest), static_cast<utf8proc_ssize_t>(rest.size()), &code);
    if (length <= 0) return PathFault::kNotUtf8;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return PathFault::kControl;
    if (code == '\\') return PathFault::kBackslash;
    if (code == ':') return PathFault::kColon;
    rest.remove_prefix(static_cast<std::size_t>(length));
  }
  return std::nullopt;
}

bool is_nfc(std::string_view text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return true;
  utf8proc_uint8_t* composed = nullptr;
  const auto length = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &composed,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  return length >= 0 &&
         std::string_view(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length)) == text;
}

/// CON, PRN, AUX, NUL, COM0-9, LPT0-9 and their superscript forms, whatever follows the first dot
/// (Microsoft, "Naming Files, Paths, and Namespaces").
bool is_reserved(std::string_view part) {
  std::string_view stem = part.substr(0, part.find('.'));
  while (!stem.empty() && stem.back() == ' ') stem.remove_suffix(1);
  std::string upper(stem);
  std::transform(upper.begin(), upper.end(), upper.begin(), upper_ascii);
  for (const char* name : {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}) {
    if (upper == name) return true;
  }
  if (!upper.starts_with("COM") && !upper.starts_with("LPT")) return false;
  const std::string_view number = std::string_view(upper).substr(3);
  if (number.size() == 1) return number[0] >= '0' && number[0] <= '9';
  return number == "\u00b9" || number == "\u00b2" || number == "\u00b3";
}

std::optional<PathFault> check_part(std::string_view part) {
  if (part.empty()) return PathFault::kEmptyPart;
  if (part == "." || part == "..") return PathFault::kDotPart;
  if (part.size() > kPartLimit) return PathFault::kTooLong;
  if (part.back() == '.' || part.back() == ' ') return PathFault::kTrailing;
  if (is_reserved(part)) return PathFault::kReserved;
  return std::nullopt;
}

}  // namespace

std::optional<PathFault> check_entry_path(std::string_view path) {
  if (path.empty()) return PathFault::kEmpty;
  if (path.size() > kPathLimit) return PathFault::kTooLong;
  if (path.front() == '/') return PathFault::kAbsolute;
  if (const auto fault = check_characters(path)) return fault;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    if (const auto fault = check_part(rest.substr(0, slash))) return fault;
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (!is_nfc(path)) return PathFault::kNotNfc;
  return std::nullopt;
}

std::string_view code_name(PathFault fault) {
  switch (fault) {
    case PathFault::kEmpty:
      return "empty";
    case PathFault::kTooLong:
      return "too-long";
    case PathFault::kNotUtf8:
      return "not-utf-8";
    case PathFault::kNotNfc:
      return "not-nfc";
    case PathFault::kAbsolute:
      return "absolute";
    case PathFault::kEmptyPart:
      return "empty-part";
    case PathFault::kDotPart:
      return "dot-part";
    case PathFault::kBackslash:
      return "backslash";
    case PathFault::kColon:
      return "colon";
    case PathFault::kControl:
      return "control-character";
    case PathFault::kReserved:
      return "reserved-name";
    case PathFault::kTrailing:
      return "trailing-dot-or-space";
  }
  return "?";
}

std::string fold_case(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  while (!utf8.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(bytes_of(utf8), static_cast<utf8proc_ssize_t>(utf8.size()), &code);
    if (length <= 0) {  // not UTF-8: kept as it is
      folded += utf8.front();
      utf8.remove_prefix(1);
      continue;
    }
    utf8proc_uint8_t encoded[4];
    const auto count = utf8proc_encode_char(utf8proc_tolower(utf8proc_toupper(code)), encoded);
    folded.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(count));
    utf8.remove_prefix(static_cast<std::size_t>(length));
  }
  return folded;
}

std::string extension_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string extension(path.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(), lower_ascii);
  return extension;
}

}  // namespace mallette::kits
