// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "player/media/frame_queue.h"
#include "player/media/packet_buffer.h"
#include "player/media/sample_queue.h"

using namespace mallette;
using namespace mallette::media;
using namespace std::chrono_literals;

namespace {

MediaTime at(Duration d) { return MediaTime(d); }

FramePtr frame(Duration pts, Generation generation = 1) {
  auto made = std::make_shared<VideoFrame>();
  made->pts = at(pts);
  made->duration = 40ms;
  made->generation = generation;
  return made;
}

FramePtr large_frame(Duration pts) {
  auto made = std::make_shared<VideoFrame>(*frame(pts));
  made->width = 3840;
  made->height = 2160;
  return made;
}

PacketPtr packet(int bytes, Duration duration) {
  PacketPtr made(av_packet_alloc());
  REQUIRE(av_new_packet(made.get(), bytes) == 0);
  made->time_base = {1, 1000};
  made->duration = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  return made;
}

std::vector<float> samples(SampleIndex frames, float value) {
  return std::vector<float>(static_cast<std::size_t>(frames) * kChannels, value);
}

/// The mixed values of [begin, begin + frames), left channel.
std::vector<float> mixed(SampleQueue& queue, SampleIndex begin, SampleIndex frames, Generation generation = 1) {
  std::vector<float> out(static_cast<std::size_t>(frames) * kChannels, 0.0F);
  static_cast<void>(queue.mix_into(out, begin, 1, 1, generation));
  std::vector<float> left;
  for (std::size_t i = 0; i < out.size(); i += kChannels) left.push_back(out[i]);
  return left;
}

const std::stop_token kNoStop;

/// Waits for what another thread is about to do; a test that waits in vain fails by its time limit.
template <class Condition>
void await(Condition condition) {
  while (!condition()) std::this_thread::yield();
}

}  // namespace

// --- Pictures ---

TEST_CASE("a frame queue gives out the newest frame that is due, and counts those passed over") {
  FrameQueue queue({});
  queue.restart(1);
  for (const Duration pts : {0ms, 40ms, 80ms, 120ms}) REQUIRE(queue.push(frame(pts), kNoStop));
  CHECK(queue.take_due(at(0ms), 16ms).frame->pts == at(0ms));
  CHECK(queue.take_due(at(39ms), 16ms).frame == nullptr);
  const auto due = queue.take_due(at(90ms), 16ms);
  CHECK(due.frame->pts == at(80ms));
  CHECK(due.dropped == 1);
  CHECK_FALSE(due.late);
  CHECK(queue.next_pts() == at(120ms));
}

TEST_CASE("the first frame after a seek is given out although it lies ahead, the second is not") {
  FrameQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(frame(500ms), kNoStop));
  REQUIRE(queue.push(frame(540ms), kNoStop));
  CHECK(queue.has_due(at(0ms)));
  CHECK(queue.take_due(at(0ms), 16ms).frame->pts == at(500ms));
  CHECK_FALSE(queue.has_due(at(0ms)));
  CHECK(queue.take_due(at(0ms), 16ms).frame == nullptr);
}

TEST_CASE("the first frame of a signer that joins is held until it is due, unless the film is paused") {
  FrameQueue queue({});
  queue.restart(1);
  queue.show_first_at_once(false);
  REQUIRE(queue.push(frame(500ms), kNoStop));
  CHECK(queue.take_due(at(480ms), 16ms).frame == nullptr);
  SUBCASE("due") { CHECK(queue.take_due(at(500ms), 16ms).frame != nullptr); }
  SUBCASE("paused") {
    queue.show_first_at_once(true);
    CHECK(queue.take_due(at(480ms), 16ms).frame != nullptr);
  }
}

TEST_CASE("a signer that joins late begins with a picture of now, but not never") {
  FrameQueue queue({});
  queue.restart(1);
  queue.show_first_at_once(false);
  REQUIRE(queue.push(frame(0ms), kNoStop));
  CHECK(queue.take_due(at(200ms), 16ms).frame == nullptr);
  REQUIRE(queue.push(frame(200ms), kNoStop));
  CHECK(queue.take_due(at(210ms), 16ms).frame->pts == at(200ms));
  // From then on a late picture is better than none.
  REQUIRE(queue.push(frame(240ms), kNoStop));
  CHECK(queue.take_due(at(500ms), 16ms).frame->pts == at(240ms));
  queue.restart(2);
  queue.show_first_at_once(false);
  int passed_over = 0;
  for (auto t = 0ms; passed_over < 1000; t += 40ms, ++passed_over) {
    REQUIRE(queue.push(frame(t, 2), kNoStop));
    if (queue.take_due(at(t + 500ms), 16ms).frame) break;
  }
  CHECK(passed_over == 50);
}

