// SPDX-License-Identifier: GPL-3.0-or-later
// Many reports added up: what an activity report of the mission is made from. Reports of one session count once,
// the one that was saved last.
// Pure functions: any thread.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "kits/audiences.h"
#include "player/report/page.h"
#include "player/report/sent_file.h"

namespace mallette::report {

/// Both days included; an empty one is open. Reports without a date are in no bounded period.
struct Period {
  std::string from, to;  ///< "2026-01-01"
};

struct Amount {
  std::uint64_t sessions = 0;
  std::uint64_t participants = 0;
  friend bool operator==(const Amount&, const Amount&) = default;
};
struct Rate {
  std::uint64_t reports = 0;  ///< that say something of it
  std::uint64_t yes = 0, asked = 0;
  friend bool operator==(const Rate&, const Rate&) = default;
};

struct Summary {
  Period period;
  Amount all;
  std::map<std::string, Amount> by_month;  ///< "2026-11"; "": no date
  std::map<std::string, Amount> by_profession;
  std::array<Amount, kTrainingKinds> by_training{};
  std::map<std::string, Amount> by_department;  ///< as it was written first; "": not said
  std::map<std::string, Amount> by_tool;
  Rate satisfied, improved;
  std::vector<Sent> reports;      ///< that were counted, by date
  std::size_t seen_before = 0;    ///< of a session that is counted already
  std::size_t out_of_period = 0;  ///< undated ones with them
};

[[nodiscard]] Summary add_up(std::vector<Sent> reports, const Period& period);

/// One line a session: UTF-8 with a byte order mark, ';' between fields, CR LF (RFC 4180): as spreadsheets in France open it.
[[nodiscard]] std::string write_csv(const Summary& summary, const kits::Audiences& audiences, const language::Catalogue& words);
/// Plots, each with its table beside it.
[[nodiscard]] Page summary_page(const Summary& summary, const kits::Audiences& audiences, const language::Catalogue& words);

}  // namespace mallette::report
