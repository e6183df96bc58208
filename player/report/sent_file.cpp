// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/sent_file.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "player/report/escape.h"
#include "player/report/fields.h"

namespace mallette::report {
namespace {

constexpr const char* kSentKey = "mallette-bilan";
constexpr const char* kDraftKey = "mallette-bilan-draft";
constexpr std::size_t kTitleLimit_bytes = 400;
constexpr std::uint64_t kMostSeconds = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(session::kLongestTime).count());
constexpr std::uint64_t kMostPoints = 100'000;
constexpr std::int64_t kLatest = 253'402'300'799;  // 9999-12-31T23:59:59Z

/// Words in the file, never in the interface: the order is Training's and kits::StepType's.
constexpr std::array<const char*, kTrainingKinds> kTrainings = {"", "formateurs", "referents", "directe", "pluridisciplinaire"};
constexpr std::array kTypes = {"message", "film", "prompt", "slides", "sheet", "booklet", "clip", "case", "break", "questionnaire", "closing"};

enum class Whose : std::uint8_t { kSent, kOwn };

template <class Enum, std::size_t N>
Enum named(const std::array<const char*, N>& names, const std::string& name, Fault& fault, const char* key) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) {
    fault.note(key);
    return Enum{};
  }
  return static_cast<Enum>(found - names.begin());
}

std::int64_t seconds(Milliseconds time) { return std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(time).count()); }
Milliseconds time_of(std::uint64_t seconds) { return std::chrono::seconds(seconds); }
std::string title(const std::string& text) { return cut(clean(text), kTitleLimit_bytes); }

// --- Writing ---

Json json_of(const StepDone& step, Whose whose) {
  Json json{{"type", kTypes[static_cast<std::size_t>(step.type)]},
            {"title", title(step.title)},
            {"elapsed_s", seconds(step.elapsed)},
            {"visited", step.visited},
            {"points", {step.points_ticked, step.points}},
            {"follow_ups", {step.follow_ups_shown, step.follow_ups}}};
  if (step.planned) json["planned_s"] = seconds(*step.planned);
  if (!step.film.empty()) {
    json["film"] = title(step.film);
    json["from_s"] = seconds(step.from);
    if (step.to) json["to_s"] = seconds(*step.to);
  }
  if (whose == Whose::kOwn) json["remark"] = clean(step.remark);
  return json;
}

void put(Json& json, const Facts& facts, Whose whose) {
  json["kit"] = {{"id", title(facts.kit_id)}, {"title", title(facts.kit_title)}, {"version", title(facts.kit_version)}, {"plan", title(facts.plan_title)}};
  json["elapsed_s"] = seconds(facts.elapsed);
  json["planned_s"] = seconds(facts.planned);
  json["steps"] = Json::array();
  for (const StepDone& step : facts.steps) {
    if (json["steps"].size() < kStepsLimit) json["steps"].push_back(json_of(step, whose));
  }
  if (whose == Whose::kSent) return;
  json["marks"] = Json::array();
  for (const MarkDone& mark : facts.marks) json["marks"].push_back({{"film", title(mark.film)}, {"at_s", seconds(mark.at)}});
}

void put(Json& json, const Typed& typed) {
  json["date"] = typed.date;
  json["training"] = kTrainings[static_cast<std::size_t>(typed.training)];
  json["tool"] = cut(clean(typed.tool), kTextLimit_bytes);
  json["department"] = cut(clean(typed.department), kTextLimit_bytes);
  json["participants"] = Json::object();
  for (const auto& [profession, count] : typed.participants) {
    if (profession.size() <= kIdLimit_bytes && json["participants"].size() < kProfessionsLimit) json["participants"][clean(profession)] = count;
  }
  if (typed.satisfied) json["satisfied"] = {typed.satisfied->yes, typed.satisfied->asked};
  if (typed.improved) json["improved"] = {typed.improved->yes, typed.improved->asked};
}

