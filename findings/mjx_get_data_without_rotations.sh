#!/usr/bin/env bash
# One would expect: mjx.get_data fills an MjData with the state, so that what was computed on the device can be drawn
#   and measured in C.
# What happens: three quaternions that are new in MuJoCo 4.0, xiquat, geom_xquat and site_xquat, come back as zeros,
#   while xquat and the rotation matrices of the same bodies are right. Rotating a vector by zeros gives zeros, so
#   code that takes the newer field sees no error and a robot without any orientation.
# Seen: 2026-11-27, mujoco 4.0.0, mujoco-mjx 3.17.0, jax 0.10.2, Python 3.11, CPU. Output:
#   mujoco 4.0.0 mujoco-mjx 3.17.0 jax 0.10.2
#   xquat      C [0.966, 0.259, 0.0, 0.0]   get_data [0.966, 0.259, 0.0, 0.0]
#   xmat       C [1.0, 0.0, 0.0, 0.0]   get_data [1.0, 0.0, 0.0, 0.0]
#   geom_xmat  C [1.0, 0.0, 0.0, 0.0]   get_data [1.0, 0.0, 0.0, 0.0]
#   site_xmat  C [1.0, 0.0, 0.0, 0.0]   get_data [1.0, 0.0, 0.0, 0.0]
#   xiquat     C [0.966, 0.259, 0.0, 0.0]   get_data [0.0, 0.0, 0.0, 0.0]
#   geom_xquat C [0.966, 0.259, 0.0, 0.0]   get_data [0.0, 0.0, 0.0, 0.0]
#   site_xquat C [0.966, 0.259, 0.0, 0.0]   get_data [0.0, 0.0, 0.0, 0.0]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    mujoco==4.0.0 mujoco-mjx==3.17.0 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/python/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import jax
import mujoco
import numpy as np
from mujoco import mjx

model = mujoco.MjModel.from_xml_string("""<mujoco><worldbody><body euler="30 0 0"><freejoint/>
    <geom type="box" size="0.1 0.1 0.2"/><site/></body></worldbody></mujoco>""")
data = mujoco.MjData(model)
state = jax.jit(mjx.forward)(mjx.put_model(model, impl="jax"), mjx.put_data(model, data, impl="jax"))
mujoco.mj_forward(model, data)
back = mjx.get_data(model, state)

print("mujoco", mujoco.__version__, "mujoco-mjx", version("mujoco-mjx"), "jax", jax.__version__)
names = ("xquat", "xmat", "geom_xmat", "site_xmat", "xiquat", "geom_xquat", "site_xquat")
zero = []
for name in names:
    ours, theirs = getattr(data, name)[-1], getattr(back, name)[-1]
    if not theirs.any():
        zero.append(name)
    elif not np.allclose(ours, theirs, atol=1e-5):
        sys.exit(f"CHANGED: {name} differs without being zero")
    print(f"{name:10} C {ours[:4].round(3).tolist()}   get_data {theirs[:4].round(3).tolist()}")
if tuple(zero) != names[4:]:
    sys.exit("CHANGED: which rotations get_data leaves zero")
PYTHON
