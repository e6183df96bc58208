// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sample_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mallette::test {

using namespace mallette::ui;

namespace {

std::string clock(double seconds) {
  const auto whole = static_cast<int>(seconds);
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

constexpr float kWideEnough = 880;  ///< units at the text's scale

}  // namespace

const std::vector<std::string>& SampleDesk::steps() {
  static const std::vector<std::string> kSteps = {"Message de prévention",
                                                  "Accueil du groupe",
                                                  "Extrait 1",
                                                  "Question : ce qui a été vu",
                                                  "Extrait 2",
                                                  "Question : repérer",
                                                  "Fiche réflexe",
                                                  "Pause de séance",
                                                  "Extrait 3",
                                                  "Question : orienter",
                                                  "Livret d’accompagnement",
                                                  "Clôture"};
  return kSteps;
}

void SampleDesk::view(Frame& frame) {
  const float gap = frame.px(12);
  const float width = frame.area().width / (frame.theme().text_scale * frame.theme().density);
  width >= kWideEnough ? wide(frame, gap) : stacked(frame, gap);
  if (asking) dialog(frame);
}

void SampleDesk::wide(Frame& frame, float gap) {
  const Rect all = frame.area();
  const float scale = frame.theme().text_scale;
  const float below = frame.known_height(frame.id_of("transport"));
  const float right = std::round(frame.px(384) * std::sqrt(scale));
  const float top = all.height - below - 3 * gap;
  const Rect left_area{gap, gap, all.width - right - 3 * gap, top};
  const float share = std::clamp(frame.known_height(frame.id_of("step")) + gap, std::round(top * 0.55F),
                                 std::round(top * 0.7F));
  {
    auto region = Region::at(frame, {left_area.x, left_area.y, left_area.width, share - gap}, "step",
                             {.name = "Étape", .heading = false, .padding = 24});
    question(frame, region.flow());
  }
  {
    auto region =
        Region::at(frame, {left_area.x, left_area.y + share, left_area.width, left_area.height - share},
                   "notes", {.name = "Notes", .padding = 24});
    notes(frame, region.flow());
  }
  {
    const Rect side{left_area.right() + gap, gap, right, top};
    Page page(frame, side, "side", 12);
    {
      auto region = Region::in(frame, page.flow(), "wall", {.name = "Écran de la salle", .gap = 8});
      wall(frame, region.flow());
    }
    {
      auto region = Region::in(frame, page.flow(), "time", {.name = "Ensuite", .gap = 8});
      time_left(frame, region.flow());
    }
    // What is left, if that is enough for a list to be one.
    const float left = side.bottom() - page.flow().next_area().y;
    if (left >= frame.theme().mark(120)) {
      auto region =
          Region::at(frame, page.flow().take({right, left}), "steps", {.name = "Déroulé", .gap = 4});
      step_list(frame, region.flow());
    } else {
      auto region = Region::in(frame, page.flow(), "steps", {.name = "Déroulé", .gap = 4});
      step_list(frame, region.flow());
    }
  }
  auto region = Region::at(frame, {gap, top + 2 * gap, all.width - 2 * gap, below}, "transport",
                           {.name = "Commandes", .heading = false, .gap = 4});
  transport(frame, region.flow());
}

void SampleDesk::stacked(Frame& frame, float gap) {
  const Rect all = frame.area();
  Page page(frame, {gap, gap, all.width - 2 * gap, all.height - 2 * gap}, "page", 12);
  const auto part = [&](std::string_view key, const RegionSpec& spec, auto fill) {
    auto region = Region::in(frame, page.flow(), key, spec);
    (this->*fill)(frame, region.flow());
  };
  part("step", {.name = "Étape", .heading = false}, &SampleDesk::question);
  part("notes", {.name = "Notes"}, &SampleDesk::notes);
  part("wall", {.name = "Écran de la salle"}, &SampleDesk::wall);
  part("time", {.name = "Ensuite"}, &SampleDesk::time_left);
  part("steps", {.name = "Déroulé", .gap = 4}, &SampleDesk::step_list);
  part("transport", {.name = "Commandes", .heading = false, .gap = 4}, &SampleDesk::transport);
}

void SampleDesk::question(Frame& frame, Flow& flow) {
  text(frame, flow, "place", fmt::format("Étape {} sur {} · Question", step + 1, steps().size()),
       {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kAccent, .icon = Icon::kQuestion});
  heading(frame, flow, "question", "Qu’avez-vous vu et entendu ?", 1);
  if (!notes_shown) {
    text(frame, flow, "hidden",
         "Éléments attendus et notes sont masqués tant que cet écran peut être vu de la salle.",
         {.ink = Ink::kQuiet});
    Flow row = flow.inner_across(frame.px(8));
    if (button(frame, row, "reveal", {.words = "Afficher les éléments attendus", .icon = Icon::kNotes}))
      asking = true;
    flow.skip(row.used());
    return;
  }
  flow.skip(frame.px(2));
  heading(frame, flow, "expected", "Éléments attendus", 2,
          {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kQuiet});
  static constexpr std::string_view kExpected[] = {
      "Elle regarde son téléphone avant chaque réponse, et il répond à sa place.",
      "L’infirmière la reçoit seule, ferme la porte et dit ce qui restera confidentiel.",
      "Les violences sont nommées ; la victime n’est pas jugée : « Vous n’y êtes pour rien. »"};
  Flow boxes = flow.inner_down(0);
  for (std::size_t i = 0; i < ticked.size(); ++i) {
    if (tick_box(frame, boxes, fmt::format("expected-{}", i), kExpected[i], ticked[i]))
      ticked[i] = !ticked[i];
  }
  flow.skip(boxes.used());
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "prompt",
             {.words = "Relance",
              .icon = prompt_shown ? Icon::kOpen : Icon::kFolded,
              .look = ButtonLook::kPlain,
              .expanded = prompt_shown})) {
    prompt_shown = !prompt_shown;
  }
  if (button(frame, row, "replay",
             {.words = "Revoir l’extrait", .icon = Icon::kReplay, .look = ButtonLook::kPlain})) {
    log.emplace_back("replay");
  }
  flow.skip(row.used());
  if (prompt_shown)
    text(frame, flow, "prompt-text", "Et vous, à ce moment de l’entretien, qu’auriez-vous demandé ?");
}

