#!/usr/bin/env bash
# Years on: do the checkpoints of a run still open with the newest orbax, jax and flax that install, bit for bit?
#
#   benchmarks/faults/newest_libraries.sh RUN_DIR
#
# Installs them in a temporary folder, reads every checkpoint of RUN_DIR there and compares it with the checksums of
# its writing; nothing in RUN_DIR is changed. Needs the package index, so it is no part of CI. Exit code 1 if one of
# them does not open or differs. PYTHON chooses the interpreter.
set -euo pipefail

run=$(cd "${1:?give the directory of a run}" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/python"
python="$folder/python/bin/python"
# newest of what decides, and what the reading command needs besides; no pins, and not the product's bounds
"$python" -m pip install --quiet --disable-pip-version-check --upgrade \
    orbax-checkpoint jax flax annotated-types packaging psutil pyyaml rich tyro
echo "read on $(date -u +%F) with $("$python" --version) and"
"$python" -m pip list --disable-pip-version-check --format freeze |
    grep -E '^(orbax-checkpoint|jax|jaxlib|flax|tensorstore|numpy)=='
echo "written with $(grep -oE '"(orbax-checkpoint|jax|flax)": "[^"]*"' "$run/provenance.json" | sort -u | tr '\n' ' ')"
cd "$folder"
PYTHONPATH="$root" JAX_PLATFORMS=cpu "$python" -m go2mjx checkpoints "$run"
