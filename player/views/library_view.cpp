// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/library_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "player/ui/card.h"
#include "player/views/layout.h"
#include "player/views/library_parts.h"
#include "player/views/texts.h"
#include "player/views/word_search.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

// The way to the search field; library_search() goes it too.
constexpr std::string_view kPage = "library", kTop = "top", kSearch = "search";
constexpr float kCardWidth = 264, kSearchWidth = 360;

std::string title_of(const KitCard& kit) {
  return kit.title.empty() ? std::string(file_name(kit.path)) : kit.title;
}

void top(Frame& frame, Flow& page, const Catalogue& words, const LibraryModel& model, LibraryState& state,
         Orders& orders) {
  auto region =
      Region::in(frame, page, kTop,
                 {.name = words.tr("Mallette"), .heading = false, .look = RegionLook::kBare, .padding = 0});
  const ButtonSpec open{
      .words = words.tr("Open a kit…"),
      .icon = Icon::kFolder,
      .look = model.kits.empty() && model.saved.empty() ? ButtonLook::kPrimary : ButtonLook::kQuiet};
  const ButtonSpec keys{.words = words.tr("Keys"), .icon = Icon::kKeyboard, .look = ButtonLook::kPlain};
  const ButtonSpec settings{
      .words = words.tr("Settings"), .icon = Icon::kSettings, .look = ButtonLook::kPlain};

  Flow row = region.flow().inner_across(frame.px(8));
  const Type type{TypeSize::kTitle, Weight::kStrong};
  const Extent title = frame.paint().measure(type, words.tr("Mallette"));
  // In the middle of the field beside it.
  const float height =
      std::max(frame.px(kMainTarget), frame.theme().line_height(TypeSize::kBody) + frame.px(16));
  const Rect place = row.take({title.width + frame.px(24), height});
  Flow spot =
      Flow::down({place.x, std::round(place.y + (height - title.height) / 2), place.width, height}, 0);
  heading(frame, spot, "title", words.tr("Mallette"), 1, {.type = type});

  const float buttons =
      button_width(frame, open) + button_width(frame, keys) + button_width(frame, settings) + 3 * frame.px(8);
  const float rest = row.width_left() - buttons;
  const float unit = frame.theme().density * frame.theme().text_scale;
  const bool one_line = rest >= frame.theme().mark(200);
  const float width = one_line ? std::min(rest / unit, kSearchWidth) : 0;
  static_cast<void>(text_field(
      frame, row, kSearch, state.search,
      {.name = words.tr("Search the kits"), .icon = Icon::kSearch, .name_inside = true, .width = width}));
  // The buttons end where the page does.
  if (one_line && rest / unit > kSearchWidth)
    static_cast<void>(row.take({row.width_left() - buttons, height}));
  if (button(frame, row, "keys", keys)) orders.emplace_back(Action::kKeys);
  if (button(frame, row, "settings", settings)) orders.emplace_back(Action::kSettings);
  if (button(frame, row, "open", open)) orders.emplace_back(order::Browse{});
  region.flow().skip(row.used());
}

std::vector<CardLine> lines_of(const KitCard& kit, const Catalogue& words) {
  std::vector<CardLine> lines;
  const auto add = [&](std::string line, Ink ink, Icon icon) {
    if (!line.empty())
      lines.push_back({std::move(line), {.type = {TypeSize::kSmall}, .ink = ink, .icon = icon}});
  };
  if (!kit.fault.empty()) {
    add(kit.fault, Ink::kBroken, Icon::kBroken);
  } else {
    add(tracks_text(kit.captions, kit.sign, kit.description, words), Ink::kText, Icon::kNone);
    const std::string films =
        kit.films.empty() ? std::string()
                          : counted(kit.films.size(), words.tr("{n} film"), words.tr("{n} films"), words);
    const std::string duration = kit.duration ? duration_text(*kit.duration, words) : std::string();
    const std::string sheets =
        kit.sheets == 0 ? std::string()
                        : counted(kit.sheets, words.tr("{n} sheet"), words.tr("{n} sheets"), words);
    add(joined({films, duration, sheets}), Ink::kQuiet, Icon::kNone);
    add(kit.publisher, Ink::kQuiet, Icon::kNone);
  }
  add(kit.place, Ink::kQuiet, Icon::kFolder);
  return lines;
}

struct Shown {
  const KitCard* kit;
  std::string title;
  std::string name;
  [[nodiscard]] CardSpec spec(const Catalogue& words) const {
    return {.title = title,
            .name = name,
            .lines = lines_of(*kit, words),
            .cover = kit->fault.empty() ? kit->cover : nullptr,
            .cover_aspect = kit->cover_aspect,
            .icon = kit->fault.empty() ? Icon::kCase : Icon::kBroken};
  }
};