void SampleDesk::notes(Frame& frame, Flow& flow) {
  if (!notes_shown) {
    text(frame, flow, "hidden", "Masquées.", {.ink = Ink::kQuiet});
    return;
  }
  text(frame, flow, "1",
       "Laisser d’abord parler les participantes et participants. Si personne ne relève le téléphone, revoir "
       "l’extrait "
       "à partir de 02:40 et demander ce que fait la main gauche.");
  text(frame, flow, "2",
       "Rappeler : le repérage se fait par la question systématique, posée seul à seule, dans un lieu calme. "
       "Une personne peut sortir à tout moment ; dire où vous serez pendant la pause.",
       {.ink = Ink::kQuiet});
}

void SampleDesk::wall(Frame& frame, Flow& flow) {
  const float height = std::round(flow.area().width * 9 / 16);
  const Rect rect = flow.take({flow.area().width, height});
  picture(frame, rect, "picture", neutral ? "Écran neutre" : "La question, en grand", nullptr);
  status(frame, flow, "state",
         neutral ? "Écran neutre. La salle ne voit ni n’entend le film." : "Visible dans la salle",
         accessibility::Live::kAssertive,
         {.type = {TypeSize::kSmall},
          .ink = neutral ? Ink::kWarm : Ink::kQuiet,
          .icon = neutral ? Icon::kNeutralScreen : Icon::kWall});
}

