// SPDX-License-Identifier: GPL-3.0-or-later
// The kit's documents on the desk, by role and name.
#include <doctest/doctest.h>

#include "tests/ui/view_screen.h"
#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::views;
using accessibility::Role;
using accessibility::State;
using test::ViewScreen;
namespace event = session::event;

namespace {

/// A list of three, of which one is restricted and one is no PDF; five pages of whichever is read.
class Shelf {
 public:
  explicit Shelf(int width = 1366, int height = 768, ui::Theme theme = {})
      : words(test::french()), lead(test::demo_deck()), screen([this](ui::Frame& frame, Orders& asked) { draw(frame, asked); }, width, height, theme) {}

  void draw(ui::Frame& frame, Orders& asked) {
    model.help_numbers = &test::demo_numbers();
    model.documents.lines = {
        {.entry = "fiche.pdf", .title = "Accueil", .for_room = true, .pages = 5, .fault = {}},
        {.entry = "police.pdf", .title = "Police", .kind = DocumentKind::kSheet, .restricted = true, .pages = 1, .fault = {}},
        {.entry = "modele.odt", .title = "Attestation", .kind = DocumentKind::kTemplate, .can_be_read = false, .pages = {}, .fault = {}}};
    model.documents.professions = {{"infirmier", "Infirmières et infirmiers", false}};
    auto& reader = model.documents.reader;
    reader.pages = state.documents.entry.empty() || state.documents.entry == "modele.odt" ? 0 : 5;
    reader.width = reader.height = 400;
    model.session = session::desk_view(lead.state);
    state.documents.open = true;
    documents_screen(frame, words, model, state, asked);
  }
  /// Presses, and carries out what the session is asked for.
  ui::Interface::Outcome press(Role role, const std::string& name) {
    const auto outcome = screen.press(role, name);
    orders = screen.take_orders();
    for (const Order& order : orders) {
      if (const auto* what = std::get_if<session::EventKind>(&order)) lead.send(*what);
    }
    screen.redraw();
    return outcome;
  }
  bool has(Role role, const std::string& name) { return !screen.tree().named(role, name).empty(); }
  bool reads(const std::string& part) {
    return std::ranges::any_of(screen.tree().nodes(), [&](const auto& node) { return node.name.find(part) != std::string::npos; });
  }

  language::Catalogue words;
  test::Lead lead;
  DeskModel model;
  DeskState state;
  ViewScreen screen;
  Orders orders;
};

using Outcome = ui::Interface::Outcome;

}  // namespace

TEST_CASE("the list says of each document what it is, how long, and whether its distribution is restricted") {
  Shelf shelf;
  const auto found = shelf.screen.tree().named(Role::kListItem, "Police");
  REQUIRE(found.size() == 1);
  CHECK(found.front()->description == "Diffusion restreinte · Fiche réflexe · 1 page");
  CHECK(shelf.screen.tree().named(Role::kListItem, "Attestation").front()->description == "Modèle · à distribuer seulement");
  CHECK(shelf.has(Role::kHeading, "Pour les personnes présentes"));
  shelf.screen.save("documents-list");
}

TEST_CASE("a document is opened, turned, and a page number typed") {
  Shelf shelf;
  REQUIRE(shelf.press(Role::kListItem, "Accueil") == Outcome::kDone);
  CHECK(shelf.has(Role::kImage, "Page 1 sur 5, Accueil"));
  CHECK(shelf.press(Role::kButton, "Page précédente") == Outcome::kDisabled);
  shelf.press(Role::kButton, "Page suivante");
  CHECK(shelf.state.documents.page == 1);
  REQUIRE(shelf.screen.tab_to(Role::kTextField, "Page 2 sur 5"));
  shelf.screen.type("4");
  shelf.screen.key("Enter");
  shelf.screen.redraw();
  CHECK(shelf.has(Role::kImage, "Page 4 sur 5, Accueil"));
  REQUIRE(shelf.screen.tab_to(Role::kTextField, "Page 4 sur 5"));
  shelf.screen.type("9");
  shelf.screen.key("Enter");
  CHECK(shelf.reads("Écrivez un nombre entre 1 et 5."));
  CHECK(shelf.state.documents.page == 3);
  shelf.screen.save("documents-reader");
}

