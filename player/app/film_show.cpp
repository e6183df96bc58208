// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_show.h"

#include <algorithm>

#include "player/media/rest_picture.h"

namespace mallette::app {
namespace {

using media::Duration;
using media::MediaTime;
using media::PlaybackState;
using media::to_ms;

// What counts as late for the account; the screens of laptops and projectors are 60 Hz.
constexpr Duration kDisplayPeriod = std::chrono::microseconds(16'667);
// A film does not begin without its captions, unless they take absurdly long (a slow key).
constexpr Duration kCaptionPatience = std::chrono::milliseconds(500);
// An error told over the film stays long enough to be read: some 150 characters, at 12 a second.
constexpr auto kNoticeStays = std::chrono::seconds(12);
constexpr std::size_t kMostNotices = 3;
// A signer's first picture that comes no later than this is shown at once: else there were a flash of rest.
constexpr Duration kOneFrame = std::chrono::milliseconds(40);

// Sound alone: the neutral screen's colour, since a room that sees black thinks that the projector has failed,
// and its captions, which are all there is to see, half as large again and across the middle.
constexpr std::uint32_t kCalm = 0xFF1C252D;
constexpr double kSoundCaptionScale = 1.5;
constexpr double kSoundCaptionsDown = 0.68;

std::chrono::microseconds micros(MediaTime t) { return std::chrono::duration_cast<std::chrono::microseconds>(t.time_since_epoch()); }

double ms_of(MediaTime t) { return to_ms(t.time_since_epoch()); }

media::MakeSoundSource narrator_of(const std::optional<SpokenText>& text, const SpeechWish& speech) {
  if (!text || !speech.speaker) return {};
  return [text = *text, speech](media::Wake wake) { return std::make_unique<Narrator>(text, speech, std::move(wake)); };
}

media::PlaybackSpec playback_spec(const ShowSpec& spec) {
  return {.film = spec.tracks.film,
          .sign = spec.tracks.sign,
          .description = spec.tracks.description,
          .spoken_description = narrator_of(spec.tracks.spoken, spec.speech),
          .from = spec.from,
          .until = spec.until,
          .tail = spec.tail};
}

Duration hold_of(Duration tail) { return tail > Duration(0) ? tail : media::kSignHold; }

subtitles::Box box(const render::Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

}  // namespace

FilmShow::FilmShow(ShowSpec spec, const media::WallClock& clock, media::Wake wake)
    : clock_(clock),
      started_(spec.asked_at.value_or(clock.now())),
      playback_(playback_spec(spec), clock, wake),
      wake_(wake),
      caption_loader_(std::make_unique<CaptionLoader>(spec.tracks, wake)),
      sign_stand_(spec.sign_stand),
      caption_stand_(spec.caption_stand),
      sign_hold_(hold_of(spec.tail)),
      tell_(std::move(spec.tell)),
      speech_(std::move(spec.speech)),
      spoken_(spec.tracks.spoken) {
  chapters_ = std::move(spec.tracks.chapters);
  chapters_known_ = !chapters_.empty();
  if (spec.tracks.chapter_file) chapter_loader_ = std::make_unique<ChapterLoader>(*spec.tracks.chapter_file, wake);
  for (Error& error : spec.tracks.missing) note(std::move(error));
  auto renderer = subtitles::CaptionRenderer::create({.files = spec.caption_fonts});
  if (renderer) {
    caption_renderer_ = std::move(*renderer);
  } else {
    note({.code = ErrorCode::kRenderer, .subject = "captions", .detail = renderer.error()});
  }
}

void FilmShow::play() { playback_.play(); }

void FilmShow::pause() { playback_.pause(); }

void FilmShow::toggle_play() { playback_.wants_to_play() ? pause() : play(); }

void FilmShow::note_seek(MediaTime target) {
  redraw_ = true;
  drawn_until_.reset();
  pending_seek_ = {playback_.generation(), target, clock_.now()};
}

void FilmShow::seek(MediaTime target) {
  playback_.seek(target);
  note_seek(target);
}

void FilmShow::show_segment(MediaTime at, std::optional<MediaTime> until, Duration tail) {
  pause();
  playback_.set_until(until, tail);
  sign_hold_ = hold_of(tail);
  seek(at);
}

void FilmShow::seek_by(Duration by) { seek(std::max(playback_.position() + by, MediaTime{})); }

void FilmShow::step_forward() {
  playback_.step_forward();
  redraw_ = true;
}

void FilmShow::step_back() {
  playback_.step_back();
  redraw_ = true;
}

void FilmShow::set_volume(float room, float headphones) {
  playback_.set_volume(room);
  playback_.headphones().set_volume(headphones);
}

void FilmShow::set_captions_shown(bool shown) {
  captions_shown_ = shown;
  choose_drawn_cues();
}

void FilmShow::load_captions(const FilmTracks& tracks) {
  retired_loaders_.push_back(std::move(caption_loader_));
  caption_loader_ = std::make_unique<CaptionLoader>(tracks, wake_);
  captions_awaited_ = true;
}

void FilmShow::replace_film(media::InputSpec film) {
  const MediaTime here = playback_.position();
  playback_.replace_film(std::move(film));
  note_seek(here);
}

void FilmShow::set_sign(std::optional<media::InputSpec> sign) {
  playback_.set_sign(std::move(sign));
  scene_.signer.reset();
  sign_frame_.reset();
  redraw_ = true;
}

void FilmShow::set_sign_stand(const render::SignStand& stand) {
  redraw_ = redraw_ || stand != sign_stand_;
  sign_stand_ = stand;
}

void FilmShow::set_caption_stand(const render::CaptionStand& stand) {
  redraw_ = redraw_ || stand != caption_stand_;
  caption_stand_ = stand;
}

void FilmShow::set_chrome(const std::array<render::Rect, 2>& chrome) {
  redraw_ = redraw_ || chrome != chrome_;
  chrome_ = chrome;
}

void FilmShow::set_description(const FilmTracks& tracks) {
  spoken_ = tracks.spoken;
  if (spoken_) speak();
  else playback_.set_description(tracks.description);
}

void FilmShow::set_speech(SpeechWish speech) {
  speech_ = std::move(speech);
  if (spoken_) speak();
}

void FilmShow::speak() { playback_.set_spoken_description(narrator_of(spoken_, speech_)); }

void FilmShow::take_captions() {
  auto loaded = caption_loader_->take();
  if (!loaded) return;
  captions_known_ = true;
  captions_awaited_ = false;
  cues_ = std::move(loaded->cues);
  const auto shift = std::chrono::duration_cast<std::chrono::microseconds>(loaded->offset - caption_offset_);
  for (subtitles::Cue& notice : notices_) {
    notice.begin += shift;
    notice.end += shift;
  }
  caption_offset_ = loaded->offset;
  if (loaded->error) note(std::move(*loaded->error));
  choose_drawn_cues();
}

void FilmShow::take_chapters() {
  if (chapters_known_) return;
  if (chapter_loader_ && !chapter_loader_->done()) return;
  if (chapter_loader_) chapters_ = chapter_loader_->chapters();
  if (chapters_.empty()) {
    const auto info = playback_.film_info();
    if (!info && playback_.state() != PlaybackState::kFailed) return;
    if (info) chapters_ = info->chapters;
  }
  chapters_known_ = true;
}

void FilmShow::note(Error error) {
  if (tell_ && notices_.size() < kMostNotices) {
    const auto begin = micros(playback_.position() + caption_offset_);
    subtitles::Cue notice{.begin = begin, .end = begin + kNoticeStays, .spans = {{.text = tell_(error)}}};
    notice.placement.line = 0;  // at the top: captions keep their place
    notices_.push_back(std::move(notice));
    choose_drawn_cues();
  }
  report_.errors.push_back(std::move(error));
}

/// What the renderer draws: the film's cues unless they are switched off, and the notices.
void FilmShow::choose_drawn_cues() {
  redraw_ = true;
  const auto shown = captions_shown_ ? cues_ : nullptr;
  anything_to_draw_ = caption_renderer_ && (shown || !notices_.empty());
  if (!caption_renderer_) return;
  if (notices_.empty()) {
    caption_renderer_->set_cues(shown);
    return;
  }
  auto all = std::make_shared<subtitles::CueList>(shown ? *shown : subtitles::CueList{});
  all->cues.insert(all->cues.end(), notices_.begin(), notices_.end());
  subtitles::sort_cues(all->cues);
  caption_renderer_->set_cues(std::move(all));
}

void FilmShow::update() {
  take_captions();
  std::erase_if(retired_loaders_, [](const auto& loader) { return loader->done(); });
  playback_.update();
  take_chapters();
  for (Error& error : playback_.take_errors()) note(std::move(error));
  if (!report_.open_ms && playback_.film_info()) report_.open_ms = to_ms(clock_.now() - started_);
  if (scene_generation_ != playback_.generation() && playback_.state() != PlaybackState::kWaiting) {
    scene_generation_ = playback_.generation();
    drawn_until_.reset();
    redraw_ = true;
  }
  watch_end();
}

/// An excerpt that is over stays on the wall while people talk. Its signer does not stay in mid-sign.
void FilmShow::watch_end() {
  if (playback_.state() != PlaybackState::kEnded) ended_at_.reset();
  else if (!ended_at_) ended_at_ = clock_.now();
  // Also where the film stands: that the signer is over may be known only after its last picture.
  const bool stands = playback_.state() == PlaybackState::kEnded || playback_.state() == PlaybackState::kPaused;
  if (stands && scene_.signer && scene_.signer == sign_frame_ && sign_rests_at(scene_time_)) redraw_ = true;
}

// --- The signer, at work and at rest ---

/// Before its first picture is due, behind its last one and the hold, and where the film has stopped.
bool FilmShow::sign_rests_at(MediaTime t) const {
  if (ended_at_ && clock_.now() - *ended_at_ >= media::kSignHold) return true;
  const bool rests_already = scene_.signer && scene_.signer == sign_rest_;
  if (sign_frame_->pts > t + (rests_already ? Duration(0) : kOneFrame)) return true;
  const auto end = playback_.sign_end();
  return end && t >= *end + sign_hold_;
}

media::FramePtr FilmShow::signer_at(MediaTime t) {
  if (!sign_frame_ || !sign_rests_at(t)) return sign_frame_;
  const auto same = [&] {
    return sign_rest_ && sign_rest_->width == sign_frame_->width && sign_rest_->height == sign_frame_->height &&
           sign_rest_->sar_num == sign_frame_->sar_num && sign_rest_->sar_den == sign_frame_->sar_den &&
           sign_rest_->rotation == sign_frame_->rotation;
  };
  if (!same()) sign_rest_ = media::rest_picture(*sign_frame_);
  return sign_rest_ ? sign_rest_ : sign_frame_;
}

std::optional<MediaTime> FilmShow::next_rest_change(MediaTime after) const {
  if (!sign_frame_) return std::nullopt;
  if (scene_.signer != sign_frame_ && sign_frame_->pts > after) return sign_frame_->pts;
  const auto end = playback_.sign_end();
  return end && *end + sign_hold_ > after ? std::optional(*end + sign_hold_) : std::nullopt;
}

bool FilmShow::loaded() const {
  if (playback_.state() == PlaybackState::kWaiting) return false;
  return captions_known_ || clock_.now() - started_ > kCaptionPatience;
}

bool FilmShow::finished() const {
  return playback_.state() == PlaybackState::kEnded || playback_.state() == PlaybackState::kFailed;
}

std::optional<MediaTime> FilmShow::next_caption_change(MediaTime after) const {
  if (!anything_to_draw_) return std::nullopt;
  const auto next = caption_renderer_->next_change(micros(after + caption_offset_));
  if (!next) return std::nullopt;
  return MediaTime(*next - caption_offset_);
}

std::optional<MediaTime> FilmShow::next_due() const {
  const PlaybackState state = playback_.state();
  if (state == PlaybackState::kWaiting || state == PlaybackState::kFailed) return std::nullopt;
  const MediaTime here = playback_.position();
  if (redraw_ || !drawn_until_) return here;
  auto due = playback_.next_change();
  // While the film stands, only what has come late for where it stands: a signer that was just
  // switched on. What begins at the very end does not belong to the film any more.
  if (state != PlaybackState::kPlaying) {
    const bool late = due && (*due < here || (*due == here && state == PlaybackState::kPaused));
    return late ? std::optional(here) : std::nullopt;
  }
  for (const auto& change : {next_caption_change(*drawn_until_), next_rest_change(*drawn_until_)}) {
    if (change && (!due || *change < *due)) due = change;
  }
  return due;
}

const render::Scene& FilmShow::scene_at(MediaTime t, render::Size output) {
  media::Picture picture = playback_.picture_at(t, kDisplayPeriod);
  dropped_film_ += picture.film_dropped;
  dropped_sign_ += picture.sign_dropped;
  if (picture.film) {
    if (new_film_) ++dropped_film_;  // composed, and never handed over
    scene_.film = std::move(picture.film);
    new_film_ = true;
  }
  if (picture.sign) {
    if (new_sign_) ++dropped_sign_;
    sign_frame_ = std::move(picture.sign);
    new_sign_ = true;
  }
  scene_.signer = signer_at(t);
  output_ = output;
  render::LayoutRequest request{.output = output, .sign = sign_stand_, .captions = true, .chrome = chrome_};
  // A film is not kept small for captions that are off; what is told over it stands as usual.
  if (captions_shown_ && cues_) request.caption_stand = caption_stand_;
  if (scene_.film) request.film = media::display_shape(*scene_.film);
  if (scene_.signer) request.signer = media::display_shape(*scene_.signer);
  scene_.layout = render::lay_out(request);
  const bool sound_alone = is_sound_alone();
  scene_.background = sound_alone ? kCalm : render::kBlack;
  scene_.captions = nullptr;
  if (anything_to_draw_) {
    canvas_ = {.width = output.width,
               .height = output.height,
               .picture = box(scene_.layout.film.empty() ? render::Rect{0, 0, output.width, output.height}
                                                         : scene_.layout.film),
               .allowed = box(scene_.layout.caption_area),
               .text_scale = request.caption_stand.scale,
               .size_height = output.height};
    if (sound_alone) {
      canvas_.text_scale *= kSoundCaptionScale;
      const int foot = static_cast<int>(output.height * kSoundCaptionsDown);
      if (foot > canvas_.allowed.y) canvas_.allowed.height = std::min(canvas_.allowed.height, foot - canvas_.allowed.y);
    }
    scene_.captions = caption_renderer_->render(micros(t + caption_offset_), canvas_);
  }
  scene_time_ = t;
  return scene_;
}

bool FilmShow::is_sound_alone() const {
  const auto info = playback_.film_info();
  return info && !info->video && info->audio && !scene_.film && !scene_.signer;
}

/// Cues that began within (from, to] and are on at `to`.
void FilmShow::count_cues(MediaTime from, MediaTime to) {
  if (!cues_ || !captions_shown_) return;
  const auto begin = micros(from + caption_offset_), now = micros(to + caption_offset_);
  const auto first = std::ranges::upper_bound(cues_->cues, begin, {}, &subtitles::Cue::begin);
  const MediaTime position = playback_.position();
  for (auto cue = first; cue != cues_->cues.end() && cue->begin <= now; ++cue) {
    if (cue->end <= now) continue;  // over before anything was drawn of it
    ++report_.cues_shown;
    report_.cue_lateness_ms.push_back(to_ms(position - (MediaTime(cue->begin) - caption_offset_)));
  }
}

void FilmShow::handed_over() {
  const MediaTime now = playback_.position();
  const bool running = playback_.state() == PlaybackState::kPlaying;
  if (!report_.first_frame_ms && (scene_.film || playback_.next_is_known())) report_.first_frame_ms = to_ms(clock_.now() - started_);
  if (new_film_) {
    ++report_.frames_shown;
    if (running && drawn_until_) report_.film_lateness_ms.push_back(to_ms(now - scene_.film->pts));
  }
  const bool shows_sign = new_sign_ && scene_.signer == sign_frame_;
  if (shows_sign) {
    ++report_.sign_shown;
    if (running && drawn_until_) report_.sign_lateness_ms.push_back(to_ms(now - scene_.signer->pts));
  }
  report_.frames_dropped += static_cast<std::uint64_t>(dropped_film_);
  report_.sign_dropped += static_cast<std::uint64_t>(dropped_sign_);
  dropped_film_ = dropped_sign_ = 0;
  report_.frames_due = report_.frames_shown + report_.frames_dropped;
  if (running && drawn_until_) count_cues(*drawn_until_, scene_time_);
  if (pending_seek_ && pending_seek_->generation == playback_.generation()) {
    report_.seeks.push_back({.target_ms = ms_of(pending_seek_->target),
                             .landed_ms = ms_of(scene_.film ? scene_.film->pts : now),
                             .took_ms = to_ms(clock_.now() - pending_seek_->ordered)});
    pending_seek_.reset();
  }
  drawn_until_ = scene_time_;
  new_film_ = redraw_ = false;
  if (shows_sign) new_sign_ = false;
  // The captions to come are drawn now, while there is time until the next picture.
  if (!anything_to_draw_) return;
  if (const auto next = caption_renderer_->next_change(micros(scene_time_ + caption_offset_))) {
    caption_renderer_->prepare(*next, canvas_);
  }
}

FilmReport FilmShow::final_report() {
  report_.description_waits = playback_.waits_for_voice_so_far();
  report_.speed = playback_.speed();
  report_.sound_underruns = playback_.feed().underruns();
  report_.ended_at_ms = ms_of(playback_.position());
  if (playback_.headphones().last_fill() != media::WallTime{}) {
    const auto figures = playback_.headphones().figures();
    report_.headphones = {.output = {},
                          .drift_ppm = figures.drift_ppm,
                          .most_apart_ms = figures.most_behind_ms,
                          .jumps = figures.jumps,
                          .underruns = figures.underruns};
  }
  return report_;
}

}  // namespace mallette::app
