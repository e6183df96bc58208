// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <set>

#include "kits/manifest_json.h"
#include "kits/manifest_reader.h"
#include "kits/toml_guard.h"
#include "tests/support/kit_files.h"

using namespace mallette;
using namespace mallette::kits;
using namespace std::chrono_literals;
using test::kHeader;

namespace {

Manifest read(const std::string& text) {
  auto result = read_manifest(text, "kit.toml");
  if (!result) FAIL(to_log_line(result.error()));
  return result->manifest;
}

Error error_of(const std::string& text) {
  auto result = read_manifest(text, "kit.toml");
  REQUIRE_FALSE(result);
  return result.error();
}

struct Refusal {
  std::string text;  ///< after the header: its first line is line 7
  ErrorCode code;
  std::string key;
  std::string found;
  TextPlace place;
};

const std::string kTwoFilms =
    "[[film]]\nid = \"a\"\nvideo = \"a.mp4\"\n[[film]]\nid = \"b\"\nvideo = \"b.mp4\"\n";

}  // namespace

TEST_CASE("a manifest with the required keys alone is whole") {
  const Manifest manifest = read(kHeader);
  CHECK(manifest.kit.id == "fr.example.essai");
  CHECK(manifest.kit.language == "fr");
  CHECK(manifest.film.empty());
  CHECK(manifest.plan.empty());
}

TEST_CASE("each required key is asked for by name, at the table that lacks it") {
  for (const char* key : {"id", "title", "version", "language"}) {
    CAPTURE(key);
    std::string text = kHeader;
    const auto at = text.find(std::string("\n") + key + " = ") + 1;
    text.erase(at, text.find('\n', at) - at);
    const Error error = error_of(text);
    CHECK(error.code == ErrorCode::kManifestMissing);
    CHECK(error.key == std::string("kit.") + key);
    CHECK(error.place == TextPlace{2, 1});
  }
  CHECK(error_of(kHeader.substr(11)).key == "format");
  CHECK(error_of("format = 1\n").key == "kit");
  CHECK(error_of("").code == ErrorCode::kManifestMissing);
}

TEST_CASE("a later format is told as such, whatever else is in it") {
  const Error error = error_of("format = 2\nkit = \"something new\"\n");
  CHECK(error.code == ErrorCode::kManifestFormat);
  CHECK(error.found == "2");
  CHECK(error.allowed == "1");
  CHECK(error.place == TextPlace{1, 10});
}

TEST_CASE("text that is not TOML is refused with its line and column") {
  const Error error = error_of("format = 1\n[kit]\nid = \"a\nb\"\n");
  CHECK(error.code == ErrorCode::kManifestSyntax);
  REQUIRE(error.place);
  CHECK(error.place->line == 3);
  CHECK_FALSE(error.detail.empty());
  CHECK(error_of("id = \"\xff\xfe\"").code == ErrorCode::kManifestSyntax);
  CHECK(error_of("format = 1\n[\nid = k").code == ErrorCode::kManifestSyntax);  // toml++ 3.3 asserted here
}

TEST_CASE("letters with accents are text inside strings and a syntax error outside") {
  const Manifest manifest =
      read(kHeader + "summary = \"\"\"Un \\\n   été, une école, \\\n  ﷽ fin\"\"\" # é\n");
  CHECK(manifest.kit.summary == "Un été, une école, ﷽ fin");
  CHECK(read("\xef\xbb\xbf" + kHeader).kit.title == "Essai");  // a byte order mark
  for (const char* text : {"clé = 1", "é", "a = é", "[é]", "a = 1 é", "a\u00a0= 1", "﷽ = 1", "a = [é]"}) {
    CAPTURE(text);
    CHECK(error_of(text).code == ErrorCode::kManifestSyntax);
  }
}

