// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program in memory, in English, on a clock that is stepped, led by a script.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "player/app/program.h"

namespace mallette::test {

struct Stand {
  explicit Stand(app::Screens& screens, std::optional<storage::StateFolder> folder = {}) {
    auto found = app::find_paths();
    REQUIRE(found);
    paths = *found;
    auto keeping = folder ? std::make_unique<app::Keeping>(*folder) : nullptr;
    auto made = app::make_workplace(paths, driver, screens, std::move(keeping), language::Language::kEnglish);
    REQUIRE_MESSAGE(made, to_log_line(made.error()));
    work = std::move(*made);
  }
  app::Paths paths;
  app::SteppedDriver driver;
  std::unique_ptr<app::Workplace> work;  ///< ends before the driver
};

inline app::ProgramReport run(Stand& stand, app::ProgramOrder order) {
  auto program = app::Program::make(std::move(order), *stand.work, nullptr);
  REQUIRE_MESSAGE(program, to_log_line(program.error()));
  return (*program)->run();
}

/// What was expected and not met, and what went wrong, is the test's failure.
inline app::ProgramReport run_well(Stand& stand, app::ProgramOrder order) {
  auto report = run(stand, std::move(order));
  for (const std::string& unmet : report.unmet) FAIL_CHECK(unmet);
  for (const Error& error : report.errors) FAIL_CHECK(to_log_line(error));
  return report;
}

inline app::ProgramOrder ordered(const std::string& kit, const std::string& script) {
  auto commands = app::parse_script(script, "script", app::ScriptFor::kSession);
  REQUIRE_MESSAGE(commands, to_log_line(commands.error()));
  app::ProgramOrder order;
  order.kit = kit;
  order.script = std::move(*commands);
  order.leave_after_script = true;
  return order;
}

inline app::ProgramOrder session_of(const std::string& kit, const std::string& script, app::SessionChoice choice = {.plan_id = {}, .audiences = {}, .needs = {.captions = true, .sign = true, .description = false}}) {
  app::ProgramOrder order = ordered(kit, script);
  order.session = std::move(choice);
  order.leave_after_session = true;
  return order;
}

inline std::string whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace mallette::test
