// SPDX-License-Identifier: GPL-3.0-or-later
// A manifest as JSON, for scripts: the manifest's own names and nesting, defaults filled in.
// Lists are always lists, times are text in the grammar of timecode.h, and what is empty and
// has no default is left out. Pure functions: any thread.
#pragma once

#include <string>
#include <vector>

#include "kits/digests.h"
#include "kits/kit.h"
#include "kits/manifest.h"

namespace mallette::kits {

/// {"format": 1, "kit": {...}, "film": [{..., "captions": [...]}], "plan": [{"step": [...]}]}
[[nodiscard]] std::string to_json(const Manifest& manifest);

/// The same, with "path", "form" ("packed", "folder", "bare"), "entries" [{path, size}],
/// "origin" {state ("unsigned", "unknown-key", "verified"), key, publisher, comment} and
/// "warnings" [{code, subject, key, found, allowed, line, column}] behind it; of a kit that was held against its
/// digests also "mismatches" [{entry, kind ("content", "missing", "unlisted", "unreadable"), found, expected}].
[[nodiscard]] std::string to_json(const Kit& kit, const std::vector<Mismatch>* mismatches = nullptr);

}  // namespace mallette::kits
