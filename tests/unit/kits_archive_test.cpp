// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <unistd.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>

#include "kits/entry_kind.h"
#include "kits/kit.h"
#include "kits/zip_directory.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;
using namespace std::chrono_literals;
using test::ZipBytes;
using test::ZipItem;
using Items = std::vector<ZipItem>;

namespace {

/// The kit made of these bytes, and its file as long as this lives.
struct FileOf {
  explicit FileOf(const std::string& bytes) : path(folder / "essai.mallette") {
    test::write_file(path, bytes);
  }
  test::ScratchFolder folder{"archive"};
  std::string path;
};

Error refusal_of(const std::string& bytes) {
  const FileOf file(bytes);
  const auto kit = Kit::open(file.path);
  REQUIRE_FALSE(kit);
  return kit.error();
}

std::vector<ZipItem> with(ZipItem item) {
  auto items = test::small_kit_items();
  items.push_back(std::move(item));
  return items;
}

Result<DirectoryEnd> end_of(const std::string& bytes) {
  const auto view = std::as_bytes(std::span(bytes));
  auto kept = std::make_shared<const std::vector<std::byte>>(view.begin(), view.end());
  return read_directory_end(*memory_resource("m", kept).open().value(), "m");
}

std::string end64_record(std::uint64_t entries, std::uint64_t size, std::uint64_t offset) {
  std::string out = "PK\6\6";
  ZipBytes::number(out, 44, 8);
  ZipBytes::number(out, 45, 2);
  ZipBytes::number(out, 45, 2);
  ZipBytes::number(out, 0, 8);
  ZipBytes::number(out, entries, 8);
  ZipBytes::number(out, entries, 8);
  ZipBytes::number(out, size, 8);
  ZipBytes::number(out, offset, 8);
  return out;
}

std::string locator(std::uint64_t position) {
  std::string out = "PK\6\7";
  ZipBytes::number(out, 0, 4);
  ZipBytes::number(out, position, 8);
  ZipBytes::number(out, 1, 4);
  return out;
}

}  // namespace

TEST_CASE("a packed kit opens, and its entries read as they went in") {
  const FileOf file(ZipBytes(test::small_kit_items()).bytes());
  const auto kit = Kit::open(file.path);
  REQUIRE(kit);
  CHECK(kit->form() == KitForm::kPacked);
  CHECK(kit->warnings().empty());
  CHECK(kit->manifest().kit.title == "Essai");
  CHECK(kit->entries().size() == 5);
  CHECK(kit->has("fiches/réflexe.pdf"));
  CHECK_FALSE(kit->has("fiches"));
  for (const ZipItem& item : test::small_kit_items()) {
    CAPTURE(item.name);
    const auto resource = kit->resource(item.name);
    REQUIRE(resource);
    CHECK(resource->name == item.name);
    CHECK(test::text_of(*resource) == item.content);
    CHECK(kit->entry_size(item.name).value() == item.content.size());
  }
  CHECK(kit->resource("absent").error().code == ErrorCode::kEntryNotFound);
  CHECK(kit->resource("absent").error().container == file.path);
}

