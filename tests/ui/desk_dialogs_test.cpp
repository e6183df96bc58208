// SPDX-License-Identifier: GPL-3.0-or-later
// The desk's dialogs, opened by key and by pointer, led by role and name.
#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::ui;
using accessibility::Role;
using test::LedDesk;
namespace demo = test::demo;
namespace event = session::event;
namespace order = views::order;
using Outcome = Interface::Outcome;
using views::DeskDialog;

TEST_CASE("how descriptions are spoken is chosen in the settings, one thing at a time") {
  LedDesk desk;
  desk.model.speech = {.voice = "", .words_per_minute = 170, .pitch = 50, .film_waits = true};
  desk.state.dialog = DeskDialog::kSettings;
  desk.draw();
  CHECK(desk.press("Audiodescriptions lues") == Outcome::kDone);
  CHECK(desk.press(Role::kListItem, "Rapide") == Outcome::kDone);
  const auto* rate = desk.last<order::SetSpeech>();
  REQUIRE(rate != nullptr);
  CHECK(rate->words_per_minute == 210);
  CHECK(rate->voice.empty());
  CHECK(rate->film_waits);
  CHECK(desk.press(Role::kListItem, "Voix claire") == Outcome::kDone);
  CHECK(desk.last<order::SetSpeech>()->voice == "+f2");
  CHECK(desk.press(Role::kListItem, "Elle est lue plus vite, puis coupée") == Outcome::kDone);
  CHECK_FALSE(desk.last<order::SetSpeech>()->film_waits);
  desk.model.speech.words_per_minute = 400;  // chosen elsewhere: the nearest is shown
  desk.draw();
  CHECK(desk.press(Role::kListItem, "Basse") == Outcome::kDone);
  CHECK(desk.last<order::SetSpeech>()->words_per_minute == 400);
}

TEST_CASE("the voices of the machine are asked for when they may be chosen, and one of them speaks") {
  using Stage = views::VoicesModel::Stage;
  LedDesk desk;
  desk.model.speech = {.voice = "", .words_per_minute = 170, .pitch = 50, .film_waits = true};
  desk.state.dialog = DeskDialog::kSettings;
  desk.draw();
  CHECK(desk.last<order::ListVoices>() == nullptr);
  CHECK(desk.press("Audiodescriptions lues") == Outcome::kDone);
  CHECK(desk.last<order::ListVoices>() != nullptr);
  desk.model.voices.stage = Stage::kLooking;
  desk.draw();
  CHECK(desk.has(Role::kStatus, "Recherche des voix de cet ordinateur…"));
  desk.model.voices = {Stage::kKnown, {{"system:voxin/Jacques", "Jacques (voxin)"}, {"system:kali/Patrick", "Patrick (kali)"}}};
  desk.draw();
  CHECK(desk.press(Role::kListItem, "Patrick (kali)") == Outcome::kDone);
  REQUIRE(desk.last<order::SetSpeech>() != nullptr);
  CHECK(desk.last<order::SetSpeech>()->voice == "system:kali/Patrick");
  desk.model.speech.voice = "system:kali/Patrick";
  desk.draw();
  CHECK(desk.press(Role::kListItem, "Voix grave") == Outcome::kDone);
  CHECK(desk.last<order::SetSpeech>()->voice.empty());
  // Elsewhere, where that voice is not.
  desk.model.voices.found.clear();
  desk.draw();
  CHECK(desk.has(Role::kStatus, "La voix choisie n’est pas sur cet ordinateur : celle du programme lit à sa place."));
}

TEST_CASE("actions open the dialogs, the same again or Escape closes them") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  const auto act = [&](Action action) {
    const bool taken = views::open_by_action(desk.state, desk.model, action);
    desk.draw();
    return taken;
  };
  for (const auto& [action, title] :
       {std::pair(Action::kKeys, "Touches"), std::pair(Action::kHelpNumbers, "Numéros d’aide"),
        std::pair(Action::kDisclosure, "Si une personne se confie"), std::pair(Action::kGoToTime, "Aller à un instant du film"), std::pair(Action::kSettings, "Réglages"),
        std::pair(Action::kLeave, "Quitter la séance ?")}) {
    CAPTURE(title);
    CHECK(act(action));
    CHECK(desk.has(Role::kDialog, title));
    CHECK(act(action));
    CHECK(desk.tree().modal() == nullptr);
    act(action);
    CHECK(desk.key("Escape"));
    CHECK(desk.tree().modal() == nullptr);
  }
  CHECK_FALSE(act(Action::kStrip));
  CHECK_FALSE(act(Action::kNext));
  desk.go_to(demo::kPrompt);
  CHECK_FALSE(act(Action::kGoToTime));
  CHECK(desk.orders.empty());
}

TEST_CASE("the card for a confidence is one press away, and leads to the help numbers and to a pause") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.press("Confidence");
  CHECK(desk.has(Role::kDialog, "Si une personne se confie"));
  CHECK(desk.tree().shows("« Je vous crois."));
  desk.press("Pause de séance");
  CHECK(desk.last_event<event::Suspend>() != nullptr);
  desk.press("Numéros d’aide");
  CHECK(desk.has(Role::kDialog, "Numéros d’aide"));
}

