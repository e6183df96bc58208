// SPDX-License-Identifier: GPL-3.0-or-later
// The desk on every kind of step, the overlay and each dialog: every frame is held against what no
// frame may have. With MALLETTE_PICTURES=FOLDER its pictures are saved there, to be looked at.
#include <fmt/format.h>

#include <cstdlib>

#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::ui;
using accessibility::Role;
using test::LedDesk;
namespace demo = test::demo;
using views::DeskDialog;

namespace {

struct StepShown {
  const char* name;
  std::size_t step;
};
constexpr StepShown kSteps[] = {{"message", demo::kMessage}, {"slides", demo::kManySlides},
                                {"excerpt", demo::kExcerpt}, {"prompt", demo::kPrompt},
                                {"booklet", demo::kBooklet}, {"break", demo::kBreak},
                                {"clip", demo::kClip},       {"case", demo::kCase},
                                {"sheet", demo::kSheet},     {"questionnaire", demo::kQuestionnaire},
                                {"closing", demo::kClosing}};
constexpr const char* kThemes[] = {"dark", "light", "contrast"};

/// Something to see where the room's picture stands.
SDL_Texture* made_wall(SDL_Renderer* renderer) {
  SDL_Texture* wall =
      SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, 160, 90);
  std::vector<std::uint32_t> pixels(160 * 90, 0xFF31424A);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % 160 > 100 && i / 160 > 40) pixels[i] = 0xFFB08A60;
  }
  SDL_UpdateTexture(wall, nullptr, pixels.data(), 160 * 4);
  return wall;
}

void save(LedDesk& desk, const std::string& name) {
  const char* folder = std::getenv("MALLETTE_PICTURES");
  if (folder == nullptr) return;
  SDL_SetClipRect(&desk.screen.surface(), nullptr);  // the renderer's last one
  if (desk.shows == LedDesk::Shows::kOverlay) SDL_FillRect(&desk.screen.surface(), nullptr, 0xFF6B6B6B);
  desk.screen.show();
  desk.screen.save(fmt::format("{}/{}.png", folder, name));
}

void picture(LedDesk& desk, const std::string& name) {
  CAPTURE(name);
  desk.draw();
  save(desk, name);
}

}  // namespace

