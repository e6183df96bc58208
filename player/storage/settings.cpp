// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/storage/settings.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "player/storage/atomic_file.h"
#include "player/storage/file_paths.h"

namespace mallette::storage {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kName = "settings.json";
constexpr const char* kDamaged = ".damaged";
constexpr int kVersion = 1;
constexpr std::size_t kFileLimit_bytes = 4 << 20;
constexpr std::size_t kTextLimit_bytes = 4096;  ///< a path, a device's name
constexpr std::size_t kKitsLimit = 2000;        ///< with a look of their own for the signer
constexpr std::size_t kDevicesLimit = 100;      ///< with a delay of their own
constexpr int kDepthLimit = 64;                 ///< of what others' keys hold: we only carry it along

// One for every type of value; the default stays where a value does not fit.

bool read(const Json& json, std::string& text, std::size_t limit_bytes = kTextLimit_bytes) {
  if (!json.is_string() || json.get_ref<const std::string&>().size() > limit_bytes) return false;
  text = json.get<std::string>();
  return true;
}

bool read(const Json& json, bool& value) {
  if (json.is_boolean()) value = json.get<bool>();
  return json.is_boolean();
}

bool read_within(const Json& json, double& value, double least, double most) {
  if (!json.is_number()) return false;
  const double number = json.get<double>();
  if (!(number >= least && number <= most)) return false;
  value = number;
  return true;
}

bool read_within(const Json& json, int& value, int least, int most) {
  double number = 0;
  if (!json.is_number_integer() || !read_within(json, number, least, most)) return false;
  value = static_cast<int>(number);
  return true;
}

bool read(const Json& json, SpeechLook& look) {
  if (!json.is_object()) return false;
  SpeechLook found;
  const auto fits = [&](const char* key, auto read_it) {
    const auto value = json.find(key);
    return value == json.end() || read_it(*value);
  };
  const bool all = fits("voice", [&](const Json& v) { return read(v, found.voice); }) &&
                   fits("words_per_minute", [&](const Json& v) { return read_within(v, found.words_per_minute, 80, 400); }) &&
                   fits("pitch", [&](const Json& v) { return read_within(v, found.pitch, 0, 100); }) &&
                   fits("film_waits", [&](const Json& v) { return read(v, found.film_waits); });
  if (all) look = std::move(found);
  return all;
}

bool read(const Json& json, SignLook& look) {
  if (!json.is_object()) return false;
  SignLook found;
  const auto placement = json.find("placement");
  const auto width = json.find("width");
  const auto x = json.find("x"), y = json.find("y");
  const bool fits = (placement == json.end() || read(*placement, found.placement)) &&
                    (width == json.end() || read_within(*width, found.width, 0, 1)) &&
                    (x == json.end() || read_within(*x, found.x, 0, 1)) &&
                    (y == json.end() || read_within(*y, found.y, 0, 1));
  if (fits) look = std::move(found);
  return fits;
}

bool read(const Json& json, std::vector<std::string>& paths) {
  if (!json.is_array()) return false;
  bool all = true;
  for (const Json& one : json) {
    std::string path;
    if (paths.size() == kRecentKits) break;
    if (read(one, path)) {
      paths.push_back(std::move(path));
    } else {
      all = false;
    }
  }
  return all;
}

bool read(const Json& json, std::map<std::string, SignLook>& looks) {
  if (!json.is_object()) return false;
  bool all = true;
  for (const auto& [kit, look] : json.items()) {
    SignLook found;
    const bool fits = looks.size() < kKitsLimit && kit.size() <= kTextLimit_bytes && read(look, found);
    if (fits) looks.emplace(kit, std::move(found));
    all = all && fits;
  }
  return all;
}

bool read(const Json& json, std::map<std::string, double>& delays_ms) {
  if (!json.is_object()) return false;
  bool all = true;
  for (const auto& [device, delay] : json.items()) {
    double found = 0;
    const bool fits = delays_ms.size() < kDevicesLimit && device.size() <= kTextLimit_bytes && read_within(delay, found, -300, 300);
    if (fits) delays_ms.emplace(device, found);
    all = all && fits;
  }
  return all;
}

/// One key that does not fit leaves the others as they are.
bool read(const Json& json, SoundChoices& sound) {
  if (!json.is_object()) return false;
  bool all = true;
  const auto take = [&](const char* key, const auto& reader) {
    const auto found = json.find(key);
    if (found != json.end()) all = reader(*found) && all;
  };
  const auto number = [&](const char* key, double& value, double least, double most) {
    take(key, [&](const Json& j) { return read_within(j, value, least, most); });
  };
  number("film", sound.film, 0, 1);
  number("description", sound.description, 0, 2);
  number("headphones_film", sound.headphones_film, 0, 1);
  number("headphones_description", sound.headphones_description, 0, 2);
  number("duck_depth_db", sound.duck_depth_db, 0, 24);
  number("duck_attack_ms", sound.duck_attack_ms, 50, 300);
  number("duck_release_ms", sound.duck_release_ms, 100, 3000);
  take("headphones", [&](const Json& j) { return read(j, sound.headphones); });
  take("description_to_headphones", [&](const Json& j) { return read(j, sound.description_to_headphones); });
  take("match_loudness", [&](const Json& j) { return read(j, sound.match_loudness); });
  take("film_in_headphones", [&](const Json& j) { return read(j, sound.film_in_headphones); });
  take("delay_ms", [&](const Json& j) { return read(j, sound.delay_ms); });
  return all;
}

Json written(const SoundChoices& sound) {
  Json json = {{"film", sound.film},
               {"description", sound.description},
               {"headphones_film", sound.headphones_film},
               {"headphones_description", sound.headphones_description},
               {"duck_depth_db", sound.duck_depth_db},
               {"duck_attack_ms", sound.duck_attack_ms},
               {"duck_release_ms", sound.duck_release_ms},
               {"headphones", sound.headphones},
               {"description_to_headphones", sound.description_to_headphones},
               {"film_in_headphones", sound.film_in_headphones},
               {"match_loudness", sound.match_loudness}};
  Json& delays = json["delay_ms"] = Json::object();
  for (const auto& [device, delay] : sound.delay_ms) delays[device] = delay;
  return json;
}

Json written(const SignLook& look) { return {{"placement", look.placement}, {"width", look.width}, {"x", look.x}, {"y", look.y}}; }

/// Puts one key's value into the settings. False: it does not fit. Nothing: the key is not known.
std::optional<bool> take(Settings& to, const std::string& key, const Json& json) {
  if (key == "language") return read(json, to.language);
  if (key == "theme") return read(json, to.theme);
  if (key == "type_face") return read(json, to.type_face);
  if (key == "text_scale") return read_within(json, to.text_scale, 1, 3);
  if (key == "caption_scale") return read_within(json, to.caption_scale, 1, 3);
  if (key == "captions_below") return read(json, to.captions_below);
  if (key == "neutral_light") return read(json, to.neutral_light);
  if (key == "volume") return read_within(json, to.volume, 0, 1);
  if (key == "sound_device") return read(json, to.sound_device);
  if (key == "sound") return read(json, to.sound);
  if (key == "last_folder") return read(json, to.last_folder);
  if (key == "recent_kits") return read(json, to.recent_kits);
  if (key == "local_contacts") return read(json, to.local_contacts, kLocalContactsLimit_bytes);
  if (key == "report_folder") return read(json, to.report_folder);
  if (key == "first_start_done") return read(json, to.first_start_done);
  if (key == "speech") return read(json, to.speech);
  if (key == "sign") return read(json, to.sign);
  if (key == "sign_by_kit") return read(json, to.sign_by_kit);
  return std::nullopt;
}

Error damaged(const std::string& subject, std::string key = {}, std::string detail = {}) {
  return {.code = ErrorCode::kSettingsDamaged,
          .subject = subject,
          .key = std::move(key),
          .allowed = std::string(kName) + kDamaged,
          .detail = std::move(detail)};
}

/// Never cut within a letter.
std::string shortened(std::string text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return text;
  std::size_t end = limit_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

/// What is written back is written recursively: what is nested too deeply for that is no settings file.
Json parse(const std::string& text) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth > kDepthLimit;
    return !too_deep;
  };
  Json json = Json::parse(text, watch, false);
  return too_deep ? Json(Json::value_t::discarded) : json;
}