TEST_CASE("a time is gone to, and a wrong one is answered with a sentence") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  views::open_by_action(desk.state, desk.model, Action::kGoToTime);
  desk.draw();
  const auto type = [&](const std::string& time) {
    desk.ui().set_text(desk.node(Role::kTextField, "Instant du film, par exemple 01:05").id, time);
    desk.draw();
    desk.key("Enter");
  };
  for (const std::string wrong : {"", "bientôt", "02:00", "-00:05", "99:99"}) {
    CAPTURE(wrong);
    type(wrong);
    CHECK(desk.tree().shows("Écrivez des minutes et des secondes"));
    CHECK(desk.orders.empty());
  }
  type("0:12");
  REQUIRE(desk.last_event<event::SeekTo>() != nullptr);
  CHECK(desk.last_event<event::SeekTo>()->at.count() == 12'000);
  CHECK(desk.tree().modal() == nullptr);
}

TEST_CASE("the help numbers carry their hours and date, and keep the trainer's own contacts") {
  LedDesk desk;
  desk.model.local_contacts = "CIDFF 01 02 03 04 05";
  desk.go_to(demo::kPrompt);
  desk.press("Numéros d’aide");
  for (const char* words : {"3919", "114, par SMS ou application", "24 heures sur 24", "janvier\u00A02025"}) {
    CAPTURE(words);
    CHECK(desk.tree().shows(words));
  }
  const auto& field = desk.node(Role::kTextField, "Vos contacts locaux, montrés avec les numéros");
  CHECK(field.value == "CIDFF 01 02 03 04 05");
  desk.ui().focus(field.id);
  desk.draw();
  desk.ui().type("6");
  desk.draw();
  REQUIRE(desk.last<order::SetLocalContacts>() != nullptr);
  CHECK(desk.last<order::SetLocalContacts>()->text == "CIDFF 01 02 03 04 056");
}

TEST_CASE("the list of keys names what each does, and leaves out keys that do nothing yet") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press("Menu");
  desk.press("Touches");
  for (const char* words : {"Page suiv.", "Échap, maintenue", "Maj + S", "Ctrl + ←", "point (.)"}) {
    CAPTURE(words);
    CHECK(desk.tree().shows(words));
  }
  CHECK_FALSE(desk.tree().shows("Ctrl + F"));
}

TEST_CASE("settings are ordered, arrows walk through the options of one") {
  LedDesk desk;
  views::open_by_action(desk.state, desk.model, Action::kSettings);
  desk.draw();
  desk.press(Role::kListItem, "Contraste élevé");
  REQUIRE(desk.last<order::SetTheme>() != nullptr);
  CHECK(desk.last<order::SetTheme>()->theme == ThemeName::kHighContrast);
  desk.press(Role::kListItem, "English");
  REQUIRE(desk.last<order::SetLanguage>() != nullptr);
  CHECK(desk.last<order::SetLanguage>()->language == "en");
  desk.press(Role::kListItem, "Écran clair");
  CHECK(desk.last<order::SetNeutralLight>() != nullptr);
  desk.press(Role::kListItem, "Lettres mieux distinctes (Andika)");
  CHECK(desk.last<order::SetTypeFace>() != nullptr);
  desk.ui().focus(desk.node(Role::kListItem, "100\u00A0%").id);
  desk.draw();
  CHECK(desk.key("Right"));
  CHECK(desk.key("Right"));
  CHECK(desk.key("Enter"));
  REQUIRE(desk.last<order::SetTextScale>() != nullptr);
  CHECK(desk.last<order::SetTextScale>()->scale == doctest::Approx(1.5));
  const std::size_t orders = desk.orders.size();
  desk.press(Role::kListItem, "Sombre");
  CHECK(desk.orders.size() == orders);
}

TEST_CASE("the dialog of the sound is opened from the menu, and orders volumes and ducking one by one") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press("Menu");
  desk.press("Son et casque");
  REQUIRE(desk.state.dialog == DeskDialog::kSound);
  const auto set = [&](const char* slider, double value) {
    desk.ui().set_number(desk.node(Role::kSlider, slider).id, value);
    desk.draw();
    REQUIRE(desk.last<order::SetSound>() != nullptr);
    return desk.last<order::SetSound>()->sound;
  };
  CHECK(set("Film, dans la salle", 0.5) == views::SoundChoices{.film = 0.5});
  CHECK(set("Audiodescription, dans la salle", 1.5) == views::SoundChoices{.description = 1.5});
  CHECK(set("Baisse du film", 15) == views::SoundChoices{.duck_depth_db = 15});
  CHECK(desk.tree().named(Role::kSlider, "Film, au casque").empty());
  desk.model.sound = {.headphones = "Adaptateur USB", .description_to_headphones = true};
  desk.draw();
  CHECK(desk.tree().shows("Adaptateur USB (non branché)"));
  desk.model.tracks.has_description = true;
  desk.draw();
  CHECK(desk.tree().shows("Audiodescription (casque)"));
  CHECK(set("Film, au casque", 0.25).headphones_film == 0.25);
  desk.press(Role::kListItem, "L’audiodescription seule");
  CHECK_FALSE(desk.last<order::SetSound>()->sound.film_in_headphones);
}

TEST_CASE("leaving asks, and the session stays") {
  LedDesk desk;
  desk.go_to(demo::kPrompt);
  desk.press("Menu");
  desk.press("Quitter la séance");
  desk.press("Rester dans la séance");
  CHECK(desk.orders.empty());
  views::open_by_action(desk.state, desk.model, Action::kLeave);
  desk.draw();
  desk.press("Quitter la séance");
  CHECK(desk.last<order::LeaveSession>() != nullptr);
}
