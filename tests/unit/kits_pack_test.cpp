// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/pack.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "tests/support/environment.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;
namespace fs = std::filesystem;

namespace {

struct Workshop {
  Workshop() {
    test::write_small_kit(source);
    test::write_file(source / "brouillon.txt", "à relire");
    test::write_file(source / ".git/config", "x");
  }
  test::ScratchFolder folder{"pack"};
  test::Path source = folder.path() / "source";
  std::string target = folder / "essai.mallette";

  Result<PackReport> run() const { return pack(source.generic_string(), target); }
};

void set_time_zone(const char* zone) {
  test::set_variable("TZ", zone);
  ::tzset();
}

/// The compression method in the local header of the entry of this name.
int method_of(const std::string& archive, const std::string& name) {
  const std::size_t at = archive.find(name);
  REQUIRE(at != std::string::npos);
  return static_cast<unsigned char>(archive[at - 30 + 8]);
}

std::size_t files_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& item : fs::directory_iterator(folder)) count += item.is_regular_file() ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("what is packed opens, without a warning, with the same content") {
  const Workshop workshop;
  const auto report = workshop.run();
  REQUIRE(report);
  CHECK(report->left_out == std::vector<std::string>{"brouillon.txt"});
  CHECK(report->warnings.empty());
  CHECK(report->file_size == fs::file_size(workshop.target));
  const auto kit = Kit::open(workshop.target);
  REQUIRE(kit);
  CHECK(kit->warnings().empty());
  CHECK(kit->entries() == std::vector<std::string>{"META-INF/digests.toml", "fiches/réflexe.pdf",
                                                   "film/accueillir.mp4", "kit.toml", "mimetype",
                                                   "sous-titres/accueillir.fr.sdh.srt"});
  for (const char* name : {"kit.toml", "film/accueillir.mp4", "fiches/réflexe.pdf"}) {
    CHECK(test::text_of(*kit->resource(name)) == test::read_file(workshop.source / name));
  }
  CHECK(verify(*kit)->empty());
}

TEST_CASE("the mimetype comes first and bare, media are stored, text is deflated") {
  const Workshop workshop;
  test::write_file(workshop.source / "fiches/réflexe.pdf",
                   "%PDF-1.7 " + test::noise(500) + std::string(500, ' '));
  REQUIRE(workshop.run());
  const std::string bytes = test::read_file(workshop.target);
  CHECK(bytes.substr(30, 40) == std::string("mimetype") + test::kMimetypeText);
  CHECK(bytes.substr(70, 4) == "PK\3\4");
  CHECK(method_of(bytes, "mimetype") == 0);
  CHECK(method_of(bytes, "kit.toml") == 8);
  CHECK(method_of(bytes, "film/accueillir.mp4") == 0);
  CHECK(method_of(bytes, "fiches/réflexe.pdf") == 8);
  test::write_file(workshop.source / "fiches/réflexe.pdf", "%PDF-1.7 " + test::noise(500));
  REQUIRE(workshop.run());
  CHECK(method_of(test::read_file(workshop.target), "fiches/réflexe.pdf") == 0);
}

TEST_CASE("the same folder gives the same bytes, in any time zone, at any date") {
  const Workshop workshop;
  const char* before = std::getenv("TZ");
  const std::string zone = before == nullptr ? "" : before;
  set_time_zone("Pacific/Kiritimati");
  REQUIRE(workshop.run());
  const std::string first = test::read_file(workshop.target);
  set_time_zone("America/Anchorage");
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(24 * 3000);
  fs::last_write_time(workshop.source / "film/accueillir.mp4", old);
  fs::permissions(workshop.source / "kit.toml", fs::perms::owner_all);
  REQUIRE(workshop.run());
  const std::string second = test::read_file(workshop.target);
  if (before == nullptr)
    test::unset_variable("TZ");
  else
    set_time_zone(zone.c_str());
  ::tzset();
  CHECK(first == second);
  const std::uint16_t date = 0x0021;  // 1980-01-01
  CHECK(static_cast<unsigned char>(first[12]) == (date & 0xff));
  CHECK(first[10] == 0);
  CHECK(first[11] == 0);
}

TEST_CASE("a kit that was unpacked packs to the same bytes again") {
  const Workshop workshop;
  REQUIRE(workshop.run());
  const auto kit = Kit::open(workshop.target);
  const test::Path unpacked = workshop.folder.path() / "again";
  for (const std::string& entry : kit->entries()) {
    test::write_file(unpacked / entry, test::text_of(*kit->resource(entry)));
  }
  const std::string again = workshop.folder / "again.mallette";
  REQUIRE(pack(unpacked.generic_string(), again));
  CHECK(test::read_file(again) == test::read_file(workshop.target));
}

