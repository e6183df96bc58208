// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that lie inside the film's own container, captions and descriptions, gathered in one pass over it.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "kits/base/byte_source.h"
#include "subtitles/cue.h"

namespace mallette::media {

/// Every cue of the text stream that suits the language best: of that language before any other,
/// for deaf people before a translation, the container's default before the rest; no description. Nothing when there
/// is no text stream of that language. A container that says no language is taken to be in it.
///
/// Reads the whole container where it has no index of its own for text (Matroska): seconds for a
/// large file, so it belongs on a thread of its own; abort makes it return.
[[nodiscard]] Result<std::optional<subtitles::CueList>> read_text_stream(const Resource& film,
                                                                         const std::string& language,
                                                                         const std::atomic<bool>& abort);

/// The same of the text stream that is marked as a description (WebVTT "descriptions", or for blind people): of the
/// language before any other. The list's language is the stream's own, where it says one that is known here.
[[nodiscard]] Result<std::optional<subtitles::CueList>> read_description_stream(const Resource& film,
                                                                                const std::string& language,
                                                                                const std::atomic<bool>& abort);

}  // namespace mallette::media
