#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The installer of a folder that build.sh made, with all that is in it. Usage: msi.sh FOLDER VERSION ICON FILE.msi
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

folder=$(realpath "$1") version=$2 icon=$(realpath "$3") file=$(realpath "$4")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"  # wixl takes no absolute path
ln -s "$folder" folder
cp "$icon" mallette.ico
cp "$here/mallette.wxs" mallette.wxs
python3 "$here/msi_files.py" folder >files.wxs
rm -f "$file"
# One version is one product, however often it is built.
product=$(python3 -c 'import sys, uuid; print(str(uuid.uuid5(uuid.NAMESPACE_URL, "mallette/windows/" + sys.argv[1])).upper())' "$version")
# It warns of each attribute of WiX's that it does not know, and goes on: not here.
wixl -a x64 -D Version="$version" -D Product="$product" -o "$file" mallette.wxs files.wxs 2>log || true
if [ -s log ] || ! [ -s "$file" ]; then
  cat log >&2
  exit 1
fi
