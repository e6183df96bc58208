// SPDX-License-Identifier: GPL-3.0-or-later
// How a worker's thread tells the main loop that there is something new to look at. It is called
// from that thread, under no lock, and may be called for nothing.
#pragma once

#include <functional>

namespace mallette::app {

using Wake = std::function<void()>;

}  // namespace mallette::app
