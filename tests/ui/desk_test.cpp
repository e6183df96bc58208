// SPDX-License-Identifier: GPL-3.0-or-later
// The desk and the overlay, led by role and name: which orders come out, what the room can never see.
#include <algorithm>
#include <set>

#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::ui;
using accessibility::Role;
using accessibility::State;
using test::LedDesk;
namespace demo = test::demo;
namespace event = session::event;
namespace order = views::order;
using Outcome = Interface::Outcome;
using views::DeskDialog;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> trainer_words(const session::DeskView& view) {
  std::vector<std::string> words;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) words.push_back(text);
  };
  add(view.notes);
  add(view.remark);
  add(view.handout);
  if (view.pages) add(view.pages->notes);
  for (const auto& point : view.expected) add(point.text);
  for (const auto& follow_up : view.follow_ups) add(follow_up.text);
  for (const auto& question : view.questions) {
    for (const auto& expected : question.expected) add(expected);
  }
  return words;
}

std::vector<std::uint8_t> pixels(SDL_Surface& surface) {
  const auto* bytes = static_cast<const std::uint8_t*>(surface.pixels);
  return {bytes, bytes + static_cast<std::size_t>(surface.pitch) * static_cast<std::size_t>(surface.h)};
}

}  // namespace

TEST_CASE("the transport's buttons move the session at once") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  CHECK(desk.press("Suivant") == Outcome::kDone);
  CHECK(desk.last_event<event::NextStep>() != nullptr);
  CHECK(desk.lead.state.step == demo::kPrompt + 1);
  CHECK(desk.press("Lancer le film") == Outcome::kDone);
  CHECK(desk.last_event<event::PlayPause>() != nullptr);
  CHECK(desk.press("Pause") == Outcome::kDone);
  CHECK(desk.press("Lecture") == Outcome::kDone);
  CHECK(desk.press("Précédent") == Outcome::kDone);
  CHECK(desk.last_event<event::PreviousStep>() != nullptr);
  CHECK(desk.lead.state.step == demo::kPrompt);
  CHECK(desk.press("Lecture") == Outcome::kDisabled);
}

TEST_CASE("a warning waits, and says what the next button will do") {
  LedDesk desk;
  desk.lead.send(event::Jump{demo::kExcerpt});
  desk.draw();
  CHECK(desk.tree().shows("L’avertissement est à l’écran et attend. Suivant lance le film."));
  CHECK(desk.tree().shows("Vous pouvez sortir à tout moment"));
  desk.press("Suivant");
  CHECK(desk.lead.state.step == demo::kExcerpt);
  CHECK(desk.has(Role::kButton, "Pause"));
}

TEST_CASE("a film that waits for its description is told to the trainer, who sees it stand") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.press("Lecture");
  desk.draw();
  CHECK(desk.tree().shows("À l’écran : le film, en lecture"));
  desk.model.film_waits = true;
  desk.draw();
  CHECK(desk.tree().shows("À l’écran : le film attend l’audiodescription"));
}

TEST_CASE("the neutral screen is one press away, and only Resume is left to bring things back") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.press("Écran neutre");
  CHECK(desk.last_event<event::Cover>() != nullptr);
  CHECK(desk.has(Role::kStatus, "Écran neutre, sans image ni son"));
  CHECK(desk.press("Suivant") == Outcome::kDisabled);
  CHECK(desk.press("Précédent") == Outcome::kDisabled);
  CHECK(desk.press("Reprendre") == Outcome::kDone);
  CHECK_FALSE(desk.lead.state.neutral);
  CHECK(desk.has(Role::kButton, "Écran neutre"));
}

TEST_CASE("freezing, the help numbers and a pause of the session are told in words") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press("Figer");
  CHECK(desk.has(Role::kStatus, "Image figée pour la salle"));
  desk.press("Ne plus figer");
  desk.press("Numéros d’aide");
  desk.press("Les montrer à la salle");
  CHECK(desk.last_event<event::ToggleHelp>() != nullptr);
  CHECK(desk.has(Role::kButton, "Les retirer de l’écran de la salle"));
  desk.press("Fermer");
  CHECK(desk.has(Role::kStatus, "À l’écran : les numéros d’aide"));
  desk.press("Menu");
  desk.press("Pause de séance");
  CHECK(desk.tree().modal() == nullptr);
  CHECK(desk.tree().shows("Pause de séance depuis"));
  desk.press("Reprendre");
  CHECK_FALSE(desk.lead.state.suspended);
}

