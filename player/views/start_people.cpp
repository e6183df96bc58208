// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "player/views/layout.h"
#include "player/views/start_parts.h"
#include "player/views/texts.h"
#include "player/views/word_search.h"

namespace mallette::views {

using namespace mallette::ui;
using kits::Audience;
using language::Catalogue;

namespace {

constexpr float kNameWidth = 300;

/// What is ticked: an id, and the words for it. Kits may name people that the list does not have.
struct Person {
  std::string id;
  std::string name;
};

bool is_french(const Catalogue& words) { return words.language() == language::Language::kFrench; }

std::string name_of(const Catalogue& words, const kits::Audiences& audiences, const std::string& id) {
  const Audience* found = audiences.find(id);
  if (found == nullptr) return id;
  return is_french(words) ? found->name : found->english;
}

bool answers(const WordSearch& search, const kits::Audiences& audiences, const std::string& id) {
  const Audience* found = audiences.find(id);
  if (found == nullptr) return search.finds({id});
  return search.finds({found->name, found->feminine, found->masculine, found->english});
}

/// Boxes in as many columns as there is room for, read line by line.
void boxes(Frame& frame, Flow& flow, std::string_view key, const std::vector<Person>& persons,
           StartState& state) {
  const float gap = frame.px(16), all = flow.area().width;
  const auto fit = static_cast<std::size_t>(std::floor((all + gap) / (column(frame, kNameWidth) + gap)));
  const std::size_t columns = std::clamp<std::size_t>(fit, 1, 3);
  const float width = std::floor((all - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  Flow rows = flow.inner_down(0);
  for (std::size_t first = 0; first < persons.size(); first += columns) {
    const Rect area = rows.next_area();
    float height = 0;
    for (std::size_t i = first; i < std::min(first + columns, persons.size()); ++i) {
      Flow cell =
          Flow::down({area.x + static_cast<float>(i - first) * (width + gap), area.y, width, area.height}, 0);
      const std::string& id = persons[i].id;
      const bool ticked = state.audiences.contains(id);
      if (tick_box(frame, cell, fmt::format("{} {}", key, id), persons[i].name, ticked, TickMeans::kChosen)) {
        ticked ? static_cast<void>(state.audiences.erase(id)) : static_cast<void>(state.audiences.insert(id));
      }
      height = std::max(height, cell.used());
    }
    rows.skip(height);
  }
  flow.skip(rows.used());
}

class People {
 public:
  People(const Catalogue& words, const StartModel& model, const StartState& state)
      : words_(words), audiences_(*model.audiences), search_(state.search) {
    for (const std::string& id : model.kit_audiences) offer(first_, id);
    // What was chosen stays in sight, wherever it stands.
    for (const std::string& id : state.audiences) {
      if (!shows_all(state)) offer(first_, id);
    }
  }
  [[nodiscard]] bool shows_all(const StartState& state) const {
    return state.all_professions || !search_.empty();
  }
  [[nodiscard]] const std::vector<Person>& first() const { return first_; }
  [[nodiscard]] std::vector<Person> rest_of(const std::string& group) const {
    std::vector<Person> rest;
    for (const Audience* audience : audiences_.in_group(group)) {
      if (!is_first(audience->id)) offer(rest, audience->id);
    }
    return rest;
  }

 private:
  [[nodiscard]] bool is_first(const std::string& id) const {
    return std::ranges::find(first_, id, &Person::id) != first_.end();
  }
  void offer(std::vector<Person>& to, const std::string& id) const {
    if (is_first(id) || !answers(search_, audiences_, id)) return;
    to.push_back({id, name_of(words_, audiences_, id)});
  }

  const Catalogue& words_;
  const kits::Audiences& audiences_;
  WordSearch search_;
  std::vector<Person> first_;
};

void group_boxes(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, const People& all,
                 StartState& state, bool& any) {
  for (const kits::AudienceGroup& group : model.audiences->groups) {
    const auto persons = all.rest_of(group.id);
    if (persons.empty()) continue;
    any = true;
    heading(frame, flow, "group " + group.id, is_french(words) ? group.name : group.english, 3,
            {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kQuiet});
    boxes(frame, flow, "of " + group.id, persons, state);
  }
}

}  // namespace

std::string people_text(const Catalogue& words, const kits::Audiences& audiences,
                        const std::set<std::string>& chosen) {
  if (chosen.empty()) return words.tr("Everybody");
  std::string all;
  for (const std::string& id : chosen) all = joined({all, name_of(words, audiences, id)});
  return all;
}

void people(Frame& frame, Flow& flow, const Catalogue& words, const StartModel& model, StartState& state) {
  status(frame, flow, "chosen", people_text(words, *model.audiences, state.audiences),
         accessibility::Live::kPolite, {.type = {TypeSize::kBody, Weight::kStrong}, .icon = Icon::kPeople});
  static_cast<void>(
      text_field(frame, flow, "search", state.search,
                 {.name = words.tr("Search for a profession"), .icon = Icon::kSearch, .name_inside = true}));
  const People all(words, model, state);
  bool any = !all.first().empty();
  if (any) {
    heading(frame, flow, "first", words.tr("Whom this kit is made for"), 3,
            {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kQuiet});
    boxes(frame, flow, "first", all.first(), state);
  }
  if (state.search.empty() && lone_button(frame, flow, "all",
                                          {.words = words.tr("All professions"),
                                           .icon = state.all_professions ? Icon::kOpen : Icon::kFolded,
                                           .look = ButtonLook::kPlain,
                                           .expanded = state.all_professions})) {
    state.all_professions = !state.all_professions;
  }
  if (all.shows_all(state)) group_boxes(frame, flow, words, model, all, state, any);
  if (!any && !state.search.empty()) {
    status(frame, flow, "nobody",
           fmt::format(fmt::runtime(words.tr("No profession answers to “{search}”.")),
                       fmt::arg("search", state.search)),
           accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  }
}

}  // namespace mallette::views
