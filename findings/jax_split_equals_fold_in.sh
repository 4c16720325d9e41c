#!/usr/bin/env bash
# One would expect: two ways to derive a key from a key, jax.random.split and jax.random.fold_in, give unrelated keys;
#   a program may number its steps with one and its environments with the other.
# What happens: with the default generator, split(key, n)[i] and fold_in(key, i) are the same key, and so are the
#   first keys of splits of different lengths. The checker of reused keys, switched on, accepts both from one parent.
#   Even bits(key, n)[i] is the exclusive or of the two halves of that same key. Streams meant to be independent are
#   equal, in silence. With the option jax_threefry_partitionable off they differ.
# Seen: 2026-11-27, jax and jaxlib 0.10.2, Python 3.11, CPU. Output:
#   jax 0.10.2
#   split(key, 4)[2]: [4146024105 2718843009]  fold_in(key, 2): [4146024105 2718843009]
#   keys of split and fold_in that are equal: 4
#   first keys of split(key, 4096) that equal those of split(key, 4): 4
#   correlation of 1000 normals from split and from fold_in: 1.0
#   words of bits(key, 4) that are the halves of the keys combined: 4
#   equal keys with jax_threefry_partitionable off: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - <<'PYTHON'
import sys

import jax
import numpy as np


def numbers(keys):
    return np.asarray(jax.random.key_data(keys))


def derived():
    """Four keys by each way, and four words, all of one parent."""
    key = jax.random.key(0)
    with jax.debug_key_reuse(True):
        folded = np.stack([numbers(jax.random.fold_in(key, index)) for index in range(4)])
        split = numbers(jax.random.split(key, 4))
    return split, folded, np.asarray(jax.random.bits(jax.random.key(0), (4,)))


split, folded, words = derived()
many = numbers(jax.random.split(jax.random.key(0), 4096))
noise = jax.random.normal(jax.random.split(jax.random.key(0), 4)[2], (1000,))
other_noise = jax.random.normal(jax.random.fold_in(jax.random.key(0), 2), (1000,))
jax.config.update("jax_threefry_partitionable", False)
old_split, old_folded, _ = derived()

print("jax", jax.__version__)
print("split(key, 4)[2]:", split[2], " fold_in(key, 2):", folded[2])
seen = {
    "keys of split and fold_in that are equal": int((split == folded).all(axis=1).sum()),
    "first keys of split(key, 4096) that equal those of split(key, 4)": int((many[:4] == split).all(axis=1).sum()),
    "correlation of 1000 normals from split and from fold_in": round(float(np.corrcoef(noise, other_noise)[0, 1]), 6),
    "words of bits(key, 4) that are the halves of the keys combined": int((words == split[:, 0] ^ split[:, 1]).sum()),
    "equal keys with jax_threefry_partitionable off": int((old_split == old_folded).all(axis=1).sum()),
}
for name, value in seen.items():
    print(f"{name}: {value}")
if list(seen.values()) != [4, 4, 1.0, 4, 0]:
    sys.exit("CHANGED: split and fold_in no longer give the same keys as they did")
PYTHON
