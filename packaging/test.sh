#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds and runs every test. --all: the slow ones too.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

leave_out=(--label-exclude slow)
for argument in "$@"; do
  case $argument in
    --all) leave_out=() ;;
    *) echo "usage: packaging/test.sh [--all]" >&2; exit 2 ;;
  esac
done

install_packages build test
# Other options than run.sh's would compile everything a second time.
build release -DMALLETTE_TESTS=ON -DMALLETTE_WERROR="${MALLETTE_WERROR:-OFF}"
run_tests release "${leave_out[@]}"
