// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "player/media/audio_sink.h"
#include "player/media/mixer.h"

using namespace mallette::media;
using namespace std::chrono_literals;

namespace {

constexpr int kBlock = SoundBlock::kFrames;
constexpr int kFade = kSampleRate * 5 / 1000;

MediaTime at(Duration d) { return MediaTime(d); }
MediaTime at_block(int i) { return to_media_time(SampleIndex{i} * kBlock); }
WallTime wall_of_block(int i) { return WallTime(1s + i * 10ms); }

SoundBlock block(Generation generation, SampleIndex start, float value, bool last = false) {
  SoundBlock made{.generation = generation, .start = start, .last = last};
  made.samples.fill(value);
  return made;
}

/// One fill of 10 ms, left channel.
std::vector<float> fill(SoundFeed& feed, std::uint32_t tap, WallTime heard_at, int frames = kBlock) {
  std::vector<float> out(static_cast<std::size_t>(frames) * kChannels, 9.0F);
  feed.fill(out.data(), frames, heard_at, tap);
  std::vector<float> left;
  for (std::size_t i = 0; i < out.size(); i += kChannels) left.push_back(out[i]);
  return left;
}

bool is_silent(const std::vector<float>& samples) {
  return std::ranges::all_of(samples, [](float s) { return s == 0.0F; });
}

float largest_step(const std::vector<float>& samples) {
  float step = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) step = std::max(step, std::abs(samples[i] - samples[i - 1]));
  return step;
}

void append(std::vector<float>& to, const std::vector<float>& more) { to.insert(to.end(), more.begin(), more.end()); }

/// A feed with its ring full of one value, running.
struct RunningFeed {
  SoundFeed feed;
  std::uint32_t tap = feed.new_tap();
  int pushed = 0;
  explicit RunningFeed(float value = 0.5F, int blocks = 8) {
    feed.restart(1, at(0s));
    for (; pushed < blocks; ++pushed) REQUIRE(feed.push(block(1, pushed * kBlock, value)));
    feed.set_running(true);
  }
};

/// A mixer fed by scripted queues, pulled block by block. Mixing is awaited, never timed.
class MixDesk {
 public:
  explicit MixDesk(MediaTime target = {}) : target_(target) {}
  std::shared_ptr<SampleQueue> add(SoundRole role) {
    auto queue = std::make_shared<SampleQueue>([this] { mixer_.ring(); });
    queue->restart(1);
    mixer_.select(role, queue);
    return queue;
  }
  void start() { restart(1, target_); }
  void restart(Generation generation, MediaTime target) {
    generation_ = generation;
    mixer_.restart(generation, target);
    feed_.restart(generation, target);
    feed_.fill(nullptr, 0, wall_of_block(block_), tap_);  // else the fade of the old place would shift all blocks
    feed_.set_running(true);
  }
  std::vector<float> pull(int blocks) {
    std::vector<float> out;
    for (int i = 0; i < blocks; ++i) {
      while (feed_.queued_frames(generation_) < kBlock) std::this_thread::yield();
      append(out, fill(feed_, tap_, wall_of_block(block_++)));
    }
    return out;
  }
  Mixer& mixer() { return mixer_; }
  SoundFeed& feed() { return feed_; }

 private:
  const MediaTime target_;
  Generation generation_ = 1;
  SoundFeed feed_;
  std::uint32_t tap_ = feed_.new_tap();
  int block_ = 0;
  Mixer mixer_{feed_};
};

/// Keeps a queue supplied from a thread of its own with value(sample), up to `end`.
std::jthread supply(std::shared_ptr<SampleQueue> queue, SampleIndex begin, SampleIndex end,
                    std::function<float(SampleIndex)> value) {
  return std::jthread([=](std::stop_token stop) {
    for (SampleIndex start = begin; start < end; start += kBlock) {
      std::vector<float> samples;
      for (SampleIndex i = start; i < start + kBlock; ++i) samples.insert(samples.end(), kChannels, value(i));
      if (!queue->push(start, std::move(samples), 1, stop)) return;
    }
    queue->finish(1, StreamState::kEnded);
  });
}