TEST_CASE("the last frame of a segment is shown, late as it is, and the end is known then") {
  FrameQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(frame(0ms), kNoStop));
  REQUIRE(queue.push(frame(40ms), kNoStop));
  REQUIRE(queue.push(frame(80ms), kNoStop));
  CHECK_FALSE(queue.end());
  queue.finish(1, StreamState::kEnded);
  CHECK(queue.take_due(at(0ms), 16ms).frame->pts == at(0ms));
  const auto due = queue.take_due(at(10s), 16ms);
  CHECK(due.frame->pts == at(80ms));
  CHECK(due.late);
  CHECK(due.dropped == 1);
  CHECK(queue.end() == at(120ms));
}

TEST_CASE("a restart drops what was queued, and frames and ends of the generation before are refused") {
  FrameQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(frame(0ms), kNoStop));
  queue.restart(2);
  CHECK(queue.state() == StreamState::kPending);
  CHECK_FALSE(queue.ready());
  CHECK_FALSE(queue.push(frame(40ms, 1), kNoStop));
  queue.finish(1, StreamState::kEnded);
  queue.finish(1, StreamState::kFailed);
  CHECK_FALSE(queue.ready());
  CHECK(queue.push(frame(80ms, 2), kNoStop));
  CHECK(queue.ready());
}

TEST_CASE("a stream that its file does not have stays absent over seeks") {
  FrameQueue queue({});
  queue.restart(3);
  queue.finish(0, StreamState::kAbsent);
  queue.restart(4);
  CHECK(queue.state() == StreamState::kAbsent);
  CHECK(queue.ready());
}

TEST_CASE("a stream that failed and gives a frame after all flows again") {
  FrameQueue queue({});
  queue.restart(1);
  queue.finish(1, StreamState::kFailed);
  queue.restart(2);
  CHECK(queue.state() == StreamState::kFailed);
  REQUIRE(queue.push(frame(0ms, 2), kNoStop));
  CHECK(queue.state() == StreamState::kFlowing);
}

TEST_CASE("a full frame queue makes its decoder wait until few are left, then takes as many again, half as many of large pictures") {
  bool large = false;
  SUBCASE("of 1080p") {}
  SUBCASE("of 4K") { large = true; }
  FrameQueue queue({});
  queue.restart(1);
  std::atomic<int> pushed{0};
  std::jthread decoder([&](std::stop_token stop) {
    for (int i = 0; i < 60 && queue.push(large ? large_frame(i * 40ms) : frame(i * 40ms), stop); ++i) ++pushed;
  });
  const int capacity = static_cast<int>(large ? FrameQueue::kCapacityOfLarge : FrameQueue::kCapacity);
  const int burst = capacity - static_cast<int>(FrameQueue::kRefill);
  await([&] { return pushed == capacity; });
  for (int taken = 0; taken < burst; ++taken) {
    CHECK(pushed == capacity);
    CHECK(queue.take_due(at(taken * 40ms), 16ms).frame != nullptr);
  }
  await([&] { return pushed == capacity + burst; });
  queue.restart(2);  // the decoder, waiting with the next, is let go
  decoder.join();
  CHECK(pushed == capacity + burst);
}

TEST_CASE("a wake is given when a queue gets its first frame and when it ends, not in between") {
  int wakes = 0;
  FrameQueue queue([&] { ++wakes; });
  queue.restart(1);
  REQUIRE(queue.push(frame(0ms), kNoStop));
  REQUIRE(queue.push(frame(40ms), kNoStop));
  CHECK(wakes == 1);
  queue.finish(1, StreamState::kEnded);
  CHECK(wakes == 2);
}

// --- Packets ---

TEST_CASE("the demuxer waits once every track has enough") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.activate(Track::kSound);
  buffer.restart(1, at(0s));
  std::atomic<int> pushed{0};
  std::jthread demuxer([&](std::stop_token stop) {
    for (int i = 0; i < 20; ++i) {
      const Track track = i % 2 == 0 ? Track::kPicture : Track::kSound;
      if (buffer.push(track, packet(100, 1s), 1, stop) != PacketBuffer::Pushed::kTaken) return;
      ++pushed;
    }
  });
  await([&] { return pushed == 8; });  // four seconds each
  CHECK(buffer.pop(Track::kPicture, kNoStop)->packet != nullptr);
  await([&] { return pushed == 9; });
  demuxer.request_stop();
  demuxer.join();
  CHECK(pushed <= 10);
}

