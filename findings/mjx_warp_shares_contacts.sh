#!/usr/bin/env bash
# One would expect: each environment of a batch has the contacts that it would have alone; a buffer that is too small
#   for the batch is an error.
# What happens: MJX on Warp sizes its buffer of contacts for one world and shares it among all that vmap makes of it.
#   Of 64 boxes dropped on a floor twelve lie there and the others fall through it. Nothing is raised, the numbers are
#   finite, and the calls return as ever; only lines on standard output and a field of the private _impl tell. The
#   contacts of all worlds together have to be given as naconmax.
# Seen: 2026-11-27, mujoco 4.0.0, mujoco-mjx 3.17.0, warp-lang 1.18.0, jax 0.10.2, Python 3.11, CPU. Output:
#   mujoco 4.0.0 mujoco-mjx 3.17.0 warp-lang 1.18.0 jax 0.10.2
#   default      : 12 boxes on the floor, 52 more than 1 m below it, all finite: True
#   naconmax=512 : 64 boxes on the floor, 0 more than 1 m below it, all finite: True
#   lines about a full buffer on standard output: 380
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    mujoco==4.0.0 mujoco-mjx==3.17.0 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6 warp-lang==1.18.0
export JAX_PLATFORMS=cpu WARP_CACHE_PATH="$folder/kernels"
"$folder/python/bin/python" - > "$folder/output" 2>&1 <<'PYTHON' || failed=1
import sys
from importlib.metadata import version

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
from mujoco import mjx

model = mujoco.MjModel.from_xml_string("""<mujoco><option timestep="0.005"/><worldbody>
    <geom type="plane" size="0 0 1"/>
    <body pos="0 0 0.15"><freejoint/><geom type="box" size="0.1 0.1 0.1"/></body></worldbody></mujoco>""")
warp_model = mjx.put_model(model, impl="warp")


def heights(**sizes):
    """Where 64 equal boxes are 1 s after they were dropped from 5 cm."""
    data = mjx.make_data(model, impl="warp", **sizes)
    batch = jax.vmap(lambda _: data)(jnp.arange(64))
    step = jax.jit(jax.vmap(mjx.step, in_axes=(None, 0)))
    for _ in range(200):
        batch = step(warp_model, batch)
    return np.asarray(batch.qpos[:, 2])


packages = ("mujoco", "mujoco-mjx", "warp-lang", "jax")
print("SEEN", *(f"{name} {version(name)}" for name in packages))
seen = {"default": heights(), "naconmax=512": heights(naconmax=512)}
for name, height in seen.items():
    print(
        f"SEEN {name:13}: {(abs(height - 0.1) < 0.01).sum()} boxes on the floor,"
        f" {(height < -1).sum()} more than 1 m below it, all finite: {np.isfinite(height).all()}"
    )
lost = [int((height < -1).sum()) for height in seen.values()]
if not (lost[0] > 32 and lost[1] == 0):
    sys.exit("CHANGED: boxes no longer fall through the floor with the default buffer, or do with a large one")
PYTHON
sed -n 's/^SEEN //p; /CHANGED/p' "$folder/output"
echo "lines about a full buffer on standard output: $(grep -c '^\(broad\|narrow\)phase overflow' "$folder/output")"
if [ -n "${failed:-}" ]; then
    tail -n 20 "$folder/output" >&2
    exit 1
fi