std::jthread supply(std::shared_ptr<SampleQueue> queue, Duration length, float value) {
  return supply(std::move(queue), 0, to_sample(at(length)), [value](SampleIndex) { return value; });
}

/// This desk knows no pace: who joins has to be there first.
void await_full(const SampleQueue& queue, SampleIndex begin) {
  while (queue.end() < begin + SampleQueue::kCapacity) std::this_thread::yield();
}

float db(float ratio) { return 20.0F * std::log10(ratio); }

}  // namespace

// --- The feed ---

TEST_CASE("a feed that is not running gives silence and its clock stands at the target") {
  SoundFeed feed;
  const auto tap = feed.new_tap();
  feed.restart(1, at(3s));
  REQUIRE(feed.push(block(1, 3 * kSampleRate, 0.5F)));
  CHECK(is_silent(fill(feed, tap, wall_of_block(0))));
  CHECK(feed.queued_frames(1) == kBlock);
  CHECK_FALSE(feed.clock().anchor().playing);
  CHECK(feed.clock().anchor().position(wall_of_block(5)) == at(3s));
}

TEST_CASE("the clock runs with the samples that are handed out") {
  RunningFeed f;
  for (int i = 0; i < 4; ++i) static_cast<void>(fill(f.feed, f.tap, wall_of_block(i)));
  const ClockAnchor anchor = f.feed.clock().anchor();
  CHECK(anchor.playing);
  CHECK(anchor.generation == 1);
  CHECK(std::chrono::abs(anchor.position(wall_of_block(3)) - at_block(3)) < 1us);
}

TEST_CASE("sound fades in at a start, in 5 ms, from the very first sample") {
  RunningFeed f;
  const auto first = fill(f.feed, f.tap, wall_of_block(0));
  CHECK(first.front() == 0.0F);
  CHECK(largest_step(first) <= 0.5F / kFade + 1e-6F);
  CHECK(first[kFade] == 0.5F);
}

TEST_CASE("a pause fades out, and what was heard is where the clock stands and the sound goes on") {
  RunningFeed f;
  auto heard = fill(f.feed, f.tap, wall_of_block(0));
  f.feed.set_running(false);
  append(heard, fill(f.feed, f.tap, wall_of_block(1)));
  append(heard, fill(f.feed, f.tap, wall_of_block(2)));
  CHECK(largest_step(heard) <= 0.5F / kFade + 1e-6F);
  CHECK(heard.back() == 0.0F);
  const MediaTime stopped = f.feed.clock().anchor().position(wall_of_block(3));
  CHECK(stopped == to_media_time(kBlock + kFade));
  f.feed.set_running(true);
  static_cast<void>(fill(f.feed, f.tap, wall_of_block(50)));
  CHECK(f.feed.clock().anchor().position(wall_of_block(50)) == stopped);
}

TEST_CASE("with a device that is heard late, the position never runs backwards over a pause") {
  RunningFeed f;
  constexpr Duration kLatency = 21ms;
  MediaTime before{};
  const auto watch = [&](int i) {
    for (const Duration step : {0ms, 3ms, 6ms, 9ms}) {
      const MediaTime now = f.feed.clock().anchor().position(wall_of_block(i) + step);
      CHECK(now >= before);
      CHECK(now - before <= 11ms);
      before = now;
    }
  };
  for (int i = 0; i < 12; ++i) {
    if (i == 4) f.feed.set_running(false);
    if (i == 8) f.feed.set_running(true);
    static_cast<void>(fill(f.feed, f.tap, wall_of_block(i) + kLatency));
    watch(i);
  }
  CHECK(before > at(40ms));
}

TEST_CASE("a seek fades out what is heard, and nothing of it comes after") {
  RunningFeed f;
  auto heard = fill(f.feed, f.tap, wall_of_block(0));
  f.feed.restart(2, at(9s));
  append(heard, fill(f.feed, f.tap, wall_of_block(1)));
  CHECK(largest_step(heard) <= 0.5F / kFade + 1e-6F);
  CHECK(f.feed.queued_frames(1) == 0);  // room for the new generation
  f.feed.set_running(true);
  CHECK(is_silent(fill(f.feed, f.tap, wall_of_block(2))));
  REQUIRE(f.feed.push(block(2, 9 * kSampleRate, 0.25F)));
  const auto next = fill(f.feed, f.tap, wall_of_block(3));
  CHECK(next.back() == 0.25F);
  CHECK(f.feed.clock().anchor().generation == 2);
  CHECK(f.feed.clock().anchor().position(wall_of_block(3)) == at(9s));
}

