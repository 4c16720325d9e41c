#!/usr/bin/env bash
# One would expect: running statistics of observations stay right however long a training runs; the count has 64 bits.
# What happens: in the default mode the squares of all rows are added up in single precision. Once the sum is 2^24
#   times what a batch adds it stands still while the count goes on, so the standard deviation shrinks as if the
#   observations grew quiet: batches of 128 rows stop at 2^31 rows, and at 2^33 half of the spread is left. A first
#   batch in which no row has a weight leaves a mean that is not a number for good, and so does one row that is not a
#   number and has the weight zero. Nothing is said. The mode "ema" keeps its spread, and ignores the weights.
# Seen: 2026-11-27, brax 0.14.2, jax 0.10.2, Python 3.11, CPU. Output:
#   brax 0.14.2 jax 0.10.2
#   rows of spread 1 | the sum of squares grows by this share of what 1024 batches of 128 add
#   2^29             | 1.0
#   2^30             | 1.0
#   2^31             | 0.0
#   standard deviation when the sum stands at 2^31: 1.000 at 2^31 rows, 0.707 at 2^32, 0.500 at 2^33
#   mean after a first batch without weight: [nan], and after a good batch more: [nan]
#   mean after a row nan of weight 0: [nan]
#   standard deviation with half of the rows 100 and of weight 0: welford 1.0, ema 50.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    brax==0.14.2 jax==0.10.2 jaxlib==0.10.2 flax==0.12.8 mujoco==4.0.0 mujoco-mjx==3.17.0 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - 2> "$folder/errors" <<'PYTHON' || { tail "$folder/errors" >&2; exit 1; }
import contextlib
import io
import math
import sys
from importlib.metadata import version

import jax
import jax.numpy as jnp
import numpy as np

with contextlib.redirect_stdout(io.StringIO()):  # MJX, which brax imports, prints that its optional engine is missing
    from brax.training.acme import running_statistics
    from brax.training.types import UInt64

BATCH = np.resize([1.0, -1.0], (128, 1)).astype(np.float32)  # mean 0, standard deviation 1


def state(rows=0, squares=0.0, mode="welford"):
    """Statistics of that many rows, whose squares add up to `squares`."""
    fresh = running_statistics.init_state(jnp.zeros(1), mode=mode)
    return fresh.replace(
        count=UInt64(hi=jnp.uint32(rows >> 32), lo=jnp.uint32(rows % 2**32)), summed_variance=jnp.array([squares])
    )


@jax.jit
def after_many(before):
    return jax.lax.fori_loop(0, 1024, lambda _, one: running_statistics.update(one, BATCH), before)


def fed(weights, batch=BATCH, before=None, **options):
    before = state(**options) if before is None else before
    return running_statistics.update(before, batch, weights=jnp.asarray(weights, jnp.float32))


print("brax", version("brax"), "jax", jax.__version__)
print("rows of spread 1 | the sum of squares grows by this share of what 1024 batches of 128 add")
growth = []
for power in (29, 30, 31):
    grown = after_many(state(2**power, float(2**power))).summed_variance[0]
    growth.append((float(grown) - 2**power) / (1024 * 128))
    print(f"2^{power}             | {growth[-1]}")
spread = [float(running_statistics.update(state(2**power, 2.0**31), BATCH).std[0]) for power in (31, 32, 33)]
print(
    "standard deviation when the sum stands at 2^31:",
    ", ".join(f"{one:.3f} at 2^{power}{' rows' * (power == 31)}" for one, power in zip(spread, (31, 32, 33))),
)
empty = fed(np.zeros(128))
later = fed(np.ones(128), before=empty)
print(f"mean after a first batch without weight: {empty.mean}, and after a good batch more: {later.mean}")
broken, one_less = np.array(BATCH), np.ones(128)
broken[0], one_less[0] = math.nan, 0
masked = fed(one_less, broken)
print(f"mean after a row nan of weight 0: {masked.mean}")
half = np.concatenate([BATCH, np.full_like(BATCH, 100)])
weights = np.repeat([1.0, 0.0], 128)
welford, ema = (round(float(fed(weights, half, mode=mode).std[0]), 1) for mode in ("welford", "ema"))
print(f"standard deviation with half of the rows 100 and of weight 0: welford {welford}, ema {ema}")
lost = all(math.isnan(one.mean[0]) for one in (empty, later, masked))
if growth != [1.0, 1.0, 0.0] or [round(one, 2) for one in spread] != [1.0, 0.71, 0.5] or not lost or ema < 10:
    sys.exit("CHANGED: what brax's running statistics make of many rows or of rows without weight")
PYTHON
