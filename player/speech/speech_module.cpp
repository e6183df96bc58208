// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/speech_module.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <thread>

#include "player/speech/speakable_text.h"

extern char** environ;  // NOLINT: as POSIX has it

namespace mallette::speech {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 4s;      // for an answer, and for the next sound: a large voice is read from a slow disk first
constexpr auto kPatienceOnceStopped = 500ms;
constexpr auto kLook = 20ms;        // how often stopping is asked for
constexpr auto kFarewell = 300ms;   // from QUIT to the end

constexpr int kStop = 703, kEnd = 702, kPause = 704;  // what ends a sentence
constexpr int kFirstEvent = 700;
constexpr int kFirstFault = 300;

/// -100 to 100, as the program that runs modules counts: 0 is the voice's own.
int rate_of(int words_per_minute) {
  constexpr int kOwn = 170;
  const int from_own = words_per_minute - kOwn;
  return std::clamp(from_own * 100 / (from_own < 0 ? kOwn - Manner::kSlowest : Manner::kFastest - kOwn), -100, 100);
}
int pitch_of(int pitch) { return std::clamp(2 * (pitch - 50), -100, 100); }

/// Whether the socket is ready before the next look at whatever may have changed.
bool is_ready(int socket, short for_what) {
  pollfd there{.fd = socket, .events = for_what, .revents = 0};
  return poll(&there, 1, static_cast<int>(std::chrono::milliseconds(kLook).count())) > 0;
}

}  // namespace

Error SpeechModule::fault(std::string detail) const {
  return {.code = ErrorCode::kSpeechEngine, .subject = name_, .detail = std::move(detail)};
}

Result<std::unique_ptr<SpeechModule>> SpeechModule::start(const std::string& program, const std::string& settings, const Stop& stop) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail({.code = ErrorCode::kSpeechEngine, .subject = program, .detail = std::strerror(errno)});
  }
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  // Signals as a program has them when it starts, whatever this thread keeps away from itself.
  posix_spawnattr_t attributes{};
  posix_spawnattr_init(&attributes);
  sigset_t none{};
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string path = program, file = settings;
  std::array<char*, 3> words = {path.data(), file.empty() ? nullptr : file.data(), nullptr};
  pid_t process = 0;
  const int fault = posix_spawn(&process, program.c_str(), &actions, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (fault != 0) {
    close(ends[0]);
    return fail({.code = ErrorCode::kSpeechEngine, .subject = program, .detail = std::strerror(fault)});
  }
  std::unique_ptr<SpeechModule> module(new SpeechModule(ends[0], process, program));
  if (auto begun = module->ask("INIT\n", stop); !begun) return fail(std::move(begun.error()));
  if (auto ours = module->set("AUDIO", "audio_output_method=server\n", stop); !ours) return fail(std::move(ours.error()));
  return module;
}

