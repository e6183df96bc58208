// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Program that takes what people do: events and keys, and the orders of the views.
#include <SDL.h>

#include <algorithm>

#include "player/app/program.h"
#include "player/ui/sdl_keys.h"
#include "player/ui/sdl_screen.h"

namespace mallette::app {
namespace {

namespace order = views::order;
using media::WallTime;
using ui::Action;
using namespace std::chrono_literals;

// A clicker's contact bounces: the same key again within this time is the same press.
constexpr auto kDebounce = 150ms;

bool is_clickers(Action action) {
  switch (action) {
    case Action::kNext:
    case Action::kPrevious:
    case Action::kNeutralB:
    case Action::kNeutralPoint:
    case Action::kSuspend: return true;
    default: return false;
  }
}

bool is_step(Action action) { return action == Action::kNext || action == Action::kPrevious; }

}  // namespace

void Program::take_event(const void* sdl_event) {
  const SDL_Event& event = *static_cast<const SDL_Event*>(sdl_event);
  switch (event.type) {
    case SDL_QUIT: ask_to_leave(); return;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_CLOSE) {
        // SDL_QUIT comes with the last window only: the desk's cross is meant for all.
        if (event.window.windowID == work_.screens.interface_window() && !work_.screens.one_screen()) ask_to_leave();
        return;
      }
      // The key comes up elsewhere.
      if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) escape_down_.reset();
      interface_stale_ = true;
      break;
    case SDL_DROPFILE:
      open(event.drop.file);
      SDL_free(event.drop.file);
      return;
    case SDL_KEYDOWN:
      if (const auto key = ui::key_of(event.key)) take_key(*key, event.key.repeat != 0);
      return;
    case SDL_KEYUP:
      if (event.key.keysym.scancode == SDL_SCANCODE_ESCAPE) escape_down_.reset();
      return;
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
      if (session_ != nullptr && event.motion.windowID == work_.screens.interface_window()) session_->stir(false);
      interface_stale_ = true;
      break;
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
    case SDL_TEXTINPUT: interface_stale_ = true; break;
    case SDL_AUDIODEVICEADDED:
      sound_.refresh();
      work_.driver.device_added();
      return;
    case SDL_AUDIODEVICEREMOVED:
      sound_.refresh();
      work_.driver.device_removed(event.adevice.iscapture != 0, event.adevice.which);
      return;
    default: break;
  }
  ui::handle_event(*interface_, event, work_.screens.interface_window(), work_.screens.pixels_per_point());
}

bool Program::is_bounce(Action action) {
  if (!is_clickers(action)) return false;
  const WallTime now = work_.driver.clock().now();
  const bool bounce = clicked_ && clicked_->first == action && now - clicked_->second < kDebounce;
  if (!bounce) clicked_ = {action, now};
  return bounce;
}

void Program::take_key(const ui::Key& key, bool repeated) {
  interface_stale_ = true;
  mode_->see_key(key);
  const auto action = ui::session_action(key);
  const bool typing = interface_->takes_text();
  // The next step does not come from beneath a dialog.
  const bool beneath = action && is_step(*action) && interface_->tree().modal() != nullptr;
  const bool live = action && !beneath && (!typing || ui::works_while_typing(key));
  // Held, it asks whether to leave: its repeats must not close what asks.
  if (key.name == "Escape" && repeated) return;
  // Held, it would press what comes after what it pressed.
  if (key.name == "Enter" && repeated && !typing) return;
  if (key.name == "Escape") escape_down_ = work_.driver.clock().now();
  if (live && !repeated) {
    if (key.name != "Escape" && is_bounce(*action)) return;
    if (mode_->act_first(*action)) return;
  }
  if (session_ != nullptr && key.name == "Tab" && session_->over_wall() && !desk_.controls) {
    session_->stir(true);
    draw_interface();
  } else if (session_ != nullptr && desk_.controls) {
    session_->stir(true);
  }
  if (interface_->tree().modal() == nullptr && !typing && mode_->take_key(key)) return;
  if (interface_->key(key)) return;
  if (key.name == "Escape" && session_ != nullptr && session_->close_layer()) return;
  if (!live || (repeated && !ui::repeats(*action))) return;
  act(*action);
}

