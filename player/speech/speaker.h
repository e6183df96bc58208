// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that owns the engine, and the queue of what is to be spoken.
//
//   order(text) ──> [ now: ▒ ][ ahead: ▒▒▒ ] ──> engine ──> Order::result(), and `done` is called
//        └─ std::shared_ptr<Order>: whoever holds it wants it. Letting go of it takes it back, also while
//           it is being spoken: interrupting is forgetting.
//
// What is spoken is sound in memory, not sound that is heard: whoever asked for it puts it where it
// belongs, and knows when it has ended there.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "player/speech/engine.h"

namespace mallette::speech {

class Order {
 public:
  Order(Utterance what, std::function<void()> done) : what_(std::move(what)), done_(std::move(done)) {}
  /// Null until it has been spoken. Any thread.
  [[nodiscard]] const Result<Speech>* result() const;

 private:
  friend class Speaker;
  const Utterance what_;
  const std::function<void()> done_;
  Result<Speech> result_ = Speech{};
  std::atomic<bool> is_done_{false};  ///< result_ is written before, and not after
};

enum class Urgency : std::uint8_t {
  kNow,    ///< somebody waits for it
  kAhead,  ///< it will be wanted
};

class Speaker {
 public:
  /// The engine is made in the thread, with the first order.
  explicit Speaker(MakeEngine make);
  ~Speaker();
  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;

  /// `done` is called in the Speaker's thread, and must not call back in; not at all for an order that was let go, but it may be
  /// under way just then: what it touches must live as long as the Speaker, or be held by it. Any thread.
  [[nodiscard]] std::shared_ptr<const Order> order(Utterance what, Urgency urgency, std::function<void()> done = {});

 private:
  void run(const std::stop_token& stop);
  void carry_out(const std::weak_ptr<Order>& next, const std::stop_token& stop);
  Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop);

  const MakeEngine make_;
  std::mutex mutex_;  // guards the two queues
  std::condition_variable_any asked_;
  std::deque<std::weak_ptr<Order>> now_, ahead_;

  // The thread's own.
  std::unique_ptr<Engine> engine_;
  std::optional<Error> no_engine_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::speech
