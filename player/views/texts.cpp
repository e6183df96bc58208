// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/texts.h"

#include <fmt/format.h>

namespace mallette::views {
namespace {

/// As it is printed on a French keyboard, or an English one.
std::string key_word(const language::Catalogue& words, const std::string& name) {
  if (name == "Space") return words.tr("Space");
  if (name == "Left") return "←";
  if (name == "Right") return "→";
  if (name == "Up") return "↑";
  if (name == "Down") return "↓";
  if (name == "PageUp") return words.tr("Page up");
  if (name == "PageDown") return words.tr("Page down");
  if (name == "Escape") return words.tr("Esc");
  if (name == "Enter") return words.tr("Enter");
  if (name == ".") return words.tr("point (.)");
  if (name == "Tab") return words.tr("Tab");
  return name;
}

}  // namespace

std::string duration_text(std::chrono::milliseconds duration, const language::Catalogue& words) {
  using std::chrono::minutes;
  const auto whole = std::chrono::round<minutes>(duration).count();
  if (duration < minutes(1)) return words.tr("under a minute");
  if (whole < 60) return fmt::format(fmt::runtime(words.tr("{minutes} min")), fmt::arg("minutes", whole));
  if (whole % 60 == 0) return fmt::format(fmt::runtime(words.tr("{hours} h")), fmt::arg("hours", whole / 60));
  return fmt::format(fmt::runtime(words.tr("{hours} h {minutes:02}")), fmt::arg("hours", whole / 60),
                     fmt::arg("minutes", whole % 60));
}

std::string counted(std::size_t n, const char* one, const char* more, const language::Catalogue& words) {
  const bool french = words.language() == language::Language::kFrench;
  const bool single = n == 1 || (n == 0 && french);
  return fmt::format(fmt::runtime(single ? one : more), fmt::arg("n", n));
}

std::string tracks_text(bool captions, bool sign, bool description, const language::Catalogue& words) {
  return joined({captions ? words.tr("Captions") : "", sign ? words.tr("LSF") : "",
                 description ? words.tr("Audio description") : ""});
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += " · ";
    all += part;
  }
  return all;
}

std::string_view file_name(std::string_view path) {
  while (path.size() > 1 && (path.back() == '/' || path.back() == '\\')) path.remove_suffix(1);
  const std::size_t cut = path.find_last_of("/\\");
  return cut == std::string_view::npos || cut + 1 == path.size() ? path : path.substr(cut + 1);
}

std::string key_words(const language::Catalogue& words, const ui::Key& key) {
  std::string all;
  if (key.control) all += words.tr("Ctrl + ");
  if (key.shift) all += words.tr("Shift + ");
  return all + key_word(words, key.name);
}

}  // namespace mallette::views
