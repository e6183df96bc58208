// SPDX-License-Identifier: GPL-3.0-or-later
// Captions that lie inside the film's own container, gathered in one pass over it.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "kits/base/byte_source.h"
#include "subtitles/cue.h"

namespace mallette::media {

/// Every cue of the text stream that suits the language best: of that language before any other,
/// for deaf people before a translation, the container's default before the rest. Nothing when there
/// is no text stream of that language. A container that says no language is taken to be in it.
///
/// Reads the whole container where it has no index of its own for text (Matroska): seconds for a
/// large file, so it belongs on a thread of its own; abort makes it return.
[[nodiscard]] Result<std::optional<subtitles::CueList>> read_text_stream(const Resource& film,
                                                                         const std::string& language,
                                                                         const std::atomic<bool>& abort);

}  // namespace mallette::media
