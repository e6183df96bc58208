// SPDX-License-Identifier: GPL-3.0-or-later
// mallette report: the reports of many sessions added up, as a table for spreadsheets and a page with plots.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>

#include "kits/audiences.h"
#include "kits/base/byte_source.h"
#include "kits/base/utf8_path.h"
#include "player/cli/command.h"
#include "player/language/describe.h"
#include "player/report/summary.h"
#include "player/storage/atomic_file.h"
#include "player/storage/new_files.h"

namespace mallette::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFolders = 8;  ///< one within the other
constexpr std::size_t kMostReports = 20'000;
constexpr std::uint64_t kAudiencesLimit_bytes = 1 << 20;

struct Found {
  std::vector<std::string> files;  ///< in the order of their names
  bool cut_short = false;          ///< there are more, or they lie deeper
};

/// Links are not followed: a folder is never read twice.
Result<Found> find_reports(const std::string& folder) {
  std::error_code fault;
  const auto type = fs::status(to_path(folder), fault).type();
  if (type == fs::file_type::not_found) return fail({.code = ErrorCode::kFileNotFound, .subject = folder});
  if (type == fs::file_type::regular) return Found{.files = {folder}};
  fs::recursive_directory_iterator entry(to_path(folder), fs::directory_options::skip_permission_denied, fault);
  if (fault) return fail({.code = ErrorCode::kFileUnreadable, .subject = folder, .detail = fault.message()});
  Found found;
  for (; entry != fs::recursive_directory_iterator() && !fault; entry.increment(fault)) {
    std::error_code ignored;
    if (entry.depth() >= kMostFolders && entry->symlink_status(ignored).type() == fs::file_type::directory) {
      entry.disable_recursion_pending();
      found.cut_short = true;
    }
    if (entry->path().extension() != report::kSentEnding || entry->symlink_status(ignored).type() != fs::file_type::regular) continue;
    found.cut_short = found.cut_short || found.files.size() >= kMostReports;
    if (found.files.size() < kMostReports) found.files.push_back(utf8(entry->path()));
  }
  std::ranges::sort(found.files);
  return found;
}

/// What cannot be read is named, and left out.
std::vector<report::Sent> read_reports(const std::vector<std::string>& files, const Surroundings& around) {
  std::vector<report::Sent> reports;
  for (const std::string& file : files) {
    auto bytes = storage::read_whole(file, report::kSentLimit_bytes);
    auto sent = bytes ? report::read_sent(*bytes, file) : fail(std::move(bytes.error()));
    if (sent) reports.push_back(std::move(*sent));
    else report_failure(sent.error(), around.words);
  }
  return reports;
}

Result<kits::Audiences> read_audiences(const Surroundings& around) {
  const std::string file = around.paths.share + "/audiences.toml";
  auto bytes = read_all(file_resource(file), kAudiencesLimit_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  return kits::read_audiences(text_of(*bytes), file);
}

/// Takes a day, as people or as machines write it.
std::function<std::optional<std::string>(const std::string&)> set_day(std::string& day) {
  return [&day](const std::string& value) -> std::optional<std::string> {
    const auto read = report::read_date(value);
    if (!read) return "2026-01-31, 31/01/2026";
    day = *read;
    return std::nullopt;
  };
}

std::string account(const report::Summary& summary, std::size_t left_out, const Surroundings& around) {
  std::string text;
  const auto line = [&](const char* words, std::size_t n) {
    if (n > 0) fmt::format_to(std::back_inserter(text), "{}\n", fmt::format(fmt::runtime(around.tr(words)), fmt::arg("n", n)));
  };
  const auto tr = [](const char* source) { return source; };
  fmt::format_to(std::back_inserter(text), "{}\n",
                 fmt::format(fmt::runtime(around.tr("Sessions: {sessions}. Participants: {participants}.")),
                             fmt::arg("sessions", summary.all.sessions), fmt::arg("participants", summary.all.participants)));
  line(tr("Reports of a session that is counted already: {n}."), summary.seen_before);
  line(tr("Reports of another time, or without a date: {n}."), summary.out_of_period);
  line(tr("Files that cannot be read and are left out: {n}."), left_out);
  return text;
}

int fail_usage(const std::string& option, const std::string& found, const std::string& allowed, const Surroundings& around) {
  return report_failure({.code = ErrorCode::kUsage, .subject = option, .key = option, .found = found, .allowed = allowed}, around.words);
}

}  // namespace

int report_sum(const Surroundings& around, Arguments arguments) {
  std::string folder, out = ".";
  report::Period period;
  Syntax syntax{.command = "mallette report",
                .summary = around.tr("Adds up the reports of many sessions: a table for spreadsheets, and a page with plots."),
                .positionals = {{"DIR", around.tr("a folder with .bilan files, also in folders within it"), &folder}},
                .options = {{"--from", "YYYY-MM-DD", around.tr("the first day that counts"), set_day(period.from)},
                            {"--to", "YYYY-MM-DD", around.tr("the last day that counts"), set_day(period.to)},
                            {"--out", "FOLDER", around.tr("where the files go (here unless given)"), set_text(out)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  if (!period.to.empty() && period.to < period.from) return fail_usage("--to", period.to, period.from + " …", around);
  if (out.empty()) return fail_usage("--out", out, "FOLDER", around);
  const auto found = find_reports(folder);
  if (!found) return report_failure(found.error(), around.words);
  if (found->cut_short) std::fprintf(stderr, "mallette: %s\n", around.tr("There are more reports, or they lie deeper, than are read."));
  const auto audiences = read_audiences(around);
  if (!audiences) return report_failure(audiences.error(), around.words);
  std::vector<report::Sent> reports = read_reports(found->files, around);
  if (reports.empty()) {
    std::fprintf(stderr, "mallette: %s\n", fmt::format(fmt::runtime(around.tr("{folder}: there is no report here that can be read.")), fmt::arg("folder", folder)).c_str());
    return kFailed;
  }
  const std::size_t left_out = found->files.size() - reports.size();
  const report::Summary summary = report::add_up(std::move(reports), period);
  std::string name = around.tr("reports");
  for (const std::string& day : {period.from, period.to}) name += day.empty() ? "" : "-" + day;
  const auto written = storage::write_together(out, name,
                                               {{".csv", report::write_csv(summary, *audiences, around.words)},
                                                {".html", report::write_html(report::summary_page(summary, *audiences, around.words))}});
  if (!written) return report_failure(written.error(), around.words);
  std::string text = account(summary, left_out, around);
  for (const std::string& path : *written) text += path + "\n";
  return print(text, around.words);
}

}  // namespace mallette::cli
