// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a sanitizer watches: then everything takes many times as long, and whoever waits has as much more patience.
#pragma once

namespace mallette::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace mallette::test
