// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/entry_kind.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <string>

#include "kits/entry_path.h"

namespace mallette::kits {
namespace {

bool one_of(std::string_view extension, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), extension) != list.end();
}

}  // namespace

EntryKind entry_kind(std::string_view path) {
  const std::string extension = extension_of(path);
  if (one_of(extension,
             {"mp4", "m4v", "mkv", "webm", "mov", "avi", "ts", "m2ts", "mpg", "mpeg", "ogv", "wmv", "3gp"})) {
    return EntryKind::kVideo;
  }
  if (one_of(extension, {"m4a", "mp3", "aac", "ogg", "oga", "opus", "flac", "wav", "mka", "ac3", "wma"})) {
    return EntryKind::kAudio;
  }
  if (one_of(extension, {"jpg", "jpeg", "png", "webp", "gif", "svg"})) return EntryKind::kPicture;
  if (one_of(extension, {"pdf", "odt", "odp", "ods", "docx", "pptx", "xlsx", "doc", "ppt", "rtf", "epub"})) {
    return EntryKind::kDocument;
  }
  if (one_of(extension, {"srt", "vtt", "ttml", "dfxp", "xml", "stl", "ass", "ssa", "md", "txt", "toml",
                         "html", "json", "csv"})) {
    return EntryKind::kText;
  }
  return EntryKind::kOther;
}

bool is_media(EntryKind kind) { return kind == EntryKind::kVideo || kind == EntryKind::kAudio; }

std::uint64_t size_limit(EntryKind kind) {
  if (is_media(kind)) return std::numeric_limits<std::uint64_t>::max();
  return kind == EntryKind::kText ? kTextLimit : kDocumentLimit;
}

}  // namespace mallette::kits
