// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that nobody waits for.
#pragma once

#include <thread>

namespace mallette {

/// Leaves the thread to itself: it ends when it has done its work, and where it hangs (a device, a slow disk) the program
/// ends without it. Any thread may call it. In place of std::thread::detach(), which loses threads on Windows.
void leave(std::thread thread);

}  // namespace mallette
