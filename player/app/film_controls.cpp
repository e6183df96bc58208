// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_controls.h"

#include <algorithm>
#include <cmath>

namespace mallette::app {
namespace {

using ui::Action;

constexpr float kVolumeStep = 0.1F;
constexpr double kSpeedStep = 0.25;

}  // namespace

bool Loudness::act(Action action) {
  switch (action) {
    case Action::kVolumeUp:
    case Action::kVolumeDown:
      volume = std::clamp(volume + (action == Action::kVolumeUp ? kVolumeStep : -kVolumeStep), 0.0F, 1.0F);
      muted = false;
      return true;
    case Action::kMute: muted = !muted; return true;
    default: return false;
  }
}

std::optional<double> speed_after(Action action, double now) {
  switch (action) {
    case Action::kFaster: return std::min(std::floor(now / kSpeedStep + 1.001) * kSpeedStep, media::kFastest);
    case Action::kSlower: return std::max(std::ceil(now / kSpeedStep - 1.001) * kSpeedStep, media::kSlowest);
    case Action::kNormalSpeed: return 1.0;
    default: return std::nullopt;
  }
}

void FilmControls::show_captions(bool shown) {
  show_.set_captions_shown(shown);
  if (!shown || wish_.captions) return;
  TrackWish wish = wish_;
  wish.captions = "";
  change_tracks(wish);
}

bool StandChanges::act(Action action, render::SignStand& stand) {
  if (action == Action::kNextSignPlace) {
    stand.place = render::next_placement(stand.place);
    return true;
  }
  if (action != Action::kSwapSign) return false;
  const render::SignPlacement before = stand.place;
  stand.place = render::swapped_placement(before, unswapped_);
  unswapped_ = before;
  return true;
}

bool FilmControls::act(Action action) {
  if (render::SignStand stand = show_.sign_stand(); stand_changes_.act(action, stand)) {
    show_.set_sign_stand(stand);
    return true;
  }
  TrackWish wish = wish_;
  switch (action) {
    case Action::kCaptions: show_captions(!captions_shown()); return true;
    case Action::kNextCaptions:
      show_.set_captions_shown(true);
      wish.captions = next_caption_language(kit_, tracks_);
      break;
    case Action::kSign: wish.sign = !wish.sign; break;
    case Action::kDescription:
      wish.description = wish.description == DescriptionWish::kOff ? next_kind(DescriptionWish::kOff) : DescriptionWish::kOff;
      break;
    case Action::kNextDescription: wish.description = next_kind(wish.description); break;
    default: return false;
  }
  change_tracks(std::move(wish));
  return true;
}

DescriptionWish FilmControls::next_kind(DescriptionWish now) const {
  const auto info = show_.playback().film_info();
  return next_description(kit_, tracks_.film_id, now, tracks_.is_clip, has_text_inside(info.get()));
}

void FilmControls::change_tracks(TrackWish wish) {
  auto tracks = select_tracks(kit_, wish);
  if (!tracks) {
    show_.note(std::move(tracks.error()));
    return;
  }
  const auto name = [](const std::optional<media::InputSpec>& spec) { return spec ? spec->resource.name : ""; };
  const auto sound = [](const FilmTracks& t) {
    if (t.spoken) return std::pair(-2, t.spoken->name);
    return t.description ? std::pair(static_cast<int>(t.description->first), t.description->second.resource.name)
                         : std::pair(-1, std::string());
  };
  const auto captions = [](const FilmTracks& t) { return t.captions ? t.captions->resource.name : t.caption_language; };
  if (tracks->film.resource.name != tracks_.film.resource.name) show_.replace_film(tracks->film);
  if (name(tracks->sign) != name(tracks_.sign)) show_.set_sign(tracks->sign);
  if (sound(*tracks) != sound(tracks_)) show_.set_description(*tracks);
  if (captions(*tracks) != captions(tracks_)) show_.load_captions(*tracks);
  for (Error& error : tracks->missing) show_.note(std::move(error));
  tracks->missing.clear();
  tracks_ = std::move(*tracks);
  wish_ = std::move(wish);
}

}  // namespace mallette::app
