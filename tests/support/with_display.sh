#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on an X display of its own, without a screen, and ends the display with it.
#     with_display.sh [-s 1280x720x24] COMMAND [ARGUMENT...]
# The status is the command's. Where Xvfb is not installed the command is skipped, in the words
# that the tests' harness looks for.
set -u
screen=1280x720x24
if [ "${1:-}" = "-s" ]; then
  screen=$2
  shift 2
fi
if ! command -v Xvfb >/dev/null 2>&1; then
  echo "SKIPPED: Xvfb is not installed"
  exit 0
fi
folder=$(mktemp -d) || exit 1
server=
cleanup() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkfifo "$folder/number" || exit 1
# Xvfb takes the first free number and writes it when it is ready; if it cannot start, the read ends.
Xvfb -displayfd 3 -screen 0 "$screen" -nolisten tcp -noreset 3>"$folder/number" >"$folder/log" 2>&1 &
server=$!
if ! read -r number <"$folder/number" || [ -z "$number" ]; then
  echo "Xvfb did not start:" >&2
  cat "$folder/log" >&2
  exit 1
fi
unset WAYLAND_DISPLAY
export DISPLAY=:$number
case $1 in
  *wine*) "$@" ;;
  *) SDL_VIDEODRIVER=x11 "$@" ;;
esac
