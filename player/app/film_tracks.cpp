// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_tracks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mallette::app {
namespace {

using kits::VersionPart;

/// "fr" matches "fr" and "fr-FR"; "fr-FR" matches "fr".
bool same_language(std::string_view a, std::string_view b) {
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  return std::ranges::equal(primary(a), primary(b), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

bool has_part(const kits::FilmVersion& version, kits::VersionPart part) {
  return std::ranges::find(version.contains, part) != version.contains.end();
}

Result<const kits::Film*> find_film(const kits::Kit& kit, const std::string& id, bool is_clip) {
  const kits::Manifest& manifest = kit.manifest();
  if (id.empty() && !manifest.film.empty()) return &manifest.film.front();
  if (id.empty() && !manifest.clip.empty()) return &manifest.clip.front();
  if (const auto* clip = is_clip ? manifest.find_clip(id) : nullptr) return clip;
  if (const auto* film = manifest.find_film(id)) return film;
  if (const auto* clip = manifest.find_clip(id)) return clip;
  std::vector<std::string> ids;
  for (const auto& film : manifest.film) ids.push_back(film.id);
  for (const auto& clip : manifest.clip) ids.push_back(clip.id);
  if (ids.empty()) {
    return fail({.code = ErrorCode::kNotSupported, .subject = kit.path(), .found = "film"});
  }
  return fail({.code = ErrorCode::kManifestReference,
               .subject = kit.path(),
               .key = "--film",
               .found = id,
               .allowed = fmt::format("{}", fmt::join(ids, ", "))});
}

/// Looks entries up, and keeps account of those that are not there.
class Selector {
 public:
  Selector(const kits::Kit& kit, const kits::Film& film, FilmTracks& out) : kit_(kit), film_(film), out_(out) {}

  std::optional<media::InputSpec> input(const std::string& path, std::chrono::milliseconds offset) {
    auto resource = kit_.resource(path);
    if (!resource) {
      out_.missing.push_back(std::move(resource.error()).within(kit_.path()));
      return std::nullopt;
    }
    // In the manifest, the film's T is at T + offset in the track's file.
    return media::InputSpec{.resource = std::move(*resource), .offset = -offset};
  }

  void sign(bool needed) {
    for (const kits::SignTrack& track : film_.sign) {
      if (out_.sign) return;
      out_.sign = input(track.path, track.offset);
    }
    if (!out_.sign && !version_with(VersionPart::kSign) && needed) absent("sign");
  }

  /// In the film's language before any other.
  void spoken(const media::InputSpec& film) {
    for (const bool other_language : {false, true}) {
      for (const kits::DescriptionTrack& track : film_.description) {
        const bool suits = same_language(track.language, film_.language);
        if (track.kind != kits::DescriptionKind::kText || suits == other_language) continue;
        if (auto found = input(track.path, track.offset)) {
          out_.spoken = SpokenText{found->resource.name, CaptionSource{found->resource, track.offset}, film, track.language};
          return;
        }
      }
    }
    // There may be one inside; who speaks it tells when there is none.
    out_.spoken = SpokenText{film.resource.name, std::nullopt, film, film_.language};
  }

  void description(DescriptionWish wish) {
    const auto kind = wish == DescriptionWish::kMix ? kits::DescriptionKind::kMix : kits::DescriptionKind::kVoice;
    const auto role = wish == DescriptionWish::kMix ? media::SoundRole::kMix : media::SoundRole::kVoice;
    for (const kits::DescriptionTrack& track : film_.description) {
      if (track.kind != kind) continue;
      if (auto found = input(track.path, track.offset)) {
        out_.description.emplace(role, std::move(*found));
        return;
      }
    }
    if (wish == DescriptionWish::kMix && version_with(VersionPart::kDescription)) return;
    absent("description");
  }

  void captions(const std::string& language) {
    out_.caption_language = language.empty() ? film_.language : language;
    out_.captions_are_needed = !language.empty();
    if (out_.caption_language.empty()) out_.caption_language = kit_.manifest().kit.language;
    if (burned_in(VersionPart::kCaptions)) {
      out_.caption_language.clear();
      return;
    }
    // Captions for deaf people before a translation of the same language.
    for (const auto kind : {kits::CaptionKind::kCaptions, kits::CaptionKind::kSubtitles}) {
      for (const kits::CaptionTrack& track : film_.captions) {
        if (track.kind != kind || !same_language(track.language, out_.caption_language)) continue;
        if (auto found = input(track.path, track.offset)) {
          out_.captions = CaptionSource{std::move(found->resource), track.offset};
          return;
        }
      }
    }
    // Nobody asked for a language: the captions there are serve better than none.
    if (!language.empty()) return;
    const auto other = std::ranges::find_if(film_.captions, [&](const kits::CaptionTrack& track) {
      return !same_language(track.language, out_.caption_language);
    });
    if (other == film_.captions.end()) return;
    if (auto found = input(other->path, other->offset)) {
      out_.captions = CaptionSource{std::move(found->resource), other->offset};
    }
  }

  void chapters() {
    for (const kits::Chapter& chapter : film_.chapter) {
      if (out_.chapters.size() < media::kMostChapters) out_.chapters.push_back({media::MediaTime(chapter.at), chapter.title});
    }
    if (!out_.chapters.empty() || film_.chapters.empty()) return;
    const auto own = std::ranges::find_if(film_.chapters, [&](const kits::TextTrack& t) { return same_language(t.language, film_.language); });
    const kits::TextTrack& file = own != film_.chapters.end() ? *own : film_.chapters.front();
    if (auto resource = kit_.resource(file.path)) out_.chapter_file = std::move(*resource);
  }

  void absent(const char* what) {
    out_.missing.push_back({.code = ErrorCode::kNotSupported, .subject = kit_.path(), .found = what});
  }

 private:
  bool burned_in(VersionPart part) const {
    return version_ != nullptr && std::ranges::find(version_->contains, part) != version_->contains.end();
  }

  bool version_with(VersionPart part) {
    if (version_ != nullptr) return burned_in(part);
    for (const kits::FilmVersion& version : film_.version) {
      if (std::ranges::find(version.contains, part) == version.contains.end()) continue;
      if (auto found = input(version.path, version.offset)) {
        out_.film = std::move(*found);
        version_ = &version;
        return true;
      }
    }
    return false;
  }

  const kits::Kit& kit_;
  const kits::Film& film_;
  FilmTracks& out_;
  const kits::FilmVersion* version_ = nullptr;
};

}  // namespace

KitTracks tracks_of(const kits::Film& film) {
  KitTracks tracks{!film.captions.empty(), !film.sign.empty(), false};
  tracks.description = !film.description.empty();
  for (const kits::FilmVersion& version : film.version) {
    tracks.captions = tracks.captions || has_part(version, kits::VersionPart::kCaptions) || has_part(version, kits::VersionPart::kSubtitles);
    tracks.sign = tracks.sign || has_part(version, kits::VersionPart::kSign);
    tracks.description = tracks.description || has_part(version, kits::VersionPart::kDescription);
  }
  return tracks;
}

KitTracks tracks_of(const kits::Manifest& manifest) {
  KitTracks all;
  const auto add = [&](const kits::Film& film) {
    const KitTracks tracks = tracks_of(film);
    all = {all.captions || tracks.captions, all.sign || tracks.sign, all.description || tracks.description};
  };
  std::ranges::for_each(manifest.film, add);
  std::ranges::for_each(manifest.clip, add);
  return all;
}

Result<FilmTracks> select_tracks(const kits::Kit& kit, const TrackWish& wish) {
  auto film = find_film(kit, wish.film, wish.is_clip);
  if (!film) return fail(std::move(film.error()));
  FilmTracks tracks;
  tracks.film_id = (*film)->id;
  tracks.is_clip = wish.is_clip;
  tracks.title = (*film)->title;
  tracks.language = (*film)->language;
  auto resource = kit.resource((*film)->video);
  if (!resource) return fail(std::move(resource.error()).within(kit.path()));
  tracks.film = {.resource = std::move(*resource)};
  Selector selector(kit, **film, tracks);
  if (wish.sign) selector.sign(wish.sign_is_needed);
  if (wish.description == DescriptionWish::kText) selector.spoken(tracks.film);
  else if (wish.description != DescriptionWish::kOff) selector.description(wish.description);
  if (wish.captions) selector.captions(*wish.captions);
  selector.chapters();
  return tracks;
}

std::string next_caption_language(const kits::Kit& kit, const FilmTracks& now) {
  const auto film = find_film(kit, now.film_id, now.is_clip);
  if (!film || (*film)->captions.empty()) return now.caption_language;
  const auto& tracks = (*film)->captions;
  const auto current = std::ranges::find_if(tracks, [&](const kits::CaptionTrack& track) {
    return same_language(track.language, now.caption_language);
  });
  for (std::size_t i = 1; current != tracks.end() && i <= tracks.size(); ++i) {
    const auto& next = tracks[(static_cast<std::size_t>(current - tracks.begin()) + i) % tracks.size()];
    if (!same_language(next.language, now.caption_language)) return next.language;
  }
  return tracks.front().language;
}

bool has_text_inside(const media::InputInfo* info) {
  return info != nullptr && std::ranges::any_of(info->streams, [](const media::StreamInfo& stream) {
           return stream.kind == media::StreamKind::kText && stream.visual_impaired;
         });
}

DescriptionWish first_description(const kits::Kit& kit, const std::string& film, bool is_clip, bool text_inside) {
  return next_description(kit, film, DescriptionWish::kOff, is_clip, text_inside);
}

DescriptionWish next_description(const kits::Kit& kit, const std::string& id, DescriptionWish now, bool is_clip,
                                 bool text_inside) {
  const auto film = find_film(kit, id, is_clip);
  if (!film) return DescriptionWish::kOff;
  const auto has = [&](kits::DescriptionKind kind) {
    return std::ranges::any_of((*film)->description, [&](const auto& track) { return track.kind == kind; });
  };
  const auto version = [&](const kits::FilmVersion& v) { return has_part(v, VersionPart::kDescription); };
  const bool mixed = has(kits::DescriptionKind::kMix) || std::ranges::any_of((*film)->version, version);
  if (now < DescriptionWish::kMix && mixed) return DescriptionWish::kMix;
  if (now < DescriptionWish::kVoice && has(kits::DescriptionKind::kVoice)) return DescriptionWish::kVoice;
  if (now < DescriptionWish::kText && (text_inside || has(kits::DescriptionKind::kText))) return DescriptionWish::kText;
  return DescriptionWish::kOff;
}

DescriptionWish nearest_description(const kits::Kit& kit, const std::string& film, DescriptionWish wish, bool is_clip) {
  if (wish == DescriptionWish::kOff) return wish;
  const auto before = static_cast<DescriptionWish>(static_cast<int>(wish) - 1);
  return next_description(kit, film, before, is_clip) == wish ? wish : first_description(kit, film, is_clip);
}

}  // namespace mallette::app
