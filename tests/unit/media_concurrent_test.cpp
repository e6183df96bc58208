// SPDX-License-Identifier: GPL-3.0-or-later
// What several threads do at once; to be run under ThreadSanitizer too.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "player/media/audio_sink.h"
#include "player/media/mixer.h"

using namespace mallette::media;
using namespace std::chrono_literals;

TEST_CASE("readers of the clock never see half of an anchor") {
  MediaClock clock;
  constexpr std::int64_t kRounds = 20'000;
  const auto anchor_of = [](std::int64_t i) {
    return ClockAnchor{.generation = static_cast<Generation>(i), .playing = i % 2 == 0, .wall = WallTime(Duration(i)),
                       .media = MediaTime(Duration(-i)), .rate = static_cast<double>(i), .from = MediaTime(Duration(3 * i))};
  };
  clock.publish(anchor_of(0));
  std::atomic<int> torn{0};
  {
    std::vector<std::jthread> readers;
    for (int r = 0; r < 2; ++r) {
      readers.emplace_back([&](std::stop_token stop) {
        std::int64_t before = 0;
        while (!stop.stop_requested()) {
          const ClockAnchor seen = clock.anchor();
          const std::int64_t i = seen.generation;
          const ClockAnchor whole = anchor_of(i);
          if (i < before || seen.playing != whole.playing || seen.wall != whole.wall || seen.media != whole.media ||
              seen.rate != whole.rate || seen.from != whole.from) {
            ++torn;
          }
          before = i;
        }
      });
    }
    for (std::int64_t i = 1; i <= kRounds; ++i) clock.publish(anchor_of(i));
  }
  CHECK(torn == 0);
  CHECK(clock.anchor().generation == kRounds);
}

