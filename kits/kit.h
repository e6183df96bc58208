// SPDX-License-Identifier: GPL-3.0-or-later
// A kit, open for reading: a .mallette file, a folder that holds a kit.toml, or a bare film
// whose neighbours by name are its tracks. Nothing is ever unpacked to disk.
//
// A Kit does not change after open() and is cheap to copy (copies share). Any thread may use
// it; each ByteSource made from its resources belongs to one thread at a time and has a file
// handle of its own. Resources keep what they need: they outlive the Kit they came from.
//
// Opening reads the directory and the manifest, never the media: a kit of 6 GiB opens as fast
// as one of 20 MB. What of a signed kit is checked when: signed_content.h.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"
#include "kits/manifest.h"
#include "kits/origin.h"
#include "kits/warning.h"

namespace mallette::kits {

inline constexpr std::string_view kManifestName = "kit.toml";
inline constexpr std::string_view kMimetype = "application/vnd.mallette.kit+zip";
inline constexpr std::string_view kDigestsName = "META-INF/digests.toml";
inline constexpr std::string_view kSignatureName = "META-INF/kit.minisig";  ///< minisign's, of the digests

enum class KitForm {
  kPacked,  ///< one ZIP file
  kFolder,  ///< a folder with kit.toml in it
  kBare,    ///< a film and its neighbours, without a manifest
};

class Kit {
 public:
  /// kFileNotFound, kNotAKit (found: what it is), kSignatureWrong, kSignatureUnreadable, or any error of archive and
  /// manifest. `known`: whose signatures can be verified.
  [[nodiscard]] static Result<Kit> open(const std::string& utf8_path, std::span<const Publisher> known = {});

  [[nodiscard]] const Manifest& manifest() const;
  [[nodiscard]] const std::vector<Warning>& warnings() const;
  [[nodiscard]] const std::string& path() const;  ///< as given to open()
  [[nodiscard]] KitForm form() const;
  [[nodiscard]] const Origin& origin() const;

  /// Every file in the kit, sorted; of a bare film, the film and its tracks.
  [[nodiscard]] const std::vector<std::string>& entries() const;
  [[nodiscard]] bool has(std::string_view entry) const;
  [[nodiscard]] Result<std::uint64_t> entry_size(std::string_view entry) const;

  /// Fails with kEntryNotFound at once; whatever else keeps the entry from being read
  /// (kArchiveEncrypted, kArchiveMethod, kEntryNotStored, kFileTooLarge, kEntryDamaged) is
  /// told by the resource's open() or its source's read().
  [[nodiscard]] Result<Resource> resource(std::string_view entry) const;
  /// The same, whatever a signed kit's digests say of it.
  [[nodiscard]] Result<Resource> as_it_lies(std::string_view entry) const;

 private:
  struct State;
  explicit Kit(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace mallette::kits
