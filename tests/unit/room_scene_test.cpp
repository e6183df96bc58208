// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/room_scene.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>

#include "player/accessibility/tree_faults.h"
#include "player/room/wall_colours.h"
#include "subtitles/palette.h"
#include "tests/support/frames.h"
#include "tests/support/room_wall.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::test;
using accessibility::Role;
using accessibility::Tree;

namespace {

std::vector<std::string> words_on(const Tree& tree) {
  std::vector<std::string> names;
  for (const accessibility::Node& node : tree.nodes()) names.push_back(node.name);
  return names;
}

std::string without(std::string text, const std::string& begin, const std::string& end) {
  for (std::size_t from = text.find(begin); from != std::string::npos; from = text.find(begin)) {
    text.erase(from, text.find(end, from) + end.size() - from);
  }
  return text;
}

/// The same kit, without a word for the trainer.
std::string without_trainer_part() {
  std::string text = without(kSessionManifest, "notes = ", "\n");
  text = without(text, "expected = ", "\n");
  text = without(text, "  [[slides.notes]]", "SECRET page 2\"\n");
  REQUIRE(text.find("SECRET") == std::string::npos);
  return text;
}

bool same_pixels(const render::Picture& a, const render::Picture& b) { return a.bgra == b.bgra; }

/// Every view that a session can show, filled.
std::vector<session::RoomView> all_views() {
  using namespace session::room;
  return {Neutral{},
          Suspended{},
          Help{},
          Warning{"Ce film montre des violences.", "Une personne est à l’accueil."},
          Message{"Bienvenue", "Bonjour à toutes et à tous.", ""},
          Film{},
          Film{.film = {}, .failed = true},
          Prompt{"Qu’avez-vous vu ?", "Deux minutes.", "", {"Une relance", "Une autre"}},
          Page{"fiche.pdf", 0, "La fiche"},
          Page{"absente.pdf", 2, "Une autre fiche"},
          Case{"Mise en situation",
               "En groupes.",
               "Que faites-vous ?",
               "",
               {"Relance"},
               {"Groupe A", "Groupe B"},
               std::chrono::seconds(600)},
          Break{"Pause", "Reprise bientôt.", std::chrono::seconds(65)},
          Questionnaire{"Votre avis",
                        "Sans nom.",
                        "",
                        {{"Utile ?", kits::QuestionKind::kChoice, {"Oui", "Non"}},
                         {"Et après ?", kits::QuestionKind::kOpen, {}}}},
          Closing{"Merci", "Prenez soin de vous.", ""}};
}

std::string path_of_demo(const char* entry) { return std::string("kits/demo/") + entry; }

}  // namespace

TEST_CASE("with expected points and notes the wall is, to the pixel, what it is without them") {
  Lead with(session_deck());
  Lead bare(session_deck({}, without_trainer_part()));
  Wall wall;
  Wall other;
  wall.output = other.output = {800, 450};
  for (std::size_t i = 0; i < step::kCount; ++i) {
    for (Lead* lead : {&with, &bare}) {
      lead->send(session::event::Jump{i});
      lead->send(session::event::RevealFollowUp{});
      lead->send(session::event::SetExpected{0, true});
    }
    const auto view = session::room_view(with.state);
    INFO("step " << i);
    CHECK(same_pixels(wall.picture(wall.scene(view)),
                      other.picture(other.scene(session::room_view(bare.state)))));
    CHECK(words_on(wall.room->tree()) == words_on(other.room->tree()));
    CHECK(!wall.room->tree().shows("SECRET"));
  }
}

