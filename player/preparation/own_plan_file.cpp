// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/preparation/own_plan_file.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>

#include "kits/manifest_names.h"

namespace mallette::preparation {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNameLimit_bytes = 120;

// --- Writing ---

/// As it is read back.
std::string text(const std::string& typed) { return clean(typed, kTextLimit_bytes); }

Json list(const std::vector<std::string>& points) {
  Json json = Json::array();
  for (const std::string& point : points) json.push_back(text(point));
  return json;
}

Json to_json(const OwnStep& step) {
  Json json = {{"id", step.id}};
  if (!is_own(step)) {
    json["type"] = kits::name_of(step.type);
    json["label"] = step.label;
  }
  if (step.skipped) json["skipped"] = true;
  if (step.duration) json["duration_ms"] = step.duration->count();
  if (step.question) json["question"] = text(*step.question);
  if (step.text) json["text"] = text(*step.text);
  if (step.follow_ups) json["follow_ups"] = list(*step.follow_ups);
  if (step.expected) json["expected"] = list(*step.expected);
  if (!step.notes.empty()) json["notes"] = text(step.notes);
  return json;
}

// --- Reading ---

/// Reads values out of the file's JSON, each held against its bounds. The first fault is kept, and
/// everything after it reads as nothing.
class Reader {
 public:
  explicit Reader(const std::string& subject) : subject_(subject) {}

  [[nodiscard]] bool good() const { return !fault_; }
  [[nodiscard]] Error error() const {
    return {.code = ErrorCode::kPlanDamaged, .subject = subject_, .key = fault_.value_or("")};
  }
  void refuse(std::string_view key) {
    if (!fault_) fault_ = std::string(key);
  }

