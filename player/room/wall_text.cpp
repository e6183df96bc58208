// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/wall_text.h"

#include <fmt/format.h>

#include <utility>

#include "player/room/wall_colours.h"

namespace mallette::room {
namespace {

using language::Catalogue;
using subtitles::TextBlock;
using subtitles::TextCell;
using subtitles::TextPage;
using subtitles::TextRole;
using subtitles::TextSection;
using subtitles::TextSide;

/// Where a page with few words begins: what comes beneath it later moves nothing that stands there.
constexpr double kCalmStart = 0.2;

/// A page in the making: adds what has words, passes over what has none.
class Wall {
 public:
  explicit Wall(const Look& look) : colours_(wall_colours(look)) { page_.rule = colours_.rule; }

  Wall& start(double share) {
    page_.start = share;
    return *this;
  }
  Wall& text(TextRole role, const std::string& words, double space = 0) {
    return add({.role = role, .text = words, .colour = colours_.text}, space);
  }
  Wall& quiet(TextRole role, const std::string& words, double space = 0) {
    return add({.role = role, .text = words, .colour = colours_.quiet_text}, space);
  }
  Wall& add(TextBlock block, double space) {
    if (block.text.empty()) return *this;
    page_.sections.push_back({.cells = {{{std::move(block)}}}, .space_before = space});
    return *this;
  }
  Wall& add(TextSection section) {
    if (!section.cells.empty()) page_.sections.push_back(std::move(section));
    return *this;
  }
  /// The one that is asked now stands out from those before it.
  Wall& follow_ups(const std::vector<std::string>& follow_ups) {
    for (std::size_t i = 0; i < follow_ups.size(); ++i) {
      const bool is_last = i + 1 == follow_ups.size();
      add({.text = follow_ups[i],
           .colour = is_last ? colours_.text : colours_.quiet_text,
           .marker = "\u203A"},
          i == 0 ? 6 : 2.5);
    }
    return *this;
  }
  TextPage take() { return std::move(page_); }

 private:
  const WallColours& colours_;
  TextPage page_;
};

TextSection title_and_timer(const session::room::Case& view, const WallColours& colours) {
  TextSection section{.cells = {}, .columns = 2, .first_column = 0.72, .space_before = 0};
  if (!view.title.empty()) {
    section.cells.push_back({{{.role = TextRole::kTitle, .text = view.title, .colour = colours.text}}});
  }
  if (view.time_left) {
    section.cells.push_back({{{.role = TextRole::kTimer,
                               .text = clock_text(*view.time_left),
                               .colour = colours.text,
                               .side = TextSide::kEnd}}});
  }
  return section;
}

TextSection ruled_list(const std::vector<std::string>& texts, const WallColours& colours) {
  TextSection section{.cells = {}, .columns = 1, .space_before = 4, .ruled = true};
  for (const std::string& text : texts) {
    if (!text.empty()) section.cells.push_back({{{.text = text, .colour = colours.text}}});
  }
  return section;
}

std::string choices_text(const session::RoomQuestion& question) {
  // Boxes and circles as on paper: one answer, or several.
  const bool several = question.kind == kits::QuestionKind::kChoices;
  if (question.kind == kits::QuestionKind::kScale && question.choices.size() == 2) {
    return fmt::format("{}\u2002\u25CB\u2002\u25CB\u2002\u25CB\u2002\u25CB\u2002{}", question.choices[0],
                       question.choices[1]);
  }
  std::string text;
  for (const std::string& choice : question.choices) {
    text += fmt::format("{}{}\u00A0{}", text.empty() ? "" : "\u2003 ", several ? "\u25A1" : "\u25CB",
                        unbroken(choice));
  }
  return text;
}

TextSection question_list(const std::vector<session::RoomQuestion>& questions, const WallColours& colours) {
  TextSection section{.cells = {}, .columns = 1, .space_before = 4, .ruled = true};
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].question.empty()) continue;
    const std::string number = std::to_string(i + 1);
    TextCell cell{{{.text = questions[i].question, .colour = colours.text, .marker = number}}};
    // Under the question's words, not under its number.
    const std::string blank(number.size() * 3, ' ');
    cell.blocks.push_back({.text = choices_text(questions[i]),
                           .colour = colours.quiet_text,
                           .marker = blank,
                           .space_before = 0.5});
    section.cells.push_back(std::move(cell));
  }
  return section;
}

