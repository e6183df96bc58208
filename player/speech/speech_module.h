// SPDX-License-Identifier: GPL-3.0-or-later
// One module of speech-dispatcher that runs: a child process, in conversation over one socket of the process' own.
//
// One thread. Nothing here waits for longer than the module has for an answer, nor once `stop` says so; what is
// stopped between two sentences is an error, too, and the module of no more use. The destructor ends the child.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/speech/module_answers.h"
#include "player/speech/synthesis.h"

namespace mallette::speech {

class SpeechModule {
 public:
  using Stop = std::function<bool()>;

  /// Starts the program with its settings (empty: none), and has it give its sound to us. Errors: kSpeechEngine: it is
  /// not there, does not answer, or can only play by itself.
  static Result<std::unique_ptr<SpeechModule>> start(const std::string& program, const std::string& settings, const Stop& stop);
  ~SpeechModule();
  SpeechModule(const SpeechModule&) = delete;
  SpeechModule& operator=(const SpeechModule&) = delete;

  /// All that it has.
  [[nodiscard]] Result<std::vector<ToldVoice>> voices(const Stop& stop);
  /// One sentence of speakable_text.h. Once `stop` says so the sentence is taken back, and what there is stays. After an error the module is
  /// of no use.
  [[nodiscard]] Result<void> speak(const std::string& sentence, const ToldVoice& voice, const Manner& manner, Synthesised& to, const Stop& stop);

 private:
  SpeechModule(int socket, int process, std::string name) : socket_(socket), process_(process), name_(std::move(name)) {}
  using Clock = std::chrono::steady_clock;
  Result<void> send(const std::string& words, const Stop& stop);
  Result<Answer> answer(Clock::time_point until, const Stop& stop);
  Result<Answer> ask(const std::string& words, const Stop& stop);
  Result<void> set(const std::string& command, const std::string& settings, const Stop& stop);
  [[nodiscard]] Error fault(std::string detail) const;

  const int socket_, process_;
  const std::string name_;  ///< the program, for errors
  ModuleAnswers answers_;
};

}  // namespace mallette::speech
