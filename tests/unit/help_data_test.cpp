// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own data: professions and help numbers.
#include <doctest/doctest.h>

#include <algorithm>

#include "kits/audiences.h"
#include "player/help/help_numbers.h"
#include "tests/support/kit_files.h"

using namespace mallette;
using namespace mallette::test;

namespace {

const std::filesystem::path kSource = MALLETTE_SOURCE_DIR;

kits::Audiences audiences() {
  auto read = kits::read_audiences(read_file(kSource / "kits/audiences.toml"), "audiences.toml");
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : to_log_line(read.error())));
  return *read;
}

help::HelpNumbers numbers() {
  auto read = help::read_help_numbers(read_file(kSource / "assets/help-numbers.toml"), "help-numbers.toml");
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : to_log_line(read.error())));
  return *read;
}

const help::HelpNumber& find(const help::HelpNumbers& help, const std::string& number) {
  const auto found = std::ranges::find(help.numbers, number, &help::HelpNumber::number);
  REQUIRE_MESSAGE(found != help.numbers.end(), number);
  return *found;
}

const std::string kAudience =
    "[[group]]\nid = \"g\"\nname = \"G\"\nenglish = \"G\"\n"
    "[[audience]]\nid = \"a\"\ngroup = \"g\"\nname = \"A\"\nfeminine = \"A\"\nmasculine = \"A\"\nenglish = "
    "\"A\"\n";

ErrorCode audience_fault(const std::string& from, const std::string& to) {
  std::string text = kAudience;
  text.replace(text.find(from), from.size(), to);
  const auto read = kits::read_audiences(text, "x");
  REQUIRE_FALSE(read);
  return read.error().code;
}

}  // namespace

TEST_CASE("every profession has its French, women and men, its English, and a group") {
  const auto all = audiences();
  CHECK(all.all.size() >= 30);
  std::size_t grouped = 0;
  for (const auto& group : all.groups) {
    CAPTURE(group.id);
    CHECK_FALSE(all.in_group(group.id).empty());
    grouped += all.in_group(group.id).size();
  }
  CHECK(grouped == all.all.size());
  REQUIRE(all.find("infirmier"));
  CHECK(all.find("infirmier")->name == "Infirmières et infirmiers");
  CHECK(all.find("infirmier")->feminine == "Infirmières");
  CHECK(all.find("police-municipale")->english == "Municipal police");
  CHECK(all.find("inconnu") == nullptr);
}

TEST_CASE("the professions that kits were made for are all there") {
  const auto all = audiences();
  for (const char* id : {"infirmier",
                         "masseur-kinesitherapeute",
                         "pedicure-podologue",
                         "chirurgien-dentiste",
                         "pharmacien",
                         "osteopathe",
                         "urgentiste",
                         "addictologue",
                         "police-nationale",
                         "gendarmerie",
                         "police-municipale",
                         "accueil",
                         "ministere-economie",
                         "fonction-publique",
                         "fonction-publique-encadrement",
                         "fonction-publique-temoin",
                         "spip",
                         "administration-penitentiaire",
                         "huissier",
                         "magistrat",
                         "elu",
                         "sport",
                         "association",
                         "medico-social",
                         "referent-traite",
                         "referent-protection-enfance",
                         "mediateur-scolaire",
                         "etudiant",
                         "snu"}) {
    CHECK_MESSAGE(all.find(id) != nullptr, id);
  }
}

TEST_CASE("a list of professions that does not hold together is refused with its place") {
  CHECK(kits::read_audiences(kAudience, "x"));
  CHECK(audience_fault("group = \"g\"", "group = \"h\"") == ErrorCode::kManifestReference);
  CHECK(audience_fault("id = \"a\"", "id = \"À\"") == ErrorCode::kManifestValue);
  CHECK(audience_fault("feminine = \"A\"\n", "") == ErrorCode::kManifestMissing);
  CHECK(audience_fault("feminine = \"A\"", "feminine = 1") == ErrorCode::kManifestType);
  CHECK(audience_fault("english = \"A\"\n", "english = ") == ErrorCode::kManifestSyntax);
  const auto twice = kits::read_audiences(kAudience + kAudience.substr(kAudience.find("[[audience]]")), "x");
  CHECK(twice.error().code == ErrorCode::kManifestDuplicate);
  CHECK(twice.error().place->line == 12);
  CHECK(kits::read_audiences("", "x").error().code == ErrorCode::kManifestMissing);
}

TEST_CASE("the help numbers are dated, and say what each is for in both languages") {
  const auto help = numbers();
  CHECK(help.country == "FR");
  CHECK(help.date.size() >= 7);
  for (const char* number :
       {"15", "17", "112", "114", "119", "3018", "3919", "116 006", "arretonslesviolences.gouv.fr"}) {
    const auto& found = find(help, number);
    CHECK(found.purpose.in("fr") != found.purpose.in("en"));
    CHECK(found.hours.in("fr-FR") == found.hours.french);
  }
  CHECK(find(help, "3919").anonymous);
  CHECK(find(help, "3919").free);
  CHECK(find(help, "3919").deaf);
}

TEST_CASE("114 is for text messages and is never shown as a call") {
  CHECK(find(numbers(), "114").kind == help::HelpKind::kText);
  CHECK(find(numbers(), "arretonslesviolences.gouv.fr").kind == help::HelpKind::kWeb);
}

TEST_CASE("a help number of an unknown kind, or without its English, is refused") {
  std::string text = read_file(kSource / "assets/help-numbers.toml");
  std::string odd = text;
  odd.replace(odd.find("kind = \"call\""), 13, "kind = \"fax\"");
  const auto read = help::read_help_numbers(odd, "x");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::kManifestValue);
  CHECK(read.error().found == "fax");
  const auto english = text.find(", en = ");
  text.erase(english, text.find('}', english) - english);
  CHECK(help::read_help_numbers(text, "x").error().code == ErrorCode::kManifestMissing);
  CHECK(help::read_help_numbers("[", "x").error().code == ErrorCode::kManifestSyntax);
}
