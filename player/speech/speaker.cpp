// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/speaker.h"

namespace mallette::speech {

const Result<Speech>* Order::result() const { return is_done_.load(std::memory_order_acquire) ? &result_ : nullptr; }

Speaker::Speaker(MakeEngine make) : make_(std::move(make)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Speaker::~Speaker() = default;

std::shared_ptr<const Order> Speaker::order(Utterance what, Urgency urgency, std::function<void()> done) {
  auto order = std::make_shared<Order>(std::move(what), std::move(done));
  {
    const std::lock_guard lock(mutex_);
    auto& queue = urgency == Urgency::kNow ? now_ : ahead_;
    queue.push_back(order);
  }
  asked_.notify_all();
  return order;
}

void Speaker::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (asked_.wait(lock, stop, [this] { return !now_.empty() || !ahead_.empty(); })) {
    if (stop.stop_requested()) return;
    auto& queue = now_.empty() ? ahead_ : now_;
    const std::weak_ptr<Order> next = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    carry_out(next, stop);
    lock.lock();
  }
}

void Speaker::carry_out(const std::weak_ptr<Order>& next, const std::stop_token& stop) {
  Utterance what;
  if (const auto order = next.lock()) what = order->what_;
  else return;  // nobody wants it any more
  auto spoken = speak(what, [&] { return stop.stop_requested() || next.expired(); });
  const auto order = next.lock();
  if (!order) return;
  order->result_ = std::move(spoken);
  order->is_done_.store(true, std::memory_order_release);
  if (order->done_) order->done_();
}

Result<Speech> Speaker::speak(const Utterance& what, const std::function<bool()>& stop) {
  if (!engine_ && !no_engine_) {
    auto made = make_();
    if (made) engine_ = std::move(*made);
    else no_engine_ = std::move(made.error());
  }
  if (!engine_) return fail(*no_engine_);
  return engine_->speak(what, stop);
}

}  // namespace mallette::speech
