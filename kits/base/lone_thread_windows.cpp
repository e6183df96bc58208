// SPDX-License-Identifier: GPL-3.0-or-later
#include <pthread.h>
#include <windows.h>

#include <mutex>
#include <vector>

#include "kits/base/lone_thread.h"

namespace mallette {

// Where a thread has done its work when it is detached, winpthreads (mingw-w64 10) gives its record to the next one, and
// writes into it once more when the system ends the first: the next one never runs, or without its work. So none is
// detached: they are kept, and joined once the system has ended them.
void leave(std::thread thread) {
  static std::mutex mutex;
  static auto& left = *new std::vector<std::thread>;  // never destroyed: some may still be at work at the program's end
  const auto join_ended = [](std::thread& one) {
    if (::WaitForSingleObject(::pthread_gethandle(one.native_handle()), 0) != WAIT_OBJECT_0) return false;
    one.join();
    return true;
  };
  const std::lock_guard lock(mutex);
  std::erase_if(left, join_ended);
  left.push_back(std::move(thread));
}

}  // namespace mallette