TEST_CASE("a demuxer that has read enough is left alone until there is half a second to read") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.restart(1, at(0s));
  std::atomic<int> pushed{0};
  std::jthread demuxer([&](std::stop_token stop) {
    while (buffer.push(Track::kPicture, packet(100, 100ms), 1, stop) == PacketBuffer::Pushed::kTaken) ++pushed;
  });
  const auto pop = [&](int packets) {
    for (int i = 0; i < packets; ++i) REQUIRE(buffer.pop(Track::kPicture, kNoStop)->packet != nullptr);
  };
  await([&] { return pushed == 40; });
  pop(5);
  CHECK(pushed == 40);  // 3.5 s are left
  pop(1);
  await([&] { return pushed == 46; });
  buffer.activate(Track::kSound);  // which is not there yet
  await([&] { return pushed > 46; });
}

TEST_CASE("a restart wakes a demuxer that waits, refuses what it brought, and empties the buffer") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.restart(1, at(0s));
  std::atomic<int> pushed{0};
  auto last = std::async(std::launch::async, [&] {
    for (;; ++pushed) {
      const auto result = buffer.push(Track::kPicture, packet(100, 1s), 1, kNoStop);
      if (result != PacketBuffer::Pushed::kTaken) return result;
    }
  });
  await([&] { return pushed == 4; });
  buffer.restart(2, at(7s));
  CHECK(last.get() == PacketBuffer::Pushed::kStale);
  CHECK(buffer.push(Track::kPicture, packet(1, 1s), 2, kNoStop) == PacketBuffer::Pushed::kTaken);
  const auto taken = buffer.pop(Track::kPicture, kNoStop);
  CHECK(taken->packet->size == 1);
  CHECK(taken->generation == 2);
  CHECK(taken->target == at(7s));
}

TEST_CASE("each track is told its end once, and again after a restart") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.restart(1, at(0s));
  for (const Generation generation : {1U, 2U}) {
    buffer.restart(generation, at(0s));
    REQUIRE(buffer.push(Track::kPicture, packet(1, 1s), generation, kNoStop) == PacketBuffer::Pushed::kTaken);
    buffer.finish(generation - 1);  // of the one before: not heard
    CHECK(buffer.pop(Track::kPicture, kNoStop)->packet != nullptr);
    buffer.finish(generation);
    CHECK(buffer.pop(Track::kPicture, kNoStop)->packet == nullptr);
    std::stop_source stopped;
    stopped.request_stop();
    CHECK_FALSE(buffer.pop(Track::kPicture, stopped.get_token()));
  }
}

TEST_CASE("sound that ends long before the picture is told its end, and the picture goes on") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.activate(Track::kSound);
  buffer.restart(1, at(0s));
  for (int i = 0; i < 10; ++i) {
    REQUIRE(buffer.push(Track::kPicture, packet(100, 1s), 1, kNoStop) == PacketBuffer::Pushed::kTaken);
  }
  const auto taken = buffer.pop(Track::kSound, kNoStop);
  REQUIRE(taken);
  CHECK(taken->packet == nullptr);
  for (int i = 0; i < 7; ++i) CHECK(buffer.pop(Track::kPicture, kNoStop)->packet != nullptr);
  CHECK(buffer.push(Track::kPicture, packet(100, 1s), 1, kNoStop) == PacketBuffer::Pushed::kTaken);
}

TEST_CASE("sound that comes back after it was given up is handed on, and ends once more") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.activate(Track::kSound);
  buffer.restart(1, at(0s));
  for (int i = 0; i < 10; ++i) static_cast<void>(buffer.push(Track::kPicture, packet(100, 1s), 1, kNoStop));
  REQUIRE(buffer.pop(Track::kSound, kNoStop)->packet == nullptr);
  for (int i = 0; i < 10; ++i) static_cast<void>(buffer.pop(Track::kPicture, kNoStop));
  REQUIRE(buffer.push(Track::kSound, packet(7, 1s), 1, kNoStop) == PacketBuffer::Pushed::kTaken);
  CHECK(buffer.pop(Track::kSound, kNoStop)->packet->size == 7);
  buffer.finish(1);
  CHECK(buffer.pop(Track::kSound, kNoStop)->packet == nullptr);
}

TEST_CASE("a badly interleaved file never holds more than the limit, and no track is waited for in vain") {
  PacketBuffer buffer;
  buffer.activate(Track::kPicture);
  buffer.activate(Track::kSound);
  buffer.restart(1, at(0s));
  constexpr int kPacket = 4 << 20;
  std::atomic<std::size_t> held{0};
  std::jthread demuxer([&](std::stop_token stop) {
    // All the sound first, without a duration to go by.
    while (buffer.push(Track::kSound, packet(kPacket, 0ms), 1, stop) == PacketBuffer::Pushed::kTaken) held += kPacket;
  });
  const auto taken = buffer.pop(Track::kPicture, kNoStop);
  REQUIRE(taken);
  CHECK(taken->packet == nullptr);
  CHECK(held <= PacketBuffer::kStarvedBytes + kPacket);
}

