// SPDX-License-Identifier: GPL-3.0-or-later
// The demonstration kit's half-day session on a desk: real state, real words, a clock of the test's
// own, and a program that carries out what is asked.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/accessibility/tree_faults.h"
#include "player/views/desk_screen.h"
#include "tests/support/session_deck.h"
#include "tests/ui/sample_screen.h"

namespace mallette::test {

inline std::shared_ptr<const session::Deck> demo_deck() {
  const auto kit = kits::Kit::open(std::string(MALLETTE_SOURCE_DIR) + "/kits/demo");
  REQUIRE(kit.has_value());
  auto deck = session::make_deck(kit->manifest(), kit->manifest().plan.front(), {});
  REQUIRE(deck.has_value());
  return *deck;
}

inline const help::HelpNumbers& demo_numbers() {
  static const help::HelpNumbers kNumbers = [] {
    std::ifstream file(std::string(MALLETTE_SHARE_DIR) + "/help-numbers.toml", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto read = help::read_help_numbers(text, "help-numbers.toml");
    REQUIRE(read.has_value());
    return *read;
  }();
  return kNumbers;
}

inline language::Catalogue catalogue(language::Language language) {
  return language::Catalogue::load(language, std::string(MALLETTE_SHARE_DIR) + "/translations").value();
}

/// The steps of the plan by index.
namespace demo {
inline constexpr std::size_t kMessage = 0, kSlides = 1, kExcerpt = 3, kPrompt = 4, kBooklet = 9, kBreak = 10,
                             kClip = 12, kManySlides = 13, kCase = 14, kSheet = 15, kQuestionnaire = 17,
                             kClosing = 18;
}

class LedDesk {
 public:
  enum class Shows { kDesk, kOverlay };
  using Outcome = ui::Interface::Outcome;

  explicit LedDesk(int width = 1366, int height = 768, ui::Theme theme = {}, Shows what = Shows::kDesk,
                   language::Language language = language::Language::kFrench)
      : screen(width, height), words(catalogue(language)), lead(demo_deck()), shows(what) {
    ui().set_theme(theme);
    model.kit_title = "Accueillir la parole";
    model.film_duration = std::chrono::milliseconds(118'080);
    model.tracks = {.has_captions = true, .has_sign = true, .captions = true};
    model.volume = 0.7;
    model.time_of_day = "14:32";
    model.help_numbers = &demo_numbers();
    model.theme = theme.name;
    model.text_scale = theme.text_scale;
    model.one_screen = what == Shows::kOverlay;
    state.controls = what == Shows::kOverlay;
    for (const char* document :
         {"diaporama/diaporama.pdf", "livret/livret.pdf", "fiches/accueil.pdf", "fiches/infirmier.pdf"})
      lead.send(session::event::PageCount{document, 8});
  }

  ui::Interface& ui() { return screen.interface(); }
  const accessibility::Tree& tree() { return ui().tree(); }
  const session::DeskView& session() const { return model.session; }

  /// Draws, carries out what was asked of the session, and draws what came of it.
  void draw() {
    emit();
    for (bool again = true; again;) {
      again = false;
      for (views::Order& order : std::exchange(asked_, {})) {
        orders.push_back(order);
        if (auto* event = std::get_if<session::EventKind>(&order)) lead.send(*event);
        again = true;
      }
      if (again) emit();
    }
    for (const std::string& fault : accessibility::tree_faults(tree())) FAIL_CHECK(fault);
  }
  /// To a step, whatever covers it.
  void go_to(std::size_t step) {
    lead.send(session::event::Resume{});
    lead.go_to(step);
    draw();
  }
  Outcome press(accessibility::Role role, std::string_view name) {
    const Outcome outcome = ui().press(role, name);
    draw();
    return outcome;
  }
  Outcome press(std::string_view button) { return press(accessibility::Role::kButton, button); }
  bool key(const char* name) {
    const bool taken = ui().key(*ui::parse_key(name));
    draw();
    return taken;
  }
  bool has(accessibility::Role role, std::string_view name) { return !tree().named(role, name).empty(); }
  const accessibility::Node& node(accessibility::Role role, std::string_view name) {
    const auto found = tree().named(role, name);
    REQUIRE_MESSAGE(found.size() == 1, name);
    return *found.front();
  }
  template <class Asked>
  const Asked* last() const {
    return orders.empty() ? nullptr : std::get_if<Asked>(&orders.back());
  }
  template <class Event>
  const Event* last_event() const {
    const auto* event = last<session::EventKind>();
    return event != nullptr ? std::get_if<Event>(event) : nullptr;
  }

  SampleScreen screen;
  language::Catalogue words;
  Lead lead;
  Shows shows;
  views::DeskModel model;
  views::DeskState state;
  views::Orders orders;

  /// Without carrying out what was asked, and without looking at the tree.
  void draw_once() { emit(); }

 private:
  void emit() {
    model.session = session::desk_view(lead.state);
    screen.draw(
        [this](ui::Frame& frame) {
          const auto view = shows == Shows::kDesk ? &views::desk_screen : &views::overlay_screen;
          view(frame, words, model, state, asked_);
        },
        shows == Shows::kDesk ? ui::Ground::kFilled : ui::Ground::kNone);
  }

  views::Orders asked_;
};

}  // namespace mallette::test
