// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/preparation/own_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace mallette::preparation {

bool is_changed(const OwnStep& step) {
  return step.skipped || step.duration || step.question || step.text || step.follow_ups || step.expected ||
         !step.notes.empty();
}

bool is_plan_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string new_plan_id() {
  std::random_device chance;
  return fmt::format("{:08x}{:08x}", chance() & 0xffff'ffffU, chance() & 0xffff'ffffU);
}

std::string clean(std::string_view text, std::size_t most_bytes) {
  std::string kept;
  for (const char c : text) {
    const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    if (!control) kept += c;
  }
  if (kept.size() <= most_bytes) return kept;
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(kept[end]) & 0xC0) == 0x80) --end;
  kept.resize(end);
  return kept;
}

std::string label_of(const kits::Step& step) {
  if (!step.title.empty()) return clean(step.title, kTitleLimit_bytes);
  const std::string& words = step.question.empty() ? step.text : step.question;
  return clean(std::string_view(words).substr(0, words.find('\n')), kTitleLimit_bytes);
}

Result<OwnPlan> own_plan_of(const kits::KitHeader& kit, const kits::Plan& plan, const std::string& title) {
  if (plan.step.size() > kMostSteps) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = plan.title,
                 .found = std::to_string(plan.step.size()),
                 .allowed = std::to_string(kMostSteps)});
  }
  OwnPlan own{.id = new_plan_id(),
              .title = clean(title.empty() ? plan.id : title, kTitleLimit_bytes),
              .kit_id = kit.id,
              .kit_title = clean(kit.title, kTitleLimit_bytes),
              .kit_version = clean(kit.version, kTitleLimit_bytes),
              .plan_id = plan.id,
              .steps = {}};
  for (const kits::Step& step : plan.step) {
    own.steps.push_back({.id = step.id, .type = step.type, .label = label_of(step)});
  }
  return own;
}

}  // namespace mallette::preparation