TEST_CASE("follow-ups are on the wall one by one, as they are revealed, and the question stays where it is") {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  Wall wall;
  (void)wall.scene(session::room_view(lead.state));
  CHECK(!wall.room->tree().shows("LATER"));
  const auto question = wall.room->tree().named(Role::kHeading, "Qu'avez-vous vu ?");
  REQUIRE(question.size() == 1);
  const accessibility::Bounds place = question.front()->bounds;
  CHECK(place.height >= 0.07F * 1080);
  lead.send(session::event::RevealFollowUp{});
  (void)wall.scene(session::room_view(lead.state));
  CHECK(wall.room->tree().shows("LATER un"));
  CHECK(!wall.room->tree().shows("LATER deux"));
  lead.send(session::event::RevealFollowUp{});
  (void)wall.scene(session::room_view(lead.state));
  CHECK(wall.room->tree().shows("LATER deux"));
  CHECK(wall.room->tree().named(Role::kHeading, "Qu'avez-vous vu ?").front()->bounds == place);
}

TEST_CASE("the tree says what is drawn, in the same order, where it stands") {
  Wall wall;
  wall.around.local_contacts = "Mme Diallo, poste 12 34";
  for (const session::RoomView& view : all_views()) {
    INFO("view " << view.index());
    const render::Scene& scene = wall.scene(view);
    const Tree& tree = wall.room->tree();
    CHECK(accessibility::tree_faults(tree) == std::vector<std::string>{});
    if (!std::holds_alternative<session::room::Page>(view)) {
      CHECK(words_on(tree) == words_on(room::room_tree(view, wall.around, wall.words, wall.output)));
    }
    bool has_text = false;
    for (const accessibility::Node& node : tree.nodes()) {
      CHECK(accessibility::intersection(node.bounds, {0, 0, 1920, 1080}) == node.bounds);
      has_text = has_text || node.role == Role::kText || node.role == Role::kHeading;
    }
    CHECK(has_text == (scene.captions != nullptr));
  }
}

TEST_CASE("nothing is drawn anew while nothing changes") {
  Wall wall;
  for (const session::RoomView& view : all_views()) {
    const auto first = wall.scene(view).captions;
    CHECK(wall.scene(view).captions == first);
    CHECK(!wall.room->stale());
  }
  const session::RoomView view = session::room::Message{"Bienvenue", "", ""};
  const auto dark = wall.scene(view).captions;
  const std::uint32_t ground = wall.scene(view).background;
  wall.look.light = true;
  CHECK(wall.scene(view).captions != dark);
  CHECK(wall.scene(view).background != ground);
  const auto light = wall.scene(view).captions;
  wall.look.text_scale = 2;
  CHECK(wall.scene(view).captions->height > light->height);
}

TEST_CASE("the neutral screen has no word and is one even colour, not black") {
  Wall wall;
  wall.output = {320, 180};
  for (const bool light : {false, true}) {
    wall.look.light = light;
    const render::Picture picture = wall.picture(wall.scene(session::room::Neutral{}));
    for (std::size_t i = 4; i < picture.bgra.size(); ++i) REQUIRE(picture.bgra[i] == picture.bgra[i - 4]);
    CHECK(picture.bgra[0] + picture.bgra[1] + picture.bgra[2] > 60);
    CHECK(wall.room->tree().nodes().size() == 1);
  }
}

TEST_CASE("a film is black until it comes, one that cannot be shown says so calmly") {
  Wall wall;
  CHECK(wall.scene(session::room::Film{}).background == render::kBlack);
  CHECK(wall.scene(session::room::Film{}).captions == nullptr);
  (void)wall.scene(session::room::Film{.film = {}, .failed = true});
  CHECK(wall.room->tree().shows("Ce film ne peut pas être montré."));
}

