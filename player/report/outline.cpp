// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/outline.h"

#include "player/report/wording.h"

namespace mallette::report {
namespace {

using language::Catalogue;

class Outline {
 public:
  Outline(const session::Deck& deck, const Catalogue& words, Page& page) : deck_(deck), words_(words), page_(page) {}

  void overview() {
    Table table{.caption = words_.tr("At a glance"),
                .columns = {words_.tr("Step"), words_.tr("Begins at"), words_.tr("Time")},
                .rows = {}};
    Milliseconds at{0};
    each([&](std::size_t number, const session::DeckStep& step) {
      table.rows.push_back({name(number, step), offset_text(at), time(step)});
      at += step.planned.value_or(Milliseconds(0));
    });
    page_.blocks.push_back(std::move(table));
  }

  void steps() {
    Milliseconds at{0};
    each([&](std::size_t number, const session::DeckStep& step) {
      page_.blocks.push_back(Heading{2, name(number, step)});
      page_.blocks.push_back(Paragraph{filled(words_.tr("Begins at {} · {}"), offset_text(at), time(step)), true});
      content(step);
      at += step.planned.value_or(Milliseconds(0));
    });
  }

 private:
  /// Those for the people in the room, numbered as the desk does.
  template <class Visit>
  void each(Visit visit) const {
    std::size_t number = 0;
    for (const session::DeckStep& step : deck_.steps) {
      if (step.in_room) visit(++number, step);
    }
  }

  std::string name(std::size_t number, const session::DeckStep& step) const { return step_name(number, step.type, step.label, words_); }
  std::string time(const session::DeckStep& step) const { return step.planned ? span_text(*step.planned) : words_.tr("no time planned"); }

  void titled(const char* title, const std::string& text) {
    if (text.empty()) return;
    page_.blocks.push_back(Heading{3, title});
    page_.blocks.push_back(Paragraph{text});
  }
  void listed(const char* title, const std::vector<std::string>& items, bool boxes = false) {
    if (items.empty()) return;
    page_.blocks.push_back(Heading{3, title});
    page_.blocks.push_back(Bullets{items, boxes});
  }

  std::string excerpt(const session::Excerpt& excerpt) const {
    return excerpt_text(deck_.films[excerpt.film].title, excerpt.from, excerpt.to, words_);
  }

  void content(const session::DeckStep& step) {
    if (step.restricted) page_.blocks.push_back(Paragraph{words_.tr("Restricted: opens with the passphrase.")});
    if (step.film) page_.blocks.push_back(Paragraph{excerpt(*step.film)});
    if (!step.room.question.empty() && step.room.question != step.label) titled(words_.tr("Question"), step.room.question);
    titled(words_.tr("On the wall"), step.room.text);
    listed(words_.tr("Follow-ups"), step.room.follow_ups);
    listed(words_.tr("Expected points"), step.trainer.expected, true);
    listed(words_.tr("Groups"), step.room.groups);
    if (step.replay) titled(words_.tr("Excerpt to see again"), excerpt(*step.replay));
    questions(step);
    titled(words_.tr("Notes"), step.trainer.notes);
    for (const session::PageNotes& notes : step.trainer.page_notes) {
      if (notes.text.empty()) continue;
      page_.blocks.push_back(Heading{3, filled(words_.tr("Page {}"), notes.page)});
      page_.blocks.push_back(Paragraph{notes.text});
    }
  }

  void questions(const session::DeckStep& step) {
    for (std::size_t i = 0; i < step.room.questions.size(); ++i) {
      const session::RoomQuestion& asked = step.room.questions[i];
      page_.blocks.push_back(Heading{3, asked.question});
      if (!asked.choices.empty()) page_.blocks.push_back(Bullets{asked.choices});
      if (i < step.trainer.question_expected.size() && !step.trainer.question_expected[i].empty()) {
        page_.blocks.push_back(Heading{4, words_.tr("Expected points")});
        page_.blocks.push_back(Bullets{step.trainer.question_expected[i], true});
      }
    }
  }

  const session::Deck& deck_;
  const Catalogue& words_;
  Page& page_;
};

}  // namespace

Page outline_page(const session::Deck& deck, const std::string& kit_title, const Catalogue& words, Print print) {
  Page page{.language = words.language(), .title = filled(words.tr("Running order: {}"), kit_title), .large = print == Print::kLarge, .blocks = {}};
  if (!deck.plan_title.empty()) page.blocks.push_back(Paragraph{deck.plan_title, true});
  page.blocks.push_back(Paragraph{words.tr("For the trainer: notes and expected points are not for the room.")});
  if (deck.planned) page.blocks.push_back(Paragraph{filled(words.tr("Length of the session: {}"), span_text(*deck.planned))});
  Outline outline(deck, words, page);
  outline.overview();
  outline.steps();
  return page;
}

}  // namespace mallette::report
