// SPDX-License-Identifier: GPL-3.0-or-later
// Reports: what a session gives, what the trainer types, every kind of file, and reading the small one back.
#include "player/report/report.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "kits/base/byte_source.h"
#include "kits/zip_archive.h"
#include "player/report/escape.h"
#include "player/report/outline.h"
#include "player/report/report_page.h"
#include "player/report/wording.h"
#include "tests/support/reports.h"
#include "tests/support/session_deck.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::report;
using namespace std::chrono_literals;
namespace event = session::event;

namespace {

language::Catalogue french() { return language::Catalogue::load(language::Language::kFrench, MALLETTE_TRANSLATIONS_DIR).value(); }

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What people and kits may write, and no file may take for its own.
constexpr const char* kEvil = "<script>alert(1)</script> & \"deux\" | *gras* `code` [lien](x)\n# titre";

std::string made_odt(const Page& page, const std::string& entry) {
  test::ScratchFolder folder("odt");
  const std::string path = folder / "page.odt";
  const auto bytes = write_odt(page);
  REQUIRE(bytes);
  std::ofstream(path, std::ios::binary) << *bytes;
  const auto archive = kits::ZipArchive::open(path);
  REQUIRE(archive);
  CHECK_FALSE((*archive)->check());
  // First and stored, where whoever opens the file looks for it.
  CHECK(bytes->substr(30, 47) == "mimetypeapplication/vnd.oasis.opendocument.text");
  const auto resource = (*archive)->resource(entry);
  REQUIRE(resource);
  const auto text = read_all(*resource, 1 << 20);
  REQUIRE(text);
  return {reinterpret_cast<const char*>(text->data()), text->size()};
}

nlohmann::ordered_json sent_json() { return nlohmann::ordered_json::parse(write_sent(test::sent(test::made_report()))); }

Error fault_of(const std::string& bytes) {
  const auto read = read_sent(bytes, "un.bilan");
  REQUIRE_FALSE(read);
  CHECK(read.error().subject == "un.bilan");
  return read.error();
}

}  // namespace

TEST_CASE("a session gives its steps with their times, and points as counts") {
  test::Lead lead(test::session_deck());
  lead.after(70s);
  lead.send(event::Jump{test::step::kPrompt});
  lead.after(30s);
  lead.send(event::SetExpected{0, true});
  lead.send(event::RevealFollowUp{});
  lead.send(event::WriteRemark{test::step::kPrompt, "Groupe très vif"});
  lead.send(event::Finish{});
  const Facts facts = facts_of(lead.state, "Anna");
  CHECK(facts.kit_title == "Anna");
  CHECK(facts.plan_title == "Complet");
  CHECK(facts.elapsed == 100s);
  REQUIRE(facts.steps.size() == test::step::kCount);
  CHECK(facts.steps[test::step::kMessage].elapsed == 70s);
  CHECK(facts.steps[test::step::kMessage].planned == 5min);
  const StepDone& prompt = facts.steps[test::step::kPrompt];
  CHECK(prompt.visited);
  CHECK(prompt.points == 2);
  CHECK(prompt.points_ticked == 1);
  CHECK(prompt.follow_ups_shown == 1);
  CHECK(prompt.remark == "Groupe très vif");
  CHECK(facts.steps[test::step::kFilm].film.size() > 0);
  CHECK_FALSE(facts.steps[test::step::kClosing].visited);
}

TEST_CASE("steps for people who are not in the room are reported only when they were shown") {
  test::Lead lead(test::session_deck({"infirmier"}));
  CHECK(facts_of(lead.state, "Anna").steps.size() == test::step::kCount - 1);
  lead.send(event::Unlock{});
  lead.send(event::Jump{test::step::kPoliceSheet});
  CHECK(facts_of(lead.state, "Anna").steps.size() == test::step::kCount);
}

TEST_CASE("every session has an id of its own that says nothing") {
  const std::string one = new_id(), other = new_id();
  CHECK(is_id(one));
  CHECK(one != other);
  CHECK_FALSE(is_id("../../../etc/passwd"));
}

TEST_CASE("dates are read as French people and as machines write them, and only days that are") {
  CHECK(read_date("27/11/2026") == "2026-11-27");
  CHECK(read_date(" 1/2/2026 ") == "2026-02-01");
  CHECK(read_date("2026-11-27") == "2026-11-27");
  for (const char* none : {"", "demain", "31/02/2026", "2026-13-01", "27/11/26", "1999-01-01", "27/11/2026x", "//", "--", "99999999999/1/2026"}) {
    CAPTURE(none);
    CHECK_FALSE(read_date(none));
  }
}

