// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/describe.h"

#include <fmt/format.h>

#include "player/language/phrases.h"

namespace mallette::language {
namespace {

/// The sentence with its holes: {where} the file and place, {key}, {found}, {allowed}.
const char* sentence(const Error& error, const Catalogue& words) {
  const auto tr = [&](const char* source) { return words.tr(source); };
  switch (error.code) {
    case ErrorCode::kFileNotFound: return tr("{where}: there is no such file. Check its name and where it lies.");
    case ErrorCode::kFileUnreadable: return tr("{where}: the file cannot be read. Check that the key or disk is in place and that you may open it.");
    case ErrorCode::kFileGone: return tr("{where}: the file is no longer there. If it lies on a key or disk, put that back in, then play or open it again: it goes on where it was.");
    case ErrorCode::kFileUnwritable: return tr("{where}: the file cannot be written. Check that there is room and that you may write there, or choose another place.");
    case ErrorCode::kFileExists: return tr("{where}: this file is there already and is left as it is. Choose another name.");
    case ErrorCode::kFileTooLarge: return tr("{where}: the file is too large ({found}; at most {allowed}).");
    case ErrorCode::kPathNotAllowed:
      return error.found.empty() ? tr("{where}: this place is not allowed. Choose another.") : tr("{where}: a kit may not hold the name “{found}”.");
    case ErrorCode::kArchiveNotZip: return tr("{where}: this is not a kit, nor any other ZIP file. It may have been copied badly: copy it again.");
    case ErrorCode::kArchiveDamaged: return tr("{where}: the kit's file is damaged. It may have been copied badly: copy it again.");
    case ErrorCode::kArchiveLimit: return tr("{where}: the kit goes beyond what is allowed ({found}; at most {allowed}) and is not opened.");
    case ErrorCode::kArchiveEncrypted: return tr("{where}: this part of the kit is encrypted in a way that cannot be read here.");
    case ErrorCode::kArchiveMethod: return tr("{where}: this part of the kit is compressed in a way that cannot be read here ({found}). Have the kit made anew from its folder with “mallette pack”.");
    case ErrorCode::kEntryNotFound: return tr("{where}: this file is missing from the kit. Ask for a complete copy.");
    case ErrorCode::kEntryNotStored: return tr("{where}: this film is compressed inside the kit and too large to be played that way ({found}; at most {allowed}). Have the kit made anew from its folder with “mallette pack”.");
    case ErrorCode::kEntryDamaged: return tr("{where}: this part of the kit is damaged. Copy the kit again.");
    case ErrorCode::kSignatureUnreadable: return tr("{where}: this signature or key cannot be read. Where it lies in a kit, the kit is damaged and is not opened: ask its publisher for another copy.");
    case ErrorCode::kSignatureWrong: return tr("{where}: the kit is not as its publisher signed it. It was damaged or changed, and is not opened: ask its publisher for another copy.");
    case ErrorCode::kPolicyDamaged:
      return error.key.empty() ? tr("{where}: your IT department’s policy file cannot be used, so no kit is opened. Show them this line.") : tr("{where}: in your IT department’s policy file, “{key}” is not understood (allowed: {allowed}), so no kit is opened. Show them this line.");
    case ErrorCode::kPolicyPublisher: return tr("{where}: your IT department allows only kits that are signed by {allowed}, which this one is not (its signature: {found}). Ask for a kit whose origin can be verified.");
    case ErrorCode::kPolicyFolder: return tr("{where}: your IT department allows kits from these folders only: {allowed}. Open the kit from there, or ask them.");
    case ErrorCode::kPolicyCopies: return tr("{where}: your IT department allows no copies of what is in a kit. Sessions and their reports stay possible.");
    case ErrorCode::kNotAKit: return tr("{where}: this is neither a kit, nor a folder with kit.toml in it, nor a film (found: {found}).");
    case ErrorCode::kManifestSyntax: return tr("{where}: the manifest is not written correctly.");
    case ErrorCode::kManifestMissing: return tr("{where}: the manifest says nothing for “{key}”, which is needed.");
    case ErrorCode::kManifestType: return tr("{where}: “{key}” holds {found}; it takes {allowed}.");
    case ErrorCode::kManifestValue: return tr("{where}: “{key}” holds {found}; allowed: {allowed}.");
    case ErrorCode::kManifestFormat: return tr("{where}: this kit is of format {found}, later than this program knows ({allowed}). A newer Mallette is needed.");
    case ErrorCode::kManifestReference: return tr("{where}: “{key}” names “{found}”, which this kit does not have (it has: {allowed}).");
    case ErrorCode::kManifestDuplicate: return tr("{where}: “{key}” holds {found} a second time; each must be there once only.");
    case ErrorCode::kMediaUnreadable: return tr("{where}: this is not a film or sound that can be played. It may be damaged: copy it again.");
    case ErrorCode::kMediaNoStream: return tr("{where}: there is neither picture nor sound in this file that can be played.");
    case ErrorCode::kMediaCodec: return tr("{where}: picture or sound of the kind “{found}” cannot be played. Convert the file to H.264 and AAC.");
    case ErrorCode::kMediaDamaged: return tr("{where}: the file is damaged or breaks off. What could be read of it was played.");
    case ErrorCode::kMediaProtocol: return tr("{where}: it points outside the kit ({found}), which is never followed.");
    case ErrorCode::kCaptionsEmpty: return tr("{where}: not one caption could be read from this file. The film plays without these captions.");
    case ErrorCode::kCaptionsUnreadable: return tr("{where}: this is not a caption file that can be read (allowed: {allowed}).");
    case ErrorCode::kSpeechEngine: return tr("The voice that speaks texts ({where}) cannot be used: it is not installed completely. The film goes on without it.");
    case ErrorCode::kSpeechVoice: return tr("There is no voice “{found}” here ({where}). Another one speaks.");
    case ErrorCode::kSpeechText:
      return error.found == "too long" ? tr("{where}: this text is too long to be spoken as a whole. Its beginning is spoken.") : tr("{where}: this text cannot be spoken: there is nothing in it but signs.");
    case ErrorCode::kDocumentUnreadable: return tr("{where}: this is not a PDF document that can be read. It may be damaged: copy it again.");
    case ErrorCode::kDocumentEncrypted: return tr("{where}: this document opens with a password only. Ask for a copy without one.");
    case ErrorCode::kDocumentEmpty: return tr("{where}: this document has no pages. Ask for a complete copy.");
    case ErrorCode::kDocumentPage: return tr("{where}: page {found} cannot be shown. The document may be damaged: copy it again.");
    case ErrorCode::kDocumentSlow: return error.found.empty() ? tr("{where}: this document takes too long to open and is left closed.") : tr("{where}: page {found} takes too long and is left out. The rest of the document can be used.");
    case ErrorCode::kViewerMissing: return tr("{where}: this computer found no program to open this file with. It stays there: open it from the file manager.");
    case ErrorCode::kSoundDevice: return tr("Sound output “{where}” cannot be used. The film goes on without sound: check the cable and the system's sound settings.");
    case ErrorCode::kHeadphones: return tr("Headphones “{where}” do not answer. The film goes on in the room; what goes to the headphones is not heard. Plug them in again: they come back by themselves.");
    case ErrorCode::kHeadphonesAreRoom: return tr("The headphones “{where}” are the room's own output, so the description is heard in the room. A second output is needed, such as a USB adapter: choose it where the room is checked.");
    case ErrorCode::kDisplay: return tr("No window can be opened. Use --headless where there is no screen.");
    case ErrorCode::kRenderer: return tr("The picture cannot be drawn with “{where}”. Use --renderer software.");
    case ErrorCode::kUsage: return error.found.empty() ? tr("{key}: this is missing: {allowed}.") : tr("{key}: “{found}” is not allowed here. Allowed: {allowed}.");
    case ErrorCode::kNotSupported: return tr("{where}: this kit has none of what was asked for: {found}.");
    case ErrorCode::kSessionDamaged: return tr("{where}: the saved session is damaged and cannot be taken up again. Start the session anew and jump to the step.");
    case ErrorCode::kSessionOutdated: return tr("{where}: this session was saved with another version ({found}; there is now: {allowed}) and cannot be taken up again. Start the session anew and jump to the step.");
    case ErrorCode::kReportDamaged: return tr("{where}: this report is damaged, or is none, and is left out. Ask for it again.");
    case ErrorCode::kReportLater: return tr("{where}: this report was made by a later Mallette (version {found}; this one reads {allowed}) and is left out. A newer Mallette is needed.");
    case ErrorCode::kSettingsDamaged: return error.key.empty() ? tr("{where}: your settings could not be understood, and the usual ones are used. The damaged file is kept as {allowed}.") : tr("{where}: the setting “{key}” could not be understood, and the usual one is used. The file is kept as {allowed}.");
    case ErrorCode::kPlanDamaged: return error.key.empty() ? tr("{where}: this is not a session plan that can be read; the file is damaged and is left as it is. Ask for another copy.") : tr("{where}: this session plan does not hold together at “{key}”; the file is left as it is. Ask for another copy.");
    case ErrorCode::kPlanOutdated: return tr("{where}: this session plan was written by a later Mallette (version {found}; this one reads up to {allowed}). A newer Mallette is needed.");
    case ErrorCode::kPlanForeign: return error.allowed.empty() ? tr("{where}: this session plan belongs to the kit “{found}”, which is not at hand. Open that kit once, then the plan again.") : tr("{where}: this session plan belongs to the kit “{found}”, not to “{allowed}”. Open that kit, then the plan.");
  }
  return "{where}";
}

}  // namespace

std::string place_of(const Error& error, const Catalogue& words) {
  std::string where = error.subject;
  if (!error.container.empty() && error.container != error.subject) {
    where = fmt::format("{} › {}", error.container, error.subject);
  }
  if (error.place && error.place->line > 0) {
    where += fmt::format(fmt::runtime(words.tr(", line {line}, column {column}")), fmt::arg("line", error.place->line),
                         fmt::arg("column", error.place->column));
  }
  return where;
}

std::string describe(const Error& error, const Catalogue& words) {
  // What somebody typed is shown as it was typed, even where it looks like one of our own short names.
  const std::string found = error.code == ErrorCode::kUsage ? error.found : phrase(error.found, words);
  std::string text = fmt::format(fmt::runtime(sentence(error, words)),
                                 fmt::arg("where", place_of(error, words)), fmt::arg("key", error.key),
                                 fmt::arg("found", found), fmt::arg("allowed", phrase(error.allowed, words)));
  if (!error.detail.empty()) text += fmt::format(" ({})", phrase(error.detail, words));
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

}  // namespace mallette::language
