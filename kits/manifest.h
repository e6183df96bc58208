// SPDX-License-Identifier: GPL-3.0-or-later
// What a kit holds, as its manifest (kit.toml) says it, read and checked.
//
// Plain values, any thread. The meaning, default and limit of every key is told in
// kits/FORMAT.md; a field here carries the name of its key. Defaults are already filled in:
// ids that were left out, and the kit's language wherever an item says none.
//
// Entries are paths inside the kit ("film/accueillir.mp4"), already checked by entry_path.h;
// empty where the manifest names none. That an entry is named does not mean that it is there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "kits/plan.h"

namespace mallette::kits {

/// What is common to everything that has a title and can be chosen.
struct Item {
  std::string id;  ///< unique among items of its kind
  std::string title;
  std::string summary;
  std::string language;                ///< BCP 47
  std::vector<std::string> audiences;  ///< ids; empty: all
  bool restricted = false;             ///< encrypted, opened by a passphrase
  TextPlace place;
};

/// What runs beside a film, in a file of its own.
///
///     offset: the place in this file where the film's first instant lies.
///     The film's T is at T + offset in this file.
///     film      |0---------------------------|
///     this file |..|-------------------------|     offset > 0: a lead-in to skip
///     this file      |-----------------------|     offset < 0: it starts after the film
struct Track {
  std::string path;  ///< entry
  std::string language;
  std::string title;   ///< empty: a name is made from language and kind
  std::string credit;  ///< who signed, spoke, wrote it
  std::chrono::milliseconds offset{0};
  TextPlace place;
};

enum class CaptionKind {
  kCaptions,   ///< for deaf and hard-of-hearing people (SDH): sounds and speakers too
  kSubtitles,  ///< a translation of what is said
};
struct CaptionTrack : Track {
  CaptionKind kind = CaptionKind::kCaptions;
};

struct SignTrack : Track {
  /// The signer ends after the speech: an excerpt holds the film's last frame that long for them.
  std::chrono::milliseconds tail{0};
};

enum class DescriptionKind {
  kMix,    ///< the film's sound and the description in one
  kVoice,  ///< the description alone, to be mixed over the film's sound
  kText,   ///< WebVTT, to be spoken by the player
};
struct DescriptionTrack : Track {
  DescriptionKind kind = DescriptionKind::kMix;
};

/// What a version of the film has burned into picture or sound.
enum class VersionPart { kSign, kCaptions, kSubtitles, kDescription };
struct FilmVersion : Track {
  std::vector<VersionPart> contains;  ///< at least one, each once
};

/// A text that goes with the film: its transcript (Markdown or plain), its chapters (WebVTT).
struct TextTrack {
  std::string path;  ///< entry
  std::string language;
  TextPlace place;
};

struct Chapter {
  std::chrono::milliseconds at{0};
  std::string title;
  TextPlace place;
};

/// A film, and equally a clip. `video` may hold sound alone.
struct Film : Item {
  std::string video;    ///< entry
  std::string poster;   ///< entry
  std::string warning;  ///< shown and spoken before this film; empty: the kit's own holds
  std::string speaker;  ///< clips: who speaks
  std::string role;     ///< clips: in what capacity
  std::optional<std::chrono::milliseconds> duration;  ///< as announced; the player measures its own
  std::vector<CaptionTrack> captions;
  std::vector<SignTrack> sign;
  std::vector<DescriptionTrack> description;
  std::vector<FilmVersion> version;
  std::vector<TextTrack> transcript;
  std::vector<TextTrack> chapters;  ///< files
  std::vector<Chapter> chapter;     ///< written in the manifest, in order of time
};

/// An expert speaking, a testimony: played like a film.
struct Clip : Film {
  std::string speaker;
  std::string role;  ///< in what capacity
};

/// A document to read or to hand out.
struct Document : Item {
  std::string path;            ///< entry
  std::string text;            ///< entry: accessible equivalent (Markdown or plain text)
  std::string easy;            ///< entry: easy to read (FALC)
  std::string translation_of;  ///< id of the same kind
  std::string date;            ///< as written: "2024", "2024-11", "2024-11-25"
};

struct Booklet : Document {};
struct Sheet : Document {};
struct Letter : Document {};  ///< statistics, summaries, further reading

struct PageNote {
  std::uint32_t page = 1;
  std::string text;
  TextPlace place;
};
struct Slides : Document {
  std::vector<PageNote> notes;  ///< for the trainer, in order of pages
};

struct Template : Document {
  std::string note;  ///< entry: how it is to be filled in
};

enum class QuestionKind { kOpen, kChoice, kChoices, kScale };
struct Question {
  std::string question;
  QuestionKind kind = QuestionKind::kOpen;
  std::vector<std::string> choices;   ///< kChoice, kChoices: two at least; kScale: names of the two ends
  std::vector<std::string> expected;  ///< for the trainer
  TextPlace place;
};
enum class QuestionnaireKind { kSatisfaction, kBefore, kAfter };
/// Never stores an answer: it is handed out on paper, or shown and talked through.
struct Questionnaire : Document {  // path may be empty when there are questions
  QuestionnaireKind kind = QuestionnaireKind::kSatisfaction;
  std::vector<Question> question;
};

/// The [kit] table.
struct KitHeader {
  std::string id;
  std::string title;
  std::string version;
  std::string language;
  std::string summary;
  std::string publisher;
  std::vector<std::string> authors;
  std::string contact;
  std::string date;
  std::string licence;
  std::string licence_file;  ///< entry
  std::string cover;         ///< entry: a picture
  std::vector<std::string> themes;
  std::vector<std::string> audiences;
  std::optional<std::chrono::milliseconds> duration;
  std::string warning;  ///< shown and spoken before any film
  std::string support;  ///< whom people in the room can talk to, shown with the warning
  std::string extends;  ///< id of the base kit, for an add-on; else empty
  TextPlace place;
};

struct Manifest {
  std::uint32_t format = 1;
  KitHeader kit;
  std::vector<Film> film;
  std::vector<Clip> clip;
  std::vector<Booklet> booklet;
  std::vector<Sheet> sheet;
  std::vector<Slides> slides;
  std::vector<Template> templates;  ///< key: template
  std::vector<Letter> letter;
  std::vector<Questionnaire> questionnaire;
  std::vector<Plan> plan;  ///< a top-level [[step]] list is the plan "default", first

  [[nodiscard]] const Film* find_film(std::string_view id) const;
  [[nodiscard]] const Clip* find_clip(std::string_view id) const;
  [[nodiscard]] const Plan* find_plan(std::string_view id) const;
};

}  // namespace mallette::kits