TEST_CASE("a full ring takes no more, an empty fill only makes room for a new generation") {
  RunningFeed f(0.5F, SoundFeed::kBlocks);
  CHECK_FALSE(f.feed.push(block(1, 0, 0.5F)));
  f.feed.restart(2, at(1s));
  f.feed.fill(nullptr, 0, wall_of_block(0), f.tap);
  CHECK(f.feed.queued_frames(1) == 0);
  CHECK(f.feed.push(block(2, kSampleRate, 0.5F)));
}

TEST_CASE("when the ring runs dry the clock stands, nothing clicks, and it goes on without a jump") {
  RunningFeed f(0.5F, 3);
  std::vector<float> heard;
  for (int i = 0; i < 2; ++i) append(heard, fill(f.feed, f.tap, wall_of_block(i)));
  // Half a device block is there, then nothing for a while.
  append(heard, fill(f.feed, f.tap, wall_of_block(2), 2 * kBlock));
  append(heard, fill(f.feed, f.tap, wall_of_block(4)));
  CHECK(f.feed.underruns() == 2);
  CHECK(f.feed.clock().anchor().position(wall_of_block(9)) == at_block(3));
  for (int i = 3; i < 6; ++i) REQUIRE(f.feed.push(block(1, i * kBlock, 0.5F)));
  append(heard, fill(f.feed, f.tap, wall_of_block(20)));
  CHECK(f.feed.clock().anchor().position(wall_of_block(20)) == at_block(3));
  CHECK(largest_step(heard) <= 0.5F / kFade + 1e-6F);
}

TEST_CASE("only the newest tap gets samples") {
  RunningFeed f;
  const auto gone = f.tap;
  const auto tap = f.feed.new_tap();
  CHECK(is_silent(fill(f.feed, gone, wall_of_block(0))));
  CHECK(f.feed.last_fill() == WallTime{});
  CHECK_FALSE(is_silent(fill(f.feed, tap, wall_of_block(0))));
}

TEST_CASE("from one device to the next the film goes on from the same sample") {
  RunningFeed f;
  static_cast<void>(fill(f.feed, f.tap, wall_of_block(0)));
  static_cast<void>(fill(f.feed, f.tap, wall_of_block(1)));
  const auto tap = f.feed.new_tap();
  static_cast<void>(fill(f.feed, tap, wall_of_block(2)));
  CHECK(std::chrono::abs(f.feed.clock().anchor().position(wall_of_block(2)) - at_block(2)) < 1us);
}

TEST_CASE("the end is told once the last block is out, and is no underrun") {
  SoundFeed feed;
  const auto tap = feed.new_tap();
  feed.restart(4, at(0s));
  REQUIRE(feed.push(block(4, 0, 0.5F)));
  REQUIRE(feed.push(block(4, kBlock, 0.5F, true)));
  CHECK(feed.holds_last(4));
  CHECK_FALSE(feed.holds_last(3));
  feed.set_running(true);
  static_cast<void>(fill(feed, tap, wall_of_block(0)));
  CHECK(feed.ended() == 0);
  static_cast<void>(fill(feed, tap, wall_of_block(1)));
  CHECK(feed.ended() == 4);
  static_cast<void>(fill(feed, tap, wall_of_block(2)));
  CHECK(feed.underruns() == 0);
  CHECK(feed.clock().anchor().position(wall_of_block(9)) == at_block(2));
}

TEST_CASE("the volume moves without a click") {
  RunningFeed f;
  auto heard = fill(f.feed, f.tap, wall_of_block(0));
  f.feed.set_volume(0.0F);
  append(heard, fill(f.feed, f.tap, wall_of_block(1)));
  append(heard, fill(f.feed, f.tap, wall_of_block(2)));
  CHECK(largest_step(heard) <= 0.5F / kFade + 1e-6F);
  CHECK(heard.back() == 0.0F);
}

