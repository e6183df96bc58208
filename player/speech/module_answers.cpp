// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/module_answers.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace mallette::speech {
namespace {

constexpr std::size_t kCodeDigits = 3;
constexpr char kEscape = 0x7D, kTurned = 0x20;
constexpr std::string_view kSoundBegins{"AUDIO\0", 6};
constexpr int kSlowestRate = 8'000, kFastestRate = 192'000;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string unescaped(std::string_view told) {
  std::string bytes;
  bytes.reserve(told.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (told[i] == kEscape && i + 1 < told.size()) bytes += static_cast<char>(told[++i] ^ kTurned);
    else bytes += told[i];
  }
  return bytes;
}

}  // namespace

bool ModuleAnswers::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    line_ += bytes.substr(0, end);
    if (line_.size() > kMostBytes) return false;
    if (end == std::string_view::npos) return true;
    bytes.remove_prefix(end + 1);
    if (!take_line(std::exchange(line_, {}))) return false;
  }
  return true;
}

bool ModuleAnswers::take_line(std::string line) {
  const auto code = line.size() > kCodeDigits ? number(std::string_view(line).substr(0, kCodeDigits)) : std::nullopt;
  const char sign = code ? line[kCodeDigits] : '\0';
  if (sign != '-' && sign != ' ') return false;
  if (*code != growing_.code) {
    growing_ = {.code = *code, .lines = {}, .last = {}};
    size_ = 0;
  }
  size_ += line.size();
  if (size_ > kMostBytes || growing_.lines.size() >= kMostLines) return false;
  line.erase(0, kCodeDigits + 1);
  if (sign == '-') {
    growing_.lines.push_back(std::move(line));
  } else {
    growing_.last = std::move(line);
    whole_.push_back(std::exchange(growing_, {}));
    size_ = 0;
  }
  return true;
}

std::optional<Answer> ModuleAnswers::next() {
  if (whole_.empty()) return std::nullopt;
  Answer first = std::move(whole_.front());
  whole_.erase(whole_.begin());
  return first;
}

std::optional<ToldSound> sound_of(const Answer& answer) {
  if (answer.code != kSoundTold) return std::nullopt;
  int bits = 0, channels = 0, rate = 0, big_endian = 0;
  std::optional<std::string> bytes;
  for (const std::string& line : answer.lines) {
    if (line.starts_with(kSoundBegins)) {
      bytes = unescaped(std::string_view(line).substr(kSoundBegins.size()));
      continue;
    }
    const std::size_t is = line.find('=');
    if (is == std::string::npos) continue;
    const std::string_view key(line.data(), is);
    const int value = number(std::string_view(line).substr(is + 1)).value_or(0);
    if (key == "bits") bits = value;
    else if (key == "num_channels") channels = value;
    else if (key == "sample_rate") rate = value;
    else if (key == "big_endian") big_endian = value;
  }
  if (!bytes || bits != 16 || channels < 1 || channels > 2 || rate < kSlowestRate || rate > kFastestRate) return std::nullopt;
  ToldSound sound{.samples = {}, .rate = rate};
  const std::size_t frame = 2 * static_cast<std::size_t>(channels);
  sound.samples.reserve(bytes->size() / frame);
  for (std::size_t at = 0; at + frame <= bytes->size(); at += frame) {
    float sum = 0;
    for (std::size_t i = at; i < at + frame; i += 2) {
      const auto first = static_cast<std::uint8_t>((*bytes)[i]), second = static_cast<std::uint8_t>((*bytes)[i + 1]);
      const auto value = big_endian != 0 ? first << 8 | second : second << 8 | first;
      sum += static_cast<float>(static_cast<std::int16_t>(value)) / 32768.0F;
    }
    sound.samples.push_back(sum / static_cast<float>(channels));
  }
  return sound;
}

std::optional<ToldVoice> voice_of(std::string_view line) {
  const std::size_t first = line.find('\t');
  if (first == 0 || first == std::string_view::npos) return std::nullopt;
  const std::size_t second = line.find('\t', first + 1);
  return ToldVoice{.name = std::string(line.substr(0, first)), .language = std::string(line.substr(first + 1, second - first - 1))};
}

}  // namespace mallette::speech
