// SPDX-License-Identifier: GPL-3.0-or-later
// Library, file dialog, start and check in every theme, size and language: no frame has a fault.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "player/accessibility/focus_order.h"
#include "tests/ui/start_samples.h"
#include "tests/ui/view_screen.h"

using namespace mallette;
using namespace mallette::ui;
using test::ViewScreen;

namespace {

struct Setting {
  const char* name;
  int width, height;
  Theme theme;
  language::Language language = language::Language::kFrench;
};

const std::vector<Setting> kSettings = {
    {"1366-dark", 1366, 768, {}},
    {"1366-light", 1366, 768, {.name = ThemeName::kLight}},
    {"1366-contrast", 1366, 768, {.name = ThemeName::kHighContrast}},
    {"1366-150", 1366, 768, {.text_scale = 1.5F}},
    {"1366-300", 1366, 768, {.text_scale = 3}},
    {"1366-150-andika", 1366, 768, {.face = TypeFace::kLowVision, .text_scale = 1.5F}},
    {"1024-dark", 1024, 768, {}},
    {"1024-light-150", 1024, 768, {.name = ThemeName::kLight, .text_scale = 1.5F}},
    {"1920-dark", 1920, 1080, {}},
    {"1920-hidpi", 1920, 1080, {.density = 1.5F}},
    {"1366-english", 1366, 768, {}, language::Language::kEnglish},
    {"1366-english-contrast-300",
     1366,
     768,
     {.name = ThemeName::kHighContrast, .text_scale = 3},
     language::Language::kEnglish},
};

/// What has focus shows in the window, wherever Tab leads.
void check_every_stop_shows(ViewScreen& screen) {
  const auto stops = accessibility::tab_stops(screen.tree());
  REQUIRE_FALSE(stops.empty());
  std::set<accessibility::NodeId> reached;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    screen.key("Tab");
    const accessibility::Node* node = screen.tree().focused();
    REQUIRE(node != nullptr);
    CAPTURE(node->name);
    CHECK(node->visible.height >= 23);
    reached.insert(node->id);
  }
  CHECK(reached.size() == stops.size());
}

}  // namespace

TEST_CASE("every view before a session is faultless and reached by Tab, in all themes, sizes and languages") {
  for (const Setting& setting : kSettings) {
    CAPTURE(setting.name);
    const language::Catalogue words =
        setting.language == language::Language::kFrench ? test::french() : language::Catalogue();
    for (auto& [name, draw] : test::sample_views(words)) {
      CAPTURE(name);
      ViewScreen screen(draw, setting.width, setting.height, setting.theme);
      screen.save(fmt::format("{}-{}", name, setting.name));
      check_every_stop_shows(screen);
    }
  }
}