TEST_CASE("what cannot be packed leaves the target as it was, and nothing beside it") {
  const Workshop workshop;
  test::write_file(workshop.target, "PK an older kit");
  const std::size_t files = files_in(workshop.folder.path());
  fs::remove(workshop.source / "fiches/réflexe.pdf");
  const auto missing = workshop.run();
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::kEntryNotFound);
  CHECK(missing.error().subject == "fiches/réflexe.pdf");
  CHECK(missing.error().key == "sheet.path");
  CHECK(missing.error().place->line == 13);
  test::write_file(workshop.source / "kit.toml", "format = 1\n");
  CHECK(workshop.run().error().code == ErrorCode::kManifestMissing);
  CHECK(test::read_file(workshop.target) == "PK an older kit");
  CHECK(files_in(workshop.folder.path()) == files);
}

TEST_CASE("a target inside the folder, or one that is no kit, is refused") {
  const Workshop workshop;
  CHECK(pack(workshop.source.generic_string(), (workshop.source / "a.mallette").generic_string()).error().code ==
        ErrorCode::kPathNotAllowed);
  CHECK(pack(workshop.source.generic_string(), (workshop.source / "film/../film/a.mallette").generic_string()).error().code ==
        ErrorCode::kPathNotAllowed);
  test::write_file(workshop.target, "a letter");
  CHECK(workshop.run().error().code == ErrorCode::kFileExists);
  CHECK(pack(workshop.source.generic_string(), workshop.folder / "no/such/a.mallette").error().code ==
        ErrorCode::kFileUnwritable);
  CHECK(pack(workshop.folder / "absent", workshop.target).error().code == ErrorCode::kFileNotFound);
  CHECK(pack(workshop.target, workshop.target).error().code == ErrorCode::kNotAKit);
}

TEST_CASE("a text that would expand too much is stored instead") {
  const Workshop workshop;
  test::write_file(workshop.source / "sous-titres/accueillir.fr.sdh.srt", std::string(1'000'000, '\n'));
  REQUIRE(workshop.run());
  CHECK(Kit::open(workshop.target));
  CHECK(method_of(test::read_file(workshop.target), "sous-titres/accueillir.fr.sdh.srt") == 0);
}

TEST_CASE("digests tell a changed, a missing and an unlisted entry apart") {
  const Workshop workshop;
  REQUIRE(workshop.run());
  const auto kit = Kit::open(workshop.target);
  const test::Path unpacked = workshop.folder.path() / "unpacked";
  for (const std::string& entry : kit->entries()) {
    test::write_file(unpacked / entry, test::text_of(*kit->resource(entry)));
  }
  CHECK(verify(*Kit::open(unpacked.generic_string()))->empty());
  std::string film = test::noise(100'000);
  film[50'000] = static_cast<char>(film[50'000] + 1);
  test::write_file(unpacked / "film/accueillir.mp4", film);
  fs::remove(unpacked / "fiches/réflexe.pdf");
  test::write_file(unpacked / "intrus.txt", "x");
  const auto mismatches = verify(*Kit::open(unpacked.generic_string()));
  REQUIRE(mismatches);
  REQUIRE(mismatches->size() == 3);
  CHECK(mismatches->at(0).entry == "fiches/réflexe.pdf");
  CHECK(mismatches->at(0).kind == MismatchKind::kMissing);
  CHECK(mismatches->at(1).entry == "film/accueillir.mp4");
  CHECK(mismatches->at(1).kind == MismatchKind::kContent);
  CHECK(mismatches->at(2).entry == "intrus.txt");
  CHECK(mismatches->at(2).kind == MismatchKind::kUnlisted);
  CHECK(verify(*Kit::open(workshop.source.generic_string())).error().code == ErrorCode::kEntryNotFound);
}

TEST_CASE("a digest is that of the standard's example") {  // FIPS 180-4, "abc"
  const std::string abc = "abc";
  const auto view = std::as_bytes(std::span(abc));
  const auto bytes = std::make_shared<const std::vector<std::byte>>(view.begin(), view.end());
  const auto digest = digest_of(memory_resource("abc", bytes), "abc");
  REQUIRE(digest);
  CHECK(digest->size == 3);
  CHECK(digest->sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(read_digests(write_digests({*digest}), "d")->at(0) == *digest);
}

TEST_CASE("digests that are not digests are refused with their place") {
  const auto refused = read_digests("format = 1\n[[entry]]\npath = \"a\"\nsize = 3\nsha256 = \"xyz\"\n", "d");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::kManifestValue);
  CHECK(refused.error().place == TextPlace{5, 10});
  CHECK(read_digests("[[entry]]\npath = \"../a\"\nsize = 3\nsha256 = \"a\"", "d").error().code ==
        ErrorCode::kPathNotAllowed);
}
