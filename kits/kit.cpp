// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/kit.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "kits/base/utf8_path.h"
#include "kits/bare_film.h"
#include "kits/entry_kind.h"
#include "kits/folder_store.h"
#include "kits/manifest_reader.h"
#include "kits/named_entries.h"
#include "kits/signed_content.h"
#include "kits/zip_archive.h"

namespace mallette::kits {
namespace {

namespace fs = std::filesystem;

/// Names looked at beside a bare film: a folder of downloads may be long.
constexpr std::size_t kNeighboursLimit = 100'000;
/// The first bytes of an entry "mimetype", and a reasonable wrong one.
constexpr std::uint64_t kMimetypeLimit = 200;

Error not_a_kit(const std::string& path, std::string found) {
  return {.code = ErrorCode::kNotAKit, .subject = path, .found = std::move(found)};
}

Result<ManifestRead> manifest_of(const EntryStore& store, const std::string& path) {
  const std::string name(kManifestName);
  const auto resource = store.resource(name);
  if (!resource) return fail(resource.error());
  const auto bytes = read_all(*resource, kManifestLimit);
  if (!bytes) return fail(Error(bytes.error()).within(path));
  auto read = read_manifest(text_of(*bytes), name);
  if (!read) return fail(std::move(read.error()).within(path));
  return read;
}

std::optional<Warning> mimetype_warning(const ZipArchive& archive) {
  if (archive.first_entry() != "mimetype" || !archive.is_stored("mimetype")) {
    return Warning{
        .code = WarningCode::kMimetypeMissing, .subject = "mimetype", .allowed = std::string(kMimetype)};
  }
  std::string found;
  if (const auto resource = archive.resource("mimetype")) {
    if (const auto bytes = read_all(*resource, kMimetypeLimit)) {
      found = text_of(*bytes);
    }
  }
  if (found == kMimetype) return std::nullopt;
  return Warning{.code = WarningCode::kMimetypeWrong,
                 .subject = "mimetype",
                 .found = found,
                 .allowed = std::string(kMimetype)};
}

std::vector<std::string> names_beside(const fs::path& film) {
  std::vector<std::string> names;
  std::error_code fault;
  const fs::path folder = film.has_parent_path() ? film.parent_path() : fs::path(".");
  fs::directory_iterator walk(folder, fs::directory_options::skip_permission_denied, fault);
  for (std::size_t seen = 0; !fault && walk != fs::directory_iterator() && seen < kNeighboursLimit; ++seen) {
    std::error_code ignored;
    if (walk->is_regular_file(ignored)) names.push_back(utf8(walk->path().filename()));
    walk.increment(fault);
  }
  return names;
}

}  // namespace

struct Kit::State {
  std::string path;
  KitForm form = KitForm::kPacked;
  Manifest manifest = {};
  std::vector<Warning> warnings = {};
  std::unique_ptr<const EntryStore> store = {};
  std::optional<SignedContent> signed_content = {};  ///< nothing: there is no signature

  bool has(std::string_view entry) const {
    const auto& names = store->entries();
    return std::binary_search(names.begin(), names.end(), entry);
  }

  /// Reads kit.toml from the store and warns of what it names in vain.
  std::optional<Error> take_manifest() {
    auto read = manifest_of(*store, path);
    if (!read) return std::move(read.error());
    manifest = std::move(read->manifest);
    warnings.insert(warnings.end(), read->warnings.begin(), read->warnings.end());
    for (const NamedEntry& named : named_entries(manifest)) {
      if (has(named.path)) continue;
      warnings.push_back({.code = WarningCode::kEntryMissing,
                          .subject = named.path,
                          .key = named.key,
                          .place = named.place});
    }
    return std::nullopt;
  }

