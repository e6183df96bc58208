# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by build.sh: everything that Mallette links, built for Windows from Debian's own sources into one prefix.
# Static but FFmpeg, whose DLLs anyone may replace (LGPL). Headers without a library are Debian's packages, as
# for Linux. Where Debian 12's source is not whole on its mirror another stands in:
#   libebur128   the original alone: Debian's changes to it are packaging
#   espeak-ng    1.52 of Debian 13; the voices are made from the same source, since they must fit
#   libpng       the revision before the last security upload
# shellcheck shell=bash disable=SC2154,SC2016,SC1091  # ${prefix} is pkg-config's

windows_mirror=http://deb.debian.org
# SHA-256 and place on the mirror. By place, since a superseded source leaves the index before it leaves the mirror.
windows_sources=(
  "71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1  debian/pool/main/z/zlib/zlib_1.2.13.dfsg.orig.tar.bz2"
  "f66cf3d4f2d7defcd4d1fd1fb0a11ee39f1e01b42ec7d059c9dc5c1695133c44  debian/pool/main/z/zlib/zlib_1.2.13.dfsg-1.debian.tar.xz"
  "a60473ffdb7b4260c08bfa19c2ccea0438edac11193c3afbbb1f17fbcf6c6132  debian/pool/main/libz/libzip/libzip_1.7.3.orig.tar.xz"
  "40e53fe29b6572f6a7e68d274e759487a72d44a8cb46bf4483f990b9b5683cae  debian/pool/main/libz/libzip/libzip_1.7.3-1.debian.tar.xz"
  "51737db7e4897e599684f873a4725176dd3c779e639411d7c4fce134bb5ebb82  debian/pool/main/d/dav1d/dav1d_1.0.0.orig.tar.xz"
  "ae53e2bda2a18275cc66570194fced9b9681df2b3b8e041586a26a59d69a727e  debian/pool/main/d/dav1d/dav1d_1.0.0-2+deb12u1.debian.tar.xz"
  "d9b593bb2ba93d4b50f74177e0cdcd41747e708596367deed0c30348a71dd176  debian/pool/main/f/ffmpeg/ffmpeg_5.1.9.orig.tar.xz"
  "71b20472ecd2764bc98e3229d34c0f7c8dcfe4a6cbacc23fd5604c23bac04632  debian/pool/main/f/ffmpeg/ffmpeg_5.1.9-0+deb12u1.debian.tar.xz"
  "b3f2c822151804125d08db94c65852f711c2e5df2145a59da120748dc32eb9c3  debian/pool/main/libs/libsdl2/libsdl2_2.26.5+dfsg.orig.tar.gz"
  "45a0454e18b1bea85960d090e691c39216442610e600a6aec7cc99de525f4158  debian/pool/main/libs/libsdl2/libsdl2_2.26.5+dfsg-1.debian.tar.xz"
  "7dedb6b9adf331559daea614a83b8de42a753e685ec8e1c4bdb4529eb880b0d1  debian/pool/main/f/freetype/freetype_2.12.1+dfsg.orig.tar.xz"
  "c625a97a78e4c74acd32e5b63b3973c9ea8a5c3d7b7f8f7c02def4421589c61b  debian/pool/main/f/freetype/freetype_2.12.1+dfsg-5+deb12u4.debian.tar.xz"
  "94c7b68d86ad2a9613b4dcffe7bbeb03523d63b5b37918bdf2e4ef34195c1e6c  debian/pool/main/f/fribidi/fribidi_1.0.8.orig.tar.bz2"
  "7e80ba37a8ef1ce98c73a888b56a3f1192fbd0f43c46b626026106065bd2993a  debian/pool/main/f/fribidi/fribidi_1.0.8-2.1.debian.tar.xz"
  "89266cb363e49b6aa999eda04ca25b0d234a69ad9304679631371f4697652368  debian/pool/main/h/harfbuzz/harfbuzz_6.0.0+dfsg.orig.tar.xz"
  "0cabb3f1910d66d84967d65e4eaef9aa5b056e4d279ba46444d3f9c3e25a96ac  debian/pool/main/h/harfbuzz/harfbuzz_6.0.0+dfsg-3.debian.tar.xz"
  "d653be97198a0543c69111122173c41a99e0b91426f9e17f06a858982c2fb03d  debian/pool/main/liba/libass/libass_0.17.1.orig.tar.gz"
  "5aba1f03fd7c0340fb53f32c6b81f9c80549dc3b1a8098b0a19e582ef3618cff  debian-security/pool/updates/main/liba/libass/libass_0.17.1-1+deb12u1.debian.tar.xz"
  "a00e9d2f2f664186e4202db9299397f851aea71b36a35e74910b8820e380d441  debian/pool/main/libp/libpng1.6/libpng1.6_1.6.39.orig.tar.gz"
  "ab14906eda9fddf14cbb1e589b9ba7439c22e233dc3c5e3cf9356c9625565a82  debian/pool/main/libp/libpng1.6/libpng1.6_1.6.39-2+deb12u5.debian.tar.xz"
  "254f3642b04e309fee775123133c6464181addc150499561020312ec61c1bf7c  debian/pool/main/libj/libjpeg-turbo/libjpeg-turbo_2.1.5.orig.tar.gz"
  "cdb2433c2f7101345c1ffa14efb943787c675b86354691a32490845fe4bc9237  debian/pool/main/libj/libjpeg-turbo/libjpeg-turbo_2.1.5-2.debian.tar.xz"
  "007e19d772c8b6b22e35379630b06ff3549e49ba719d96453607a36ad7b4de73  debian/pool/main/o/openjpeg2/openjpeg2_2.5.0.orig.tar.xz"
  "36dedb0ca4c1659c173feac97c19b31985656f4cd112b1a4d54d54bc4133ad37  debian/pool/main/o/openjpeg2/openjpeg2_2.5.0-2+deb12u3.debian.tar.xz"
  "d9aa9cacdfbd0f8e98fc2b3bb008e645597ed480685757c3e7bc74b4278d15c0  debian/pool/main/p/poppler/poppler_22.12.0.orig.tar.xz"
  "2028e5351ad7c0e4c1166776468d810dd5bcb981dbcdc91189277cfcfec614a2  debian-security/pool/updates/main/p/poppler/poppler_22.12.0-2+deb12u3.debian.tar.xz"
  "d2a886bae3547a15c52801cb37e415230834a7ee7f9a57352b98d60454d97cea  debian/pool/main/e/espeak-ng/espeak-ng_1.52.0+dfsg.orig.tar.gz"
  "d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4  debian/pool/main/libs/libsodium/libsodium_1.0.18.orig.tar.gz"
  "f410474e46346b06b162defa05b1be26906aeed6cf309e3d4ebe30b4d1350733  debian/pool/main/libs/libsodium/libsodium_1.0.18-1+deb12u1.debian.tar.xz"
  "a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc  debian/pool/main/u/utf8proc/utf8proc_2.8.0.orig.tar.gz"
  "eae4af835e46ccd258d3eebb501b3610330a434ec6194a0d11c0569fe4c8480b  debian/pool/main/u/utf8proc/utf8proc_2.8.0-1.debian.tar.xz"
  "cc22ebe94004ac2e5718acdc45980c6f3b83599f19f5bd768c5ca034de659eef  debian/pool/main/liby/libyuv/libyuv_0.0~git20230123.b2528b0.orig.tar.gz"
  "76e01b2226288d3d4533f5c5dbdc2efd385ce2f19e52c40293492603fe7fdf16  debian/pool/main/liby/libyuv/libyuv_0.0~git20230123.b2528b0-1.debian.tar.xz"
  "baa7fc293a3d4651e244d8022ad03ab797ca3c2ad8442c43199afe8059faa613  debian/pool/main/libe/libebur128/libebur128_1.2.6.orig.tar.gz"
  "9f07b1583d798c3b1caa4a45941468992441688ce5c9164bed7121f12d3032a5  debian/pool/main/s/soundtouch/soundtouch_2.3.2+ds1.orig.tar.xz"
  "d989779b958f03e5ce063884ec62a66a20c4a123c3f17bac934898733ddad1ed  debian/pool/main/s/soundtouch/soundtouch_2.3.2+ds1-1.debian.tar.xz"
  "16e881487f184250deb4fcb60432d7556ab12cb58caea71ef23960aec6c0405a  debian/pool/main/libs/libsamplerate/libsamplerate_0.2.2.orig.tar.gz"
  "000ad52f38082f5a954595de96ee54c09d7af2995df28b03fe54183302ecfcb8  debian/pool/main/libs/libsamplerate/libsamplerate_0.2.2-3.debian.tar.xz"
  "0dace0e8e57d298eb6e93af12dc19420cb96330832f6495c733b90aeeef11f64  debian/pool/main/i/imgui/imgui_1.86+ds.orig.tar.xz"
  "dbf447bb7ab177eda7f1ea70f6f4b85c1e4f9447d473e55e804e4e052ce21d15  debian/pool/main/i/imgui/imgui_1.86+ds-1.debian.tar.xz"
  "6949c8ff9f86d982cff1b384f1301a731cbaf3b3fa4d1728c7b48a02386d31d8  debian/pool/main/libs/libstb/libstb_0.0~git20220908.8b5f1f3+ds.orig.tar.xz"
  "5c10b002873398da74e690c03091e698c8d9aef126e2aa6b082504c648918cbe  debian/pool/main/libs/libstb/libstb_0.0~git20220908.8b5f1f3+ds-1.debian.tar.xz"
  "84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583  debian/pool/main/f/fmtlib/fmtlib_9.1.0+ds1.orig.tar.gz"
  "aead535c0b3d7a02a89f6e004ac62d1e15bdbf8d34c36cd37038dcc7d37bc9e3  debian/pool/main/f/fmtlib/fmtlib_9.1.0+ds1-2.debian.tar.xz"
)
windows_host=x86_64-w64-mingw32