TEST_CASE("a stepped sink hands out every block that is due, and no other") {
  RunningFeed f;
  FakeClock clock;
  SteppedSink sink(f.feed, clock);
  sink.pump();
  CHECK(f.feed.queued_frames(1) == 7 * kBlock);
  clock.advance(9ms);
  sink.pump();
  CHECK(f.feed.queued_frames(1) == 7 * kBlock);
  clock.advance(21ms);
  sink.pump();
  CHECK(f.feed.queued_frames(1) == 4 * kBlock);
  CHECK(sink.next() == clock.now() + 10ms);
  CHECK(f.feed.clock().anchor().position(clock.now()) == at(30ms));
}

TEST_CASE("a paced sink keeps the steady clock's pace without drifting") {
  SoundFeed feed;
  feed.restart(1, at(0s));
  feed.set_running(true);
  PacedSink sink(feed);
  ClockAnchor first, last;
  for (int i = 0; i < 60;) {
    if (!feed.push(block(1, SampleIndex{i} * kBlock, 0.0F))) {
      std::this_thread::yield();
      continue;
    }
    if (++i == 20) first = feed.clock().anchor();
  }
  last = feed.clock().anchor();
  CHECK(feed.underruns() <= 2);  // before the first block was there
  REQUIRE(last.media > first.media);
  CHECK(std::chrono::abs((last.media - first.media) - (last.wall - first.wall)) < 50us);
}

// --- The mixer ---

TEST_CASE("the film alone is passed on as it is, from the first sample") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto source = supply(film, 0, kSampleRate, [](SampleIndex i) { return static_cast<float>(i % 1000) / 2000.0F; });
  desk.start();
  const auto heard = desk.pull(50);
  for (std::size_t i = kFade; i < heard.size(); ++i) REQUIRE(heard[i] == static_cast<float>(i % 1000) / 2000.0F);
  // The feed's own fade is all that touches the beginning.
  CHECK(heard[kFade / 2] == doctest::Approx(static_cast<double>(kFade / 2) / 2000.0 / 2).epsilon(0.02));
}

TEST_CASE("the first blocks wait for every source that was selected before the start") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  auto mix = desk.add(SoundRole::kMix);
  const auto film_source = supply(film, 1s, 0.5F);
  desk.start();
  while (film->end() < SampleQueue::kCapacity) std::this_thread::yield();
  CHECK(desk.feed().queued_frames(1) == 0);
  const auto mix_source = supply(mix, 1s, 0.25F);
  const auto heard = desk.pull(20);
  for (std::size_t i = kFade; i < heard.size(); ++i) REQUIRE(heard[i] == 0.25F);
}

TEST_CASE("a mixer that learns of a seek only after its sound was decoded loses none of it") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto source = supply(film, 2s, 0.5F);
  desk.start();
  static_cast<void>(desk.pull(50));
  film->restart(2);
  constexpr int kDecoded = 30;
  for (int i = 0; i < kDecoded; ++i) {
    REQUIRE(film->push(SampleIndex{i} * kBlock, std::vector<float>(kBlock * kChannels, 0.25F), 2, {}));
  }
  REQUIRE(film->push(kDecoded * kBlock, std::vector<float>(2 * kSampleRate * kChannels, 0.25F), 2, {}));
  // More than the ring holds: the mixer has gone on at its old place with the new sound before it.
  static_cast<void>(desk.pull(2 * SoundFeed::kBlocks));
  desk.restart(2, at(0s));
  const auto heard = desk.pull(kDecoded + 10);
  for (std::size_t i = kFade; i < heard.size(); ++i) REQUIRE(heard[i] == 0.25F);
}

TEST_CASE("a source that fails, or is absent, does not hold up the others") {
  for (const StreamState how : {StreamState::kFailed, StreamState::kAbsent, StreamState::kEnded}) {
    MixDesk desk;
    auto film = desk.add(SoundRole::kFilm);
    auto voice = desk.add(SoundRole::kVoice);
    const auto source = supply(film, 1s, 0.5F);
    desk.start();
    voice->finish(1, how);
    CHECK(desk.pull(10).back() == 0.5F);
  }
}

