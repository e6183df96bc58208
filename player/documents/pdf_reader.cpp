// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <mutex>
#include <string_view>

#include "player/documents/document_reader.h"
#include "player/documents/pdf_catalogue.h"
#include "player/documents/unicode_text.h"

namespace mallette::documents {
namespace {

constexpr int kMaxPages = 10'000;
constexpr double kMaxPagePoints = 1'000'000;  // 350 m; ISO 32000-1, annex C: 14 400 is the usual limit
constexpr std::size_t kMaxTitleUnits = 1000;
constexpr std::size_t kMaxDetailBytes = 200;
constexpr std::size_t kMaxWords = 100'000;

using PagePtr = std::unique_ptr<poppler::page>;

// --- Poppler's complaints: never printed; the first one of each call says why it failed. ---

thread_local std::string complaint;

void keep_first(const std::string& text, void*) {
  if (complaint.empty()) complaint = text.substr(0, std::min(kMaxDetailBytes, text.find('\n')));
}

void begin_call() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function(keep_first, nullptr); });
  complaint.clear();
}

std::string take_complaint() {
  std::u32string text;
  for (const char c : std::exchange(complaint, {})) text += static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'?';
  return clean_text(text);
}

tl::unexpected<Error> refuse(ErrorCode code, const std::string& name, std::string found = {}) {
  return fail({.code = code, .subject = name, .found = std::move(found), .detail = take_complaint()});
}

std::string text_of(const poppler::ustring& text) { return clean_text_utf16({text.data(), text.size()}); }

/// The part of the page that is meant to be seen (its crop box), as it stands after its rotation.
PageSize size_of(const poppler::page* page) {
  if (page == nullptr) return {};
  const poppler::rectf rect = page->page_rect(poppler::crop_box);
  const auto sane = [](double length) { return std::isfinite(length) && length > 0 && length <= kMaxPagePoints; };
  if (!sane(rect.width()) || !sane(rect.height())) return {};
  const auto turn = page->orientation();
  const bool lying = turn == poppler::page::landscape || turn == poppler::page::seascape;
  return lying ? PageSize{rect.height(), rect.width()} : PageSize{rect.width(), rect.height()};
}

PagePicturePtr copy_picture(const poppler::image& image, PixelSize size) {
  const auto row_bytes = static_cast<std::size_t>(size.width) * 4;
  auto picture = std::make_shared<PagePicture>();
  picture->size = size;
  picture->bgra.resize(row_bytes * static_cast<std::size_t>(size.height));
  for (int y = 0; y < size.height; ++y) {  // format_argb32: 0xAARRGGBB words, so B first in memory here
    std::memcpy(picture->bgra.data() + row_bytes * static_cast<std::size_t>(y),
                image.const_data() + std::ptrdiff_t{y} * image.bytes_per_row(), row_bytes);
  }
  return picture;
}

class PdfReader final : public DocumentReader {
 public:
  PdfReader(std::string name, SharedBytes bytes, std::unique_ptr<poppler::document> document, std::unique_ptr<PdfCore> core, DocumentInfoPtr info)
      : name_(std::move(name)), bytes_(std::move(bytes)), document_(std::move(document)), core_(std::move(core)), info_(std::move(info)) {}

  DocumentInfoPtr info() const override { return info_; }

  Result<PagePicturePtr> draw(int page, PixelSize size) override {
    const PagePtr source = load(page);
    if (source == nullptr || pixels(size) <= 0 || pixels(size) > kMaxPicturePixels) return page_error(page);
    const PageSize points = info_->pages[static_cast<std::size_t>(page)];
    if (points == PageSize{}) return page_error(page);
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    renderer.set_image_format(poppler::image::format_argb32);
    const poppler::image image = renderer.render_page(source.get(), 72.0 * size.width / points.width,
                                                      72.0 * size.height / points.height, 0, 0, size.width, size.height);
    if (!image.is_valid() || image.width() != size.width || image.height() != size.height) return page_error(page);
    return copy_picture(image, size);
  }

  Result<PageTextPtr> read_text(int page) override {
    const PagePtr source = load(page);
    if (source == nullptr) return page_error(page);
    const auto boxes = source->text_list();
    std::vector<PlacedWord> words;
    words.reserve(std::min(boxes.size(), kMaxWords));
    for (const auto& word : boxes) {
      if (words.size() == kMaxWords) break;
      const poppler::rectf at = word.bbox();
      words.push_back({text_of(word.text()), {at.x(), at.y(), at.width(), at.height()}, word.has_space_after()});
    }
    auto text = std::make_shared<PageText>(assemble_text(words));
    if (!core_) return text;
    text->links = name_links(core_->links(page), *text);
    text->fields = core_->fields(page);
    if (info_->tagged) text->blocks = core_->blocks(page);
    if (!hold_most_of(text->blocks, text->text)) text->blocks.clear();
    return text;
  }

 private:
  PagePtr load(int page) {
    begin_call();
    if (page < 0 || static_cast<std::size_t>(page) >= info_->pages.size()) return nullptr;
    return PagePtr(document_->create_page(page));
  }
  tl::unexpected<Error> page_error(int page) const {
    return refuse(ErrorCode::kDocumentPage, name_, std::to_string(page + 1));
  }

  const std::string name_;
  const SharedBytes bytes_;  ///< poppler reads from them as long as the document lives
  const std::unique_ptr<poppler::document> document_;
  const std::unique_ptr<PdfCore> core_;  ///< goes before the document; null where it cannot be read so
  const DocumentInfoPtr info_;
};

DocumentInfoPtr read_info(const poppler::document& document, PdfCore* core) {
  auto info = std::make_shared<DocumentInfo>();
  poppler::ustring title = document.get_title();
  if (title.size() > kMaxTitleUnits) title.resize(kMaxTitleUnits);
  info->title = text_of(title);
  const int count = document.pages();
  info->pages.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) info->pages.push_back(size_of(PagePtr(document.create_page(i)).get()));
  if (core == nullptr) return info;
  PdfCatalogue catalogue = core->catalogue();
  info->language = std::move(catalogue.language);
  info->tagged = catalogue.tagged;
  info->outline = std::move(catalogue.outline);
  return info;
}

}  // namespace

Result<std::unique_ptr<DocumentReader>> open_pdf(const std::string& name, const SharedBytes& bytes) {
  begin_call();
  if (bytes->empty() || bytes->size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return refuse(ErrorCode::kDocumentUnreadable, name);
  }
  std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(
      reinterpret_cast<const char*>(bytes->data()), static_cast<int>(bytes->size())));
  if (document == nullptr) return refuse(ErrorCode::kDocumentUnreadable, name);
  if (document->is_locked()) return fail({.code = ErrorCode::kDocumentEncrypted, .subject = name});
  const int count = document->pages();
  if (count <= 0) return fail({.code = ErrorCode::kDocumentEmpty, .subject = name});
  if (count > kMaxPages) {
    return fail({.code = ErrorCode::kFileTooLarge, .subject = name, .found = fmt::format("{} pages", count),
                 .allowed = fmt::format("{} pages", kMaxPages)});
  }
  auto core = PdfCore::open(*bytes, count);
  DocumentInfoPtr info = read_info(*document, core.get());
  const auto is_lost = [](PageSize page) { return page == PageSize{}; };
  if (std::ranges::all_of(info->pages, is_lost)) return refuse(ErrorCode::kDocumentUnreadable, name);
  return std::make_unique<PdfReader>(name, bytes, std::move(document), std::move(core), std::move(info));
}

}  // namespace mallette::documents
