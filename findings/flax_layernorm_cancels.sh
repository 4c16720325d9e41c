#!/usr/bin/env bash
# One would expect: layer normalisation gives features of variance one, wherever their mean lies, as far as float32
#   can hold them.
# What happens: flax computes the variance as the mean of the squares less the square of the mean. For standard normal
#   features with an offset of 1000 the result is visibly wrong; at 4096 the difference is rounded to zero, and the
#   output is a thousand times too large. Nothing is raised and nothing is infinite. The input still has the digits:
#   with use_fast_variance=False the same layer is right.
# Seen: 2026-11-27, flax 0.12.8, jax 0.10.2, Python 3.11, CPU. Output:
#   flax 0.12.8
#   offset of the features | standard deviation of the output | with use_fast_variance=False
#        0 |     1.0000 |  1.0000
#      100 |     0.9992 |  1.0000
#     1000 |     0.9749 |  1.0000
#     4096 |   911.9823 |  1.0000
#    10000 |   911.9883 |  1.0000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    flax==0.12.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - <<'PYTHON'
import sys

import flax
import jax.numpy as jnp
import numpy as np
from flax import linen

features = np.random.default_rng(0).normal(size=64)


def deviation(offset, **options):
    layer = linen.LayerNorm(use_bias=False, use_scale=False, **options)
    return float(layer.apply({}, jnp.asarray(features + offset, jnp.float32)).std())


print("flax", flax.__version__)
print("offset of the features | standard deviation of the output | with use_fast_variance=False")
offsets = (0, 100, 1000, 4096, 10000)
seen = {offset: (deviation(offset), deviation(offset, use_fast_variance=False)) for offset in offsets}
for offset, (fast, exact) in seen.items():
    print(f"{offset:6} | {fast:10.4f} | {exact:7.4f}")
right = all(abs(exact - 1) < 1e-3 for _, exact in seen.values()) and abs(seen[0][0] - 1) < 1e-3
if not (right and abs(seen[1000][0] - 1) > 0.01 and seen[4096][0] > 100 and seen[10000][0] > 100):
    sys.exit("CHANGED: the layer no longer loses the variance of features with an offset")
PYTHON
