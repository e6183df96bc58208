# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by portable-linux.sh: FFmpeg's libraries as the portable archive carries them, from Debian's own source.
# Debian's binaries depend on 150 other libraries (231 MB), most of them encoders and network clients, and are
# GPL; these read files and nothing else: no network, no protocols, no encoders, no programs, LGPL-2.1+.
# shellcheck shell=bash disable=SC2154

ffmpeg_version=5.1.9-0+deb12u1
ffmpeg_sha256=(
  "d9b593bb2ba93d4b50f74177e0cdcd41747e708596367deed0c30348a71dd176  ffmpeg_5.1.9.orig.tar.xz"
  "71b20472ecd2764bc98e3229d34c0f7c8dcfe4a6cbacc23fd5604c23bac04632  ffmpeg_5.1.9-0+deb12u1.debian.tar.xz"
  "055f82fca9a92f1d47216be2c2488d09373c7ca154806fbc36b0127c191d5104  ffmpeg_5.1.9-0+deb12u1.dsc"
)
# Everything that FFmpeg itself can decode stays, so that a film that plays from the .deb plays from the key.
ffmpeg_options=(
  --disable-autodetect --disable-debug --disable-doc --disable-programs --disable-static --enable-shared
  --disable-network --disable-protocols --disable-avdevice --disable-postproc --disable-devices --disable-hwaccels
  --disable-encoders --disable-muxers --disable-filters --enable-filter=bwdif --enable-pthreads --enable-zlib
  --enable-libdav1d
)

# ffmpeg_sources FOLDER : the pinned source package, from Debian's mirror, with lists of its own: the machine's stay.
ffmpeg_sources() {
  local folder=$1
  mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial"
  if ! (cd "$folder" && printf '%s\n' "${ffmpeg_sha256[@]}" | sha256sum --check --quiet) 2>/dev/null; then
    printf '%s\n' 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main' \
      'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian-security bookworm-security main' \
      >"$folder/apt/sources.list"
    printf '%s "%s";\n' Dir::Etc::SourceList "$folder/apt/sources.list" Dir::Etc::SourceParts /nonexistent \
      Dir::State::Lists "$folder/apt/lists" Dir::Cache "$folder/apt/cache" APT::Sandbox::User "" >"$folder/apt/apt.conf"
    (cd "$folder" && export APT_CONFIG=$folder/apt/apt.conf && apt-get update -q &&
      apt-get source -q --download-only "ffmpeg=7:$ffmpeg_version")
    (cd "$folder" && printf '%s\n' "${ffmpeg_sha256[@]}" | sha256sum --check --quiet)
  fi
}

# build_ffmpeg : sets ffmpeg_prefix. Built when the version or the options are others than those that are kept, in
# $MALLETTE_CACHE or the user's cache.
build_ffmpeg() {
  local folder key
  folder=${MALLETTE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mallette}/ffmpeg
  key=$(printf '%s\n' "${ffmpeg_sha256[@]}" "${ffmpeg_options[@]}" | sha256sum | cut -c1-16)
  ffmpeg_prefix=$folder/$key
  [ ! -e "$ffmpeg_prefix/built" ] || return 0
  rm -rf "$ffmpeg_prefix" "$folder/source"
  mkdir -p "$folder"
  ffmpeg_sources "$folder"
  (cd "$folder" && dpkg-source --no-check -x "ffmpeg_$ffmpeg_version.dsc" source >/dev/null)
  (cd "$folder/source" && ./configure --prefix="$ffmpeg_prefix" "${ffmpeg_options[@]}" >configure.log &&
    make -j"$(nproc)" >make.log 2>&1 && make install >>make.log 2>&1 &&
    cp debian/copyright "$ffmpeg_prefix/copyright") || {
    tail -n 30 "$folder/source/make.log" >&2
    return 1
  }
  rm -rf "$folder/source"
  touch "$ffmpeg_prefix/built"
}
