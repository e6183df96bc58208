// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept between starts.
#include <doctest/doctest.h>

#include <algorithm>

#include "player/storage/atomic_file.h"
#include "player/storage/loudness_store.h"
#include "player/storage/settings.h"
#include "tests/support/kit_files.h"
#include "tests/support/storage_faults.h"

using namespace mallette;
using namespace mallette::storage;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 20s;  ///< far above what anything takes: reached only when a test fails

StateFolder open_folder(const std::string& path) { return StateFolder::open(path).value(); }

Settings changed_settings() {
  return {.language = "en",
          .theme = "high-contrast",
          .type_face = "low-vision",
          .text_scale = 1.5,
          .caption_scale = 2,
          .captions_below = true,
          .neutral_light = true,
          .volume = 0.25,
          .sound_device = "Casque « USB »",
          .sound = {.film = 0.5,
                    .description = 1.5,
                    .headphones_film = 0.25,
                    .headphones_description = 2,
                    .duck_depth_db = 12,
                    .duck_attack_ms = 100,
                    .duck_release_ms = 1500,
                    .headphones = "Adaptateur",
                    .description_to_headphones = true,
                    .match_loudness = false,
                    .film_in_headphones = false,
                    .delay_ms = {{"Adaptateur", -40}, {"Sans fil", 180}}},
          .last_folder = "/media/clé",
          .recent_kits = {"/media/clé/b.mallette", "/home/a.mallette"},
          .local_contacts = "Référente : Mme D., 01 02 03 04 05\n",
          .first_start_done = true,
          .speech = {.voice = "+f2", .words_per_minute = 270, .pitch = 30, .film_waits = false},
          .sign = {.placement = "beside", .width = 0.4},
          .sign_by_kit = {{"fr.example.un", {.placement = "free", .width = 0.3, .x = 0.25, .y = 1}}},
          .others = {}};
}

}  // namespace

TEST_CASE("settings come back as they were saved") {
  const ScratchFolder scratch("settings");
  const StateFolder folder = open_folder(scratch / "state");
  CHECK(read_settings(folder).settings == Settings());
  CHECK_FALSE(read_settings(folder).error);
  SettingsKeeper keeper(folder);
  keeper.save(changed_settings());
  REQUIRE(keeper.flush(kPatience));
  const SettingsRead read = read_settings(folder);
  CHECK_FALSE(read.error);
  CHECK(read.settings == changed_settings());
  CHECK_FALSE(std::filesystem::exists(folder.file("settings.json.damaged")));
}

TEST_CASE("how texts are spoken is kept as a whole, or as usual where a part of it cannot be") {
  for (const char* part : {R"("words_per_minute": 79)", R"("words_per_minute": 401)", R"("words_per_minute": 170.5)", R"("pitch": 101)",
                           R"("pitch": "high")", R"("voice": 3)", R"("film_waits": 1)"}) {
    CAPTURE(part);
    const SettingsRead read = parse_settings(R"({"version": 1, "speech": {)" + std::string(part) + "}}", "settings.json");
    REQUIRE(read.error);
    CHECK(read.error->key == "speech");
    CHECK(read.settings.speech == SpeechLook());
  }
  const SettingsRead some = parse_settings(R"({"version": 1, "speech": {"pitch": 70}})", "settings.json");
  CHECK_FALSE(some.error);
  CHECK(some.settings.speech.pitch == 70);
  CHECK(some.settings.speech.words_per_minute == SpeechLook().words_per_minute);
}

TEST_CASE("what a later program has added is kept, and its version with it") {
  const std::string later = R"({"version": 7, "volume": 0.5, "voice": {"rate": [1, "deux"]}, "zoom": null})";
  SettingsRead read = parse_settings(later, "settings.json");
  CHECK_FALSE(read.error);
  CHECK(read.settings.volume == 0.5);
  read.settings.theme = "light";
  const SettingsRead again = parse_settings(write_settings(read.settings), "settings.json");
  CHECK(again.settings == read.settings);
  CHECK(again.settings.others == R"({"version":7,"voice":{"rate":[1,"deux"]},"zoom":null})");
}