TEST_CASE(
    "help numbers: each with its name and hours, dated, a number for text messages is not one to call") {
  Wall wall;
  wall.around.local_contacts = "Mme Diallo, poste 12 34";
  (void)wall.scene(session::room::Help{});
  const Tree& tree = wall.room->tree();
  for (const help::HelpNumber& number : wall.numbers.numbers) {
    INFO(number.number);
    if (number.kind != help::HelpKind::kWeb) CHECK(tree.shows(number.name.french));
    CHECK(tree.named(Role::kHeading, number.number).size() == (number.kind == help::HelpKind::kCall ? 1 : 0));
    CHECK(tree.shows(number.number));
  }
  CHECK(tree.shows("SMS au 114"));
  CHECK(tree.shows("Tous les jours, de 9 h à 20 h"));
  CHECK(tree.shows("Mme Diallo, poste 12 34"));
  CHECK(tree.shows("janvier 2025"));
  (void)wall.scene(session::room::Closing{"Merci", "À bientôt.", ""});
  CHECK(wall.room->tree().shows("3919"));
  CHECK(wall.room->tree().shows("SMS au 114"));
}

TEST_CASE("a break shows its time as a clock") {
  Wall wall;
  const auto shows = [&](std::chrono::seconds left, const char* text) {
    (void)wall.scene(session::room::Break{"Pause", "", left});
    return wall.room->tree().named(Role::kText, text).size() == 1;
  };
  CHECK(shows(std::chrono::seconds(900), "15:00"));
  CHECK(shows(std::chrono::seconds(59), "00:59"));
  CHECK(shows(std::chrono::seconds(0), "00:00"));
  CHECK(shows(std::chrono::seconds(3600 + 61), "1:01:01"));
}

TEST_CASE("every text on the wall has a contrast of 7 to 1") {
  for (const bool light : {false, true}) {
    const room::WallColours& colours = room::wall_colours({.light = light});
    CHECK(subtitles::contrast(colours.text, colours.ground) >= 7);
    CHECK(subtitles::contrast(colours.quiet_text, colours.ground) >= 7);
    CHECK(subtitles::contrast(colours.rule, colours.ground) >= 1.5);
  }
}

TEST_CASE("a page stands as its title until it is drawn, then fills the wall, sharp") {
  Wall wall;
  wall.open("fiche.pdf", path_of_demo("fiches/accueil.pdf"));
  const session::RoomView view = session::room::Page{"fiche.pdf", 1, "La fiche réflexe"};
  const render::Scene first = wall.scene(view);
  if (first.still == nullptr) CHECK(wall.room->tree().named(Role::kHeading, "La fiche réflexe").size() == 1);
  const render::Scene drawn = wall.with_page(view);
  CHECK(drawn.captions == nullptr);
  CHECK(drawn.still_place.height == 1080);
  CHECK(drawn.still_place.width == drawn.still->width);
  CHECK(std::abs(drawn.still_place.x * 2 + drawn.still_place.width - 1920) <= 1);
  CHECK(wall.room->tree().named(Role::kImage, "La fiche réflexe").size() == 1);
  CHECK(wall.scene(view).still == drawn.still);
}

TEST_CASE("the next page has been drawn ahead") {
  Wall wall;
  wall.output = {640, 360};
  wall.open("diapos.pdf", path_of_demo("diaporama/diaporama.pdf"));
  const auto page = [](std::uint32_t number) {
    return session::room::Page{"diapos.pdf", number, "Diaporama"};
  };
  (void)wall.with_page(page(1));
  const std::size_t of_one_page = 640 * 360 * 4;
  wall.wakes.until([&] { return wall.documents.picture_cache_bytes() >= 2 * of_one_page; });
  const auto before = wall.scene(page(1)).still;
  const auto after = wall.scene(page(2)).still;
  REQUIRE(after != nullptr);
  CHECK(after != before);
  CHECK(!(after->bgra == before->bgra));
}

TEST_CASE("a page never flashes where another document was asked for") {
  Wall wall;
  wall.output = {640, 360};
  wall.open("a.pdf", path_of_demo("diaporama/diaporama.pdf"));
  wall.open("b.pdf", path_of_demo("fiches/accueil.pdf"));
  const auto a = wall.with_page(session::room::Page{"a.pdf", 1, "A"}).still;
  const auto& at_once = wall.scene(session::room::Page{"b.pdf", 1, "B"});
  CHECK(at_once.still != a);
  const auto b = wall.with_page(session::room::Page{"b.pdf", 1, "B"}).still;
  CHECK(b->width < b->height);
  // Something else stood there meanwhile: an older page of a.pdf does not come back by itself either.
  (void)wall.scene(session::room::Neutral{});
  const auto& again = wall.scene(session::room::Page{"a.pdf", 3, "A"});
  if (again.still != nullptr) CHECK(!(again.still->bgra == a->bgra));
}

