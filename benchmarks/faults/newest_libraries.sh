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
# no pins, not the product's bounds, and none of its packages that could hold the others back
"$python" -m pip install --quiet --disable-pip-version-check --upgrade \
    orbax-checkpoint jax flax annotated-types packaging psutil rich
echo "read on $(date -u +%F) with $("$python" --version) and"
"$python" -m pip list --disable-pip-version-check --format freeze |
    grep -E '^(orbax-checkpoint|jax|jaxlib|flax|tensorstore|numpy)=='
echo "written with $(grep -oE '"(orbax-checkpoint|jax|flax)": "[^"]*"' "$run/provenance.json" | sort -u | tr '\n' ' ')"
cd "$folder"
PYTHONPATH="$root" JAX_PLATFORMS=cpu "$python" - "$run" <<'PYTHON'
import sys

from go2mjx.checkpoints.checkpoint import Checkpoints, locate

with Checkpoints(locate(sys.argv[1])) as checkpoints:
    found = [checkpoints.inspect(step) for step in checkpoints.folders()]
for checkpoint in found:
    print(f"{checkpoint.step:,} transitions: {checkpoint.problem or 'opens, all checksums are the same'}")
sys.exit(not found or any(checkpoint.problem for checkpoint in found))
PYTHON
