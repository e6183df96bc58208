// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/packet_buffer.h"

#include <algorithm>

namespace mallette::media {
namespace {

// A packet's duration in the buffer's account, in nanoseconds: packets carry time bases, set by the
// demuxer. One without a duration counts as a fortieth of a second, so that it is bounded at all.
std::int64_t account(const AVPacket& packet) {
  if (packet.duration > 0 && packet.time_base.num > 0) return to_duration(packet.duration, packet.time_base).count();
  return Duration(std::chrono::milliseconds(25)).count();
}

}  // namespace

void PacketBuffer::activate(Track track) {
  {
    std::lock_guard lock(mutex_);
    lane(track).active = true;
  }
  for_demuxer_.notify_all();
}

void PacketBuffer::restart(Generation generation, MediaTime target) {
  {
    std::lock_guard lock(mutex_);
    for (auto& one : lanes_) one = {.active = one.active, .packets = {}};
    bytes_ = 0;
    full_ = finished_ = false;
    generation_ = generation;
    target_ = target;
  }
  for_demuxer_.notify_all();
  for_decoders_.notify_all();
}

bool PacketBuffer::wants_more(Duration enough) const {
  const auto waits = [](const Lane& l) { return l.active && !l.starved; };
  if (std::ranges::any_of(lanes_, [&](const Lane& l) { return waits(l) && l.packets.empty(); })) return true;
  if (bytes_ >= kMaxBytes) return false;
  return std::ranges::any_of(lanes_, [&](const Lane& l) { return waits(l) && l.duration_ns < enough.count(); });
}

bool PacketBuffer::takes_more() {
  full_ = !wants_more(full_ ? kRefill : kEnough);
  return !full_;
}

void PacketBuffer::starve_the_empty() {
  const bool swollen = bytes_ >= kStarvedBytes;
  for (Lane& one : lanes_) one.starved = one.starved || (swollen && one.active && one.packets.empty());
  // A picture's decoder could not go on without a key frame, so a picture is waited for longer.
  Lane& sound = lane(Track::kSound);
  const bool missing = lane(Track::kPicture).duration_ns >= kSoundMissing.count();
  sound.starved = sound.starved || (missing && sound.active && sound.packets.empty());
}

PacketBuffer::Pushed PacketBuffer::push(Track track, PacketPtr packet, Generation generation,
                                        std::stop_token stop) {
  {
    std::unique_lock lock(mutex_);
    for_demuxer_.wait(lock, stop, [&] { return generation_ != generation || takes_more(); });
    if (stop.stop_requested() || generation_ != generation) return Pushed::kStale;
    bytes_ += static_cast<std::size_t>(std::max(packet->size, 0));
    Lane& into = lane(track);
    if (into.starved) into.starved = into.end_taken = false;
    into.duration_ns += account(*packet);
    into.packets.push_back(std::move(packet));
    starve_the_empty();
  }
  for_decoders_.notify_all();
  return Pushed::kTaken;
}

void PacketBuffer::finish(Generation generation) {
  {
    std::lock_guard lock(mutex_);
    if (generation_ != generation) return;
    finished_ = true;
  }
  for_decoders_.notify_all();
}

std::optional<PacketBuffer::Taken> PacketBuffer::pop(Track track, std::stop_token stop) {
  Taken taken;
  bool refill = false;
  {
    std::unique_lock lock(mutex_);
    Lane& from = lane(track);
    const bool ready = for_decoders_.wait(lock, stop, [&] {
      return !from.packets.empty() || ((finished_ || from.starved) && !from.end_taken);
    });
    if (!ready) return std::nullopt;
    taken.generation = generation_;
    taken.target = target_;
    if (from.packets.empty()) {
      from.end_taken = true;
    } else {
      taken.packet = std::move(from.packets.front());
      from.packets.pop_front();
      bytes_ -= static_cast<std::size_t>(std::max(taken.packet->size, 0));
      from.duration_ns -= account(*taken.packet);
    }
    refill = full_ && takes_more();
  }
  if (refill) for_demuxer_.notify_all();
  return taken;
}

}  // namespace mallette::media