TEST_CASE("the position is set by its slider, within the excerpt") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  const auto& slider = desk.node(Role::kSlider, "Position dans le film");
  REQUIRE(slider.range.has_value());
  CHECK(slider.range->maximum == doctest::Approx(29.92));
  desk.ui().set_number(slider.id, 12.5);
  desk.draw();
  REQUIRE(desk.last_event<event::SeekTo>() != nullptr);
  CHECK(desk.last_event<event::SeekTo>()->at.count() == 12'500);
  CHECK(desk.node(Role::kSlider, "Position dans le film").value == "00:12 sur 00:29");
}

TEST_CASE("follow-ups are revealed one by one and taken back") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  CHECK_FALSE(desk.has(Role::kHeading, "Relances à l’écran"));
  CHECK_FALSE(desk.has(Role::kButton, "Masquer la dernière"));
  for (int i = 0; i < 3; ++i) CHECK(desk.press("Révéler la suivante") == Outcome::kDone);
  CHECK(desk.press("Révéler la suivante") == Outcome::kNotFound);
  CHECK(desk.has(Role::kHeading, "Relances à l’écran"));
  CHECK_FALSE(desk.has(Role::kHeading, "Relances, pas encore à l’écran"));
  desk.press("Masquer la dernière");
  CHECK(desk.session().follow_ups.back().revealed == false);
}

TEST_CASE("expected points are ticked and unticked") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press(Role::kCheckBox, "Le regard, l’immobilité.");
  CHECK(desk.lead.state.progress[demo::kPrompt].ticked[1]);
  CHECK(desk.node(Role::kCheckBox, "Le regard, l’immobilité.").is(State::kChecked));
  desk.press(Role::kCheckBox, "Le regard, l’immobilité.");
  CHECK_FALSE(desk.lead.state.progress[demo::kPrompt].ticked[1]);
}

TEST_CASE("the excerpt of a prompt is seen again, and Back returns to the question") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press("Revoir l’extrait");
  REQUIRE(desk.lead.state.screening.has_value());
  CHECK(desk.lead.state.screening->is_replay);
  CHECK(desk.tree().shows("Retour à cette étape"));
  desk.press("Revenir à la question");
  CHECK_FALSE(desk.lead.state.screening.has_value());
}

TEST_CASE("a remark keeps what is typed between frames and is written with its step") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.ui().focus(desk.node(Role::kTextField, "Ma remarque sur cette étape").id);
  desk.draw();
  for (const char* letter : {"B", "i", "e", "n"}) {
    desk.ui().type(letter);
    desk.draw();
    desk.lead.after(std::chrono::seconds(1));
    desk.draw();
  }
  CHECK(desk.lead.state.progress[demo::kPrompt].remark == "Bien");
  CHECK(desk.node(Role::kTextField, "Ma remarque sur cette étape").value == "Bien");
  desk.press("Suivant");
  CHECK(desk.node(Role::kTextField, "Ma remarque sur cette étape").value.empty());
  desk.press("Précédent");
  CHECK(desk.node(Role::kTextField, "Ma remarque sur cette étape").value == "Bien");
}

TEST_CASE("pages are turned within the step, and not beyond it") {
  LedDesk desk;
  desk.go_to(demo::kManySlides);
  CHECK(desk.tree().shows("Page 1 sur 3 · page 2 du document"));
  CHECK(desk.press("Page précédente") == Outcome::kDisabled);
  desk.press("Page suivante");
  desk.press("Page suivante");
  CHECK(desk.tree().shows("Page 3 sur 3"));
  CHECK(desk.tree().shows("Ajoutez à l’oral les relais du territoire"));
  CHECK(desk.press("Page suivante") == Outcome::kDisabled);
  CHECK(desk.lead.state.step == demo::kManySlides);
}

TEST_CASE("the groups' time runs, is held and lengthened") {
  LedDesk desk;
  desk.go_to(demo::kCase);
  CHECK(desk.tree().shows("situation.pdf"));
  desk.press("Lancer");
  desk.lead.after(std::chrono::minutes(3));
  desk.draw();
  CHECK(desk.tree().shows("17:00"));
  desk.press("+ 1 min");
  desk.press("Arrêter");
  CHECK(desk.tree().shows("18:00"));
  desk.press("Au début");
  CHECK(desk.tree().shows("20:00"));
}