TEST_CASE("every refusal names key, finding and place") {
  const std::vector<Refusal> refusals = {
      {"[[film]]\nvideo = \"a.mp4\"\ncaptions = 3",
       ErrorCode::kManifestType,
       "film.captions",
       "whole number",
       {9, 12}},
      {"[[film]]\ntitle = 4\nvideo = \"a.mp4\"",
       ErrorCode::kManifestType,
       "film.title",
       "whole number",
       {8, 9}},
      {"[[film]]", ErrorCode::kManifestMissing, "film.video", "", {7, 1}},
      {"[[film]]\nvideo = \"\"", ErrorCode::kPathNotAllowed, "film.video", "", {8, 9}},
      {"[[film]]\nvideo = \"../a.mp4\"", ErrorCode::kPathNotAllowed, "film.video", "../a.mp4", {8, 9}},
      {"[[film]]\nid = \"À\"\nvideo = \"a.mp4\"", ErrorCode::kManifestValue, "film.id", "À", {8, 6}},
      {"[[film]]\nvideo = \"a.mp4\"\nduration = 90",
       ErrorCode::kManifestType,
       "film.duration",
       "whole number",
       {9, 12}},
      {"[[film]]\nvideo = \"a.mp4\"\nduration = \"-1s\"",
       ErrorCode::kManifestValue,
       "film.duration",
       "-1s",
       {9, 12}},
      {"[[film]]\nvideo = \"a.mp4\"\nlanguage = \"français\"",
       ErrorCode::kManifestValue,
       "film.language",
       "français",
       {9, 12}},
      {"[[film]]\nvideo = \"a.mp4\"\nrestricted = \"oui\"",
       ErrorCode::kManifestType,
       "film.restricted",
       "text",
       {9, 14}},
      {"[[film]]\nvideo = \"a.mp4\"\naudiences = \"infirmier\"",
       ErrorCode::kManifestType,
       "film.audiences",
       "text",
       {9, 13}},
      {"[[film]]\nvideo = \"a.mp4\"\naudiences = [\"Infirmier\"]",
       ErrorCode::kManifestValue,
       "film.audiences",
       "Infirmier",
       {9, 14}},
      {"[[film]]\nvideo = \"a.mp4\"\n[[film.captions]]\npath = \"a.srt\"\nkind = \"sdh\"",
       ErrorCode::kManifestValue,
       "film.captions.kind",
       "sdh",
       {11, 8}},
      {"[[film]]\nvideo = \"a.mp4\"\n[[film.version]]\npath = \"b.mp4\"\ncontains = []",
       ErrorCode::kManifestType,
       "film.version.contains",
       "list",
       {11, 12}},
      {"[[film]]\nvideo = \"a.mp4\"\n[[film.chapter]]\ntitle = \"x\"",
       ErrorCode::kManifestMissing,
       "film.chapter.at",
       "",
       {9, 1}},
      {"[[step]]\ntype = \"dance\"", ErrorCode::kManifestValue, "step.type", "dance", {8, 8}},
      {"[[step]]\ntext = \"x\"", ErrorCode::kManifestMissing, "step.type", "", {7, 1}},
      {"[[step]]\ntype = \"message\"", ErrorCode::kManifestMissing, "step.text", "", {7, 1}},
      {"[[step]]\ntype = \"prompt\"", ErrorCode::kManifestMissing, "step.question", "", {7, 1}},
      {kTwoFilms + "[[step]]\ntype = \"film\"", ErrorCode::kManifestMissing, "step.film", "", {13, 1}},
      {kTwoFilms + "[[step]]\ntype = \"film\"\nfilm = \"c\"",
       ErrorCode::kManifestReference,
       "step.film",
       "c",
       {15, 8}},
      {kTwoFilms + "[[step]]\ntype = \"film\"\nfilm = \"a\"\nfrom = \"02:00\"\nto = \"01:00\"",
       ErrorCode::kManifestValue,
       "step.to",
       "01:00",
       {17, 6}},
      {kTwoFilms + "[[step]]\ntype = \"prompt\"\nquestion = \"?\"\nreplay = { film = \"z\" }",
       ErrorCode::kManifestReference,
       "step.replay.film",
       "z",
       {16, 19}},
      {kTwoFilms + "[[film]]\nid = \"a\"\nvideo = \"c.mp4\"",
       ErrorCode::kManifestDuplicate,
       "film.id",
       "a",
       {14, 6}},
      {"[[plan]]\nid = \"p\"\n[[plan]]\nid = \"p\"", ErrorCode::kManifestDuplicate, "plan.id", "p", {9, 1}},
      {"[[sheet]]\npath = \"a.pdf\"\n[[step]]\ntype = \"sheet\"\npages = \"7-3\"",
       ErrorCode::kManifestValue,
       "step.pages",
       "7-3",
       {11, 9}},
      {"[[sheet]]\npath = \"a.pdf\"\ntranslation_of = \"b\"",
       ErrorCode::kManifestReference,
       "sheet.translation_of",
       "b",
       {9, 18}},
      {"[[sheet]]\npath = \"a.pdf\"\ndate = \"novembre\"",
       ErrorCode::kManifestValue,
       "sheet.date",
       "novembre",
       {9, 8}},
      {"[[questionnaire]]\ntitle = \"x\"", ErrorCode::kManifestMissing, "questionnaire.path", "", {7, 1}},
      {"[[questionnaire]]\n[[questionnaire.question]]\nquestion = \"x\"\nkind = \"choice\"",
       ErrorCode::kManifestMissing,
       "questionnaire.question.choices",
       "",
       {8, 1}},
      {"[[film]]\nvideo = \"a.mp4\"\ntitle = \"a\\u0000b\"",
       ErrorCode::kManifestValue,
       "film.title",
       std::string("a\0b", 3),
       {9, 9}},
  };
  for (const Refusal& refusal : refusals) {
    CAPTURE(refusal.text);
    const Error error = error_of(kHeader + refusal.text + "\n");
    CHECK(code_name(error.code) == code_name(refusal.code));
    CHECK(error.subject == "kit.toml");
    CHECK(error.key == refusal.key);
    CHECK(error.found == refusal.found);
    REQUIRE(error.place);
    CHECK(error.place->line == refusal.place.line);
    CHECK(error.place->column == refusal.place.column);
  }
}

