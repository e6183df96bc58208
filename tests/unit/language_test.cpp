// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <fstream>

#include "kits/base/byte_source.h"
#include "player/language/catalogue.h"
#include "kits/kit.h"
#include "player/language/describe.h"
#include "player/language/phrases.h"
#include "tests/support/test_data.h"

using namespace mallette;
using language::Catalogue;
using language::Language;

namespace {

Result<Catalogue> french() { return Catalogue::load(Language::kFrench, MALLETTE_TRANSLATIONS_DIR); }

/// Every code, by walking up to the first that has no name.
std::vector<ErrorCode> every_code() {
  std::vector<ErrorCode> codes;
  for (int i = 0; code_name(static_cast<ErrorCode>(i)) != "unknown"; ++i) codes.push_back(static_cast<ErrorCode>(i));
  return codes;
}

}  // namespace

TEST_CASE("every error has a sentence of its own in both languages, and it names the file") {
  const auto words = french();
  REQUIRE(words);
  REQUIRE(every_code().size() > 30);
  for (const ErrorCode code : every_code()) {
    const Error error{.code = code, .subject = "film/a.mp4", .key = "film/a.mp4", .found = "X", .allowed = "Y"};
    const std::string in_french = language::describe(error, *words), in_english = language::describe(error, {});
    CAPTURE(code_name(code));
    CHECK(in_french != in_english);
    CHECK(in_french.size() > 30);
    if (code != ErrorCode::kDisplay) CHECK(in_french.find("film/a.mp4") != std::string::npos);
    CHECK(in_french.find('{') == std::string::npos);
  }
}

TEST_CASE("an error in a kit names the kit, the entry and the place") {
  const Error error{.code = ErrorCode::kManifestSyntax, .subject = "kit.toml", .container = "a.mallette", .place = TextPlace{3, 7}};
  CHECK(language::place_of(error, {}) == "a.mallette › kit.toml, line 3, column 7");
  CHECK(language::place_of(error, *french()) == "a.mallette › kit.toml, ligne 3, colonne 7");
}

TEST_CASE("braces and line breaks in a file's name do no harm") {
  const Error error{.code = ErrorCode::kFileNotFound, .subject = "a{found}\n{0}.mp4"};
  CHECK(language::describe(error, {}) == "a{found} {0}.mp4: there is no such file. Check its name and where it lies.");
}

TEST_CASE("a catalogue that is damaged is refused, whatever it says of itself") {
  test::ScratchFolder folder("catalogue");
  auto whole = read_all(file_resource(std::string(MALLETTE_TRANSLATIONS_DIR) + "/fr.mo"), 1 << 22);
  REQUIRE(whole);
  const auto try_bytes = [&](std::vector<std::byte> bytes) {
    std::ofstream(folder / "fr.mo", std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return Catalogue::load(Language::kFrench, folder.path().generic_string()).has_value();
  };
  CHECK(try_bytes(*whole));
  for (std::size_t length = 0; length < whole->size(); length += whole->size() / 40) {
    CHECK_FALSE(try_bytes({whole->begin(), whole->begin() + static_cast<std::ptrdiff_t>(length)}));
  }
  CHECK_FALSE(try_bytes({whole->begin(), whole->end() - 1}));
  for (std::size_t at = 0; at < 28; ++at) {
    auto bytes = *whole;
    bytes[at] = std::byte{0xFF};
    static_cast<void>(try_bytes(bytes));  // the sanitizers watch
  }
}

TEST_CASE("what an error found and what is allowed are told in the person's language too") {
  const auto words = french();
  CHECK(language::phrase("whole number", *words) == "un nombre entier");
  CHECK(language::phrase("whole number", {}) == "a whole number");
  CHECK(language::phrase("dot-part", *words) == "il sort de son dossier, par . ou ..");
  CHECK(language::phrase("268435457 bytes", *words) == "268,4 Mo");
  CHECK(language::phrase("268435457 bytes", {}) == "268.4 MB");
  CHECK(language::phrase("99 bytes", *words) == "99 octets");
  CHECK(language::phrase("film.mp4", *words) == "film.mp4");
}

TEST_CASE("a manifest's faults are told in French from end to end") {
  const auto words = french();
  test::ScratchFolder folder("faults");
  const std::string head = "format = 1\n[kit]\nid = \"a\"\ntitle = \"A\"\nlanguage = \"fr\"\n";
  for (const char* rest : {"version = 1", "version = true", "version = []", "", "version = \"1\"\n[[film]]\nvideo = \"..\"",
                                  "version = \"1\"\n[[film]]\nvideo = \"a.mp4\"\nduration = 90"}) {
    std::ofstream(folder / "kit.toml") << head << rest << "\n";
    const auto kit = kits::Kit::open(folder.path().generic_string());
    REQUIRE_FALSE(kit);
    const std::string text = language::describe(kit.error(), *words);
    CAPTURE(text);
    CHECK(text.find("kit.toml, ligne ") != std::string::npos);
    for (const char* english : {"number", "text ", " list ", "true or", "part)", "holds", "allowed"}) {
      CHECK(text.find(english) == std::string::npos);
    }
  }
}

TEST_CASE("what a person typed is told as it was typed") {
  const Error error{.code = ErrorCode::kUsage, .subject = "--description", .key = "--description", .found = "text", .allowed = "off, mix, voice"};
  CHECK(language::describe(error, *french()).find("un texte") == std::string::npos);
  CHECK(language::describe(error, *french()).find("text") != std::string::npos);
}

TEST_CASE("a target inside the folder that is packed is told of as a place, not as a name") {
  const Error error{.code = ErrorCode::kPathNotAllowed, .subject = "kit/a.mallette", .container = "kit", .detail = "inside-source"};
  const std::string told = language::describe(error, *french());
  CHECK(told.find("emplacement") != std::string::npos);
  CHECK(told.find("le nom") == std::string::npos);
}
