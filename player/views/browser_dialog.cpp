// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "player/views/layout.h"
#include "player/views/library_view.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

constexpr float kDialogWidth = 760, kListHeight = 440, kLeastListHeight = 160;

Icon icon_of(BrowserEntry::Kind kind) {
  switch (kind) {
    case BrowserEntry::Kind::kPlace:
      return Icon::kHome;
    case BrowserEntry::Kind::kDrive:
      return Icon::kDrive;
    case BrowserEntry::Kind::kFolder:
      return Icon::kFolder;
    case BrowserEntry::Kind::kKit:
      return Icon::kCase;
    case BrowserEntry::Kind::kFilm:
      return Icon::kFilm;
    case BrowserEntry::Kind::kPlan:
      return Icon::kSteps;
  }
  return Icon::kNone;
}

const char* kind_words(BrowserEntry::Kind kind, const Catalogue& words) {
  switch (kind) {
    case BrowserEntry::Kind::kKit:
      return words.tr("Kit");
    case BrowserEntry::Kind::kFilm:
      return words.tr("Film");
    case BrowserEntry::Kind::kPlan:
      return words.tr("Session plan");
    default:
      return "";
  }
}

/// Where one is, and the ways up.
void whereabouts(Frame& frame, Flow& flow, const Catalogue& words, const BrowserModel& model,
                 BrowserState& state, Orders& orders) {
  const char* where = model.purpose == BrowserFor::kSaving ? words.tr("Where are the files to go?") : words.tr("Where does the kit lie?");
  text(frame, flow, "folder", model.folder.empty() ? where : model.folder, {.ink = Ink::kQuiet});
  if (model.folder.empty()) return;
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "parent",
             {.words = words.tr("Parent folder"), .icon = Icon::kUp, .disabled = !model.parent})) {
    state.came_from = model.folder;
    orders.emplace_back(order::Browse{*model.parent});
  }
  if (button(frame, row, "places", {.words = words.tr("All places"), .icon = Icon::kHome})) {
    orders.emplace_back(order::Browse{});
  }
  flow.skip(row.used());
}

void choose(const BrowserEntry& entry, BrowserState& state, Orders& orders) {
  state.came_from.clear();
  using Kind = BrowserEntry::Kind;
  if (entry.kind == Kind::kKit || entry.kind == Kind::kFilm || entry.kind == Kind::kPlan) {
    orders.emplace_back(order::OpenKit{entry.path});
  } else {
    orders.emplace_back(order::Browse{entry.path});
  }
}

void entry_list(Frame& frame, Flow& flow, const Catalogue& words, const BrowserModel& model,
                BrowserState& state, Orders& orders) {
  std::map<std::string_view, int> times;
  for (const BrowserEntry& entry : model.entries) ++times[entry.name];
  List list(frame, "list", model.purpose == BrowserFor::kSaving ? words.tr("Folders") : words.tr("Folders, kits and films"));
  bool preferred = false;
  for (const BrowserEntry& entry : model.entries) {
    // Focus comes to where one was, else to the first.
    const NodeId id = frame.id_of(entry.path);
    if (!preferred || entry.path == state.came_from) frame.prefer_focus(id);
    preferred = true;
    const std::string name =
        times[entry.name] > 1 ? fmt::format("{} ({})", entry.name, entry.path) : entry.name;
    const std::string detail = joined({kind_words(entry.kind, words), entry.detail});
    if (list.item(flow, entry.path,
                  {.words = name, .detail = detail, .icon = icon_of(entry.kind), .one_line = true})) {
      choose(entry, state, orders);
    }
  }
}

void entries(Frame& frame, const Rect& rect, const Catalogue& words, const BrowserModel& model,
             BrowserState& state, Orders& orders) {
  frame.paint().fill(rect, frame.colours().ground, frame.px(kCorner));
  auto region = Region::at(frame, rect, "entries",
                           {.name = words.tr("What lies here"),
                            .heading = false,
                            .look = RegionLook::kBare,
                            .gap = 0,
                            .padding = 8});
  Flow& flow = region.flow();
  if (model.reading || model.entries.empty()) {
    const char* nothing = model.purpose == BrowserFor::kSaving ? words.tr("There is no folder in here.") : words.tr("There is no kit, no film and no folder here.");
    status(frame, flow, "state", model.reading ? words.tr("The folder is being read…") : nothing,
           accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  }
  entry_list(frame, flow, words, model, state, orders);
}

void typed_path(Frame& frame, Flow& flow, const Catalogue& words, BrowserFor purpose, BrowserState& state, Orders& orders) {
  const ButtonSpec go{.words = words.tr("Go there"), .disabled = state.typed_path.empty()};
  Line line = begin_line(frame, flow, button_width(frame, go) + 1);
  const char* name = purpose == BrowserFor::kSaving ? words.tr("Or type the path of a folder") : words.tr("Or type the path of a folder or a kit");
  const bool submitted = text_field(frame, line.left, "path", state.typed_path, {.name = name}) == FieldEvent::kSubmitted;
  turn_line(frame, line);
  if (line.right.area().y == line.left.area().y) {
    // Beside the field, not beside its label.
    const float label = frame.theme().line_height(TypeSize::kSmall) + frame.px(4);
    const Rect& area = line.right.area();
    line.right = Flow::across({area.x, area.y + label, area.width, area.height}, 0);
  }
  if ((button(frame, line.right, "go", go) || submitted) && !state.typed_path.empty()) {
    orders.emplace_back(order::OpenTyped{state.typed_path});
  }
  end_line(flow, line);
}

/// What the window leaves for the list beside the dialog's other parts.
float list_height(const Frame& frame, float others) {
  const float room = frame.area().height - 2 * frame.px(16) - others;
  return std::clamp(room, frame.theme().mark(kLeastListHeight),
                    std::max(frame.px(kListHeight), frame.theme().mark(kLeastListHeight)));
}

}  // namespace

void browser_dialog(Frame& frame, const Catalogue& words, const BrowserModel& model, BrowserState& state,
                    Orders& orders) {
  // While there is nothing to choose from, focus waits on the dialog for what is being read.
  if (model.entries.empty()) frame.prefer_focus(frame.id_of("browser"));
  const bool saving = model.purpose == BrowserFor::kSaving;
  Dialog dialog(frame, "browser", saving ? words.tr("Choose a folder") : words.tr("Open a kit"), kDialogWidth);
  Flow& flow = dialog.flow();
  whereabouts(frame, flow, words, model, state, orders);
  trouble(frame, flow, model.message);
  const NodeId others = frame.id_of("others");
  const float height = list_height(frame, frame.known_height(others));
  entries(frame, flow.take({flow.width_left(), height}), words, model, state, orders);
  typed_path(frame, flow, words, model.purpose, state, orders);
  if (!model.saving.empty()) text(frame, flow, "saving", model.saving, {.icon = Icon::kSteps});
  Flow row = flow.inner_across(frame.px(8));
  if (saving && button(frame, row, "here", {.words = words.tr("Save here"), .icon = Icon::kFolder, .look = ButtonLook::kPrimary, .disabled = model.folder.empty() || model.reading})) {
    orders.emplace_back(order::ChooseFolder{model.folder});
  }
  if (button(frame, row, "close", {.words = words.tr("Close")}) || dialog.dismissed()) {
    orders.emplace_back(order::CloseBrowser{});
  }
  flow.skip(row.used());
  frame.learn_height(others, flow.used() - height + 2 * frame.px(24));
}

}  // namespace mallette::views