TEST_CASE("a page goes to the room's screen and comes off again") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.press(Role::kButton, "Page suivante");
  REQUIRE(shelf.press(Role::kButton, "Montrer la page 2 à la salle") == Outcome::kDone);
  REQUIRE(shelf.lead.state.document);
  CHECK(shelf.lead.state.document->document == "fiche.pdf");
  CHECK(shelf.lead.state.document->page == 2);
  CHECK(shelf.has(Role::kStatus, "À l’écran : « Accueil »"));
  shelf.press(Role::kButton, "Retirer de l’écran");
  CHECK_FALSE(shelf.lead.state.document);
}

TEST_CASE("a restricted document asks before it goes on the wall, and before it is handed out") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Police");
  shelf.press(Role::kButton, "Montrer la page 1 à la salle");
  CHECK_FALSE(shelf.lead.state.document);
  REQUIRE(shelf.has(Role::kDialog, "Montrer à la salle un document à diffusion restreinte ?"));
  CHECK(shelf.screen.focused() == "Ne pas le montrer");
  shelf.screen.key("Escape");
  CHECK_FALSE(shelf.lead.state.document);
  shelf.press(Role::kButton, "Montrer la page 1 à la salle");
  shelf.press(Role::kButton, "Le montrer quand même");
  CHECK(shelf.lead.state.document);
  shelf.press(Role::kButton, "Distribuer un exemplaire");
  shelf.press(Role::kButton, "Enregistrer un exemplaire dans un dossier");
  CHECK(shelf.orders.empty());
  shelf.press(Role::kButton, "Le distribuer quand même");
  REQUIRE(shelf.orders.size() == 1);
  REQUIRE(std::get_if<order::SaveDocument>(&shelf.orders.front()));
  CHECK(std::get_if<order::SaveDocument>(&shelf.orders.front())->entry == "police.pdf");
}

TEST_CASE("what is no PDF is handed out, and said not to be shown here") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Attestation");
  CHECK(shelf.reads("ne peut pas être montré ici"));
  CHECK_FALSE(shelf.reads("à la salle"));
  shelf.press(Role::kButton, "Distribuer un exemplaire");
  shelf.press(Role::kButton, "L’ouvrir dans le lecteur de cet ordinateur, pour l’imprimer");
  REQUIRE(shelf.orders.size() == 1);
  CHECK(std::get_if<order::OpenOutside>(&shelf.orders.front()));
}

TEST_CASE("all the documents of a profession are handed out, and with a restricted one among them, it asks") {
  Shelf shelf;
  shelf.press(Role::kButton, "Distribuer plusieurs documents");
  shelf.press(Role::kButton, "Documents pour : Infirmières et infirmiers");
  REQUIRE(shelf.orders.size() == 1);
  CHECK(std::get_if<order::SaveDocumentsFor>(&shelf.orders.front())->audience == "infirmier");
  shelf.press(Role::kButton, "Distribuer plusieurs documents");
  shelf.press(Role::kButton, "Tous les documents du kit");
  CHECK(shelf.orders.empty());
  CHECK(shelf.has(Role::kDialog, "Distribuer un document à diffusion restreinte ?"));
}

TEST_CASE("several documents are handed out in large print where that is chosen") {
  Shelf shelf;
  shelf.press(Role::kButton, "Distribuer plusieurs documents");
  shelf.press(Role::kToggle, "En gros caractères, en pages web");
  shelf.screen.save("documents-several");
  shelf.press(Role::kButton, "Documents pour : Infirmières et infirmiers");
  REQUIRE(shelf.orders.size() == 1);
  CHECK(std::get_if<order::SaveDocumentsFor>(&shelf.orders.front())->as == order::HandOutAs::kLargePrint);
}

