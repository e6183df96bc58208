// SPDX-License-Identifier: GPL-3.0-or-later
// What the trainer types for a report, as it was typed, and what is understood of it. Nothing in it has to be
// filled in; what is filled in has to make sense.
//
// Pure functions: any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/report/report.h"

namespace mallette::report {

struct Form {
  std::string date;  ///< "27/11/2026" or "2026-11-27"
  Training training = Training::kNotSaid;
  std::string tool, department;
  std::map<std::string, std::string> participants;  ///< numbers, by profession
  std::string satisfied, satisfied_of;
  std::string improved, improved_of;
  bool with_remarks = false;  ///< in the trainer's own report
  friend bool operator==(const Form&, const Form&) = default;
};

enum class Field : std::uint8_t { kDate, kTool, kDepartment, kParticipants, kSatisfied, kImproved };
struct FormFault {
  Field field = Field::kDate;
  std::string profession = {};  ///< kParticipants
  friend bool operator==(const FormFault&, const FormFault&) = default;
};
struct FormRead {
  Typed typed;  ///< what is right of it
  std::vector<FormFault> faults;
};

[[nodiscard]] FormRead read_form(const Form& form);
/// "2026-11-27" of either way of writing it; nothing for a day that is none, or not of 2000 to 2199.
[[nodiscard]] std::optional<std::string> read_date(std::string_view text);
/// The parts of "2026-11-27"; nothing where it is none.
[[nodiscard]] std::optional<std::chrono::year_month_day> parts_of(std::string_view date);

}  // namespace mallette::report
