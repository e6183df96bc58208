// SPDX-License-Identifier: GPL-3.0-or-later
// The sample desk in every theme and at three sizes of text: every frame is held against what no
// frame may have. With MALLETTE_PICTURES=FOLDER its pictures are saved there, to be looked at.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

#include "player/accessibility/tree_faults.h"
#include "tests/ui/sample_desk.h"
#include "tests/ui/sample_screen.h"

using namespace mallette;
using namespace mallette::ui;
using test::SampleDesk;
using test::SampleScreen;

namespace {

constexpr const char* kThemeNames[] = {"dark", "light", "contrast"};

void save(SampleScreen& screen, const std::string& name) {
  const char* folder = std::getenv("MALLETTE_PICTURES");
  screen.show();
  if (folder != nullptr) screen.save(fmt::format("{}/{}.png", folder, name));
}

void check_faultless(const Interface& interface) {
  for (const std::string& fault : accessibility::tree_faults(interface.tree())) FAIL_CHECK(fault);
}

}  // namespace

TEST_CASE("the desk has no fault in any theme, at any size of text, in any of its states") {
  for (const ThemeName name : {ThemeName::kDark, ThemeName::kLight, ThemeName::kHighContrast}) {
    for (const int percent : {100, 150, 300}) {
      CAPTURE(percent);
      SampleScreen screen(1366, 768);
      Interface& interface = screen.interface();
      interface.set_theme({.name = name, .text_scale = static_cast<float>(percent) / 100});
      SampleDesk desk;
      const View view = [&](Frame& frame) { desk.view(frame); };
      const auto picture = [&](const char* what) {
        screen.draw(view);
        check_faultless(interface);
        save(screen, fmt::format("{}-{}-{}", kThemeNames[static_cast<int>(name)], percent, what));
      };
      picture("hidden");
      REQUIRE(interface.press(accessibility::Role::kButton, "Afficher les éléments attendus") ==
              Interface::Outcome::kDone);
      picture("dialog");
      REQUIRE(interface.press(accessibility::Role::kButton, "Cet écran n’est pas projeté") ==
              Interface::Outcome::kDone);
      picture("open");
      REQUIRE(interface.press(accessibility::Role::kButton, "Relance") == Interface::Outcome::kDone);
      interface.focus(interface.tree().named(accessibility::Role::kButton, "Pause").front()->id);
      picture("focus");
    }
  }
}