TEST_CASE("where no copies are allowed, none is offered, and it is said why") {
  Shelf shelf;
  shelf.model.no_copies = "Votre service informatique n’autorise aucune copie.";
  shelf.screen.redraw();
  CHECK_FALSE(shelf.has(Role::kButton, "Distribuer plusieurs documents"));
  CHECK(shelf.reads("n’autorise aucune copie"));
  shelf.press(Role::kListItem, "Accueil");
  CHECK_FALSE(shelf.has(Role::kButton, "Distribuer un exemplaire"));
  CHECK(shelf.has(Role::kButton, "Montrer la page 1 à la salle"));
  CHECK(shelf.reads("n’autorise aucune copie"));
  for (const DeskDialog dialog : {DeskDialog::kHandOut, DeskDialog::kHandOutSeveral}) {  // Ctrl+P
    shelf.state.dialog = dialog;
    shelf.screen.redraw();
    const auto opened = std::ranges::count_if(shelf.screen.tree().nodes(), [](const auto& node) { return node.role == Role::kDialog; });
    CHECK(opened == 1);
    CHECK_FALSE(shelf.has(Role::kButton, "Enregistrer un exemplaire dans un dossier"));
    CHECK_FALSE(shelf.has(Role::kButton, "L’ouvrir dans le lecteur de cet ordinateur, pour l’imprimer"));
    CHECK_FALSE(shelf.has(Role::kButton, "Tous les documents du kit"));
    shelf.screen.key("Escape");
    CHECK(shelf.state.dialog == DeskDialog::kNone);
  }
}

TEST_CASE("what is looked for is found one after the other") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.model.documents.reader.hits_in_all = 3;
  REQUIRE(shelf.screen.tab_to(Role::kTextField, "Chercher dans ce document"));
  shelf.screen.type("emprise");
  CHECK(shelf.state.documents.go_to_hit);
  CHECK(shelf.reads("Résultat 1 sur 3"));
  shelf.press(Role::kButton, "Résultat suivant");
  CHECK(shelf.state.documents.hit == 1);
  shelf.press(Role::kButton, "Résultat précédent");
  shelf.press(Role::kButton, "Résultat précédent");
  CHECK(shelf.state.documents.hit == 2);
}

TEST_CASE("as text, a page's words are in the tree, and what it lacks is said") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.press(Role::kToggle, "En texte");
  CHECK(shelf.reads("n’a pas de texte, seulement des images"));
  shelf.model.documents.reader.text = {{"Écouter", 1}, {"Croire la personne.", 0}};
  shelf.screen.redraw();
  CHECK(shelf.has(Role::kHeading, "Écouter"));
  CHECK(shelf.has(Role::kText, "Croire la personne."));
  CHECK(shelf.reads("n’est pas balisé"));
  shelf.model.documents.reader.tagged = true;
  shelf.screen.redraw();
  CHECK_FALSE(shelf.reads("n’est pas balisé"));
  CHECK(shelf.reads("Les balises de cette page manquent"));
  shelf.model.documents.reader.by_tags = true;
  shelf.model.documents.reader.text = {{"Écouter", 1}, {.words = "• Croire la personne.", .item = 1}, {.words = "Un plan", .figure = true}, {.words = "", .figure = true}};
  shelf.screen.redraw();
  CHECK_FALSE(shelf.reads("Les balises de cette page manquent"));
  CHECK(shelf.has(Role::kText, "• Croire la personne."));
  CHECK(shelf.has(Role::kText, "Image : Un plan"));
  CHECK(shelf.has(Role::kText, "Une image que rien ne décrit."));
  shelf.screen.save("documents-text");
}

TEST_CASE("a link on the page is reached by Tab, named by its words and page, followed, and there is a way back") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.model.documents.reader.links = {{"Les relais", 3, "", {0.1F, 0.1F, 0.3F, 0.02F}},
                                        {"Les relais", 3, "", {0.1F, 0.12F, 0.3F, 0.02F}},
                                        {"", {}, "https://example.org", {0.1F, 0.5F, 0.3F, 0.02F}}};
  shelf.screen.redraw();
  REQUIRE(shelf.screen.tab_to(Role::kLink, "Les relais, page 4"));
  shelf.screen.key("Tab");
  CHECK(shelf.screen.focused() == "Les relais, page 4 (2)");
  CHECK_FALSE(shelf.has(Role::kLink, "https://example.org"));
  CHECK(shelf.has(Role::kText, "https://example.org"));
  shelf.screen.save("documents-links");
  shelf.screen.key("Enter");
  CHECK(shelf.state.documents.page == 3);
  REQUIRE(shelf.press(Role::kButton, "Retour à la page 1") == Outcome::kDone);
  CHECK(shelf.state.documents.page == 0);
  CHECK_FALSE(shelf.has(Role::kButton, "Retour à la page 1"));
}

