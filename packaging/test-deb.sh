#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian package on a minimal Debian 12, plays the demo kit, asks which program opens a kit and by which
# type it is known, and removes the package again. Root only (chroot, mounts). Needs Debian's mirror.
# Usage: test-deb.sh [PACKAGE]
set -euo pipefail
trap 'echo "test-deb.sh: line $LINENO failed" >&2' ERR
. "$(dirname "$0")/lib.sh"
. "$root/packaging/minimal-debian.sh"

package=${1:-$(ls "$root"/build/dist/mallette_*_amd64.deb)}
install_packages elsewhere
minimal_debian "$root/build/dist" deb
trap 'end_minimal_debian' EXIT

check() {
  echo "ok: $1"
}
fail() {
  echo "test-deb.sh: $1" >&2
  exit 1
}
in_it() { chroot "$debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

mkdir -p "$root/build/dist/archives/partial"
mount --bind "$root/build/dist/archives" "$debian/var/cache/apt/archives"
cp /etc/resolv.conf "$debian/etc/resolv.conf"
cp "$package" "$debian/out/mallette.deb"
in_it apt-get update -q >/dev/null
# What a desktop brings.
in_it apt-get install -y -q --no-install-recommends xdg-utils shared-mime-info desktop-file-utils libglib2.0-bin man-db \
  >"$root/build/dist/apt.log" 2>&1 || fail "see build/dist/apt.log"
in_it dpkg-query -W -f '${Package}\n' | sort >"$debian/out/before"
in_it apt-get install -y -q --no-install-recommends /out/mallette.deb >"$root/build/dist/apt.log" 2>&1 || fail "see build/dist/apt.log"
check "it is installed"

as_user mallette --version
cp -r "$root/kits/demo" "$debian/out/demo"
rm -rf "$debian/out/demo/generator"
as_user mallette pack /out/demo -o "/out/Clé é.mallette" >/dev/null
as_user mallette play "/out/Clé é.mallette" --headless --no-pace --description text --until 20 --report /out/play.json
shown=$(sed -n 's/^ *"shown": \([0-9]*\),*$/\1/p' "$debian/out/play.json" | head -n 1)
[ "$shown" -gt 300 ] || fail "the film was not shown"
check "the demo plays"

type=application/vnd.mallette.kit+zip
for kit in "/out/Clé é.mallette" /out/nameless; do
  [ "$kit" != /out/nameless ] || cp "$debian/out/Clé é.mallette" "$debian/out/nameless"
  found=$(as_user gio info -a standard::content-type "$kit" | sed -n 's/.*content-type: //p')
  [ "$found" = "$type" ] || fail "$kit is taken for $found"
done
found=$(as_user xdg-mime query default "$type")
[ "$found" = fr.mallette.Mallette.desktop ] || fail "a kit is opened by $found"
as_user gio mime "$type" | grep -q fr.mallette.Mallette.desktop || fail "gio knows no program for a kit"
check "a kit is known by its name and by what is in it, and Mallette opens it"

as_user man -w mallette >/dev/null || fail "no man page"
as_user env LANGUAGE=fr man -L fr -w mallette | grep -q /fr/ || fail "no French man page"
check "its man pages are found"

in_it apt-get purge -y -q mallette >"$root/build/dist/apt.log" 2>&1 || fail "see build/dist/apt.log"
in_it apt-get autoremove --purge -y -q >"$root/build/dist/apt.log" 2>&1 || fail "see build/dist/apt.log"
in_it dpkg-query -W -f '${Package}\n' | sort >"$debian/out/after"
cmp -s "$debian/out/before" "$debian/out/after" || fail "packages stay: $(comm -13 "$debian/out/before" "$debian/out/after" | tr '\n' ' ')"
remains=$(find "$debian/usr" "$debian/etc" -xdev \( -name '*mallette*' -o -name '*Mallette*' \))
[ -z "$remains" ] || fail "left behind: $remains"
found=$(as_user xdg-mime query default "$type")
[ -z "$found" ] || fail "a kit is still opened by $found"
check "nothing of it stays when it is removed"
