#!/usr/bin/env bash
# One would expect: a checkpoint manager told to keep the step of the highest return never prefers a step whose return
#   is not a number; a training that diverges leaves the best step behind.
# What happens: not-a-number counts as the best. It becomes best_step(), and with max_to_keep=1 the step of the
#   highest return is deleted for it. Whatever is saved next, better or worse, then counts as best in its turn.
#   Nothing is said.
# Seen: 2026-11-27, orbax-checkpoint 0.12.8, jax 0.10.2, Python 3.11, CPU. Output:
#   orbax-checkpoint 0.12.8
#   returns [3.0, 1.0], max_to_keep=1: best_step() is 0, steps left [0]
#   returns [3.0, 1.0, nan], max_to_keep=2: best_step() is 2, steps left [0, 2]
#   returns [3.0, nan], max_to_keep=1: best_step() is 1, steps left [1]
#   returns [3.0, nan, 1.0], max_to_keep=1: best_step() is 2, steps left [2]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    orbax-checkpoint==0.12.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - "$folder" <<'PYTHON'
import logging
import math
import sys
from importlib.metadata import version

import jax.numpy as jnp
import orbax.checkpoint as ocp

logging.disable(logging.WARNING)


def kept(returns, keep):
    """The best step and the steps left after one save for each return."""
    options = ocp.CheckpointManagerOptions(
        best_fn=lambda metrics: metrics["return"], best_mode="max", max_to_keep=keep, enable_async_checkpointing=False
    )
    name = f"{sys.argv[1]}/{keep}-" + "-".join(map(str, returns))
    with ocp.CheckpointManager(name, options=options) as manager:
        for step, value in enumerate(returns):
            state = ocp.args.StandardSave({"weights": jnp.ones(2)})
            manager.save(step, args=state, metrics={"return": value})
        return manager.best_step(), list(manager.all_steps())


print("orbax-checkpoint", version("orbax-checkpoint"))
runs = [([3.0, 1.0], 1), ([3.0, 1.0, math.nan], 2), ([3.0, math.nan], 1), ([3.0, math.nan, 1.0], 1)]
seen = [kept(*run) for run in runs]
for (returns, keep), (best, steps) in zip(runs, seen, strict=True):
    print(f"returns {returns}, max_to_keep={keep}: best_step() is {best}, steps left {steps}")
if seen != [(0, [0]), (2, [0, 2]), (1, [1]), (2, [2])]:
    sys.exit("CHANGED: which steps are kept when a return is not a number")
PYTHON