# windows_fetch FOLDER : what is not there yet, and the sum of each.
windows_fetch() {
  local folder=$1 line place file
  mkdir -p "$folder"
  for line in "${windows_sources[@]}"; do
    place=${line#*  } file=${line##*/}
    if ! echo "${line%% *}  $folder/$file" | sha256sum --check --status 2>/dev/null; then
      echo "fetching $file"
      if ! curl -fsS --retry 3 -o "$folder/$file" "$windows_mirror/${place//+/%2b}" ||
        ! echo "${line%% *}  $folder/$file" | sha256sum --check --quiet; then
        echo "deps.sh: $windows_mirror/$place is not the file that was pinned" >&2
        return 1
      fi
    fi
  done
}

# unpacked NAME : makes $work/NAME, the original with Debian's patches.
unpacked() {
  local name=$1 file patch
  rm -rf "${work:?}/$name"
  mkdir -p "$work/$name"
  for file in "$sources/$name"_*.orig.tar.* "$sources/$name"_*.debian.tar.*; do
    case $file in
      *'*'*) ;;
      *.orig.tar.*) tar -C "$work/$name" --strip-components=1 -xf "$file" ;;
      *) tar -C "$work/$name" -xf "$file" ;;
    esac
  done
  cat "$work/$name"/debian/copyright "$work/$name"/COPYING* >"$windows_prefix/licences/$name.txt" 2>/dev/null || true
  [ -e "$work/$name/debian/patches/series" ] || return 0
  while read -r patch _; do
    case $patch in '' | '#'*) continue ;; esac
    # FreeType's demos and pages are originals of their own, and not fetched.
    ! grep -q '^+++ [^/]*/ft2' "$work/$name/debian/patches/$patch" || continue
    patch -d "$work/$name" -p1 -sf <"$work/$name/debian/patches/$patch"
  done <"$work/$name/debian/patches/series"
}

