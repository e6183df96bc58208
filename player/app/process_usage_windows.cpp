// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include <psapi.h>

#include "player/app/process_usage.h"

namespace mallette::app {
namespace {

/// FILETIME counts tenths of a microsecond.
double seconds(const FILETIME& time) {
  return static_cast<double>((static_cast<std::uint64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime) / 1e7;
}

}  // namespace

ProcessUsage process_usage() {
  ProcessUsage usage;
  FILETIME created{}, ended{}, kernel{}, user{};
  if (::GetProcessTimes(::GetCurrentProcess(), &created, &ended, &kernel, &user) != 0) usage.cpu_s = seconds(kernel) + seconds(user);
  PROCESS_MEMORY_COUNTERS memory{};
  if (::GetProcessMemoryInfo(::GetCurrentProcess(), &memory, sizeof memory) != 0) usage.peak_memory_kib = static_cast<std::int64_t>(memory.PeakWorkingSetSize / 1024);
  return usage;
}

}  // namespace mallette::app
