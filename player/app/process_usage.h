// SPDX-License-Identifier: GPL-3.0-or-later
// What this process has used of the machine since it began. One source a system. Any thread.
#pragma once

#include <cstdint>

namespace mallette::app {

struct ProcessUsage {
  double cpu_s = 0;                 ///< of all threads, the system's part included
  std::int64_t peak_memory_kib = 0;  ///< the most that lay in memory at once
};
[[nodiscard]] ProcessUsage process_usage();

}  // namespace mallette::app
