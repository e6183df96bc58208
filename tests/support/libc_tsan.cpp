// SPDX-License-Identifier: GPL-3.0-or-later
// libzip asks mktime() for each entry's date. glibc guards the time zone there by a lock of its own
// making, which ThreadSanitizer does not see: what it frees and allocates under it looks like a race.
// That one function is passed over, and nothing that calls it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:^tzset_internal$\n"; }
#endif
#endif
