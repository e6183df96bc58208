// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/bare_film.h"

#include <algorithm>
#include <optional>

#include "kits/entry_kind.h"
#include "kits/entry_path.h"
#include "kits/value_forms.h"

namespace mallette::kits {
namespace {

constexpr std::string_view kDefaultLanguage = "fr";
constexpr std::string_view kNoVersion = "0";
constexpr std::string_view kFilmId = "film";

std::string stem_of(std::string_view name) { return std::string(name.substr(0, name.rfind('.'))); }

std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

/// Sign languages as they are met in file names, and their tags.
std::optional<std::string_view> sign_language(std::string_view word) {
  if (word == "lsf" || canonical_sign_language(word) == "fsl") return "fsl";
  if (word == "lsfb" || word == "sfb") return "sfb";
  for (const std::string_view tag : {"ase", "bfi", "ssr", "ils", "gsg", "dsl", "vgt"}) {
    if (word == tag) return tag;
  }
  return std::nullopt;
}

/// The words between the film's name and the extension, taken apart.
struct Words {
  std::string language;
  std::string sign;
  bool captions = false;
  bool description = false;
  bool voice = false;
  bool text = false;
  bool chapters = false;
  bool transcript = false;

  /// False when the word is not known.
  bool take(std::string_view word) {
    if (word == "sdh" || word == "cc" || word == "hi") return captions = true;
    if (word == "ad") return description = true;
    if (word == "ad-voice") return voice = true;
    if (word == "descriptions") return text = true;
    if (word == "chapters") return chapters = true;
    if (word == "transcript") return transcript = true;
    if (const auto tag = sign_language(word); tag && sign.empty()) {
      sign = *tag;
      return true;
    }
    const bool tag_like = word.size() <= 3 || (word.size() <= 8 && word.find('-') <= 3);
    if (!language.empty() || !tag_like || !is_language(word)) return false;
    language = word;
    return true;
  }

  static std::optional<Words> of(std::string_view middle) {
    Words words;
    while (!middle.empty()) {
      middle.remove_prefix(1);  // the point before the word
      const std::size_t point = std::min(middle.find('.'), middle.size());
      if (!words.take(lower_ascii(middle.substr(0, point)))) return std::nullopt;
      middle.remove_prefix(point);
    }
    return words;
  }
};

class Gathering {
 public:
  Gathering(Film& film, std::string stem) : film_(film), stem_(std::move(stem)) {}

  /// True when name is a track of the film.
  bool take(const std::string& name) {
    const std::size_t point = name.rfind('.');
    if (!name.starts_with(stem_) || point == std::string::npos || point < stem_.size()) return false;
    if (name[stem_.size()] != '.') return false;
    const auto words = Words::of(std::string_view(name).substr(stem_.size(), point - stem_.size()));
    if (!words) return false;
    const std::string language = words->language.empty() ? std::string(kDefaultLanguage) : words->language;
    switch (entry_kind(name)) {
      case EntryKind::kVideo:
        return take_video(name, *words, language);
      case EntryKind::kAudio:
        return take_audio(name, *words, language);
      case EntryKind::kText:
        return take_text(name, *words, language);
      case EntryKind::kPicture:
        return take_poster(name, *words);
      default:
        return false;
    }
  }

 private:
  template <class T>
  static T track(const std::string& name, const std::string& language) {
    T made;
    made.path = name;
    made.language = language;
    return made;
  }

  bool take_video(const std::string& name, const Words& words, const std::string& language) {
    if (!words.sign.empty() && !words.description) {
      film_.sign.push_back(track<SignTrack>(name, words.sign));
      return true;
    }
    if (!words.description) return false;
    auto version = track<FilmVersion>(name, language);
    version.contains = {VersionPart::kDescription};
    if (!words.sign.empty()) version.contains.push_back(VersionPart::kSign);
    film_.version.push_back(std::move(version));
    return true;
  }

  bool take_audio(const std::string& name, const Words& words, const std::string& language) {
    if (!words.description && !words.voice) return false;
    auto description = track<DescriptionTrack>(name, language);
    description.kind = words.voice ? DescriptionKind::kVoice : DescriptionKind::kMix;
    film_.description.push_back(std::move(description));
    return true;
  }

  bool take_text(const std::string& name, const Words& words, const std::string& language) {
    const std::string extension = extension_of(name);
    if (words.text) {
      auto description = track<DescriptionTrack>(name, language);
      description.kind = DescriptionKind::kText;
      film_.description.push_back(std::move(description));
    } else if (words.chapters) {
      film_.chapters.push_back(track<TextTrack>(name, language));
    } else if (words.transcript || extension == "md" || extension == "txt") {
      film_.transcript.push_back(track<TextTrack>(name, language));
    } else if (extension == "toml" || extension == "html" || extension == "json" || extension == "csv") {
      return false;
    } else {
      auto captions = track<CaptionTrack>(name, language);
      captions.kind = words.captions ? CaptionKind::kCaptions : CaptionKind::kSubtitles;
      film_.captions.push_back(std::move(captions));
    }
    return true;
  }

  bool take_poster(const std::string& name, const Words& words) {
    if (!words.language.empty() || !words.sign.empty() || !film_.poster.empty()) return false;
    film_.poster = name;
    return true;
  }

  Film& film_;
  std::string stem_;
};

/// "Accueillir la parole" -> "bare.accueillir-la-parole": something that is an id.
std::string id_from(std::string_view stem) {
  std::string id = "bare.";
  for (const char c : lower_ascii(stem)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (plain) id += c;
    if (!plain && id.back() != '-') id += '-';
    if (id.size() >= 100) break;
  }
  return id;
}

}  // namespace

bool is_film_name(std::string_view name) { return is_media(entry_kind(name)); }

BareFilm gather_bare_film(const std::string& film, std::vector<std::string> names) {
  const std::string stem = stem_of(film);
  BareFilm bare;
  bare.names.push_back(film);
  KitHeader& kit = bare.manifest.kit;
  kit.id = id_from(stem);
  kit.title = stem;
  kit.version = std::string(kNoVersion);
  kit.language = kDefaultLanguage;
  Film& item = bare.manifest.film.emplace_back();
  item.id = kFilmId;
  item.title = stem;
  item.language = kDefaultLanguage;
  item.video = film;
  Gathering gathering(item, stem);
  std::sort(names.begin(), names.end());
  for (std::string& name : names) {
    if (name != film && gathering.take(name)) bare.names.push_back(std::move(name));
  }
  return bare;
}

}  // namespace mallette::kits
