// SPDX-License-Identifier: GPL-3.0-or-later
// A view of the program on a screen in memory: led by keys and by role and name, every frame held
// against what no frame may have. With MALLETTE_PICTURES=FOLDER its pictures are saved there.
#pragma once

#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "player/accessibility/tree_faults.h"
#include "player/language/catalogue.h"
#include "player/views/orders.h"
#include "tests/ui/sample_screen.h"

namespace mallette::test {

inline language::Catalogue french() {
  return language::Catalogue::load(language::Language::kFrench,
                                   std::string(MALLETTE_SHARE_DIR) + "/translations")
      .value();
}

class ViewScreen {
 public:
  using Draw = std::function<void(ui::Frame&, views::Orders&)>;

  explicit ViewScreen(Draw draw, int width = 1366, int height = 768, ui::Theme theme = {})
      : screen_(width, height), draw_(std::move(draw)) {
    ui().set_theme(theme);
    redraw();
  }
  ui::Interface& ui() { return screen_.interface(); }
  SampleScreen& screen() { return screen_; }
  const accessibility::Tree& tree() { return ui().tree(); }

  /// Orders gather until taken.
  void redraw() {
    screen_.draw([this](ui::Frame& frame) { draw_(frame, orders_); });
    for (const std::string& fault : accessibility::tree_faults(tree())) FAIL_CHECK(fault);
  }
  void key(std::string_view name) {
    ui().key(*ui::parse_key(name));
    redraw();
  }
  void type(std::string_view text) {
    ui().type(text);
    redraw();
  }
  ui::Interface::Outcome press(accessibility::Role role, std::string_view name) {
    const auto outcome = ui().press(role, name);
    redraw();
    return outcome;
  }
  std::string focused() {
    const accessibility::Node* node = tree().focused();
    return node != nullptr ? node->name : std::string();
  }
  /// Tab, until the node has focus; false when it is not reached.
  bool tab_to(accessibility::Role role, std::string_view name) {
    for (int i = 0; i < 200; ++i) {
      const accessibility::Node* node = tree().focused();
      if (node != nullptr && node->role == role && node->name == name) return true;
      key("Tab");
    }
    return false;
  }
  template <typename Kind>
  std::vector<Kind> taken() {
    std::vector<Kind> found;
    for (const views::Order& order : orders_) {
      if (const auto* one = std::get_if<Kind>(&order)) found.push_back(*one);
    }
    orders_.clear();
    return found;
  }
  views::Orders take_orders() { return std::exchange(orders_, {}); }

  void save(const std::string& name) {
    screen_.show();
    if (const char* folder = std::getenv("MALLETTE_PICTURES"))
      screen_.save(std::string(folder) + "/" + name + ".png");
  }

 private:
  SampleScreen screen_;
  Draw draw_;
  views::Orders orders_;
};

}  // namespace mallette::test
