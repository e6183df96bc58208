#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes build/dist/mallette_VERSION_amd64.deb, and has lintian, appstreamcli and desktop-file-validate look at it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

install_packages build deb
build release mallette mallette_share mallette_packed
folder=$root/build/dist
mkdir -p "$folder"
rm -f "$folder"/mallette_*.deb
(cd "$root/build/release" && cpack -G DEB -B "$folder" >/dev/null)
rm -rf "$folder/_CPack_Packages"
desktop-file-validate "$root/packaging/desktop/fr.mallette.Mallette.desktop"
appstreamcli validate --no-net "$root/packaging/desktop/fr.mallette.Mallette.metainfo.xml"
write_sums "$folder"
lintian --allow-root --fail-on error "$folder"/mallette_*.deb
ls "$folder"/mallette_*.deb
