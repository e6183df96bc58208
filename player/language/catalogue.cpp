// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/catalogue.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include "kits/base/byte_source.h"

namespace mallette::language {
namespace {

constexpr std::uint64_t kMaxCatalogueBytes = 4 << 20;

/// A little-endian number of a .mo file (GNU gettext manual, "The Format of GNU MO Files"); msgfmt
/// writes them in this order on every machine we build on.
std::optional<std::uint32_t> number_at(std::string_view mo, std::size_t offset) {
  if (offset > mo.size() || mo.size() - offset < 4) return std::nullopt;
  const auto* b = reinterpret_cast<const unsigned char*>(mo.data() + offset);
  return std::uint32_t{b[0]} | std::uint32_t{b[1]} << 8 | std::uint32_t{b[2]} << 16 | std::uint32_t{b[3]} << 24;
}

/// The string whose length and place stand at `offset`; a NUL, which the length does not count, ends it.
std::optional<std::string_view> string_at(std::string_view mo, std::size_t offset) {
  const auto length = number_at(mo, offset);
  const auto start = number_at(mo, offset + 4);
  if (!length || !start || *start > mo.size() || mo.size() - *start <= *length) return std::nullopt;
  return mo.substr(*start, *length);
}

}  // namespace

Result<Catalogue> Catalogue::load(Language language, const std::string& folder) {
  Catalogue catalogue;
  catalogue.language_ = language;
  if (language == Language::kEnglish) return catalogue;
  const std::string path = folder + "/fr.mo";
  auto bytes = read_all(file_resource(path), kMaxCatalogueBytes);
  if (!bytes) return fail(std::move(bytes.error()));
    if (auto parsed = catalogue.parse(text_of(*bytes), path); !parsed) return fail(std::move(parsed.error()));
  return catalogue;
}

Result<void> Catalogue::parse(std::string_view mo, const std::string& name) {
  const auto damaged = [&] {
    return fail({.code = ErrorCode::kFileUnreadable, .subject = name, .detail = "not a gettext catalogue"});
  };
  if (number_at(mo, 0) != 0x950412deU) return damaged();
  const auto count = number_at(mo, 8), sources = number_at(mo, 12), texts = number_at(mo, 16);
  if (!count || !sources || !texts || *count > mo.size() / 16) return damaged();
  for (std::size_t i = 0; i < *count; ++i) {
    const auto source = string_at(mo, *sources + i * 8);
    const auto text = string_at(mo, *texts + i * 8);
    if (!source || !text) return damaged();
    if (!source->empty()) texts_.emplace(*source, *text);
  }
  return {};
}

const char* Catalogue::tr(const char* source) const {
  const auto found = texts_.find(source);
  return found != texts_.end() ? found->second.c_str() : source;
}

}  // namespace mallette::language
