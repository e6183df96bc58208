// SPDX-License-Identifier: GPL-3.0-or-later
// Text out of a PDF as clean UTF-8: what is not a character becomes U+FFFD or is left out, so that
// no later reader has to doubt it. Pure functions: any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mallette::documents {

/// From code points. Control characters are left out, white space of any kind but no-break spaces
/// becomes a space.
[[nodiscard]] std::string clean_text(std::u32string_view text);

/// The same from UTF-16; a surrogate without its other half becomes U+FFFD.
[[nodiscard]] std::string clean_text_utf16(std::span<const unsigned short> units);

/// The same from UTF-8; what is none becomes U+FFFD.
[[nodiscard]] std::string clean_text_utf8(std::string_view text);

}  // namespace mallette::documents
