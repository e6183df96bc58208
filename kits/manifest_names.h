// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the manifest for its enumerations, in the order of kits/FORMAT.md.
// Constants and pure functions: any thread.
#pragma once

#include <span>
#include <string_view>

#include "kits/manifest.h"

namespace mallette::kits {

template <class E>
struct EnumName {
  E value;
  std::string_view name;
};

inline constexpr EnumName<StepType> kStepTypeNames[] = {
    {StepType::kMessage, "message"}, {StepType::kFilm, "film"},
    {StepType::kPrompt, "prompt"},   {StepType::kSlides, "slides"},
    {StepType::kSheet, "sheet"},     {StepType::kBooklet, "booklet"},
    {StepType::kClip, "clip"},       {StepType::kCase, "case"},
    {StepType::kBreak, "break"},     {StepType::kQuestionnaire, "questionnaire"},
    {StepType::kClosing, "closing"},
};
inline constexpr EnumName<StepPause> kStepPauseNames[] = {{StepPause::kAfter, "after"},
                                                          {StepPause::kNone, "none"}};
inline constexpr EnumName<CaptionKind> kCaptionKindNames[] = {{CaptionKind::kCaptions, "captions"},
                                                              {CaptionKind::kSubtitles, "subtitles"}};
inline constexpr EnumName<DescriptionKind> kDescriptionKindNames[] = {
    {DescriptionKind::kMix, "mix"}, {DescriptionKind::kVoice, "voice"}, {DescriptionKind::kText, "text"}};
inline constexpr EnumName<VersionPart> kVersionPartNames[] = {{VersionPart::kSign, "sign"},
                                                              {VersionPart::kCaptions, "captions"},
                                                              {VersionPart::kSubtitles, "subtitles"},
                                                              {VersionPart::kDescription, "description"}};
inline constexpr EnumName<QuestionKind> kQuestionKindNames[] = {{QuestionKind::kOpen, "open"},
                                                                {QuestionKind::kChoice, "choice"},
                                                                {QuestionKind::kChoices, "choices"},
                                                                {QuestionKind::kScale, "scale"}};
inline constexpr EnumName<QuestionnaireKind> kQuestionnaireKindNames[] = {
    {QuestionnaireKind::kSatisfaction, "satisfaction"},
    {QuestionnaireKind::kBefore, "before"},
    {QuestionnaireKind::kAfter, "after"}};

constexpr std::span<const EnumName<StepType>> names(StepType) { return kStepTypeNames; }
constexpr std::span<const EnumName<StepPause>> names(StepPause) { return kStepPauseNames; }
constexpr std::span<const EnumName<CaptionKind>> names(CaptionKind) { return kCaptionKindNames; }
constexpr std::span<const EnumName<DescriptionKind>> names(DescriptionKind) { return kDescriptionKindNames; }
constexpr std::span<const EnumName<VersionPart>> names(VersionPart) { return kVersionPartNames; }
constexpr std::span<const EnumName<QuestionKind>> names(QuestionKind) { return kQuestionKindNames; }
constexpr std::span<const EnumName<QuestionnaireKind>> names(QuestionnaireKind) {
  return kQuestionnaireKindNames;
}

/// StepType::kCase -> "case"
template <class E>
constexpr std::string_view name_of(E value) {
  for (const auto& entry : names(value)) {
    if (entry.value == value) return entry.name;
  }
  return {};
}

}  // namespace mallette::kits
