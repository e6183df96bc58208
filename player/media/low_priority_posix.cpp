// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#include "player/media/low_priority.h"

namespace mallette::media {

void give_way() {
#ifdef __linux__
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19);
#endif
}

}  // namespace mallette::media
