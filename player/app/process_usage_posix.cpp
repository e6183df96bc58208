// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include "player/app/process_usage.h"

namespace mallette::app {

ProcessUsage process_usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return {.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime), .peak_memory_kib = usage.ru_maxrss};
}

}  // namespace mallette::app
