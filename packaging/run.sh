#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, makes the demo kit and plays it. With no display it plays without
# a window, and says where the report and the pictures are. Arguments go on to `mallette play`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

install_packages build
build release -DMALLETTE_TESTS=OFF
mallette=$root/build/release/bin/mallette
kit=$root/build/release/accueillir-la-parole.mallette
"$mallette" pack "$root/kits/demo" -o "$kit" | sed -n 1p  # the rest lists the generator, which stays out

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$mallette" play "$kit" "$@"
fi
out=$root/build/release/demo
mkdir -p "$out"
echo "No display: playing without a window."
shots=()
if [ $# -eq 0 ]; then
  shots=(--screenshot 00:20.8="$out/1.png" --screenshot 00:46.4="$out/2.png" --screenshot 01:23="$out/3.png")
fi
"$mallette" play "$kit" --headless --size 1280x720 --description voice --report "$out/report.json" "${shots[@]}" "$@"
echo "Report:   $out/report.json"
if [ $# -eq 0 ]; then
  echo "Pictures: $out/1.png $out/2.png $out/3.png"
fi
