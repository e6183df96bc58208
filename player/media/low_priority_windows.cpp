// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include "player/media/low_priority.h"

namespace mallette::media {

void give_way() { ::SetThreadPriority(::GetCurrentThread(), THREAD_MODE_BACKGROUND_BEGIN); }

}  // namespace mallette::media
