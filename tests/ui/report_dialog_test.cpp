// SPDX-License-Identifier: GPL-3.0-or-later
// The report's dialog and the papers', led by role and name: what is typed, what is asked for, what is told.
#include "player/views/report_dialog.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/ui/led_desk.h"
#include "tests/ui/view_screen.h"

using namespace mallette;
using namespace mallette::views;
using accessibility::Role;
using accessibility::State;
using ui::Interface;

namespace {

/// Both dialogs over an empty desk, with what they remember.
struct Dialogs {
  explicit Dialogs(DeskDialog open, ui::Theme theme = {}, int width = 1366, int height = 768)
      : words(test::french()),
        screen(
            [this](ui::Frame& frame, Orders& orders) {
              report_dialog(frame, words, model, state, desk, orders);
              papers_dialog(frame, words, model, state, desk, orders);
            },
            width, height, theme) {
    desk.dialog = open;
    model.has_session = model.has_plan = true;
    model.first = {{"infirmier", "Infirmières et infirmiers"}, {"accueil", "Accueil"}, {"autre", "Autres métiers"}};
    model.others = {{"medecin", "Médecins"}};
    state.form.tool = "Accueillir la parole";
    state.folder = "/home/me/bilans";
    screen.redraw();
    screen.redraw();
  }
  void write(std::string_view field, std::string_view text) {
    REQUIRE(screen.tab_to(Role::kTextField, field));
    screen.type(text);
  }
  bool shows(std::string_view words_shown) { return screen.tree().shows(words_shown); }

  language::Catalogue words;
  ReportModel model;
  ReportState state;
  DeskState desk;
  test::ViewScreen screen;
};

}  // namespace

TEST_CASE("what is reported is typed into fields that say what they are for") {
  Dialogs d(DeskDialog::kReport);
  d.write("Date de la séance", "27/11/2026");
  CHECK(d.screen.press(Role::kListItem, "Formation de référents") == Interface::Outcome::kDone);
  d.write("Département (numéro ou nom)", "35");
  d.write("Infirmières et infirmiers", "7");
  d.write("Autres métiers", "2");
  d.write("Satisfaits du contenu et des outils", "8");
  d.write("Réponses sur la satisfaction", "9");
  const report::FormRead read = report::read_form(d.state.form);
  CHECK(read.faults.empty());
  CHECK(read.typed.date == "2026-11-27");
  CHECK(read.typed.training == report::Training::kReferents);
  CHECK(read.typed.participants == std::map<std::string, std::uint32_t>{{"infirmier", 7}, {"autre", 2}});
  CHECK(read.typed.satisfied == report::Share{8, 9});
  CHECK(d.screen.press(Role::kButton, "Enregistrer le bilan") == Interface::Outcome::kDone);
  CHECK(d.screen.taken<order::SaveReport>().size() == 1);
}

TEST_CASE("every field and button of the report is reached by Tab, and Escape leaves what was typed") {
  Dialogs d(DeskDialog::kReport);
  for (const char* field : {"Date de la séance", "Outil", "Accueil", "Connaissances et pratiques améliorées", "Réponses sur l’amélioration", "Dossier"}) {
    CAPTURE(std::string(field));
    CHECK(d.screen.tab_to(Role::kTextField, field));
  }
  CHECK(d.screen.tab_to(Role::kButton, "Enregistrer le bilan"));
  d.write("Date de la séance", "27/11");
  d.screen.key("Escape");
  CHECK(d.desk.dialog == DeskDialog::kNone);
  CHECK(d.state.form.date == "27/11");
  CHECK(d.screen.taken<order::SaveReport>().empty());
}

TEST_CASE("the other professions are a press away") {
  Dialogs d(DeskDialog::kReport);
  CHECK(d.screen.tree().named(Role::kTextField, "Médecins").empty());
  d.screen.press(Role::kButton, "Toutes les professions");
  d.write("Médecins", "1");
  CHECK(d.state.form.participants.at("medecin") == "1");
}

