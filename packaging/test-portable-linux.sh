#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unpacks the portable archive on a minimal Debian 12 that has none of our packages, in a folder with accents, and plays
# the demo kit there as an ordinary user: without a window, in one (the X server stands outside), with a program that
# the file system does not mark as one, and from a key that is read-only. Nothing may be left outside the folder.
# Root only (chroot, mounts). Needs Debian's mirror the first time. Usage: test-portable-linux.sh [ARCHIVE]
set -euo pipefail
trap 'echo "test-portable-linux.sh: line $LINENO failed" >&2' ERR
. "$(dirname "$0")/lib.sh"
. "$root/packaging/minimal-debian.sh"

archive=${1:-$(ls "$root"/build/dist/mallette-*-linux-x86_64.tar.xz)}
install_packages elsewhere
minimal_debian "$root/build/dist" portable
trap 'end_minimal_debian' EXIT
key="/media/Clé USB é"
mkdir -p "$debian$key"
tar -C "$debian$key" -xf "$archive"
name=$(basename "$archive" .tar.xz)
chown -R 1000:1000 "$debian$key"
here="$key/$name"
kit="$here/kits/accueillir-la-parole.mallette"

# left SINCE : what the user made or changed anywhere but on the key.
left() {
  find "$debian" -xdev -newer "$1" -not -type d -not -path "$debian$key/*" -not -path "$debian/out/*" -not -path "$debian/proc/*" \
    -not -path "$debian/dev/*" -not -path "$debian/tmp/.X11-unix/*"
}
check() {
  echo "ok: $1"
}
fail() {
  echo "test-portable-linux.sh: $1" >&2
  exit 1
}
shown() { sed -n 's/^ *"shown": \([0-9]*\),*$/\1/p' "$debian/out/$1" | head -n 1; }

touch "$debian/began"
sleep 1.1  # files of the same second are not newer

grep -q '"spdxVersion": "SPDX-2.3"' "$debian$here/sbom.spdx.json" || fail "no list of parts"
[ -s "$debian$here/NOTE-DSI.md" ] || fail "no note for IT departments"
as_user "$here/Mallette" --version
as_user "$here/Mallette" play "$kit" --headless --no-pace --description text --until 20 --report /out/play.json \
  --screenshot 00:10=/out/play.png
[ "$(shown play.json)" -gt 300 ] || fail "the film was not shown without a window"
[ -s "$debian/out/play.png" ] || fail "no picture without a window"
check "the demo plays without a window, with a description that is spoken"

cat >"$debian/out/orders.txt" <<'ORDERS'
wait 5s
expect room "Vous pouvez sortir à tout moment."
next
wait 1s
play
wait 4s
pause
next
next
next
next
wait 2s
screenshot room /out/room.png
quit
ORDERS
for renderer in software auto; do
  rm -rf "$debian$here/data"
  in_window "$here/Mallette" session "$kit" --plan une-heure --renderer "$renderer" --script /out/orders.txt --report /out/session.json
  [ "$(shown session.json)" -gt 20 ] || fail "the film was not shown in a window ($renderer)"
  [ -s "$debian/out/room.png" ] || fail "no picture of the room ($renderer)"
done
[ -s "$debian$here/data/settings.json" ] || fail "nothing was kept in data/"
check "a session is led in a window, and kept in data/"

chmod a-x "$debian$here/bin/mallette"
as_user sh "$here/Mallette" play "$kit" --headless --no-pace --until 3 --report /out/loader.json
[ "$(shown loader.json)" -gt 20 ] || fail "the film was not shown by the loader"
check "it starts where no file is marked as a program"

mount --bind "$debian$here" "$debian$here"
mount -o remount,ro,bind "$debian$here"
printf '%s\n' 'wait 1s' 'expect text "est protégé en écriture ou plein"' quit >"$debian/out/orders.txt"
in_window sh "$here/Mallette" session "$kit" --script /out/orders.txt
umount "$debian$here"
check "a read-only key is told"

remains=$(left "$debian/began")
[ -z "$remains" ] || fail "left behind: $remains"
check "nothing is left outside the folder"
