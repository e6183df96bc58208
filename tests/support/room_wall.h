// SPDX-License-Identifier: GPL-3.0-or-later
// A wall to look at: fonts, words and help numbers as the program has them, and the picture of a scene.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "player/render/compositor.h"
#include "player/render/screenshot.h"
#include "player/room/room_scene.h"
#include "tests/support/document_service.h"

namespace mallette::test {

inline std::string read_source(const std::string& path) {
  std::ifstream file(std::string(MALLETTE_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> wall_fonts() {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(std::string(MALLETTE_SHARE_DIR) + "/fonts")) {
    files.push_back(file.path().generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Every member of its own; the scene is made last and goes first.
struct Wall {
  help::HelpNumbers numbers =
      *help::read_help_numbers(read_source("assets/help-numbers.toml"), "help-numbers.toml");
  language::Catalogue words = *language::Catalogue::load(language::Language::kFrench,
                                                         std::string(MALLETTE_SHARE_DIR) + "/translations");
  Wakes wakes;
  documents::DocumentService documents{wakes.wake()};
  room::Surroundings around{.help_numbers = &numbers, .local_contacts = {}};
  room::Look look;
  render::Size output = {1920, 1080};
  std::unique_ptr<room::RoomScene> room = *room::RoomScene::make(wall_fonts(), documents);

  const render::Scene& scene(const session::RoomView& view) {
    return room->scene(view, around, look, words, output);
  }
  /// Once its page is drawn, and the next one on its way.
  const render::Scene& with_page(const session::RoomView& view) {
    wakes.until([&] { return scene(view).still != nullptr && !room->stale(); });
    return scene(view);
  }
  render::Picture picture(const render::Scene& scene) const {
    render::Picture picture = {output.width, output.height, {}};
    picture.bgra.resize(static_cast<std::size_t>(output.width) * static_cast<std::size_t>(output.height) * 4);
    render::Compositor().compose(scene, {picture.bgra.data(), output.width * 4, output.width, output.height});
    return picture;
  }

  void open(const std::string& entry, const std::string& source_path) {
    room->set_document(entry,
                       documents.open(file_resource(std::string(MALLETTE_SOURCE_DIR) + "/" + source_path)));
  }
};

}  // namespace mallette::test
