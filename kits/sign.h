// SPDX-License-Identifier: GPL-3.0-or-later
// Signing a packed kit, in two steps around minisign, which alone sees the secret key:
//
//   digests_to_sign() ──> digests.toml ── minisign -S ──> digests.toml.minisig ──> put_signature()
//
// Blocking, for as long as it takes to read the kit; any thread; one a kit.
#pragma once

#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "kits/origin.h"

namespace mallette::kits {

/// META-INF/digests.toml as it lies in the kit, once every entry was read and found to be as it says. kNotAKit for a
/// folder or a film; kEntryNotFound where there are no digests; kEntryDamaged with the first entry that differs.
[[nodiscard]] Result<std::string> digests_to_sign(const std::string& utf8_kit);

/// Puts META-INF/kit.minisig into the kit, in the place of any that is there; refused unless it is this publisher's,
/// and of this kit's digests. Other entries stay, byte for byte. The kit is replaced whole or not at all, and
/// takes twice its size meanwhile. kSignatureUnreadable, kSignatureWrong, kFileUnwritable, and what opening says.
[[nodiscard]] Result<Origin> put_signature(const std::string& utf8_kit, std::string_view minisig, const std::string& minisig_name,
                                           const Publisher& publisher);

}  // namespace mallette::kits
