// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/sign_hand.h"

#include <algorithm>

namespace mallette::app {
namespace {

using render::SignPlacement;
using render::SignStand;

/// Kept on the picture, so that the first press back is seen.
double kept_inside(double middle, double size) {
  const double half = std::min(size, 1.0) / 2;
  return std::clamp(middle, half, 1 - half);
}

}  // namespace

SignStand placed_at(double middle_x, double middle_y, double width) {
  return {.place = SignPlacement::kFree,
          .width = std::clamp(width, 0.01, 1.0),
          .x = std::clamp(middle_x, 0.0, 1.0),
          .y = std::clamp(middle_y, 0.0, 1.0)};
}

std::optional<SignStand> moved_by_key(const ui::Key& key, const SignStand& stand, const render::Rect& signer,
                                      render::Size output) {
  const bool left = key.name == "Left", right = key.name == "Right", up = key.name == "Up", down = key.name == "Down";
  if (key.control || !(left || right || up || down) || signer.empty()) return std::nullopt;
  if (output.width <= 0 || output.height <= 0) return std::nullopt;
  const double width = static_cast<double>(signer.width) / output.width;
  const double height = static_cast<double>(signer.height) / output.height;
  SignStand here = placed_at((signer.x + signer.width / 2.0) / output.width,
                             (signer.y + signer.height / 2.0) / output.height, width);
  if (key.shift) {
    const double wanted = std::clamp(width + (up || right ? kSignStep : -kSignStep), 0.01, 1.0);
    // In a corner it stays there and grows out of it.
    SignStand sized = render::is_first(stand.place) ? here : stand;
    sized.width = wanted;
    return sized;
  }
  here.x = kept_inside(here.x + (right ? kSignStep : left ? -kSignStep : 0), width);
  here.y = kept_inside(here.y + (down ? kSignStep : up ? -kSignStep : 0), height);
  return here;
}

}  // namespace mallette::app
