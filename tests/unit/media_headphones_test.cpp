// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>

#include "player/media/mixer.h"
#include "tests/support/sanitized.h"

using namespace mallette::media;
using namespace std::chrono_literals;

namespace {

constexpr int kBlock = SoundBlock::kFrames;
constexpr int kDeviceFrames = 1024;

float largest_step(const std::vector<float>& samples) {
  float step = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) step = std::max(step, std::abs(samples[i] - samples[i - 1]));
  return step;
}

std::vector<float> samples_of(const std::function<float(SampleIndex)>& value, SampleIndex start) {
  std::vector<float> samples;
  for (SampleIndex i = start; i < start + kBlock; ++i) samples.insert(samples.end(), kChannels, value(i));
  return samples;
}

/// A device that takes blocks at a rate of its own. Time is that of its first sample, counted in double: an hour
/// must not add up roundings.
struct Device {
  SinkFeed& feed;
  double rate;             ///< samples a second
  double next_s = 0;       ///< when the block that comes next will be heard
  std::uint32_t tap = feed.new_tap();
  std::vector<float> out{};  ///< the block that came last, interleaved
  double heard_s = 0;        ///< when its first sample is heard

  Device(SinkFeed& of, double samples_a_second, double begins_s) : feed(of), rate(samples_a_second), next_s(begins_s) {}

  /// told_late: by how much the device's word is off.
  void take(Duration told_late = {}, int frames = kDeviceFrames) {
    out.assign(static_cast<std::size_t>(frames) * kChannels, 9.0F);
    heard_s = next_s;
    feed.fill(out.data(), frames, WallTime(Duration(static_cast<Duration::rep>(1e9 * (1 + next_s)))) + told_late, tap);
    next_s += frames / rate;
  }
  std::vector<float> left() const {
    std::vector<float> samples;
    for (std::size_t i = 0; i < out.size(); i += kChannels) samples.push_back(out[i]);
    return samples;
  }
};

/// A real mixer with both feeds. Queues are supplied by threads of their own.
class TwoOutputs {
 public:
  std::shared_ptr<SampleQueue> add(SoundRole role) {
    auto queue = std::make_shared<SampleQueue>([this] { mixer.ring(); });
    queue->restart(generation);
    mixer.select(role, queue);
    return queue;
  }
  std::shared_ptr<SampleQueue> add(SoundRole role, std::function<float(SampleIndex)> value) {
    auto queue = add(role);
    sources_.emplace_back([queue, value](std::stop_token stop) {
      for (SampleIndex start = 0;; start += kBlock) {
        if (!queue->push(start, samples_of(value, start), 1, stop)) return;
      }
    });
    return queue;
  }
  std::shared_ptr<SampleQueue> add(SoundRole role, float value) {
    return add(role, [value](SampleIndex) { return value; });
  }
  void start(SoundPlan plan) {
    plan.second_mix = true;
    mixer.set_plan(plan);
    mixer.restart(generation, MediaTime{});
    room.restart(generation, MediaTime{});
    room.fill(nullptr, 0, WallTime(1s), room_device.tap);
    room.set_running(true);
    await_sound();
  }
  /// A real mixer has all the time there is between two calls of a device. It is waited for where the ring could run dry
  /// before the next, and asleep: on a busy machine whoever only yields has its turn again many time slices later.
  void await_sound() {
    const int full = static_cast<int>(depth) * kBlock, without_delay = static_cast<int>(SoundFeed::kBlocks) * kBlock;
    if (room.queued_frames(generation) >= 2 * kDeviceFrames + full - without_delay) return;
    while (room.queued_frames(generation) < full) std::this_thread::sleep_for(10us);
  }
  void set_delay(Duration wanted) {
    delay = wanted;
    headphones.set_delay(delay);
    depth += static_cast<std::size_t>(std::max(delay, Duration(0)) / 10ms);
    room.set_depth(depth);
  }
  /// As time goes: whichever device is due first. What both were given is appended, left channel.
  void play(Duration time) {
    const double until_s = std::max(room_device.next_s, 0.0) + to_s(time);
    while (std::min(room_device.next_s, headphones_device.next_s) < until_s) {
      await_sound();
      if (room_device.next_s <= headphones_device.next_s) {
        room_device.take();
        append(heard_room, room_device.left());
      } else {
        headphones_device.take();
        append(heard_headphones, headphones_device.left());
      }
    }
  }