TEST_CASE("of several errors the first in the text is told") {
  const Error error = error_of(kHeader + "[[sheet]]\npath = \"/a.pdf\"\n[[film]]\nvideo = \"/a.mp4\"\n");
  CHECK(error.key == "sheet.path");
}

TEST_CASE("an unknown key is a warning that proposes the nearest one") {
  auto result = read_manifest(
      kHeader + "[[film]]\nvideo = \"a.mp4\"\n[[film.captions]]\npth = 3\npath = \"a.srt\"\n[zzzzzz]\n",
      "kit.toml");
  REQUIRE(result);
  REQUIRE(result->warnings.size() == 2);
  CHECK(result->warnings[0] ==
        Warning{WarningCode::kUnknownKey, "kit.toml", "film.captions.pth", "pth", "path", {10, 1}});
  CHECK(result->warnings[1].allowed == "");
}

TEST_CASE("a key of another type of step is a warning that names the type") {
  auto result = read_manifest(kHeader + "[[step]]\ntype = \"break\"\nquestion = \"?\"\n", "kit.toml");
  REQUIRE(result);
  REQUIRE(result->warnings.size() == 1);
  CHECK(result->warnings[0].code == WarningCode::kUnusedKey);
  CHECK(result->warnings[0].key == "step.question");
  CHECK(result->warnings[0].found == "break");
}

TEST_CASE("defaults are filled in: ids, titles, languages, and the only film a step can mean") {
  const Manifest manifest = read(kHeader + R"(
[[film]]
video = "film/accueillir.mp4"
[film.captions]
path = "a.srt"
[[film.sign]]
path = "a.fsl.mp4"
[[film.sign]]
path = "b.fsl.mp4"
language = "sgn-FR"
[[sheet]]
path = "fiches/infirmier.pdf"
[[sheet]]
path = "fiches/police.pdf"
language = "uk"
[[step]]
type = "film"
[[step]]
type = "prompt"
question = "Et puis ?"
replay = { from = "1:00.500", to = "90s" }
[[plan]]
title = "Court"
)");
  REQUIRE(manifest.film.size() == 1);
  const Film& film = manifest.film[0];
  CHECK(film.id == "film");
  CHECK(film.title == "accueillir");
  CHECK(film.captions.at(0).language == "fr");
  CHECK(film.captions.at(0).kind == CaptionKind::kCaptions);
  CHECK(film.sign.at(0).language == "fsl");
  CHECK(film.sign.at(1).language == "fsl");
  CHECK(manifest.sheet.at(1).id == "sheet-2");
  CHECK(manifest.sheet.at(1).language == "uk");
  REQUIRE(manifest.plan.size() == 2);
  const Plan* plan = manifest.find_plan("default");
  REQUIRE(plan == &manifest.plan[0]);
  CHECK(plan->title == "Essai");
  CHECK(plan->step.at(0).id == "step-1");
  CHECK(plan->step.at(0).film == "film");
  CHECK(plan->step.at(0).pause == StepPause::kAfter);
  REQUIRE(plan->step.at(1).replay);
  CHECK(plan->step.at(1).replay->film == "film");
  CHECK(plan->step.at(1).replay->from == 60500ms);
  CHECK(plan->step.at(1).replay->to == 90s);
}

TEST_CASE("offsets may be negative, and TOML dates need no quotes") {
  const Manifest manifest = read(kHeader +
                                 "date = 2024-11-25\n[[film]]\nvideo = \"a.mp4\"\n[[film.sign]]\npath = "
                                 "\"b.mp4\"\noffset = \"-1.5s\"\ntail = \"1500ms\"\n");
  CHECK(manifest.kit.date == "2024-11-25");
  CHECK(manifest.film.at(0).sign.at(0).offset == -1500ms);
  CHECK(manifest.film.at(0).sign.at(0).tail == 1500ms);
}