TEST_CASE("a stored entry is read from anywhere, forwards and back") {
  const FileOf file(ZipBytes(test::small_kit_items()).bytes());
  const auto resource = Kit::open(file.path)->resource("film/accueillir.mp4");
  auto source = resource->open().value();
  const std::string whole = test::noise(100'000);
  for (const std::size_t offset : {99'990u, 0u, 50'000u, 49'999u, 99'999u, 1u}) {
    std::byte buffer[64];
    const auto count = source->read(offset, buffer);
    REQUIRE(count);
    CHECK(*count == std::min<std::size_t>(64, whole.size() - offset));
    CHECK(std::string(reinterpret_cast<const char*>(buffer), *count) == whole.substr(offset, *count));
  }
  std::byte one[1];
  CHECK(source->read(100'000, one).value() == 0);
  CHECK(source->read(1ULL << 63, one).value() == 0);
}

TEST_CASE("a resource outlives its kit") {
  const FileOf file(ZipBytes(test::small_kit_items()).bytes());
  std::optional<Resource> resource;
  { resource = Kit::open(file.path)->resource("kit.toml").value(); }
  CHECK(test::text_of(*resource) == test::kSmallManifest);
}

TEST_CASE("a kit whose mimetype is missing or wrong opens with a warning") {
  auto items = test::small_kit_items();
  items[0].content = "application/zip";
  const FileOf wrong(ZipBytes(items).bytes());
  auto kit = Kit::open(wrong.path);
  REQUIRE(kit);
  REQUIRE(kit->warnings().size() == 1);
  CHECK(kit->warnings()[0].code == WarningCode::kMimetypeWrong);
  CHECK(kit->warnings()[0].found == "application/zip");
  items.erase(items.begin());
  const FileOf missing(ZipBytes(items).bytes());
  kit = Kit::open(missing.path);
  REQUIRE(kit);
  REQUIRE(kit->warnings().size() == 1);
  CHECK(kit->warnings()[0].code == WarningCode::kMimetypeMissing);
}

TEST_CASE("an entry that the manifest names and that is not there is a warning") {
  auto items = test::small_kit_items();
  items.pop_back();
  const FileOf file(ZipBytes(items).bytes());
  const auto kit = Kit::open(file.path);
  REQUIRE(kit);
  REQUIRE(kit->warnings().size() == 1);
  CHECK(kit->warnings()[0] ==
        Warning{WarningCode::kEntryMissing, "fiches/réflexe.pdf", "sheet.path", "", "", {13, 1}});
}

TEST_CASE("a ZIP without kit.toml and a file of another kind are not kits") {
  const Error zip = refusal_of(ZipBytes(Items{{.name = "a.txt", .content = "a"}}).bytes());
  CHECK(zip.code == ErrorCode::kNotAKit);
  CHECK_FALSE(zip.found.empty());
  CHECK(refusal_of("just some text, longer than an end record").code == ErrorCode::kNotAKit);
  CHECK(refusal_of("").code == ErrorCode::kNotAKit);
  CHECK(refusal_of(ZipBytes(Items{}).bytes()).code == ErrorCode::kNotAKit);
}

TEST_CASE("an error in the manifest names manifest and kit") {
  const FileOf file(ZipBytes(Items{{.name = "kit.toml", .content = "format = 1\n"}}).bytes());
  const auto kit = Kit::open(file.path);
  REQUIRE_FALSE(kit);
  CHECK(kit.error().code == ErrorCode::kManifestMissing);
  CHECK(kit.error().subject == "kit.toml");
  CHECK(kit.error().container == file.path);
}

TEST_CASE("a manifest above its limit is refused, stored or deflated") {
  for (const bool deflated : {false, true}) {
    const std::string text = test::kHeader + "#" + test::noise(0) + std::string((1 << 20), '#');
    auto items = test::small_kit_items();
    items[1].content = text.substr(0, 1000) + test::noise(1 << 20);
    items[1].deflated = deflated;
    CHECK(refusal_of(ZipBytes(items).bytes()).code == ErrorCode::kFileTooLarge);
  }
}

TEST_CASE("names that a kit may not hold refuse it") {
  const std::pair<const char*, const char*> cases[] = {
      {"../out.txt", "dot-part"},      {"/etc/out.txt", "absolute"}, {"a\\b.txt", "backslash"},
      {"C:/out.txt", "colon"},         {"a//b.txt", "empty-part"},   {"NUL.txt", "reserved-name"},
      {"film/e\u0301.mp4", "not-nfc"}, {"a\xff.txt", "not-utf-8"},   {"../out/", "dot-part"},
      {"KIT.toml", "same-name"},       {"kit.toml", "same-name"},    {"FICHES/RÉFLEXE.PDF", "same-name"}};
  for (const auto& [name, rule] : cases) {
    CAPTURE(name);
    const Error error = refusal_of(ZipBytes(with({.name = name, .content = "x", .flags = 0})).bytes());
    CHECK(error.code == ErrorCode::kPathNotAllowed);
    CHECK(error.subject == name);
    CHECK(error.detail == rule);
  }
}

TEST_CASE("a link in an archive refuses it") {
  const Error error = refusal_of(
      ZipBytes(with({.name = "lien", .content = "/etc/passwd", .attributes = 0120777u << 16})).bytes());
  CHECK(error.code == ErrorCode::kPathNotAllowed);
  CHECK(error.detail == "link");
}

TEST_CASE("what expands more than two hundred times refuses the kit") {
  const Error error = refusal_of(
      ZipBytes(with({.name = "bombe.txt", .content = std::string(4'000'000, 'a'), .deflated = true}))
          .bytes());
  CHECK(error.code == ErrorCode::kArchiveLimit);
  CHECK(error.subject == "bombe.txt");
}

TEST_CASE("sizes that lie are found out, and cost no memory") {
  // Says 1000 bytes, inflates to 4 million; says 900 000, holds 3.
  const FileOf more(ZipBytes(with({.name = "bombe.txt",
                                   .content = std::string(4'000'000, 'a'),
                                   .deflated = true,
                                   .claimed_size = 1000}))
                        .bytes());
  const auto kit = Kit::open(more.path);
  REQUIRE(kit);
  const auto opened = kit->resource("bombe.txt")->open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::kEntryDamaged);
  const FileOf less(
      ZipBytes(
          with(
              {.name = "creux.txt", .content = test::noise(9000), .deflated = true, .claimed_size = 900'000}))
          .bytes());
  const auto hollow = Kit::open(less.path)->resource("creux.txt")->open();
  REQUIRE_FALSE(hollow);
  CHECK(hollow.error().code == ErrorCode::kEntryDamaged);
  CHECK(hollow.error().container == less.path);
}

TEST_CASE("encrypted entries and other methods are refused when they are asked for, not before") {
  const FileOf encrypted(
      ZipBytes(with({.name = "secret.pdf", .content = test::noise(50), .flags = 0x801})).bytes());
  auto kit = Kit::open(encrypted.path);
  REQUIRE(kit);
  CHECK(kit->resource("secret.pdf")->open().error().code == ErrorCode::kArchiveEncrypted);
  CHECK(test::text_of(*kit->resource("kit.toml")) == test::kSmallManifest);
  const FileOf method(
      ZipBytes(with({.name = "a.pdf", .content = test::noise(50), .claimed_method = 14})).bytes());
  kit = Kit::open(method.path);
  REQUIRE(kit);
  const Error error = kit->resource("a.pdf")->open().error();
  CHECK(error.code == ErrorCode::kArchiveMethod);
  CHECK(error.found == "14");
}

TEST_CASE("a deflated film plays from memory, and its sources share it") {
  auto items = test::small_kit_items();
  items[2].deflated = true;
  const FileOf file(ZipBytes(items).bytes());
  const auto resource = Kit::open(file.path)->resource("film/accueillir.mp4").value();
  auto first = resource.open();
  REQUIRE(first);
  std::filesystem::remove(file.path);  // the second source needs the file no more
  auto second = resource.open();
  REQUIRE(second);
  std::byte buffer[16];
  CHECK((*second)->read(99'990, buffer).value() == 10);
}

TEST_CASE("a large deflated film and a large text are refused by their sizes alone") {
  const auto large = static_cast<std::int64_t>(kInflateLimit) + 1;
  // The ratio is kept below 200 by real bytes, so that the size alone is at fault.
  const FileOf film(ZipBytes(with({.name = "grand.mp4",
                                   .content = test::noise(1'500'000),
                                   .deflated = true,
                                   .claimed_size = large}))
                        .bytes());
  const Error not_stored = Kit::open(film.path)->resource("grand.mp4")->open().error();
  CHECK(not_stored.code == ErrorCode::kEntryNotStored);
  CHECK(not_stored.found == "268435457 bytes");
  const FileOf text(ZipBytes(with({.name = "long.srt",
                                   .content = test::noise(100'000),
                                   .deflated = true,
                                   .claimed_size = static_cast<std::int64_t>(kTextLimit) + 1}))
                        .bytes());
  CHECK(Kit::open(text.path)->resource("long.srt")->open().error().code == ErrorCode::kFileTooLarge);
}

TEST_CASE("a damaged deflated entry is told as damaged") {
  std::string bytes = ZipBytes(test::small_kit_items()).bytes();
  const std::size_t at = bytes.find("sous-titres/accueillir.fr.sdh.srt") + 33 + 5;
  bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
  const FileOf file(bytes);
  const auto opened = Kit::open(file.path)->resource("sous-titres/accueillir.fr.sdh.srt")->open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::kEntryDamaged);
}

TEST_CASE("a source goes on after its file came back") {
  const std::string bytes = ZipBytes(test::small_kit_items()).bytes();
  const FileOf file(bytes);
  auto source = Kit::open(file.path)->resource("film/accueillir.mp4")->open().value();
  std::byte buffer[64];
  REQUIRE(source->read(0, buffer));
  std::filesystem::resize_file(file.path, 2000);
  CHECK_FALSE(source->read(50'000, buffer));
  CHECK_FALSE(source->read(90'000, buffer));
  test::write_file(file.path, bytes);
  CHECK(source->read(99'990, buffer).value() == 10);
}

TEST_CASE("end records that lie are refused before libzip is asked") {
  const ZipBytes zip(test::small_kit_items());
  const std::string body = zip.local() + zip.central();
  const std::uint64_t offset = zip.local().size();
  const std::uint64_t size = zip.central().size();
  CHECK(end_of(zip.bytes())->entries == 5);
  CHECK(end_of(body + ZipBytes::end_record(65535, size, offset)).error().code == ErrorCode::kArchiveLimit);
  CHECK(end_of(body + ZipBytes::end_record(10001, size, offset)).error().code == ErrorCode::kArchiveLimit);
  CHECK(end_of(body + ZipBytes::end_record(5, 0xfffffff0, offset)).error().code == ErrorCode::kArchiveLimit);
  CHECK(end_of(body + ZipBytes::end_record(5, size + 1, offset)).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(body + ZipBytes::end_record(5, size, offset + 1)).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(body + ZipBytes::end_record(9999, size, offset)).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(zip.local()).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of("PK").error().code == ErrorCode::kArchiveNotZip);
}

TEST_CASE("ZIP64 end records are believed no more than others") {
  const ZipBytes zip(test::small_kit_items());
  const std::string body = zip.local() + zip.central();
  const std::uint64_t offset = zip.local().size();
  const std::uint64_t size = zip.central().size();
  const std::string end = ZipBytes::end_record(0xffff, 0xffffffff, 0xffffffff);
  const auto whole = [&](std::uint64_t entries, std::uint64_t dir_size, std::uint64_t dir_offset,
                         std::uint64_t at) {
    return body + end64_record(entries, dir_size, dir_offset) + locator(at) + end;
  };
  const FileOf good(whole(5, size, offset, body.size()));
  REQUIRE(Kit::open(good.path));
  CHECK(end_of(whole(1ULL << 40, size, offset, body.size())).error().code == ErrorCode::kArchiveLimit);
  CHECK(end_of(whole(5, ~0ULL, offset, body.size())).error().code == ErrorCode::kArchiveLimit);
  CHECK(end_of(whole(5, size, ~0ULL - 10, body.size())).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(whole(5, size, offset, ~0ULL)).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(whole(5, size, offset, body.size() - 1)).error().code == ErrorCode::kArchiveDamaged);
  CHECK(end_of(body + locator(0) + end).error().code == ErrorCode::kArchiveDamaged);
}

TEST_CASE("a comment is nothing, and a second directory in it refuses the kit") {
  const ZipBytes zip(test::small_kit_items());
  const FileOf commented(zip.bytes("Fait avec soin."));
  CHECK(Kit::open(commented.path));
  const ZipBytes other(Items{{.name = "kit.toml", .content = "other"}});
  // The other archive's directory, with an end record that points at it, inside the comment.
  const std::string inner = other.local() + other.central();
  const std::uint64_t start = zip.bytes().size();
  std::string moved = other.central();
  std::string comment = inner + ZipBytes::end_record(1, moved.size(), start + other.local().size());
  const Error error = refusal_of(zip.bytes(comment));
  CHECK(error.code == ErrorCode::kArchiveDamaged);
}

TEST_CASE("a stored archive at the end of a kit, such as an ODT, is no second directory") {
  const std::string odt = ZipBytes(Items{{.name = "content.xml", .content = "x"}}).bytes();
  const FileOf file(ZipBytes(with({.name = "modele.odt", .content = odt})).bytes());
  const auto kit = Kit::open(file.path);
  REQUIRE(kit);
  CHECK(test::text_of(*kit->resource("modele.odt")) == odt);
}

TEST_CASE("a kit cut off at any of a hundred places opens or is refused") {
  const std::string bytes = ZipBytes(test::small_kit_items()).bytes();
  const FileOf file(bytes);
  for (std::size_t i = 0; i < 100; ++i) {
    const std::size_t length = i < 40 ? bytes.size() - 1 - i * 11 : bytes.size() * (i - 40) / 60;
    CAPTURE(length);
    test::write_file(file.path, bytes.substr(0, length));
    const auto kit = Kit::open(file.path);
    REQUIRE_FALSE(kit);
    const ErrorCode code = kit.error().code;
    CHECK((code == ErrorCode::kNotAKit || code == ErrorCode::kArchiveDamaged));
  }
}

TEST_CASE("a kit with any byte of its directory changed opens or is refused") {
  const ZipBytes zip(test::small_kit_items());
  const std::string bytes = zip.bytes();
  const FileOf file(bytes);
  int opened = 0;
  for (std::size_t at = zip.local().size(); at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0xff);
    test::write_file(file.path, changed);
    const auto kit = Kit::open(file.path);
    if (!kit) continue;
    ++opened;
    for (const std::string& entry : kit->entries())
      static_cast<void>(test::text_of(kit->resource(entry).value()));
  }
  CHECK(opened > 0);
  CHECK(opened < static_cast<int>(bytes.size() - zip.local().size()));
}

TEST_CASE("entries beyond 4 GiB are read in place, and cost nothing to open") {
  // A sparse file: mimetype, kit.toml, then a stored film of 5 GiB with a mark near its end.
  constexpr std::uint64_t kFilmSize = 5ULL << 30;
  test::ScratchFolder folder("large");
  const std::string path = folder / "grand.mallette";
  const ZipBytes small({{.name = "mimetype", .content = test::kMimetypeText},
                        {.name = "kit.toml", .content = test::kHeader + "[[film]]\nvideo = \"film.mp4\"\n"}});
  const std::uint64_t film_at = small.local().size();
  std::string common;
  ZipBytes::number(common, 45, 2);
  ZipBytes::number(common, 0x800, 2);
  ZipBytes::number(common, 0, 2);
  ZipBytes::number(common, 0x00210000, 4);
  ZipBytes::number(common, 0, 4);  // nobody reads it to the end
  ZipBytes::number(common, 0xffffffff, 4);
  ZipBytes::number(common, 0xffffffff, 4);
  ZipBytes::number(common, 8, 2);
  ZipBytes::number(common, 20, 2);
  std::string extra;
  ZipBytes::number(extra, 1, 2);
  ZipBytes::number(extra, 16, 2);
  ZipBytes::number(extra, kFilmSize, 8);
  ZipBytes::number(extra, kFilmSize, 8);
  const std::string header = "PK\3\4" + common + "film.mp4" + extra;
  std::string central = small.central() + "PK\1\2";
  ZipBytes::number(central, 0x032d, 2);
  central += common;
  ZipBytes::number(central, 0, 10);
  ZipBytes::number(central, film_at, 4);
  central += "film.mp4" + extra;
  const std::uint64_t central_at = film_at + header.size() + kFilmSize;
  test::write_file(path, small.local() + header);
  std::filesystem::resize_file(path, central_at);
  {
    std::fstream stream(path, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(film_at + header.size() + kFilmSize - 100));
    stream << "MARK";
    stream.seekp(static_cast<std::streamoff>(central_at));
    stream << central << end64_record(3, central.size(), central_at) << locator(central_at + central.size())
           << ZipBytes::end_record(0xffff, 0xffffffff, 0xffffffff);
  }
  const auto start = std::chrono::steady_clock::now();
  const auto kit = Kit::open(path);
  REQUIRE(kit);
  CHECK(kit->entry_size("film.mp4").value() == kFilmSize);
  auto source = kit->resource("film.mp4")->open().value();
  std::byte buffer[4];
  REQUIRE(source->read(kFilmSize - 100, buffer).value() == 4);
  CHECK(std::string(reinterpret_cast<const char*>(buffer), 4) == "MARK");
  CHECK(source->read(0, buffer).value() == 4);
  CHECK(std::chrono::steady_clock::now() - start < 1s);
}

TEST_CASE("every archive of the outside data opens or is refused, at once") {
  const auto data = test::outside_data("zip");
  if (!data) return;
  int files = 0;
  for (const auto& item : std::filesystem::recursive_directory_iterator(*data)) {
    if (!item.is_regular_file()) continue;
    ++files;
    CAPTURE(item.path().generic_string());
    const auto start = std::chrono::steady_clock::now();
    const auto kit = Kit::open(item.path().generic_string());
    CHECK_FALSE(kit);
    if (!kit) CHECK_FALSE(to_log_line(kit.error()).empty());
    CHECK(std::chrono::steady_clock::now() - start < 1s);
  }
  CHECK(files > 300);
}

TEST_CASE("an entry of an archive that is gone says so, and one of another archive in its place is not taken for it") {
  const FileOf file(ZipBytes(test::small_kit_items()).bytes());
  const auto kit = Kit::open(file.path);
  REQUIRE(kit);
  const auto film = kit->resource("film/accueillir.mp4");
  REQUIRE(film);
  std::filesystem::rename(file.path, file.path + ".away");
  const auto gone = film->open();
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == ErrorCode::kFileGone);
  CHECK(gone.error().subject == "film/accueillir.mp4");
  CHECK(gone.error().container == file.path);

  auto others = test::small_kit_items();
  others[2].content = test::noise(100'001);
  test::write_file(file.path, ZipBytes(others).bytes());
  CHECK(film->open().error().code == ErrorCode::kEntryNotFound);

  std::filesystem::rename(file.path + ".away", file.path);
  CHECK(film->open());
}