  Generation generation = 1;
  Duration delay{};
  std::size_t depth = SoundFeed::kBlocks;
  SoundFeed room;
  HeadphonesFeed headphones{room.clock()};
  Mixer mixer{room, &headphones};
  Device room_device{room, kSampleRate, 0};
  Device headphones_device{headphones, kSampleRate, 0.004};
  std::vector<float> heard_room, heard_headphones;

 private:
  static void append(std::vector<float>& to, const std::vector<float>& more) { to.insert(to.end(), more.begin(), more.end()); }
  std::vector<std::jthread> sources_;
};

constexpr float kFilm = 0.5F, kVoice = 0.25F;
const float kDucked = kFilm * from_db(-9);

}  // namespace

TEST_CASE("the interpolator gives a sample itself at its place, and a wave between two as it is there") {
  const Interpolator interpolator;
  for (const double hertz : {100.0, 1'000.0, 8'000.0, 16'000.0}) {
    const auto wave = [&](double i) { return std::sin(2 * 3.14159265358979 * hertz * i / kSampleRate); };
    double most = 0;
    for (int start = 0; start < 50; ++start) {
      std::array<float, Interpolator::kTaps * kChannels> window{};
      for (int i = 0; i < Interpolator::kTaps; ++i) window[static_cast<std::size_t>(2 * i)] = static_cast<float>(wave(start + i));
      for (const double part : {0.0, 0.01, 0.25, 0.5, 0.733, 0.999}) {
        float out[kChannels];
        interpolator.at(window.data(), part, out);
        if (part == 0) CHECK(out[0] == window[2 * Interpolator::kBefore]);
        most = std::max(most, std::abs(out[0] - wave(start + Interpolator::kBefore + part)));
      }
    }
    CAPTURE(hertz);
    CHECK(most < (hertz < 10'000 ? 0.001 : 0.02));
  }
}

TEST_CASE("a description to the headphones: the room hears the film as it is, the headphones hear it ducked with the voice") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kVoice, kVoice);
  two.start({.description_to = Listener::kHeadphones});
  two.play(500ms);
  CHECK(two.heard_room.back() == kFilm);
  CHECK(two.heard_headphones.back() == doctest::Approx(kDucked + kVoice).epsilon(0.001));
  CHECK(*std::ranges::max_element(two.heard_room) == kFilm);
}

TEST_CASE("headphones can hear the description alone") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kVoice, kVoice);
  two.start({.description_to = Listener::kHeadphones, .film_in_headphones = false});
  two.play(500ms);
  CHECK(two.heard_room.back() == kFilm);
  CHECK(two.heard_headphones.back() == doctest::Approx(kVoice).epsilon(0.001));
}

TEST_CASE("a description to the room is heard in both, each at its own volumes") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kVoice, kVoice);
  two.start({.room = {.film = 0.5F, .description = 1}, .headphones = {.film = 0, .description = 2}});
  two.play(500ms);
  CHECK(two.heard_room.back() == doctest::Approx(kDucked / 2 + kVoice).epsilon(0.001));
  CHECK(two.heard_headphones.back() == doctest::Approx(2 * kVoice).epsilon(0.001));
}

TEST_CASE("a full mix to the headphones leaves the film to the room") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kMix, -kFilm);
  two.start({.description_to = Listener::kHeadphones});
  two.play(500ms);
  CHECK(two.heard_room.back() == kFilm);
  CHECK(two.heard_headphones.back() == doctest::Approx(-kFilm).epsilon(0.001));
}

