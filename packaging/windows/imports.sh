#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails unless every library that the programs of a folder ask for lies in it or is Windows's own, every function that
# they ask of a library in the folder is there, and each is marked to run on when its key is pulled out (run_from_memory.py).
# Usage: imports.sh FOLDER
set -euo pipefail

folder=$1
# What is asked of Windows itself. None of it opens connections (that is ws2_32): another name wants a reason.
windows='kernel32 api-ms-win-core-synch-l1-2-0 msvcrt advapi32 bcrypt shell32 ole32 oleaut32 user32 gdi32 imm32 setupapi version winmm'

failed=0
shopt -s nullglob
for file in "$folder"/*.exe "$folder"/*.dll; do
  library=
  while read -r kind name; do
    case $kind in
      dll)
        library=$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]')
        exports=
        if [ -e "$folder/$library" ]; then
          exports=$(x86_64-w64-mingw32-objdump -p "$folder/$library" | sed -n '/Ordinal\/Name Pointer/,$ s/^\t\[ *[0-9]*\].* //p')
        elif ! grep -qw -- "${library%.dll}" <<<"$windows"; then
          echo "imports.sh: ${file##*/} needs $name, which is neither here nor known to be Windows's" >&2
          failed=1
        fi
        ;;
      function)
        if [ -n "$exports" ] && ! grep -qxF -- "$name" <<<"$exports"; then
          echo "imports.sh: ${file##*/} needs $name of $library, which has no such function" >&2
          failed=1
        fi
        ;;
    esac
  done < <(x86_64-w64-mingw32-objdump -p "$file" |
    sed -n -e 's/^\tDLL Name: /dll /p' -e '/^There is an export table/q' -e 's/^\t[0-9a-f]\{4,\}\t *[0-9]*  *\([^ ]*\)$/function \1/p')
  x86_64-w64-mingw32-objdump -p "$file" | grep -F 'copy to swap file if on removable media' >/dev/null || {
    echo "imports.sh: ${file##*/} is not marked to be read into memory whole" >&2
    failed=1
  }
  [ -n "$library" ] || {
    echo "imports.sh: nothing could be read of ${file##*/}" >&2
    failed=1
  }
done
[ -n "${library:-}" ] || {
  echo "imports.sh: no program in $folder" >&2
  failed=1
}
exit "$failed"
