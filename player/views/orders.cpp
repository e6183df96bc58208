// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/orders.h"

namespace mallette::views {

Order::Order(const Order&) = default;
Order::Order(Order&&) noexcept = default;
Order& Order::operator=(const Order&) = default;
Order& Order::operator=(Order&&) noexcept = default;
Order::~Order() = default;

}  // namespace mallette::views