TEST_CASE("a signal that is rung is never slept through") {
  // Two signals, back and forth: one lost ring and both would sleep for good.
  Signal there, back;
  std::atomic<int> turns{0};
  std::jthread other([&] {
    for (int i = 0; i < 5'000; ++i) {
      there.wait();
      ++turns;
      back.ring();
    }
  });
  for (int i = 0; i < 5'000; ++i) {
    there.ring();
    back.wait();
    CHECK(turns >= i);
  }
  other.join();
  CHECK(turns == 5'000);
}

TEST_CASE("onlookers, a sink, a mixer and its orders get along") {
  SoundFeed feed;
  auto queue = std::make_shared<SampleQueue>(Wake{});
  Mixer mixer(feed);
  mixer.select(SoundRole::kFilm, queue);
  const auto tap = feed.new_tap();
  std::atomic<Generation> wanted{0};
  std::jthread decoder([&](std::stop_token stop) {
    Generation generation = 0;
    for (SampleIndex start = 0; !stop.stop_requested();) {
      if (wanted != generation) {
        generation = wanted;
        start = 0;
      }
      if (queue->push(start, std::vector<float>(960, 0.1F), generation, stop)) start += 480;
      mixer.ring();
    }
  });
  std::jthread sink([&](std::stop_token stop) {
    std::vector<float> out(2 * 1024);
    for (WallTime now{}; !stop.stop_requested(); now += 21ms) feed.fill(out.data(), 1024, now, tap);
  });
  for (Generation generation = 1; generation <= 300; ++generation) {
    feed.restart(generation, MediaTime{});
    queue->restart(generation);
    mixer.restart(generation, MediaTime{});
    wanted = generation;
    while (feed.queued_frames(generation) < 4 * SoundBlock::kFrames) std::this_thread::yield();
    CHECK_FALSE(feed.holds_last(generation));
    feed.set_running(true);
    // Heard: the clock has left the beginning.
    while (feed.clock().anchor().generation != generation || feed.clock().anchor().media <= MediaTime{}) {
      std::this_thread::yield();
    }
  }
}

TEST_CASE("one sink may come while the one before is still asking") {
  SoundFeed feed;
  feed.restart(1, MediaTime{});
  feed.set_running(true);
  std::jthread mixer([&](std::stop_token stop) {
    SoundBlock block{.generation = 1};
    while (!stop.stop_requested()) {
      if (feed.push(block)) block.start += SoundBlock::kFrames;
    }
  });
  std::atomic<int> heard{0};
  std::atomic<std::uint32_t> newest{0};
  const auto ask = [&](std::stop_token stop) {
    std::vector<float> out(2 * 480);
    while (!stop.stop_requested()) {
      const auto tap = feed.new_tap();
      newest = tap;
      for (int i = 0; i < 5; ++i) feed.fill(out.data(), 480, WallTime(Duration(++heard)), tap);
    }
  };
  {
    std::jthread one(ask), two(ask);
    while (heard < 20'000) std::this_thread::yield();
  }
  CHECK(feed.clock().anchor().generation == 1);
}

TEST_CASE("sinks are made and destroyed over a running feed") {
  SoundFeed feed;
  Mixer mixer(feed);
  mixer.restart(1, MediaTime{});
  feed.restart(1, MediaTime{});
  feed.set_running(true);
  MediaTime before{};
  for (int i = 0; i < 10; ++i) {
    PacedSink sink(feed);
    while (feed.clock().anchor().media <= before) std::this_thread::yield();
    before = feed.clock().anchor().media;
  }
  CHECK(before > MediaTime{});
}

TEST_CASE("two outputs, a mixer, seeks, plans and figures get along") {
  SoundFeed room;
  HeadphonesFeed headphones(room.clock());
  auto film = std::make_shared<SampleQueue>(Wake{});
  Mixer mixer(room, &headphones);
  mixer.set_plan({.second_mix = true});
  mixer.select(SoundRole::kFilm, film);
  const auto room_tap = room.new_tap(), headphones_tap = headphones.new_tap();
  std::atomic<Generation> wanted{0};
  std::jthread decoder([&](std::stop_token stop) {
    Generation generation = 0;
    for (SampleIndex start = 0; !stop.stop_requested();) {
      if (wanted != generation) {
        generation = wanted;
        start = 0;
      }
      if (film->push(start, std::vector<float>(960, 0.1F), generation, stop)) start += 480;
      mixer.ring();
    }
  });
  std::atomic<Duration::rep> now{0};
  std::atomic<int> strange{0};
  std::jthread room_sink([&](std::stop_token stop) {
    std::vector<float> out(2 * 1024);
    while (!stop.stop_requested()) room.fill(out.data(), 1024, WallTime(Duration(now += 21'000'000)), room_tap);
  });
  std::jthread headphones_sink([&](std::stop_token stop) {
    std::vector<float> out(2 * 480);
    while (!stop.stop_requested()) {
      headphones.fill(out.data(), 480, WallTime(Duration(now.load())), headphones_tap);
      for (const float sample : out) strange += sample >= -0.001F && sample < 0.11F ? 0 : 1;  // a film of 0.1
    }
  });
  for (Generation generation = 1; generation <= 100; ++generation) {
    room.restart(generation, MediaTime{});
    film->restart(generation);
    mixer.restart(generation, MediaTime{});
    mixer.set_plan({.description_to = generation % 2 == 0 ? Listener::kRoom : Listener::kHeadphones,
                    .second_mix = generation % 10 != 0});
    headphones.set_volume(generation % 3 == 0 ? 0.5F : 1.0F);
    headphones.set_delay(std::chrono::milliseconds(generation % 50));
    wanted = generation;
    while (room.queued_frames(generation) < 4 * SoundBlock::kFrames) std::this_thread::yield();
    room.set_running(true);
    while (room.clock().anchor().generation != generation || room.clock().anchor().media <= MediaTime{}) {
      CHECK(headphones.figures().most_behind_ms >= 0);
      std::this_thread::yield();
    }
  }
  CHECK(strange == 0);
}
