// SPDX-License-Identifier: GPL-3.0-or-later
// With MALLETTE_CAPTION_PICTURES=folder set, the sample pictures are also written there, over white and
// over dark film, to be looked at.
#include "subtitles/renderer.h"

#include <doctest/doctest.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>

#include "tests/support/caption_samples.h"

using namespace mallette;
using namespace mallette::subtitles;
using namespace std::chrono_literals;

namespace {

constexpr Canvas kFullHd{
    .width = 1920, .height = 1080, .picture = {0, 0, 1920, 1080}, .allowed = {0, 0, 1920, 1080}};

std::unique_ptr<CaptionRenderer> make_renderer(const std::string& srt) {
  auto renderer = CaptionRenderer::create(test::caption_fonts());
  REQUIRE_MESSAGE(renderer, renderer.error());
  auto list = test::read_text(srt);
  REQUIRE(list);
  (*renderer)->set_cues(std::make_shared<const CueList>(std::move(*list)));
  return std::move(*renderer);
}

std::string cue(std::string_view text, std::string_view times = "00:00:01,000 --> 00:00:02,000") {
  return "1\n" + std::string(times) + "\n" + std::string(text) + "\n\n";
}

const std::uint8_t* pixel(const CaptionPicture& picture, int x, int y) {
  return picture.bgra.data() + (static_cast<std::ptrdiff_t>(y) * picture.width + x) * 4;
}

std::size_t count_pixels(const CaptionPicture& picture, Colour colour) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < picture.bgra.size(); i += 4) {
    const std::uint8_t* p = picture.bgra.data() + i;
    count += p[0] == colour.blue && p[1] == colour.green && p[2] == colour.red && p[3] == 255 ? 1 : 0;
  }
  return count;
}

bool is_inside(const CaptionPicture& picture, const Box& box) {
  return picture.x >= box.x && picture.y >= box.y && picture.x + picture.width <= box.x + box.width &&
         picture.y + picture.height <= box.y + box.height;
}

/// First and last row of the picture with anything in it, and how many stretches of rows there are.
int count_stretches(const CaptionPicture& picture) {
  int stretches = 0;
  bool in_stretch = false;
  for (int y = 0; y < picture.height; ++y) {
    bool any = false;
    for (int x = 0; x < picture.width && !any; ++x) any = pixel(picture, x, y)[3] != 0;
    stretches += any && !in_stretch ? 1 : 0;
    in_stretch = any;
  }
  return stretches;
}

/// Rows of text, counted by the gaps between their ink (not black, over the band).
int count_text_rows(const CaptionPicture& picture) {
  int rows = 0;
  bool in_row = false;
  for (int y = 0; y < picture.height; ++y) {
    int ink = 0;
    for (int x = 0; x < picture.width; ++x) ink += pixel(picture, x, y)[1] > 100 ? 1 : 0;
    rows += ink > 2 && !in_row ? 1 : 0;
    in_row = ink > 2;
  }
  return rows;
}

void write_sample(const std::string& name, const CaptionPicture& picture, const Canvas& canvas) {
  const char* folder = std::getenv("MALLETTE_CAPTION_PICTURES");
  if (folder == nullptr) return;
  for (const int film : {255, 40}) {
    std::vector<std::uint8_t> rgb(
        static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height) * 3,
        static_cast<std::uint8_t>(film));
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        const std::uint8_t* from = pixel(picture, x, y);
        std::uint8_t* to =
            rgb.data() + (static_cast<std::ptrdiff_t>(y + picture.y) * canvas.width + x + picture.x) * 3;
        for (int c = 0; c < 3; ++c)
          to[c] = static_cast<std::uint8_t>(from[2 - c] + to[c] * (255 - from[3]) / 255);
      }
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(canvas.width);
    image.height = static_cast<png_uint_32>(canvas.height);
    image.format = PNG_FORMAT_RGB;
    const std::string path = std::string(folder) + "/" + name + (film == 255 ? "-white.png" : "-dark.png");
    CHECK(png_image_write_to_file(&image, path.c_str(), 0, rgb.data(), 0, nullptr) != 0);
  }
}

CaptionPicturePtr draw(const std::string& name, const std::string& srt, const Canvas& canvas = kFullHd) {
  auto renderer = make_renderer(srt);
  auto picture = renderer->render(1500ms, canvas);
  REQUIRE(picture);
  write_sample(name, *picture, canvas);
  return picture;
}

}  // namespace

