// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "player/report/escape.h"
#include "player/report/page.h"

namespace mallette::report {
namespace {

// Dark on white: it is printed. Large print: RNIB's Clear Print guidelines ask for 16 pt at least, giant print for 20.
constexpr const char* kStyle = R"(
:root{font:16px/1.5 Inter,"Segoe UI","Noto Sans",Arial,sans-serif;color:#111;background:#fff}
:root.large{font-size:27px}
body{margin:0 auto;max-width:60rem;padding:1.5rem}
h1{font-size:1.7em;line-height:1.2}h2{font-size:1.3em;margin:1.6em 0 .4em;border-bottom:2px solid #111}
h3{font-size:1.1em;margin:1.3em 0 .3em}h4{font-size:1em;margin:1em 0 .2em}
p{margin:.4em 0}ul{margin:.3em 0;padding-left:1.4em}ul.boxes{list-style:none;padding-left:.2em}
ul.boxes li::before{content:"\2610\00A0"}
table{border-collapse:collapse;margin:.6em 0;width:100%}
caption{text-align:left;font-weight:bold;padding:.3em 0}
th,td{border:1px solid #666;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:#eee}
.plot{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}
.plot svg{flex:1 1 24rem;max-width:40rem;height:auto}.plot table{flex:1 1 16rem;width:auto}
.line{border-bottom:1px solid #111;height:2em}
@media print{body{max-width:none;padding:0}h2,h3,h4{break-after:avoid}li,tr,svg,.line{break-inside:avoid}thead{display:table-header-group}}
@page{margin:18mm}
)";

std::string with_breaks(std::string_view text) {
  std::string out;
  for (const char c : xml(text)) {
    if (c == '\n') out += "<br>";
    out += c;
  }
  return out;
}

class Html {
 public:
  void operator()(const Heading& heading) {
    const int level = std::clamp(heading.level, 2, 4);
    add("<h{0}>{1}</h{0}>\n", level, with_breaks(heading.text));
  }
  void operator()(const Paragraph& paragraph) {
    add(paragraph.strong ? "<p><strong>{}</strong></p>\n" : "<p>{}</p>\n", with_breaks(paragraph.text));
  }
  void operator()(const Bullets& bullets) {
    if (bullets.items.empty()) return;
    add("{}\n", bullets.boxes ? "<ul class=\"boxes\">" : "<ul>");
    for (const std::string& item : bullets.items) add("<li>{}</li>\n", with_breaks(item));
    add("</ul>\n");
  }
  void operator()(const Table& table) {
    add("<table>\n");
    if (!table.caption.empty()) add("<caption>{}</caption>\n", xml(table.caption));
    add("<thead><tr>");
    for (const std::string& column : table.columns) add("<th scope=\"col\">{}</th>", xml(column));
    add("</tr></thead>\n<tbody>\n");
    for (const auto& row : table.rows) {
      add("<tr>");
      for (std::size_t i = 0; i < row.size(); ++i) {
        add(i == 0 ? "<th scope=\"row\">{}</th>" : "<td>{}</td>", with_breaks(row[i]));
      }
      add("</tr>\n");
    }
    add("</tbody>\n</table>\n");
  }
  void operator()(const Chart& chart) {
    add("<div class=\"plot\">\n");
    draw(chart);
    (*this)(chart.table);
    add("</div>\n");
  }
  void operator()(const BlankLines& lines) {
    for (int i = 0; i < lines.count; ++i) add("<div class=\"line\"></div>\n");
  }
  std::string text;

 private:
  template <class... Values>
  void add(fmt::string_view form, const Values&... values) {
    fmt::vformat_to(std::back_inserter(text), form, fmt::make_format_args(values...));
  }

  /// One bar a row: label, bar, value. The table beside it says the same in words.
  void draw(const Chart& chart) {
    constexpr int kRow = 34, kLabel = 250, kBar = 300, kValue = 130, kTop = 4;
    double most = chart.most;
    for (const Bar& bar : chart.bars) most = std::max(most, bar.value);
    const int id = ++charts_;
    add("<svg role=\"img\" aria-labelledby=\"plot-{0}\" viewBox=\"0 0 {1} {2}\" xmlns=\"http://www.w3.org/2000/svg\">\n", id,
        kLabel + kBar + kValue, kTop + kRow * static_cast<int>(chart.bars.size()));
    add("<title id=\"plot-{}\">{}</title>\n", id, xml(chart.table.caption));
    int y = kTop;
    for (const Bar& bar : chart.bars) {
      const int width = most > 0 ? std::max(bar.value > 0 ? 2 : 0, static_cast<int>(bar.value / most * kBar)) : 0;
      add("<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"15\">{}</text>", kLabel - 8, y + 19, xml(shortened(bar.label)));
      add("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"24\" fill=\"#2a4f9e\"/>", kLabel, y + 2, width);
      add("<text x=\"{}\" y=\"{}\" font-size=\"15\">{}</text>\n", kLabel + width + 8, y + 19, xml(bar.shown));
      y += kRow;
    }
    add("</svg>\n");
  }

  /// What the room before the bars holds; whole in the table.
  static std::string shortened(const std::string& label) {
    constexpr std::size_t kMost_bytes = 34;
    return label.size() <= kMost_bytes ? label : cut(label, kMost_bytes - 2) + "…";
  }

  int charts_ = 0;
};

}  // namespace

std::string write_html(const Page& page) {
  Html html;
  for (const Block& block : page.blocks) std::visit(html, block);
  const std::string title = xml(page.title);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\"{}>\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
      "<body>\n<main>\n<h1>{}</h1>\n{}</main>\n</body>\n</html>\n",
      page.language == language::Language::kFrench ? "fr" : "en", page.large ? " class=\"large\"" : "", title, kStyle, title, html.text);
}

}  // namespace mallette::report
