// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "player/ui/text_edit.h"
#include "player/ui/text_lines.h"
#include "player/ui/utf8.h"

using namespace mallette::ui;

namespace {

/// Every character one pixel wide.
std::vector<std::string> lines(std::string_view text, float width) {
  std::vector<std::string> out;
  for (const TextLine& line : break_lines(text, width, [](char32_t) { return 1.0F; }))
    out.emplace_back(line.text);
  return out;
}
using Lines = std::vector<std::string>;

class Kept : public Clipboard {
 public:
  std::string get() override { return text; }
  void set(const std::string& copied) override { text = copied; }
  std::string text;
};

struct Typing {
  TextEdit edit;
  Kept clipboard;
  Typing(std::string_view text) { edit.adopt(text); }
  Typing& keys(std::initializer_list<const char*> names) {
    for (const char* name : names) edit.key(*parse_key(name), clipboard);
    return *this;
  }
};

}  // namespace

TEST_CASE("a text breaks at its spaces, and the space hangs") {
  CHECK(lines("un deux trois", 7) == Lines{"un deux", "trois"});
  CHECK(lines("un deux trois", 8) == Lines{"un deux", "trois"});
  CHECK(lines("", 7) == Lines{""});
  CHECK(lines("un\ndeux\n", 9) == Lines{"un", "deux", ""});
}

TEST_CASE("a French question mark never stands alone at the beginning of a line") {
  CHECK(lines("Vous partez\u00A0?", 11) == Lines{"Vous", "partez\u00A0?"});
  CHECK(lines("dit «\u00A0non\u00A0» bas", 10) == Lines{"dit", "«\u00A0non\u00A0»", "bas"});
}

TEST_CASE("a word too long for the line is cut, and a hyphen is a place to break") {
  CHECK(lines("accompagnement", 6) == Lines{"accomp", "agneme", "nt"});
  CHECK(lines("sous-titres", 7) == Lines{"sous-", "titres"});
  CHECK(lines("abc", 0) == Lines{"a", "b", "c"});
}

TEST_CASE("bytes that are not UTF-8 are walked over one by one") {
  std::size_t at = 0;
  CHECK(next_code_point("\xC3\xA9", at) == U'é');
  CHECK(at == 2);
  for (const std::string_view broken : {"\xE9t", "\xC3", "\xED\xA0\x80", "\xF8\x88", "\xC0\xAF", "\x80"}) {
    at = 0;
    CHECK(next_code_point(broken, at) == 0xFFFD);
    CHECK(at == 1);
  }
  CHECK(previous_place("aé", 3) == 1);
  CHECK(previous_place("\xA9", 1) == 0);
}

TEST_CASE("typing replaces the selection, and the caret steps over whole characters") {
  Typing t("café");
  t.keys({"Left"}).edit.insert("ô");
  CHECK(t.edit.text() == "cafôé");
  t.keys({"Shift+Left", "Backspace", "Delete"});
  CHECK(t.edit.text() == "caf");
  t.keys({"Ctrl+A"}).edit.insert("été");
  CHECK(t.edit.text() == "été");
  CHECK(t.edit.caret() == 5);
}

TEST_CASE("Ctrl with an arrow goes by words, Home and End to the ends") {
  Typing t("fiche réflexe infirmier");
  CHECK(t.keys({"Ctrl+Left"}).edit.caret() == 15);
  CHECK(t.keys({"Ctrl+Left"}).edit.caret() == 6);
  CHECK(t.keys({"Ctrl+Right"}).edit.caret() == 14);
  CHECK(t.keys({"Home"}).edit.caret() == 0);
  CHECK(t.keys({"Ctrl+Delete"}).edit.text() == " réflexe infirmier");
  CHECK(t.keys({"Shift+End"}).edit.selection() == std::pair<std::size_t, std::size_t>(0, 19));
}

TEST_CASE("cut, copy and paste go through the machine's clipboard, line breaks as spaces") {
  Typing t("un deux");
  t.keys({"Shift+Ctrl+Left", "Ctrl+C"});
  CHECK(t.clipboard.text == "deux");
  t.keys({"Ctrl+X"});
  CHECK(t.edit.text() == "un ");
  t.clipboard.text = "trois\nquatre\x01";
  t.keys({"Ctrl+V"});
  CHECK(t.edit.text() == "un trois quatre");
}

TEST_CASE("a text field takes no more than it can hold") {
  Typing t("");
  t.edit.insert(std::string(TextEdit::kMaxBytes, 'a'));
  t.edit.insert("b");
  CHECK(t.edit.text().size() == TextEdit::kMaxBytes);
}
