// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, as a value: kept apart from the words a person reads.
//
// An Error is made where the fault is found and returned through Result<T>. It holds
// facts (which file, which place in it, what was found, what is allowed); the sentence
// is made from them in cli/ or ui/, in the language of the interface. A layer that knows
// more of the subject than the one below it (the kit around an entry) adds that once,
// with within().
//
// Plain values: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace mallette {

/// What kind of fault. The sentence and the advice follow from it.
enum class ErrorCode {
  // Files
  kFileNotFound,      ///< no such file or folder
  kFileUnreadable,    ///< exists but could not be read; detail: the system's reason
  kFileGone,          ///< was there when its kit was opened, and is not any longer
  kFileUnwritable,    ///< could not be written; detail: the system's reason
  kFileExists,        ///< would overwrite something that must not be overwritten
  kFileTooLarge,      ///< found and allowed say how large
  kPathNotAllowed,    ///< a name a kit may not hold ("..", absolute, drive letter, link, not NFC, ...)
  // Archives
  kArchiveNotZip,     ///< not a ZIP at all
  kArchiveDamaged,    ///< a ZIP whose structure does not hold together; detail says where
  kArchiveLimit,      ///< more entries, or a larger expansion, than is allowed
  kArchiveEncrypted,  ///< an entry is encrypted in a way that cannot be read
  kArchiveMethod,     ///< an entry is compressed by a method that is not supported
  kEntryNotFound,     ///< the manifest names an entry that is not there
  kEntryNotStored,    ///< a large media entry is deflated: pack the kit anew
  kEntryDamaged,      ///< the content does not match its checksum or ends early
  // Signatures
  kSignatureUnreadable, ///< not a minisign key or signature; detail says why
  kSignatureWrong,    ///< a signed kit is not as it was signed; subject: the entry, detail: what does not fit
  // What the IT department allows
  kPolicyDamaged,     ///< the policy file cannot be used: nothing is opened; key, found, allowed, place, detail say why
  kPolicyPublisher,   ///< not signed by one of those that are allowed
  kPolicyFolder,      ///< lies in none of the folders that are allowed
  kPolicyCopies,      ///< would write a copy of something in a kit
  // Manifests
  kNotAKit,           ///< neither a kit, nor a folder with kit.toml, nor a film
  kManifestSyntax,    ///< not TOML; detail: the reader's reason
  kManifestMissing,   ///< a required key is missing; key names it
  kManifestType,      ///< a key holds the wrong type of value
  kManifestValue,     ///< a key holds a value out of what is allowed
  kManifestFormat,    ///< a later format than this program knows
  kManifestReference, ///< a step names a film, clip, sheet ... that the kit does not have
  kManifestDuplicate, ///< two items of one kind share an id, or two plans
  // Media
  kMediaUnreadable,   ///< no demuxer knows it, or it is broken from the start
  kMediaNoStream,     ///< neither picture nor sound in it
  kMediaCodec,        ///< a stream of a codec that cannot be decoded; found: its name
  kMediaDamaged,      ///< broke off or is damaged in the middle; the rest was played
  kMediaProtocol,     ///< it points at something outside the kit
  // Captions
  kCaptionsEmpty,     ///< a file with content, but not one cue
  kCaptionsUnreadable,///< not a caption format that is known
  // Speech
  kSpeechEngine,      ///< the voice that speaks texts cannot be used; subject: its engine, found: where its data were looked for
  kSpeechVoice,       ///< there is no such voice or language (found), another speaks
  kSpeechText,        ///< a text that gives no sound, or is too long and was cut (found); subject: where it stands
  // Documents
  kDocumentUnreadable,///< not a PDF, or broken from the start
  kDocumentEncrypted, ///< opens with a password only
  kDocumentEmpty,     ///< a PDF without pages
  kDocumentPage,      ///< a page cannot be drawn or read; found: its number, from 1
  kDocumentSlow,      ///< took longer than is waited for; found: the page's number, from 1, or nothing for opening
  kViewerMissing,     ///< the system has no program that opens the copy; subject: where the copy lies
  // Devices
  kSoundDevice,       ///< the sound device could not be opened, or went away
  kHeadphones,        ///< the headphones' output could not be opened, or went away
  kHeadphonesAreRoom, ///< the output for the headphones is the room's own
  kDisplay,           ///< no window could be opened
  kRenderer,          ///< the picture could not be drawn
  // Saved sessions
  kSessionDamaged,    ///< not a saved session, or one that does not hold together; detail says where
  kSessionOutdated,   ///< saved with another kit, plan, or version (found) than there is now (allowed)
  // Reports of sessions
  kReportDamaged,     ///< not a report, or one that does not hold together; detail says where
  kReportLater,       ///< of a later version (found) than this program knows (allowed)
  // Settings
  kSettingsDamaged,   ///< settings that cannot be understood, or one of them (key); allowed: where they are kept
  // The trainer's own plans
  kPlanDamaged,       ///< not a session plan, or one that does not hold together; detail or key says where
  kPlanOutdated,      ///< written by a later program: version found, at most allowed
  kPlanForeign,       ///< made for another kit (found) than the one that is open (allowed), or than any at hand
  // Usage
  kUsage,             ///< the command line; key: the option, found, allowed
  kNotSupported,      ///< known, and not there (yet); found names it
};

/// A place in a text: both count from 1; 0 is "not known".
struct TextPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

struct [[nodiscard]] Error {
  ErrorCode code;
  std::string subject;               ///< the file, or the entry in a kit, as a person knows it
  std::string container = {};        ///< the kit around subject, when there is one
  std::string key = {};              ///< the manifest key or the option concerned
  std::string found = {};            ///< what was found
  std::string allowed = {};          ///< what is allowed instead
  std::string detail = {};           ///< the underlying library's or system's own words
  std::optional<TextPlace> place = {};

  /// The same error, seen from the kit that holds the subject. The innermost kit wins.
  Error within(std::string_view kit) && {
    if (container.empty()) container = kit;
    return std::move(*this);
  }
  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that returns Result<T>.
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// The code's name in English ("kManifestType" -> "manifest-type"), for logs, tests, and reports.
std::string_view code_name(ErrorCode code);

/// One English line with every fact, for logs and test failures. Not for people: see cli/describe.h.
std::string to_log_line(const Error& error);

}  // namespace mallette
