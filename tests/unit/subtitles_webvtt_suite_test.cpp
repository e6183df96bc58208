// SPDX-License-Identifier: GPL-3.0-or-later
// Every file of the vtt.js test suite against our reader: <name>.json holds the cues and regions it
// expects, <name>-proc.json the tree of each cue's text. Files without a JSON of their own share one.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "subtitles/encoding.h"
#include "subtitles/webvtt_file.h"
#include "subtitles/webvtt_text.h"
#include "tests/support/caption_samples.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::subtitles;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Where vtt.js, or the draft of its day, is not what the specification says today.
const std::map<std::string, std::string>& exceptions() {
  static const std::map<std::string, std::string> kExceptions{
      {"cue-times/min-top-digits", "three digits before the first colon are hours: minutes must follow"},
      {"cue-times/minimum-spots-over-sixty", "120 before the first colon are hours: seconds must follow"},
      {"cue-settings/line/bad-line-align", "a bad alignment voids the whole setting"},
      {"cue-settings/position/bad-position-align", "a bad alignment voids the whole setting"},
      {"file-layout/header-no-new-line",
       "a cue right below the header is a cue (\"collect a block\", in header)"},
      {"integration/id", "an arrow alone ends its block, and the times below begin the next"},
      {"cue-settings/region/region-arrows", "a line with an arrow ends the header, and is no region"},
      {"regions/id/arrows", "a line with an arrow ends the header, and is no region"},
  };
  return kExceptions;
}

/// Files that share a JSON which their folder and name do not tell.
const std::map<std::string, std::string>& shared_expectations() {
  static const std::map<std::string, std::string> kShared{
      {"file-layout/bom-tab-webvtt", "no-output"},
      {"file-layout/bad-double-webvtt", "no-output"},
      {"file-layout/blank-file", "no-output"},
      {"file-layout/blank-file-with-bom", "no-output"},
      {"file-layout/bom-garbage-data", "no-output"},
      {"file-layout/garbage-signature", "no-output"},
      {"file-layout/newline-before-webvtt", "no-output"},
      {"file-layout/tab-after-bom-before-header", "no-output"},
      {"file-layout/header-no-new-line", "no-output"},
      {"cue-times/missing-separator", "bad-data"},
      {"regions/no-line-break", "good-region"},
      {"regions/no-space-after-delimiter", "good-region"},
  };
  return kShared;
}

json load(const fs::path& path) { return json::parse(test::file_content(path.generic_string())); }

std::optional<json> expectation(const fs::path& vtt, const std::string& name) {
  fs::path own = vtt;
  own.replace_extension(".json");
  if (fs::exists(own)) return load(own);
  const fs::path folder = vtt.parent_path();
  const auto shared = shared_expectations().find(name);
  if (shared != shared_expectations().end()) return load(folder / (shared->second + ".json"));
  const std::string subject = folder.filename() == "lines" ? "line" : folder.filename().generic_string();
  for (const std::string& common : {"bad-" + subject, std::string("bad-region"), std::string("with-data")}) {
    if (fs::exists(folder / (common + ".json"))) return load(folder / (common + ".json"));
  }
  return std::nullopt;
}

json as_json(const std::optional<double>& value) { return value ? json(*value) : json("auto"); }

std::string align_name(TextAlign align) {
  constexpr std::array<const char*, 5> kNames{"start", "middle", "end", "left", "right"};
  return kNames[static_cast<std::size_t>(align)];
}

json as_json(const WebVttBlock& block) {
  const Placement& placement = block.cue.placement;
  constexpr std::array<const char*, 3> kLineAligns{"start", "middle", "end"};
  // Where the file says nothing, vtt.js fills in what the alignment of the text computes to.
  const std::string automatic = placement.align == TextAlign::kCentre ? "middle"
                                : placement.align == TextAlign::kStart || placement.align == TextAlign::kLeft
                                    ? "start"
                                    : "end";
  const std::array<std::string, 4> kPositionAligns{automatic, "start", "middle", "end"};
  constexpr std::array<const char*, 3> kWritings{"", "rl", "lr"};
  return {{"startTime", static_cast<double>(block.cue.begin.count()) / 1e6},
          {"endTime", static_cast<double>(block.cue.end.count()) / 1e6},
          {"id", block.cue.id},
          {"text", block.text},
          {"align", align_name(placement.align)},
          {"line", as_json(placement.line)},
          {"lineAlign", kLineAligns[static_cast<std::size_t>(placement.line_align)]},
          {"position", as_json(placement.position)},
          {"positionAlign", kPositionAligns[static_cast<std::size_t>(placement.position_align)]},
          {"size", placement.size},
          {"snapToLines", placement.snap_to_lines},
          {"vertical", kWritings[static_cast<std::size_t>(placement.writing)]}};
}

json as_json(const Region& region) {
  return {{"width", region.width},
          {"lines", region.lines},
          {"regionAnchorX", region.region_anchor_x},
          {"regionAnchorY", region.region_anchor_y},
          {"viewportAnchorX", region.viewport_anchor_x},
          {"viewportAnchorY", region.viewport_anchor_y},
          {"scroll", region.scroll_up ? "up" : ""}};
}

/// Empty when they agree, else the first difference.
std::string difference(const json& expected, const json& found, const std::string& where) {
  for (const auto& [key, value] : found.items()) {
    const json& wanted = expected.at(key);
    const bool same = value.is_number() && wanted.is_number()
                          ? std::abs(value.get<double>() - wanted.get<double>()) < 1e-6
                          : value == wanted;
    if (!same)
      return where + "." + key + ": expected " + wanted.dump().substr(0, 100) + ", found " +
             value.dump().substr(0, 100);
  }
  return {};
}

