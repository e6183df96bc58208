// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/error.h"

#include <fmt/format.h>

namespace mallette {

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kFileNotFound: return "file-not-found";
    case ErrorCode::kFileUnreadable: return "file-unreadable";
    case ErrorCode::kFileGone: return "file-gone";
    case ErrorCode::kFileUnwritable: return "file-unwritable";
    case ErrorCode::kFileExists: return "file-exists";
    case ErrorCode::kFileTooLarge: return "file-too-large";
    case ErrorCode::kPathNotAllowed: return "path-not-allowed";
    case ErrorCode::kArchiveNotZip: return "archive-not-zip";
    case ErrorCode::kArchiveDamaged: return "archive-damaged";
    case ErrorCode::kArchiveLimit: return "archive-limit";
    case ErrorCode::kArchiveEncrypted: return "archive-encrypted";
    case ErrorCode::kArchiveMethod: return "archive-method";
    case ErrorCode::kEntryNotFound: return "entry-not-found";
    case ErrorCode::kEntryNotStored: return "entry-not-stored";
    case ErrorCode::kEntryDamaged: return "entry-damaged";
    case ErrorCode::kSignatureUnreadable: return "signature-unreadable";
    case ErrorCode::kSignatureWrong: return "signature-wrong";
    case ErrorCode::kPolicyDamaged: return "policy-damaged";
    case ErrorCode::kPolicyPublisher: return "policy-publisher";
    case ErrorCode::kPolicyFolder: return "policy-folder";
    case ErrorCode::kPolicyCopies: return "policy-copies";
    case ErrorCode::kNotAKit: return "not-a-kit";
    case ErrorCode::kManifestSyntax: return "manifest-syntax";
    case ErrorCode::kManifestMissing: return "manifest-missing";
    case ErrorCode::kManifestType: return "manifest-type";
    case ErrorCode::kManifestValue: return "manifest-value";
    case ErrorCode::kManifestFormat: return "manifest-format";
    case ErrorCode::kManifestReference: return "manifest-reference";
    case ErrorCode::kManifestDuplicate: return "manifest-duplicate";
    case ErrorCode::kMediaUnreadable: return "media-unreadable";
    case ErrorCode::kMediaNoStream: return "media-no-stream";
    case ErrorCode::kMediaCodec: return "media-codec";
    case ErrorCode::kMediaDamaged: return "media-damaged";
    case ErrorCode::kMediaProtocol: return "media-protocol";
    case ErrorCode::kCaptionsEmpty: return "captions-empty";
    case ErrorCode::kCaptionsUnreadable: return "captions-unreadable";
    case ErrorCode::kSpeechEngine: return "speech-engine";
    case ErrorCode::kSpeechVoice: return "speech-voice";
    case ErrorCode::kSpeechText: return "speech-text";
    case ErrorCode::kDocumentUnreadable: return "document-unreadable";
    case ErrorCode::kDocumentEncrypted: return "document-encrypted";
    case ErrorCode::kDocumentEmpty: return "document-empty";
    case ErrorCode::kDocumentPage: return "document-page";
    case ErrorCode::kDocumentSlow: return "document-slow";
    case ErrorCode::kViewerMissing: return "viewer-missing";
    case ErrorCode::kSoundDevice: return "sound-device";
    case ErrorCode::kHeadphones: return "headphones";
    case ErrorCode::kHeadphonesAreRoom: return "headphones-are-room";
    case ErrorCode::kDisplay: return "display";
    case ErrorCode::kRenderer: return "renderer";
    case ErrorCode::kSessionDamaged: return "session-damaged";
    case ErrorCode::kSessionOutdated: return "session-outdated";
    case ErrorCode::kReportDamaged: return "report-damaged";
    case ErrorCode::kReportLater: return "report-later";
    case ErrorCode::kSettingsDamaged: return "settings-damaged";
    case ErrorCode::kPlanDamaged: return "plan-damaged";
    case ErrorCode::kPlanOutdated: return "plan-outdated";
    case ErrorCode::kPlanForeign: return "plan-foreign";
    case ErrorCode::kUsage: return "usage";
    case ErrorCode::kNotSupported: return "not-supported";
  }
  return "unknown";
}

std::string to_log_line(const Error& error) {
  std::string line = fmt::format("{}: {}", code_name(error.code), error.subject);
  if (!error.container.empty()) line += fmt::format(" in {}", error.container);
  if (error.place) line += fmt::format(":{}:{}", error.place->line, error.place->column);
  if (!error.key.empty()) line += fmt::format(" key={}", error.key);
  if (!error.found.empty()) line += fmt::format(" found={}", error.found);
  if (!error.allowed.empty()) line += fmt::format(" allowed={}", error.allowed);
  if (!error.detail.empty()) line += fmt::format(" ({})", error.detail);
  return line;
}

}  // namespace mallette
