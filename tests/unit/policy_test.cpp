// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/policy/policy.h"

#include <doctest/doctest.h>
#ifndef _WIN32
#include <sys/stat.h>
#endif

#include <cstdio>
#include <filesystem>

#include "kits/pack.h"
#include "kits/sign.h"
#include "tests/support/kit_files.h"
#include "tests/support/minisign_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::policy;
namespace fs = std::filesystem;

namespace {

/// A folder in the text of a policy.
std::string quoted(const std::string& from_root) { return std::string("\"") + test::kRoot + from_root + '"'; }

Result<Policy> read(const std::string& toml, FolderNames names = FolderNames::kAbsolute) { return read_policy(toml, "/etc/p.toml", names); }

std::string publisher(const test::Signer& signer, const std::string& name) {
  return "[[publisher]]\nname = \"" + name + "\"\nkey = \"" + signer.key_line() + "\"\n";
}

/// A kit that nobody signed, one of Alice's, and one of Bob's, in two folders; and two policies.
struct Office {
  Office() {
    test::write_small_kit(folder.path() / "source");
    fs::create_directories(folder.path() / "allowed/below");
    fs::create_directories(folder.path() / "elsewhere");
    for (const std::string& path : {unsigned_kit, of_alice, of_bob}) REQUIRE(kits::pack(source, path));
    sign(of_alice, alice);
    sign(of_bob, bob);
  }
  static void sign(const std::string& kit, const test::Signer& signer) {
    REQUIRE(kits::put_signature(kit, signer.sign(*kits::digests_to_sign(kit)), "s", signer.publisher()));
  }
  InForce machine(const std::string& toml) const {
    test::write_file(folder / "etc/policy.toml", toml);
    return in_force();
  }
  InForce both(const std::string& machine_toml, const std::string& key_toml) const {
    test::write_file(folder / "etc/policy.toml", machine_toml);
    test::write_file(folder / "key/policy.toml", key_toml);
    return in_force();
  }
  InForce in_force() const { return InForce::read({.machine = folder / "etc/policy.toml", .key = folder / "key/policy.toml"}); }

  test::ScratchFolder folder{"policy"};
  test::Signer alice{"Alice"}, bob{"Bob"};
  std::string source = folder / "source";
  std::string unsigned_kit = folder / "allowed/unsigned.mallette";
  std::string of_alice = folder / "allowed/below/alice.mallette";
  std::string of_bob = folder / "elsewhere/bob.mallette";
};

ErrorCode code_of(const InForce& policy, const std::string& kit) {
  const auto opened = policy.open_kit(kit);
  REQUIRE_FALSE(opened);
  return opened.error().code;
}

}  // namespace

TEST_CASE("a policy is read as it is written") {
  const test::Signer alice("Alice");
  const auto policy = read("folders = [" + quoted("/srv/kits/") + ", " + quoted("/home/../opt") + "]\ncopies = false\n" + publisher(alice, "MIPROF"));
  REQUIRE(policy);
  CHECK(policy->file == "/etc/p.toml");
  CHECK_FALSE(policy->copies);
  CHECK(*policy->folders == std::vector<std::string>{test::kRoot + std::string("/srv/kits/"), test::kRoot + std::string("/opt")});
  CHECK(*policy->publishers == std::vector{kits::Publisher{"MIPROF", alice.key()}});
  const auto nothing = read("# nothing\n");
  REQUIRE(nothing);
  CHECK((nothing->copies && !nothing->folders && !nothing->publishers));
  CHECK(read("publisher = []")->publishers->empty());
}

TEST_CASE("folders on a key are named from the key") {
  CHECK(*read_policy("folders = [\"kits\", \".\"]", "/media/clé/policy.toml", FolderNames::kRelativeToo)->folders ==
        std::vector<std::string>{"/media/clé/kits", "/media/clé/"});
}

