// SPDX-License-Identifier: GPL-3.0-or-later
// The forms that single values of a manifest take: ids, language tags, dates, pages, texts.
// Internal to kits/; told in kits/FORMAT.md. Pure functions: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/plan.h"

namespace mallette::kits {

inline constexpr std::string_view kIdForm = "[a-z0-9.-]+, at most 100 characters";
inline constexpr std::string_view kAudienceForm = "[a-z0-9-]+, at most 100 characters";
inline constexpr std::string_view kLanguageForm = "a BCP 47 language tag: fr, fsl, uk, pt-BR";
inline constexpr std::string_view kDateForm = "YYYY, YYYY-MM or YYYY-MM-DD";
inline constexpr std::string_view kPagesForm = "3, \"3\", \"3-7\" or \"1, 3-7\"";
inline constexpr std::string_view kTextForm = "text without control characters";

[[nodiscard]] bool is_id(std::string_view text);
[[nodiscard]] bool is_audience(std::string_view text);
[[nodiscard]] bool is_language(std::string_view text);
[[nodiscard]] bool is_date(std::string_view text);
/// Line breaks and tabs are text; other control characters are not.
[[nodiscard]] bool is_text(std::string_view text);

/// "1, 3-7": pages and ranges, ascending within a range.
[[nodiscard]] std::optional<std::vector<PageRange>> parse_pages(std::string_view text);
[[nodiscard]] std::string format_pages(const std::vector<PageRange>& pages);

/// French Sign Language is found as fsl, sgn-FSL, sgn-FR, sgn-FRA and plain sgn: all become
/// "fsl" (ISO 639-3). Other tags stay as they are.
[[nodiscard]] std::string canonical_sign_language(std::string_view tag);

/// The candidate that word was probably meant to be; empty when none is near.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace mallette::kits
