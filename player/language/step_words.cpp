// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/step_words.h"

namespace mallette::language {

std::string type_word(const Catalogue& words, kits::StepType type) {
  switch (type) {
    case kits::StepType::kMessage:
      return words.tr("Message");
    case kits::StepType::kFilm:
      return words.tr("Excerpt");
    case kits::StepType::kPrompt:
      return words.tr("Question");
    case kits::StepType::kSlides:
      return words.tr("Slide show");
    case kits::StepType::kSheet:
      return words.tr("Reference sheet");
    case kits::StepType::kBooklet:
      return words.tr("Booklet");
    case kits::StepType::kClip:
      return words.tr("Words of experts");
    case kits::StepType::kCase:
      return words.tr("Case study");
    case kits::StepType::kBreak:
      return words.tr("Break");
    case kits::StepType::kQuestionnaire:
      return words.tr("Questionnaire");
    case kits::StepType::kClosing:
      return words.tr("Closing");
  }
  return {};
}

}  // namespace mallette::language
