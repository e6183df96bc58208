// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/cue.h"

#include <algorithm>

namespace mallette::subtitles {

std::string plain_text(const Cue& cue) {
  std::string text;
  for (const Span& span : cue.spans) text += span.text;
  return text;
}

void sort_cues(std::vector<Cue>& cues) {
  std::stable_sort(cues.begin(), cues.end(), [](const Cue& one, const Cue& other) {
    return one.begin != other.begin ? one.begin < other.begin : one.end > other.end;
  });
}

const Region* find_region(const CueList& list, std::string_view id) {
  if (id.empty()) return nullptr;
  // The last of an id wins (WebVTT 6.3: a later region takes the earlier one's place).
  const auto found = std::find_if(list.regions.rbegin(), list.regions.rend(),
                                  [id](const Region& region) { return region.id == id; });
  return found == list.regions.rend() ? nullptr : &*found;
}

std::string_view code_name(WarningCode code) {
  switch (code) {
    case WarningCode::kBadTimestamp:
      return "bad-timestamp";
    case WarningCode::kEndsBeforeBegin:
      return "ends-before-begin";
    case WarningCode::kOrphanText:
      return "orphan-text";
    case WarningCode::kMissingHeader:
      return "missing-header";
    case WarningCode::kUnexpectedEnd:
      return "unexpected-end";
    case WarningCode::kVertical:
      return "vertical";
    case WarningCode::kBadSetting:
      return "bad-setting";
    case WarningCode::kUnknownRegion:
      return "unknown-region";
    case WarningCode::kBadStyle:
      return "bad-style";
    case WarningCode::kCueTooLong:
      return "cue-too-long";
    case WarningCode::kEmptyCue:
      return "empty-cue";
    case WarningCode::kTooMany:
      return "too-many";
  }
  return "unknown";
}

}  // namespace mallette::subtitles
