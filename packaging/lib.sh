# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it: finding what is missing on a Debian machine, and building.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# packages SECTION... : the names under "#: SECTION" in debian-packages.txt
packages() {
  awk -v wanted=" $* " '
    /^#: / { on = index(wanted, " " $2 " ") > 0; next }
    /^[[:space:]]*(#|$)/ { next }
    on { print $1 }' "$root/packaging/debian-packages.txt"
}

# install_packages SECTION... : installs what is missing, and nothing when all is there
install_packages() {
  local missing=() name
  for name in $(packages "$@"); do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "These Debian packages are missing, and only root can install them:" >&2
      echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
      return 1
    }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build PRESET [TARGET...] [cmake options] : configures and builds into build/PRESET
build() {
  local preset=$1 targets=()
  shift
  while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
    targets+=(--target "$1")
    shift
  done
  (cd "$root" && cmake --preset "$preset" "$@" >"build-$preset.log" 2>&1) || {
    cat "$root/build-$preset.log" >&2
    rm -f "$root/build-$preset.log"
    return 1
  }
  rm -f "$root/build-$preset.log"
  cmake --build "$root/build/$preset" --parallel "$(nproc)" "${targets[@]}"
}

# run_tests PRESET [ctest option...] : the tests that were built there. Those from outside press keys in real
# windows, beside other work: of them one that fails is given a second try, and the first is printed. They mostly
# wait: $MALLETTE_MEANWHILE, a command, has the processor while they do.
run_tests() {
  local preset=$1 failed=0 meanwhile=
  shift
  local each=(ctest --test-dir "$root/build/$preset" --output-on-failure --parallel "$(nproc)" "$@")
  "${each[@]}" --exclude-regex '^e2e: ' || failed=$?
  if [ -n "${MALLETTE_MEANWHILE:-}" ]; then
    chrt --idle 0 "$MALLETTE_MEANWHILE" >"$root/build/meanwhile.log" 2>&1 &
    meanwhile=$!
  fi
  "${each[@]}" --tests-regex '^e2e: ' --repeat until-pass:2 || failed=$?
  if [ -n "$meanwhile" ] && ! wait "$meanwhile"; then
    cat "$root/build/meanwhile.log" >&2
    failed=1
  fi
  return "$failed"
}

# write_sums FOLDER : SHA256SUMS of everything in it that is given out, whichever script made it
write_sums() {
  (cd "$1" && find . -maxdepth 1 -type f -name 'mallette[-_]*' -regex '.*\.\(tar\.xz\|deb\|zip\|msi\|spdx\.json\)' -printf '%P\n' |
    LC_ALL=C sort | xargs -r -d '\n' sha256sum >SHA256SUMS)
}
