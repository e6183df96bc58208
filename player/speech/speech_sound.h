// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to an engine's samples before anybody hears them. Pure; any thread.
#pragma once

#include <vector>

namespace mallette::speech {

/// Takes away the silence around the voice, which engines put there: what is said at an instant begins
/// there. Both ends are faded over 2 ms. Nothing is left of what is silent throughout.
void trim(std::vector<float>& samples, int rate);

}  // namespace mallette::speech
