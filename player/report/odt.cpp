// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument text, the least that is whole: OpenDocument 1.2, part 1 (content, styles, meta) and part 3 (package).
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kits/zip_bytes.h"
#include "player/report/escape.h"
#include "player/report/page.h"

namespace mallette::report {
namespace {

constexpr const char* kMediaType = "application/vnd.oasis.opendocument.text";
constexpr const char* kSpaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\"";
constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Ends of lines, and spaces that XML would fold (part 1, 6.1.2).
std::string words_of(std::string_view text) {
  std::string out;
  for (const char c : xml(text)) {
    if (c == '\n') out += "<text:line-break/>";
    else if (c == ' ' && out.ends_with(' ')) out += "<text:s/>";
    else out += c;
  }
  return out;
}

class Content {
 public:
  void operator()(const Heading& heading) {
    const int level = std::clamp(heading.level, 2, 4);
    add("<text:h text:style-name=\"Heading_20_{0}\" text:outline-level=\"{0}\">{1}</text:h>\n", level, words_of(heading.text));
  }
  void operator()(const Paragraph& paragraph) {
    add("<text:p text:style-name=\"{}\">{}</text:p>\n", paragraph.strong ? "Strong" : "Standard", words_of(paragraph.text));
  }
  void operator()(const Bullets& bullets) {
    if (bullets.items.empty()) return;
    add("<text:list>\n");
    for (const std::string& item : bullets.items) {
      add("<text:list-item><text:p text:style-name=\"Standard\">{}{}</text:p></text:list-item>\n", bullets.boxes ? "☐ " : "", words_of(item));
    }
    add("</text:list>\n");
  }
  void operator()(const Table& table) {
    if (!table.caption.empty()) (*this)(Paragraph{table.caption, true});
    const std::size_t columns = std::max<std::size_t>(table.columns.size(), 1);
    add("<table:table table:name=\"T{}\">\n<table:table-column table:number-columns-repeated=\"{}\"/>\n", ++tables_, columns);
    add("<table:table-header-rows>\n");
    row(table.columns, true);
    add("</table:table-header-rows>\n");
    for (const auto& cells : table.rows) row(cells, false);
    add("</table:table>\n");
  }
  void operator()(const Chart& chart) { (*this)(chart.table); }
  void operator()(const BlankLines& lines) {
    for (int i = 0; i < lines.count; ++i) (*this)(Paragraph{"…"});
  }
  std::string text;

 private:
  template <class... Values>
  void add(fmt::string_view form, const Values&... values) {
    fmt::vformat_to(std::back_inserter(text), form, fmt::make_format_args(values...));
  }
  void row(const std::vector<std::string>& cells, bool head) {
    add("<table:table-row>");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      add("<table:table-cell table:style-name=\"Cell\" office:value-type=\"string\"><text:p text:style-name=\"{}\">{}</text:p></table:table-cell>",
          head || i == 0 ? "Strong" : "Standard", words_of(cells[i]));
    }
    add("</table:table-row>\n");
  }
  int tables_ = 0;
};

std::string content_of(const Page& page) {
  Content content;
  for (const Block& block : page.blocks) std::visit(content, block);
  return fmt::format(
      "{}<office:document-content {}>\n<office:automatic-styles><style:style style:name=\"Cell\" style:family=\"table-cell\">"
      "<style:table-cell-properties fo:border=\"0.5pt solid #666666\" fo:padding=\"0.1cm\"/></style:style></office:automatic-styles>\n"
      "<office:body><office:text>\n<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">{}</text:h>\n{}"
      "</office:text></office:body>\n</office:document-content>\n",
      kXml, kSpaces, words_of(page.title), content.text);
}

std::string styles_of(const Page& page) {
  const bool french = page.language == language::Language::kFrench;
  const int size = page.large ? 20 : 11;
  std::string styles = fmt::format(
      "{}<office:document-styles {}>\n<office:styles>\n<style:default-style style:family=\"paragraph\">"
      "<style:text-properties fo:font-size=\"{}pt\" fo:font-family=\"'Liberation Sans', Arial, sans-serif\" fo:language=\"{}\" fo:country=\"{}\"/>"
      "</style:default-style>\n<style:style style:name=\"Standard\" style:family=\"paragraph\"/>\n"
      "<style:style style:name=\"Strong\" style:family=\"paragraph\" style:parent-style-name=\"Standard\">"
      "<style:text-properties fo:font-weight=\"bold\"/></style:style>\n",
      kXml, kSpaces, size, french ? "fr" : "en", french ? "FR" : "GB");
  for (int level = 1; level <= 4; ++level) {
    fmt::format_to(std::back_inserter(styles),
                   "<style:style style:name=\"Heading_20_{0}\" style:display-name=\"Heading {0}\" style:family=\"paragraph\" "
                   "style:parent-style-name=\"Standard\" style:default-outline-level=\"{0}\"><style:paragraph-properties "
                   "fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.2cm\" fo:keep-with-next=\"always\"/><style:text-properties "
                   "fo:font-weight=\"bold\" fo:font-size=\"{1}pt\"/></style:style>\n",
                   level, size + 2 * (5 - level));
  }
  return styles + "</office:styles>\n</office:document-styles>\n";
}

std::string meta_of(const Page& page) {
  return fmt::format(
      "{}<office:document-meta {}><office:meta><meta:generator>Mallette</meta:generator><dc:title>{}</dc:title>"
      "<dc:language>{}</dc:language></office:meta></office:document-meta>\n",
      kXml, kSpaces, xml(page.title), page.language == language::Language::kFrench ? "fr-FR" : "en-GB");
}

std::string manifest() {
  std::string text = fmt::format(
      "{}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\n"
      "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{}\"/>\n",
      kXml, kMediaType);
  for (const char* entry : {"content.xml", "styles.xml", "meta.xml"}) {
    text += fmt::format("<manifest:file-entry manifest:full-path=\"{}\" manifest:media-type=\"text/xml\"/>\n", entry);
  }
  return text + "</manifest:manifest>\n";
}

}  // namespace

Result<std::string> write_odt(const Page& page) {
  // The media type first, and stored: part 3, 3.3.
  return kits::zip_bytes({{"mimetype", kMediaType, false},
                          {"content.xml", content_of(page)},
                          {"styles.xml", styles_of(page)},
                          {"meta.xml", meta_of(page)},
                          {"META-INF/manifest.xml", manifest()}});
}

}  // namespace mallette::report
