#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries under wine what build.sh made: the unit tests through ctest; the zip from a folder called "Clé USB é", where the
# demo is played, its picture compared with the Linux program's, and a session led by keys in a window; signatures, with a
# key made for the occasion; the installer, silently, its removal and an upgrade.
# Usage: test.sh [units|demo|signatures|installer|upgrade]...
set -euo pipefail
trap 'echo "test.sh: line $LINENO failed" >&2' ERR
. "$(dirname "$0")/../lib.sh"

install_packages build windows windows-test
folder=$root/build/dist
version=$(sed -n 's/^project(mallette VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
name=mallette-$version-windows-x86_64
work=$(mktemp -d "${TMPDIR:-/tmp}/mallette-windows.XXXXXX")
xvfb='' manager=''
at_end() {
  wineserver --kill 2>/dev/null || true
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
  [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
  [ -n "${MALLETTE_KEEP:-}" ] || rm -rf "$work"
}
trap at_end EXIT
# A Windows of its own. No sound device: as on a machine without one.
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=" LANG=C.UTF-8

exec 3>"$work/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >/dev/null 2>&1 &
manager=$!
make_windows() {
  rm -rf "$WINEPREFIX"
  mkdir "$WINEPREFIX"
  wineserver --persistent
  wineboot --init >"$work/said" 2>&1
}
# Now and then wine does not start a program at all, of some nine hundred: which is printed, and tried again.
make_windows || {
  cat "$work/said" >&2
  wineserver --kill || true
  make_windows
}

check() { echo "ok: $1"; }
fail() {
  echo "test.sh: $1" >&2
  exit 1
}
# program ARGUMENT... : what wine and its libraries say beside it is for whoever looks for a fault.
program() {
  wine Mallette.exe "$@" 2>"$work/said" || {
    cat "$work/said" >&2
    return 1
  }
}
shown() { sed -n 's/^ *"shown": \([0-9]*\),*\r*$/\1/p' "$1" | head -n 1; }

# --- The unit tests ---

try_units() {
  # For PDFs that hold no font: any Arial, which wine lacks.
  cp /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf "$WINEPREFIX/drive_c/windows/Fonts/arial.ttf"
  build windows -DMALLETTE_TESTS=ON
  # Here too a program may not have been started.
  ctest --test-dir "$root/build/windows" --output-on-failure --parallel "$(nproc)" --repeat until-pass:2 -L unit
  check "the unit tests, under wine"
}

# --- The zip, on a key ---

# What this Windows holds: its files, and each key and value that people's programs write; not what wine's drivers of
# sound and mouse note when they are first wanted.
held() {
  find "$WINEPREFIX/drive_c" ! -path '*/windows/*' -printf '%P %s %TY-%Tm-%Td %TT\n' | sort
  local branch
  for branch in 'HKCU\Software' 'HKLM\Software\Classes' 'HKLM\Software\Microsoft\Windows\CurrentVersion'; do
    wine reg query "$branch" /s 2>/dev/null | tr -d '\r' | awk '/^HKEY/ { wine = /\\(Wine|MMDevices)(\\|$)/ } NF && !wine'
  done
}

# The title of the window over all others. Not of that which has the keyboard: wine does not take it from another program.
topmost() { xdotool getwindowname "$(xprop -root _NET_CLIENT_LIST_STACKING | sed 's/.*[ #]//')" 2>/dev/null || true; }
# front TITLE : waits until that one is called so.
front() {
  local tries
  for ((tries = 0; tries < 150; ++tries)); do
    ! topmost | grep -qF "$1" || return 0
    sleep 0.1
  done
  fail "in front is '$(topmost)', not '$1'"
}

try_demo() {
  local key="$work/Clé USB é" mean picture
  mkdir "$key"
  unzip -q -d "$key" "$folder/$name.zip"
  cd "$key/$name"
  (cd "$folder" && sha256sum --check --quiet "$name.zip.sha256")
  "$root/packaging/windows/imports.sh" .
  local kit=kits/accueillir-la-parole.mallette

  [ "$(wine Mallette.exe --version | tr -d '\r')" = "mallette $version" ] || fail "it does not print to where it was started from"
  check "it prints to where it was started from"
  held >"$work/held-before"

  program play "$kit" --headless --no-pace --description text --until 20 --report play.json \
    --screenshot 00:10=play.png
  [ "$(shown play.json)" -gt 300 ] || fail "the film was not shown without a window"
  build release mallette mallette_share
  "$root/build/release/bin/mallette" play "$kit" --headless --no-pace --until 11 --screenshot "00:10=$work/linux.png" >/dev/null
  mean=$(compare -metric MAE play.png "$work/linux.png" null: 2>&1 | sed 's/.*(\(.*\))/\1/') || true
  awk -v mean="$mean" 'BEGIN { exit !(mean != "" && mean < 0.005) }' ||
    fail "the picture at 10 s is not the Linux program's (mean difference $mean)"
  check "the demo plays without a window; its picture differs from the Linux program's by $mean of 1"

  # Three steps by keys that are pressed in the window: from a message to a slide, a message, the film.
  printf '%s\n' 'wait 1s' 'expect room "Ce qui se dit ici reste ici."' 'screenshot room first.png' 'wait 25s' \
    'expect room "Vous pouvez sortir"' 'screenshot room third.png' 'wait 10s' 'play' 'wait 4s' 'pause' quit >orders.txt
  program session "$kit" --plan demi-journee --script orders.txt --report session.json &
  local session=$!
  for picture in first first third; do
    until [ -s "$picture.png" ]; do
      kill -0 "$session" 2>/dev/null || fail "the session ended before $picture.png"
      sleep 0.2
    done
    sleep 2
    xdotool key Next
  done
  wait "$session" || fail "the session did not come to where keys lead"
  [ "$(shown session.json)" -gt 20 ] || fail "the film was not shown in a window"
  [ "$(compare -metric AE first.png third.png null: 2>&1)" != 0 ] || fail "the wall did not change"
  [ -s data/settings.json ] || fail "nothing was kept in data/"
  check "a session is led by keys in a window, and kept in data/"

  # Another program lies over it; then Mallette is opened again.
  program &
  session=$!
  front Mallette
  wine notepad >/dev/null 2>&1 &
  front Notepad
  program "$kit" || fail "the second start did not end well"
  front Mallette
  kill -0 "$session" || fail "the first one ended when it was started again"
  check "a second start brings the window of the first to the front"
  wine taskkill /f /im notepad.exe /im Mallette.exe >/dev/null 2>&1
  wait "$session" || true

  held >"$work/held-after"
  diff "$work/held-before" "$work/held-after" >&2 || fail "something was left on the computer"
  check "on the computer nothing was left: no file, nothing in the registry"
  cd "$root"
}

# --- Signatures ---

try_signatures() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Mallette (essai)" -addext extendedKeyUsage=codeSigning \
    -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
  cp "$folder/$name/Mallette.exe" "$folder/$name.msi" "$work"
  MALLETTE_SIGN_KEY=$work/key.pem MALLETTE_SIGN_CERTIFICATE=$work/certificate.pem \
    "$root/packaging/windows/sign.sh" "$work/Mallette.exe" "$work/$name.msi"
  local file
  for file in "$work/Mallette.exe" "$work/$name.msi"; do
    osslsigncode verify -CAfile "$work/certificate.pem" -in "$file" >"$work/verified" 2>&1 || {
      cat "$work/verified" >&2
      fail "$file: the signature is not good"
    }
  done
  # One byte of the program changed: the signature has to tell.
  printf '\x90' | dd of="$work/Mallette.exe" bs=1 seek=4096 conv=notrunc 2>/dev/null
  ! osslsigncode verify -CAfile "$work/certificate.pem" -in "$work/Mallette.exe" >/dev/null 2>&1 ||
    fail "a changed program passes for signed"
  check "program and installer are signed, and a change is seen"
}

# --- The installer ---

# In the list of what can be removed: the versions of Mallette.
listed() {
  wine reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s 2>/dev/null | tr -d '\r' |
    awk '/^HKEY/ { mine = 0 } /DisplayName .*Mallette$/ { mine = 1 } /DisplayVersion/ { version = $NF; if (mine) print version }'
}
registered() { wine reg query 'HKLM\Software\Classes\Mallette.kit\shell\open\command' 2>/dev/null | tr -d '\r' | grep REG_SZ; }
try_installer() {
  local programs="$WINEPREFIX/drive_c/Program Files/Mallette" before
  (cd "$folder" && sha256sum --check --quiet "$name.msi.sha256")
  cp "$folder/$name.msi" "$work/mallette.msi"
  (cd "$work" && wine msiexec /i mallette.msi /qn) || fail "msiexec /i ended with $?"
  [ -e "$programs/Mallette.exe" ] || fail "no program was installed"
  [ ! -e "$programs/portable" ] || fail "what is installed takes itself for portable"
  before=$(cd "$folder/$name" && find . -type f ! -name portable -printf '%P\n' | sort)
  [ "$(cd "$programs" && find . -type f -printf '%P\n' | sort)" = "$before" ] || fail "files are missing"
  registered | grep -qF '"C:\Program Files\Mallette\Mallette.exe" "%1"' || fail "kits are not associated"
  [ -n "$(find "$WINEPREFIX/drive_c" -path '*Start Menu*' -name Mallette.lnk)" ] || fail "no entry in the start menu"
  (cd "$programs" && program play kits/accueillir-la-parole.mallette --headless --no-pace --until 3 \
    --report 'C:\report.json')
  [ "$(shown "$WINEPREFIX/drive_c/report.json")" -gt 20 ] || fail "what was installed does not play"
  (cd "$work" && wine msiexec /x mallette.msi /qn) || fail "msiexec /x ended with $?"
  [ ! -e "$programs" ] || fail "left behind: $(find "$programs" | head)"
  ! registered || fail "the association was left behind"
  [ -z "$(find "$WINEPREFIX/drive_c" -name Mallette.lnk)" ] || fail "the start menu's entry was left behind"
  check "installed without a question, associated, played, removed"
}

# --- A newer version over an older one ---

try_upgrade() {
  local programs="$WINEPREFIX/drive_c/Program Files/Mallette" next=${version%.*}.$((${version##*.} + 1)) there
  cp "$folder/$name.msi" "$work/older.msi"
  cp -r "$folder/$name" "$work/next"
  rm "$work/next/portable" "$work/next/LISEZMOI.txt"
  echo "$next" >"$work/next/nouveau.txt"
  echo "$next" >"$work/next/NOTE-DSI.md"
  "$root/packaging/windows/msi.sh" "$work/next" "$next" "$root/build/windows/generated/mallette.ico" "$work/newer.msi"
  (cd "$work" && wine msiexec /i older.msi /qn) || fail "msiexec /i ended with $?"
  [ "$(listed)" = "$version" ] || fail "listed as: $(listed)"
  (cd "$work" && wine msiexec /i newer.msi /qn) || fail "the upgrade ended with $?"
  [ "$(listed)" = "$next" ] || fail "after the upgrade these are listed: $(listed)"
  there=$(cd "$work/next" && find . -type f -printf '%P\n' | sort)
  [ "$(cd "$programs" && find . -type f -printf '%P\n' | sort)" = "$there" ] || fail "the files are not those of the newer version"
  [ "$(cat "$programs/NOTE-DSI.md")" = "$next" ] || fail "a file is still the older one"
  ! (cd "$work" && wine msiexec /i older.msi /qn) || fail "an older version went over a newer one"
  [ "$(listed)" = "$next" ] || fail "after the older one these are listed: $(listed)"
  (cd "$work" && wine msiexec /x newer.msi /qn) || fail "msiexec /x ended with $?"
  [ -z "$(listed)" ] || fail "still listed: $(listed)"
  [ ! -e "$programs" ] || fail "left behind: $(find "$programs" | head)"
  check "$version becomes $next: one entry, the files of $next; and not back"
}

[ $# -gt 0 ] || set -- units demo signatures installer upgrade
for part; do "try_$part"; done
