// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/interface.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "player/accessibility/focus_order.h"
#include "player/ui/interface_state.h"

namespace mallette::ui {

using accessibility::Node;
using accessibility::State;
using accessibility::Tree;

Interface::Interface(std::unique_ptr<State> state) : state_(std::move(state)) {}
Interface::~Interface() = default;

Result<std::unique_ptr<Interface>> Interface::make(const FontFiles& files, Clipboard& clipboard) {
  auto fonts = Fonts::load(files);
  if (!fonts) return fail(std::move(fonts.error()));
  auto state = std::make_unique<State>(std::move(*fonts), clipboard);
  state->fonts.use(state->theme);
  return std::unique_ptr<Interface>(new Interface(std::move(state)));
}

void Interface::set_theme(const Theme& theme) {
  state_->theme = theme;
  state_->fonts.use(theme);
  state_->focus_moved = true;
}

const Theme& Interface::theme() const { return state_->theme; }
const Tree& Interface::tree() const { return state_->tree; }

Result<void> Interface::draw(Extent pixels, std::string_view title, const View& view, Ground ground) {
  State& s = *state_;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    if (s.fonts.stale()) {
      if (auto baked = s.fonts.bake(s.context.atlas()); !baked) return baked;
    }
    s.memory.unsettled = false;
    s.memory.preferred.reset();
    s.memory.answers_enter.reset();
    s.fonts.begin_frame();
    Painter painter(s.context.begin(pixels.width, pixels.height), s.fonts, s.theme);
    Frame frame(painter, s.memory, s.clipboard, s.theme, pixels, title, ground);
    view(frame);
    const Tree before = std::exchange(s.tree, frame.finish());
    s.data = &s.context.end();
    // What nobody answered to was asked of something that is gone.
    s.memory.requests.clear();
    const bool focus_moved = s.settle_focus(before, s.tree);
    const bool scrolled = s.show_what_is_sought(s.tree);
    if (!focus_moved && !scrolled && !s.memory.unsettled && !s.fonts.stale()) break;
  }
  return {};
}

Interface::Drawn Interface::drawn() {
  return {state_->data, &state_->context.atlas(), state_->fonts.generation()};
}

void Interface::State::move_focus(std::optional<NodeId> id) {
  focus_moved = focus_moved || memory.focus != id;
  memory.focus = id;
  // The next key may come before the next picture does.
  tree.move_focus(id);
}

bool Interface::State::settle_focus(const Tree& before, const Tree& now) {
  const auto old = memory.focus;
  const Node* dialog = now.modal();
  const auto in_reach = [&](NodeId id) {
    const Node* node = now.find(id);
    return node != nullptr && node->takes_focus() && (dialog == nullptr || now.is_within(*node, dialog->id));
  };
  const bool has_preferred = memory.preferred && in_reach(*memory.preferred);
  // On the dialog itself focus only waits, for a list that is being read, say.
  const bool waits = dialog != nullptr && old == dialog->id && has_preferred;
  if (dialog != nullptr && (waits || !(old && in_reach(*old)))) {
    if (!memory.focus_before_dialog && !waits) memory.focus_before_dialog = old;
    move_focus(has_preferred ? memory.preferred
                             : accessibility::recovered_focus(before, now, old.value_or(NodeId{})));
  } else if (dialog == nullptr && memory.focus_before_dialog && !(old && in_reach(*old))) {
    const NodeId back = *std::exchange(memory.focus_before_dialog, std::nullopt);
    move_focus(in_reach(back) ? std::optional(back) : accessibility::recovered_focus(before, now, back));
  } else if (old && !in_reach(*old)) {
    move_focus(accessibility::recovered_focus(before, now, *old));
  }
  if (dialog == nullptr) memory.focus_before_dialog.reset();
  return memory.focus != old;
}

std::optional<NodeId> Interface::State::scroll_of(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = tree.parent_of(*at)) {
    if (memory.scrolls.contains(at->id)) return at->id;
  }
  return std::nullopt;
}

bool Interface::State::scroll_by(NodeId id, float pixels) {
  const auto found = memory.scrolls.find(id);
  if (found == memory.scrolls.end()) return false;
  Scroll& scroll = found->second;
  const float to = std::clamp(std::round(scroll.offset + pixels), 0.0F, scroll.most());
  const bool moved = to != scroll.offset;
  scroll.offset = to;
  return moved;
}

bool Interface::State::scroll_to(const Tree& now, NodeId id, Seek seek) {
  const Node* node = now.find(id);
  if (node == nullptr) return false;
  bool moved = false;
  Rect target = node->bounds;
  for (const Node* at = now.parent_of(*node); at != nullptr; at = now.parent_of(*at)) {
    const auto found = memory.scrolls.find(at->id);
    if (found == memory.scrolls.end()) continue;
    // What is only revealed moves its own region, and leaves the page where the person has it.
    if (seek == Seek::kToTheMiddle && at->role != accessibility::Role::kRegion) break;
    const Rect& view = found->second.view;
    const float middle = std::max(0.0F, (view.height - target.height) / 2);
    const float margin = seek == Seek::kToTheMiddle ? middle : std::min(theme.px(8), middle);
    float by = 0;
    if (target.bottom() + margin > view.bottom()) by = target.bottom() + margin - view.bottom();
    if (target.y - margin < view.y + by) by = target.y - margin - view.y;
    moved = (std::abs(by) >= 1 && scroll_by(at->id, by)) || moved;
    target = view;
  }
  return moved;
}

bool Interface::State::show_what_is_sought(const Tree& now) {
  bool moved = false;
  if (focus_moved && memory.focus) {
    moved = scroll_to(now, *memory.focus, Seek::kIntoView);
  } else if (memory.reveal) {
    moved = scroll_to(now, *memory.reveal, Seek::kToTheMiddle);
  }
  // Sought until all stands still: what lies above may still learn its height.
  if (moved || memory.unsettled || fonts.stale()) return moved;
  memory.reveal.reset();
  focus_moved = false;
  return false;
}

}  // namespace mallette::ui
