// SPDX-License-Identifier: GPL-3.0-or-later
// A film that waits for a description: the line stands in the sound, and goes on from the same sample.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "player/media/mixer.h"

using namespace mallette::media;
using namespace std::chrono_literals;

namespace {

constexpr SampleIndex kVoiceBegin = 20'000, kWait = 30'001, kRest = 24'000;  // no multiples of a block
constexpr float kFilm = 0.4F, kVoice = 0.2F, kRestVoice = 0.1F;

std::vector<float> stereo(SampleIndex frames, float value) {
  return std::vector<float>(static_cast<std::size_t>(frames * kChannels), value);
}

/// A film of one value, and a voice that is heard from kVoiceBegin to kWait, where the line waits for the rest of it.
class WaitingDesk {
 public:
  explicit WaitingDesk(SampleIndex target = 0, bool voice_too = true) {
    film_->restart(1);
    voice_->restart(1);
    mixer_.select(SoundRole::kFilm, film_);
    if (voice_too) mixer_.select(SoundRole::kVoice, voice_);
    film_thread_ = std::jthread([this, target](std::stop_token stop) {
      for (SampleIndex at = target; film_->push(at, stereo(480, kFilm), 1, stop); at += 480) {}
    });
    voice_thread_ = std::jthread([this, target](std::stop_token stop) {
      const auto push = [&](SampleIndex from, SampleIndex to, float value) {
        for (; from < to && voice_->push(from, stereo(std::min<SampleIndex>(to - from, 480), value), 1, stop); from += 480) {}
      };
      push(target, kVoiceBegin, 0);
      if (target < kWait) {
        voice_->wait_at(kWait, stereo(kRest, kRestVoice), 1);
        push(std::max(target, kVoiceBegin), kWait, kVoice);
      }
      for (SampleIndex at = std::max(target, kWait); voice_->push(at, stereo(480, 0), 1, stop); at += 480) {}
    });
    mixer_.restart(1, to_media_time(target));
    feed_.restart(1, to_media_time(target));
    feed_.fill(nullptr, 0, now_, tap_);
    feed_.set_running(true);
  }

  struct Heard {
    std::vector<float> left;
    MediaTime position;  ///< at its first instant, by the clock as it was published before and now
    bool waiting;
  };
  Heard fill(int frames) {
    // Enough in the ring; a device that asks too early is another test's.
    while (feed_.queued_frames(1) < frames + SoundBlock::kFrames) std::this_thread::yield();
    std::vector<float> out(static_cast<std::size_t>(frames) * kChannels);
    feed_.fill(out.data(), frames, now_, tap_);
    Heard heard{.left = {}, .position = feed_.clock().anchor().position(now_), .waiting = feed_.is_waiting()};
    for (std::size_t i = 0; i < out.size(); i += kChannels) heard.left.push_back(out[i]);
    now_ += Duration(std::int64_t{frames} * 1'000'000'000 / kSampleRate);
    return heard;
  }
  /// What is heard in `frames` frames, in fills of `each`.
  std::vector<float> listen(SampleIndex frames, int each) {
    std::vector<float> all;
    while (static_cast<SampleIndex>(all.size()) < frames) {
      const Heard heard = fill(each);
      all.insert(all.end(), heard.left.begin(), heard.left.end());
    }
    return all;
  }
  Mixer& mixer() { return mixer_; }
  SoundFeed& feed() { return feed_; }
  std::shared_ptr<SampleQueue> voice() { return voice_; }
  WallTime now() const { return now_; }

 private:
  SoundFeed feed_;
  Mixer mixer_{feed_};
  std::shared_ptr<SampleQueue> film_ = std::make_shared<SampleQueue>([this] { mixer_.ring(); });
  std::shared_ptr<SampleQueue> voice_ = std::make_shared<SampleQueue>([this] { mixer_.ring(); });
  std::uint32_t tap_ = feed_.new_tap();
  WallTime now_{1s};
  std::jthread film_thread_, voice_thread_;
};

float largest_step(const std::vector<float>& samples) {
  float step = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) step = std::max(step, std::abs(samples[i] - samples[i - 1]));
  return step;
}

}  // namespace

