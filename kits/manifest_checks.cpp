// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/manifest_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "kits/value_forms.h"

namespace mallette::kits {
namespace {

std::string stem_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const std::size_t dot = path.rfind('.');
  return std::string(dot == 0 ? path : path.substr(0, dot));
}

/// "film" for the first without an id, "film-2" for the second item, and so on; the number is
/// the item's place in its list, so that giving one an id does not rename the others.
template <class T>
void name_items(std::vector<T>& items, const std::string& kind) {
  std::set<std::string> taken;
  for (const T& item : items) taken.insert(item.id);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].id.empty()) continue;
    std::string id = i == 0 ? kind : fmt::format("{}-{}", kind, i + 1);
    while (taken.contains(id)) id += "-x";
    taken.insert(id);
    items[i].id = std::move(id);
  }
}

class Completion {
 public:
  Completion(Manifest& manifest, const IdUses& ids, const std::string& subject, FirstError& errors)
      : m_(manifest), ids_(ids), subject_(subject), errors_(errors) {}

  void run() {
    check_duplicates();
    films(m_.film, "film");
    films(m_.clip, "clip");
    items(m_.booklet, "booklet");
    items(m_.sheet, "sheet");
    items(m_.slides, "slides");
    items(m_.templates, "template");
    items(m_.letter, "letter");
    items(m_.questionnaire, "questionnaire");
    for (Slides& slides : m_.slides) sort_by(slides.notes, &PageNote::page);
    plans();
    check_references();
  }

 private:
  void language(std::string& tag) const {
    if (tag.empty()) tag = m_.kit.language;
  }

  template <class T, class Key>
  static void sort_by(std::vector<T>& list, Key T::*key) {
    std::stable_sort(list.begin(), list.end(), [key](const T& a, const T& b) { return a.*key < b.*key; });
  }

  template <class T>
  void items(std::vector<T>& list, const std::string& kind) {
    name_items(list, kind);
    for (T& item : list) {
      language(item.language);
      if constexpr (requires { item.path; }) {
        if (item.title.empty() && !item.path.empty()) item.title = stem_of(item.path);
      }
      if (item.title.empty()) item.title = item.id;
    }
  }

  template <class T>
  void films(std::vector<T>& list, const std::string& kind) {
    for (T& film : list) {
      if (film.title.empty()) film.title = stem_of(film.video);
      for (auto& track : film.captions) language(track.language);
      for (auto& track : film.sign) {
        track.language = track.language.empty() ? "fsl" : canonical_sign_language(track.language);
      }
      for (auto& track : film.description) language(track.language);
      for (auto& track : film.version) language(track.language);
      for (auto& text : film.transcript) language(text.language);
      for (auto& text : film.chapters) language(text.language);
      sort_by(film.chapter, &Chapter::at);
    }
    items(list, kind);
  }

  void plans() {
    name_items(m_.plan, "plan");
    std::set<std::string> plan_ids;
    for (Plan& plan : m_.plan) {
      if (!plan_ids.insert(plan.id).second) duplicate("plan.id", plan.id, plan.place);
      if (plan.title.empty()) plan.title = plan.id == "default" ? m_.kit.title : plan.id;
      step_path_ = plan.id == "default" ? "step" : "plan.step";
      std::set<std::string> step_ids;
      for (const Step& step : plan.step) {
        if (!step.id.empty() && !step_ids.insert(step.id).second)
          duplicate(step_path_ + ".id", step.id, step.place);
      }
      name_steps(plan.step);
      for (Step& step : plan.step) complete(step);
    }
  }

  static void name_steps(std::vector<Step>& steps) {
    name_items(steps, "step");
    if (!steps.empty() && steps.front().id == "step") steps.front().id = "step-1";
  }