TEST_CASE("a document that cannot be shown stands as its title") {
  Wall wall;
  wall.room->set_document("x.pdf", wall.documents.open(memory_resource(
                                       "x.pdf", std::make_shared<std::vector<std::byte>>(99, std::byte{7}))));
  const session::RoomView view = session::room::Page{"x.pdf", 1, "La fiche"};
  wall.wakes.until([&] {
    (void)wall.scene(view);
    return wall.room->tree().shows("Cette page ne peut pas être montrée.");
  });
  CHECK(wall.scene(view).still == nullptr);
  CHECK(wall.room->tree().shows("La fiche"));
  (void)wall.scene(session::room::Page{"inconnu.pdf", 4, "Une fiche sans document"});
  CHECK(wall.room->tree().shows("Une fiche sans document"));
}

TEST_CASE("a questionnaire is read by the last row: its questions, and its sheet only where there are none") {
  Wall wall;
  wall.open("a.pdf", path_of_demo("questionnaire/satisfaction.pdf"));
  session::room::Questionnaire questionnaire{
      "Votre avis", "Sans nom.", "a.pdf", {{"Utile ?", kits::QuestionKind::kOpen, {}}}};
  CHECK(wall.scene(questionnaire).still == nullptr);
  CHECK(wall.room->tree().shows("Utile ?"));
  questionnaire.questions.clear();
  wall.wakes.until([&] { return wall.scene(questionnaire).still != nullptr; });
}

TEST_CASE(
    "the test card: a frame on the outermost pixels, the display's name, captions and signer in their "
    "places") {
  Wall wall;
  room::TestCard card{.display = "EPSON", .captions = true, .signer = nullptr};
  card.signer = make_frame({90, 120}, [](int, int) { return Yuv{200, 128, 128}; });
  const render::Scene scene = wall.room->scene(card, wall.look, wall.words, wall.output);
  CHECK(wall.room->tree().named(Role::kHeading, "Écran de la salle").size() == 1);
  CHECK(wall.room->tree().shows("EPSON"));
  CHECK(!scene.layout.signer.empty());
  const render::Picture picture = wall.picture(scene);
  const auto at = [&](int x, int y) {
    const std::uint8_t* p =
        picture.bgra.data() + (static_cast<std::size_t>(y) * 1920 + static_cast<std::size_t>(x)) * 4;
    return subtitles::Colour{p[2], p[1], p[0]};
  };
  const subtitles::Colour line = room::wall_colours(wall.look).text;
  for (const auto& [x, y] :
       {std::pair(0, 0), std::pair(1919, 0), std::pair(0, 1079), std::pair(1919, 1079), std::pair(960, 0),
        std::pair(960, 1079), std::pair(0, 540), std::pair(1919, 540)}) {
    CHECK(at(x, y) == line);
  }
  const render::Rect& signer = scene.layout.signer;
  CHECK(at(signer.x + signer.width / 2, signer.y + signer.height / 2).red > 180);
  card.captions = false;
  const auto bare = wall.room->scene(card, wall.look, wall.words, wall.output).captions;
  CHECK(!(bare->bgra == scene.captions->bgra));
  CHECK(wall.room->scene(card, wall.look, wall.words, wall.output).captions == bare);
}