TEST_CASE("an empty form is a whole report, and what is wrong in one is told field by field") {
  CHECK(read_form({}).faults.empty());
  CHECK(read_form({}).typed == Typed{});
  Form form{.date = "27/11/2026", .training = Training::kDirect, .tool = "Anna", .department = " 35 ", .participants = {{"infirmier", "7"}, {"accueil", ""}, {"autre", "0"}},
            .satisfied = "11", .satisfied_of = "12", .improved = "", .improved_of = ""};
  const FormRead right = read_form(form);
  CHECK(right.faults.empty());
  CHECK(right.typed.department == "35");
  CHECK(right.typed.participants == std::map<std::string, std::uint32_t>{{"infirmier", 7}});
  CHECK(right.typed.satisfied == Share{11, 12});
  CHECK_FALSE(right.typed.improved);
  form.date = "hier";
  form.department = std::string(kTextLimit_bytes + 1, 'x');
  form.participants["accueil"] = "une dizaine";
  form.satisfied_of = "10";  // fewer than are satisfied
  form.improved = "3";       // of how many?
  const std::vector<FormFault> wrong = read_form(form).faults;
  CHECK(wrong == std::vector<FormFault>{{Field::kDate}, {Field::kDepartment}, {Field::kParticipants, "accueil"}, {Field::kSatisfied}, {Field::kImproved}});
}

TEST_CASE("the small file is read back as it was written, without remarks and marks") {
  Sent sent = test::sent(test::made_report());
  const std::string bytes = write_sent(sent);
  CHECK_FALSE(has(bytes, "REMARQUE"));
  const auto read = read_sent(bytes, "un.bilan");
  REQUIRE(read);
  sent.report.facts.steps[1].remark.clear();
  sent.report.facts.marks.clear();
  CHECK(*read == sent);
}

TEST_CASE("an empty report is one as well") {
  const Sent sent{.report = {.id = test::report_id('0'), .typed = {}, .facts = {}}, .saved_at = 0};
  const auto read = read_sent(write_sent(sent), "un.bilan");
  REQUIRE(read);
  CHECK(*read == sent);
}