std::string text_of(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

// --- Reading ---

StepDone step_of(const Json& json, Whose whose, Fault& fault) {
  Fields fields(json, fault);
  StepDone step;
  step.type = named<kits::StepType>(kTypes, fields.text("type", kTitleLimit_bytes), fault, "type");
  step.title = fields.text("title", kTitleLimit_bytes);
  step.elapsed = time_of(fields.number("elapsed_s", kMostSeconds));
  step.visited = fields.flag("visited");
  std::tie(step.points_ticked, step.points) = fields.pair("points", kMostPoints);
  std::tie(step.follow_ups_shown, step.follow_ups) = fields.pair("follow_ups", kMostPoints);
  if (fields.has("planned_s")) step.planned = time_of(fields.number("planned_s", kMostSeconds));
  if (fields.has("film")) {
    step.film = fields.text("film", kTitleLimit_bytes);
    step.from = time_of(fields.number("from_s", kMostSeconds));
    if (fields.has("to_s")) step.to = time_of(fields.number("to_s", kMostSeconds));
  }
  if (whose == Whose::kOwn) step.remark = fields.text("remark", session::kRemarkLimit_bytes);
  fields.end();
  return step;
}

Facts facts_of(Fields& fields, Whose whose, Fault& fault) {
  Facts facts;
  Fields kit(fields.at("kit"), fault);
  facts.kit_id = kit.text("id", kTitleLimit_bytes);
  facts.kit_title = kit.text("title", kTitleLimit_bytes);
  facts.kit_version = kit.text("version", kTitleLimit_bytes);
  facts.plan_title = kit.text("plan", kTitleLimit_bytes);
  kit.end();
  facts.elapsed = time_of(fields.number("elapsed_s", kMostSeconds));
  facts.planned = time_of(fields.number("planned_s", kMostSeconds));
  const Json& steps = fields.list("steps", kStepsLimit);
  for (const Json& step : steps) {
    if (fault.what.empty()) facts.steps.push_back(step_of(step, whose, fault));
  }
  if (whose == Whose::kSent) return facts;
  for (const Json& json : fields.list("marks", session::kMarkLimit)) {
    Fields mark(json, fault);
    facts.marks.push_back({mark.text("film", kTitleLimit_bytes), time_of(mark.number("at_s", kMostSeconds))});
    mark.end();
  }
  return facts;
}

std::optional<Share> share_of(Fields& fields, const char* key) {
  if (!fields.has(key)) return std::nullopt;
  const auto [yes, asked] = fields.pair(key, kMostPeople);
  return Share{yes, asked};
}

Typed typed_of(Fields& fields, Fault& fault) {
  Typed typed;
  typed.date = fields.text("date", 10);
  if (!typed.date.empty() && !parts_of(typed.date)) fault.note("date");
  typed.training = named<Training>(kTrainings, fields.text("training", kTextLimit_bytes), fault, "training");
  typed.tool = fields.text("tool", kTextLimit_bytes);
  typed.department = fields.text("department", kTextLimit_bytes);
  const Json& participants = fields.at("participants");
  if (!participants.is_object() || participants.size() > kProfessionsLimit) fault.note("participants");
  else {
    for (const auto& [profession, count] : participants.items()) {
      const auto number = fields.number_of(count, "participants", kMostPeople);
      if (profession.empty() || profession.size() > kIdLimit_bytes || number == 0) fault.note("participants");
      typed.participants[profession] = static_cast<std::uint32_t>(number);
    }
  }
  typed.satisfied = share_of(fields, "satisfied");
  typed.improved = share_of(fields, "improved");
  return typed;
}

std::string id_of(Fields& fields, Fault& fault) {
  std::string id = fields.text("id", kIdLimit_bytes);
  if (!is_id(id)) fault.note("id");
  return id;
}

tl::unexpected<Error> damaged(const std::string& subject, std::string detail) {
  return fail({.code = ErrorCode::kReportDamaged, .subject = subject, .detail = std::move(detail)});
}

/// An object of a version that is known.
Result<Json> versioned(std::string_view bytes, const std::string& subject, const char* key, std::size_t limit_bytes) {
  if (bytes.size() > limit_bytes) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = subject,
                 .found = std::to_string(bytes.size()) + " bytes",
                 .allowed = std::to_string(limit_bytes) + " bytes"});
  }
  Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return damaged(subject, "JSON");
  const auto version = json.find(key);
  if (version == json.end() || !version->is_number_unsigned()) return damaged(subject, key);
  if (version->get<std::uint64_t>() != kSentVersion) {
    return fail({.code = ErrorCode::kReportLater,
                 .subject = subject,
                 .found = version->dump(),
                 .allowed = std::to_string(kSentVersion)});
  }
  json.erase(version);
  return json;
}