TEST_CASE("the film waits at the very sample until the voice has ended, and goes on without a click") {
  for (const int each : {480, 512, 1024, 333}) {
    CAPTURE(each);
    WaitingDesk desk;
    const auto heard = desk.listen(kWait + kRest + 48'000, each);
    const auto at = [&](SampleIndex i) { return heard[static_cast<std::size_t>(i)]; };
    CHECK(at(10'000) == doctest::Approx(kFilm));
    CHECK(at(kVoiceBegin + 1000) == doctest::Approx(kVoice + kFilm * 0.3548F).epsilon(0.01));
    CHECK(at(kWait - 1) == doctest::Approx(kVoice).epsilon(0.01));   // the film has faded out
    CHECK(at(kWait + 1) == doctest::Approx(kRestVoice));             // nothing but the rest of the voice
    CHECK(at(kWait + kRest - 1) == doctest::Approx(kRestVoice));
    CHECK(at(kWait + kRest + 47'000) == doctest::Approx(kFilm));     // and is back, no longer ducked
    const std::vector<float> film_returns(heard.begin() + kWait + kRest + 1, heard.end());
    CHECK(largest_step(film_returns) < 0.002F);
    CHECK(desk.feed().waits() == 1);
    CHECK(desk.feed().underruns() == 0);
  }
}

TEST_CASE("while the film waits its clock stands, and runs on from there, never backwards") {
  for (const int each : {480, 512, 1024, 333}) {
    CAPTURE(each);
    WaitingDesk desk;
    MediaTime before{};
    SampleIndex given = 0;
    for (; given < kWait + kRest + 20'000; given += each) {
      const auto heard = desk.fill(each);
      CHECK(heard.position >= before);
      before = heard.position;
      // What is heard at the fill's first frame: of the line, and of the wait.
      const SampleIndex truth = given <= kWait ? given : std::max(kWait, given - kRest);
      // The rest of the last block of a wait is silence: the line goes on with the next.
      const bool behind = given > kWait + kRest;
      const auto difference = to_sample(heard.position + 10us) - truth;
      CHECK(difference <= 1);
      CHECK(difference >= (behind ? -SoundBlock::kFrames : -1));
      // Also between two fills nothing is shown too early.
      const MediaTime later = desk.feed().clock().anchor().position(desk.now() - 1us);
      CHECK(later <= to_media_time(std::max(kWait, given + each - kRest)) + 1ms);
    }
    CHECK(!desk.feed().is_waiting());
    CHECK(desk.feed().clock().anchor().playing);
  }
}

TEST_CASE("a pause amid the wait ends the sound, and the rest is spoken after it") {
  WaitingDesk desk;
  static_cast<void>(desk.listen(kWait + 10'000, 480));
  REQUIRE(desk.feed().is_waiting());
  desk.feed().set_running(false);
  const auto fading = desk.fill(480).left;
  CHECK(fading.back() == 0.0F);
  const MediaTime stood = desk.feed().clock().anchor().position(desk.now() + 1h);
  CHECK(stood == to_media_time(kWait));
  desk.feed().set_running(true);
  const auto heard = desk.listen(kRest, 480);
  CHECK(heard[300] == doctest::Approx(kRestVoice));
  CHECK(heard[8'000] == doctest::Approx(kRestVoice));
  CHECK(desk.feed().clock().anchor().position(desk.now()) > to_media_time(kWait));
  CHECK(desk.feed().waits() == 1);  // it was one
}

TEST_CASE("a voice that is taken away in mid-wait lets the film go on") {
  WaitingDesk desk;
  static_cast<void>(desk.listen(kWait + 2'000, 480));
  desk.mixer().select(SoundRole::kVoice, nullptr);
  const auto heard = desk.listen(48'000, 480);
  CHECK(largest_step(heard) < 0.005F);
  CHECK(heard.back() == doctest::Approx(kFilm).epsilon(0.02));
  CHECK(!desk.feed().is_waiting());
}

TEST_CASE("a wait that lies behind the place of a seek, or behind the end, is none") {
  WaitingDesk behind(kWait + 1);
  static_cast<void>(behind.listen(48'000, 480));
  CHECK(behind.feed().waits() == 0);
  WaitingDesk cut;
  cut.mixer().set_end(to_media_time(kWait - 100));
  static_cast<void>(cut.listen(24'000, 480));
  CHECK(cut.feed().waits() == 0);
}

TEST_CASE("a film that begins where the voice is amid its words waits for the rest of it alone") {
  WaitingDesk desk(kWait - 2'000);
  const auto heard = desk.listen(kRest + 10'000, 480);
  CHECK(heard[1'000] == doctest::Approx(kVoice + kFilm * 0.3548F).epsilon(0.02));  // ducked from the first
  CHECK(heard[2'000 + 1] == doctest::Approx(kRestVoice));
  CHECK(heard[2'000 + kRest - 1] == doctest::Approx(kRestVoice));
  CHECK(desk.feed().waits() == 1);
}

TEST_CASE("slower and faster, the film waits as long, the words at their own pace, the clock stands at the sample and never runs back") {
  for (const double rate : {0.5, 0.8, 1.5, 2.0}) {
    for (const int each : {480, 1024}) {
      CAPTURE(rate);
      CAPTURE(each);
      WaitingDesk desk;
      desk.mixer().set_rate(rate);
      MediaTime before{};
      SampleIndex waited = 0, fills = 0;
      std::vector<float> heard;
      while (before < to_media_time(kWait + 40'000)) {
        const auto now = desk.fill(each);
        REQUIRE(++fills < 2'000);
        CHECK(now.position >= before);
        if (now.position > to_media_time(kWait - 48) && now.position < to_media_time(kWait + 48)) {
          waited += each;
        }
        before = now.position;
        heard.insert(heard.end(), now.left.begin(), now.left.end());
      }
      CHECK(desk.feed().waits() == 1);
      CHECK(desk.feed().underruns() == 0);
      CHECK(std::abs(waited - kRest) <= each + 2 * SoundBlock::kFrames);
      // The words of the wait are neither shorter nor longer.
      const auto words = std::ranges::count_if(heard, [](float s) { return std::abs(s - kRestVoice) < 0.001F; });
      CHECK(words > kRest - 1'000);
      CHECK(words < kRest + 4'000);
      CHECK(heard.back() == doctest::Approx(kFilm).epsilon(0.02));
    }
  }
}

TEST_CASE("the speed is changed shortly before a wait, within it, and after it: it is one wait, and the film goes on") {
  for (const SampleIndex when : {kWait - 6'000, kWait - 100, kWait + 5'000, kWait + kRest + 200}) {
    CAPTURE(when);
    WaitingDesk desk;
    MediaTime before{};
    SampleIndex given = 0;
    for (int fills = 0; before < to_media_time(kWait + 40'000); ++fills, given += 480) {
      REQUIRE(fills < 2'000);
      if (given >= when - 6'000 && given < when - 6'000 + 480) desk.mixer().set_rate(2.0);
      if (given >= when && given < when + 480) desk.mixer().set_rate(1.0);
      if (given >= when + 3'000 && given < when + 3'480) desk.mixer().set_rate(1.3);
      const auto now = desk.fill(480);
      CHECK(now.position >= before);
      before = now.position;
    }
    CHECK(desk.feed().waits() == 1);
    CHECK(desk.feed().underruns() == 0);
  }
}
