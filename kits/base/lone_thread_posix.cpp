// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/lone_thread.h"

namespace mallette {

void leave(std::thread thread) { thread.detach(); }

}  // namespace mallette