TEST_CASE("a link is followed by the pointer where it is seen on the page, and from the page's text") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.model.documents.reader.links = {{"Les relais", 3, "", {0.1F, 0.1F, 0.3F, 0.02F}}, {"Site", {}, "https://example.org", {0.1F, 0.5F, 0.3F, 0.02F}}};
  shelf.screen.redraw();
  const auto at = shelf.screen.tree().named(Role::kLink, "Les relais, page 4").front()->bounds;
  shelf.screen.ui().pointer_down(at.x + 2, at.y + 2);
  shelf.screen.ui().pointer_up(at.x + 2, at.y + 2);
  shelf.screen.redraw();
  CHECK(shelf.state.documents.page == 3);
  shelf.press(Role::kToggle, "En texte");
  shelf.model.documents.reader.text = {{"Écouter", 1}};
  shelf.state.documents.page = 0;
  shelf.screen.redraw();
  CHECK(shelf.has(Role::kText, "Site, https://example.org"));
  shelf.press(Role::kListItem, "Les relais, page 4");
  CHECK(shelf.state.documents.page == 3);
}

TEST_CASE("as text, a form's fields are told with what they hold") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.press(Role::kToggle, "En texte");
  shelf.model.documents.reader.text = {{"Certificat", 0}};
  shelf.model.documents.reader.fields = {{"Nom", "Dupont", {}}, {"Ville", "", {}}, {"Accord", "", true}};
  shelf.screen.redraw();
  CHECK(shelf.has(Role::kHeading, "Champs du formulaire"));
  CHECK(shelf.has(Role::kText, "Nom : Dupont"));
  CHECK(shelf.has(Role::kText, "Ville : (vide)"));
  CHECK(shelf.has(Role::kText, "Accord : cochée"));
}

TEST_CASE("thumbnails are a list: the page that is read is marked, another is gone to, and as text and where there is no room there are none") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  REQUIRE(shelf.has(Role::kList, "Vignettes"));
  REQUIRE(shelf.screen.tab_to(Role::kListItem, "Page 1"));
  CHECK(shelf.screen.tree().focused()->is(State::kSelected));
  shelf.screen.key("Down");
  shelf.screen.key("Enter");
  CHECK(shelf.state.documents.page == 1);
  REQUIRE(shelf.state.documents.thumbnails);
  CHECK(shelf.state.documents.thumbnails->first == 0);
  shelf.screen.save("documents-strip");
  shelf.press(Role::kToggle, "En texte");
  CHECK_FALSE(shelf.has(Role::kList, "Vignettes"));
  CHECK_FALSE(shelf.state.documents.thumbnails);
  Shelf large(1366, 768, {.text_scale = 1.5F});
  large.press(Role::kListItem, "Accueil");
  CHECK_FALSE(large.has(Role::kList, "Vignettes"));
  large.screen.save("documents-150");
}

TEST_CASE("a page is kept at hand for the step, and given up the same way") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.press(Role::kButton, "Page suivante");
  REQUIRE(shelf.press(Role::kButton, "Garder sous la main pour cette étape") == Outcome::kDone);
  const auto& pinned = shelf.lead.state.progress[shelf.lead.state.step].pinned;
  REQUIRE(pinned.size() == 1);
  CHECK(pinned.front() == session::DocumentPage{"fiche.pdf", 2, "Accueil"});
  CHECK_FALSE(shelf.lead.state.document);
  shelf.press(Role::kButton, "Page suivante");
  CHECK(shelf.has(Role::kButton, "Garder sous la main pour cette étape"));
  shelf.press(Role::kButton, "Page précédente");
  REQUIRE(shelf.press(Role::kButton, "Ne plus garder sous la main") == Outcome::kDone);
  CHECK(pinned.empty());
}

