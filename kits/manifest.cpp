// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/manifest.h"

#include <algorithm>

namespace mallette::kits {
namespace {

template <class T>
const T* find_in(const std::vector<T>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [id](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Film* Manifest::find_film(std::string_view id) const { return find_in(film, id); }
const Clip* Manifest::find_clip(std::string_view id) const { return find_in(clip, id); }
const Plan* Manifest::find_plan(std::string_view id) const { return find_in(plan, id); }

}  // namespace mallette::kits
