// SPDX-License-Identifier: GPL-3.0-or-later
// Work that nobody waits for. One source a system. Internal to player/media/.
#pragma once

namespace mallette::media {

/// The calling thread gives way to all others from now on. On Linux so do threads that it starts; on Windows its
/// reading from the disk gives way too, and the threads that it starts do not.
void give_way();

}  // namespace mallette::media
