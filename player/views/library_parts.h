// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the library that stand above its kits. Internal to views/. Main thread, within a
// Frame's life.
#pragma once

#include "player/views/library_view.h"

namespace mallette::views {

/// Sessions to take up again, each in a part of its own.
void saved_sessions(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                    const LibraryModel& model, LibraryState& state, Orders& orders);
/// "Oublier cette séance" asks first. Emit it last.
void forget_dialog(ui::Frame& frame, const language::Catalogue& words, const LibraryModel& model,
                   LibraryState& state, Orders& orders);
/// Reports that were not saved, each in a part of its own.
void waiting_reports(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                     const LibraryModel& model, LibraryState& state, Orders& orders);
/// "Abandonner ce bilan" asks first. Emit it last.
void forget_report_dialog(ui::Frame& frame, const language::Catalogue& words, const LibraryModel& model,
                          LibraryState& state, Orders& orders);
/// What helps whoever starts the program for the first time.
void first_start(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                 const LibraryModel& model, Orders& orders);

}  // namespace mallette::views