TEST_CASE("there is no picture outside of cues, and one exactly within") {
  auto renderer = make_renderer(cue("Bonjour") + cue("Au revoir", "00:00:03,000 --> 00:00:04,000"));
  CHECK_FALSE(renderer->render(999'999us, kFullHd));
  CHECK(renderer->render(1s, kFullHd));
  CHECK(renderer->render(1'999'999us, kFullHd));
  CHECK_FALSE(renderer->render(2s, kFullHd));
  CHECK(renderer->next_change(0s) == 1s);
  CHECK(renderer->next_change(1s) == 2s);
  CHECK(renderer->next_change(2500ms) == 3s);
  CHECK_FALSE(renderer->next_change(4s));
  renderer->set_cues(nullptr);
  CHECK_FALSE(renderer->render(1s, kFullHd));
  CHECK_FALSE(renderer->next_change(0s));
}

TEST_CASE("while nothing changes the same picture is given, and what was prepared is not drawn again") {
  auto renderer = make_renderer(cue("Bonjour") + cue("Au revoir", "00:00:02,000 --> 00:00:04,000"));
  const auto first = renderer->render(1s, kFullHd);
  CHECK(renderer->render(1900ms, kFullHd) == first);
  renderer->prepare(*renderer->next_change(1900ms), kFullHd);
  renderer->prepare(3s, kFullHd);
  CHECK(renderer->render(1999ms, kFullHd) == first);
  const auto second = renderer->render(2s, kFullHd);
  CHECK(second != first);
  CHECK(renderer->render(3s, kFullHd) == second);
  Canvas smaller = kFullHd;
  smaller.allowed.height = 900;
  CHECK(renderer->render(3s, smaller) != second);
  const auto before = renderer->render(3s, kFullHd);
  renderer->set_appearance({.band_opacity = 0.5});
  CHECK(renderer->render(3s, kFullHd) != before);
}

TEST_CASE("the six colours of the French code reach the screen") {
  const auto picture =
      draw("six-colours",
           cue("Dans l'image <font color=\"#FFFF00\">hors champ</font> <font color=\"#FF0000\">bruit</font>\n"
               "<font color=\"#FF00FF\">♪ musique ♪</font> <font color=\"#00FFFF\">pensée</font> "
               "<font color=\"#00FF00\">English</font>"));
  for (const SdhColour& colour : kSdhColours) {
    CAPTURE(std::string(colour.name));
    CHECK(count_pixels(*picture, colour.plain) > 200);
  }
}

TEST_CASE("the strengthened palette is drawn when it is chosen, and dark colours are lightened") {
  auto renderer = make_renderer(cue("<font color=\"red\">MMMM</font> <font color=\"blue\">MMMM</font>"));
  renderer->set_appearance({.palette = Palette::kStrengthened});
  const auto picture = renderer->render(1s, kFullHd);
  CHECK(count_pixels(*picture, {255, 0, 0}) == 0);
  CHECK(count_pixels(*picture, {255, 96, 96}) > 200);
  CHECK(count_pixels(*picture, {0, 0, 255}) == 0);
}

TEST_CASE("the band is one shape of one alpha, with text opaque on it") {
  const auto picture = draw("band", cue("Une ligne plus longue que\nl'autre"));
  std::size_t band = 0;
  std::size_t denser = 0;
  std::size_t not_premultiplied = 0;
  for (std::size_t i = 0; i < picture->bgra.size(); i += 4) {
    const std::uint8_t* p = picture->bgra.data() + i;
    not_premultiplied += std::max({p[0], p[1], p[2]}) > p[3] ? 1 : 0;
    const bool black = p[0] == 0 && p[1] == 0 && p[2] == 0;
    band += black && p[3] == 235 ? 1 : 0;  // 0.92 * 255
    denser += black && p[3] > 235 ? 1 : 0;
  }
  CHECK(band > picture->bgra.size() / 4 / 3);
  CHECK(denser == 0);
  CHECK(not_premultiplied == 0);
  CHECK(count_stretches(*picture) == 1);
}

TEST_CASE("music notes, which the main font lacks, are drawn by the fallback") {
  const auto notes = draw("notes", cue("♪♫"));
  CHECK(count_pixels(*notes, {255, 255, 255}) > 200);
  // A missing glyph would be the same box twice.
  CHECK(make_renderer(cue("♪"))->render(1s, kFullHd)->bgra !=
        make_renderer(cue("♫"))->render(1s, kFullHd)->bgra);
}

TEST_CASE("two rows as long as the charter allows keep the author's rows, at full size or beside a signer") {
  const auto picture =
      draw("two-rows", cue("Vous pouvez en parler, je vous écoute.\nIci, personne ne vous interrompra pas."));
  CHECK(count_text_rows(*picture) == 2);
  CHECK(picture->height >= 2 * 86);  // a row is 8 % of 1080
  CHECK(is_inside(*picture, kFullHd.allowed));
  Canvas beside = kFullHd;
  beside.allowed = {0, 0, 1280, 1080};
  const std::string forty =
      "Je voudrais que quelqu'un me comprenne !\n<font color=\"yellow\">Maman, montre-leur comment on fait, "
      "oui.</font>";
  const auto narrow = draw("forty-beside-signer", cue(forty), beside);
  CHECK(count_text_rows(*narrow) == 2);
  CHECK(narrow->height >= 2 * 65);  // 6 % still
}

TEST_CASE("rows too long are set anew on up to three before they shrink") {
  const std::string text =
      "- Je ne sais pas si je dois porter plainte contre lui après tout ce temps.\n- Vous avez le droit "
      "d'hésiter.";
  const auto picture = draw("set-anew", cue(text));
  CHECK(count_text_rows(*picture) == 3);
  CHECK(picture->height >= 3 * 86);
}

TEST_CASE("a text far too long shrinks and stays whole inside what is allowed") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "interminablement ";
  const auto picture = draw("far-too-long", cue(text));
  CHECK(is_inside(*picture, kFullHd.allowed));
  CHECK(count_text_rows(*picture) > 3);
  const auto word = draw("one-word", cue(std::string(300, 'W')));
  CHECK(is_inside(*word, kFullHd.allowed));
}

TEST_CASE("captions stand where the author said, and never on the signer") {
  const auto bottom = draw("bottom", cue("En bas"));
  CHECK(bottom->y > 900);
  CHECK(std::abs(bottom->x + bottom->width / 2 - 960) <= 1);
  CHECK(draw("top", cue("{\\an8}En haut"))->y < 100);
  CHECK(draw("left", cue("{\\an1}À gauche"))->x < 200);
  const auto right = draw("right", cue("{\\an9}À droite"));
  CHECK(right->x + right->width > 1700);
  // The signer takes the right third: even what asks for the right stays out of it.
  Canvas beside = kFullHd;
  beside.allowed = {0, 0, 1280, 1080};
  for (const char* text :
       {"{\\an3}À droite", "{\\an6}À droite au milieu", "Au milieu, sur une ligne de texte"}) {
    CHECK(is_inside(*draw("beside-signer", cue(text), beside), beside.allowed));
  }
  Canvas below = kFullHd;
  below.picture = {0, 0, 1920, 880};
  below.allowed = {0, 880, 1920, 200};
  const auto under =
      draw("below-picture", cue("Sous l'image, sur deux lignes\nqui tiennent toutes les deux."), below);
  CHECK(is_inside(*under, below.allowed));
  CHECK(count_text_rows(*under) == 2);
}

TEST_CASE("WebVTT lines, positions and regions are followed") {
  const auto place = [](std::string_view settings) {
    auto list = test::read_text(
        "WEBVTT\n\nREGION\nid:r\nwidth:40%\nlines:3\nviewportanchor:10%,30%\nregionanchor:0%,0%\n\n"
        "00:01.000 --> 00:02.000 " +
        std::string(settings) + "\nQui ?\n");
    REQUIRE(list);
    auto renderer = CaptionRenderer::create(test::caption_fonts());
    (*renderer)->set_cues(std::make_shared<const CueList>(std::move(*list)));
    return (*renderer)->render(1s, kFullHd);
  };
  CHECK(place("line:0")->y < 60);
  CHECK(place("line:-1")->y > 900);
  CHECK(std::abs(place("line:50%,center")->y + place("line:50%,center")->height / 2 - 540) <= 2);
  CHECK(place("line:-3")->y < place("line:-1")->y - 100);
  const auto at_quarter = place("position:25%");
  CHECK(std::abs(at_quarter->x + at_quarter->width / 2 - 480) <= 2);
  CHECK(std::abs(place("position:25% align:left")->x - 480) <= 2);
  const auto in_region = place("region:r align:left");
  CHECK(std::abs(in_region->x - 192) <= 2);
  CHECK(in_region->y > 324);
  CHECK(in_region->y < 640);
}

TEST_CASE("cues at the same time stack without overlap") {
  const auto picture = draw("stacked", cue("Premier sous-titre") + cue("Second, au même moment") +
                                           cue("<font color=\"red\">Sonnerie</font>"));
  CHECK(count_stretches(*picture) == 3);
  CHECK(picture->height >= 3 * 86);
}

TEST_CASE("bold, italic and underlined text look so") {
  draw("styles", cue("<b>Hamburgefonts</b> <i>Hamburgefonts</i>\n<u>Hamburgefonts</u> Hamburgefonts"));
  const auto drawn = [](const char* text) { return make_renderer(cue(text))->render(1s, kFullHd)->bgra; };
  const auto upright = drawn("Hamburgefonts");
  CHECK(drawn("<b>Hamburgefonts</b>") != upright);
  CHECK(drawn("<i>Hamburgefonts</i>") != upright);
  CHECK(drawn("<u>Hamburgefonts</u>") != upright);
}

TEST_CASE("text that looks like drawing commands is drawn as text") {
  const auto plain = draw("escapes", cue("{pos} \\N \\h C:\\new {"));
  CHECK(count_text_rows(*plain) == 1);
  CHECK(plain->width > 600);
}

TEST_CASE("other scripts are shaped, right to left too") {
  draw("scripts", cue("مرحبا بالعالم، كيف حالك؟\nΚαλημέρα – Доброе утро"));
}

TEST_CASE("larger text is larger until there is no room") {
  Canvas large = kFullHd;
  large.text_scale = 1.6;
  const std::string text = cue("Vous pouvez en parler,\nje vous écoute.");
  const auto normal = draw("scale-1", text);
  const auto larger = draw("scale-1.6", text, large);
  CHECK(larger->height > normal->height * 3 / 2);
  CHECK(is_inside(*larger, large.allowed));
}

TEST_CASE("whatever the canvas and the text, nothing is drawn outside of what is allowed") {
  auto renderer = CaptionRenderer::create(test::caption_fonts());
  REQUIRE(renderer);
  std::mt19937 random(20240608);
  const auto between = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  const std::array<std::string, 8> words{
      "la", "plainte", "Qu'avez-vous", "♪", "anticonstitutionnellement", "\n", "É̂", "–"};
  int drawn = 0;
  for (int round = 0; round < 150; ++round) {
    Canvas canvas{.width = between(160, 2200), .height = between(120, 1300)};
    const auto box = [&] {
      const int width = between(canvas.width / 4, canvas.width);
      const int height = between(canvas.height / 4, canvas.height);
      return Box{between(0, canvas.width - width), between(0, canvas.height - height), width, height};
    };
    canvas.picture = box();
    canvas.allowed = box();
    canvas.text_scale = between(5, 30) / 10.0;
    CueList list;
    for (int i = between(1, 4); i > 0; --i) {
      Cue one{.begin = 0s, .end = 1s};
      for (int w = between(1, 30); w > 0; --w)
        one.spans.push_back({.text = words[static_cast<std::size_t>(between(0, 7))] + " "});
      one.spans.push_back({.text = "fin"});
      one.placement.align = static_cast<TextAlign>(between(0, 4));
      if (between(0, 1) == 1) one.placement.line = between(-20, 20);
      if (between(0, 1) == 1) one.placement.position = between(0, 100);
      list.cues.push_back(std::move(one));
    }
    (*renderer)->set_cues(std::make_shared<const CueList>(std::move(list)));
    const auto picture = (*renderer)->render(0s, canvas);
    CAPTURE(round);
    REQUIRE(picture);
    CHECK(is_inside(*picture, canvas.allowed));
    CHECK(picture->bgra.size() ==
          static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) * 4);
    ++drawn;
  }
  CHECK(drawn == 150);
}

