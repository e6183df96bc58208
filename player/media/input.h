// SPDX-License-Identifier: GPL-3.0-or-later
// One media file being read: the film, the signer, a description. It demuxes in one thread and
// decodes each stream that is wanted in another; pictures and sound come out of its two queues,
// on the media line.
//
//   ByteSource ─ demuxer ─┬─ packets ─ video decoder ─ FrameQueue  ─> main thread
//                         └─ packets ─ audio decoder ─ SampleQueue ─> mixer
//
// Opening is done in the demuxer's thread too, so that making an Input never waits for a disk.
// The queues exist from the start; a stream that the file does not have ends up kAbsent.
//
// Seeking is exact: the demuxer goes to the key frame before the target, the decoders drop what
// lies before it. The frame that covers the target comes out first; behind the last frame, the
// last frame.
//
// A file that can be read no further (its key was pulled out) ends what is being read, and is_lost() tells that from an
// end. Each seek tries again.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/byte_source.h"
#include "player/media/frame_queue.h"
#include "player/media/sample_queue.h"

namespace mallette::media {

class PacketBuffer;

enum class StreamKind : std::uint8_t { kVideo, kAudio, kText, kOther };

/// One stream as its container describes it.
struct StreamInfo {
  int index = 0;
  StreamKind kind = StreamKind::kOther;
  std::string codec;     ///< libavcodec's name: "h264", "aac", "mov_text"
  std::string language;  ///< as tagged, mostly ISO 639-2 ("fra"); empty when it says nothing
  std::string title;
  bool is_default = false;
  bool hearing_impaired = false;
  bool visual_impaired = false;  ///< or marked as descriptions
  bool forced = false;
  bool attached_picture = false;
};

inline constexpr std::size_t kMostChapters = 500;  ///< of a film; what comes behind is left out
inline constexpr std::size_t kMostChapterTitle_bytes = 300;

struct Chapter {
  MediaTime at{};
  std::string title;  ///< UTF-8; may be empty
  friend bool operator==(const Chapter&, const Chapter&) = default;
};

struct InputInfo {
  std::string name;
  std::string container;             ///< libavformat's name of the format
  std::optional<Duration> duration;  ///< as the container says
  std::vector<StreamInfo> streams;
  std::vector<Chapter> chapters;     ///< the container's, in order of time
  std::optional<int> video;          ///< the stream that is decoded, index into the container
  std::optional<int> audio;
};

struct InputSpec {
  Resource resource;
  bool want_video = true;
  bool want_audio = true;
  Duration offset{};  ///< media time at which the file's first instant stands
};

class Input {
 public:
  Input(InputSpec spec, Generation generation, MediaTime start, Wake wake);
  /// Asks all threads to stop, then waits for them: a read that is under way has to return first.
  /// So the interface's thread leaves destruction to a Reaper.
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Restarts both queues for the generation; frames and samples from target on will follow.
  void seek(Generation generation, MediaTime target);

  [[nodiscard]] FrameQueue& video() { return video_; }
  [[nodiscard]] const std::shared_ptr<SampleQueue>& audio() { return audio_; }

  /// Null until the file is open, and for good when it could not be opened.
  [[nodiscard]] std::shared_ptr<const InputInfo> info() const;
  /// Whether what this generation brings ends where the file could not be read any more. Known no later than that end.
  [[nodiscard]] bool is_lost(Generation generation) const;
  /// The file could not be opened, because it could not be read: another Input may fare better.
  [[nodiscard]] bool is_unopened() const;
  [[nodiscard]] const InputSpec& spec() const { return spec_; }
  /// Errors that have come up since the last call, opening included.
  [[nodiscard]] std::vector<Error> take_errors();

 private:
  class Worker;
  struct Request {
    Generation generation = 0;
    MediaTime target{};
  };
  Request current_request() const;
  bool is_current(Generation generation) const;
  void wait_for_request(Generation done, std::stop_token stop);

  const InputSpec spec_;
  const Wake wake_;
  const std::unique_ptr<PacketBuffer> packets_;
  FrameQueue video_;
  const std::shared_ptr<SampleQueue> audio_;  ///< shared with the mixer, which may outlive us

  std::atomic<bool> abort_{false};  ///< makes libav's calls return
  mutable std::mutex mutex_;        // guards the six below
  std::condition_variable_any requested_;
  Request request_;
  std::shared_ptr<const InputInfo> info_;
  std::vector<Error> errors_;
  std::optional<Generation> lost_in_;
  bool unopened_ = false;

  std::unique_ptr<Worker> worker_;  ///< last: it uses all of the above
};

}  // namespace mallette::media
