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
expect 2 '“loud”' "$mallette" --lang en play "$kit" --headless --description loud
expect 2 '--until' "$mallette" play "$kit" --headless --from 30 --until 10
expect 2 '--langue' "$mallette" --langue fr "$kit"
# A full disk behind standard output is told of.
expect 1 'stdout' full "$mallette" info "$kit" --json
expect 1 'stdout' full "$mallette" info "$kit"
# A window that nobody can see is no window.
expect 1 '--headless' env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER SDL_AUDIODRIVER=dummy "$mallette" play "$kit" --until 1

# --- A session ---

expect 2 'KIT' "$mallette" session
expect 2 '--plam' "$mallette" session "$kit" --plam x
expect 2 'demi-journee, une-heure' "$mallette" session "$kit" --headless --no-pace --plan nothing
expect 2 '1, 2' "$mallette" session "$kit" --headless --screens 3
expect 2 '--size' "$mallette" session "$kit" --headless --size wide
expect 2 '--renderer' "$mallette" session "$kit" --renderer fast
expect 2 '--headless' "$mallette" session "$kit" --no-pace
# Nobody would ever choose anything.
expect 2 '--script' "$mallette" "$kit" --headless --no-pace
expect 1 '/nowhere' "$mallette" session /nowhere --headless --no-pace
# A folder that is no kit.
expect 1 "$2/kits" "$mallette" session "$2/kits" --headless --no-pace
expect 1 '--headless' env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER SDL_AUDIODRIVER=dummy "$mallette" session "$kit"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
script() { printf '%s\n' "$@" >"$scratch/script"; }
lead() { "$mallette" --lang en session "$kit" --headless --no-pace --script "$scratch/script" "$@"; }

script 'dance'
expect 2 'script:1' lead
script 'expect button "Next"' 'expect no text "Nowhere"' 'next' 'quit'
expect 0 '' lead --report "$scratch/report.json" --state "$scratch/state"
for part in '"steps"' '"type": "message"' '"type": "slides"' '"entered_ms"' '"left_ms"' '"ui"' '"frame_ms"' '"p99"'; do
  grep -q "$part" "$scratch/report.json" || { echo "FAILED: the report is without $part"; failed=1; }
done
ls "$scratch"/state/session-*.journal >/dev/null || { echo "FAILED: nothing was kept of the session"; failed=1; }
# What was expected and is not there: which line, and what there was instead.
script '# a comment' 'expect button "Nowhere"' 'next'
expect 1 'script:2' lead
expect 1 'button "Next"' lead
script 'press button "Nowhere"'
expect 1 'script:1' lead
# A report that cannot be written.
script 'next' 'quit'
expect 1 'report.json' lead --report /nowhere/report.json
# The other plan, and the whole of the program by its script.
script 'expect text "Avant le film"' 'quit'
expect 0 '' lead --plan une-heure
expect 1 'one-hour' "$mallette" --lang en session "$scratch/one-hour.mallette" --headless --no-pace
script 'expect text "Mallette"' 'quit'
expect 0 '' "$mallette" --lang en --headless --no-pace --script "$scratch/script"
# On one screen the controls come when somebody is there.
script 'expect no button "Next"' 'key Tab' 'expect button "Next"' 'quit'
expect 0 '' lead --screens 1
exit $failed
