// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/cli/options.h"

#include <doctest/doctest.h>

#include "player/cli/command.h"

using namespace mallette;
using cli::Syntax;

namespace {

struct Taken {
  std::string kit, size;
  bool headless = false;
};

Syntax syntax_for(Taken& taken) {
  return {.command = "mallette play",
          .summary = "",
          .positionals = {{"KIT", "", &taken.kit}},
          .options = {{"--size", "WxH", "", cli::set_text(taken.size)}, {"--headless", "", "", cli::set_flag(taken.headless)}}};
}

Result<void> parse(Taken& taken, const std::vector<std::string>& arguments) {
  return cli::parse(syntax_for(taken), arguments);
}

}  // namespace

TEST_CASE("values are taken behind a space and behind an equals sign") {
  Taken taken;
  REQUIRE(parse(taken, {"--size", "1x1", "a.mallette", "--headless"}));
  CHECK(taken.size == "1x1");
  CHECK(taken.kit == "a.mallette");
  CHECK(taken.headless);
  REQUIRE(parse(taken, {"a", "--size=2x2"}));
  CHECK(taken.size == "2x2");
}

TEST_CASE("behind two dashes everything is a name") {
  Taken taken;
  REQUIRE(parse(taken, {"--", "--headless"}));
  CHECK(taken.kit == "--headless");
  CHECK_FALSE(taken.headless);
}

TEST_CASE("wrong usage names the option and what is allowed") {
  Taken taken;
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"a", "b"}, {"a", "--sise", "1"}, {"a", "--size"}, {"a", "--headless=1"}, {}}) {
    const auto parsed = parse(taken, wrong);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::kUsage);
    CHECK_FALSE(parsed.error().allowed.empty());
  }
  CHECK(parse(taken, {"a", "--size"}).error().key == "--size");
  CHECK(parse(taken, {"a", "--sise", "1"}).error().found == "--sise");
}
