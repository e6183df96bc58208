// SPDX-License-Identifier: GPL-3.0-or-later
// What a module of speech-dispatcher says, taken apart. Pure; one thread.
//
//   200-French	fr-FR	none        a line of what is told (code, "-", text)
//   200 OK VOICE LIST SENT           and its end (code, " ", text)
//   705-bits=16 ... 705-AUDIO\0....  sound: the bytes of newline and 0x7D are told as 0x7D and the byte with bit 5 turned
//   705 AUDIO
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mallette::speech {

struct Answer {
  int code = 0;
  std::vector<std::string> lines;  ///< before the last
  std::string last;
};

class ModuleAnswers {
 public:
  /// Of one line, and of all lines of an answer together. A list of voices with all their variants may have 15 000 lines.
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20, kMostLines = 100'000;

  /// Bytes as they come. False: this is not what modules say; nothing more is of use.
  [[nodiscard]] bool take(std::string_view bytes);
  /// The next that is whole, in turn.
  [[nodiscard]] std::optional<Answer> next();

 private:
  bool take_line(std::string line);

  std::string line_;       ///< that has no end yet
  Answer growing_;
  std::size_t size_ = 0;   ///< of growing_, in bytes
  std::vector<Answer> whole_;
};

/// Of an answer with code kSoundTold; one channel, -1 to 1.
struct ToldSound {
  std::vector<float> samples;
  int rate = 0;
};
inline constexpr int kSoundTold = 705;
/// Null: no sound, or of a kind that is not known (other than 16 bits, more than two channels, a rate that nobody speaks in).
[[nodiscard]] std::optional<ToldSound> sound_of(const Answer& answer);

/// A line of the list of voices: name, language, variant.
struct ToldVoice {
  std::string name, language;
};
[[nodiscard]] std::optional<ToldVoice> voice_of(std::string_view line);

}  // namespace mallette::speech