TEST_CASE("a description that changes over from the room to the headphones does so within 200 ms, and nothing clicks") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kVoice, kVoice);
  two.start({});
  two.play(500ms);
  const auto before = two.heard_room.size();
  CHECK(two.heard_room.back() == doctest::Approx(kDucked + kVoice).epsilon(0.001));
  two.mixer.set_plan({.description_to = Listener::kHeadphones, .second_mix = true});
  two.play(1s);
  // The voice has left; the film comes up in its own time.
  const auto after = before + static_cast<std::size_t>(kSampleRate * 0.2);
  CHECK(two.heard_room[after] < kFilm);
  CHECK(two.heard_room.back() == kFilm);
  CHECK(largest_step(two.heard_room) < 0.003F);
  CHECK(largest_step(two.heard_headphones) < 0.003F);
}

TEST_CASE("off, a full mix and a voice are each heard within 200 ms of being chosen, at the film's place, without a click") {
  // So slow that every step between neighbours that is larger is a click.
  const auto wave = [](SampleIndex i) { return 0.4F * std::sin(2 * 3.14159265F * static_cast<float>(i % kSampleRate) / kSampleRate); };
  const auto other = [wave](SampleIndex i) { return -0.5F * wave(i); };
  TwoOutputs two;
  two.add(SoundRole::kFilm, wave);
  two.start({});
  two.play(1s);
  const auto heard_as = [&](auto value, std::size_t from) {
    for (std::size_t i = from; i < two.heard_room.size(); ++i) {
      if (std::abs(two.heard_room[i] - value(static_cast<SampleIndex>(i))) > 0.001F) return false;
    }
    return true;
  };
  const auto within_200_ms = [&] { return two.heard_room.size() + static_cast<std::size_t>(kSampleRate / 5); };
  // A decoder in time: before anything is heard, all is there that the mixer, which works ahead, may ask for.
  const SampleIndex asked_ahead = static_cast<SampleIndex>(two.depth + 1) * kBlock + kDeviceFrames + kSampleRate / 5;
  SampleIndex fed = 0;
  const auto feed = [&](SampleQueue& queue) {
    for (; fed < static_cast<SampleIndex>(two.heard_room.size()) + asked_ahead; fed += kBlock) {
      queue.push(fed, samples_of(other, fed), two.generation, {});
    }
  };
  const auto choose = [&](SoundRole role) {
    auto queue = std::make_shared<SampleQueue>([&two] { two.mixer.ring(); });
    queue->restart(two.generation);
    fed = static_cast<SampleIndex>(two.heard_room.size()) / kBlock * kBlock;
    feed(*queue);
    two.mixer.select(role, queue);
    return queue;
  };
  const auto play_with = [&](SampleQueue& queue, Duration time) {
    for (Duration played{}; played < time; played += 10ms) {
      feed(queue);
      two.play(10ms);
    }
  };
  auto queue = choose(SoundRole::kMix);
  auto from = within_200_ms();
  play_with(*queue, 500ms);
  CHECK(heard_as(other, from));
  two.mixer.select(SoundRole::kMix, nullptr);
  from = within_200_ms();
  two.play(500ms);
  CHECK(heard_as(wave, from));
  queue = choose(SoundRole::kVoice);
  from = within_200_ms() + kSampleRate * 2 / 10;  // and the film has gone down
  play_with(*queue, 1s);
  CHECK(heard_as([&](SampleIndex i) { return wave(i) * from_db(-9) + other(i); }, from));
  two.mixer.select(SoundRole::kVoice, nullptr);
  from = within_200_ms() + kSampleRate / 2;
  two.play(1500ms);
  CHECK(heard_as(wave, from));
  CHECK(largest_step(two.heard_room) < 0.003F);
  CHECK(two.room.underruns() == 0);
}