TEST_CASE("a step of the list is jumped to") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  CHECK(desk.node(Role::kListItem, "5. Première question").is(State::kSelected));
  desk.press(Role::kListItem, "11. Pause");
  REQUIRE(desk.last_event<event::Jump>() != nullptr);
  CHECK(desk.lead.state.step == demo::kBreak);
  CHECK(desk.node(Role::kListItem, "5. Première question").description == "faite");
}

TEST_CASE("where the window has no room for the list, a button opens it, and choosing closes it") {
  LedDesk desk(1366, 768, {.text_scale = 1.5F});
  desk.go_to(demo::kPrompt);
  REQUIRE(desk.press("Déroulé") == Outcome::kDone);
  CHECK(desk.tree().modal() != nullptr);
  desk.press(Role::kListItem, "11. Pause");
  CHECK(desk.lead.state.step == demo::kBreak);
  CHECK(desk.tree().modal() == nullptr);
}

TEST_CASE("the last step offers to end the session, and asks first") {
  LedDesk desk;
  desk.go_to(demo::kClosing);
  CHECK(desk.press("Suivant") == Outcome::kNotFound);
  desk.press("Terminer la séance");
  CHECK(desk.node(Role::kButton, "Rester dans la séance").is(State::kFocused));
  desk.key("Escape");
  CHECK(desk.lead.state.stage == session::Stage::kUnderWay);
  desk.press("Terminer la séance");
  desk.press("Terminer la séance");
  CHECK(desk.lead.state.stage == session::Stage::kFinished);
  desk.press("Revenir aux kits");
  CHECK(desk.last<order::BackToLibrary>() != nullptr);
}

TEST_CASE("tracks are switched, and a film without one says so") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.press(Role::kToggle, "Sous-titres");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kCaptions);
  desk.press(Role::kToggle, "LSF");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kSign);
  CHECK(desk.press(Role::kToggle, "Pas d’audiodescription") == Outcome::kDisabled);
  desk.model.tracks.has_description = true;
  desk.draw();
  desk.press(Role::kToggle, "Audiodescription");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kDescription);
  desk.ui().set_number(desk.node(Role::kSlider, "Volume").id, 0.25);
  desk.draw();
  REQUIRE(desk.last<order::SetVolume>() != nullptr);
  CHECK(desk.last<order::SetVolume>()->volume == doctest::Approx(0.25));
  desk.press("Couper le son");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kMute);
}

TEST_CASE("time turns warm only when late beyond a minute") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.lead.after(std::chrono::minutes(15) + std::chrono::seconds(40));
  desk.draw();
  CHECK(desk.tree().shows("Étape, dépassée de"));
  const auto warm = [&] {
    const Colour colour = desk.ui().theme().colours().warm;
    desk.screen.show();
    const auto bytes = pixels(desk.screen.surface());
    for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
      if (bytes[i] == colour.b && bytes[i + 1] == colour.g && bytes[i + 2] == colour.r) return true;
    }
    return false;
  };
  CHECK_FALSE(warm());
  desk.lead.after(std::chrono::seconds(40));
  desk.draw();
  CHECK(warm());
}

TEST_CASE("F6 walks through the desk's regions in reading order") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  std::vector<std::string> regions;
  for (int i = 0; i < 7; ++i) {
    desk.key("F6");
    regions.push_back(desk.tree().region_of(*desk.tree().focused())->name);
  }
  CHECK(regions == std::vector<std::string>{"Étape", "Notes", "Écran de la salle", "Ensuite", "Déroulé",
                                            "Commandes", "Pistes et son"});
}

TEST_CASE("nothing of the transport is off the screen, at any size of text") {
  for (const auto shows : {LedDesk::Shows::kDesk, LedDesk::Shows::kOverlay}) {
    for (const float scale : {1.0F, 1.25F, 1.5F, 2.0F, 3.0F}) {
      for (const auto language : {language::Language::kFrench, language::Language::kEnglish}) {
        LedDesk desk(1366, 768, {.text_scale = scale}, shows, language);
        for (const std::size_t step : {demo::kExcerpt, demo::kPrompt, demo::kClosing}) {
          desk.go_to(step);
          const bool french = language == language::Language::kFrench;
          const accessibility::Node& region = desk.node(Role::kRegion, french ? "Commandes" : "Transport");
          for (const auto& node : desk.tree().nodes()) {
            if (node.role != Role::kButton || desk.tree().region_of(node) != &region) continue;
            // On an only screen at a triple size the bar scrolls; what moves the session on shows.
            if (shows == LedDesk::Shows::kOverlay && scale > 2) continue;
            CAPTURE(node.name);
            CAPTURE(scale);
            CHECK(node.visible == node.bounds);
          }
        }
      }
    }
  }
}

