#!/usr/bin/env bash
# One would expect: a layer without outputs (a head whose part is empty for one robot and not for another) starts with an
#   empty kernel, as arrays of size zero go through the rest of JAX, or is refused with the name of the layer.
# What happens: the initializers that scale by the size of a layer (lecun, he, glorot, variance_scaling) divide by it in
#   Python: ZeroDivisionError, also where it is the number of inputs that counts and only that of the outputs is zero.
#   zeros and normal give the empty kernel, and the product with it works.
# Seen: 2026-11-28, flax 0.12.8, jax 0.10.2, Python 3.11, CPU. Output:
#   flax 0.12.8 jax 0.10.2
#   a layer from 8 inputs to 0 outputs
#   lecun_normal            ZeroDivisionError: float division by zero
#   he_uniform              ZeroDivisionError: float division by zero
#   zeros                   kernel (8, 0), output (2, 0)
#   normal                  kernel (8, 0), output (2, 0)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    flax==0.12.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import jax
from flax import linen as nn

print("flax", version("flax"), "jax", version("jax"))
print("a layer from 8 inputs to 0 outputs")
init = jax.nn.initializers
seen = {}
for name, kernel_init in {
    "lecun_normal": init.lecun_normal(),
    "he_uniform": init.he_uniform(),
    "zeros": init.zeros,
    "normal": init.normal(),
}.items():
    try:
        layer, inputs = nn.Dense(0, kernel_init=kernel_init), jax.numpy.ones((2, 8))
        parameters = layer.init(jax.random.key(0), inputs)
        shapes = parameters["params"]["kernel"].shape, layer.apply(parameters, inputs).shape
        seen[name] = shapes
        print(f"{name:22}  kernel {shapes[0]}, output {shapes[1]}")
    except ZeroDivisionError as error:
        seen[name] = "divided by zero"
        print(f"{name:22}  ZeroDivisionError: {error}")
empty = ((8, 0), (2, 0))
expected = {"lecun_normal": "divided by zero", "he_uniform": "divided by zero", "zeros": empty, "normal": empty}
sys.exit(seen != expected)
PYTHON
