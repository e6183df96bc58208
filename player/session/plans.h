// SPDX-License-Identifier: GPL-3.0-or-later
// Which plan of a kit is meant, and the plan of a kit that brings none: whatever it holds can be led.
//
// Pure functions: any thread.
#pragma once

#include <string>

#include "kits/base/error.h"
#include "kits/manifest.h"

namespace mallette::session {

enum class Contents { kFilms, kClips, kFilmsAndClips, kDocuments, kHandOuts };
/// What plan_of_contents() leads through.
[[nodiscard]] Contents contents_of(const kits::Manifest& manifest);

/// Films, then clips, each held at its end; of a kit without either its slides, booklets, sheets and questionnaires
/// (not their translations); of one that only has papers to hand out, a message with its title.
[[nodiscard]] kits::Plan plan_of_contents(const kits::Manifest& manifest);

/// The plan of that name; of none: the kit's first, or that of its contents where it has no plan. kUsage.
[[nodiscard]] Result<kits::Plan> plan_of(const kits::Manifest& manifest, const std::string& id);

}  // namespace mallette::session
