#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes everything in the demo kit that a program can make, from nothing: make.sh [WORK_FOLDER]
# About three minutes. Packages: xargs -a packages.txt apt-get install (without the comment lines).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kit=$(dirname "$here")
work=${1:-}
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT INT TERM
fi
# Subset fonts carry a date and are named after a set's order: fix both.
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1736899200 PYTHONHASHSEED=0
/usr/bin/python3 "$here/build.py" "$kit" "$work"
/usr/bin/python3 "$here/documents.py" "$kit" "$work"
/usr/bin/python3 "$here/check.py" "$kit" "$work"