/// Every path in them, through `change`.
template <class Change>
void change_paths(Settings& settings, Change change) {
  settings.last_folder = change(settings.last_folder);
  settings.report_folder = change(settings.report_folder);
  for (std::string& kit : settings.recent_kits) kit = change(kit);
}

}  // namespace

void remember_kit(Settings& settings, const std::string& path) {
  std::erase(settings.recent_kits, path);
  settings.recent_kits.insert(settings.recent_kits.begin(), path);
  if (settings.recent_kits.size() > kRecentKits) settings.recent_kits.resize(kRecentKits);
}

std::string write_settings(const Settings& settings) {
  Json json = {{"version", kVersion}};
  json["language"] = settings.language;
  json["theme"] = settings.theme;
  json["type_face"] = settings.type_face;
  json["text_scale"] = settings.text_scale;
  json["caption_scale"] = settings.caption_scale;
  json["captions_below"] = settings.captions_below;
  json["neutral_light"] = settings.neutral_light;
  json["volume"] = settings.volume;
  json["sound_device"] = settings.sound_device;
  json["sound"] = written(settings.sound);
  json["last_folder"] = settings.last_folder;
  json["recent_kits"] = settings.recent_kits;
  json["local_contacts"] = shortened(settings.local_contacts, kLocalContactsLimit_bytes);
  json["report_folder"] = settings.report_folder;
  json["first_start_done"] = settings.first_start_done;
  json["speech"] = {{"voice", settings.speech.voice},
                    {"words_per_minute", settings.speech.words_per_minute},
                    {"pitch", settings.speech.pitch},
                    {"film_waits", settings.speech.film_waits}};
  json["sign"] = written(settings.sign);
  Json& by_kit = json["sign_by_kit"] = Json::object();
  for (const auto& [kit, look] : settings.sign_by_kit) by_kit[kit] = written(look);
  const Json others = Json::parse(settings.others, nullptr, false);
  if (others.is_object()) {
    for (const auto& [key, value] : others.items()) {
      if (!json.contains(key) || key == "version") json[key] = value;
    }
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

SettingsRead parse_settings(const std::string& text, const std::string& subject) {
  SettingsRead result;
  const Json json = parse(text);
  if (!json.is_object()) {
    result.error = damaged(subject, {}, json.is_discarded() ? "not JSON" : "no object");
    return result;
  }
  Json others = Json::object();
  for (const auto& [key, value] : json.items()) {
    if (key == "version" && value == kVersion) continue;
    const auto fits = take(result.settings, key, value);
    if (!fits) others[key] = value;
    if (fits == false && !result.error)
      result.error = damaged(subject, key, "found: " + value.dump().substr(0, 200));
  }
  if (!others.empty()) result.settings.others = others.dump();
  return result;
}

SettingsRead read_settings(const StateFolder& folder) {
  const std::string path = folder.file(kName);
  const auto bytes = read_whole(path, kFileLimit_bytes);
  if (!bytes) {
    const bool first = bytes.error().code == ErrorCode::kFileNotFound;
    return {.settings = {}, .error = first ? std::nullopt : std::optional(bytes.error())};
  }
  SettingsRead result = parse_settings(*bytes, path);
  change_paths(result.settings, [&](const std::string& kept) { return folder.found(kept); });
  if (result.error) {
    // The next save replaces the file; what it held is not lost.
    if (auto kept = write_atomically(path + kDamaged, *bytes); !kept) result.error = kept.error();
  }
  return result;
}

SettingsKeeper::SettingsKeeper(StateFolder folder, DiskOrdersOptions options)
    : folder_(std::move(folder)), orders_(options) {}

void SettingsKeeper::save(const Settings& settings) {
  if (saved_ == settings) return;
  saved_ = settings;
  Settings kept = settings;
  change_paths(kept, [&](const std::string& path) { return folder_.kept(path); });
  orders_.give(kName, [path = folder_.file(kName), bytes = write_settings(kept)] {
    return write_atomically(path, bytes);
  });
}

}  // namespace mallette::storage