TEST_CASE("what is not understood refuses the whole file and says which line") {
  const std::string key = publisher(test::Signer("Alice"), "MIPROF");
  struct Case {
    std::string toml;
    std::string key;
    std::uint32_t line;
  };
  for (const Case& one : {Case{"copies = false\ncopy = false\n", "copy", 2}, Case{"copies = 0\n", "copies", 1}, Case{"\ncopies = \"no\"\n", "copies", 2},
                          Case{"folders = \"/srv\"\n", "folders", 1}, Case{"folders = [1]\n", "folders", 1}, Case{"folders = [\"kits\"]\n", "folders", 1},
                          Case{"folders = [\n" + quoted("/srv") + ",\n\"\"]\n", "folders", 3}, Case{"publisher = \"x\"\n", "publisher", 1}, Case{"publishers = []\n", "publishers", 1},
                          Case{"[[publisher]]\nname = \"x\"\n", "key", 1}, Case{"[[publisher]]\nname = \"x\"\nkey = \"RWx\"\n", "key", 3},
                          Case{key + "until = 2030\n", "until", 4}, Case{"[publisher]\nname = \"x\"\n", "publisher", 1},
                          Case{"[[publisher]]\nname = \"a\\u0007\"\nkey = \"x\"\n", "name", 2}, Case{"folders = [\"/a\\u0000b\"]\n", "folders", 1}}) {
    CAPTURE(one.toml);
    const auto policy = read(one.toml);
    REQUIRE_FALSE(policy);
    CHECK(policy.error().code == ErrorCode::kPolicyDamaged);
    CHECK(policy.error().subject == "/etc/p.toml");
    CHECK(policy.error().key == one.key);
    REQUIRE(policy.error().place);
    CHECK(policy.error().place->line == one.line);
  }
  const auto syntax = read("copies = false\nfolders = [\n");
  REQUIRE_FALSE(syntax);
  CHECK(syntax.error().code == ErrorCode::kPolicyDamaged);
  CHECK(syntax.error().place->line >= 2);
  CHECK_FALSE(read("a" + std::string(100'000, '.')));
  CHECK_FALSE(read(std::string(100'000, '[')));
  CHECK_FALSE(read("\xFF\xFE"));
}

TEST_CASE("without a policy everything opens") {
  const Office office;
  const InForce policy = office.in_force();
  CHECK(policy.policies().empty());
  CHECK((policy.copies() && policy.may_copy("x")));
  for (const std::string& kit : {office.source, office.unsigned_kit, office.of_alice}) CHECK(policy.open_kit(kit));
  CHECK(policy.open_kit(office.of_alice)->origin().state == kits::OriginState::kUnknownKey);
}

TEST_CASE("with publishers only what one of them signed opens, and no folder and no film") {
  const Office office;
  const InForce policy = office.machine(publisher(office.alice, "MIPROF"));
  REQUIRE(policy.open_kit(office.of_alice));
  CHECK(policy.open_kit(office.of_alice)->origin().publisher->name == "MIPROF");
  CHECK(code_of(policy, office.of_bob) == ErrorCode::kPolicyPublisher);
  CHECK(code_of(policy, office.unsigned_kit) == ErrorCode::kPolicyPublisher);
  CHECK(code_of(policy, office.source) == ErrorCode::kPolicyPublisher);
  CHECK(code_of(policy, office.source + "/film/accueillir.mp4") == ErrorCode::kPolicyPublisher);
  CHECK(code_of(office.machine("publisher = []"), office.of_alice) == ErrorCode::kPolicyPublisher);
  const Error error = policy.open_kit(office.of_bob).error();
  CHECK(error.allowed == "MIPROF");
  CHECK(error.found == kits::id_text(office.bob.key().id));
}

TEST_CASE("a key that is named on the command line allows nothing") {
  const Office office;
  const InForce policy = office.machine(publisher(office.alice, "MIPROF"));
  CHECK(policy.open_kit(office.of_bob, std::vector{office.bob.publisher()}).error().code == ErrorCode::kPolicyPublisher);
}

TEST_CASE("with folders only what lies in them opens, whatever way leads there") {
  const Office office;
  const InForce policy = office.machine("folders = [\"" + office.folder / "allowed" + "\"]");
  CHECK(policy.open_kit(office.unsigned_kit));
  CHECK(policy.open_kit(office.of_alice));
  CHECK(policy.open_kit(office.folder / "elsewhere/../allowed/unsigned.mallette"));
  CHECK(code_of(policy, office.of_bob) == ErrorCode::kPolicyFolder);
  CHECK(code_of(policy, office.folder / "allowed/../elsewhere/bob.mallette") == ErrorCode::kPolicyFolder);
  fs::create_directories(office.folder / "allowed-not");
  fs::copy_file(office.unsigned_kit, office.folder / "allowed-not/a.mallette");
  CHECK(code_of(policy, office.folder / "allowed-not/a.mallette") == ErrorCode::kPolicyFolder);
  CHECK(code_of(policy, office.folder / "absent.mallette") == ErrorCode::kFileNotFound);
  CHECK(code_of(office.machine("folders = []"), office.unsigned_kit) == ErrorCode::kPolicyFolder);
}

TEST_CASE("a link opens no other folder, and leads into the one that is open") {
  const Office office;
  const InForce policy = office.machine("folders = [\"" + office.folder / "allowed" + "\"]");
  if (!test::make_link(test::Path(office.of_bob), test::Path(office.folder / "allowed/link.mallette")) ||
      !test::make_link(test::Path(office.folder / "allowed"), test::Path(office.folder / "way"))) {
    std::puts("SKIPPED: no links can be made here");
    return;
  }
  CHECK(code_of(policy, office.folder / "allowed/link.mallette") == ErrorCode::kPolicyFolder);
  CHECK(policy.open_kit(office.folder / "way/unsigned.mallette"));
}

TEST_CASE("two policies restrict both, and neither widens") {
  const Office office;
  const std::string alice = publisher(office.alice, "MIPROF"), bob = publisher(office.bob, "Bob");
  const InForce policy = office.both(alice + bob, alice + publisher(office.bob, "MIPROF too"));
  CHECK(policy.policies().size() == 2);
  CHECK(policy.open_kit(office.of_bob)->origin().publisher->name == "Bob");
  CHECK(code_of(office.both(alice, bob), office.of_alice) == ErrorCode::kPolicyPublisher);
  CHECK(code_of(office.both(alice, bob), office.of_bob) == ErrorCode::kPolicyPublisher);
  CHECK(code_of(office.both(alice + bob, "folders = [\"../allowed\"]"), office.of_bob) == ErrorCode::kPolicyFolder);
  CHECK(office.both(alice + bob, "folders = [\"../allowed\"]").open_kit(office.of_alice));
  CHECK_FALSE(office.both("copies = false", "copies = true").copies());
  CHECK_FALSE(office.both("copies = true", "copies = false").copies());
  CHECK(office.both("copies = false", "").may_copy("un kit").error().code == ErrorCode::kPolicyCopies);
}

TEST_CASE("a policy that cannot be read closes the door, wherever it lies") {
  const Office office;
  const auto closed = [&](const InForce& policy, const std::string& file) {
    REQUIRE(policy.fault());
    CHECK(policy.fault()->code == ErrorCode::kPolicyDamaged);
    CHECK(policy.fault()->subject == office.folder / file);
    CHECK(code_of(policy, office.unsigned_kit) == ErrorCode::kPolicyDamaged);
    CHECK_FALSE(policy.copies());
    CHECK_FALSE(policy.may_copy("x"));
  };
  closed(office.machine("copies = maybe"), "etc/policy.toml");
  closed(office.both("", "copy = true"), "key/policy.toml");
  fs::remove(office.folder / "key/policy.toml");
  fs::create_directories(office.folder / "key/policy.toml");
  closed(office.machine(""), "key/policy.toml");
  fs::remove(office.folder / "key/policy.toml");
#ifndef _WIN32
  REQUIRE(::mkfifo((office.folder / "key/policy.toml").c_str(), 0600) == 0);
  closed(office.machine(""), "key/policy.toml");
  fs::remove(office.folder / "key/policy.toml");
#endif
  if (test::make_link(test::Path(office.folder / "nowhere"), test::Path(office.folder / "key/policy.toml"))) {
    closed(office.machine(""), "key/policy.toml");
    fs::remove(office.folder / "key/policy.toml");
  }
  closed(office.machine(std::string(kPolicyLimit_bytes + 1, '#')), "etc/policy.toml");
}
