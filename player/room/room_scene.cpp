// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/room_scene.h"

#include <utility>

#include "player/room/page_wall.h"
#include "player/room/test_card.h"
#include "player/room/wall_colours.h"
#include "player/room/wall_text.h"
#include "player/room/wall_tree.h"

namespace mallette::room {
namespace {

using language::Catalogue;

/// What the wall's picture is made of, kept to know whether it changed.
struct ViewRequest {
  session::RoomView view;
  Surroundings around;
  Look look;
  language::Language language;
  render::Size output;
  friend bool operator==(const ViewRequest&, const ViewRequest&) = default;
};

struct CardRequest {
  std::string display;
  bool captions;
  media::FramePtr signer;
  Look look;
  language::Language language;
  render::Size output;
  friend bool operator==(const CardRequest&, const CardRequest&) = default;
};

bool is_neutral(const session::RoomView& view) {
  return std::holds_alternative<session::room::Neutral>(view);
}

bool is_running_film(const session::RoomView& view) {
  const auto* film = std::get_if<session::room::Film>(&view);
  return film != nullptr && !film->failed;
}

std::uint32_t background_of(const session::RoomView& view, const Look& look) {
  if (is_running_film(view)) return render::kBlack;
  const WallColours& colours = wall_colours(look);
  return argb(is_neutral(view) ? colours.neutral : colours.ground);
}

std::optional<WallImage> film_image(const session::RoomView& view, const Catalogue& words) {
  if (!is_running_film(view)) return std::nullopt;
  return WallImage{words.tr("The film"), {}};
}

std::optional<WallImage> page_image(const std::optional<WallPage>& page, const render::Rect& place,
                                    const Catalogue& words) {
  if (!page) return std::nullopt;
  return WallImage{page->title.empty() ? words.tr("Page of a document") : page->title, place};
}

WallImage sign_image(const render::Rect& place, const Catalogue& words) {
  return {words.tr("Sign language"), place};
}

}  // namespace

struct RoomScene::State {
  State(std::unique_ptr<subtitles::TextPageRenderer> text_renderer,
        std::unique_ptr<subtitles::CaptionRenderer> caption_renderer, documents::DocumentService& documents)
      : text(std::move(text_renderer)), captions(std::move(caption_renderer)), pages(documents) {}

  /// The text is drawn only when it is not the one that stands there. As high as the output: beside a
  /// signer it is as large, and wraps sooner.
  void show_text(subtitles::TextPage page, const Look& look, const render::Rect& place) {
    page.width = place.width;
    page.height = place.height;
    page.text_scale = look.text_scale;
    if (!(page == text_page) || place.x != text_x) {
      drawn = text->draw(page);
      text_page = std::move(page);
      text_x = place.x;
      if (text_x > 0) move_text();
    }
    scene.captions = drawn.picture;
  }

  void move_text() {
    for (subtitles::TextPlace& place : drawn.places) place.box.x += text_x;
    if (!drawn.picture) return;
    auto moved = std::make_shared<subtitles::CaptionPicture>(*drawn.picture);
    moved->x += text_x;
    drawn.picture = std::move(moved);
  }

  void show_view(const ViewRequest& wanted, const Catalogue& words);
  void show_page(const ViewRequest& wanted, const WallPage& page, const PageWall::Seen& seen,
                 const Catalogue& words);
  void show_card(const CardRequest& wanted, const Catalogue& words);

