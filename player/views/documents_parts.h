// SPDX-License-Identifier: GPL-3.0-or-later
// What the documents' view is put together from. Internal to views/.
//
//     documents_view.cpp     which part lies where; the list
//     documents_reader.cpp   the one that is read: what is done with it, its page, its text
//     documents_dialogs.cpp  what is asked first
#pragma once

#include <string>

#include "player/views/desk_parts.h"

namespace mallette::views {

[[nodiscard]] std::string kind_word(const language::Catalogue& words, DocumentKind kind);
[[nodiscard]] ui::Icon kind_icon(const DocumentLine& line);
/// "Fiche réflexe · 2 pages · Diffusion restreinte".
[[nodiscard]] std::string line_details(const language::Catalogue& words, const DocumentLine& line);

/// What it is, and where it can go.
void reader_head(Desk& desk, ui::Flow& flow, const DocumentLine& line);
/// What is looked for in it, and its contents.
void reader_finder(Desk& desk, ui::Flow& flow);
/// The page, or its text, with what turns and sizes it, in this place.
void reader_page(Desk& desk, const ui::Rect& place, const DocumentLine& line);

/// Something is to be done with a document: of a restricted one, asks first.
void ask_or_order(Desk& desk, const DocumentLine& line, Order what, bool to_room);
/// It is at hand in this step.
[[nodiscard]] bool is_pinned(const session::DeskView& session, const std::string& entry, std::uint32_t page);
/// Brings a page to the room's screen, from 1.
void show_to_room(Desk& desk, const DocumentLine& line, std::uint32_t page);

}  // namespace mallette::views