// --- Sound ---

TEST_CASE("samples are mixed at their place, with silence where there are none") {
  SampleQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(2, samples(3, 0.5F), 1, kNoStop));
  REQUIRE(queue.push(7, samples(2, 0.25F), 1, kNoStop));
  CHECK(mixed(queue, 0, 10) == std::vector<float>{0, 0, 0.5F, 0.5F, 0.5F, 0, 0, 0.25F, 0.25F, 0});
  CHECK(queue.end() == 9);
  CHECK(mixed(queue, 0, 10) == std::vector<float>(10, 0.0F));
}

TEST_CASE("samples that step back are left out, and what follows keeps its place") {
  SampleQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(0, samples(4, 0.1F), 1, kNoStop));
  REQUIRE(queue.push(2, samples(4, 0.2F), 1, kNoStop));
  REQUIRE(queue.push(1, samples(2, 0.9F), 1, kNoStop));
  REQUIRE(queue.push(6, samples(1, 0.3F), 1, kNoStop));
  CHECK(mixed(queue, 0, 7) == std::vector<float>{0.1F, 0.1F, 0.1F, 0.1F, 0.2F, 0.2F, 0.3F});
}

TEST_CASE("a sample queue says whether it has all there will be") {
  SampleQueue queue({});
  queue.restart(1);
  CHECK_FALSE(queue.has_up_to(1, 1));
  REQUIRE(queue.push(0, samples(480, 0.1F), 1, kNoStop));
  CHECK(queue.has_up_to(480, 1));
  CHECK_FALSE(queue.has_up_to(481, 1));
  queue.finish(7, StreamState::kEnded);  // another generation's
  CHECK_FALSE(queue.has_up_to(481, 1));
  queue.finish(1, StreamState::kEnded);
  CHECK(queue.has_up_to(481, 1));
  queue.restart(2);
  CHECK_FALSE(queue.has_up_to(1, 2));
}

TEST_CASE("to a reader that has not heard of a seek a sample queue has ended, and loses nothing to it") {
  SampleQueue queue({});
  queue.restart(1);
  queue.restart(2);
  REQUIRE(queue.push(0, samples(480, 0.1F), 2, kNoStop));
  CHECK(queue.has_up_to(960, 1));
  CHECK(mixed(queue, 480, 480, 1) == std::vector<float>(480, 0.0F));
  CHECK(mixed(queue, 0, 480, 1) == std::vector<float>(480, 0.0F));
  CHECK(queue.peak(0, 480, 1) == 0.0F);
  CHECK(mixed(queue, 0, 480, 2) == std::vector<float>(480, 0.1F));
}

TEST_CASE("a full sample queue makes its decoder wait, until its samples are used") {
  SampleQueue queue({});
  queue.restart(1);
  std::atomic<int> pushed{0};
  std::jthread decoder([&](std::stop_token stop) {
    for (int i = 0; i < 100 && queue.push(i * 480, samples(480, 0.1F), 1, stop); ++i) ++pushed;
  });
  await([&] { return pushed == 50; });  // 500 ms
  int used = 0;
  const auto use = [&](int blocks) {
    for (const int end = used + blocks; used < end; ++used) static_cast<void>(mixed(queue, used * 480, 480));
  };
  use(9);
  CHECK(queue.end() == 50 * 480);  // a decoder that waits is left alone until there is much to do
  use(1);
  await([&] { return pushed == 60; });
  queue.restart(2);
  decoder.join();
  CHECK(pushed == 60);
}

TEST_CASE("a gain moves evenly over a block") {
  SampleQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(0, samples(100, 1.0F), 1, kNoStop));
  std::vector<float> out(200, 0.0F);
  static_cast<void>(queue.mix_into(out, 0, 0, 1, 1));
  for (std::size_t i = 0; i < 100; ++i) CHECK(out[2 * i] == doctest::Approx(static_cast<double>(i) / 100.0));
}

TEST_CASE("the peak ahead is that of the samples asked for") {
  SampleQueue queue({});
  queue.restart(1);
  REQUIRE(queue.push(0, samples(10, 0.1F), 1, kNoStop));
  REQUIRE(queue.push(10, samples(10, -0.8F), 1, kNoStop));
  CHECK(queue.peak(0, 10, 1) == doctest::Approx(0.1));
  CHECK(queue.peak(0, 11, 1) == doctest::Approx(0.8));
  CHECK(queue.peak(0, 20, 1) == doctest::Approx(0.8));
  CHECK(queue.peak(20, 30, 1) == 0.0F);
}
