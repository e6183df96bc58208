// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/entry_path.h"

#include <doctest/doctest.h>

using namespace mallette::kits;

TEST_CASE("names that mean the same file everywhere are allowed") {
  for (const char* path :
       {"a", "kit.toml", "film/accueillir.mp4", "fiches/Fiche réflexe n° 2.pdf", "été/œuvre.md",
        "a/b/c/d.e.f", "...a", ".hidden", "console.txt", "com.txt", "лист/аркуш.pdf", "💩.txt"}) {
    CAPTURE(path);
    CHECK_FALSE(check_entry_path(path));
  }
}

TEST_CASE("every other name is refused by the rule it breaks") {
  const std::pair<std::string, PathFault> cases[] = {
      {"", PathFault::kEmpty},
      {"/a", PathFault::kAbsolute},
      {"a//b", PathFault::kEmptyPart},
      {"a/", PathFault::kEmptyPart},
      {"../a", PathFault::kDotPart},
      {"a/../b", PathFault::kDotPart},
      {"a/..", PathFault::kDotPart},
      {"./a", PathFault::kDotPart},
      {"a\\b", PathFault::kBackslash},
      {"C:/a", PathFault::kColon},
      {"a:stream", PathFault::kColon},
      {"a\nb", PathFault::kControl},
      {std::string("a\0b", 3), PathFault::kControl},
      {"a\x7f", PathFault::kControl},
      {"a\u0085", PathFault::kControl},
      {"a\xff", PathFault::kNotUtf8},
      {"a\xc3", PathFault::kNotUtf8},
      {"a\xed\xa0\x80", PathFault::kNotUtf8},       // a surrogate
      {"\xc0\xae\xc0\xae/a", PathFault::kNotUtf8},  // ".." in overlong form
      {"e\u0301te\u0301", PathFault::kNotNfc},
      {"o\u0323\u0302", PathFault::kNotNfc},
      {"\u212b", PathFault::kNotNfc},  // ANGSTROM SIGN
      {"CON", PathFault::kReserved},
      {"a/nul.txt", PathFault::kReserved},
      {"Com1.tar.gz", PathFault::kReserved},
      {"lpt¹", PathFault::kReserved},
      {"aux .txt", PathFault::kReserved},
      {"a./b", PathFault::kTrailing},
      {"a ", PathFault::kTrailing},
      {std::string(256, 'a'), PathFault::kTooLong},
      {std::string(200, 'a') + "/" + std::string(200, 'b') + "/" + std::string(200, 'c') + "/" +
           std::string(200, 'd') + "/" + std::string(250, 'e'),
       PathFault::kTooLong},
  };
  for (const auto& [path, fault] : cases) {
    CAPTURE(path);
    const auto found = check_entry_path(path);
    REQUIRE(found);
    CHECK(code_name(*found) == code_name(fault));
  }
}

TEST_CASE("names that FAT takes for one fold to one text") {
  CHECK(fold_case("Été/ŒUVRE.PDF") == fold_case("éTÉ/œuvre.pdf"));
  CHECK(fold_case("ΣΊΣΥΦΟΣ") == fold_case("σίσυφος"));
  CHECK(fold_case("strasse") != fold_case("straße"));
  CHECK(fold_case("ete") != fold_case("été"));
}

TEST_CASE("an extension is the last one, in small letters") {
  CHECK(extension_of("a/film.FR.MP4") == "mp4");
  CHECK(extension_of("a.b/film") == "");
  CHECK(extension_of(".toml") == "");
}
