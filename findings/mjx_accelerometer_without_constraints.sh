#!/usr/bin/env bash
# One would expect: an accelerometer reads what the body feels: a hovering drone feels one g.
# What happens: in MJX's own implementation in JAX a model without any constraint row (nothing to touch, no limits, no
#   dry friction) has an accelerometer and a linear acceleration of zero, always. A floor far out of reach changes the
#   reading from 0 to 9.81. C MuJoCo reads 9.81 in both. Nothing is said.
# Seen: 2026-11-27, mujoco 4.0.0, mujoco-mjx 3.17.0, jax 0.10.2, Python 3.11, CPU. Output:
#   mujoco 4.0.0 mujoco-mjx 3.17.0 jax 0.10.2
#   no floor        (accelerometer, framelinacc): C (9.81, 9.81)   JAX (0.0, 0.0)
#   floor 5 m below (accelerometer, framelinacc): C (9.81, 9.81)   JAX (9.81, 9.81)
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
from mujoco import mjx

FLOOR = '<geom type="plane" size="0 0 1" pos="0 0 -5"/>'


def hovering(floor):
    """Upward accelerometer and frame acceleration (m/s^2) of a drone whose thrust is its weight: C, JAX."""
    model = mujoco.MjModel.from_xml_string(f"""<mujoco><worldbody>{floor}
        <body><freejoint/><geom type="box" size="0.1 0.1 0.05" mass="1"/><site name="imu"/></body></worldbody>
        <actuator><motor site="imu" gear="0 0 1 0 0 0"/></actuator>
        <sensor><accelerometer site="imu"/><framelinacc objtype="site" objname="imu"/></sensor></mujoco>""")
    data = mujoco.MjData(model)
    data.ctrl[0] = 9.81
    state = jax.jit(mjx.forward)(mjx.put_model(model, impl="jax"), mjx.put_data(model, data, impl="jax"))
    mujoco.mj_forward(model, data)
    both = (data.sensordata, state.sensordata)
    return [tuple(round(float(sensors[index]), 3) for index in (2, 5)) for sensors in both]


print("mujoco", mujoco.__version__, "mujoco-mjx", version("mujoco-mjx"), "jax", jax.__version__)
seen = {"no floor": hovering(""), "floor 5 m below": hovering(FLOOR)}
for name, (c, jax_side) in seen.items():
    print(f"{name:15} (accelerometer, framelinacc): C {c}   JAX {jax_side}")
real, nothing = (9.81, 9.81), (0.0, 0.0)
if seen != {"no floor": [real, nothing], "floor 5 m below": [real, real]}:
    sys.exit("CHANGED: what acceleration sensors read in a model without constraints")
PYTHON
