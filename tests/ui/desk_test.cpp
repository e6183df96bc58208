// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/led_desk.h"
TEST_CASE("placeholder") { CHECK(true); }