struct Words {
  const Surroundings& around;
  const Look& look;
  const Catalogue& words;

  Wall calm() const { return std::move(Wall(look).start(kCalmStart)); }

  TextPage operator()(const session::room::Neutral&) const { return {}; }
  TextPage operator()(const session::room::Suspended&) const {
    return calm().quiet(TextRole::kTitle, words.tr("Break")).take();
  }
  TextPage operator()(const session::room::Help&) const {
    TextPage page = Wall(look).text(TextRole::kTitle, words.tr("Someone to talk to")).take();
    add_help_sections(page, around, look, words, HelpDetail::kHours);
    return page;
  }
  TextPage operator()(const session::room::Warning& view) const {
    return calm().text(TextRole::kLead, view.text).quiet(TextRole::kBody, view.support, 5).take();
  }
  TextPage operator()(const session::room::Message& view) const {
    return calm().text(TextRole::kTitle, view.title).text(TextRole::kLead, view.text, 5).take();
  }
  TextPage operator()(const session::room::Film& view) const {
    if (!view.failed) return {};
    return calm().quiet(TextRole::kLead, words.tr("This film cannot be shown.")).take();
  }
  TextPage operator()(const session::room::Prompt& view) const {
    return calm()
        .text(TextRole::kQuestion, view.question)
        .quiet(TextRole::kBody, view.text, 4)
        .follow_ups(view.follow_ups)
        .take();
  }
  TextPage operator()(const session::room::Page& view) const {
    return title_text(view.title, view.page == 0, look, words);
  }
  TextPage operator()(const session::room::Case& view) const {
    const WallColours& colours = wall_colours(look);
    return Wall(look)
        .add(title_and_timer(view, colours))
        .quiet(TextRole::kBody, view.text, 3)
        .text(TextRole::kSmallQuestion, view.question, 4)
        .add(ruled_list(view.groups, colours))
        .follow_ups(view.follow_ups)
        .take();
  }
  TextPage operator()(const session::room::Break& view) const {
    Wall wall = calm();
    wall.text(TextRole::kTitle, view.title.empty() ? words.tr("Break") : view.title);
    if (view.time_left) wall.text(TextRole::kClock, clock_text(*view.time_left), 1);
    return wall.quiet(TextRole::kLead, view.text, 1).take();
  }
  TextPage operator()(const session::room::Questionnaire& view) const {
    return Wall(look)
        .text(TextRole::kTitle, view.title)
        .quiet(TextRole::kBody, view.text, 2)
        .add(question_list(view.questions, wall_colours(look)))
        .take();
  }
  TextPage operator()(const session::room::Closing& view) const {
    TextPage page = Wall(look).text(TextRole::kTitle, view.title).text(TextRole::kLead, view.text, 3).take();
    add_help_sections(page, around, look, words, HelpDetail::kNames);
    return page;
  }
};

}  // namespace

subtitles::TextPage wall_text(const session::RoomView& view, const Surroundings& around, const Look& look,
                              const Catalogue& words) {
  return std::visit(Words{around, look, words}, view);
}

subtitles::TextPage title_text(const std::string& title, bool failed, const Look& look,
                               const Catalogue& words) {
  Wall wall(look);
  wall.start(kCalmStart).text(TextRole::kTitle, title);
  if (failed) wall.quiet(TextRole::kLead, words.tr("This page cannot be shown."), 4);
  return wall.take();
}

std::string unbroken(const std::string& text) {
  constexpr std::size_t kFewBytes = 24;
  if (text.size() > kFewBytes) return text;
  std::string whole;
  for (const char c : text) {
    if (c == ' ') {
      whole += "\u00A0";
    } else {
      whole += c;
    }
  }
  return whole;
}

std::string clock_text(std::chrono::seconds left) {
  const auto seconds = std::max<std::chrono::seconds::rep>(0, left.count());
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

std::optional<WallPage> wall_page(const session::RoomView& view) {
  if (const auto* page = std::get_if<session::room::Page>(&view); page != nullptr && page->page > 0) {
    return WallPage{page->document, page->page, page->title};
  }
  const auto* questionnaire = std::get_if<session::room::Questionnaire>(&view);
  // Its questions in letters that the last row can read, rather than the sheet that everyone has in hand.
  if (questionnaire == nullptr || questionnaire->document.empty() || !questionnaire->questions.empty()) return std::nullopt;
  return WallPage{questionnaire->document, 1, questionnaire->title};
}

}  // namespace mallette::room