TEST_CASE("a voice ducks the film by 9 dB, down before it begins, and releases it afterwards") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  auto voice = desk.add(SoundRole::kVoice);
  constexpr SampleIndex kFrom = kSampleRate, kTo = kSampleRate * 3 / 2;
  // The voice's two channels' sum shows as a DC step of a value the film does not have.
  const auto film_source = supply(film, 4s, 0.5F);
  const auto voice_source = supply(voice, 0, 4 * kSampleRate, [](SampleIndex i) { return i >= kFrom && i < kTo ? 0.25F : 0.0F; });
  desk.start();
  const auto heard = desk.pull(300);
  const auto film_at = [&](Duration t) {
    const auto i = to_sample(at(t));
    return db((heard[static_cast<std::size_t>(i)] - (i >= kFrom && i < kTo ? 0.25F : 0.0F)) / 0.5F);
  };
  CHECK(film_at(780ms) == doctest::Approx(0).epsilon(0.01));
  CHECK(film_at(900ms) < -3.0F);
  CHECK(film_at(1s) == doctest::Approx(-9).epsilon(0.06));
  CHECK(film_at(1450ms) == doctest::Approx(-9).epsilon(0.01));
  CHECK(film_at(1750ms) < -2.0F);
  CHECK(film_at(1750ms) > -8.0F);
  CHECK(film_at(2050ms) == doctest::Approx(0).epsilon(0.01));
}

TEST_CASE("the mixer waits until it knows the voice ahead, so that a voice decoded late is ducked for in time") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  auto voice = desk.add(SoundRole::kVoice);
  constexpr int kOnset = 60, kAhead = 25;  // blocks
  const auto film_source = supply(film, 4s, 0.5F);
  int decoded = 0;
  const auto decode = [&] {
    REQUIRE(voice->push(SampleIndex{decoded} * kBlock, std::vector<float>(kBlock * kChannels, decoded >= kOnset ? 0.25F : 0.0F), 1, {}));
    ++decoded;
  };
  while (decoded < 20) decode();  // 200 ms: not quite enough for the first block
  desk.start();
  // A mixer that does not wait is given every chance to show it.
  for (int i = 0; i < 5'000 && desk.feed().queued_frames(1) == 0; ++i) std::this_thread::yield();
  CHECK(desk.feed().queued_frames(1) == 0);
  while (decoded < kAhead) decode();
  std::vector<float> heard;
  for (int i = 0; i <= kOnset; ++i, decode()) append(heard, desk.pull(1));
  CHECK(db((heard[kOnset * kBlock] - 0.25F) / 0.5F) == doctest::Approx(-9).epsilon(0.06));
}

TEST_CASE("a start amid the voice finds the film ducked already") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  auto voice = desk.add(SoundRole::kVoice);
  const auto film_source = supply(film, 2s, 0.5F);
  const auto voice_source = supply(voice, 2s, 0.25F);
  desk.start();
  const auto heard = desk.pull(10);
  CHECK(db((heard[kFade] - 0.25F) / 0.5F) == doctest::Approx(-9).epsilon(0.01));
}

TEST_CASE("a description that is chosen in mid-film joins in step, without a click, and the film never waits") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto film_source = supply(film, 3s, 0.5F);
  desk.start();
  auto heard = desk.pull(30);
  auto mix = desk.add(SoundRole::kMix);  // nothing in it yet
  append(heard, desk.pull(30));
  CHECK(heard.back() == 0.5F);
  const auto mix_source = supply(mix, 60 * kBlock, 3 * kSampleRate, [](SampleIndex) { return -0.5F; });
  await_full(*mix, 60 * kBlock);
  int waited = 0;
  do append(heard, desk.pull(1));
  while (heard.back() != -0.5F && ++waited < 100);
  CHECK(heard.back() == -0.5F);
  append(heard, desk.pull(20));
  desk.mixer().select(SoundRole::kMix, nullptr);
  waited = 0;
  do append(heard, desk.pull(1));
  while (heard.back() != 0.5F && ++waited < 100);
  CHECK(heard.back() == 0.5F);
  CHECK(largest_step(heard) < 0.01F);
  CHECK(desk.feed().underruns() == 0);
}

