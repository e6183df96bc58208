// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/hand_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "kits/base/whole_path.h"
#include "player/app/file_paths.h"
#include "player/storage/new_files.h"

namespace mallette::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk_bytes = 1 << 20;
constexpr int kMostNames = 10'000;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, FileCloser>;

tl::unexpected<Error> unwritable(const fs::path& path, int fault) {
  return fail({.code = ErrorCode::kFileUnwritable, .subject = utf8(path), .detail = std::strerror(fault)});
}

/// An entry's name without what Windows takes for something else in a name.
std::string name_here(std::string name) {
  if (kHasDriveLetters) std::ranges::replace_if(name, [](char c) { return std::string_view("<>:\"|?*").find(c) != std::string_view::npos; }, '_');
  return name;
}

struct NewFile {
  fs::path path;
  FilePtr file;
};

/// Under the name, or the first free one after it. Made by this call, never opened when it is there.
Result<NewFile> make_new(const fs::path& folder, const std::string& name) {
  const fs::path wanted = to_path(name_here(name)).filename();
  for (int number = 1; number <= kMostNames; ++number) {
    const std::string stem = utf8(wanted.stem());
    const fs::path path = folder / (number == 1 ? wanted : to_path(fmt::format("{} ({}){}", stem, number, utf8(wanted.extension()))));
    errno = 0;
    if (FilePtr file{storage::make_new_file(utf8(path))}) return NewFile{path, std::move(file)};
    if (errno != EEXIST) return unwritable(path, errno);
  }
  return unwritable(folder / wanted, EEXIST);
}

Result<void> copy_bytes(ByteSource& source, const NewFile& to) {
  std::vector<std::byte> chunk(kChunk_bytes);
  for (std::uint64_t at = 0; at < source.size();) {
    const auto read = source.read(at, chunk);
    if (!read) return fail(read.error());
    if (*read == 0) return fail({.code = ErrorCode::kEntryDamaged, .subject = name_of(utf8(to.path))});
    errno = 0;
    if (std::fwrite(chunk.data(), 1, *read, to.file.get()) != *read) return unwritable(to.path, errno);
    at += *read;
  }
  if (const int fault = storage::sync_to_disk(to.file.get())) return unwritable(to.path, fault);
  return {};
}

Result<std::string> copy_one(const CopyOrder& order, const fs::path& folder, CopyLook look) {
  auto source = order.resource.open();
  if (!source) return fail(std::move(source.error()));
  auto made = make_new(folder, order.name);
  if (!made) return fail(std::move(made.error()));
  auto copied = copy_bytes(**source, *made);
  std::FILE* file = made->file.release();
  errno = 0;
  const bool closed = std::fclose(file) == 0;  // a full disk may be told of only here
  if (copied && !closed) copied = unwritable(made->path, errno);
  std::error_code ignored;
  if (!copied) {
    fs::remove(made->path, ignored);
    return fail(std::move(copied.error()));
  }
  if (look == CopyLook::kReadOnly) fs::permissions(made->path, fs::perms::owner_read, fs::perm_options::replace, ignored);
  return utf8(made->path);
}

}  // namespace

Result<std::vector<std::string>> copy_out(const std::vector<CopyOrder>& orders, const std::string& folder, CopyLook look) {
  const fs::path where = to_path(folder);
  std::error_code fault;
  fs::create_directories(where, fault);
  if (fault) return unwritable(where, fault.value());
  std::vector<std::string> copies;
  for (const CopyOrder& order : orders) {
    auto copy = copy_one(order, where, look);
    if (!copy) return fail(std::move(copy.error()));
    copies.push_back(std::move(*copy));
  }
  return copies;
}

void remove_copies(const std::string& folder) {
  std::error_code ignored;
  // Windows removes no file that is so marked.
  for (const auto& copy : fs::directory_iterator(to_path(folder), ignored)) {
    fs::permissions(copy.path(), fs::perms::owner_write, fs::perm_options::add, ignored);
  }
  fs::remove_all(to_path(folder), ignored);
}

}  // namespace mallette::app
