// SPDX-License-Identifier: GPL-3.0-or-later
// libav's and dav1d's own threads synchronise by means that ThreadSanitizer does not see in libraries
// that were not built for it. Only what has one of them on its stack is passed over: not libavformat,
// which calls our reading of bytes.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:libavcodec.so\nrace:libavutil.so\nrace:libdav1d.so\nrace:libswresample.so\nrace:libvpx.so\n"
         "mutex:libavcodec.so\nmutex:libdav1d.so\n";
}
#endif
#endif
