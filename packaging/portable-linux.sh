#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes build/dist/mallette-VERSION-linux-x86_64.tar.xz: one folder for a key, for any Linux with the glibc of
# Debian 12 (2.36) or a later one. Needs Debian 12, and its mirror for FFmpeg's source. No links in it: FAT has none.
#
#   Mallette         starts it                     lib/            what it is made with, by $ORIGIN
#   portable, data/  see player/docs/program.md    lib/fallback/   what belongs to the system, where that lacks it
#   bin/, share/     program, fonts, voices        licences/       of each part, and where its source is
#   kits/            the demo kit
#
# Which libraries are the system's: those that speak with its devices, drivers and servers, and those that such
# drivers load themselves and need as new as they are (the C++ runtime, zlib, expat...). Two of one kind in a
# process is what goes wrong with archives like this one; AppImage's list of libraries to leave out says the same.
#   never here     glibc, and OpenGL, which is opened at run time or not at all
#   fallback       X11, Wayland, ALSA, PulseAudio, DRM, libstdc++ ... and what only these need
#   ours           all others: SDL, FFmpeg, Poppler, libass, espeak-ng ...
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$root/packaging/portable/ffmpeg.sh"

glibc='^(ld-linux-x86-64\.so\.2|lib(c|m|mvec|dl|pthread|rt|resolv|util|anl|nsl)\.so\.[0-9]+)$'
system='^lib(stdc\+\+|gcc_s|z|zstd|lzma|expat|ffi|pcre2-8|glib-2\.0|dbus-1|systemd|cap|X[A-Za-z0-9-]*|xcb[a-z-]*|xkbcommon|wayland-[a-z]+|decor-0|drm|gbm|asound|pulse|pulse-simple|bsd|md)\.so\.[0-9]+$'

folder=$root/build/dist
install_packages build portable
mkdir -p "$folder"
build_ffmpeg
# The program that was tested: FFmpeg's libraries have the names and versions of Debian's, with which it was linked.
build release mallette mallette_share