TEST_CASE("a canvas that makes no sense gives no picture and no harm") {
  auto renderer = make_renderer(cue("Bonjour"));
  constexpr int kHuge = 2'000'000'000;
  for (const Canvas& canvas :
       {Canvas{}, Canvas{.width = -5, .height = 10}, Canvas{.width = kHuge, .height = kHuge},
        Canvas{.width = 640, .height = 480, .picture = {0, 0, 640, 480}, .allowed = {700, 0, 100, 100}},
        Canvas{.width = 640, .height = 480, .picture = {0, 0, 640, 480}, .allowed = {0, 0, 3, 3}}}) {
    CHECK_FALSE(renderer->render(1s, canvas));
  }
  const Canvas odd{.width = 640,
                   .height = 480,
                   .picture = {-kHuge, -kHuge, kHuge, kHuge},
                   .allowed = {-kHuge, 0, kHuge, kHuge}};
  CHECK_FALSE(renderer->render(1s, odd));
  Canvas scaled{.width = 640, .height = 480, .picture = {0, 0, 640, 480}, .allowed = {0, 0, 640, 480}};
  scaled.text_scale = std::nan("");
  CHECK(renderer->render(1s, scaled));
}

TEST_CASE("missing fonts are told by name") {
  const auto nothing = CaptionRenderer::create({.files = {"/nowhere/absent.otf"}});
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().find("/nowhere/absent.otf") != std::string::npos);
  CHECK_FALSE(CaptionRenderer::create({}));
}