# --- Building ---

# with_cmake [options] : the tree of this folder, static, into the prefix.
with_cmake() {
  cmake -S . -B out -G Ninja -DCMAKE_TOOLCHAIN_FILE="$windows_prefix/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX="$windows_prefix" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF -Wno-dev "$@"
  cmake --build out
  cmake --install out
}

with_meson() {
  meson setup out --cross-file "$root/packaging/windows/meson-cross.ini" --prefix "$windows_prefix" --libdir lib \
    --default-library static --buildtype release --wrap-mode nodownload "$@"
  meson install -C out
}

# archive LIBRARY.a SOURCE... [-- flags] : compiles and archives, where the tree has no build that crosses.
archive() {
  local library=$1 files=() file compiler
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    files+=("$1")
    shift
  done
  shift || true
  mkdir -p out
  for file in "${files[@]}"; do
    case $file in *.c) compiler=gcc ;; *) compiler=g++ ;; esac
    printf '%s\0' "$windows_host-$compiler-posix -O2 -D_WIN32_WINNT=0x0A00 -D__USE_MINGW_ANSI_STDIO=1 $* -c '$file' -o 'out/${file//\//_}.o'"
  done | xargs -0 -P "$(nproc)" -I{} sh -c '{}'
  $windows_host-ar rcs "$windows_prefix/lib/$library" out/*.o
}

# described NAME VERSION LIBS [more lines] : the .pc that a tree did not make.
described() {
  local name=$1 version=$2 libs=$3
  shift 3
  printf '%s\n' "prefix=$windows_prefix" "Name: $name" "Description: $name" "Version: $version" "Libs: -L\${prefix}/lib $libs" \
    "$@" >"$windows_prefix/lib/pkgconfig/$name.pc"
}

# --- Each of them ---

make_headers() {
  local package file
  for package in libtomlplusplus-dev nlohmann-json3-dev libexpected-dev doctest-dev; do
    for file in $(dpkg-query -L "$package" | grep -E '^/usr/(include|share/cmake|share/pkgconfig|lib/cmake|lib/x86_64-linux-gnu/(cmake|pkgconfig))/'); do
      [ -f "$file" ] || continue
      case $file in
        /usr/include/*) install -D -m 644 "$file" "$windows_prefix${file#/usr}" ;;
        */pkgconfig/*) sed "s|^prefix=.*|prefix=$windows_prefix|" "$file" >"$windows_prefix/lib/pkgconfig/${file##*/}" ;;
        # Some name Debian's own folder, and mingw would be given glibc's headers.
        *) mkdir -p "$(dirname "$windows_prefix/lib/cmake/${file#*/cmake/}")"
          sed "s|\"/usr\"|\"$windows_prefix\"|" "$file" >"$windows_prefix/lib/cmake/${file#*/cmake/}" ;;
      esac
    done
  done
}

