// SPDX-License-Identifier: GPL-3.0-or-later
// Between UTF-8 and the UTF-16 of Windows. What is no Unicode becomes U+FFFD. Pure: any thread. Windows only.
#pragma once

#include <string>
#include <string_view>

namespace mallette {

[[nodiscard]] std::wstring to_wide(std::string_view utf8);
[[nodiscard]] std::string to_narrow(std::wstring_view wide);

}  // namespace mallette