TEST_CASE("pages at hand stand on the desk: each opens there or goes to the room, and a restricted one asks first") {
  test::LedDesk desk;
  desk.model.documents.lines = {{.entry = "fiche.pdf", .title = "Accueil", .pages = 5, .fault = {}}, {.entry = "police.pdf", .title = "Police", .restricted = true, .pages = 1, .fault = {}}};
  desk.draw();
  CHECK_FALSE(desk.has(Role::kHeading, "Pages sous la main"));
  desk.lead.send(event::PinPage{"fiche.pdf", 2, "Accueil"});
  desk.lead.send(event::PinPage{"police.pdf", 2, "Police"});
  desk.lead.send(event::PinPage{"gone.pdf", 1, "Gone"});
  desk.draw();
  CHECK(desk.has(Role::kHeading, "Pages sous la main"));
  desk.press("Montrer la page 2 à la salle (Accueil)");
  REQUIRE(desk.lead.state.document);
  CHECK(desk.lead.state.document->document == "fiche.pdf");
  desk.press("Montrer la page 2 à la salle (Police)");
  CHECK(desk.lead.state.document->document == "fiche.pdf");
  desk.press("Le montrer quand même");
  CHECK(desk.lead.state.document->document == "police.pdf");
  desk.press("Accueil, page 2");
  CHECK(desk.state.documents.open);
  CHECK(desk.state.documents.entry == "fiche.pdf");
  CHECK(desk.state.documents.page == 1);
}

TEST_CASE("before there is a session, documents are read and handed out, also in large print, and nothing speaks of a wall") {
  Shelf shelf;
  shelf.model.in_session = false;
  shelf.screen.redraw();
  CHECK(shelf.has(Role::kButton, "Retour au début de la séance"));
  shelf.press(Role::kListItem, "Police");
  CHECK_FALSE(shelf.reads("à la salle"));
  CHECK_FALSE(shelf.reads("sous la main"));
  CHECK_FALSE(shelf.reads("À l’écran"));
  shelf.press(Role::kButton, "Distribuer un exemplaire");
  shelf.screen.save("documents-hand-out");
  shelf.press(Role::kButton, "L’enregistrer en gros caractères, en page web");
  CHECK(shelf.orders.empty());
  shelf.press(Role::kButton, "Le distribuer quand même");
  REQUIRE(shelf.orders.size() == 1);
  REQUIRE(std::get_if<order::SaveLargePrint>(&shelf.orders.front()));
  CHECK(std::get_if<order::SaveLargePrint>(&shelf.orders.front())->entry == "police.pdf");
}

TEST_CASE("the page is sized whole, by width and in steps, and moved aside where it is wider") {
  Shelf shelf;
  shelf.press(Role::kListItem, "Accueil");
  shelf.press(Role::kToggle, "Pleine largeur");
  CHECK(shelf.state.documents.zoom == PageZoom::kWidth);
  shelf.press(Role::kButton, "Plus grand");
  CHECK(shelf.state.documents.zoom == PageZoom::kScale);
  CHECK(shelf.state.documents.scale == doctest::Approx(1.25));
  CHECK_FALSE(shelf.has(Role::kButton, "Vers la droite"));
}

TEST_CASE("the documents fit their window with the largest text, and on a small screen") {
  Shelf shelf(1024, 700, {.text_scale = 3});
  shelf.press(Role::kListItem, "Accueil");
  CHECK(shelf.has(Role::kImage, "Page 1 sur 5, Accueil"));
  shelf.screen.save("documents-300");
}

TEST_CASE("the menu and the key open the documents, and on an only screen it is asked who sees them") {
  test::LedDesk desk;
  desk.draw();
  desk.press("Menu");
  desk.press("Documents du kit");
  CHECK(desk.state.documents.open);
  test::LedDesk only(1366, 768, {}, test::LedDesk::Shows::kOverlay);
  only.draw();
  REQUIRE(open_by_action(only.state, only.model, ui::Action::kDocuments));
  only.draw();
  CHECK_FALSE(only.state.documents.open);
  only.press("Cet écran n’est pas projeté");
  CHECK(only.state.documents.open);
}