bool Program::act(Action action) {
  if (action == Action::kFullScreen) {
    work_.screens.set_full_screen(!work_.screens.is_full_screen());
    return true;
  }
  if (interface_->tree().modal() && session_ == nullptr) return false;
  if (mode_->act(action)) return true;
  if (session_ != nullptr) return false;
  if (action == Action::kKeys) desk_.dialog = views::DeskDialog::kKeys;
  else if (action == Action::kSettings) desk_.dialog = views::DeskDialog::kSettings;
  else return false;
  return true;
}

// --- Orders ---

bool Program::take_setting(const views::Order& what) {
  storage::Settings& settings = work_.settings;
  ui::Theme theme = work_.theme;
  if (const auto* chosen = std::get_if<order::SetTheme>(&what)) {
    theme.name = chosen->theme;
    settings.theme = chosen->theme == ui::ThemeName::kDark ? "dark" : chosen->theme == ui::ThemeName::kLight ? "light" : "high-contrast";
  } else if (const auto* scale = std::get_if<order::SetTextScale>(&what)) {
    settings.text_scale = std::clamp(scale->scale, 1.0, 3.0);
    theme.text_scale = static_cast<float>(settings.text_scale);
  } else if (const auto* captions = std::get_if<order::SetCaptionScale>(&what)) {
    settings.caption_scale = std::clamp(captions->scale, 1.0, 3.0);
  } else if (const auto* place = std::get_if<order::SetCaptionsBelow>(&what)) {
    settings.captions_below = place->below;
  } else if (const auto* face = std::get_if<order::SetTypeFace>(&what)) {
    theme.face = face->face;
    settings.type_face = face->face == ui::TypeFace::kLowVision ? "low-vision" : "standard";
  } else if (const auto* neutral = std::get_if<order::SetNeutralLight>(&what)) {
    settings.neutral_light = neutral->light;
  } else if (const auto* speech = std::get_if<order::SetSpeech>(&what)) {
    settings.speech = {speech->voice, speech->words_per_minute, speech->pitch, speech->film_waits};
    if (session_ != nullptr) session_->runner().set_speech(work_.speech());
  } else if (std::holds_alternative<order::ListVoices>(what)) {
    work_.list_voices();
    return true;
  } else if (const auto* sound = std::get_if<order::SetSound>(&what)) {
    keep(sound->sound, settings.sound);
    work_.apply_sound();
    if (session_ != nullptr) session_->runner().set_speech(work_.speech());
  } else if (const auto* contacts = std::get_if<order::SetLocalContacts>(&what)) {
    settings.local_contacts = contacts->text;
  } else if (const auto* language = std::get_if<order::SetLanguage>(&what)) {
    const bool english = language->language == "en";
    auto words = language::Catalogue::load(english ? language::Language::kEnglish : language::Language::kFrench, work_.paths.translations);
    if (words) {
      work_.words = std::move(*words);
      settings.language = english ? "en" : "fr";
    } else {
      work_.tell(words.error());
    }
  } else {
    return false;
  }
  if (theme != work_.theme) {
    work_.theme = theme;
    interface_->set_theme(theme);
  }
  work_.save_settings();
  return true;
}

bool Program::take_report(const views::Order& what) {
  if (std::holds_alternative<order::ShowPapers>(what)) {
    desk_.dialog = views::DeskDialog::kPapers;
    return true;
  }
  if (const auto* waiting = std::get_if<order::TakeUpReport>(&what)) {
    if (session_ != nullptr) return false;
    reports_.take_up(waiting->id);
    desk_.dialog = views::DeskDialog::kReport;
    return true;
  }
  if (std::holds_alternative<order::SaveReport>(what) && session_ != nullptr) reports_.set_facts(session_->facts(), !session_->runner().finished());
  const bool prints = std::holds_alternative<order::WritePaper>(what);
  return reports_.take(what, prints ? mode_->papers() : std::nullopt);
}

void Program::take(const views::Order& what) {
  interface_stale_ = wall_stale_ = true;
  if (take_setting(what) || take_report(what)) return;
  if (const auto* action = std::get_if<Action>(&what)) {
    act(*action);
  } else if (std::holds_alternative<order::Quit>(what)) {
    ask_to_leave();
  } else {
    mode_->take(what);
  }
}

}  // namespace mallette::app