TEST_CASE("any text of a kit and any size of a window have a picture, and nothing worse") {
  Wall wall;
  const std::string odd =
      "{\\b1}\\N " + std::string(10'000, 'x') + " \xff\xfe שלום 您好 👩‍👩‍👧 \x01";
  for (const render::Size size : {render::Size{1920, 1080}, render::Size{320, 240}, render::Size{17, 900},
                                  render::Size{0, 0}, render::Size{-5, 10}, render::Size{100'000, 100'000}}) {
    wall.output = size;
    wall.look.text_scale = 3;
    using namespace session::room;
    (void)wall.scene(Message{odd, odd, odd});
    (void)wall.scene(Prompt{odd, odd, odd, {odd, odd}});
    (void)wall.scene(Case{odd, odd, odd, "", {odd}, {odd, odd}, std::chrono::hours(100'000)});
    const render::Scene& scene =
        wall.scene(Questionnaire{odd, odd, "", {{odd, kits::QuestionKind::kChoices, {odd, "", odd}}}});
    // A window of 17 pixels has no room for 20 000 letters, and none is too large to be refused.
    if (size.width >= 320) CHECK((scene.captions != nullptr) == (size.width < 8192));
    (void)wall.room->scene(room::TestCard{.display = odd}, wall.look, wall.words, size);
  }
}

TEST_CASE("words that are signed stand beside their signer, never under them, at any size of screen") {
  using namespace session::room;
  const auto frame = make_frame({54, 72}, [](int, int) { return Yuv{200, 128, 128}; });
  for (const render::Size size : {render::Size{1920, 1080}, {1366, 768}, {1024, 768}, {640, 360}, {320, 180}}) {
    for (const auto place : {render::SignPlacement::kRightBottom, render::SignPlacement::kBesideLeft}) {
      for (const double scale : {1.0, 2.0, 3.0}) {
        Wall wall;
        wall.output = size;
        wall.look.text_scale = scale;
        wall.around.sign = room::WallSign{.frame = frame, .stand = {.place = place}};
        for (const session::RoomView& view :
             {session::RoomView(Prompt{"Qu’avez-vous vu et entendu dans cet extrait ?", "Deux minutes.", "a", {"Une relance"}}),
              session::RoomView(Message{"Bienvenue", "Ce qui se dit ici reste ici.", "a"}),
              session::RoomView(Warning{"Ce film évoque des violences.", "Une personne est à l’accueil.", "a"})}) {
          const render::Scene& scene = wall.scene(view);
          CAPTURE(size.width);
          CAPTURE(scale);
          CHECK(scene.signer == frame);
          REQUIRE_FALSE(scene.layout.signer.empty());
          REQUIRE(scene.captions != nullptr);
          CHECK(render::intersection(render::blended_place(scene.captions), scene.layout.signer).empty());
          const auto signers = wall.room->tree().named(Role::kImage, "LSF");
          REQUIRE(signers.size() == 1);
          CHECK(static_cast<int>(signers.front()->bounds.x) == scene.layout.signer.x);
          for (const auto& node : wall.room->tree().nodes()) {
            if (node.role != Role::kHeading && node.role != Role::kText) continue;
            CHECK(accessibility::intersection(node.bounds, signers.front()->bounds).empty());
          }
        }
      }
    }
  }
}

TEST_CASE("a signer's next picture draws no letter anew, and its place is kept before the first") {
  Wall wall;
  const auto view = session::room::Prompt{"Qu’avez-vous vu ?", "", "a", {}};
  wall.around.sign = room::WallSign{.frame = nullptr};
  const auto before = wall.scene(view).captions;
  const render::Rect place = wall.scene(view).layout.signer;
  wall.around.sign->frame = make_frame({54, 72}, [](int, int) { return Yuv{200, 128, 128}; });
  const render::Scene& scene = wall.scene(view);
  CHECK(scene.captions == before);
  CHECK(scene.layout.signer == place);
  CHECK(scene.signer == wall.around.sign->frame);
  wall.around.sign.reset();
  CHECK(wall.scene(view).signer == nullptr);
  CHECK(wall.scene(view).captions != before);
}
