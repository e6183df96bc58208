// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/start_samples.h"

#include <fstream>
#include <memory>
#include <sstream>

namespace mallette::test {

const kits::Kit& demo_kit() {
  static const kits::Kit kKit = kits::Kit::open(std::string(MALLETTE_SOURCE_DIR) + "/kits/demo").value();
  return kKit;
}

const kits::Audiences& audiences() {
  static const kits::Audiences kAll = [] {
    std::ifstream file(std::string(MALLETTE_SOURCE_DIR) + "/kits/audiences.toml");
    std::stringstream text;
    text << file.rdbuf();
    return kits::read_audiences(text.str(), "audiences.toml").value();
  }();
  return kAll;
}

views::KitCard card_of(const kits::Kit& kit) {
  const kits::Manifest& manifest = kit.manifest();
  views::KitCard card{.path = kit.path(),
                      .title = manifest.kit.title,
                      .publisher = manifest.kit.publisher,
                      .summary = manifest.kit.summary,
                      .place = "À côté du programme",
                      .sheets = manifest.sheet.size()};
  std::chrono::milliseconds all{0};
  for (const kits::Film& film : manifest.film) {
    card.films.push_back(film.title);
    all += film.duration.value_or(std::chrono::milliseconds(0));
    card.captions = card.captions || !film.captions.empty();
    card.sign = card.sign || !film.sign.empty();
    card.description = card.description || !film.description.empty();
  }
  card.duration = all;
  return card;
}

views::StartModel start_of(const kits::Kit& kit) {
  const views::KitCard card = card_of(kit);
  views::StartModel model{.kit_title = card.title,
                          .kit_summary = card.summary,
                          .audiences = &audiences(),
                          .kit_audiences = kit.manifest().kit.audiences,
                          .has_captions = card.captions,
                          .has_sign = card.sign,
                          .has_description = card.description};
  for (const kits::Plan& plan : kit.manifest().plan) {
    model.plans.push_back({plan.id, plan.title, plan.summary, plan.duration, plan.step.size()});
  }
  return model;
}

views::LibraryModel sample_library() {
  using std::chrono::minutes;
  views::LibraryModel model;
  model.kits.push_back(card_of(demo_kit()));
  model.kits.push_back({.path = "/media/anna.mallette",
                        .title = "ANNA",
                        .publisher = "MIPROF",
                        .place = "Clé USB « Formation »",
                        .films = {"Anna"},
                        .duration = minutes(14),
                        .sheets = 9,
                        .captions = true,
                        .sign = true,
                        .description = true});
  model.kits.push_back({.path = "/media/elisa.mallette",
                        .title = "ÉLISA",
                        .publisher = "MIPROF",
                        .place = "Clé USB « Formation »",
                        .films = {"Élisa", "Élisa, la plainte"},
                        .duration = minutes(41),
                        .sheets = 12,
                        .captions = true});
  model.kits.push_back(
      {.path = "/home/documents/Bref on est.mallette",
       .place = "Documents",
       .fault = "Ce fichier est incomplet : la copie a été interrompue. Copiez-le à nouveau."});
  model.kits.push_back({.path = "/home/documents/travail.mallette",
                        .title = "Repérer, accompagner et orienter les agentes publiques victimes de "
                                 "violences sexuelles et sexistes",
                        .publisher = "Direction générale de l’administration et de la fonction publique",
                        .place = "Documents",
                        .films = {"a", "b", "c"},
                        .duration = minutes(95),
                        .sheets = 1,
                        .sign = true});
  model.saved.push_back({"fr.mallette.demo.accueillir", "Accueillir la parole", "Une demi-journée",
                         "Qu’avez-vous vu et entendu ?", "22 novembre 2026, 14:05",
                         "/kits/accueillir.mallette"});
  model.saved.push_back({"fr.exemple.lilia", "LILIA", "Deux heures", "Extrait 2", "18 novembre 2026, 09:40",
                         "/media/CLE-FORMATION/kits/lilia.mallette", false});
  return model;
}

views::BrowserModel sample_folder() {
  using Kind = views::BrowserEntry::Kind;
  views::BrowserModel model{.folder = "/media/CLE-FORMATION/Séances de l’été",
                            .parent = "/media/CLE-FORMATION"};
  const auto add = [&](std::string name, Kind kind, std::string detail = "") {
    model.entries.push_back({name, model.folder + "/" + name, kind, std::move(detail)});
  };
  for (const char* name : {"Élèves gendarmes", "Hôpital", "Préparation"}) add(name, Kind::kFolder);
  add("anna.mallette", Kind::kKit, "412 Mo");
  add("Kit complet de la formation des agentes et agents d’accueil, version relue par le comité de l’été, "
      "deuxième édition corrigée.mallette",
      Kind::kKit, "1,2 Go");
  add("elisa.mp4", Kind::kFilm, "98 Mo");
  for (int i = 1; i <= 40; ++i) add("séance-" + std::to_string(i) + ".mallette", Kind::kKit, "20 Mo");
  return model;
}

views::BrowserModel sample_places() {
  using Kind = views::BrowserEntry::Kind;
  return {.entries = {{"Dossier personnel", "/home/claire", Kind::kPlace, "/home/claire"},
                      {"Documents", "/home/claire/Documents", Kind::kFolder, "/home/claire/Documents"},
                      {"CLE-FORMATION", "/media/CLE-FORMATION", Kind::kDrive, "28,9 Go libres"}}};
}

views::CheckModel sample_check() {
  return {.displays = {{"Écran du portable, 1366 × 768", false, true}, {"HDMI-1, 1920 × 1080", true, false}},
          .sound_devices = {"Audio interne, stéréo analogique", "HDMI-1, EPSON PJ", "Jabra Speak 510"},
          .sound_device = "HDMI-1, EPSON PJ",
          .sound_in_use = "HDMI-1, EPSON PJ",
          .volume = 0.8,
          .clicker_next_seen = true,
          .last_key = ui::Key{.name = "PageDown"},
          .needs = {true, true, false},
          .has_captions = true,
          .has_sign = true,
          .has_description = true,
          .kit_title = "Accueillir la parole",
          .plan_title = "Une demi-journée"};
}

void fill_prepare(views::PrepareModel& model, const kits::Manifest& manifest, const kits::Plan& kit,
                  const preparation::OwnPlan& plan) {
  model.title = plan.title;
  model.kit_title = manifest.kit.title;
  model.plan_title = kit.title;
  model.rows = preparation::rows(kit, plan);
  model.total = preparation::planned_time(manifest, preparation::apply(kit, plan));
}

namespace {

using ui::Frame;
using views::Orders;

ViewScreen::Draw library(const language::Catalogue& words, views::LibraryModel model,
                         views::LibraryState first = {}, std::optional<views::BrowserModel> browser = {}) {
  auto state = std::make_shared<views::LibraryState>(std::move(first));
  return
      [&words, model = std::move(model), browser = std::move(browser), state](Frame& frame, Orders& orders) {
        views::library_view(frame, words, model, *state, orders);
        if (browser) views::browser_dialog(frame, words, *browser, *state, orders);
      };
}

ViewScreen::Draw start(const language::Catalogue& words, views::StartModel model,
                       views::StartState first = {}) {
  auto state = std::make_shared<views::StartState>(std::move(first));
  return [&words, model = std::move(model), state](Frame& frame, Orders& orders) {
    views::start_view(frame, words, model, *state, orders);
  };
}

/// The longer plan, with something of everything that can be done.
ViewScreen::Draw prepare(const language::Catalogue& words, std::size_t open) {
  using namespace preparation;
  const kits::Manifest& manifest = demo_kit().manifest();
  const kits::Plan& kit = manifest.plan.front();
  OwnPlan plan = own_plan_of(manifest.kit, kit, "Matinée à l’hôpital").value();
  const auto change = [&](const Change& what) { plan = changed(kit, std::move(plan), what); };
  change(change::Skip{kit.step.at(2).id});
  change(change::AddQuestion{kit.step.at(3).id});
  const std::string own = newest_question(plan);
  change(change::SetWords{own, Words::kQuestion, "Et chez nous, qui remarque, qui propose, qui demande ?"});
  change(change::SetPoint{own, Points::kFollowUps, 0, "Quel est le maillon qui manque ?"});
  change(change::SetPoint{own, Points::kExpected, 0, "La personne référente, nommée."});
  change(change::SetDuration{own, std::chrono::minutes(8)});
  change(change::SetWords{kit.step.at(0).id, Words::kNotes, "Dire où sont les sorties."});
  auto model = std::make_shared<views::PrepareModel>();
  fill_prepare(*model, manifest, kit, plan);
  model->can_undo = true;
  if (open == 0) model->added = {"Une étape"};
  auto state = std::make_shared<views::PrepareState>(views::PrepareState{.step = plan.steps.at(open).id});
  return [&words, model, state](Frame& frame, Orders& orders) { views::prepare_view(frame, words, *model, *state, orders); };
}

ViewScreen::Draw check(const language::Catalogue& words, views::CheckModel model) {
  return [&words, model = std::move(model)](Frame& frame, Orders& orders) {
    views::check_view(frame, words, model, orders);
  };
}

}  // namespace

std::vector<std::pair<std::string, ViewScreen::Draw>> sample_views(const language::Catalogue& words) {
  views::LibraryModel kits_only = sample_library(), searching, first;
  kits_only.saved.clear();
  first.first_start = true;
  first.sound_in_use = "HDMI-1, EPSON PJ";
  first.message = "Ce kit ne peut pas être ouvert : « anna.mallette » n’est pas un kit.";
  views::BrowserModel reading{.folder = "/media/CLE-FORMATION",
                              .parent = "",
                              .reading = true,
                              .message = "Ce dossier ne peut pas être lu : vous n’en avez pas le droit."};
  views::StartModel plain = start_of(demo_kit());
  plain.has_sign = plain.has_description = false;
  views::StartModel with_own = start_of(demo_kit());
  with_own.plans.push_back({.id = "own:1", .title = "Matinée à l’hôpital", .duration = std::chrono::minutes(150), .steps = 19, .own = true});
  views::BrowserModel saving = sample_folder();
  std::erase_if(saving.entries, [](const auto& entry) { return entry.kind != views::BrowserEntry::Kind::kFolder; });
  saving.saving = "Matinée à l’hôpital.deroule";
  views::CheckModel alone;
  alone.displays = {{"Écran du portable, 1366 × 768", true, true}};
  alone.needs = {true, false, false};
  alone.has_captions = true;
  alone.kit_title = "Accueillir la parole";
  alone.plan_title = "Une demi-journée";
  views::CheckModel described = sample_check();
  described.needs.description = described.has_description = true;
  described.sound.headphones = "Jabra Speak 510";
  described.sound.description_to_headphones = true;
  described.headphones_test = views::CheckModel::HeadphonesTest::kInHeadphones;
  return {
      {"library", library(words, sample_library())},
      {"library-kits", library(words, kits_only)},
      {"library-nothing-found", library(words, kits_only, {.search = "marthe"})},
      {"library-first", library(words, first)},
      {"library-forget", library(words, sample_library(), {.forgetting = "fr.exemple.lilia"})},
      {"browser-folder", library(words, sample_library(), {}, sample_folder())},
      {"browser-places", library(words, sample_library(), {}, sample_places())},
      {"browser-reading", library(words, sample_library(), {}, reading)},
      {"start",
       start(words, start_of(demo_kit()), {.audiences = {"infirmier"}, .needs = {true, true, false}})},
      {"start-all", start(words, plain, {.all_professions = true})},
      {"start-search", start(words, start_of(demo_kit()), {.search = "police"})},
      {"start-own", start(words, with_own, {.plan_id = "own:1"})},
      {"start-delete", start(words, with_own, {.plan_id = "own:1", .deleting = true})},
      {"prepare", prepare(words, 0)},
      {"prepare-own", prepare(words, 4)},
      {"browser-saving", library(words, sample_library(), {}, saving)},
      {"check", check(words, sample_check())},
      {"check-headphones", check(words, described)},
      {"check-alone", check(words, alone)},
  };
}

}  // namespace mallette::test