  /// Nothing but these keys.
  void hold(const Json& json, std::initializer_list<std::string_view> keys) {
    if (!json.is_object()) return refuse("steps");
    for (const auto& [key, value] : json.items()) {
      if (std::ranges::find(keys, key) == keys.end()) refuse(key.substr(0, 40));
    }
  }
  std::string text(const Json& json, const char* key, std::size_t most) {
    const auto found = json.find(key);
    if (found == json.end() || !is_text(*found, most)) {
      refuse(key);
      return {};
    }
    return found->get<std::string>();
  }
  std::optional<std::string> maybe_text(const Json& json, const char* key, std::size_t most) {
    if (!json.contains(key)) return std::nullopt;
    return text(json, key, most);
  }
  std::optional<std::vector<std::string>> maybe_list(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) return std::nullopt;
    const bool whole = found->is_array() && found->size() <= kMostPoints &&
                       std::ranges::all_of(*found, [](const Json& item) { return is_text(item, kTextLimit_bytes); });
    if (!whole) {
      refuse(key);
      return std::nullopt;
    }
    return found->get<std::vector<std::string>>();
  }
  bool flag(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) return false;
    if (!found->is_boolean()) refuse(key);
    return found->is_boolean() && found->get<bool>();
  }
  std::optional<Milliseconds> maybe_time(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) return std::nullopt;
    const bool whole = found->is_number_unsigned() &&
                       found->get<std::uint64_t>() <= static_cast<std::uint64_t>(kLongestStep.count());
    if (!whole) {
      refuse(key);
      return std::nullopt;
    }
    return Milliseconds(found->get<std::int64_t>());
  }

 private:
  /// The parser has seen to it that it is UTF-8; of control characters a text has line breaks alone.
  static bool is_text(const Json& json, std::size_t most) {
    if (!json.is_string()) return false;
    const std::string& value = json.get_ref<const std::string&>();
    return value.size() <= most && std::ranges::none_of(value, [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
  }

  const std::string& subject_;
  std::optional<std::string> fault_;
};

std::optional<kits::StepType> type_named(std::string_view name) {
  for (const auto& entry : kits::kStepTypeNames) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

OwnStep read_step(Reader& reader, const Json& json) {
  reader.hold(json, {"id", "type", "label", "skipped", "duration_ms", "question", "text", "follow_ups", "expected",
                     "notes"});
  if (!reader.good()) return {};
  OwnStep step;
  step.id = reader.text(json, "id", kTitleLimit_bytes);
  if (step.id.empty() || step.id == kOwnPrefix) reader.refuse("id");
  if (is_own(step)) {
    if (json.contains("type") || json.contains("label")) reader.refuse("type");
  } else {
    const auto type = type_named(reader.text(json, "type", 40));
    if (!type) reader.refuse("type");
    step.type = type.value_or(kits::StepType::kPrompt);
    step.label = reader.text(json, "label", kTitleLimit_bytes);
  }
  step.skipped = reader.flag(json, "skipped");
  step.duration = reader.maybe_time(json, "duration_ms");
  step.question = reader.maybe_text(json, "question", kTextLimit_bytes);
  step.text = reader.maybe_text(json, "text", kTextLimit_bytes);
  step.follow_ups = reader.maybe_list(json, "follow_ups");
  step.expected = reader.maybe_list(json, "expected");
  step.notes = reader.maybe_text(json, "notes", kTextLimit_bytes).value_or("");
  return step;
}

void read_steps(Reader& reader, const Json& json, OwnPlan& plan) {
  const auto steps = json.find("steps");
  if (steps == json.end() || !steps->is_array() || steps->size() > kMostSteps) return reader.refuse("steps");
  std::set<std::string> seen;
  for (const Json& item : *steps) {
    OwnStep step = read_step(reader, item);
    if (!reader.good()) return;
    if (!seen.insert(step.id).second) return reader.refuse("id");
    plan.steps.push_back(std::move(step));
  }
}

void read_kit(Reader& reader, const Json& json, OwnPlan& plan) {
  const auto kit = json.find("kit");
  if (kit == json.end() || !kit->is_object()) return reader.refuse("kit");
  reader.hold(*kit, {"id", "title", "version"});
  plan.kit_id = reader.text(*kit, "id", kTitleLimit_bytes);
  plan.kit_title = reader.text(*kit, "title", kTitleLimit_bytes);
  plan.kit_version = reader.text(*kit, "version", kTitleLimit_bytes);
}

}  // namespace

std::string write_own_plan(const OwnPlan& plan) {
  Json json = {{"mallette_plan", kOwnPlanVersion},
               {"id", plan.id},
               {"title", clean(plan.title, kTitleLimit_bytes)},
               {"kit", {{"id", plan.kit_id}, {"title", plan.kit_title}, {"version", plan.kit_version}}},
               {"plan", plan.plan_id},
               {"steps", Json::array()}};
  for (const OwnStep& step : plan.steps) json["steps"].push_back(to_json(step));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<OwnPlan> read_own_plan(std::string_view bytes, const std::string& subject) {
  if (bytes.size() > kOwnPlanLimit_bytes) {
    return fail({.code = ErrorCode::kFileTooLarge,
                 .subject = subject,
                 .found = std::to_string(bytes.size()),
                 .allowed = std::to_string(kOwnPlanLimit_bytes)});
  }
  Reader reader(subject);
  const Json json = Json::parse(bytes, nullptr, false);
  const auto version = json.is_object() ? json.find("mallette_plan") : json.end();
  if (!json.is_object() || version == json.end() || !version->is_number_unsigned()) return fail(reader.error());
  if (*version != kOwnPlanVersion) {
    return fail({.code = ErrorCode::kPlanOutdated,
                 .subject = subject,
                 .found = version->dump(),
                 .allowed = std::to_string(kOwnPlanVersion)});
  }
  reader.hold(json, {"mallette_plan", "id", "title", "kit", "plan", "steps"});
  OwnPlan plan;
  plan.id = reader.text(json, "id", kTitleLimit_bytes);
  if (!is_plan_id(plan.id)) reader.refuse("id");
  plan.title = reader.text(json, "title", kTitleLimit_bytes);
  if (plan.title.empty()) reader.refuse("title");
  plan.plan_id = reader.text(json, "plan", kTitleLimit_bytes);
  read_kit(reader, json, plan);
  read_steps(reader, json, plan);
  if (!reader.good()) return fail(reader.error());
  return plan;
}

bool is_own_plan_name(std::string_view name) {
  if (name.size() <= kOwnPlanEnding.size()) return false;
  return std::ranges::equal(name.substr(name.size() - kOwnPlanEnding.size()), kOwnPlanEnding, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::string own_plan_file_name(const OwnPlan& plan) {
  std::string name;
  for (const char c : plan.title) {
    const bool refused = static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
    name += refused ? '-' : c;
  }
  std::size_t end = std::min(name.size(), kNameLimit_bytes);
  while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  name.resize(end);
  while (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.erase(0, 1);
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  return (name.empty() ? plan.id : name) + std::string(kOwnPlanEnding);
}

}  // namespace mallette::preparation
