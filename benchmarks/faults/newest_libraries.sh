#!/usr/bin/env bash
# Years on: do the checkpoints of a run still open with the newest orbax, jax and flax that install, bit for bit, and
# does the toy still train with them?
#
#   benchmarks/faults/newest_libraries.sh RUN_DIR
#
# Installs them in a temporary folder, reads every checkpoint of RUN_DIR there and compares it with the checksums of
# its writing; nothing in RUN_DIR is changed. Needs the package index, so it is no part of CI. Exit code 1 if one of
# them does not open or differs, or the training fails. PYTHON, from 3.11 on, chooses the interpreter.
set -euo pipefail

run=$(cd "${1:?give the directory of a run}" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/python"
python="$folder/python/bin/python"
# no pins and not the product's bounds, but for the physics, whose numbers are those of one version
"$python" - "$root/pyproject.toml" >"$folder/requirements" <<'PYTHON'
import re
import sys
import tomllib

with open(sys.argv[1], "rb") as file:
    for need in tomllib.load(file)["project"]["dependencies"]:
        print(need if "==" in need else re.match(r"[\w-]+", need)[0])
PYTHON
"$python" -m pip install --quiet --disable-pip-version-check --upgrade -r "$folder/requirements"
echo "read on $(date -u +%F) with $("$python" --version) and"
"$python" -m pip list --disable-pip-version-check --format freeze |
    grep -E '^(orbax-checkpoint|jax|jaxlib|flax|tensorstore|numpy)=='
echo "written with $(grep -oE '"(orbax-checkpoint|jax|flax)": "[^"]*"' "$run/provenance.json" | sort -u | tr '\n' ' ')"
cd "$folder"
PYTHONPATH="$root" JAX_PLATFORMS=cpu "$python" - "$run" <<'PYTHON'
import sys

from go2mjx.checkpoints.checkpoint import Checkpoints, locate

with Checkpoints(locate(sys.argv[1])) as checkpoints:
    found = [checkpoints.inspect(step) for step in checkpoints.steps()]
for checkpoint in found:
    print(f"{checkpoint.step:,} transitions: {checkpoint.problem or 'opens, all checksums are the same'}")
sys.exit(not found or any(checkpoint.problem for checkpoint in found))
PYTHON
PYTHONPATH="$root" "$python" -m go2mjx train --env toy --platform cpu --run_dir toy --wandb_mode disabled 2>log || {
    tail -n 5 log >&2
    exit 1
}
