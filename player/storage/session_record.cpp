// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/session_record.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace mallette::storage {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMagic = "mallette-journal ";
constexpr std::string_view kVersion = "1";

/// http://www.isthe.com/chongo/tech/comp/fnv/, the 64-bit parameters of FNV-1a.
std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return hash;
}

/// The texts of a record under their keys: one list for writing and reading.
template <class Record, class F>
void texts(Record& record, F visit) {
  visit("kit_path", record.kit_path);
  visit("kit_id", record.kit_id);
  visit("kit_title", record.kit_title);
  visit("kit_version", record.kit_version);
  visit("plan_id", record.plan_id);
  visit("plan_title", record.plan_title);
  visit("step_title", record.step_title);
  visit("tracks", record.tracks);
  visit("snapshot", record.snapshot);
}

}  // namespace

std::string write_record(const SessionRecord& record) {
  Json json;
  texts(record, [&](const char* key, const std::string& text) { json[key] = text; });
  if (!record.own_plan.empty()) json["own_plan"] = record.own_plan;
  if (!record.session_id.empty()) json["session_id"] = record.session_id;
  json["saved_at"] = record.saved_at.time_since_epoch().count();
  // Paths need not be UTF-8 everywhere; what is not is replaced.
  const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return fmt::format("{}{} {} {:016x}\n{}", kMagic, kVersion, body.size(), fnv1a(body), body);
}

Result<SessionRecord> read_record(std::string_view bytes, const std::string& subject) {
  const auto damaged = [&](std::string detail) {
    return fail({.code = ErrorCode::kSessionDamaged, .subject = subject, .detail = std::move(detail)});
  };
  const std::size_t line_end = bytes.find('\n');
  if (!bytes.starts_with(kMagic) || line_end == std::string_view::npos) return damaged("no header");
  const std::string_view version =
      bytes.substr(kMagic.size(), bytes.find(' ', kMagic.size()) - kMagic.size());
  if (version != kVersion) {
    return fail({.code = ErrorCode::kSessionOutdated,
                 .subject = subject,
                 .found = std::string(version.substr(0, 20)),
                 .allowed = std::string(kVersion)});
  }
  const std::string_view body = bytes.substr(line_end + 1);
  if (bytes.substr(0, line_end) !=
      fmt::format("{}{} {} {:016x}", kMagic, kVersion, body.size(), fnv1a(body))) {
    return damaged("checksum");
  }
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return damaged("content");
  SessionRecord record;
  bool whole = true;
  texts(record, [&](const char* key, std::string& text) {
    const auto found = json.find(key);
    whole = whole && found != json.end() && found->is_string();
    if (whole) text = found->get<std::string>();
  });
  const auto own_plan = json.find("own_plan");  // not in records of an earlier program
  if (own_plan != json.end()) {
    whole = whole && own_plan->is_string();
    if (whole) record.own_plan = own_plan->get<std::string>();
  }
  if (const auto id = json.find("session_id"); id != json.end()) {
    if (!id->is_string()) return damaged("content");
    record.session_id = id->get<std::string>();
  }
  const auto when = json.find("saved_at");
  if (!whole || when == json.end() || !when->is_number_integer()) return damaged("content");
  record.saved_at = std::chrono::sys_seconds(std::chrono::seconds(when->get<std::int64_t>()));
  return record;
}

}  // namespace mallette::storage