Json json_of(const Form& form) {
  Json json{{"date", form.date},           {"training", kTrainings[static_cast<std::size_t>(form.training)]},
            {"tool", form.tool},           {"department", form.department},
            {"satisfied", form.satisfied}, {"satisfied_of", form.satisfied_of},
            {"improved", form.improved},   {"improved_of", form.improved_of},
            {"with_remarks", form.with_remarks}};
  json["participants"] = Json::object();
  for (const auto& [profession, typed] : form.participants) json["participants"][profession] = typed;
  return json;
}

Form form_of(const Json& json, Fault& fault) {
  // As typed: longer than what a report takes, and told of there.
  constexpr std::size_t kMost_bytes = 64 * 1024;
  Fields fields(json, fault);
  Form form;
  form.date = fields.text("date", kMost_bytes);
  form.training = named<Training>(kTrainings, fields.text("training", kTextLimit_bytes), fault, "training");
  form.tool = fields.text("tool", kMost_bytes);
  form.department = fields.text("department", kMost_bytes);
  form.satisfied = fields.text("satisfied", kMost_bytes);
  form.satisfied_of = fields.text("satisfied_of", kMost_bytes);
  form.improved = fields.text("improved", kMost_bytes);
  form.improved_of = fields.text("improved_of", kMost_bytes);
  form.with_remarks = fields.flag("with_remarks");
  const Json& participants = fields.at("participants");
  if (!participants.is_object()) fault.note("participants");
  else {
    for (const auto& [profession, typed] : participants.items()) form.participants[profession] = fields.text_of(typed, "participants", kMost_bytes);
  }
  fields.end();
  return form;
}

}  // namespace

std::string write_sent(const Sent& sent) {
  Json json{{kSentKey, kSentVersion}, {"id", sent.report.id}, {"saved_at", std::clamp<std::int64_t>(sent.saved_at, 0, kLatest)}};
  put(json, sent.report.typed);
  put(json, sent.report.facts, Whose::kSent);
  return text_of(json);
}

Result<Sent> read_sent(std::string_view bytes, const std::string& subject) {
  const auto json = versioned(bytes, subject, kSentKey, kSentLimit_bytes);
  if (!json) return fail(json.error());
  Fault fault;
  Fields fields(*json, fault);
  Sent sent;
  sent.report.id = id_of(fields, fault);
  sent.saved_at = static_cast<std::int64_t>(fields.number("saved_at", kLatest));
  sent.report.typed = typed_of(fields, fault);
  sent.report.facts = facts_of(fields, Whose::kSent, fault);
  fields.end();
  if (!fault.what.empty()) return damaged(subject, fault.what);
  return sent;
}

std::string write_draft(const Draft& draft) {
  Json json{{kDraftKey, kSentVersion}, {"id", draft.id}, {"form", json_of(draft.form)}};
  put(json, draft.facts, Whose::kOwn);
  return text_of(json);
}

Result<Draft> read_draft(std::string_view bytes, const std::string& subject) {
  const auto json = versioned(bytes, subject, kDraftKey, kDraftLimit_bytes);
  if (!json) return fail(json.error());
  Fault fault;
  Fields fields(*json, fault);
  Draft draft;
  draft.id = id_of(fields, fault);
  draft.form = form_of(fields.at("form"), fault);
  draft.facts = facts_of(fields, Whose::kOwn, fault);
  fields.end();
  if (!fault.what.empty()) return damaged(subject, fault.what);
  return draft;
}

}  // namespace mallette::report
