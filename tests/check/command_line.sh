#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the program answers on the command line. Usage: command_line.sh MALLETTE SOURCE_DIR
set -uo pipefail
mallette=$1
kit=$2/kits/demo
failed=0

# expect STATUS WORDS COMMAND... : the status, and words that standard error holds
expect() {
  local status=$1 words=$2 got told
  shift 2
  told=$("$@" 2>&1 >/dev/null)
  got=$?
  if [ "$got" != "$status" ] || [[ $told != *"$words"* ]]; then
    echo "FAILED: $* : status $got, not $status, or without “$words”: $told"
    failed=1
  fi
}

full() { "$@" >/dev/full; }

# The refused word is told as it was typed.
expect 2 '“text”' "$mallette" --lang en play "$kit" --headless --description text
expect 2 '--until' "$mallette" play "$kit" --headless --from 30 --until 10
expect 2 '--langue' "$mallette" --langue fr "$kit"
# A full disk behind standard output is told of.
expect 1 'stdout' full "$mallette" info "$kit" --json
expect 1 'stdout' full "$mallette" info "$kit"
# A window that nobody can see is no window.
expect 1 '--headless' env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER SDL_AUDIODRIVER=dummy "$mallette" play "$kit" --until 1
exit $failed
