#!/usr/bin/env bash
# One would expect: a summary of the largest or smallest value of a metric leaves out a value that is not a number, or
#   at least goes on with the next number.
# What happens: one not-a-number in a long run makes the summary of define_metric(summary="max") and of "min"
#   not-a-number for good, whatever is logged afterwards, so that a table of runs sorted by its best return has no
#   place for this run. A metric without such a summary recovers with its next value. Nothing is said.
# Seen: 2026-11-27, wandb 0.31.0, offline, Python 3.11. Output:
#   wandb 0.31.0
#   logged  1.0: summary max 1, min 1, plain 1
#   logged  3.0: summary max 3, min 1, plain 3
#   logged  nan: summary max NaN, min NaN, plain NaN
#   logged  5.0: summary max NaN, min NaN, plain 5
#   logged -5.0: summary max NaN, min NaN, plain -5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check wandb==0.31.0
cd "$folder"
export WANDB_MODE=offline WANDB_SILENT=true WANDB_ERROR_REPORTING=false
"$folder/python/bin/python" - "$folder/python/bin/wandb" <<'PYTHON'
import json
import math
import subprocess
import sys
from pathlib import Path

import wandb

VALUES = (1.0, 3.0, math.nan, 5.0, -5.0)
with wandb.init(project="findings") as run:
    run.define_metric("highest", summary="max")
    run.define_metric("lowest", summary="min")
    for value in VALUES:
        run.log({"highest": value, "lowest": value, "plain": value})
    folder = Path(run.dir).parent

records = subprocess.run([sys.argv[1], "leet", "inspect", "--json", folder], capture_output=True, text=True, check=True)
rows = [record["summary"]["update"] for record in map(json.loads, records.stdout.splitlines()) if "summary" in record]
summaries = [(row["highest"]["max"], row["lowest"]["min"], row["plain"]) for row in rows if "plain" in row]
print("wandb", wandb.__version__)
for value, (highest, lowest, plain) in zip(VALUES, summaries, strict=True):
    print(f"logged {value:4}: summary max {highest}, min {lowest}, plain {plain}")
if summaries[1] != (3, 1, 3) or summaries[2:] != [("NaN",) * 3, ("NaN", "NaN", 5), ("NaN", "NaN", -5)]:
    sys.exit("CHANGED: what a summary makes of values after one that is not a number")
PYTHON
