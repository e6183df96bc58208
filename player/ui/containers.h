// SPDX-License-Identifier: GPL-3.0-or-later
// What holds widgets: regions that F6 walks to, lists, dialogs, and the page that scrolls when the
// text is large. Each is a scope; its `flow` is where its content goes.
//
//     auto notes = Region::at(frame, rect, "notes", {.name = "Notes"});
//     text(frame, notes.flow(), "1", "…");
//
// What is higher than its place scrolls: by wheel, by the arrows when the region has focus, and by
// itself to what takes focus. Main thread, within a Frame's life; scopes end in reverse order.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "player/ui/widgets.h"

namespace mallette::ui {

/// Content that may be higher than the rectangle it is seen through. Base of the others.
class ScrollScope {
 public:
  ScrollScope(const ScrollScope&) = delete;
  ScrollScope& operator=(const ScrollScope&) = delete;
  [[nodiscard]] Flow& flow() { return *flow_; }

 protected:
  /// `view` is clipped to; the content is laid out `padding` inside it.
  ScrollScope(Frame& frame, accessibility::TreeBuilder::Scope scope, const Rect& view, float padding,
              float gap, bool scrolls);
  ~ScrollScope();
  [[nodiscard]] Frame& frame() { return frame_; }
  [[nodiscard]] NodeId id() const { return scope_.id(); }
  /// Of the content, with the padding on both sides.
  [[nodiscard]] float content_height() const { return flow_->used() + 2 * padding_; }

 private:
  void draw_bar(const Scroll& scroll);

  Frame& frame_;
  accessibility::TreeBuilder::Scope scope_;
  Rect view_;
  float padding_;
  bool scrolls_;
  std::optional<Flow> flow_;
};

/// The whole of a view that is higher than its window.
class Page : public ScrollScope {
 public:
  Page(Frame& frame, const Rect& rect, std::string_view key, float gap);
};

enum class RegionLook : std::uint8_t { kPanel, kRaised, kBare };
struct RegionSpec {
  std::string_view name;
  bool heading = true;  ///< the name is shown too, small
  RegionLook look = RegionLook::kPanel;
  float gap = 12;  ///< units between what it holds
  float padding = 16;
};

class Region : public ScrollScope {
 public:
  /// Fills the rectangle, and scrolls.
  [[nodiscard]] static Region at(Frame& frame, const Rect& rect, std::string_view key,
                                 const RegionSpec& spec);
  /// As high as its content.
  [[nodiscard]] static Region in(Frame& frame, Flow& parent, std::string_view key, const RegionSpec& spec);
  ~Region();

 private:
  Region(Frame& frame, const Rect& rect, std::string_view key, const RegionSpec& spec, bool scrolls);
  static accessibility::TreeBuilder::Scope open(Frame& frame, const Rect& rect, std::string_view key,
                                                const RegionSpec& spec);
};

/// One thing to choose among several: one stop of Tab, arrows inside. The selected item is scrolled to
/// when it becomes so.
class List {
 public:
  List(Frame& frame, std::string_view key, std::string_view name);
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List();
  struct Item {
    std::string_view words;
    std::string_view detail = {};  ///< at the right, quiet
    Icon icon = Icon::kNone;
    bool selected = false;
    bool one_line = false;  ///< what does not fit is left out, for eyes only
  };
  struct PictureItem {
    std::string_view name;   ///< not shown
    std::string_view words;  ///< shown below the picture
    void* texture = nullptr;  ///< SDL_Texture; null: white paper
    Extent picture;           ///< pixels
    bool selected = false;
  };
  /// In this place. True when it was chosen.
  [[nodiscard]] bool picture_item(const Rect& rect, std::string_view key, const PictureItem& item);
  /// True when it was chosen. What lies out of sight costs little: lists of one_line may be long.
  [[nodiscard]] bool item(Flow& flow, std::string_view key, const Item& item);

 private:
  /// Drawn, and recorded.
  bool item_at(Flow& flow, std::string_view key, const Item& item);
  bool emit_item(const Rect& rect, std::string_view key, const Item& item);

  Frame& frame_;
  accessibility::TreeBuilder::Scope scope_;
  Rect covered_;
  std::optional<NodeId> chosen_;
};

/// Asks one thing, over everything else. Emit it last.
class Dialog : public ScrollScope {
 public:
  Dialog(Frame& frame, std::string_view key, std::string_view name, float width = 560);
  ~Dialog();
  /// Escape, or the screen reader's dismissal: leave things as they are.
  [[nodiscard]] bool dismissed() const { return dismissed_; }

 private:
  Dialog(Frame& frame, std::string_view key, std::string_view name, const Rect& rect);
  static accessibility::TreeBuilder::Scope open(Frame& frame, std::string_view key, std::string_view name,
                                                const Rect& rect);
  static Rect place(const Frame& frame, NodeId id, float width);
  bool dismissed_ = false;
};

}  // namespace mallette::ui