make_zlib() {
  archive libz.a adler32.c compress.c crc32.c deflate.c gzclose.c gzlib.c gzread.c gzwrite.c infback.c inffast.c inflate.c \
    inftrees.c trees.c uncompr.c zutil.c
  install -m 644 zlib.h zconf.h "$windows_prefix/include"
  described zlib 1.2.13 -lz 'Cflags: -I${prefix}/include'
}

make_dav1d() { with_meson -Denable_tools=false -Denable_tests=false; }

# The options of the archive for Linux, so that a film that plays there plays here; threads are Windows's own. Yasm takes
# a third of nasm's time, and leaves out what is for AVX-512.
make_ffmpeg() {
  . "$root/packaging/portable/ffmpeg.sh"
  local options=("${ffmpeg_options[@]//--enable-pthreads/--enable-w32threads}")
  echo "${options[*]}" >"$windows_prefix/ffmpeg-options"
  ./configure --prefix="$windows_prefix" --enable-cross-compile --arch=x86_64 --target-os=mingw32 \
    --cross-prefix=$windows_host- --cc=$windows_host-gcc-posix --cxx=$windows_host-g++-posix \
    --x86asmexe=yasm --pkg-config=pkg-config --pkg-config-flags=--static --extra-cflags="-I$windows_prefix/include" \
    --extra-ldflags="-L$windows_prefix/lib -static-libgcc" --extra-libs="-Wl,-Bstatic -lwinpthread -Wl,-Bdynamic" \
    "${options[@]}"
  make -j"$(nproc)"
  make install
}

