#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every text of the program has its French, and the French is well formed. Usage: translations.sh SOURCE_DIR
set -euo pipefail
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find player -name '*.cpp' -o -name '*.h' | sort |
  xgettext --from-code=UTF-8 --language=C++ --keyword=tr --files-from=- --output="$work/all.pot"
msgfmt --check --output-file=/dev/null assets/translations/fr.po
msgcmp assets/translations/fr.po "$work/all.pot"
msgattrib --untranslated --only-fuzzy assets/translations/fr.po | (! grep -q '^msgid')
