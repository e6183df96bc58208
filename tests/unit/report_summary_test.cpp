// SPDX-License-Identifier: GPL-3.0-or-later
// Many reports added up.
#include "player/report/summary.h"

#include <doctest/doctest.h>

#include "tests/support/reports.h"

using namespace mallette;
using namespace mallette::report;

namespace {

language::Catalogue french() { return language::Catalogue::load(language::Language::kFrench, MALLETTE_TRANSLATIONS_DIR).value(); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Sent on(char id, const std::string& date, std::map<std::string, std::uint32_t> participants = {}) {
  Sent sent = test::sent(test::made_report(id));
  sent.report.typed.date = date;
  if (!participants.empty()) sent.report.typed.participants = std::move(participants);
  return sent;
}

}  // namespace

TEST_CASE("sessions and participants are added up by month, profession, kind and department") {
  Sent third = on('c', "2026-12-01", {{"infirmier", 3}});
  third.report.typed.training = Training::kDirect;
  third.report.typed.department = "35 - Ille-et-Vilaine";
  third.report.typed.satisfied = Share{1, 3};
  third.report.typed.improved.reset();
  const Summary summary = add_up({on('a', "2026-11-27"), on('b', "2026-11-02"), third}, {});
  CHECK(summary.all == Amount{3, 27});
  CHECK(summary.by_month == std::map<std::string, Amount>{{"2026-11", {2, 24}}, {"2026-12", {1, 3}}});
  CHECK(summary.by_profession == std::map<std::string, Amount>{{"infirmier", {3, 17}}, {"accueil", {2, 10}}});
  CHECK(summary.by_training[static_cast<std::size_t>(Training::kReferents)] == Amount{2, 24});
  CHECK(summary.by_training[static_cast<std::size_t>(Training::kDirect)] == Amount{1, 3});
  REQUIRE(summary.by_department.size() == 1);  // "35", however it was written
  CHECK(summary.by_department.begin()->second == Amount{3, 27});
  CHECK(summary.satisfied == Rate{3, 23, 27});
  CHECK(summary.improved == Rate{2, 18, 24});
}

TEST_CASE("a session that was sent twice counts once, as it was saved last") {
  Sent corrected = on('a', "2026-11-27", {{"infirmier", 20}});
  corrected.saved_at += 60;
  const Summary summary = add_up({on('a', "2026-11-27"), corrected, on('a', "2026-11-27")}, {});
  CHECK(summary.all == Amount{1, 20});
  CHECK(summary.seen_before == 2);
}

TEST_CASE("a period takes in both its days, and leaves out what has no date") {
  const std::vector<Sent> reports{on('a', "2026-01-01"), on('b', "2026-06-30"), on('c', "2026-07-01"), on('d', "")};
  CHECK(add_up(reports, {"2026-01-01", "2026-06-30"}).all.sessions == 2);
  CHECK(add_up(reports, {"2026-06-30", ""}).all.sessions == 2);
  CHECK(add_up(reports, {"", "2026-06-30"}).all.sessions == 2);
  CHECK(add_up(reports, {"2026-01-01", "2026-06-30"}).out_of_period == 2);
  CHECK(add_up(reports, {}).all.sessions == 4);
}

TEST_CASE("the table opens in a French spreadsheet, and no field of it is a formula") {
  Sent evil = on('a', "2026-11-27", {{"infirmier", 3}});
  evil.report.typed.tool = "=HYPERLINK(\"http://x\";\"y\")";
  evil.report.typed.department = "+33";
  const std::string csv = write_csv(add_up({evil, on('b', "2026-11-28")}, {}), test::professions(), french());
  CHECK(csv.starts_with("\xEF\xBB\xBF" "Date;Type de formation;"));
  CHECK(has(csv, "Infirmières et infirmiers"));
  CHECK(has(csv, "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""));
  CHECK(has(csv, ";'+33;"));
  CHECK(has(csv, "2026-11-28;Formation de référents;Accueillir la parole;Demi-journée;35;12;11;12;9;12;90;100;"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  CHECK(has(csv, "\r\n"));
}

TEST_CASE("each plot has its table beside it, and says in words what it shows") {
  Sent evil = on('a', "2026-11-27");
  evil.report.typed.department = "<svg onload=x>";
  const std::string html = write_html(summary_page(add_up({evil}, {"2026-01-01", ""}), test::professions(), french()));
  const auto count = [&](const std::string& part) {
    std::size_t n = 0;
    for (auto at = html.find(part); at != std::string::npos; at = html.find(part, at + 1)) ++n;
    return n;
  };
  CHECK(count("<svg role=\"img\" aria-labelledby=") == 7);
  CHECK(count("<table>") == 8);
  CHECK_FALSE(has(html, "<svg onload"));
  for (const std::string part : {"Séances par mois", "novembre\u00A02026", "Participantes et participants par métier", "92\u00A0%", "1 sur 1", "À partir du 1er janvier 2026"}) {
    CAPTURE(part);
    CHECK(has(html, part));
  }
}

TEST_CASE("no reports at all make a page and a table as well") {
  const Summary none = add_up({}, {});
  CHECK(has(write_html(summary_page(none, test::professions(), french())), "<svg"));
  CHECK(has(write_csv(none, test::professions(), french()), "Date;"));
}