  static Result<std::shared_ptr<const State>> packed(const std::string& path, std::span<const Publisher> known);
  static Result<std::shared_ptr<const State>> folder(const std::string& path, const std::string& folder);
  static std::shared_ptr<const State> bare(const std::string& path);
};

Result<std::shared_ptr<const Kit::State>> Kit::State::packed(const std::string& path, std::span<const Publisher> known) {
  auto archive = ZipArchive::open(path);
  if (!archive) {
    if (archive.error().code == ErrorCode::kArchiveNotZip)
      return fail(not_a_kit(path, "a file of another kind"));
    return fail(std::move(archive.error()));
  }
  if (!(*archive)->has(kManifestName)) return fail(not_a_kit(path, "a ZIP file without kit.toml"));
  if (auto error = (*archive)->check()) return fail(std::move(*error));
  auto state = std::make_shared<State>(State{.path = path, .form = KitForm::kPacked});
  if (auto warning = mimetype_warning(**archive)) state->warnings.push_back(std::move(*warning));
  state->store = std::move(*archive);
  auto signed_content = SignedContent::read(*state->store, known);
  if (!signed_content) return fail(std::move(signed_content.error()).within(path));
  state->signed_content = std::move(*signed_content);
  if (auto error = state->take_manifest()) return fail(std::move(*error));
  return state;
}

Result<std::shared_ptr<const Kit::State>> Kit::State::folder(const std::string& path,
                                                             const std::string& folder) {
  std::error_code ignored;
  if (!fs::exists(to_path(folder) / kManifestName, ignored)) {
    return fail(not_a_kit(path, "a folder without kit.toml"));
  }
  auto store = FolderStore::list(folder, path);
  if (!store) return fail(std::move(store.error()));
  auto state = std::make_shared<State>(State{.path = path, .form = KitForm::kFolder});
  state->store = std::move(*store);
  if (auto error = state->take_manifest()) return fail(std::move(*error));
  return state;
}

std::shared_ptr<const Kit::State> Kit::State::bare(const std::string& path) {
  const fs::path film = to_path(path);
  BareFilm gathered = gather_bare_film(utf8(film.filename()), names_beside(film));
  auto state = std::make_shared<State>(State{.path = path, .form = KitForm::kBare});
  state->manifest = std::move(gathered.manifest);
  const std::string folder = film.has_parent_path() ? utf8(film.parent_path()) : ".";
  state->store = FolderStore::of(folder, path, std::move(gathered.names));
  return state;
}

Kit::Kit(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Kit> Kit::open(const std::string& utf8_path, std::span<const Publisher> known) {
  const fs::path path = to_path(utf8_path);
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (!fs::exists(status)) {
    const bool absent =
        !fault || fault == std::errc::no_such_file_or_directory || fault == std::errc::not_a_directory;
    return fail({.code = absent ? ErrorCode::kFileNotFound : ErrorCode::kFileUnreadable,
                 .subject = utf8_path,
                 .detail = absent ? "" : fault.message()});
  }
  Result<std::shared_ptr<const State>> state;
  if (fs::is_directory(status)) {
    state = State::folder(utf8_path, utf8_path);
  } else if (!fs::is_regular_file(status)) {
    return fail(not_a_kit(utf8_path, "neither a file nor a folder"));
  } else if (utf8(path.filename()) == kManifestName) {  // an author double-clicks what they know
    state = State::folder(utf8_path, path.has_parent_path() ? utf8(path.parent_path()) : ".");
  } else if (is_film_name(utf8_path)) {
    state = State::bare(utf8_path);
  } else {
    state = State::packed(utf8_path, known);
  }
  if (!state) return fail(std::move(state.error()));
  return Kit(std::move(*state));
}

const Manifest& Kit::manifest() const { return state_->manifest; }
const std::vector<Warning>& Kit::warnings() const { return state_->warnings; }
const std::string& Kit::path() const { return state_->path; }
KitForm Kit::form() const { return state_->form; }
const std::vector<std::string>& Kit::entries() const { return state_->store->entries(); }
bool Kit::has(std::string_view entry) const { return state_->has(entry); }
Result<std::uint64_t> Kit::entry_size(std::string_view entry) const { return state_->store->size(entry); }

const Origin& Kit::origin() const {
  static const Origin kUnsigned;
  return state_->signed_content ? state_->signed_content->origin() : kUnsigned;
}

Result<Resource> Kit::as_it_lies(std::string_view entry) const { return state_->store->resource(entry); }

Result<Resource> Kit::resource(std::string_view entry) const {
  auto resource = as_it_lies(entry);
  if (!resource || !state_->signed_content) return resource;
  return state_->signed_content->checked(std::move(*resource), entry);
}

}  // namespace mallette::kits
