// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/screenshot.h"

#include <fcntl.h>
#include <libyuv.h>
#include <png.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "player/render/yuv_picture.h"

namespace mallette::render {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, FileCloser>;

/// The file under its passing name: removed unless it was renamed.
struct PassingFile {
  std::string path;
  ~PassingFile() {
    if (!path.empty()) ::unlink(path.c_str());
  }
};

Error unwritable(const std::string& path, std::string reason) {
  return {.code = ErrorCode::kFileUnwritable, .subject = path, .detail = std::move(reason)};
}
Error unwritable(const std::string& path) { return unwritable(path, std::strerror(errno)); }

/// Errors say the reason only; the caller adds the file.
tl::expected<void, std::string> encode(const PictureView& picture, std::FILE* file) {
  const std::size_t stride = static_cast<std::size_t>(picture.width) * 3;
  std::vector<std::uint8_t> rgb(stride * static_cast<std::size_t>(picture.height));
  libyuv::ARGBToRAW(picture.pixels, picture.stride_bytes, rgb.data(), static_cast<int>(stride), picture.width,
                    picture.height);
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  const int written =
      png_image_write_to_stdio(&image, file, 0, rgb.data(), static_cast<int>(stride), nullptr);
  if (written == 0) return tl::unexpected<std::string>(image.message);
  return {};
}

/// So that the new name outlives a power cut. A folder that cannot be synchronised is no fault of the file.
void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

Result<void> write_png(const PictureView& picture, const std::string& path) {
  if (picture.pixels == nullptr || picture.width <= 0 || picture.height <= 0 || picture.width > kMaxSide ||
      picture.height > kMaxSide || picture.stride_bytes / 4 < picture.width) {
    return fail(unwritable(path, "there is no picture to write"));
  }
  std::string passing = path + ".XXXXXX";
  const int fd = ::mkostemp(passing.data(), O_CLOEXEC);
  if (fd < 0) return fail(unwritable(path));
  PassingFile guard{passing};
  // mkostemp makes a file for its owner alone; a screenshot is as readable as any other file.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(fd, 0666 & ~mask);
  FilePtr file(::fdopen(fd, "wb"));
  if (!file) {
    const Error error = unwritable(path);
    ::close(fd);
    return fail(error);
  }
  if (const auto encoded = encode(picture, file.get()); !encoded)
    return fail(unwritable(path, encoded.error()));
  if (std::fflush(file.get()) != 0 || ::fsync(fd) != 0) return fail(unwritable(path));
  if (std::fclose(file.release()) != 0) return fail(unwritable(path));
  if (::rename(passing.c_str(), path.c_str()) != 0) return fail(unwritable(path));
  guard.path.clear();
  sync_folder_of(path);
  return {};
}

}  // namespace mallette::render
