// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/sign.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "kits/digests.h"
#include "kits/pack.h"
#include "tests/support/kit_files.h"
#include "tests/support/minisign_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;
namespace fs = std::filesystem;

namespace {

// Made with minisign 0.11, of "format = 1" and a line's end.
const std::string kMessage = "format = 1\n";
const std::string kKeyFile =
    "untrusted comment: minisign public key E6F6387A6FA2D69F\n"
    "RWSf1qJvejj25rK2OJZAnxIw1B7IePWcAt1zGiT6SNyIVNcKFbfr86ph\n";
const std::string kPrehashed =
    "untrusted comment: signature from minisign secret key\n"
    "RUSf1qJvejj25kfiDFq0FCy+Lfx+sosGK/EszpWVwtvPT1HvBFYzu7PYYJxLWc5mw3yAhbhjKNlDHLJuh+nfXUAirAKXibHo0QM=\n"
    "trusted comment: fr.example.essai 1.0 (éditions)\n"
    "8QIV/lFcHRMOlNGSdlBmm3WomPO2EbCqmWyWH7hz7VdPzdm6dlu9E0IvOoOor6V2XZPlFBmBfRsv5iE4MmRYDQ==\n";
const std::string kOld =
    "untrusted comment: signature from minisign secret key\n"
    "RWSf1qJvejj25jdSpJSTN7Al0nmetZWC4u2bxiOa+HAbD3ByfhaVp+aqF9+NikIc18B5nOeY4UdqNi2WGc0yCWk8eDSzYVmp3AM=\n"
    "trusted comment: old\n"
    "8w+EP1e40+AXMW4WqE2d5Zl1jxw7XK6ejVn30PC/l8e6wglVS4FIdIavFVMPJpaI47GEjJKZ9CB9iyEaN8mQCQ==\n";

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

bool verifies(const std::string& signature, const std::string& message) {
  const auto read = read_minisign_signature(signature, "s");
  return read && is_signed_by(*read, read_minisign_key(kKeyFile, "k").value(), bytes(message));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

/// A packed kit that Alice has signed.
struct Signed {
  Signed() {
    test::write_small_kit(folder.path() / "source");
    REQUIRE(pack((folder.path() / "source").string(), kit));
    const auto digests = digests_to_sign(kit);
    REQUIRE(digests);
    const auto put = put_signature(kit, alice.sign(*digests, "fr.example.essai 1"), "s", alice.publisher());
    REQUIRE_MESSAGE(put, to_log_line(put.error()));
  }

  /// The kit's entries, to be changed and written as another kit.
  std::vector<test::ZipItem> items() const {
    const auto open = Kit::open(kit).value();
    std::vector<test::ZipItem> items{{"mimetype", test::kMimetypeText}};
    for (const std::string& entry : open.entries()) {
      if (entry != "mimetype") items.push_back({entry, test::text_of(*open.as_it_lies(entry))});
    }
    return items;
  }
  std::string with(const std::string& entry, const std::string& content) const {
    auto changed = items();
    const auto found = std::ranges::find(changed, entry, &test::ZipItem::name);
    if (found != changed.end()) found->content = content;
    else changed.push_back({entry, content});
    return write(changed);
  }
  std::string write(const std::vector<test::ZipItem>& changed) const {
    const std::string path = folder / "changed.mallette";
    test::write_file(path, test::ZipBytes(changed).bytes());
    return path;
  }
  Result<Kit> open(const std::string& path) const { return Kit::open(path, known); }

  test::ScratchFolder folder{"signed"};
  std::string kit = folder / "essai.mallette";
  test::Signer alice{"Alice"}, bob{"Bob"};
  std::vector<Publisher> known{bob.publisher(), alice.publisher()};
};

}  // namespace

TEST_CASE("what minisign signed is verified, in both its algorithms") {
  CHECK(verifies(kPrehashed, kMessage));
  CHECK(verifies(kOld, kMessage));
  CHECK(read_minisign_signature(kPrehashed, "s")->prehashed);
  CHECK_FALSE(read_minisign_signature(kOld, "s")->prehashed);
  CHECK(read_minisign_signature(kPrehashed, "s")->trusted_comment == "fr.example.essai 1.0 (éditions)");
  CHECK(id_text(read_minisign_key(kKeyFile, "k")->id) == "E6F6387A6FA2D69F");
}

TEST_CASE("a key's name is minisign's own, which begins with no zero") {
  CHECK(id_text({0xEA, 0x9B, 0x11, 0x83, 0x92, 0xC6, 0xE9, 0x04}) == "4E9C69283119BEA");
  CHECK(id_text({0x01}) == "1");
}

TEST_CASE("another message, comment, signature or algorithm is not verified") {
  CHECK_FALSE(verifies(kPrehashed, "format = 2\n"));
  CHECK_FALSE(verifies(kOld, "format = 2\n"));
  CHECK_FALSE(verifies(replaced(kPrehashed, "1.0", "1.1"), kMessage));
  CHECK_FALSE(verifies(replaced(kOld, "trusted comment: old", "trusted comment: new"), kMessage));
  CHECK_FALSE(verifies(replaced(kPrehashed, "kfiDFq0", "kfiDFq1"), kMessage));
  CHECK_FALSE(verifies(replaced(kOld, "8w+EP1", "8w+EP2"), kMessage));
  CHECK_FALSE(verifies(replaced(kPrehashed, "RUSf", "RWSf"), kMessage));
  CHECK_FALSE(verifies(replaced(kOld, "RWSf", "RUSf"), kMessage));
}

TEST_CASE("a comment with tabs, as minisign writes by itself, is verified as it stands and shown with spaces") {
  const Signed stand;
  const std::string signature = stand.alice.sign(*digests_to_sign(stand.kit), "timestamp:1\tfile:digests.toml");
  CHECK(read_minisign_signature(signature, "s")->trusted_comment == "timestamp:1\tfile:digests.toml");
  const auto put = put_signature(stand.kit, signature, "s", stand.alice.publisher());
  REQUIRE(put);
  CHECK(put->comment == "timestamp:1 file:digests.toml");
}

TEST_CASE("a key is read from its file and from its line alone") {
  const auto key = read_minisign_key(kKeyFile, "k");
  REQUIRE(key);
  CHECK(read_minisign_key("RWSf1qJvejj25rK2OJZAnxIw1B7IePWcAt1zGiT6SNyIVNcKFbfr86ph", "k") == *key);
  CHECK(read_minisign_key(replaced(kKeyFile, "\n", "\r\n"), "k") == *key);
}

TEST_CASE("what is no key and no signature is refused by name") {
  for (const std::string& text : {std::string(), std::string("\n\n\n\n"), std::string("RWSf"), kPrehashed, std::string(5000, 'A'),
                                  replaced(kKeyFile, "RWSf", "RUSf"), replaced(kKeyFile, "86ph", "86p="), kKeyFile + "x\n"}) {
    const auto key = read_minisign_key(text, "clé.pub");
    REQUIRE_FALSE(key);
    CHECK(key.error().code == ErrorCode::kSignatureUnreadable);
    CHECK(key.error().subject == "clé.pub");
  }
  for (const std::string& text :
       {std::string(), kKeyFile, replaced(kOld, "trusted comment: old", "comment: old"), replaced(kOld, "RWSf", "RXSf"),
        replaced(kOld, "trusted comment: old", "trusted comment: o\x1b[2Jd"), replaced(kOld, "trusted comment: old", "trusted comment: \xFF"),
        replaced(kOld, "8w+EP1", "8w+EP"), kOld.substr(0, kOld.size() / 2), kOld + kOld}) {
    CHECK(read_minisign_signature(text, "s").error().code == ErrorCode::kSignatureUnreadable);
  }
}

TEST_CASE("a signed kit is verified with a key that is known, and only then") {
  const Signed stand;
  const auto verified = stand.open(stand.kit);
  REQUIRE(verified);
  CHECK(verified->warnings().empty());
  CHECK(verified->origin().state == OriginState::kVerified);
  CHECK(verified->origin().publisher == stand.alice.publisher());
  CHECK(verified->origin().comment == "fr.example.essai 1");
  CHECK(verified->origin().key_id == id_text(stand.alice.key().id));
  CHECK(kits::verify(*verified)->empty());
  CHECK(test::text_of(*verified->resource("fiches/réflexe.pdf")).starts_with("%PDF"));
  const auto unknown = Kit::open(stand.kit, std::vector{stand.bob.publisher()});
  REQUIRE(unknown);
  CHECK(unknown->origin().state == OriginState::kUnknownKey);
  CHECK(unknown->origin().key_id == id_text(stand.alice.key().id));
  CHECK_FALSE(unknown->origin().publisher);
  CHECK(unknown->origin().comment.empty());
  CHECK(Kit::open((stand.folder.path() / "source").string(), stand.known)->origin().state == OriginState::kUnsigned);
}

TEST_CASE("signing leaves every other entry as it was and the mimetype first") {
  Signed stand;
  const auto before = stand.items();
  const auto again = put_signature(stand.kit, stand.bob.sign(*digests_to_sign(stand.kit)), "s", stand.bob.publisher());
  REQUIRE(again);
  CHECK(again->publisher == stand.bob.publisher());
  const auto after = stand.items();
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    CHECK(after[i].name == before[i].name);
    CHECK((after[i].content == before[i].content) == (after[i].name != kSignatureName));
  }
  CHECK(std::distance(fs::directory_iterator(stand.folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("a signature of other digests or of another key is not put in") {
  const Signed stand;
  const std::string before = test::read_file(stand.kit);
  const auto other = put_signature(stand.kit, stand.bob.sign("format = 1\n"), "s.minisig", stand.bob.publisher());
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::kSignatureWrong);
  CHECK(other.error().subject == "s.minisig");
  CHECK_FALSE(put_signature(stand.kit, stand.bob.sign(*digests_to_sign(stand.kit)), "s", stand.alice.publisher()));
  CHECK(put_signature(stand.kit, "x", "s", stand.alice.publisher()).error().code == ErrorCode::kSignatureUnreadable);
  CHECK(put_signature((stand.folder.path() / "source").string(), stand.alice.sign("x"), "s", stand.alice.publisher()).error().code == ErrorCode::kNotAKit);
  CHECK(test::read_file(stand.kit) == before);
}

TEST_CASE("a kit that is damaged gives no digests to sign") {
  const Signed stand;
  std::string film = test::noise(100'000);
  film[70'000] ^= 1;
  const auto digests = digests_to_sign(stand.with("film/accueillir.mp4", film));
  REQUIRE_FALSE(digests);
  CHECK(digests.error().code == ErrorCode::kEntryDamaged);
  CHECK(digests.error().subject == "film/accueillir.mp4");
}

TEST_CASE("a signed kit whose parts were changed is not opened, whether its key is known or not") {
  const Signed stand;
  const auto refused = [&](const std::string& path, const std::string& subject) {
    for (const auto& known : {stand.known, std::vector<Publisher>{}}) {
      const auto kit = Kit::open(path, known);
      REQUIRE_FALSE(kit);
      CHECK(kit.error().code == ErrorCode::kSignatureWrong);
      CHECK(kit.error().subject == subject);
      CHECK(kit.error().container == path);
    }
  };
  refused(stand.with("kit.toml", replaced(test::kSmallManifest, "Essai", "Fssai")), "kit.toml");
  refused(stand.with("kit.toml", test::kSmallManifest + "\n"), "kit.toml");
  refused(stand.with("film/accueillir.mp4", test::noise(99'999)), "film/accueillir.mp4");
  refused(stand.with("intrus.pdf", "%PDF-1.7"), "intrus.pdf");
  auto fewer = stand.items();
  std::erase_if(fewer, [](const test::ZipItem& item) { return item.name.starts_with("fiches"); });
  refused(stand.write(fewer), "fiches/réflexe.pdf");
  std::erase_if(fewer, [](const test::ZipItem& item) { return item.name == kDigestsName; });
  refused(stand.write(fewer), std::string(kDigestsName));
}

TEST_CASE("digests that were made anew are told where the key is known") {
  const Signed stand;
  const std::string manifest = replaced(test::kSmallManifest, "Essai", "Fssai");
  auto changed = stand.items();
  std::ranges::find(changed, "kit.toml", &test::ZipItem::name)->content = manifest;
  std::string& digests = std::ranges::find(changed, kDigestsName, &test::ZipItem::name)->content;
  auto list = read_digests(digests, "d").value();
  const auto view = std::as_bytes(std::span(manifest));
  const auto bytes = std::make_shared<const std::vector<std::byte>>(view.begin(), view.end());
  std::ranges::find(list, "kit.toml", &Digest::path)->sha256 = digest_of(memory_resource("kit.toml", bytes), "kit.toml")->sha256;
  digests = write_digests(list);
  const std::string path = stand.write(changed);
  const auto known = stand.open(path);
  REQUIRE_FALSE(known);
  CHECK(known.error().code == ErrorCode::kSignatureWrong);
  CHECK(known.error().subject == kSignatureName);
  REQUIRE(Kit::open(path));  // whoever does not know the key cannot tell
  CHECK(Kit::open(path)->origin().state == OriginState::kUnknownKey);
}

TEST_CASE("a signature that is none refuses the kit") {
  const Signed stand;
  for (const std::string& signature : {std::string("x"), std::string(), stand.alice.sign("x").substr(0, 80)}) {
    const auto kit = stand.open(stand.with(std::string(kSignatureName), signature));
    REQUIRE_FALSE(kit);
    CHECK(kit.error().code == ErrorCode::kSignatureUnreadable);
  }
}

TEST_CASE("a document that was changed opens for nobody, its film is found by the full check") {
  const Signed stand;
  std::string sheet = "%PDF-1.7 " + test::noise(3000);
  sheet[2000] ^= 1;
  auto kit = stand.open(stand.with("fiches/réflexe.pdf", sheet));
  REQUIRE(kit);
  const auto opened = kit->resource("fiches/réflexe.pdf")->open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::kEntryDamaged);
  CHECK(test::text_of(*kit->as_it_lies("fiches/réflexe.pdf")) == sheet);
  CHECK(kit->resource("sous-titres/accueillir.fr.sdh.srt")->open());
  REQUIRE(verify(*kit)->size() == 1);
  CHECK(verify(*kit)->front().kind == MismatchKind::kContent);

  std::string film = test::noise(100'000);
  film[70'000] ^= 1;
  kit = stand.open(stand.with("film/accueillir.mp4", film));
  REQUIRE(kit);
  CHECK(kit->resource("film/accueillir.mp4")->open());
  REQUIRE(verify(*kit)->size() == 1);
  CHECK(verify(*kit)->front().entry == "film/accueillir.mp4");
}