TEST_CASE("volumes and ducking that are changed in mid-film are heard within 200 ms, without a click") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.add(SoundRole::kVoice, kVoice);
  two.start({});
  two.play(1s);
  const auto set = [&](SoundPlan plan) {
    plan.second_mix = true;
    two.mixer.set_plan(plan);
    two.play(200ms);
    return two.heard_room.back();
  };
  CHECK(set({.room = {.film = 0.5F, .description = 1}}) == doctest::Approx(kDucked / 2 + kVoice).epsilon(0.001));
  CHECK(set({.room = {.film = 1, .description = 0}}) == doctest::Approx(kDucked).epsilon(0.001));
  two.mixer.set_plan({.ducking = {.depth_db = 18}, .second_mix = true});
  two.play(500ms);  // as slowly as it ducks
  CHECK(two.heard_room.back() == doctest::Approx(kFilm * from_db(-18) + kVoice).epsilon(0.001));
  two.mixer.set_plan({.ducking = {.depth_db = 0}, .second_mix = true});
  two.play(1s);
  CHECK(two.heard_room.back() == doctest::Approx(kFilm + kVoice).epsilon(0.001));
  CHECK(largest_step(two.heard_room) < 0.003F);
  CHECK(largest_step(two.heard_headphones) < 0.003F);
}

TEST_CASE("a loudness that becomes known in mid-film is moved to by no more than 3 dB a second, at a start it is there at once") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, 0.1F);
  two.start({});
  two.play(1s);
  two.mixer.set_matching({.film_db = 6});
  for (int i = 0; i < 25; ++i) {
    const float before = two.heard_room.back();
    two.play(100ms);
    CHECK(20 * std::log10(two.heard_room.back() / before) < 0.4);
  }
  CHECK(two.heard_room.back() == doctest::Approx(0.1 * std::pow(10, 6 / 20.0)).epsilon(0.001));
  TwoOutputs fresh;
  fresh.mixer.set_matching({.film_db = 6});
  fresh.add(SoundRole::kFilm, 0.1F);
  fresh.start({});
  fresh.play(100ms);
  CHECK(fresh.heard_room.back() == doctest::Approx(0.1 * std::pow(10, 6 / 20.0)).epsilon(0.001));
}

TEST_CASE("a sum above full scale is turned down, not cut off, what is within it is left as it is") {
  const auto sine = [](SampleIndex i) { return 0.9F * std::sin(2 * 3.14159265F * 100 * static_cast<float>(i % kSampleRate) / kSampleRate); };
  TwoOutputs two;
  two.add(SoundRole::kFilm, sine);
  two.add(SoundRole::kVoice, sine);
  two.start({.ducking = {.depth_db = 0}});
  two.play(1s);
  float most = 0;
  int at_the_top = 0;
  for (auto i = two.heard_room.size() - kSampleRate / 2; i < two.heard_room.size(); ++i) {
    most = std::max(most, std::abs(two.heard_room[i]));
    at_the_top += std::abs(two.heard_room[i]) > 0.9999F ? 1 : 0;
  }
  CHECK(most <= 1.0F);
  CHECK(most > 0.95F);
  CHECK(at_the_top < kSampleRate / 2 / 40);  // a sine that is cut off at 1 of 1.8 stays there for over half the time
}

TEST_CASE("headphones are silent while the room is, and start and stop without a click") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, kFilm);
  two.start({});
  two.play(300ms);
  two.room.set_running(false);
  two.play(300ms);
  CHECK(two.heard_room.back() == 0.0F);
  CHECK(two.heard_headphones.back() == 0.0F);
  two.room.set_running(true);
  two.play(300ms);
  CHECK(two.heard_headphones.back() == doctest::Approx(kFilm).epsilon(0.001));
  CHECK(largest_step(two.heard_headphones) < 0.003F);
  CHECK(two.headphones.figures().underruns == 0);
  CHECK(two.headphones.figures().jumps == 0);
}

