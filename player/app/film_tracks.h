// SPDX-License-Identifier: GPL-3.0-or-later
// From a kit and a person's wishes to the files that are to be played together.
// Pure but for opening entries by name; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/media/playback.h"

namespace mallette::app {

/// In the order in which they are offered.
enum class DescriptionWish { kOff, kMix, kVoice, kText };

struct TrackWish {
  std::string film;                       ///< id of a film or clip; empty: the kit's first film
  bool is_clip = false;                   ///< of that id the clip, where there is a film of the same id
  std::optional<std::string> captions = "";  ///< a language; "": the film's own; nothing: off
  bool sign = true;                       ///< where there is one
  bool sign_is_needed = false;            ///< asked for by name: that there is none is told
  DescriptionWish description = DescriptionWish::kOff;
};

struct CaptionSource {
  Resource resource;
  media::Duration offset{};  ///< the film's T is at T + offset in the file
};

/// A description that is text, to be spoken.
struct SpokenText {
  std::string name;                    ///< of the file, as a person knows it
  std::optional<CaptionSource> file;   ///< none: a text stream inside the film's own container
  media::InputSpec film;
  std::string language;
};

struct FilmTracks {
  std::string film_id;
  bool is_clip = false;
  std::string title;
  std::string language;
  media::InputSpec film;                   ///< the film itself, or the version that was chosen
  std::optional<media::InputSpec> sign;
  std::optional<std::pair<media::SoundRole, media::InputSpec>> description;
  std::optional<SpokenText> spoken;        ///< instead of `description`
  std::optional<CaptionSource> captions;   ///< a file of their own
  std::string caption_language;            ///< wanted, for tracks inside the film; empty: none wanted
  bool captions_are_needed = false;        ///< asked for by name: that there are none is told
  std::vector<media::Chapter> chapters;    ///< written in the manifest
  std::optional<Resource> chapter_file;    ///< where there are none there: the film's language first
  std::vector<Error> missing;              ///< what was wished and is not there, or cannot be opened
};

/// What a film has for those who need it: a track of its own, or a version that shows it.
struct KitTracks {
  bool captions = false, sign = false, description = false;
};
[[nodiscard]] KitTracks tracks_of(const kits::Film& film);
/// Of any film or clip.
[[nodiscard]] KitTracks tracks_of(const kits::Manifest& manifest);

/// The manifest's tracks first. What is only there burned into another version of the film
/// (`film.version`) brings that version; captions that it shows itself are not drawn again.
/// Errors: kManifestReference (no such film), kEntryNotFound (the film itself), kNotSupported (no film).
[[nodiscard]] Result<FilmTracks> select_tracks(const kits::Kit& kit, const TrackWish& wish);

/// The language of the captions behind those that are on, in the manifest's order, round and round.
[[nodiscard]] std::string next_caption_language(const kits::Kit& kit, const FilmTracks& now);
/// The container holds a text that describes the film.
[[nodiscard]] bool has_text_inside(const media::InputInfo* info);

/// The kind of description to begin with: a mix where there is one (made by people who listened to
/// both), else a voice, else a text, else none. text_inside: as has_text_inside() says.
[[nodiscard]] DescriptionWish first_description(const kits::Kit& kit, const std::string& film, bool is_clip = false,
                                                bool text_inside = false);
/// The next kind that the film has; off behind the last.
[[nodiscard]] DescriptionWish next_description(const kits::Kit& kit, const std::string& film, DescriptionWish now,
                                               bool is_clip = false, bool text_inside = false);
/// What comes nearest to a wish made of another film: the same kind, or the first that this one has.
[[nodiscard]] DescriptionWish nearest_description(const kits::Kit& kit, const std::string& film, DescriptionWish wish,
                                                  bool is_clip = false);

}  // namespace mallette::app