std::string difference(const json& expected, const WebVttFile& file) {
  const json& cues = expected.at("cues");
  const json& regions = expected.at("regions");
  if (cues.size() != file.blocks.size()) {
    return "expected " + std::to_string(cues.size()) + " cues, found " + std::to_string(file.blocks.size());
  }
  if (regions.size() != file.regions.size()) {
    return "expected " + std::to_string(regions.size()) + " regions, found " +
           std::to_string(file.regions.size());
  }
  for (std::size_t i = 0; i < cues.size(); ++i) {
    auto text = difference(cues[i], as_json(file.blocks[i]), "cue " + std::to_string(i));
    if (!text.empty()) return text;
  }
  for (std::size_t i = 0; i < regions.size(); ++i) {
    auto text = difference(regions[i], as_json(file.regions[i]), "region " + std::to_string(i));
    if (!text.empty()) return text;
  }
  return {};
}

/// What the tree says of one run of text.
struct Leaf {
  std::string text;
  bool italic = false, bold = false, underline = false, ruby = false;
  std::string voice, language, classes;
  friend bool operator==(const Leaf&, const Leaf&) = default;
};

void add_leaf(std::vector<Leaf>& leaves, Leaf leaf) {
  if (leaf.text.empty()) return;
  if (!leaves.empty()) {
    Leaf alike = leaves.back();
    alike.text = leaf.text;
    if (alike == leaf) {
      leaves.back().text += leaf.text;
      return;
    }
  }
  leaves.push_back(std::move(leaf));
}

void collect(const json& node, Leaf look, std::vector<Leaf>& leaves) {
  const std::string tag = node.value("tagName", "");
  look.italic |= tag == "I";
  look.bold |= tag == "B";
  look.underline |= tag == "U";
  look.ruby |= tag == "RT";
  if (const std::string title = node.value("title", ""); !title.empty()) look.voice = title;
  if (const std::string lang = node.value("lang", ""); !lang.empty()) look.language = lang;
  std::istringstream names(node.value("className", ""));
  for (std::string each; names >> each;) {
    if (look.classes.find(each + " ") == std::string::npos) look.classes += each + " ";
  }
  if (node.contains("data")) {
    look.text = node.at("data").get<std::string>();
    add_leaf(leaves, look);
  }
  if (!node.contains("childNodes")) return;
  for (const json& child : node.at("childNodes")) collect(child, look, leaves);
}

std::vector<Leaf> leaves_of(const std::vector<Span>& spans) {
  std::vector<Leaf> leaves;
  for (const Span& span : spans) {
    Leaf leaf{span.text, span.style.italic, span.style.bold, span.style.underline,
              span.ruby, span.voice,        span.language,   {}};
    for (const std::string& name : span.classes) leaf.classes += name + " ";
    add_leaf(leaves, std::move(leaf));
  }
  return leaves;
}

std::string describe(const std::vector<Leaf>& leaves) {
  std::string text;
  for (const Leaf& leaf : leaves) {
    text += "[" + leaf.text + "|" + (leaf.italic ? "i" : "") + (leaf.bold ? "b" : "") +
            (leaf.underline ? "u" : "") + (leaf.ruby ? "r" : "") + "|" + leaf.voice + "|" + leaf.language +
            "|" + leaf.classes + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("every file of the vtt.js suite gives the cues and regions it should") {
  const auto folder = test::outside_data("subtitles/vttjs");
  if (!folder) return;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
    if (entry.path().extension() != ".vtt") continue;
    ++files;
    const std::string name = fs::relative(entry.path(), *folder).replace_extension().generic_string();
    CAPTURE(name);
    const auto expected = expectation(entry.path(), name);
    REQUIRE(expected);
    const std::string bytes = test::file_content(entry.path().generic_string());
    const std::string text = decode_text(std::as_bytes(std::span(bytes))).text;
    WarningLog warnings;
    const WebVttFile file = has_webvtt_signature(text) ? parse_webvtt_file(text, warnings) : WebVttFile{};
    const std::string found = difference(*expected, file);
    if (exceptions().contains(name)) {
      CHECK_MESSAGE(!found.empty(), "no longer an exception");
    } else {
      CHECK_MESSAGE(found.empty(), found);
    }
  }
  CHECK(files > 260);
}

TEST_CASE("every cue text of the vtt.js suite gives the runs of its tree") {
  const auto folder = test::outside_data("subtitles/vttjs");
  if (!folder) return;
  std::size_t compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
    const std::string file_name = entry.path().filename().generic_string();
    constexpr std::string_view kEnding = "-proc.json";
    if (!file_name.ends_with(kEnding)) continue;
    const json expected = load(entry.path());
    fs::path vtt = entry.path();
    vtt.replace_filename(file_name.substr(0, file_name.size() - kEnding.size()) + ".vtt");
    const std::string name = fs::relative(vtt, *folder).replace_extension().generic_string();
    if (!expected.is_array() || expected.empty() || !fs::exists(vtt) || exceptions().contains(name)) continue;
    const std::string bytes = test::file_content(vtt.generic_string());
    WarningLog warnings;
    const WebVttFile file = parse_webvtt_file(decode_text(std::as_bytes(std::span(bytes))).text, warnings);
    CAPTURE(name);
    REQUIRE(expected.size() == file.blocks.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      std::vector<Leaf> wanted;
      collect(expected[i], {}, wanted);
      TagBudget budget;
      const auto found =
          leaves_of(parse_webvtt_text(file.blocks[i].text, file.blocks[i].cue.id, StyleSheet(), budget));
      CHECK(describe(found) == describe(wanted));
      ++compared;
    }
  }
  CHECK(compared > 100);
}