TEST_CASE("a small file that is damaged, later or too large is refused, each with its error") {
  const std::string whole = write_sent(test::sent(test::made_report()));
  for (std::size_t length = 0; length < whole.size() - 2; length += 7) CHECK(fault_of(whole.substr(0, length)).code == ErrorCode::kReportDamaged);
  CHECK(fault_of("\xFF\xFE").code == ErrorCode::kReportDamaged);
  CHECK(fault_of(std::string(100'000, '[')).code == ErrorCode::kReportDamaged);
  auto json = sent_json();
  json["mallette-bilan"] = 2;
  json["something"] = "new";
  const Error later = fault_of(json.dump());
  CHECK(later.code == ErrorCode::kReportLater);
  CHECK(later.found == "2");
  CHECK(fault_of(std::string(kSentLimit_bytes + 1, ' ')).code == ErrorCode::kFileTooLarge);
}

TEST_CASE("every value of the small file is held against its type and its limits") {
  const auto refused = [](const char* key, const nlohmann::ordered_json& value) {
    auto json = sent_json();
    json[key] = value;
    CAPTURE(key);
    CAPTURE(value.dump());
    CHECK(fault_of(json.dump()).code == ErrorCode::kReportDamaged);
  };
  refused("id", "x");
  refused("id", 3);
  refused("date", "2026-02-31");
  refused("date", nullptr);
  refused("training", "autre chose");
  refused("tool", std::string(kTextLimit_bytes + 1, 'x'));
  refused("participants", {{"infirmier", -1}});
  refused("participants", {{"infirmier", 1.5}});
  refused("participants", {{"infirmier", kMostPeople + 1}});
  refused("participants", {{std::string(kIdLimit_bytes + 1, 'x'), 1}});
  refused("participants", nlohmann::ordered_json::array());
  refused("satisfied", {12, 11});
  refused("satisfied", {1, 2, 3});
  refused("elapsed_s", 1e300);
  refused("steps", nlohmann::ordered_json::array({nullptr}));
  refused("steps", {{"type", "film"}});
  refused("name", "a person's");
}

TEST_CASE("a draft keeps what was typed as it was typed, and everything of the session") {
  Draft draft{.id = test::report_id('b'), .form = {.date = "27/1", .tool = "An", .participants = {{"infirmier", "sept"}}, .with_remarks = true},
              .facts = test::made_report().facts};
  const auto read = read_draft(write_draft(draft), "un");
  REQUIRE(read);
  CHECK(*read == draft);
  CHECK_FALSE(read_sent(write_draft(draft), "un"));
}

TEST_CASE("the paper says what was planned and done, remarks only where they are asked for") {
  const Report made = test::made_report();
  const std::string shown = write_html(report_page(made, test::professions(), french(), Remarks::kShown));
  for (const std::string part : {"Bilan de séance : Accueillir la parole", "27 novembre 2026", "Formation de référents", "Infirmières et infirmiers", "11 sur 12 (92 %)",
                           "9 sur 12 (75 %)", "éléments attendus : 3 sur 5", "1\u00A0h\u00A040 (1\u00A0h\u00A030", "REMARQUE du groupe", "<html lang=\"fr\">", "<th scope=\"col\">", "<th scope=\"row\">"}) {
    CAPTURE(part);
    CHECK(has(shown, part));
  }
  const Page without = report_page(made, test::professions(), french(), Remarks::kLeftOut);
  CHECK_FALSE(has(write_html(without), "REMARQUE"));
  CHECK_FALSE(has(write_markdown(without), "REMARQUE"));
  CHECK_FALSE(has(made_odt(without, "content.xml"), "REMARQUE"));
}

TEST_CASE("nothing that a kit or a person wrote is taken for HTML, XML or Markdown") {
  Report made = test::made_report();
  made.typed.tool = made.typed.department = made.facts.plan_title = made.facts.steps[0].title = made.facts.steps[1].remark = kEvil;
  made.typed.participants[kEvil] = 1;
  const Page page = report_page(made, test::professions(), french(), Remarks::kShown);
  const std::string html = write_html(page);
  CHECK_FALSE(has(html, "<script"));
  CHECK(has(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;deux&quot;"));
  const std::string markdown = write_markdown(page);
  for (auto at = markdown.find("<script"); at != std::string::npos; at = markdown.find("<script", at + 1)) CHECK(markdown[at - 1] == '\\');
  CHECK_FALSE(has(markdown, " *gras*"));
  CHECK_FALSE(has(markdown, "\n# titre"));
  CHECK(has(markdown, "\\<script\\>"));
  CHECK(has(markdown, "\\[lien\\]"));
  CHECK_FALSE(has(made_odt(page, "content.xml"), "<script"));
  CHECK(has(made_odt(page, "meta.xml"), "&lt;script&gt;"));
}

TEST_CASE("bytes that are no text, and characters that XML forbids, are replaced") {
  CHECK(clean("a\x01\x02" "b\xFF" "c\xC0\x80" "d\xED\xA0\x80" "\xEF\xBF\xBF" "é\n") ==
        "a  b\uFFFD" "c\uFFFD\uFFFD" "d\uFFFD\uFFFD\uFFFD" "\uFFFD\uFFFD\uFFFD" "é\n");
  CHECK(cut("éé", 3) == "é");
  CHECK(cut("éé", 4) == "éé");
}

TEST_CASE("a text that a spreadsheet would take for a formula is defused") {
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"}) CHECK(csv_field(formula).starts_with("'"));
  CHECK(csv_field("a;b") == "\"a;b\"");
  CHECK(csv_field("dit \"oui\"") == "\"dit \"\"oui\"\"\"");
  CHECK(csv_field("=\"x\";") == "\"'=\"\"x\"\";\"");
  CHECK(csv_field("deux\nlignes") == "deux lignes");
  CHECK(csv_field("12") == "12");
}

TEST_CASE("the running order holds every step with its time and offset, and what the trainer needs") {
  const auto deck = test::session_deck();
  const std::string html = write_html(outline_page(*deck, "Anna & Lilia", french(), Print::kUsual));
  for (const std::string part : {"Conducteur : Anna &amp; Lilia", "SECRET 0", "SECRET emprise", "LATER un", "Groupe A", "SECRET page 2", "SECRET réponse", "0:05", "15\u00A0min",
                           "Bonjour à toutes et à tous.", "Relances", "Éléments attendus"}) {
    CAPTURE(part);
    CHECK(has(html, part));
  }
  CHECK_FALSE(has(html, "class=\"large\""));
  CHECK(has(write_html(outline_page(*deck, "Anna", french(), Print::kLarge)), "<html lang=\"fr\" class=\"large\">"));
}

TEST_CASE("the running order is of the steps for the people in the room") {
  const std::string html = write_html(outline_page(*test::session_deck({"infirmier"}), "Anna", french(), Print::kUsual));
  CHECK(has(html, "SECRET 4"));
  CHECK_FALSE(has(html, "SECRET 10"));
}

TEST_CASE("files have names that every disk takes") {
  CHECK(file_name("2026-11-27", "Accueillir la parole", test::report_id('f')) == "2026-11-27-accueillir-la-parole-ffff");
  CHECK(file_name("", "../Élisa : « où ? »", "abcdef") == "elisa-ou-abcd");
  CHECK(file_name("", "???", "") == "mallette");
}