TEST_CASE("an add-on may refer to what its base kit has") {
  const Manifest manifest =
      read(kHeader + "extends = \"fr.example.base\"\n[[step]]\ntype = \"film\"\nfilm = \"autre\"\n");
  CHECK(manifest.plan.at(0).step.at(0).film == "autre");
}

TEST_CASE("nesting is bounded before the parser sees it") {
  std::string dotted = "a";
  for (int i = 0; i < 400'000; ++i) dotted += ".a";
  for (const std::string& text : {dotted + " = 1", "[" + dotted + "]", "x = {" + dotted + " = 1}",
                                  "x = " + std::string(500'000, '['), std::string(1'000'000, '{')}) {
    const Error error = error_of(text);
    CHECK(error.code == ErrorCode::kManifestSyntax);
    CHECK(error.detail == "nested too deeply");
  }
  CHECK_FALSE(too_deeply_nested("a = \"" + std::string(200, '.') +
                                "[[[[[[[[[[[[[[[[[[[[[[[\" # ]]]] ......................"));
  CHECK_FALSE(too_deeply_nested("a = \"\"\"\n" + std::string(200, '.') +
                                "\\\"\"\"\"\"\nb = ''' [[[[[[[[[[[[[[[[[[[[[[ '''"));
  CHECK(too_deeply_nested("a = '''x''''' \nb.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b = 1") == TextPlace{2, 32});
}

TEST_CASE("a manifest above one MiB is refused unread") {
  const Error error = error_of(kHeader + std::string(kManifestLimit, '#'));
  CHECK(error.code == ErrorCode::kFileTooLarge);
}

TEST_CASE("hostile manifests of full size are answered quickly") {
  std::string keys = kHeader;
  for (int i = 0; keys.size() + 40 < kManifestLimit; ++i)
    keys += "unknown-key-" + std::to_string(i) + " = 1\n";
  std::string steps = kHeader + "[[film]]\nid = \"a\"\nvideo = \"a\"\n[[film]]\nid = \"b\"\nvideo = \"b\"\n";
  while (steps.size() + 60 < kManifestLimit) steps += "[[step]]\ntype = \"film\"\nfilm = \"x\"\n";
  const auto start = std::chrono::steady_clock::now();
  const auto warned = read_manifest(keys, "kit.toml");
  REQUIRE(warned);
  CHECK(warned->warnings.size() == 100);
  CHECK(error_of(steps).code == ErrorCode::kManifestReference);
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("FORMAT.md tells of every key the reader knows, in the section of its table") {
  std::ifstream file(MALLETTE_SOURCE_DIR "/kits/FORMAT.md");
  REQUIRE(file);
  std::set<std::string> told;
  std::vector<std::string> tables;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) {  // ### `[[film.captions]]`, `[[clip.captions]]`
      tables.clear();
      for (std::size_t at = 0; (at = line.find("`[", at)) != std::string::npos;) {
        const std::size_t from = line.find_first_not_of('[', at + 1);
        const std::size_t to = line.find(']', from);
        tables.push_back(line.substr(from, to - from) + ".");
        at = to;
      }
      if (line.find("`kit.toml`") != std::string::npos) tables.push_back("");
    } else if (line.starts_with("| `")) {
      for (const std::string& table : tables) told.insert(table + line.substr(3, line.find('`', 3) - 3));
    }
  }
  for (const std::string& key : known_keys()) {
    CAPTURE(key);
    CHECK(told.contains(key));
  }
  const auto keys = known_keys();
  const std::set<std::string> known(keys.begin(), keys.end());
  for (const std::string& key : told) {
    CAPTURE(key);
    CHECK(known.contains(key));
  }
}

TEST_CASE("the manifest as JSON keeps the manifest's names and nesting") {
  const std::string json = to_json(read(kHeader + R"(
[[film]]
id = "a"
video = "a.mp4"
[[film.captions]]
path = "a.srt"
[[film.sign]]
path = "s.mp4"
offset = "-2s"
[[step]]
type = "film"
from = "00:10"
to = "01:00:00.250"
)"));
  for (const char* part :
       {R"("format": 1)", R"("id": "fr.example.essai")", R"("captions": [)", R"("offset": "-00:02")",
        R"("kind": "captions")", R"("plan": [)", R"("step": [)", R"("from": "00:10")",
        R"("to": "1:00:00.250")", R"("pause": "after")", R"("film": "a")"}) {
    CAPTURE(part);
    CHECK(json.find(part) != std::string::npos);
  }
}