TEST_CASE("the overlay never holds what is for the trainer alone") {
  LedDesk desk(1366, 768, {}, LedDesk::Shows::kOverlay);
  desk.state.strip = true;
  for (std::size_t step = 0; step <= demo::kClosing; ++step) {
    desk.go_to(step);
    desk.lead.send(event::WriteRemark{step, "une remarque à moi"});
    desk.model.session = session::desk_view(desk.lead.state);
    for (const DeskDialog dialog :
         {DeskDialog::kNone, DeskDialog::kMenu, DeskDialog::kSteps, DeskDialog::kKeys,
          DeskDialog::kHelpNumbers, DeskDialog::kGoToTime, DeskDialog::kSettings, DeskDialog::kSpeech,
          DeskDialog::kSound, DeskDialog::kScreenIsPrivate, DeskDialog::kLeave, DeskDialog::kFinish}) {
      desk.state.dialog = dialog;
      desk.draw();
      const auto secret = trainer_words(desk.model.session);
      REQUIRE_FALSE(secret.empty());
      for (const std::string& words : secret) {
        CAPTURE(words);
        CHECK_FALSE(desk.tree().shows(words));
      }
    }
    desk.state.dialog = DeskDialog::kNone;
  }
}

TEST_CASE("an overlay with nothing open leaves the room's picture as it is") {
  LedDesk desk(640, 360, {}, LedDesk::Shows::kOverlay);
  desk.go_to(demo::kExcerpt);
  desk.state.controls = false;
  desk.draw();
  SDL_FillRect(&desk.screen.surface(), nullptr, 0xFF123456);
  const auto before = pixels(desk.screen.surface());
  desk.screen.show();
  CHECK(pixels(desk.screen.surface()) == before);
  CHECK(desk.tree().nodes().size() == 1);
  desk.state.controls = true;
  desk.draw();
  desk.screen.show();
  CHECK(pixels(desk.screen.surface()) != before);
}

TEST_CASE("a key that was pressed once says over the picture what it waits for, clear of the signer") {
  LedDesk desk(1366, 768, {}, LedDesk::Shows::kOverlay);
  desk.go_to(demo::kExcerpt);
  desk.state.controls = false;
  desk.model.signer = Rect{.x = 0.5F, .y = 0, .width = 0.5F, .height = 1};
  desk.lead.after(10s);
  desk.lead.send(event::Next{});
  desk.draw();
  desk.draw();  // with the height that it had
  CHECK(desk.tree().shows("Encore une fois : étape suivante"));
  CHECK(desk.tree().nodes().size() == 3);
  CHECK(desk.state.chrome[1].height > 20);
  CHECK(desk.state.chrome[1].right() <= 1366 / 2);
  desk.lead.after(2s);
  desk.draw();
  CHECK_FALSE(desk.tree().shows("Encore une fois"));
  desk.lead.send(event::PressNeutral{});
  desk.lead.after(10s);
  desk.lead.send(event::PressNeutral{});
  desk.draw();
  CHECK(desk.tree().shows("Encore une fois : l’image revient"));
  desk.state.strip = true;
  desk.draw();
  CHECK(desk.tree().shows("Encore une fois : l’image revient"));
}

TEST_CASE("a film that can be read no further says so on the desk, and over the picture on one screen") {
  constexpr const char* kWords = "Le film s’est arrêté : son fichier ne peut plus être lu.";
  for (const auto shows : {LedDesk::Shows::kDesk, LedDesk::Shows::kOverlay}) {
    for (const bool controls : {false, true}) {
      LedDesk desk(1366, 768, {}, shows);
      desk.go_to(demo::kExcerpt);
      desk.state.controls = controls;
      desk.lead.play_to(std::chrono::milliseconds(9000));
      desk.draw();
      CHECK_FALSE(desk.tree().shows(kWords));
      desk.lead.send(event::SegmentBrokeOff{desk.lead.state.generation});
      desk.draw();
      CHECK(desk.tree().shows(kWords));
      // A calm screen stays calm.
      desk.lead.send(event::Cover{});
      desk.draw();
      if (shows == LedDesk::Shows::kOverlay) CHECK_FALSE(desk.tree().shows(kWords));
      desk.lead.send(event::Resume{});
      desk.draw();
      CHECK(desk.tree().shows(kWords));
      desk.lead.send(event::PlayPause{});
      desk.draw();
      CHECK_FALSE(desk.tree().shows(kWords));
    }
  }
}

