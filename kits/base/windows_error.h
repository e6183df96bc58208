// SPDX-License-Identifier: GPL-3.0-or-later
// The system's error numbers of Windows as those of errno, in which everything else speaks of faults.
// Pure: any thread. Windows only.
#pragma once

namespace mallette {

/// What GetLastError() gave, as errno has it; EIO for what it has no word for.
[[nodiscard]] int errno_of(unsigned long windows_error);

}  // namespace mallette
