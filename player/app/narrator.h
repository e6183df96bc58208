// SPDX-License-Identifier: GPL-3.0-or-later
// Speaks a film's description that is text: reads its cues, has each made into sound ahead of its time, and puts
// it on the film's line as a voice, where a recorded one would be.
//
//   cues ──> Speaker: this one now, the next ahead ──> place() ──> SampleQueue ──> mixer
//
// Two threads of its own: one reads the cues (a large film with the text inside takes seconds; the film begins
// without), one fills the queue. Both are let go by the destructor, which waits for them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "player/app/film_tracks.h"
#include "player/app/narration.h"
#include "player/media/sound_source.h"
#include "player/speech/speaker.h"

namespace mallette::app {

/// How descriptions are spoken.
struct SpeechWish {
  std::shared_ptr<speech::Speaker> speaker;  ///< null: they are not
  speech::Manner manner;                     ///< its language is the text's
  bool extended = true;                      ///< the film waits for what does not fit
  friend bool operator==(const SpeechWish&, const SpeechWish&) = default;
};

class Narrator final : public media::SoundSource {
 public:
  Narrator(SpokenText text, SpeechWish wish, media::Wake wake);
  ~Narrator() override;
  Narrator(const Narrator&) = delete;
  Narrator& operator=(const Narrator&) = delete;

  void seek(media::Generation generation, media::MediaTime target) override;
  void set_end(std::optional<media::MediaTime> end) override;
  [[nodiscard]] const std::shared_ptr<media::SampleQueue>& audio() const override { return queue_; }
  [[nodiscard]] std::vector<Error> take_errors() override;

 private:
  struct Request {
    media::Generation generation = 0;
    media::SampleIndex target = 0;
  };
  /// What the Speaker rings too, which may outlive us.
  struct Bell {
    std::mutex mutex;  // guards the narrator's members that say so
    std::condition_variable_any rung;
  };

  void read();
  void run(const std::stop_token& stop);
  bool await_cues(const Request& request, media::SampleIndex& at, const std::stop_token& stop);
  void tell(const Request& request, const std::stop_token& stop);
  bool say(std::size_t index, const Request& request, media::SampleIndex at, const std::stop_token& stop);
  void order(std::size_t index, speech::Urgency urgency);
  std::shared_ptr<const speech::Order> order_text(const SpokenCue& cue, double haste, speech::Urgency urgency);
  const Result<speech::Speech>* await(const speech::Order& order, const Request& request, const std::stop_token& stop);
  bool push(media::SampleIndex start, std::vector<float> samples, const Request& request, const std::stop_token& stop);
  bool silence(media::SampleIndex from, media::SampleIndex to, const Request& request, const std::stop_token& stop);
  bool is_current(const Request& request);
  Surround around(std::size_t index);
  void report(Error error, std::uint32_t line);

  const SpokenText text_;
  const SpeechWish wish_;
  const media::Wake wake_;
  const std::shared_ptr<media::SampleQueue> queue_;
  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::atomic<bool> abort_{false};

  // Under the bell's mutex.
  Request request_;
  std::optional<media::SampleIndex> end_;
  std::optional<std::vector<SpokenCue>> cues_;  ///< once they are read, and not changed from then on
  std::string language_;
  std::vector<Error> errors_;
  std::vector<ErrorCode> told_;

  // The filling thread's own.
  std::vector<std::shared_ptr<const speech::Order>> orders_;  ///< by cue
  bool failed_ = false;                                       ///< there is no engine

  std::jthread reader_, filler_;  ///< last
};

}  // namespace mallette::app
