# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the tests beside it: a minimal Debian 12 in a folder, with a user who is nobody in particular, and a display.
# shellcheck shell=bash

# minimal_debian FOLDER NAME [PACKAGE...] : unpacks one into FOLDER/debian-NAME, and sets `debian` to it. What
# debootstrap fetched is kept in FOLDER, so that a second run needs no network.
minimal_debian() {
  local folder=$1
  debian=$folder/debian-$2
  if [ "$(id -u)" != 0 ]; then
    echo "$(basename "$0"): only root can enter another system's folder" >&2
    return 1
  fi
  mkdir -p "$folder"
  if [ ! -e "$folder/minbase.tar" ]; then
    rm -rf "$folder/minbase"
    debootstrap --variant=minbase bookworm "$folder/minbase" >"$folder/debootstrap.log" || {
      tail -n 20 "$folder/debootstrap.log" >&2
      return 1
    }
    rm -rf "$folder/minbase/var/cache/apt/archives/"*.deb
    tar -C "$folder/minbase" --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -cf "$folder/minbase.tar.new" .
    mv "$folder/minbase.tar.new" "$folder/minbase.tar"
    rm -rf "$folder/minbase"
  fi
  if [ -e "$debian" ]; then
    end_minimal_debian
  fi
  mkdir -p "$debian"
  tar -C "$debian" -xf "$folder/minbase.tar"
  mkdir -p "$debian/home/anna" "$debian/out" "$debian/tmp/.X11-unix"
  chown 1000:1000 "$debian/home/anna" "$debian/out"
  mount -t proc proc "$debian/proc"
  for device in null zero urandom random full; do
    [ -e "$debian/dev/$device" ] || touch "$debian/dev/$device"
    mount --bind "/dev/$device" "$debian/dev/$device"
  done
  mkdir -p "$debian/dev/shm"
  mount -t tmpfs -o mode=1777 tmpfs "$debian/dev/shm"
}

# end_minimal_debian : lets go of it, and removes it.
end_minimal_debian() {
  if [ -n "${x_server:-}" ]; then
    kill "$x_server" 2>/dev/null || true
    wait "$x_server" 2>/dev/null || true
    x_server=
  fi
  local place
  while read -r place; do
    umount -l "$place"
  done < <(awk -v under="$debian/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sed 's/\\040/ /g' | sort -r)
  rm -rf "$debian"
}

# as_user COMMAND... : in it, as a person without rights, with a home of their own.
as_user() {
  timeout 120 chroot --userspec=1000:1000 "$debian" /usr/bin/env -i HOME=/home/anna PATH=/usr/bin:/bin LANG=C.UTF-8 \
    ${DISPLAY_THERE:+DISPLAY="$DISPLAY_THERE"} SDL_AUDIODRIVER=dummy "$@"
}

# in_window COMMAND... : the same, with a display. The X server runs here; its socket is of no folder.
in_window() {
  if [ -z "${x_server:-}" ]; then
    mkfifo "$debian/out/number"
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -noreset 3>"$debian/out/number" >/dev/null 2>&1 &
    x_server=$!
    read -r DISPLAY_THERE <"$debian/out/number"
    DISPLAY_THERE=:$DISPLAY_THERE
    rm "$debian/out/number"
    mount --bind /tmp/.X11-unix "$debian/tmp/.X11-unix"
  fi
  as_user "$@"
}
