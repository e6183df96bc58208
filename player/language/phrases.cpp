// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace mallette::language {
namespace {

/// A mark for xgettext only: the text is looked up where it is shown.
constexpr const char* tr(const char* source) { return source; }

struct Known {
  std::string_view text;  ///< as the error holds it
  const char* words;      ///< as a person reads it, before translation
};
constexpr std::array kKnown = {
    // What a kit is not
    Known{"a file of another kind", tr("a file of another kind")},
    Known{"a folder without kit.toml", tr("a folder without kit.toml")},
    Known{"a ZIP file without kit.toml", tr("a ZIP file without kit.toml")},
    Known{"neither a file nor a folder", tr("neither a file nor a folder")},
    Known{"a file, not a folder", tr("a file, not a folder")},
    Known{"a folder, or a film: pack it first", tr("a folder, or a film: pack it first")},
    // Signatures and policies
    Known{"not a minisign public key", tr("not a minisign public key")},
    Known{"not a minisign signature", tr("not a minisign signature")},
    Known{"a signature of an algorithm that is not known", tr("a signature of an algorithm that is not known")},
    Known{"a comment that is not plain text", tr("a comment that is not plain text")},
    Known{"the digests are not those that were signed", tr("the digests are not those that were signed")},
    Known{"there are no digests", tr("there are no digests")},
    Known{"an entry that was signed is missing", tr("a file that was signed is missing")},
    Known{"an entry that was not signed", tr("a file that was not signed")},
    Known{"not as it was signed", tr("not as it was signed")},
    Known{"not this kit's digests, or not this key", tr("not of this kit's digests, or not by this key")},
    Known{"not among the digests", tr("it is not among the digests")},
    Known{"no signature", tr("none")},
    Known{"not a file", tr("it is not a file")},
    Known{"absolute paths", tr("whole paths")},
    Known{"a minisign public key: RW…", tr("a minisign public key, RW…")},
    // Types of TOML
    Known{"table", tr("a table")},
    Known{"list of tables", tr("a list of tables")},
    Known{"list", tr("a list")},
    Known{"text", tr("a text")},
    Known{"whole number", tr("a whole number")},
    Known{"number", tr("a number")},
    Known{"true or false", tr("true or false")},
    Known{"date or time", tr("a date or time")},
    Known{"nothing", tr("nothing")},
    // Forms of values
    Known{"[a-z0-9.-]+, at most 100 characters", tr("a-z 0-9 . - (100 characters at most)")},
    Known{"[a-z0-9-]+, at most 100 characters", tr("a-z 0-9 - (100 characters at most)")},
    Known{"a BCP 47 language tag: fr, fsl, uk, pt-BR", tr("a language code: fr, fsl, uk, pt-BR")},
    Known{"YYYY, YYYY-MM or YYYY-MM-DD", tr("YYYY, YYYY-MM or YYYY-MM-DD")},
    Known{"3, \"3\", \"3-7\" or \"1, 3-7\"", tr("3, \"3\", \"3-7\" or \"1, 3-7\"")},
    Known{"text without control characters", tr("text without control characters")},
    Known{"64 digits 0-9 a-f", tr("64 digits 0-9 a-f")},
    // Why a name is refused
    Known{"empty", tr("it is empty")},
    Known{"too-long", tr("it is too long")},
    Known{"not-utf-8", tr("it is not written in UTF-8")},
    Known{"not-nfc", tr("its accents are written in two parts (not in NFC)")},
    Known{"absolute", tr("it begins with /")},
    Known{"empty-part", tr("it holds // or ends with /")},
    Known{"dot-part", tr("it leads out of its folder, by . or ..")},
    Known{"backslash", tr("it holds a backslash: folders are separated by /")},
    Known{"colon", tr("it holds a colon")},
    Known{"control-character", tr("it holds a control character")},
    Known{"reserved-name", tr("Windows keeps this name for itself")},
    Known{"trailing-dot-or-space", tr("a part of it ends with a dot or a space")},
    Known{"same-name", tr("another name differs from it by its capitals only")},
    Known{"link", tr("it is a link")},
    Known{"a link out of the folder", tr("it is a link out of the folder")},
    Known{"inside-source", tr("it lies in the folder that is to be packed")},
    // Media
    Known{"badly interleaved", tr("picture and sound lie too far apart in the file")},
    Known{"ends early", tr("it ends before the time it says")},
    Known{"unplugged", tr("it was unplugged")},
    Known{"no answer", tr("it does not answer")},
    Known{"description", tr("audio description")},
    Known{"sign", tr("a signer")},
    Known{"captions", tr("captions")},
    Known{"film", tr("a film")},
};

/// One place behind the point, or behind the comma in French.
std::string decimal(double number, const Catalogue& words) {
  std::string text = fmt::format("{:.1f}", number);
  if (words.language() == Language::kFrench) std::ranges::replace(text, '.', ',');
  return text;
}

}  // namespace

std::string size_text(std::uint64_t bytes, const Catalogue& words) {
  if (bytes < 10'000) return fmt::format(fmt::runtime(words.tr("{n} bytes")), fmt::arg("n", bytes));
  const double megabytes = static_cast<double>(bytes) / 1e6;
  if (megabytes < 1000) return fmt::format(fmt::runtime(words.tr("{n} MB")), fmt::arg("n", decimal(megabytes, words)));
  return fmt::format(fmt::runtime(words.tr("{n} GB")), fmt::arg("n", decimal(megabytes / 1000, words)));
}

std::string phrase(std::string_view text, const Catalogue& words) {
  for (const Known& known : kKnown) {
    if (known.text == text) return words.tr(known.words);
  }
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (fault == std::errc{}) {
    if (unit == " bytes") return size_text(number, words);
    if (unit == " entries") return fmt::format(fmt::runtime(words.tr("{n} files")), fmt::arg("n", number));
    if (unit == " pages") return fmt::format(fmt::runtime(words.tr("{n} pages")), fmt::arg("n", number));
    if (unit == " times") return fmt::format(fmt::runtime(words.tr("{n} times its size")), fmt::arg("n", number));
  }
  return std::string(text);
}

}  // namespace mallette::language