void SampleDesk::time_left(Frame& frame, Flow& flow) {
  text(frame, flow, "next", "Extrait 2 · 3 min 10",
       {.type = {TypeSize::kLead, Weight::kStrong}, .icon = Icon::kFilm});
  const Rect area = flow.next_area();
  const float half = std::floor((area.width - frame.px(16)) / 2);
  const auto clock_at = [&](float x, std::string_view key, std::string_view label, std::string_view value,
                            std::string_view rest, Ink ink) {
    Flow down = Flow::down({x, area.y, half, area.height}, 0);
    text(frame, down, fmt::format("{}-label", key), label, {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
    text(frame, down, fmt::format("{}-value", key), value, {.type = {TypeSize::kTitle, Weight::kStrong}});
    text(frame, down, fmt::format("{}-rest", key), rest, {.type = {TypeSize::kSmall}, .ink = ink});
    return down.used();
  };
  const float left = clock_at(area.x, "step-time", "Cette étape", "12:40", "2 min 40 de trop", Ink::kWarm);
  const float right =
      clock_at(area.right() - half, "session-time", "Séance", "1:12:04", "reste 1 h 17", Ink::kQuiet);
  flow.skip(std::max(left, right));
}

void SampleDesk::step_list(Frame& frame, Flow& flow) {
  if (text_field(frame, flow, "search", search,
                 {.name = "Chercher une étape", .icon = Icon::kSearch, .name_inside = true}) ==
      FieldEvent::kSubmitted) {
    log.emplace_back("search " + search);
  }
  List list(frame, "list", "Étapes");
  for (std::size_t i = 0; i < steps().size(); ++i) {
    const std::string number = fmt::format("{}", i + 1);
    if (list.item(flow, number, {.words = steps()[i], .detail = number, .selected = i == step})) step = i;
  }
}

void SampleDesk::transport(Frame& frame, Flow& flow) {
  Flow line = flow.inner_across(frame.px(12));
  const std::string now = clock(position_s), length = clock(840);
  const float height = std::max(frame.px(44), frame.theme().mark(20));
  const auto time = [&](std::string_view key, std::string_view words, Ink ink) {
    const float line_height = frame.theme().line_height(TypeSize::kBody);
    const float width = frame.paint().measure({TypeSize::kBody}, words).width;
    const Rect rect = line.take({width, height});
    Flow spot =
        Flow::down({rect.x, rect.y + std::round((height - line_height) / 2), width + 1, line_height}, 0);
    text(frame, spot, key, words, {.ink = ink});
  };
  time("now", now, Ink::kText);
  const float tail = frame.paint().measure({TypeSize::kBody}, length).width + frame.px(12);
  const SliderSpec position{
      .name = "Position dans l’extrait",
      .value = fmt::format("{} sur {}", now, length),
      .range = {0, 840, position_s, 5},
      .width = (line.width_left() - tail) / (frame.theme().density * frame.theme().text_scale)};
  if (const auto asked = slider(frame, line, "position", position)) position_s = *asked;
  time("length", length, Ink::kQuiet);
  flow.skip(line.used());

  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "previous", {.words = "Précédent", .icon = Icon::kPrevious, .disabled = step == 0}))
    --step;
  if (button(frame, row, "play",
             {.words = playing ? "Pause" : "Reprendre",
              .icon = playing ? Icon::kPause : Icon::kPlay,
              .look = ButtonLook::kPrimary})) {
    playing = !playing;
  }
  if (button(frame, row, "next",
             {.words = "Suivant", .icon = Icon::kNext, .disabled = step + 1 == steps().size()}))
    ++step;
  if (toggle(frame, row, "captions", "Sous-titres", captions)) captions = !captions;
  if (toggle(frame, row, "sign", "LSF", sign)) sign = !sign;
  if (toggle(frame, row, "description", "Audiodescription", description)) description = !description;
  const SliderSpec sound{.name = "Volume",
                         .value = fmt::format("{:.0f} %", volume * 100),
                         .range = {0, 1, volume, 0.1},
                         .width = 150,
                         .icon = Icon::kSound};
  if (const auto asked = slider(frame, row, "volume", sound)) volume = *asked;
  if (button(frame, row, "neutral",
             {.words = neutral ? "Revenir au film" : "Écran neutre", .icon = Icon::kNeutralScreen})) {
    neutral = !neutral;
  }
  flow.skip(row.used());
}

void SampleDesk::dialog(Frame& frame) {
  Dialog dialog(frame, "projected", "Cet écran est-il projeté ?");
  text(frame, dialog.flow(), "why",
       "Les notes et les éléments attendus ne sont pas pour la salle. Si l’écran du portable est recopié sur "
       "le "
       "vidéoprojecteur, tout le monde les lira.");
  Flow row = dialog.flow().inner_across(frame.px(8));
  if (button(frame, row, "no", {.words = "Cet écran n’est pas projeté", .look = ButtonLook::kPrimary})) {
    notes_shown = true;
    asking = false;
  }
  if (button(frame, row, "keep", {.words = "Laisser masqué"}) || dialog.dismissed()) asking = false;
  dialog.flow().skip(row.used());
}

}  // namespace mallette::test