SpeechModule::~SpeechModule() {
  constexpr std::string_view kQuit = "QUIT\n";
  (void)::send(socket_, kQuit.data(), kQuit.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(socket_, SHUT_WR);
  bool ended = false;
  for (const auto until = Clock::now() + kFarewell; !ended && Clock::now() < until; std::this_thread::sleep_for(5ms)) {
    ended = waitpid(process_, nullptr, WNOHANG) != 0;
  }
  if (!ended) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  close(socket_);
}

Result<void> SpeechModule::send(const std::string& words, const Stop& stop) {
  const auto until = Clock::now() + kPatience;
  for (std::size_t sent = 0; sent < words.size();) {
    if (stop()) return fail(fault("stopped"));
    if (Clock::now() > until) return fail(fault("takes no orders"));
    if (!is_ready(socket_, POLLOUT)) continue;
    const auto taken = ::send(socket_, words.data() + sent, words.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken < 0 && errno != EAGAIN && errno != EINTR) return fail(fault(std::strerror(errno)));
    if (taken > 0) sent += static_cast<std::size_t>(taken);
  }
  return {};
}

/// The next of its answers. Where `stop` says so in the meantime: one of code 0.
Result<Answer> SpeechModule::answer(Clock::time_point until, const Stop& stop) {
  std::array<char, 16'384> buffer{};
  while (true) {
    if (stop()) return Answer{};
    if (Clock::now() > until) return fail(fault("does not answer"));
    if (auto whole = answers_.next()) return std::move(*whole);
    if (!is_ready(socket_, POLLIN)) continue;
    const auto read = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (read == 0) return fail(fault("has ended"));
    if (read < 0 && errno != EAGAIN && errno != EINTR) return fail(fault(std::strerror(errno)));
    if (read > 0 && !answers_.take({buffer.data(), static_cast<std::size_t>(read)})) return fail(fault("says what no module says"));
  }
}

/// Its answer, which is no event of something that it said before, and no refusal.
Result<Answer> SpeechModule::ask(const std::string& words, const Stop& stop) {
  if (auto sent = send(words, stop); !sent) return fail(std::move(sent.error()));
  const auto until = Clock::now() + kPatience;
  while (true) {
    auto said = answer(until, stop);
    if (!said) return said;
    if (said->code == 0) return fail(fault("stopped"));
    if (said->code >= kFirstEvent) continue;
    if (said->code >= kFirstFault) return fail(fault(fmt::format("{} {}", said->code, said->last)));
    return said;
  }
}

Result<void> SpeechModule::set(const std::string& command, const std::string& settings, const Stop& stop) {
  if (auto ready = ask(command + "\n", stop); !ready) return fail(std::move(ready.error()));
  if (auto taken = ask(settings + ".\n", stop); !taken) return fail(std::move(taken.error()));
  return {};
}

Result<std::vector<ToldVoice>> SpeechModule::voices(const Stop& stop) {
  auto list = ask("LIST VOICES\n", stop);
  if (!list) return fail(std::move(list.error()));
  std::vector<ToldVoice> found;
  for (const std::string& line : list->lines) {
    if (auto voice = voice_of(line)) found.push_back(std::move(*voice));
  }
  return found;
}

Result<void> SpeechModule::speak(const std::string& sentence, const ToldVoice& voice, const Manner& manner, Synthesised& to, const Stop& stop) {
  const std::string settings =
      fmt::format("pitch={}\nrate={}\nvolume=0\npunctuation_mode=none\nspelling_mode=off\ncap_let_recogn=none\nlanguage={}\nsynthesis_voice={}\n",
                  pitch_of(manner.pitch), rate_of(manner.words_per_minute), voice.language, voice.name);
  if (auto taken = set("SET", settings, stop); !taken) return taken;
  if (auto begun = set("SPEAK", "<speak>" + in_markup(sentence) + "</speak>\n", stop); !begun) return begun;
  bool stopped = false;
  const Stop first_stop = [&] { return !stopped && (stop() || to.is_full()); };
  for (auto until = Clock::now() + kPatience;;) {
    auto said = answer(until, first_stop);
    if (!said) return fail(std::move(said.error()));
    if (said->code == 0) {
      stopped = true;
      until = Clock::now() + kPatienceOnceStopped;
      if (auto sent = send("STOP\n", [&] { return Clock::now() > until; }); !sent) return sent;
      continue;
    }
    if (said->code == kEnd || said->code == kStop || said->code == kPause) return {};
    if (said->code != kSoundTold || stopped) continue;
    const auto sound = sound_of(*said);
    if (!sound) return fail(fault("its sound is of a kind that is not known"));
    if (to.rate == 0) to.rate = sound->rate;
    if (to.rate != sound->rate) return fail(fault("its sound changes its rate"));
    to.samples.insert(to.samples.end(), sound->samples.begin(), sound->samples.end());
    until = Clock::now() + kPatience;
  }
}

}  // namespace mallette::speech
