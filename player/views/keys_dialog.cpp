// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <vector>

#include "player/ui/key_map.h"
#include "player/views/desk_parts.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace ui;
using language::Catalogue;

namespace {

constexpr float kColumn = 400;  ///< units at the text's scale

struct KeyRow {
  std::string does;
  std::string keys;
};
struct KeyGroup {
  const char* name;
  std::vector<KeyRow> rows;
};

std::string keys_of(const Catalogue& words, std::initializer_list<Action> actions) {
  std::vector<std::string> all;
  for (const Action action : actions) {
    for (const Key& key : session_keys(action)) all.push_back(key_words(words, key));
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

KeyGroup session_group(const Catalogue& words) {
  return {words.tr("The session"),
          {{words.tr("Next: page, then step"), keys_of(words, {Action::kNext})},
           {words.tr("Previous: page, then step"), keys_of(words, {Action::kPrevious})},
           {words.tr("Stop everything, and go on"), keys_of(words, {Action::kSuspend})},
           {words.tr("See the excerpt or passage again, and back; sign again"), keys_of(words, {Action::kReplay})},
           {words.tr("Mark this moment"), keys_of(words, {Action::kMark})},
           {words.tr("Documents of the kit, and back"), keys_of(words, {Action::kDocuments})},
           {words.tr("Keep the page that is read at hand for this step"), keys_of(words, {Action::kPinPage})},
           {words.tr("Hand out a copy, print"), keys_of(words, {Action::kHandOut})}}};
}

KeyGroup wall_group(const Catalogue& words) {
  return {words.tr("The room’s screen"),
          {{words.tr("Neutral screen; twice: the picture again"),
            keys_of(words, {Action::kNeutralB, Action::kNeutralPoint, Action::kNeutralF9})},
           {words.tr("Freeze, unfreeze"), keys_of(words, {Action::kFreeze})},
           {words.tr("Swap the two screens"), keys_of(words, {Action::kSwapScreens})},
           {words.tr("Full screen"), keys_of(words, {Action::kFullScreen})},
           {words.tr("Strip, with one screen"), keys_of(words, {Action::kStrip})}}};
}

KeyGroup film_group(const Catalogue& words) {
  return {
      words.tr("The film"),
      {{words.tr("Play, pause"), keys_of(words, {Action::kPlayPause})},
       {words.tr("5 seconds back, forward"), keys_of(words, {Action::kBack5s, Action::kForward5s})},
       {words.tr("1 minute back, forward"), keys_of(words, {Action::kBack60s, Action::kForward60s})},
       {words.tr("One picture back, forward"), keys_of(words, {Action::kFrameBack, Action::kFrameForward})},
       {words.tr("Go to a time, to a chapter"), keys_of(words, {Action::kGoToTime})},
       {words.tr("Next chapter, the one before"), keys_of(words, {Action::kNextChapter, Action::kPreviousChapter})},
       {words.tr("Slower, faster, normal speed"), keys_of(words, {Action::kSlower, Action::kFaster, Action::kNormalSpeed})},
       {words.tr("A passage begins here, ends here"), keys_of(words, {Action::kPassageStart, Action::kPassageEnd})},
       {words.tr("Forget the passage"), keys_of(words, {Action::kClearPassage})}}};
}

KeyGroup tracks_group(const Catalogue& words) {
  return {
      words.tr("Tracks and sound"),
      {{words.tr("Captions; next captions"), keys_of(words, {Action::kCaptions, Action::kNextCaptions})},
       {words.tr("Sign language; its next place"), keys_of(words, {Action::kSign, Action::kNextSignPlace})},
       {words.tr("Signer large, film small; and back"), keys_of(words, {Action::kSwapSign})},
       {words.tr("Move the sign language, change its size"), keys_of(words, {Action::kMoveSign})},
       {words.tr("Audio description; next kind"),
        keys_of(words, {Action::kDescription, Action::kNextDescription})},
       {words.tr("Volume"), keys_of(words, {Action::kVolumeUp, Action::kVolumeDown})},
       {words.tr("Mute"), keys_of(words, {Action::kMute})}}};
}

KeyGroup window_group(const Catalogue& words) {
  return {words.tr("Everywhere"),
          {{words.tr("Next button; next part"), fmt::format("{}, F6", words.tr("Tab"))},
           {words.tr("Help numbers"), keys_of(words, {Action::kHelpNumbers})},
           {words.tr("If somebody confides in you"), keys_of(words, {Action::kDisclosure})},
           {words.tr("These keys"), keys_of(words, {Action::kKeys})},
           {words.tr("Open a kit"), keys_of(words, {Action::kOpen})},
           {words.tr("Leave the session"), words.tr("Esc, held")}}};
}

void group_part(Frame& frame, Flow& column, std::string_view key, const KeyGroup& group) {
  Flow lines = column.inner_down(frame.px(4));
  heading(frame, lines, fmt::format("{}-name", key), group.name, 2,
          {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const KeyRow& row = group.rows[i];
    if (row.keys.empty()) continue;  // nothing leads there
    const Rect area = lines.next_area();
    const float keys = std::round(area.width * 0.42F);
    Flow left = Flow::down({area.x, area.y, area.width - keys - frame.px(12), area.height}, 0);
    text(frame, left, fmt::format("{}-{}-does", key, i), row.does);
    Flow right = Flow::down({area.right() - keys, area.y, keys, area.height}, 0);
    text(frame, right, fmt::format("{}-{}-keys", key, i), row.keys,
         {.type = {TypeSize::kBody, Weight::kStrong}});
    lines.skip(std::max(left.used(), right.used()));
  }
  column.skip(lines.used());
}

}  // namespace

void keys_dialog(Frame& frame, const Catalogue& words, DeskState& state, Orders&) {
  if (state.dialog != DeskDialog::kKeys) return;
  Dialog dialog(frame, "keys", words.tr("Keys"), 980);
  if (close_button(frame, words, dialog) || dialog.dismissed()) state.dialog = DeskDialog::kNone;
  const std::vector<KeyGroup> left{session_group(words), wall_group(words), window_group(words)};
  const std::vector<KeyGroup> right{film_group(words), tracks_group(words)};
  const Rect area = dialog.flow().next_area();
  const float gap = frame.px(32), half = std::floor((area.width - gap) / 2);
  const bool beside = half >= frame.theme().mark(kColumn);
  const auto column = [&](Flow& flow, const char* key, const std::vector<KeyGroup>& groups) {
    for (std::size_t i = 0; i < groups.size(); ++i)
      group_part(frame, flow, fmt::format("{}-{}", key, i), groups[i]);
  };
  const float width = beside ? half : area.width;
  Flow first = Flow::down({area.x, area.y, width, area.height}, frame.px(16));
  column(first, "left", left);
  Flow second = beside ? Flow::down({area.right() - half, area.y, half, area.height}, frame.px(16))
                       : Flow::down({area.x, first.next_area().y, width, area.height}, frame.px(16));
  column(second, "right", right);
  dialog.flow().skip(std::max(first.used(), second.area().y - area.y + second.used()));
}

}  // namespace mallette::views
