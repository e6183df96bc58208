// SPDX-License-Identifier: GPL-3.0-or-later
// Words of kits and of people, made harmless for each kind of file. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace mallette::report {

/// UTF-8 that XML 1.0 allows (clause 2.2): bytes that are none become U+FFFD, control characters a space; ends of lines stay.
[[nodiscard]] std::string clean(std::string_view text);
/// Within an element or a quoted attribute of HTML or XML.
[[nodiscard]] std::string xml(std::string_view text);
/// Within a paragraph of CommonMark: nothing in it is a mark, nor HTML. Ends of lines become hard breaks.
[[nodiscard]] std::string markdown_text(std::string_view text);
/// A field of a CSV file with ';' between them. A text that a spreadsheet would take for a formula
/// (https://owasp.org/www-community/attacks/CSV_Injection) gets an apostrophe before it.
[[nodiscard]] std::string csv_field(std::string_view text);
/// "accueillir-la-parole": in letters that every disk takes, accents left out.
[[nodiscard]] std::string file_words(std::string_view text);
/// At most so many bytes, and no character cut in two.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most_bytes);

}  // namespace mallette::report
