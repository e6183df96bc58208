// SPDX-License-Identifier: GPL-3.0-or-later
// Small kits for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "kits/base/byte_source.h"
#include "tests/support/test_data.h"
#include "tests/support/zip_bytes.h"

namespace mallette::test {

inline constexpr const char* kMimetypeText = "application/vnd.mallette.kit+zip";

/// The five keys that every manifest needs, on lines 1 to 6.
inline const std::string kHeader =
    "format = 1\n[kit]\nid = \"fr.example.essai\"\ntitle = \"Essai\"\nversion = \"1\"\nlanguage = \"fr\"\n";

inline const std::string kSmallManifest = kHeader + R"(
[[film]]
id = "accueillir"
video = "film/accueillir.mp4"
  [[film.captions]]
  path = "sous-titres/accueillir.fr.sdh.srt"
[[sheet]]
path = "fiches/réflexe.pdf"
)";

inline void write_file(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Not compressible, and the same each time.
inline std::string noise(std::size_t size) {
  std::string out;
  for (std::uint32_t state = 1; out.size() < size;) {
    state = state * 1664525u + 1013904223u;
    out += static_cast<char>(state >> 24);
  }
  return out;
}

inline const std::string kCaptions = "1\n00:00:01,000 --> 00:00:02,000\nBonjour.\n";

inline void write_small_kit(const Path& folder) {
  write_file(folder / "kit.toml", kSmallManifest);
  write_file(folder / "film/accueillir.mp4", noise(100'000));
  write_file(folder / "sous-titres/accueillir.fr.sdh.srt", kCaptions);
  write_file(folder / "fiches/réflexe.pdf", "%PDF-1.7 " + noise(3000));
}

inline std::vector<ZipItem> small_kit_items() {
  return {{.name = "mimetype", .content = kMimetypeText},
          {.name = "kit.toml", .content = kSmallManifest, .deflated = true},
          {.name = "film/accueillir.mp4", .content = noise(100'000)},
          {.name = "sous-titres/accueillir.fr.sdh.srt", .content = kCaptions, .deflated = true},
          {.name = "fiches/réflexe.pdf", .content = "%PDF-1.7 " + noise(3000), .deflated = true}};
}

inline std::string text_of(const Resource& resource) {
  const auto bytes = read_all(resource, 1ULL << 30);
  return bytes ? std::string(mallette::text_of(*bytes))
               : "ERROR " + to_log_line(bytes.error());
}

}  // namespace mallette::test