TEST_CASE("every kind of step has a faultless desk, at each size of window and text") {
  struct Size {
    int width, height;
    float scale;
  };
  for (const Size size :
       {Size{1366, 768, 1}, Size{1366, 768, 1.5F}, Size{1920, 1080, 1}, Size{1366, 768, 3}}) {
    LedDesk desk(size.width, size.height, {.text_scale = size.scale});
    desk.model.wall = made_wall(desk.screen.renderer());
    desk.lead.after(std::chrono::minutes(4));
    for (const StepShown& shown : kSteps) {
      desk.go_to(shown.step);
      desk.lead.play_to(std::chrono::milliseconds(12'400));
      desk.lead.send(session::event::RevealFollowUp{});
      desk.lead.after(std::chrono::seconds(90));
      picture(desk, fmt::format("{}-{:.0f}-{}", size.width, size.scale * 100, shown.name));
    }
  }
}

TEST_CASE("what happens to a session shows on a faultless desk, in every theme and both languages") {
  for (const ThemeName name : {ThemeName::kDark, ThemeName::kLight, ThemeName::kHighContrast}) {
    for (const auto language : {language::Language::kFrench, language::Language::kEnglish}) {
      LedDesk desk(1366, 768, {.name = name}, LedDesk::Shows::kDesk, language);
      desk.model.wall = made_wall(desk.screen.renderer());
      const auto shown = [&](const char* what) {
        picture(desk, fmt::format("{}-{}-{}", kThemes[static_cast<int>(name)],
                                  language == language::Language::kFrench ? "fr" : "en", what));
      };
      desk.lead.send(session::event::Jump{demo::kExcerpt});
      shown("warning");
      desk.lead.send(session::event::NextStep{});
      desk.lead.play_to(std::chrono::milliseconds(9000));
      shown("playing");
      desk.lead.send(session::event::SegmentBrokeOff{desk.lead.state.generation});
      shown("broke-off");
      desk.lead.send(session::event::PlayPause{});
      desk.lead.send(session::event::Next{});
      shown("waits");
      desk.lead.end_film();
      desk.lead.after(std::chrono::minutes(9));
      shown("ended");
      desk.go_to(demo::kPrompt);
      desk.lead.send(session::event::SetExpected{1, true});
      desk.lead.send(session::event::RevealFollowUp{});
      desk.lead.after(std::chrono::minutes(19));
      desk.model.battery = views::Battery{15, false};
      desk.model.room_is_window = true;
      shown("prompt-late");
      desk.lead.send(session::event::Replay{});
      desk.lead.play_to(std::chrono::milliseconds(24'000));
      shown("replay");
      desk.lead.send(session::event::Replay{});
      desk.lead.send(session::event::ToggleFreeze{});
      shown("frozen");
      desk.lead.send(session::event::Cover{});
      shown("neutral");
      desk.lead.send(session::event::Resume{});
      desk.lead.send(session::event::Suspend{});
      shown("suspended");
      desk.lead.send(session::event::Resume{});
      desk.lead.send(session::event::Finish{});
      shown("finished");
    }
  }
}

TEST_CASE("every dialog is faultless, over the desk and over the room's picture") {
  constexpr std::pair<DeskDialog, const char*> kDialogs[] = {{DeskDialog::kMenu, "menu"},
                                                             {DeskDialog::kSteps, "steps"},
                                                             {DeskDialog::kKeys, "keys"},
                                                             {DeskDialog::kHelpNumbers, "help"},
                                                             {DeskDialog::kGoToTime, "time"},
                                                             {DeskDialog::kSettings, "settings"},
                                                             {DeskDialog::kSpeech, "speech"},
                                                             {DeskDialog::kSound, "sound"},
                                                             {DeskDialog::kScreenIsPrivate, "private"},
                                                             {DeskDialog::kLeave, "leave"},
                                                             {DeskDialog::kFinish, "finish"}};
  for (const auto shows : {LedDesk::Shows::kDesk, LedDesk::Shows::kOverlay}) {
    for (const auto language : {language::Language::kFrench, language::Language::kEnglish}) {
      for (const float scale : {1.0F, 1.5F, 3.0F}) {
        LedDesk desk(1366, 768, {.text_scale = scale}, shows, language);
        desk.go_to(demo::kExcerpt);
        desk.lead.play_to(std::chrono::milliseconds(9000));
        desk.model.sound_devices = {"Audio interne", "HDMI-1, EPSON PJ", "Adaptateur USB"};
        desk.model.sound_device = "HDMI-1, EPSON PJ";
        desk.model.sound = {.headphones = "Adaptateur USB", .description_to_headphones = true};
        for (const auto& [dialog, name] : kDialogs) {
          desk.state.dialog = dialog;
          desk.state.time_refused = dialog == DeskDialog::kGoToTime;
          picture(desk,
                  fmt::format("dialog-{}-{}-{:.0f}-{}", shows == LedDesk::Shows::kDesk ? "desk" : "overlay",
                              language == language::Language::kFrench ? "fr" : "en", scale * 100, name));
          CHECK(desk.tree().modal() != nullptr);
        }
      }
    }
  }
}

TEST_CASE("the overlay is faultless with everything open, in every theme") {
  for (const ThemeName name : {ThemeName::kDark, ThemeName::kLight, ThemeName::kHighContrast}) {
    for (const float scale : {1.0F, 1.5F, 3.0F}) {
      LedDesk desk(1366, 768, {.name = name, .text_scale = scale}, LedDesk::Shows::kOverlay);
      desk.go_to(demo::kExcerpt);
      desk.lead.play_to(std::chrono::milliseconds(9000));
      const auto shown = [&](const char* what) {
        picture(desk,
                fmt::format("overlay-{}-{:.0f}-{}", kThemes[static_cast<int>(name)], scale * 100, what));
      };
      shown("film");
      desk.state.strip = true;
      desk.go_to(demo::kPrompt);
      shown("strip");
    }
  }
}
