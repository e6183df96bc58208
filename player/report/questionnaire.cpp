// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/questionnaire.h"

#include <fmt/format.h>

#include <algorithm>

namespace mallette::report {
namespace {

constexpr int kLines = 3;
constexpr int kScale = 5;  ///< steps of a scale

void add(Page& page, int number, const std::string& question) {
  page.blocks.push_back(Heading{2, fmt::format("{}. {}", number, question)});
}

/// "1 (Pas du tout)", 2, 3, 4, "5 (Tout à fait)".
std::vector<std::string> scale(const std::vector<std::string>& ends) {
  std::vector<std::string> steps;
  for (int i = 1; i <= kScale; ++i) steps.push_back(std::to_string(i));
  if (!ends.empty()) steps.front() += fmt::format(" ({})", ends.front());
  if (ends.size() > 1) steps.back() += fmt::format(" ({})", ends.back());
  return steps;
}

void answers(Page& page, const kits::Question& question, const language::Catalogue& words) {
  switch (question.kind) {
    case kits::QuestionKind::kOpen: page.blocks.push_back(BlankLines{kLines}); return;
    case kits::QuestionKind::kChoice: break;
    case kits::QuestionKind::kChoices: page.blocks.push_back(Paragraph{words.tr("Several answers are possible.")}); break;
    case kits::QuestionKind::kScale: page.blocks.push_back(Bullets{scale(question.choices), true}); return;
  }
  page.blocks.push_back(Bullets{question.choices, true});
}

}  // namespace

std::vector<kits::Question> closing_questions(const kits::Manifest& manifest, const kits::Plan& plan) {
  std::vector<kits::Question> questions;
  for (const kits::Step& step : plan.step) {
    if (step.type != kits::StepType::kQuestionnaire) continue;
    const auto found = std::ranges::find(manifest.questionnaire, step.questionnaire, [](const kits::Questionnaire& q) { return q.id; });
    if (found == manifest.questionnaire.end() || found->kind == kits::QuestionnaireKind::kBefore) continue;
    questions.insert(questions.end(), found->question.begin(), found->question.end());
  }
  return questions;
}

Page questionnaire_page(const std::string& kit_title, const std::vector<kits::Question>& questions, const language::Catalogue& words) {
  Page page{.language = words.language(), .title = words.tr("Satisfaction questionnaire"), .large = false, .blocks = {}};
  page.blocks.push_back(Paragraph{kit_title, true});
  page.blocks.push_back(Paragraph{words.tr("Please write no name. Answering is free; it helps to make the next sessions better.")});
  const std::vector<std::string> yes_or_no{words.tr("Yes"), words.tr("No")};
  int number = 0;
  add(page, ++number, words.tr("Are you satisfied with the content and the tools of this session?"));
  page.blocks.push_back(Bullets{yes_or_no, true});
  add(page, ++number, words.tr("Has this session improved your knowledge and your practice?"));
  page.blocks.push_back(Bullets{yes_or_no, true});
  for (const kits::Question& question : questions) {
    add(page, ++number, question.question);
    answers(page, question, words);
  }
  add(page, ++number, words.tr("What would you like to add?"));
  page.blocks.push_back(BlankLines{kLines});
  return page;
}

}  // namespace mallette::report
