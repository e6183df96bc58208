// SPDX-License-Identifier: GPL-3.0-or-later
// What std::condition_variable waits by, in the place of mingw-w64's own (winpthreads 10): with that one a thread that
// waits is now and then not woken by a broadcast, and the program stands when it should end. Seen under wine: a
// folder lister that was told to stop stood in pthread_cond_wait() in one of eight runs.
//
//   wait       notes the count, lets the mutex go, sleeps while the count is what was noted
//   broadcast  counts, wakes all
//
// A signal wakes all as well: one that wakes a single thread may wake one that began to wait after it. The count lies
// in the pthread_cond_t itself, which winpthreads has as a pointer (-1 where it was not initialised).
// The linker is told to take these (kits/CMakeLists.txt). Any thread.
#include <pthread.h>
#include <windows.h>

#include <cerrno>
#include <cstdint>

namespace {

static_assert(sizeof(pthread_cond_t) == sizeof(LONG64));

LONG64* count_of(pthread_cond_t* condition) { return reinterpret_cast<LONG64*>(condition); }

int wait_for(pthread_cond_t* condition, pthread_mutex_t* mutex, DWORD most_ms) {
  LONG64 noted = ::InterlockedCompareExchange64(count_of(condition), 0, 0);
  if (const int fault = ::pthread_mutex_unlock(mutex)) return fault;
  const bool woken = ::WaitOnAddress(count_of(condition), &noted, sizeof noted, most_ms) != 0;
  const bool late = !woken && ::GetLastError() == ERROR_TIMEOUT;
  if (const int fault = ::pthread_mutex_lock(mutex)) return fault;
  return late ? ETIMEDOUT : 0;
}

/// Tenths of a microsecond since 1970.
std::int64_t now() {
  constexpr std::int64_t kSince1601 = 116'444'736'000'000'000;
  FILETIME time{};
  ::GetSystemTimePreciseAsFileTime(&time);
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime) - kSince1601;
}

}  // namespace

extern "C" {

int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t*) {
  *count_of(condition) = 0;
  return 0;
}

int pthread_cond_destroy(pthread_cond_t*) { return 0; }

int pthread_cond_broadcast(pthread_cond_t* condition) {
  ::InterlockedIncrement64(count_of(condition));
  ::WakeByAddressAll(condition);
  return 0;
}

int pthread_cond_signal(pthread_cond_t* condition) { return pthread_cond_broadcast(condition); }

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) { return wait_for(condition, mutex, INFINITE); }

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const struct timespec* until) {
  constexpr std::int64_t kTenths_of_ms = 10'000;
  constexpr std::int64_t kLongest_ms = 24LL * 3600 * 1000;  // then woken for nothing, as may be
  const std::int64_t left = static_cast<std::int64_t>(until->tv_sec) * 10'000'000 + until->tv_nsec / 100 - now();
  if (left > kLongest_ms * kTenths_of_ms) {
    const int woken = wait_for(condition, mutex, static_cast<DWORD>(kLongest_ms));
    return woken == ETIMEDOUT ? 0 : woken;
  }
  const std::int64_t left_ms = left <= 0 ? 0 : (left + kTenths_of_ms - 1) / kTenths_of_ms;
  return wait_for(condition, mutex, static_cast<DWORD>(left_ms));
}

}  // extern "C"