namespace {

/// A sound that says where it is: a saw of a second.
float saw(SampleIndex i) { return static_cast<float>(i % kSampleRate) / kSampleRate; }

/// The difference of two places within the saw, in seconds, -0.5 to 0.5.
double apart_s(double a, double b) {
  const double difference = a - b;
  return difference - std::round(difference);
}

/// Where the headphones are, less where the room is at the same instant, in seconds; nothing near the saw's edge.
std::optional<double> ahead_of_room(const TwoOutputs& two) {
  const auto& device = two.headphones_device;
  const std::size_t middle = kDeviceFrames / 2;
  const double instant = device.heard_s + static_cast<double>(middle) / device.rate;
  const double room_s = instant * two.room_device.rate / kSampleRate;
  if (std::abs(apart_s(room_s + to_s(two.delay), 0)) < 0.05) return std::nullopt;
  return apart_s(device.out[middle * kChannels], room_s);
}

/// Plays with two clocks apart; what the outputs are apart, at most, behind the first minute and in all.
struct Apart {
  double most_s = 0, settled_s = 0, last_s = 0;
};
Apart drift(TwoOutputs& two, double length_s) {
  Apart apart;
  std::uint32_t random = 1;
  const auto jitter = [&] {
    random = random * 1664525 + 1013904223;
    return Duration(random >> 10);  // 0 to 4 ms
  };
  while (two.room_device.next_s < length_s) {
    two.await_sound();
    if (two.room_device.next_s <= two.headphones_device.next_s) {
      two.room_device.take(jitter());
    } else {
      two.headphones_device.take(jitter());
      if (two.headphones_device.heard_s < 0.2) continue;
      if (const auto ahead = ahead_of_room(two)) {
        apart.last_s = *ahead;
        apart.most_s = std::max(apart.most_s, std::abs(*ahead));
        if (two.headphones_device.heard_s > 60) apart.settled_s = std::max(apart.settled_s, std::abs(*ahead));
      }
    }
  }
  return apart;
}

}  // namespace

TEST_CASE("two devices whose clocks run 200 ppm apart stay within 20 ms over an hour") {
  // Under a sanitizer, and under wine, where a thread that wakes another takes twenty times as long, an hour could not be waited for.
#ifdef _WIN32
  constexpr bool kShort = true;
#else
  constexpr bool kShort = mallette::test::kSanitized;
#endif
  for (const auto& [ppm, length_s] : {std::pair(200.0, kShort ? 300.0 : 3600.0), {-200.0, kShort ? 120.0 : 600.0}}) {
    TwoOutputs two;
    two.headphones_device.rate = kSampleRate * (1 + ppm * 1e-6);
    two.add(SoundRole::kFilm, saw);
    two.start({});
    const Apart apart = drift(two, length_s);
    CHECK(apart.most_s < 0.020);
    CHECK(apart.settled_s < 0.005);
    const auto figures = two.headphones.figures();
    CHECK(figures.drift_ppm == doctest::Approx(-ppm).epsilon(0.2));
    CHECK(figures.jumps == 0);
    CHECK(figures.underruns == 0);
    CHECK(two.room.underruns() == 0);
  }
}

TEST_CASE("headphones that are heard late are given their sound earlier by as much") {
  for (const Duration delay : {-100ms, 50ms, 200ms}) {
    TwoOutputs two;
    two.set_delay(delay);
    two.add(SoundRole::kFilm, saw);
    two.start({});
    const Apart apart = drift(two, 5);
    CHECK(apart.last_s == doctest::Approx(to_s(delay)).epsilon(0.1));
    CHECK(two.headphones.figures().jumps == 0);
  }
}

TEST_CASE("a device that stopped for a second is in step again at once when it comes back") {
  TwoOutputs two;
  two.add(SoundRole::kFilm, saw);
  two.start({});
  static_cast<void>(drift(two, 5));
  two.headphones_device.next_s += 1;
  CHECK(std::abs(drift(two, 8).last_s) < 0.005);
  CHECK(two.headphones.figures().jumps + two.headphones.figures().underruns >= 1);
}
