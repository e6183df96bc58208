// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/plans.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "kits/entry_path.h"

namespace mallette::session {
namespace {

using kits::StepType;

template <class T>
void add(kits::Plan& plan, const std::vector<T>& items, StepType type, std::string kits::Step::*item_id) {
  for (const T& item : items) {
    kits::Step step;
    step.type = type;
    step.id = "step-" + std::to_string(plan.step.size() + 1);
    step.title = item.title;
    step.*item_id = item.id;
    step.audiences = item.audiences;
    plan.step.push_back(std::move(step));
  }
}

/// Those that a wall can show, in the kit's own language.
template <class T>
std::vector<T> to_show(const std::vector<T>& documents) {
  std::vector<T> shown;
  std::ranges::copy_if(documents, std::back_inserter(shown), [](const kits::Document& document) {
    return document.translation_of.empty() && kits::extension_of(document.path) == "pdf";
  });
  return shown;
}

void add_documents(kits::Plan& plan, const kits::Manifest& manifest) {
  add(plan, to_show(manifest.slides), StepType::kSlides, &kits::Step::slides);
  add(plan, to_show(manifest.booklet), StepType::kBooklet, &kits::Step::booklet);
  add(plan, to_show(manifest.sheet), StepType::kSheet, &kits::Step::sheet);
  std::vector<kits::Questionnaire> asked;
  std::ranges::copy_if(manifest.questionnaire, std::back_inserter(asked), [](const auto& q) { return !q.question.empty(); });
  add(plan, asked, StepType::kQuestionnaire, &kits::Step::questionnaire);
}

}  // namespace

Contents contents_of(const kits::Manifest& manifest) {
  if (!manifest.film.empty()) return manifest.clip.empty() ? Contents::kFilms : Contents::kFilmsAndClips;
  if (!manifest.clip.empty()) return Contents::kClips;
  kits::Plan documents;
  add_documents(documents, manifest);
  return documents.step.empty() ? Contents::kHandOuts : Contents::kDocuments;
}

kits::Plan plan_of_contents(const kits::Manifest& manifest) {
  kits::Plan plan;
  plan.id = "contents";
  plan.title = manifest.kit.title;
  add(plan, manifest.film, StepType::kFilm, &kits::Step::film);
  add(plan, manifest.clip, StepType::kClip, &kits::Step::clip);
  if (plan.step.empty()) add_documents(plan, manifest);
  if (plan.step.empty()) {
    kits::Step step;
    step.type = StepType::kMessage;
    step.id = "step-1";
    step.title = manifest.kit.title;
    step.text = manifest.kit.summary;
    plan.step.push_back(std::move(step));
  }
  return plan;
}

Result<kits::Plan> plan_of(const kits::Manifest& manifest, const std::string& id) {
  if (id.empty() && !manifest.plan.empty()) return manifest.plan.front();
  if (const kits::Plan* plan = manifest.find_plan(id)) return *plan;
  kits::Plan contents = plan_of_contents(manifest);
  if (id.empty() || id == contents.id) return contents;
  std::string there;
  for (const kits::Plan& plan : manifest.plan) there += (there.empty() ? "" : ", ") + plan.id;
  return fail({.code = ErrorCode::kUsage, .subject = "plan", .key = "plan", .found = id, .allowed = there.empty() ? contents.id : there});
}

}  // namespace mallette::session