  void complete(Step& step) {
    switch (step.type) {
      case StepType::kFilm:
        the_only(step.film, m_.film, "film", step.place);
        break;
      case StepType::kClip:
        the_only(step.clip, m_.clip, "clip", step.place);
        break;
      case StepType::kSlides:
        the_only(step.slides, m_.slides, "slides", step.place);
        break;
      case StepType::kSheet:
        the_only(step.sheet, m_.sheet, "sheet", step.place);
        break;
      case StepType::kBooklet:
        the_only(step.booklet, m_.booklet, "booklet", step.place);
        break;
      case StepType::kQuestionnaire:
        the_only(step.questionnaire, m_.questionnaire, "questionnaire", step.place);
        break;
      default:
        break;
    }
    if (step.replay && step.replay->film.empty() && step.replay->clip.empty()) {
      the_only(step.replay->film, m_.film, "replay.film", step.replay->place);
    }
  }

  /// A step that does not say which film means the only one.
  template <class T>
  void the_only(std::string& id, const std::vector<T>& list, std::string_view key, TextPlace place) {
    if (!id.empty()) return;
    if (list.size() == 1) {
      id = list.front().id;
      return;
    }
    errors_.add({.code = ErrorCode::kManifestMissing,
                 .subject = subject_,
                 .key = fmt::format("{}.{}", step_path_, key),
                 .allowed = listed(ids_in(list)),
                 .place = place});
  }

  template <class T>
  static std::vector<std::string_view> ids_in(const std::vector<T>& list) {
    std::vector<std::string_view> ids;
    for (const T& item : list) ids.push_back(item.id);
    return ids;
  }

  static std::string listed(const std::vector<std::string_view>& ids) {
    constexpr std::size_t kListed = 12;
    const auto count = static_cast<std::ptrdiff_t>(std::min(ids.size(), kListed));
    return fmt::format("{}{}", fmt::join(ids.begin(), ids.begin() + count, ", "),
                       ids.size() > kListed ? ", ..." : "");
  }

  void duplicate(std::string key, const std::string& id, TextPlace place) {
    errors_.add({.code = ErrorCode::kManifestDuplicate,
                 .subject = subject_,
                 .key = std::move(key),
                 .found = id,
                 .place = place});
  }

  void check_duplicates() {
    std::set<std::pair<ItemKind, std::string_view>> seen;
    for (const IdUse& use : ids_.given) {
      if (!seen.emplace(use.kind, use.id).second) duplicate(use.key, use.id, use.place);
    }
  }

  /// The ids of one kind, in the order of the manifest.
  std::vector<std::string_view> ids_of(ItemKind kind) const {
    switch (kind) {
      case ItemKind::kFilm:
        return ids_in(m_.film);
      case ItemKind::kClip:
        return ids_in(m_.clip);
      case ItemKind::kBooklet:
        return ids_in(m_.booklet);
      case ItemKind::kSheet:
        return ids_in(m_.sheet);
      case ItemKind::kSlides:
        return ids_in(m_.slides);
      case ItemKind::kTemplate:
        return ids_in(m_.templates);
      case ItemKind::kLetter:
        return ids_in(m_.letter);
      case ItemKind::kQuestionnaire:
        return ids_in(m_.questionnaire);
    }
    return {};
  }

  void check_references() {
    if (!m_.kit.extends.empty()) return;  // what is not here is looked for in the base kit
    std::map<ItemKind, std::set<std::string_view>> known;
    const IdUse* first = nullptr;
    for (const IdUse& use : ids_.referred) {
      if (!known.contains(use.kind)) {
        const auto ids = ids_of(use.kind);
        known[use.kind] = {ids.begin(), ids.end()};
      }
      if (known[use.kind].contains(use.id)) continue;
      if (first == nullptr ||
          std::pair(use.place.line, use.place.column) < std::pair(first->place.line, first->place.column)) {
        first = &use;
      }
    }
    if (first == nullptr) return;
    errors_.add({.code = ErrorCode::kManifestReference,
                 .subject = subject_,
                 .key = first->key,
                 .found = first->id,
                 .allowed = listed(ids_of(first->kind)),
                 .place = first->place});
  }

  Manifest& m_;
  const IdUses& ids_;
  const std::string& subject_;
  FirstError& errors_;
  std::string step_path_;  ///< the key of the list of steps that is looked at
};

}  // namespace

void complete_and_check(Manifest& manifest, const IdUses& ids, const std::string& subject,
                        FirstError& errors) {
  Completion(manifest, ids, subject, errors).run();
}

}  // namespace mallette::kits
