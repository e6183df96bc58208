// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/chapter_loader.h"

#include <algorithm>

#include "player/app/caption_loader.h"
#include "subtitles/encoding.h"
#include "subtitles/read.h"

namespace mallette::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kAtItsBeginning = 2s;

/// One line, of a length that fits a list.
std::string title_of(const subtitles::Cue& cue) {
  std::string title;
  for (const subtitles::Span& span : cue.spans) title += span.text;
  std::ranges::replace(title, '\n', ' ');
  return std::string(subtitles::utf8_prefix(title, media::kMostChapterTitle_bytes));
}

}  // namespace

Result<std::vector<Chapter>> read_chapters(const Resource& resource) {
  auto bytes = read_all(resource, subtitles::kMaxFileBytes);
  if (!bytes) return fail(std::move(bytes.error()));
  auto cues = subtitles::read(*bytes, resource.name);
  if (!cues) return fail(caption_error(cues.error(), resource.name));
  std::vector<Chapter> chapters;
  for (const subtitles::Cue& cue : cues->cues) {
    if (chapters.size() >= media::kMostChapters) break;
    chapters.push_back({media::MediaTime(cue.begin), title_of(cue)});
  }
  std::ranges::stable_sort(chapters, {}, &Chapter::at);
  return chapters;
}

ChapterLoader::ChapterLoader(Resource resource, media::Wake wake)
    : thread_([this, resource = std::move(resource), wake = std::move(wake)] {
        if (auto chapters = read_chapters(resource)) chapters_ = std::move(*chapters);
        done_ = true;
        if (wake) wake();
      }) {}

const Chapter* chapter_after(const std::vector<Chapter>& chapters, media::MediaTime t) {
  const auto next = std::ranges::upper_bound(chapters, t, {}, &Chapter::at);
  return next == chapters.end() ? nullptr : &*next;
}

const Chapter* chapter_before(const std::vector<Chapter>& chapters, media::MediaTime t) {
  const auto behind = std::ranges::lower_bound(chapters, t - kAtItsBeginning, {}, &Chapter::at);
  return behind == chapters.begin() ? nullptr : &*std::prev(behind);
}

}  // namespace mallette::app
