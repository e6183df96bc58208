#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs mpv, builds, makes the material, and plays it with Mallette and with mpv on one Xvfb of 1920x1080. About 25
# minutes, and 6 GiB of disk. run.sh [FOLDER [--runs N]]: where the material and the results go (build/bench unless given).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../packaging/lib.sh"
install_packages build test bench
build release
folder=${1:-$root/build/bench}
[ $# -eq 0 ] || shift
PYTHONDONTWRITEBYTECODE=1 "$here/../support/with_display.sh" -s 1920x1080x24 \
  python3 "$here/against_mpv.py" "$root/build/release/bin/mallette" "$folder" "$@"