version=$(sed -n 's/^project(mallette VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
name=mallette-$version-linux-x86_64
out=$folder/$name
rm -rf "$out"
mkdir -p "$out/bin" "$out/share" "$out/lib/fallback" "$out/kits" "$out/licences/licences-communes"
install -m 755 --strip "$root/build/release/bin/mallette" "$out/bin/mallette"
# Not a RUNPATH, which would hold for what the program itself needs and for nothing that these need in turn.
# shellcheck disable=SC2016  # $ORIGIN is the loader's
patchelf --force-rpath --set-rpath '$ORIGIN/../lib' "$out/bin/mallette"
cp -r "$root/build/release/share/mallette" "$out/share/mallette"
install -m 755 "$root/packaging/portable/Mallette" "$out/Mallette"
install -m 644 "$root/packaging/portable/LISEZMOI.txt" "$out/LISEZMOI.txt"
: >"$out/portable"

# --- Libraries ---

needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

# where NAME : its file, in FFmpeg's prefix or where Debian has it.
where() {
  local place
  for place in "$ffmpeg_prefix/lib" /usr/lib/x86_64-linux-gnu /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu/pulseaudio; do
    if [ -e "$place/$1" ]; then
      readlink -f "$place/$1"
      return
    fi
  done
  echo "portable-linux.sh: $1 is nowhere" >&2
  return 1
}

declare -A ours=() fallback=()
# follow KIND FILE : notes what it needs. What the system's libraries need is a fallback too, unless it is ours.
follow() {
  local kind=$1 library path
  for library in $(needed "$2"); do
    [[ $library =~ $glibc ]] && continue
    path=$(where "$library")
    if [ "$kind" = ours ] && ! [[ $library =~ $system ]]; then
      [ -n "${ours[$library]:-}" ] && continue
      ours[$library]=$path
      follow ours "$path"
    else
      [ -n "${fallback[$library]:-}" ] && continue
      fallback[$library]=$path
      follow fallback "$path"
    fi
  done
}
follow ours "$out/bin/mallette"
for library in "${!ours[@]}"; do
  unset "fallback[$library]"
  install -m 644 "${ours[$library]}" "$out/lib/$library"
done
for library in "${!fallback[@]}"; do
  mkdir "$out/lib/fallback/$library"
  install -m 644 "${fallback[$library]}" "$out/lib/fallback/$library/$library"
done
strip --strip-unneeded "$out"/lib/*.so* "$out"/lib/fallback/*/*.so*

# --- Voices, kit, licences ---

voices=/usr/lib/x86_64-linux-gnu/espeak-ng-data
mkdir -p "$out/share/mallette/espeak-ng-data/lang/roa" "$out/share/mallette/espeak-ng-data/lang/gmw"
install -m 644 "$voices"/{phontab,phonindex,phondata,intonations,fr_dict,en_dict} "$out/share/mallette/espeak-ng-data"
install -m 644 "$voices"/lang/roa/fr* "$out/share/mallette/espeak-ng-data/lang/roa"
install -m 644 "$voices"/lang/gmw/en* "$out/share/mallette/espeak-ng-data/lang/gmw"
cp -r "$voices/voices" "$out/share/mallette/espeak-ng-data/voices"

kit=$out/kits/accueillir-la-parole.mallette
"$root/build/release/bin/mallette" pack "$root/kits/demo" -o "$kit" >/dev/null

install -m 644 "$root/LICENSE" "$out/licences/mallette.txt"
for licence in GPL-2 GPL-3 LGPL-2 LGPL-2.1 LGPL-3 Apache-2.0 MPL-1.1 MPL-2.0 Artistic; do
  install -m 644 "/usr/share/common-licenses/$licence" "$out/licences/licences-communes/$licence"
done
{
  echo "What this folder is made of, and the Debian source package of each part (https://snapshot.debian.org)."
  echo "Mallette itself: the source that this version was built from, with packaging/portable-linux.sh."
  echo "FFmpeg: ffmpeg $ffmpeg_version, configured with: ${ffmpeg_options[*]}"
  echo
} >"$out/licences/SOURCES.txt"
install -m 644 "$root/packaging/NOTE-DSI.md" "$out/NOTE-DSI.md"
install -m 644 "$ffmpeg_prefix/copyright" "$out/licences/ffmpeg.txt"
# Statically linked, or copied: no library of theirs is found above.
copied=(libimgui-dev libtomlplusplus-dev nlohmann-json3-dev libexpected-dev espeak-ng-data fonts-inter
  fonts-dejavu-core fonts-sil-andika fonts-liberation2 fonts-material-design-icons-iconfont)
packages=("${copied[@]}")
for path in "${ours[@]}" "${fallback[@]}"; do
  case $path in "$ffmpeg_prefix"/*) continue ;; esac
  # Since /usr is one with /, a package may know its file by the other name.
  owner=$(dpkg-query -S "$path" 2>/dev/null || dpkg-query -S "${path#/usr}")
  packages+=("${owner%%:*}")
done
while read -r package; do
  install -m 644 "/usr/share/doc/$package/copyright" "$out/licences/$package.txt"
  # shellcheck disable=SC2016  # dpkg's own
  dpkg-query -W -f '${Package}\t${source:Package} ${source:Version}\n' "$package" | sed -n 1p >>"$out/licences/SOURCES.txt"
done < <(printf '%s\n' "${packages[@]}" | sort -u)

libraries_of_ffmpeg=$(cd "$ffmpeg_prefix/lib" && printf '%s,' *.so.*)
python3 "$root/packaging/sbom.py" linux "$out" --version "$version" --out "$out/sbom.spdx.json" "${copied[@]/#/--package=}" \
  --own "ffmpeg=7:$ffmpeg_version=LGPL-2.1-or-later=${libraries_of_ffmpeg%,}"

# --- What would not run elsewhere is not given out ---

if [ -n "$(find "$out" -type l)" ]; then
  echo "portable-linux.sh: a FAT key holds no links" >&2
  exit 1
fi
for file in "$out/bin/mallette" "$out"/lib/*.so* "$out"/lib/fallback/*/*.so*; do
  for library in $(needed "$file"); do
    [[ $library =~ $glibc ]] || [ -e "$out/lib/$library" ] || [ -e "$out/lib/fallback/$library" ] || {
      echo "portable-linux.sh: $file needs $library, which is not there" >&2
      exit 1
    }
  done
done
newest=$(readelf -W --dyn-syms "$out/bin/mallette" "$out"/lib/*.so* | grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -n 1)
if [ "$(printf '%s\n' "$newest" GLIBC_2.36 | sort -V | tail -n 1)" != GLIBC_2.36 ]; then
  echo "portable-linux.sh: needs $newest, which Debian 12 has not" >&2
  exit 1
fi

tar -C "$folder" --sort=name --owner=0 --group=0 --numeric-owner -cf - "$name" | xz -9e -T1 >"$folder/$name.tar.xz"
(cd "$folder" && sha256sum "$name.tar.xz" >"$name.tar.xz.sha256")
install -m 644 "$out/sbom.spdx.json" "$folder/$name.spdx.json"
write_sums "$folder"
whole=$(stat -c %s "$folder/$name.tar.xz")
demo=$(stat -c %s "$kit")
awk -v whole="$whole" -v demo="$demo" -v unpacked="$(du -sb "$out" | cut -f1)" -v n="${#ours[@]}" -v m="${#fallback[@]}" 'BEGIN {
  printf "%.1f MB to download, %.1f MB without the demo kit; %.1f MB unpacked; %d libraries, %d for systems that lack them\n",
    whole / 1e6, (whole - demo) / 1e6, unpacked / 1e6, n, m }'
echo "$folder/$name.tar.xz"