  std::unique_ptr<subtitles::TextPageRenderer> text;
  std::unique_ptr<subtitles::CaptionRenderer> captions;
  PageWall pages;
  std::optional<ViewRequest> view;
  std::optional<CardRequest> card;
  subtitles::TextPage text_page;
  int text_x = 0;  ///< where its left edge stands
  subtitles::DrawnPage drawn;
  render::Scene scene;
  accessibility::Tree tree;
};

void RoomScene::State::show_page(const ViewRequest& wanted, const WallPage& page, const PageWall::Seen& seen,
                                 const Catalogue& words) {
  scene.still = seen.picture;
  scene.still_place = seen.place;
  if (seen.picture) {
    scene.captions = nullptr;
    tree = wall_tree({}, {}, page_image(page, seen.place, words), words, wanted.output);
    return;
  }
  show_text(title_text(page.title, seen.failed, wanted.look, words), wanted.look,
            {0, 0, wanted.output.width, wanted.output.height});
  tree = wall_tree(text_page, drawn.places, std::nullopt, words, wanted.output);
}

void RoomScene::State::show_view(const ViewRequest& wanted, const Catalogue& words) {
  // A page may have come since; everything else changes with what was asked for alone.
  const auto page = wall_page(wanted.view);
  if (view == wanted && !pages.stale()) return;
  view = wanted;
  card.reset();
  scene = {.film = nullptr, .signer = nullptr, .captions = nullptr, .layout = {}};
  scene.background = background_of(wanted.view, wanted.look);
  if (page) {
    const PageWall::Seen seen = pages.look(*page, wanted.output);
    return show_page(wanted, *page, seen, words);
  }
  pages.look_away();
  const auto& sign = wanted.around.sign;
  const auto shape = sign ? std::optional(media::DisplayShape{sign->width, sign->height}) : std::nullopt;
  const render::SignedPage signed_page =
      render::lay_out_page(wanted.output, shape, sign ? sign->stand : render::SignStand{});
  scene.layout.signer = signed_page.signer;
  if (sign) scene.signer = sign->frame;
  show_text(wall_text(wanted.view, wanted.around, wanted.look, words), wanted.look, signed_page.rest);
  auto image = film_image(wanted.view, words);
  if (sign) image = sign_image(signed_page.signer, words);
  tree = wall_tree(text_page, drawn.places, image, words, wanted.output);
}

void RoomScene::State::show_card(const CardRequest& wanted, const Catalogue& words) {
  if (card == wanted) return;
  card = wanted;
  view.reset();
  pages.look_away();
  const render::Layout layout = card_layout({wanted.display, wanted.captions, wanted.signer}, wanted.output);
  text_page = card_text(wanted.display, wanted.look, words, wanted.output, layout);
  text_x = 0;
  drawn = text->draw(text_page);
  subtitles::CaptionPicturePtr caption;
  if (wanted.captions) {
    const auto box = [](const render::Rect& r) { return subtitles::Box{r.x, r.y, r.width, r.height}; };
    captions->set_cues(card_cues(words));
    caption = captions->render(std::chrono::microseconds(0), {.width = wanted.output.width,
                                                              .height = wanted.output.height,
                                                              .picture = box(layout.film),
                                                              .allowed = box(layout.caption_area),
                                                              .text_scale = wanted.look.captions.scale,
                                                              .size_height = wanted.output.height});
  }
  scene = {.film = nullptr, .signer = wanted.signer, .captions = nullptr, .layout = layout};
  scene.background = argb(wall_colours(wanted.look).ground);
  scene.captions = card_picture(wanted.look, wanted.output, layout, drawn, caption);
  tree = wall_tree(text_page, drawn.places, std::nullopt, words, wanted.output);
}

RoomScene::RoomScene(std::unique_ptr<State> state) : state_(std::move(state)) {}
RoomScene::~RoomScene() = default;

Result<std::unique_ptr<RoomScene>> RoomScene::make(const std::vector<std::string>& font_files,
                                                   documents::DocumentService& documents) {
  const auto cannot = [](std::string why) {
    return fail(Error{.code = ErrorCode::kRenderer, .subject = "room", .detail = std::move(why)});
  };
  subtitles::FontSet fonts;
  fonts.files = font_files;
  auto text = subtitles::TextPageRenderer::create(fonts);
  if (!text) return cannot(std::move(text.error()));
  auto captions = subtitles::CaptionRenderer::create(fonts);
  if (!captions) return cannot(std::move(captions.error()));
  return std::unique_ptr<RoomScene>(
      new RoomScene(std::make_unique<State>(std::move(*text), std::move(*captions), documents)));
}

void RoomScene::set_document(const std::string& entry, documents::DocumentId id) {
  state_->pages.set_document(entry, id);
  state_->view.reset();
}

const render::Scene& RoomScene::scene(const session::RoomView& view, const Surroundings& around,
                                      const Look& look, const Catalogue& words, render::Size output) {
  state_->show_view({view, around, look, words.language(), output}, words);
  return state_->scene;
}

const render::Scene& RoomScene::scene(const TestCard& card, const Look& look, const Catalogue& words,
                                      render::Size output) {
  state_->show_card({card.display, card.captions, card.signer, look, words.language(), output}, words);
  return state_->scene;
}

bool RoomScene::stale() const { return state_->view.has_value() && state_->pages.stale(); }
bool RoomScene::pending() const { return state_->view.has_value() && state_->pages.pending(); }

const accessibility::Tree& RoomScene::tree() const { return state_->tree; }

accessibility::Tree room_tree(const session::RoomView& view, const Surroundings& around,
                              const Catalogue& words, render::Size output) {
  auto image = film_image(view, words);
  if (!image) image = page_image(wall_page(view), {}, words);
  const auto text = image ? subtitles::TextPage{} : wall_text(view, around, {}, words);
  if (!image && around.sign) image = sign_image({}, words);
  return wall_tree(text, {}, image, words, output);
}

}  // namespace mallette::room