TEST_CASE("what is wrong is told field by field, and what was written by where it lies") {
  Dialogs d(DeskDialog::kReport);
  d.state.faults = {{report::Field::kDate}, {report::Field::kParticipants, "accueil"}};
  d.screen.redraw();
  CHECK(d.shows("La date n’est pas comprise : écrivez-la comme 27/11/2026."));
  CHECK(d.shows("Ce nombre de participantes et participants n’est pas compris : Accueil."));
  d.state.faults.clear();
  d.model.report.fault = "Le disque est plein.";
  d.screen.redraw();
  CHECK(d.shows("Le disque est plein."));
  d.model.report = {.paths = {"/home/me/bilans/a.html", "/home/me/bilans/a.bilan"}, .fault = {}};
  d.model.can_open = true;
  d.screen.redraw();
  CHECK(d.shows("/home/me/bilans/a.bilan"));
  d.screen.press(Role::kButton, "L’ouvrir, pour lire ou imprimer");
  const auto opened = d.screen.taken<order::OpenWritten>();
  REQUIRE(opened.size() == 1);
  CHECK(opened.front().path == "/home/me/bilans/a.html");
}

TEST_CASE("nothing is opened on a screen that the room sees, and nothing where there is no screen") {
  Dialogs d(DeskDialog::kPapers);
  d.model.paper.paths = {"/home/me/bilans/conducteur.html"};
  d.screen.redraw();
  CHECK(d.screen.tree().named(Role::kButton, "L’ouvrir, pour lire ou imprimer").empty());
  d.model.can_open = d.model.wall_is_this_screen = true;
  d.screen.redraw();
  CHECK(d.screen.tree().named(Role::kButton, "L’ouvrir, pour lire ou imprimer").empty());
  CHECK(d.shows("Ouvrez-le quand la salle ne voit pas cet écran."));
}

TEST_CASE("each paper is asked for by its button") {
  Dialogs d(DeskDialog::kPapers);
  for (const char* name : {"Enregistrer le conducteur", "L’enregistrer en gros caractères", "L’enregistrer en français", "L’enregistrer en anglais"}) {
    CHECK(d.screen.press(Role::kButton, name) == Interface::Outcome::kDone);
  }
  const auto asked = d.screen.taken<order::WritePaper>();
  REQUIRE(asked.size() == 4);
  CHECK(asked[0].kind == order::PaperKind::kOutline);
  CHECK(asked[1].kind == order::PaperKind::kLargeOutline);
  CHECK(asked[2].kind == order::PaperKind::kFrenchQuestionnaire);
  CHECK(asked[3].kind == order::PaperKind::kEnglishQuestionnaire);
}

TEST_CASE("the report holds at 300 % and in a small window") {
  ui::Theme theme;
  theme.text_scale = 3;
  Dialogs d(DeskDialog::kReport, theme, 1024, 600);
  CHECK(d.screen.tab_to(Role::kButton, "Enregistrer le bilan"));
}

TEST_CASE("the report is reached from the desk's menu, and from a session that is over") {
  test::LedDesk desk;
  desk.draw();
  desk.press("Menu");
  CHECK(desk.press("Conducteur à imprimer") == Interface::Outcome::kDone);
  CHECK(desk.state.dialog == DeskDialog::kPapers);
  desk.state.dialog = DeskDialog::kMenu;
  desk.draw();
  CHECK(desk.press("Bilan de la séance") == Interface::Outcome::kDone);
  CHECK(desk.state.dialog == DeskDialog::kReport);
  desk.state.dialog = DeskDialog::kNone;
  desk.lead.send(session::event::Finish{});
  desk.draw();
  CHECK(desk.press("Remplir le bilan") == Interface::Outcome::kDone);
  CHECK(desk.state.dialog == DeskDialog::kReport);
}

TEST_CASE("on one screen too a session that is over leads to its report") {
  test::LedDesk desk(1366, 768, {}, test::LedDesk::Shows::kOverlay);
  desk.lead.send(session::event::Finish{});
  desk.draw();
  CHECK(desk.press("Remplir le bilan") == Interface::Outcome::kDone);
  CHECK(desk.state.dialog == DeskDialog::kReport);
}
