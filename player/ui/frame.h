// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the interface: widgets draw themselves here and, in the same breath, record their
// node. Nothing is drawn that is not recorded, but for decoration.
//
// A view may be passed over several times for one picture (a glyph was missing, a height became
// known, a press changed what is shown). Requests are handed out in the first pass alone, so a
// button is pressed once.
//
// Main thread; lives for one pass.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "player/accessibility/tree_builder.h"
#include "player/ui/memory.h"
#include "player/ui/painter.h"
#include "player/ui/theme.h"

namespace mallette::ui {

/// What lies behind the widgets.
enum class Ground : std::uint8_t {
  kFilled,  ///< the palette's
  kNone,    ///< whatever the renderer holds already: the interface is laid over a picture
};

class Frame {
 public:
  Frame(Painter& painter, Memory& memory, Clipboard& clipboard, const Theme& theme, Extent size,
        std::string_view title, Ground ground = Ground::kFilled);

  [[nodiscard]] const Theme& theme() const { return theme_; }
  [[nodiscard]] const Palette& colours() const { return theme_.colours(); }
  [[nodiscard]] float px(float units) const { return theme_.px(units); }
  [[nodiscard]] Painter& paint() { return painter_; }
  [[nodiscard]] const Painter& paint() const { return painter_; }
  [[nodiscard]] Memory& memory() { return memory_; }
  [[nodiscard]] Clipboard& clipboard() { return clipboard_; }
  /// The whole window.
  [[nodiscard]] Rect area() const { return {0, 0, size_.width, size_.height}; }

  /// The id that the next widget of this key gets.
  [[nodiscard]] NodeId id_of(std::string_view key) const { return tree_.id_of(key); }
  /// Records the node; fills in what shows of it and whether it has focus.
  NodeId emit(std::string_view key, accessibility::Node node);
  [[nodiscard]] accessibility::TreeBuilder::Scope open(std::string_view key, accessibility::Node node);

  /// Corrects the bounds of the node that is open, when only its content tells them.
  void set_open_bounds(const Rect& bounds);

  /// What was asked of the node since the last frame; handed out once.
  [[nodiscard]] std::vector<Request> requests(NodeId id);
  /// The same, for a widget that knows no other request.
  [[nodiscard]] bool pressed(NodeId id);
  [[nodiscard]] bool focused(NodeId id) const { return memory_.focus == id; }
  [[nodiscard]] bool held(NodeId id) const { return memory_.held == id; }
  [[nodiscard]] bool hovered(NodeId id) const { return memory_.hovered == id; }

  /// Where focus goes when it comes into the uppermost dialog, or what had it there is gone; without
  /// this, to the first that takes it. To be said in every frame.
  void prefer_focus(NodeId id) { memory_.preferred = id; }

  /// What Enter presses while nothing has focus and no dialog is open: what most people want next. To be said in every frame.
  void answer_enter(NodeId id) { memory_.answers_enter = id; }

  /// Only what lies in the rectangle shows, for eyes and for the tree.
  void push_clip(const Rect& rect);
  void pop_clip();
  [[nodiscard]] const Rect& clip() const { return clips_.back(); }

  /// Remembers the height of the node's content. True when it was another before.
  void learn_height(NodeId id, float height);
  [[nodiscard]] float known_height(NodeId id) const;

  /// Draws the focus ring over all, and gives the tree. The frame is over.
  [[nodiscard]] accessibility::Tree finish();

 private:
  void prepare(accessibility::Node& node, NodeId id);

  Painter& painter_;
  Memory& memory_;
  Clipboard& clipboard_;
  Theme theme_;
  Extent size_;
  accessibility::TreeBuilder tree_;
  std::optional<accessibility::TreeBuilder::Scope> window_;
  std::vector<Rect> clips_;
  struct Ring {
    Rect around;
    Rect clip;
  };
  std::optional<Ring> ring_;
};

}  // namespace mallette::ui
