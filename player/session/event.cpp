// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/event.h"

namespace mallette::session {

EventKind::EventKind() noexcept = default;
EventKind::EventKind(const EventKind&) = default;
EventKind::EventKind(EventKind&&) noexcept = default;
EventKind& EventKind::operator=(const EventKind&) = default;
EventKind& EventKind::operator=(EventKind&&) noexcept = default;
EventKind::~EventKind() = default;

}  // namespace mallette::session
