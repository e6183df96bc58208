#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes, for 64-bit Windows 10 and 11, in build/dist:
#   mallette-VERSION-windows-x86_64.zip   one folder for a key: open Mallette.exe in it
#   mallette-VERSION-windows-x86_64.msi   for computers where it may be installed, for everyone and without questions
# each with its SHA-256. Needs Debian 12, and its mirror for the sources (72 MB, the first time).
#
#   Mallette.exe, *.dll    the program; FFmpeg's libraries     portable, data/   see player/docs/program.md (zip alone)
#   share/mallette/        fonts, voices, translations         kits/             the demo kit
#   licences/              of each part, and where its source is
#
# With $MALLETTE_SIGN_KEY and $MALLETTE_SIGN_CERTIFICATE both are signed (sign.sh).
set -euo pipefail
trap 'echo "build.sh: line $LINENO failed" >&2' ERR
. "$(dirname "$0")/../lib.sh"
. "$root/packaging/windows/deps.sh"

folder=$root/build/dist
install_packages build portable windows
build_windows_prefix "$folder"
build windows mallette mallette_share -DCMAKE_TOOLCHAIN_FILE="$windows_prefix/toolchain.cmake"

version=$(sed -n 's/^project(mallette VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
name=mallette-$version-windows-x86_64
out=$folder/$name
rm -rf "$out"
mkdir -p "$out/kits" "$out/licences/licences-communes"

# --- The program, voices, kit ---

install -m 755 "$root/build/windows/bin/Mallette.exe" "$windows_prefix"/bin/*.dll "$out"
x86_64-w64-mingw32-strip "$out"/*.exe "$out"/*.dll
"$root/packaging/windows/run_from_memory.py" "$out"/*.exe "$out"/*.dll
mkdir "$out/share"
cp -rL "$root/build/windows/share/mallette" "$out/share/mallette"
# For fontconfig, and for PDFs that hold no fonts: on Windows Poppler takes the system's.
rm -rf "$out/share/mallette/fonts.conf" "$out/share/mallette/document-fonts"
"$root/packaging/windows/imports.sh" "$out"
if [ -n "${MALLETTE_SIGN_KEY:-}" ]; then
  "$root/packaging/windows/sign.sh" "$out"/*.exe "$out"/*.dll
fi

kit=$out/kits/accueillir-la-parole.mallette
export WINEPREFIX=$folder/windows-wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=" LANG=C.UTF-8
wine "$out/Mallette.exe" pack "$(winepath -w "$root/kits/demo")" -o "$(winepath -w "$kit")" >/dev/null

# --- Licences, and where the sources are ---

install -m 644 "$root/LICENSE" "$out/licences/mallette.txt"
for licence in GPL-2 GPL-3 LGPL-2 LGPL-2.1 LGPL-3 Apache-2.0 MPL-1.1 Artistic; do
  install -m 644 "/usr/share/common-licenses/$licence" "$out/licences/licences-communes/$licence"
done
install -m 644 "$windows_prefix"/licences/*.txt "$out/licences"
{
  cat "$root/packaging/windows/SOURCES.txt"
  printf '\nFFmpeg: configured with %s\n\n' "$(cat "$windows_prefix/ffmpeg-options")"
  for line in "${windows_sources[@]}"; do
    printf '%s  %s\n' "${line%% *}" "$windows_mirror/${line#*  }"
  done
  echo
} >"$out/licences/SOURCES.txt"
# Headers alone, fonts, and what the compiler adds to every program.
packages=(libtomlplusplus-dev nlohmann-json3-dev libexpected-dev fonts-inter fonts-dejavu-core fonts-sil-andika
  fonts-material-design-icons-iconfont mingw-w64-x86-64-dev gcc-mingw-w64-x86-64-posix-runtime)
for package in "${packages[@]}"; do
  install -m 644 "/usr/share/doc/$package/copyright" "$out/licences/$package.txt"
  # shellcheck disable=SC2016  # dpkg's own
  dpkg-query -W -f '${Package}\t${source:Package} ${source:Version}\n' "$package" >>"$out/licences/SOURCES.txt"
done
# Lines end as Windows's editors want them.
sed 's/$/\r/' "$root/packaging/windows/LISEZMOI.txt" >"$out/LISEZMOI.txt"
sed -i 's/$/\r/' "$out/licences/SOURCES.txt"

# What is in it (sbom.py says how the list is written). The fonts and headers of Debian's packages stand in SOURCES.txt.
declare -A licence_of=([zlib]=Zlib [libzip]=BSD-3-Clause [dav1d]=BSD-2-Clause [ffmpeg]=LGPL-2.1-or-later [libsdl2]=Zlib
  [freetype]=FTL [fribidi]=LGPL-2.1-or-later [harfbuzz]=MIT [libass]=ISC [libpng1.6]=libpng-2.0 [libjpeg-turbo]=BSD-3-Clause
  [openjpeg2]=BSD-2-Clause [poppler]=GPL-2.0-or-later [espeak-ng]=GPL-3.0-or-later [libsodium]=ISC [utf8proc]=MIT
  [libyuv]=BSD-3-Clause [libebur128]=MIT [soundtouch]=LGPL-2.1-or-later [libsamplerate]=BSD-2-Clause [imgui]=MIT
  [libstb]="MIT OR Unlicense" [fmtlib]=MIT)
components=$folder/$name.components.tsv
for line in "${windows_sources[@]}"; do
  file=${line##*/}
  case $file in *.orig.tar.*) ;; *) continue ;; esac
  part=${file%.orig.tar.*}
  printf '%s\t%s\t%s\t%s\t%s\n' "${part%%_*}" "${part#*_}" "${licence_of[${part%%_*}]}" "$windows_mirror/${line#*  }" "${line%% *}"
done >"$components"
python3 "$root/packaging/sbom.py" list "$components" --version "$version" --out "$out/sbom.spdx.json"
install -m 644 "$root/packaging/NOTE-DSI.md" "$out/NOTE-DSI.md"

# --- The installer, before what makes the folder a portable one ---

"$root/packaging/windows/msi.sh" "$out" "$version" "$root/build/windows/generated/mallette.ico" "$folder/$name.msi"
if [ -n "${MALLETTE_SIGN_KEY:-}" ]; then
  "$root/packaging/windows/sign.sh" "$folder/$name.msi"
fi

: >"$out/portable"
rm -f "$folder/$name.zip"
(cd "$folder" && find "$name" -exec touch -hd "@${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}" {} + &&
  find "$name" -type f | LC_ALL=C sort | zip -9 -X -q -@ "$name.zip")
(cd "$folder" && for file in "$name".{zip,msi}; do sha256sum "$file" >"$file.sha256"; done)
write_sums "$folder"
for file in "$folder/$name".{zip,msi}; do
  awk -v name="$file" -v whole="$(stat -c %s "$file")" -v demo="$(stat -c %s "$kit")" -v unpacked="$(du -sb "$out" | cut -f1)" 'BEGIN {
    printf "%s: %.1f MB to download, %.1f MB without the demo kit; %.1f MB unpacked\n",
      name, whole / 1e6, (whole - demo) / 1e6, unpacked / 1e6 }'
done
