// SPDX-License-Identifier: GPL-3.0-or-later
// A packed kit that carries a signature holds together, or is not opened. Internal to kits/.
//
//   at opening        the signature, where its key is known; that the digests name every entry with its size, and no
//                     other; the SHA-256 of kit.toml. No entry but these is read, whatever the kit's size.
//   at first use      the SHA-256 of every other entry that is neither video nor sound, before its first byte is given
//                     out (documents, captions, pictures: 256 MiB at most)
//   when asked for    all of them, films too: kits::verify()
//
// Does not change once made, but for which entries were found good: any thread.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "kits/digests.h"
#include "kits/entry_store.h"
#include "kits/origin.h"

namespace mallette::kits {

class SignedContent {
 public:
  /// Nothing: the kit has no signature. kSignatureUnreadable, kSignatureWrong (detail: what does not fit), or what
  /// keeps an entry from being read.
  [[nodiscard]] static Result<std::optional<SignedContent>> read(const EntryStore& store, std::span<const Publisher> known);

  [[nodiscard]] const Origin& origin() const { return origin_; }
  /// The resource, which is held against its digest when it is opened: kEntryDamaged.
  [[nodiscard]] Resource checked(Resource resource, std::string_view entry) const;

 private:
  struct Entry {
    Digest digest;
    std::atomic<bool> good{false};
  };
  Origin origin_;
  std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_;
};

}  // namespace mallette::kits
