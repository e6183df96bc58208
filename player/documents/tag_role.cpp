// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/tag_role.h"

namespace mallette::documents {

TagRole role_of(std::string_view type) {
  using Part = TagRole::Part;
  if (type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6') return {Part::kBlock, BlockKind::kHeading, type[1] - '0'};
  if (type == "Title") return {Part::kBlock, BlockKind::kHeading, 1};
  if (type == "H") return {Part::kBlock, BlockKind::kHeading, 2};
  if (type == "LI" || type == "TOCI") return {Part::kBlock, BlockKind::kItem, 1};
  if (type == "TR") return {Part::kBlock, BlockKind::kRow, 0};
  if (type == "TH" || type == "TD") return {Part::kCell};
  if (type == "Figure" || type == "Formula") return {Part::kBlock, BlockKind::kFigure, 0};
  for (const char* block : {"P", "Caption", "BlockQuote", "Note", "FENote", "BibEntry", "Aside"}) {
    if (type == block) return {Part::kBlock};
  }
  if (type == "Lbl" || type == "LBody") return {Part::kApart};
  for (const char* within : {"Span", "Quote", "Reference", "Code", "Link", "Annot", "Em", "Strong", "Sub", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Form"}) {
    if (type == within) return {Part::kInline};
  }
  return {};
}

}  // namespace mallette::documents
