// SPDX-License-Identifier: GPL-3.0-or-later
// How the views before a session are laid out: on one page with margins, parts beside each other where
// the window is wide for its text, below each other where it is not. Internal to views/. Main thread,
// within a Frame's life.
#pragma once

#include <optional>
#include <string_view>

#include "player/ui/containers.h"

namespace mallette::views {

/// Wide enough, at this size of text, for parts beside each other.
[[nodiscard]] bool is_wide(const ui::Frame& frame);

/// Units that grow with the text, but slower, so that columns keep room for each other.
[[nodiscard]] float column(const ui::Frame& frame, float units);

/// What scrolls as a whole, with margins around it, in the middle of a very wide window.
class PaddedPage {
 public:
  PaddedPage(ui::Frame& frame, const ui::Rect& rect, std::string_view key, float most_width = 0);
  PaddedPage(const PaddedPage&) = delete;
  PaddedPage& operator=(const PaddedPage&) = delete;
  ~PaddedPage();
  [[nodiscard]] ui::Flow& flow() { return *flow_; }

 private:
  ui::Page page_;
  float margin_;
  std::optional<ui::Flow> flow_;
};

/// The window, and what of it a bar of actions keeps at its foot; no bar where the text is so large
/// that it would leave too little.
struct Split {
  ui::Rect above;
  std::optional<ui::Rect> bar;
};
[[nodiscard]] Split with_bar(const ui::Frame& frame);

/// The bar at the foot, its content in line with the page's.
class Bar {
 public:
  Bar(ui::Frame& frame, const ui::Rect& rect, std::string_view name, float most_width);
  [[nodiscard]] ui::Flow& flow() { return *flow_; }

 private:
  ui::Region region_;
  std::optional<ui::Flow> flow_;
};

/// The content of one line: what is read at the left, what is pressed at the right; below each other
/// where the left would be too narrow. end_line() takes its room from the flow.
struct Line {
  ui::Flow left;
  ui::Flow right;
};
/// `right_width`: pixels.
[[nodiscard]] Line begin_line(ui::Frame& frame, const ui::Flow& flow, float right_width);
/// Sets `right` below what `left` took, if they are not beside each other.
void turn_line(ui::Frame& frame, Line& line);
void end_line(ui::Flow& flow, const Line& line);

/// A part of the page, as high as its content, under a heading that is seen from afar.
class Part {
 public:
  Part(ui::Frame& frame, ui::Flow& flow, std::string_view key, std::string_view name, float gap = 8);
  [[nodiscard]] ui::Flow& flow() { return region_.flow(); }

 private:
  ui::Region region_;
};

/// What went wrong last, announced; nothing when the text is empty.
void trouble(ui::Frame& frame, ui::Flow& flow, std::string_view words);

/// A button at the right end of the line, or on the next.
[[nodiscard]] bool end_button(ui::Frame& frame, ui::Flow& row, std::string_view key,
                              const ui::ButtonSpec& spec);
/// A button at the beginning of a line of its own.
[[nodiscard]] bool lone_button(ui::Frame& frame, ui::Flow& flow, std::string_view key,
                               const ui::ButtonSpec& spec);

}  // namespace mallette::views
