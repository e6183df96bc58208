// SPDX-License-Identifier: GPL-3.0-or-later
// Every step of the demo kit's longer plan on the wall, at the sizes of projectors, dark and light.
// With MALLETTE_ROOM_PICTURES=folder set, the pictures are also written there, to be looked at.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "kits/manifest_names.h"
#include "player/render/screenshot.h"
#include "tests/support/frames.h"
#include "tests/support/room_wall.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::test;

namespace {

struct Shot {
  std::string name;
  session::RoomView view;
};

/// What the room sees along the demo session, with every follow-up revealed where there are some.
std::vector<Shot> shots_of_demo() {
  Lead lead(session_deck({}, read_source("kits/demo/kit.toml")));
  std::vector<Shot> shots = {{"neutral", session::room::Neutral{}},
                             {"suspended", session::room::Suspended{}},
                             {"help", session::room::Help{}},
                             {"film-failed", session::room::Film{.film = {}, .failed = true}}};
  for (const char* document : {"diaporama/diaporama.pdf", "livret/livret.pdf", "fiches/accueil.pdf",
                               "fiches/infirmier.pdf", "questionnaire/satisfaction.pdf"}) {
    lead.send(session::event::PageCount{document, 8});
  }
  for (std::size_t i = 0; i < lead.state.deck->steps.size(); ++i) {
    lead.send(session::event::Jump{i});
    const auto type = kits::name_of(lead.state.deck->steps[i].type);
    shots.push_back({fmt::format("{:02}-{}", i, type), session::room_view(lead.state)});
    const std::size_t follow_ups = lead.state.deck->steps[i].room.follow_ups.size();
    for (std::size_t k = 0; k < follow_ups; ++k) {
      lead.send(session::event::RevealFollowUp{});
      if (k == 0 || k + 1 == follow_ups) {
        shots.push_back({fmt::format("{:02}-{}-{}", i, type, k + 1), session::room_view(lead.state)});
      }
    }
  }
  auto questionnaire =
      session::room::Questionnaire{"Votre avis", "Sans nom. À déposer près de la sortie.", "", {}};
  for (const session::DeckStep& step : lead.state.deck->steps) {
    if (!step.room.questions.empty()) questionnaire.questions = step.room.questions;
  }
  shots.push_back({"questionnaire-text", questionnaire});
  return shots;
}

bool has_page(const session::RoomView& view) {
  if (const auto* page = std::get_if<session::room::Page>(&view)) return page->page > 0;
  const auto* questions = std::get_if<session::room::Questionnaire>(&view);
  return questions != nullptr && !questions->document.empty() && questions->questions.empty();
}

void keep(const Wall& wall, const render::Scene& scene, const std::string& name) {
  const char* folder = std::getenv("MALLETTE_ROOM_PICTURES");
  if (folder == nullptr) return;
  const render::Picture picture = wall.picture(scene);
  const auto written = render::write_png(picture.view(), fmt::format("{}/{}.png", folder, name));
  CHECK(written.has_value());
}

void open_documents(Wall& wall) {
  for (const char* entry : {"diaporama/diaporama.pdf", "livret/livret.pdf", "fiches/accueil.pdf",
                            "fiches/infirmier.pdf", "questionnaire/satisfaction.pdf"}) {
    wall.open(entry, std::string("kits/demo/") + entry);
  }
}

}  // namespace

TEST_CASE("each step of the demo session has its picture, at every size and in both looks") {
  Wall wall;
  open_documents(wall);
  wall.around.local_contacts =
      "Référente de l’équipe : Mme Diallo, poste 12 34\nCIDFF de la ville : 01 23 45 67 89";
  const std::vector<Shot> shots = shots_of_demo();
  REQUIRE(shots.size() > 20);
  for (const render::Size size :
       {render::Size{1920, 1080}, render::Size{1366, 768}, render::Size{1024, 768}}) {
    for (const bool light : {false, true}) {
      wall.output = size;
      wall.look.light = light;
      for (const Shot& shot : shots) {
        const render::Scene& scene = has_page(shot.view) ? wall.with_page(shot.view) : wall.scene(shot.view);
        INFO(shot.name);
        const bool is_bare = std::holds_alternative<session::room::Neutral>(shot.view) ||
                             (std::holds_alternative<session::room::Film>(shot.view) &&
                              !std::get<session::room::Film>(shot.view).failed);
        CHECK((scene.captions != nullptr || scene.still != nullptr) == !is_bare);
        keep(wall, scene,
             fmt::format("{}x{}-{}-{}", size.width, size.height, light ? "light" : "dark", shot.name));
      }
      room::TestCard card{.display = "Vidéoprojecteur EPSON, 1920 × 1080", .captions = true};
      card.signer = make_frame({405, 540}, [](int x, int y) { return Yuv{40 + (x + y) / 8, 120, 140}; });
      const render::Scene& scene = wall.room->scene(card, wall.look, wall.words, size);
      CHECK(scene.captions != nullptr);
      keep(wall, scene, fmt::format("{}x{}-{}-card", size.width, size.height, light ? "light" : "dark"));
    }
  }
  // Large text, where it hurts most.
  wall.output = {1366, 768};
  wall.look = {.light = false, .text_scale = 2};
  for (const Shot& shot : shots) {
    if (has_page(shot.view)) continue;
    keep(wall, wall.scene(shot.view), "large-" + shot.name);
  }
}
