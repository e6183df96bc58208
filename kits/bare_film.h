// SPDX-License-Identifier: GPL-3.0-or-later
// A film without a manifest: its neighbours whose names begin with its own are its tracks.
//
//   film.mp4                     the film
//   film.jpg                     its poster
//   film.fr.sdh.srt              captions for deaf people (sdh, cc or hi); srt, vtt, ttml, stl, ass
//   film.fr.srt                  subtitles
//   film.fsl.mp4, film.lsf.mp4   in sign language
//   film.fr.ad.m4a               the film's sound with description
//   film.fr.ad-voice.m4a         the description alone
//   film.fr.descriptions.vtt     the description as text
//   film.fr.ad.mp4               a version of the film with description
//   film.fr.chapters.vtt         chapters
//   film.fr.transcript.md        transcript; also film.fr.md and film.fr.txt
//
// Words between the points may stand in any order, in capitals or not; a name with a word that
// is not known here is no neighbour. Without a language: fr. Internal to kits/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kits/manifest.h"

namespace mallette::kits {

struct BareFilm {
  Manifest manifest;
  std::vector<std::string> names;  ///< the film's and its neighbours'
};

/// Whether a file of this name can be opened as a film: by its extension.
[[nodiscard]] bool is_film_name(std::string_view name);

/// film: the file's name; names: those of the files beside it, in any order. Pure: any thread.
[[nodiscard]] BareFilm gather_bare_film(const std::string& film, std::vector<std::string> names);

}  // namespace mallette::kits