TEST_CASE("one value that does not fit is its default, is told by its key, and leaves the others alone") {
  for (const auto& [json, key] : {std::pair{R"({"theme": "light", "volume": 7})", "volume"},
                                  {R"({"theme": "light", "text_scale": "large"})", "text_scale"},
                                  {R"({"theme": "light", "text_scale": 0.5})", "text_scale"},
                                  {R"({"theme": "light", "recent_kits": {}})", "recent_kits"},
                                  {R"({"theme": "light", "neutral_light": 1})", "neutral_light"},
                                  {R"({"theme": "light", "sign": {"width": -1}})", "sign"},
                                  {R"({"theme": "light", "sign_by_kit": {"a": 1}})", "sign_by_kit"}}) {
    CAPTURE(json);
    const SettingsRead read = parse_settings(json, "settings.json");
    Settings expected;
    expected.theme = "light";
    CHECK(read.settings == expected);
    REQUIRE(read.error);
    CHECK(read.error->code == ErrorCode::kSettingsDamaged);
    CHECK(read.error->key == key);
  }
}

TEST_CASE("a damaged file gives the usual settings, is told, and stays readable under another name") {
  const ScratchFolder scratch("settings-damaged");
  const StateFolder folder = open_folder(scratch / "state");
  const std::string whole = write_settings(changed_settings());
  for (const std::string& bytes :
       {std::string(), whole.substr(0, whole.size() / 2), std::string("[]"), std::string("\xFF\xFE\0x", 4),
        std::string(100'000, '['), "{\"a\": " + std::string(1000, '[') + std::string(1000, ']') + "}"}) {
    write_file(folder.file("settings.json"), bytes);
    const SettingsRead read = read_settings(folder);
    CHECK(read.settings == Settings());
    REQUIRE(read.error);
    CHECK(read.error->code == ErrorCode::kSettingsDamaged);
    CHECK(read.error->allowed == "settings.json.damaged");
    CHECK(read_file(folder.file("settings.json.damaged")) == bytes);
  }
}

TEST_CASE("no file that is cut off or changed in one byte brings it down") {
  const std::string whole = write_settings(changed_settings());
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {  // but for the last line's end
    CHECK(parse_settings(whole.substr(0, i), "f").error);
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x15);
    const Settings settings = parse_settings(changed, "f").settings;
    CHECK(settings.text_scale >= 1);
    CHECK(settings.volume <= 1);
  }
}

TEST_CASE("a file beyond all measure is not read") {
  const ScratchFolder scratch("settings-large");
  const StateFolder folder = open_folder(scratch / "state");
  write_file(folder.file("settings.json"), std::string(5 << 20, ' '));
  const SettingsRead read = read_settings(folder);
  REQUIRE(read.error);
  CHECK(read.error->code == ErrorCode::kFileTooLarge);
}

TEST_CASE("brackets in a text are no nesting, contacts are cut at a letter, odd paths do not stop a save") {
  Settings settings;
  settings.local_contacts = std::string(500, '[') + std::string(4000, 'x') + std::string("é");
  settings.local_contacts.resize(kLocalContactsLimit_bytes + 1, 'x');
  settings.local_contacts.replace(kLocalContactsLimit_bytes - 1, 2, "é");
  settings.last_folder = "/media/\xFF";
  const SettingsRead read = parse_settings(write_settings(settings), "f");
  CHECK_FALSE(read.error);
  CHECK(read.settings.local_contacts == settings.local_contacts.substr(0, kLocalContactsLimit_bytes - 1));
}

TEST_CASE("recent kits: the latest first, each once, twenty at most") {
  Settings settings;
  for (int i = 0; i < 30; ++i) remember_kit(settings, std::to_string(i));
  remember_kit(settings, "15");
  REQUIRE(settings.recent_kits.size() == kRecentKits);
  CHECK(settings.recent_kits[0] == "15");
  CHECK(settings.recent_kits[1] == "29");
  CHECK(std::ranges::count(settings.recent_kits, "15") == 1);
}

TEST_CASE("of many changes the last one is on disk, a fault is told, and mended by itself") {
  const ScratchFolder scratch("settings-fault");
  const StateFolder folder = open_folder(scratch / "state");
  SettingsKeeper keeper(folder, {.retry_after = 1ms});
  Settings settings;
  for (int i = 0; i <= 100; ++i) {
    settings.volume = i / 100.0;
    keeper.save(settings);
  }
  REQUIRE(keeper.flush(kPatience));
  CHECK(read_settings(folder).settings.volume == 1);
  std::filesystem::rename(folder.path(), scratch / "gone");
  settings.volume = 0.5;
  keeper.save(settings);
  CHECK_FALSE(keeper.flush(kPatience));
  const auto error = keeper.take_error();
  REQUIRE(error);
  CHECK(error->code == ErrorCode::kFileUnwritable);
  std::filesystem::rename(scratch / "gone", folder.path());
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!keeper.flush(1ms) && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK(read_settings(folder).settings.volume == 0.5);
}

TEST_CASE("one choice of the sound that is out of its bounds leaves the others") {
  const SettingsRead read = parse_settings(
      R"({"sound": {"film": 0.5, "duck_depth_db": 400, "headphones": "A", "delay_ms": {"A": 5000, "B": 20}}})", "settings.json");
  REQUIRE(read.error);
  CHECK(read.error->key == "sound");
  CHECK(read.settings.sound.film == 0.5);
  CHECK(read.settings.sound.duck_depth_db == 9);
  CHECK(read.settings.sound.headphones == "A");
  CHECK(read.settings.sound.delay_ms == std::map<std::string, double>{{"B", 20}});
}

TEST_CASE("a measured loudness is known at the next start, and a damaged file is as good as none") {
  const ScratchFolder scratch("loudness");
  const StateFolder folder = open_folder(scratch / "state");
  const MeasuredLoudness measured{.lufs = -23.5, .peak_dbtp = -1.25};
  {
    LoudnessStore store(folder);
    CHECK_FALSE(store.find("sha256:ab"));
    CHECK(store.keep("sha256:ab", measured));
  }
  CHECK(LoudnessStore(folder).find("sha256:ab") == measured);
  CHECK_FALSE(LoudnessStore(folder).find("sha256:cd"));
  for (const char* damaged : {"", "[]", "{\"version\": 1", R"({"version": 1, "measured": [1]})",
                              R"({"version": 1, "measured": {"sha256:ab": {"lufs": 1e9, "peak_dbtp": "x"}}})"}) {
    REQUIRE(write_atomically(folder.file("loudness.json"), damaged));
    LoudnessStore store(folder);
    CHECK_FALSE(store.find("sha256:ab"));
    CHECK(store.keep("sha256:ab", measured));
    CHECK(LoudnessStore(folder).find("sha256:ab") == measured);
  }
}

TEST_CASE("a key that is plugged in elsewhere still knows the kits and the folder that lie on it") {
  const ScratchFolder scratch("moved");
  Settings settings;
  settings.recent_kits = {scratch / "avant/kits/un.mallette", kRoot + std::string("/srv/kits/deux.mallette")};
  settings.last_folder = scratch / "avant/kits";
  settings.report_folder = scratch / "avant/bilans";
  {
    SettingsKeeper keeper(StateFolder::open_portable(scratch / "avant/data").value());
    keeper.save(settings);
    REQUIRE(keeper.flush(kPatience));
  }
  std::filesystem::rename(scratch.path() / "avant", scratch.path() / "après");
  const SettingsRead read = read_settings(StateFolder::open_portable(scratch / "après/data").value());
  CHECK_FALSE(read.error);
  CHECK(read.settings.recent_kits == std::vector<std::string>{scratch / "après/kits/un.mallette", kRoot + std::string("/srv/kits/deux.mallette")});
  CHECK(read.settings.last_folder == scratch / "après/kits");
  CHECK(read.settings.report_folder == scratch / "après/bilans");
}