TEST_CASE("a description that joins is read at the film's place") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto film_source = supply(film, 3s, 0.0F);
  desk.start();
  auto heard = desk.pull(20);
  auto voice = desk.add(SoundRole::kVoice);
  const auto place = [](SampleIndex i) { return static_cast<float>(i % 4096) / 8192.0F; };
  const auto voice_source = supply(voice, 15 * kBlock, 3 * kSampleRate, place);
  await_full(*voice, 15 * kBlock);
  append(heard, desk.pull(60));
  for (std::size_t i = heard.size() - 10 * kBlock; i < heard.size(); ++i) {
    REQUIRE(heard[i] == place(static_cast<SampleIndex>(i)));
  }
}

TEST_CASE("a mix that ends before the film gives the film its sound back, and nothing is lost between them") {
  for (const SampleIndex end : {24'000, 24'001, 24'300, 24'479}) {
    MixDesk desk;
    auto film = desk.add(SoundRole::kFilm);
    auto mix = desk.add(SoundRole::kMix);
    const auto film_source = supply(film, 2s, 0.5F);
    REQUIRE(mix->push(0, std::vector<float>(static_cast<std::size_t>(end * kChannels), 0.25F), 1, {}));
    mix->finish(1, StreamState::kEnded);
    desk.start();
    auto heard = desk.pull(80);
    CHECK(heard[40 * kBlock] == 0.25F);
    CHECK(heard.back() == 0.5F);
    heard.erase(heard.begin(), heard.begin() + kFade);
    CHECK(std::ranges::min(heard) == 0.25F);
    CHECK(largest_step(heard) < 0.001F);
  }
}

TEST_CASE("a mix that is taken away where it came no further gives way within what it has") {
  for (const SampleIndex further : {0, 1, 96, 479}) {
    MixDesk desk;
    auto film = desk.add(SoundRole::kFilm);
    auto mix = desk.add(SoundRole::kMix);
    const auto film_source = supply(film, 2s, 0.5F);
    REQUIRE(mix->push(0, std::vector<float>(static_cast<std::size_t>((20 * kBlock + further) * kChannels), 0.5F), 1, {}));
    desk.start();
    auto heard = desk.pull(20);
    CHECK(desk.feed().queued_frames(1) == 0);
    desk.mixer().select(SoundRole::kMix, nullptr);
    append(heard, desk.pull(20));
    for (std::size_t i = kFade; i < heard.size(); ++i) REQUIRE(heard[i] == doctest::Approx(0.5).epsilon(1e-5));
  }
}

TEST_CASE("the end cuts exactly, and nothing follows") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto source = supply(film, 1s, 0.5F);
  desk.mixer().set_end(to_media_time(5 * kBlock + 123));
  desk.start();
  const auto heard = desk.pull(6);
  CHECK(heard[5 * kBlock + 122] == 0.5F);
  CHECK(heard[5 * kBlock + 123] == 0.0F);
  CHECK(desk.feed().ended() == 1);
  CHECK(desk.feed().queued_frames(1) == 0);
}

TEST_CASE("an end that is moved on lets the sound go on") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto source = supply(film, 1s, 0.5F);
  desk.mixer().set_end(to_media_time(5 * kBlock));
  desk.start();
  static_cast<void>(desk.pull(5));
  desk.mixer().set_end(std::nullopt);
  CHECK(desk.pull(3).back() == 0.5F);
}

TEST_CASE("behind its last source the mix is silence without end") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  const auto source = supply(film, 50ms, 0.5F);
  desk.start();
  const auto heard = desk.pull(40);
  CHECK(heard[4 * kBlock] == 0.5F);
  CHECK(is_silent({heard.begin() + 5 * kBlock, heard.end()}));
}

TEST_CASE("what is too loud together is held at full scale") {
  MixDesk desk;
  auto film = desk.add(SoundRole::kFilm);
  auto voice = desk.add(SoundRole::kVoice);
  const auto film_source = supply(film, 1s, 1.0F);
  const auto voice_source = supply(voice, 1s, 1.0F);
  desk.start();
  CHECK(desk.pull(5).back() == 1.0F);
}
