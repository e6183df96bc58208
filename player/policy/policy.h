// SPDX-License-Identifier: GPL-3.0-or-later
// What the IT department allows, as it is in force here, and the one door through which the program opens kits.
//
//   the computer's own file ─┐
//                            ├─> InForce ──> open_kit()    what both allow
//   policy.toml on a key ────┘          └──> copies()
//
// Each file restricts and none widens. A file that is there and cannot be read, or is not understood, closes the door:
// then nothing is opened (decision 0011). With no file at all, everything is allowed.
//
// A value: cheap to copy, does not change. Any thread; open_kit() waits for the disk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/policy/policy_file.h"

namespace mallette::policy {

/// Where policies may lie; empty: there is no such place.
struct PolicyFiles {
  std::string machine;  ///< for everybody on this computer
  std::string key;      ///< beside a portable program
};

class InForce {
 public:
  InForce() = default;
  /// Waits for the disk.
  [[nodiscard]] static InForce read(const PolicyFiles& files);

  /// Those that were found, the computer's own first.
  [[nodiscard]] const std::vector<Policy>& policies() const { return policies_; }
  /// kPolicyDamaged: nothing is opened.
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
  [[nodiscard]] bool copies() const;
  /// kPolicyDamaged, kPolicyCopies: something that is in this kit would be written elsewhere.
  [[nodiscard]] Result<void> may_copy(const std::string& kit) const;
  /// Their names and keys, the computer's own first.
  [[nodiscard]] std::vector<kits::Publisher> publishers() const;

  /// kPolicyDamaged, kPolicyFolder (allowed: the folders), kPolicyPublisher (allowed: their names, found: whose it is),
  /// and what Kit::open says. `also`: whose signatures are verified, and who is allowed nothing by that.
  [[nodiscard]] Result<kits::Kit> open_kit(const std::string& utf8_path, std::span<const kits::Publisher> also = {}) const;

 private:
  void take(const std::string& file, FolderNames names);
  std::vector<Policy> policies_;
  std::optional<Error> fault_;
};

}  // namespace mallette::policy