/// What the search leaves, each under a name of its own.
std::vector<Shown> shown_kits(const LibraryModel& model, const WordSearch& search) {
  std::vector<Shown> shown;
  std::map<std::string, int> times;
  for (const KitCard& kit : model.kits) {
    std::string films;
    for (const std::string& film : kit.films) films += film + "\n";
    if (!search.finds({kit.title, kit.publisher, kit.summary, kit.place, films, file_name(kit.path)}))
      continue;
    shown.push_back({&kit, title_of(kit), title_of(kit)});
    ++times[shown.back().title];
  }
  for (Shown& one : shown) {
    if (times[one.title] > 1) one.name = fmt::format("{} ({})", one.title, one.kit->path);
  }
  return shown;
}

void kit_grid(Frame& frame, Flow& flow, const Catalogue& words, const std::vector<Shown>& kits,
              Orders& orders) {
  const float gap = frame.px(16), all = flow.area().width;
  const auto fit = static_cast<std::size_t>(std::floor((all + gap) / (column(frame, kCardWidth) + gap)));
  const std::size_t columns = std::clamp<std::size_t>(fit, 1, 6);
  const float width = std::floor((all - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  for (std::size_t first = 0; first < kits.size(); first += columns) {
    std::vector<CardSpec> row;
    float height = 0;
    for (std::size_t i = first; i < std::min(first + columns, kits.size()); ++i) {
      row.push_back(kits[i].spec(words));
      height = std::max(height, card_height(frame, width, row.back()));
    }
    const Rect line = flow.take({all, height});
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string& path = kits[first + i].kit->path;
      const Rect place{line.x + static_cast<float>(i) * (width + gap), line.y, width, height};
      if (card(frame, place, "kit " + path, row[i])) orders.emplace_back(order::OpenKit{path});
    }
  }
}

void no_kits(Frame& frame, Flow& flow, const Catalogue& words) {
  text(frame, flow, "none", words.tr("No kit has been found on this computer."),
       {.type = {TypeSize::kLead, Weight::kStrong}, .icon = Icon::kCase});
  text(frame, flow, "advice",
       words.tr(
           "A kit is one file, whose name ends in “.mallette”. Plug in the USB stick that holds it, copy it "
           "beside the program, or drop it on this window. “Open a kit…” finds it anywhere else."));
}

void kits(Frame& frame, Flow& page, const Catalogue& words, const LibraryModel& model, LibraryState& state,
          Orders& orders) {
  const bool empty = model.kits.empty();
  auto region = Region::in(frame, page, "kits",
                           {.name = words.tr("Kits"),
                            .heading = false,
                            .look = empty ? RegionLook::kPanel : RegionLook::kBare,
                            .gap = 16,
                            .padding = empty ? 24.0F : 0.0F});
  Flow& flow = region.flow();
  if (empty && !model.scanning) return no_kits(frame, flow, words);
  const WordSearch search(state.search);
  const auto shown = shown_kits(model, search);
  heading(frame, flow, "heading", words.tr("Kits"), 2);
  std::string told;
  if (!search.empty()) {
    told = shown.empty()
               ? fmt::format(fmt::runtime(words.tr("No kit answers to “{search}”.")),
                             fmt::arg("search", state.search))
               : counted(shown.size(), words.tr("{n} kit found"), words.tr("{n} kits found"), words);
  } else if (model.scanning) {
    told = words.tr("Folders and USB sticks are being searched for kits…");
  }
  if (!told.empty()) {
    status(frame, flow, "told", told, accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  }
  if (shown.empty() && !search.empty() &&
      lone_button(frame, flow, "clear", {.words = words.tr("Show all the kits"), .icon = Icon::kClose})) {
    state.search.clear();
  }
  kit_grid(frame, flow, words, shown, orders);
}

}  // namespace

accessibility::NodeId library_search() {
  accessibility::NodeId id;
  for (const std::string_view key : {std::string_view("window"), kPage, kTop, kSearch}) {
    id = accessibility::child_id(id, key);
  }
  return id;
}

void library_view(Frame& frame, const Catalogue& words, const LibraryModel& model, LibraryState& state,
                  Orders& orders) {
  {
    PaddedPage page(frame, frame.area(), kPage);
    Flow& flow = page.flow();
    top(frame, flow, words, model, state, orders);
    flow.skip(0);
    trouble(frame, flow, model.message);
    first_start(frame, flow, words, model, orders);
    saved_sessions(frame, flow, words, model, state, orders);
    waiting_reports(frame, flow, words, model, state, orders);
    kits(frame, flow, words, model, state, orders);
  }
  forget_report_dialog(frame, words, model, state, orders);
  forget_dialog(frame, words, model, state, orders);
}

}  // namespace mallette::views