TEST_CASE("on one screen an ended session leads back to the kits") {
  LedDesk overlay(1366, 768, {}, LedDesk::Shows::kOverlay);
  overlay.go_to(demo::kClosing);
  overlay.state.controls = false;
  overlay.lead.send(session::event::Finish{});
  overlay.draw();
  CHECK_FALSE(overlay.has(Role::kButton, "Suivant"));
  overlay.press("Revenir aux kits");
  CHECK(overlay.last<order::BackToLibrary>() != nullptr);
}

TEST_CASE("on a calm screen the overlay names no film") {
  LedDesk desk(1366, 768, {}, LedDesk::Shows::kOverlay);
  desk.go_to(demo::kExcerpt);
  CHECK(desk.tree().shows("Accueillir la parole"));
  desk.press("Écran neutre");
  CHECK_FALSE(desk.tree().shows("Accueillir la parole"));
  CHECK(desk.has(Role::kButton, "Reprendre"));
}

TEST_CASE("notes on an only screen are asked about, once") {
  LedDesk desk(1366, 768, {}, LedDesk::Shows::kOverlay);
  desk.go_to(demo::kPrompt);
  CHECK(views::open_by_action(desk.state, desk.model, Action::kStrip));
  desk.draw();
  desk.press("Notes et éléments attendus");
  CHECK(desk.node(Role::kButton, "Les laisser masqués").is(State::kFocused));
  CHECK(desk.tree().shows("étendre l’affichage"));
  desk.key("Enter");
  CHECK(desk.last<order::ScreenIsPrivate>() == nullptr);
  desk.press("Notes et éléments attendus");
  desk.press("Cet écran n’est pas projeté");
  REQUIRE(desk.last<order::ScreenIsPrivate>() != nullptr);
  CHECK(desk.last<order::ScreenIsPrivate>()->is_private);
  CHECK(desk.state.strip);
  desk.model.screen_is_private = true;
  desk.shows = LedDesk::Shows::kDesk;
  desk.draw();
  CHECK(desk.tree().shows("Le regard, l’immobilité."));
  desk.press("Remettre ici l’image de la salle");
  CHECK_FALSE(desk.state.strip);
}

TEST_CASE("before people talk, where signing was asked for, light is thought of") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  CHECK_FALSE(desk.tree().shows("rallumez la salle"));
  desk.model.sign_is_asked = true;
  desk.draw();
  CHECK(desk.tree().shows("rallumez la salle"));
  desk.go_to(demo::kExcerpt);
  CHECK_FALSE(desk.tree().shows("rallumez la salle"));
}

TEST_CASE("a rehearsal says that it is one") {
  LedDesk desk;
  desk.model.is_rehearsal = true;
  desk.go_to(demo::kPrompt);
  CHECK(desk.tree().shows("répétition"));
  views::open_by_action(desk.state, desk.model, Action::kLeave);
  desk.draw();
  CHECK(desk.tree().shows("rien n’en est gardé"));
  desk.key("Escape");
  desk.lead.send(event::Finish{});
  desk.draw();
  CHECK(desk.has(Role::kButton, "Revenir aux kits"));
  CHECK_FALSE(desk.has(Role::kButton, "Remplir le bilan"));
}

TEST_CASE("messages, a low battery and a lost projector are told at once") {
  LedDesk desk;
  desk.model.messages = {"Le disque est plein."};
  desk.model.room_is_window = true;
  desk.model.battery = views::Battery{12, false};
  desk.go_to(demo::kPrompt);
  CHECK(desk.node(Role::kStatus, "Le disque est plein.").live == accessibility::Live::kAssertive);
  desk.model.messages.clear();
  desk.draw();
  CHECK(desk.has(Role::kStatus, "Batterie à 12 % : branchez l’ordinateur."));
  desk.model.battery = views::Battery{12, true};
  desk.model.room_is_window = false;
  desk.draw();
  CHECK_FALSE(desk.has(Role::kRegion, "Messages"));
}
