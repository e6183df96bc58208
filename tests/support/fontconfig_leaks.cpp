// SPDX-License-Identifier: GPL-3.0-or-later
// Linked into tests that draw documents: fontconfig keeps a few hundred bytes for each program that
// looks for fonts, which LeakSanitizer would take for ours. Without it, this is never called.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
