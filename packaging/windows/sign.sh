#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Signs programs, libraries and installers in place (Authenticode). $MALLETTE_SIGN_CERTIFICATE is a file of certificates
# (PEM), $MALLETTE_SIGN_KEY its key; $MALLETTE_SIGN_TIMESTAMP, if set, the address of a timestamp service (RFC 3161),
# without which a signature ends with its certificate. Usage: sign.sh FILE...
set -euo pipefail

timestamp=()
[ -z "${MALLETTE_SIGN_TIMESTAMP:-}" ] || timestamp=(-ts "$MALLETTE_SIGN_TIMESTAMP")
for file; do
  osslsigncode sign -certs "$MALLETTE_SIGN_CERTIFICATE" -key "$MALLETTE_SIGN_KEY" -h sha256 -n Mallette "${timestamp[@]}" \
    -in "$file" -out "$file.signed" >/dev/null
  chmod --reference="$file" "$file.signed"
  mv "$file.signed" "$file"
done