make_fmtlib() { with_cmake -DFMT_TEST=OFF -DFMT_DOC=OFF; }
make_utf8proc() {
  archive libutf8proc.a utf8proc.c -- -DUTF8PROC_STATIC
  install -m 644 utf8proc.h "$windows_prefix/include"
  described libutf8proc 2.8.0 -lutf8proc 'Cflags: -I${prefix}/include -DUTF8PROC_STATIC'
}
make_libzip() {
  with_cmake -DENABLE_COMMONCRYPTO=OFF -DENABLE_GNUTLS=OFF -DENABLE_MBEDTLS=OFF -DENABLE_OPENSSL=OFF \
    -DENABLE_WINDOWS_CRYPTO=ON -DENABLE_BZIP2=OFF -DENABLE_LZMA=OFF -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF \
    -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF
}
make_libsodium() {
  [ -x configure ] || autoreconf -fi
  ./configure --host=$windows_host CC=$windows_host-gcc-posix --prefix="$windows_prefix" --disable-shared --disable-ssp
  make -j"$(nproc)" -C src
  make -C src install
  make install-pkgconfigDATA
}
make_libsamplerate() { with_cmake -DBUILD_TESTING=OFF -DLIBSAMPLERATE_EXAMPLES=OFF; }
make_libebur128() {
  archive libebur128.a ebur128/ebur128.c -- -Iebur128/queue
  install -m 644 ebur128/ebur128.h "$windows_prefix/include"
  described libebur128 1.2.6 -lebur128 'Cflags: -I${prefix}/include'
}
make_soundtouch() { with_cmake -DSOUNDSTRETCH=OFF -DSOUNDTOUCH_DLL=OFF; }
make_libyuv() {
  archive libyuv.a source/*.cc -- -Iinclude
  cp -r include/libyuv include/libyuv.h "$windows_prefix/include"
}
make_libsdl2() {
  with_cmake -DSDL_SHARED=OFF -DSDL_STATIC=ON -DSDL_TEST=OFF -DSDL_JOYSTICK=OFF -DSDL_HAPTIC=OFF -DSDL_SENSOR=OFF -DSDL_HIDAPI=OFF \
    -DSDL_VULKAN=OFF
}
make_libstb() {
  archive libstb.a stb_rect_pack_truetype.c -- -fwrapv
  install -d "$windows_prefix/include/stb"
  install -m 644 ./*.h "$windows_prefix/include/stb"
  described stb 0 -lstb 'Cflags: -I${prefix}/include/stb'
}
# As Debian compiles it: stb's two files are not in it, but beside it.
make_imgui() {
  archive libimgui.a *.cpp misc/cpp/*.cpp backends/imgui_impl_sdl.cpp -- -I. -I"$windows_prefix/include" \
    -I"$windows_prefix/include/SDL2" -DIMGUI_DISABLE_STB_RECT_PACK_IMPLEMENTATION -DIMGUI_DISABLE_STB_TRUETYPE_IMPLEMENTATION \
    '"-DIMGUI_STB_RECT_PACK_FILENAME=<stb/stb_rect_pack.h>"' '"-DIMGUI_STB_TRUETYPE_FILENAME=<stb/stb_truetype.h>"'
  install -d "$windows_prefix/include/imgui/backends"
  install -m 644 ./*.h misc/cpp/*.h "$windows_prefix/include/imgui"
  install -m 644 backends/*.h "$windows_prefix/include/imgui/backends"
  described imgui 1.86 '-limgui -lstb -limm32' 'Cflags: -I${prefix}/include/imgui -I${prefix}/include/stb'
}

make_freetype() {
  with_cmake -DFT_DISABLE_HARFBUZZ=ON -DFT_DISABLE_BROTLI=ON -DFT_DISABLE_BZIP2=ON -DFT_DISABLE_PNG=ON -DFT_REQUIRE_ZLIB=ON
}
make_fribidi() { with_meson -Ddocs=false; }
make_harfbuzz() {
  archive libharfbuzz.a src/harfbuzz.cc -- -Isrc -I"$windows_prefix/include/freetype2" -DHAVE_FREETYPE -DHB_NO_MT=0
  install -d "$windows_prefix/include/harfbuzz"
  install -m 644 src/hb*.h "$windows_prefix/include/harfbuzz"
  described harfbuzz 6.0.0 -lharfbuzz 'Requires.private: freetype2' 'Libs.private: -lstdc++' \
    'Cflags: -I${prefix}/include/harfbuzz'
}
# Fonts are given to it as files; DirectWrite is for the scripts that none of them has.
make_libass() {
  ./configure --host=$windows_host CC=$windows_host-gcc-posix PKG_CONFIG=pkg-config --prefix="$windows_prefix" --disable-shared --enable-static \
    --disable-fontconfig --disable-libunibreak
  make -j"$(nproc)"
  make install
}

make_libpng1.6() { with_cmake -DPNG_SHARED=OFF -DPNG_STATIC=ON -DPNG_TESTS=OFF; }
# A relative folder would be one of this one.
make_libjpeg-turbo() { with_cmake -DCMAKE_INSTALL_LIBDIR="$windows_prefix/lib" -DENABLE_SHARED=OFF -DWITH_TURBOJPEG=OFF; }
make_openjpeg2() { with_cmake -DBUILD_CODEC=OFF -DBUILD_STATIC_LIBS=ON; }
# Poppler converts text through iconv, which neither Windows nor Debian's mingw-w64 has.
make_iconv() {
  archive libiconv.a "$root/packaging/windows/iconv.c" --
  install -m 644 "$root/packaging/windows/iconv.h" "$windows_prefix/include/iconv.h"
}
make_poppler() {
  # It clears the flags that it is given.
  sed -i 's/^project(poppler)$/&\nadd_definitions(-DOPJ_STATIC -D_WIN32_WINNT=0x0A00)/' CMakeLists.txt
  with_cmake -DENABLE_UNSTABLE_API_ABI_HEADERS=ON -DENABLE_CPP=ON -DENABLE_UTILS=OFF -DENABLE_GLIB=OFF \
    -DENABLE_GOBJECT_INTROSPECTION=OFF -DENABLE_QT5=OFF -DENABLE_QT6=OFF -DENABLE_BOOST=OFF -DWITH_NSS3=OFF \
    -DENABLE_LIBCURL=OFF -DWITH_TIFF=OFF -DWITH_Cairo=OFF -DENABLE_CMS=none -DENABLE_DCTDECODER=libjpeg -DENABLE_LIBOPENJPEG=openjpeg2 \
    -DENABLE_ZLIB=ON -DBUILD_GTK_TESTS=OFF -DBUILD_QT5_TESTS=OFF -DBUILD_QT6_TESTS=OFF -DBUILD_CPP_TESTS=OFF \
    -DBUILD_MANUAL_TESTS=OFF -DRUN_GPERF_IF_PRESENT=OFF -DFONT_CONFIGURATION=win32
  described poppler 22.12.0 "-lpoppler -liconv -lopenjp2 -ljpeg -lpng16 -lz -lfreetype -lgdi32" 'Cflags: -I${prefix}/include/poppler'
  described poppler-cpp 22.12.0 "-lpoppler-cpp" 'Requires: poppler' 'Cflags: -I${prefix}/include/poppler/cpp'
}

# The voices, French and English, are made by a program of this machine from the same tree.
make_espeak-ng() {
  local options=(-G Ninja -DCMAKE_BUILD_TYPE=Release -DUSE_ASYNC=OFF -DUSE_MBROLA=OFF -DUSE_LIBPCAUDIO=OFF -DUSE_LIBSONIC=OFF
    -DUSE_KLATT=OFF -DUSE_SPEECHPLAYER=OFF -DSONIC_LIB=none -DSONIC_INC=none -DBUILD_SHARED_LIBS=OFF -Wno-dev)
  # Linked into a program, it neither comes from a DLL nor makes the program one.
  sed -i 's/__declspec(dll[a-z]*)//' src/include/espeak-ng/*.h
  cmake -S . -B out -DCMAKE_TOOLCHAIN_FILE="$windows_prefix/toolchain.cmake" -DCMAKE_INSTALL_PREFIX=/mallette "${options[@]}"
  cmake --build out --target espeak-ng
  find out -name '*.a' -exec install -m 644 -t "$windows_prefix/lib" {} +
  cp -r src/include/espeak-ng "$windows_prefix/include"
  described espeak-ng 1.52.0 '-lespeak-ng -lucd' 'Cflags: -I${prefix}/include'
  cmake -S . -B native "${options[@]}"
  cmake --build native --target espeak-ng-data/fr_dict espeak-ng-data/en_dict
  local voices=$windows_prefix/share/espeak-ng-data
  mkdir -p "$voices/lang/roa" "$voices/lang/gmw"
  cp native/espeak-ng-data/{phontab,phonindex,phondata,intonations,fr_dict,en_dict} "$voices"
  cp native/espeak-ng-data/lang/roa/fr* "$voices/lang/roa"
  cp native/espeak-ng-data/lang/gmw/en* "$voices/lang/gmw"
  cp -r native/espeak-ng-data/voices "$voices"
}

# First the one that most others want; then two rows at once, since half of what each part does (configure) keeps one
# core busy and no more. None wants anything of the other row.
windows_first=(zlib)
windows_row_1=(dav1d ffmpeg libsamplerate soundtouch libebur128)
windows_row_2=(headers libsodium libpng1.6 libjpeg-turbo openjpeg2 freetype iconv poppler libsdl2 libstb imgui fribidi harfbuzz libass
  libzip utf8proc fmtlib libyuv espeak-ng)

# build_parts NAME... : those that were not made yet, one after another.
build_parts() {
  local part began failed
  for part; do
    [ ! -e "$windows_prefix/made/$part" ] || continue
    began=$SECONDS
    # Not behind "||": there, what fails in the middle of a function would go on.
    set +e
    (
      set -e
      export PKG_CONFIG_LIBDIR=$windows_prefix/lib/pkgconfig PKG_CONFIG_PATH=
      case $part in headers | iconv) mkdir -p "$work/$part" ;; *) unpacked "$part" ;; esac
      cd "$work/$part"
      "make_$part"
    ) >"$work/$part.log" 2>&1
    failed=$?
    set -e
    if [ "$failed" != 0 ]; then
      tail -n 30 "$work/$part.log" >&2
      echo "deps.sh: $part could not be built; $work/$part.log says more" >&2
      return 1
    fi
    rm -rf "${work:?}/$part"
    touch "$windows_prefix/made/$part"
    echo "$part: $((SECONDS - began)) s"
  done
}

# build_windows_prefix FOLDER : sets windows_prefix, built anew only when sources, scripts or compiler are others. One that
# was interrupted goes on with the parts it was at.
build_windows_prefix() {
  local folder=$1 key beside failed=0
  key=$({
    cat "$root"/packaging/windows/{deps.sh,toolchain.cmake,meson-cross.ini,iconv.c,iconv.h} "$root/packaging/portable/ffmpeg.sh"
    $windows_host-g++-posix --version
    dpkg-query -W libtomlplusplus-dev nlohmann-json3-dev libexpected-dev doctest-dev
  } | sha256sum | cut -c1-16)
  windows_prefix=$folder/windows-$key
  [ ! -e "$windows_prefix/built" ] || return 0
  windows_fetch "$folder/windows-sources"
  local sources=$folder/windows-sources work=$folder/windows-work
  mkdir -p "$windows_prefix"/{lib/pkgconfig,include,licences,made} "$work"
  cp "$root/packaging/windows/toolchain.cmake" "$windows_prefix"
  build_parts "${windows_first[@]}"
  build_parts "${windows_row_1[@]}" &
  beside=$!
  # In a shell of its own, and waited for, like the other: "||" would take "set -e" from it.
  build_parts "${windows_row_2[@]}" &
  wait "$!" || failed=1
  wait "$beside" || failed=1
  [ "$failed" = 0 ] || return 1
  rm -rf "$work"
  touch "$windows_prefix/built"
}
