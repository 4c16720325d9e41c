#!/usr/bin/env bash
# One would expect: MJX's own implementation in JAX refuses a model with a feature that it has not got, as it does for
#   many.
# What happens: put_model and step accept these seven and leave them out, without an error or a warning, while C
#   MuJoCo honours them: a delay, an armature and a damping of an actuator, a polynomial damping of a joint, a
#   switched off group of actuators, a moving surface (surfacevel), and the delay of a sensor. A policy trained there
#   has met another robot.
# Seen: 2026-11-27, mujoco 4.0.0, mujoco-mjx 3.17.0, jax 0.10.2, Python 3.11, CPU. Output:
#   mujoco 4.0.0 mujoco-mjx 3.17.0 jax 0.10.2
#   after 0.3 s: angle of an arm (rad), way of a box (m), delayed reading (rad/s)
#   nothing special           C   1.4375   JAX   1.4375   equal
#   actuator delay            C   0.6410   JAX   1.4375   ignored
#   actuator armature         C   0.3445   JAX   1.4375   ignored
#   actuator damping          C   0.2685   JAX   1.4375   ignored
#   polynomial joint damping  C   0.3069   JAX   1.0687   ignored
#   actuator group disabled   C   0.0000   JAX   1.4375   ignored
#   moving surface            C   0.2522   JAX   0.0000   ignored
#   sensor delay              C   7.8698   JAX   9.4564   ignored
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

FEATURES = {  # of each arm: attributes of its joint and of its motor
    "nothing special": ("", ""),
    "actuator delay": ("", 'delay="0.1" nsample="50"'),
    "actuator armature": ("", 'armature="0.1"'),
    "actuator damping": ("", 'damping="1"'),
    "polynomial joint damping": ('damping="0.1 0.5 0.2"', ""),
    "actuator group disabled": ("", 'group="1"'),
}
arms = motors = ""
for place, (name, (joint, motor)) in enumerate(FEATURES.items()):
    arms += f"""<body pos="0 {place} 1"><joint name="{name}" axis="0 0 1" {joint}/>
        <geom type="capsule" size="0.02" fromto="0 0 0 0.3 0 0" mass="1" contype="0" conaffinity="0"/></body>"""
    motors += f'<motor joint="{name}" {motor}/>'
model = mujoco.MjModel.from_xml_string(f"""<mujoco><option actuatorgroupdisable="1"/><worldbody>
    <geom type="plane" size="0 0 1" surfacevel="1 0 0"/>
    {arms}<body pos="5 0 0.1"><freejoint name="box"/><geom type="box" size="0.1 0.1 0.1"/></body></worldbody>
    <actuator>{motors}</actuator>
    <sensor><jointvel joint="nothing special" delay="0.05" nsample="60"/></sensor></mujoco>""")
data = mujoco.MjData(model)
data.ctrl[:] = 1
ours = mjx.put_model(model, impl="jax")
state = mjx.put_data(model, data, impl="jax")
step = jax.jit(mjx.step)
for _ in range(150):
    mujoco.mj_step(model, data)
    state = step(ours, state)


def readings(data):
    angles = {name: float(data.qpos[index]) for index, name in enumerate(FEATURES)}
    moved = float(data.qpos[len(FEATURES)]) - 5
    return {**angles, "moving surface": moved, "sensor delay": float(data.sensordata[0])}


print("mujoco", mujoco.__version__, "mujoco-mjx", version("mujoco-mjx"), "jax", jax.__version__)
print("after 0.3 s: angle of an arm (rad), way of a box (m), delayed reading (rad/s)")
c, jax_side = readings(data), readings(state)
ignored = [name for name in c if abs(c[name] - jax_side[name]) > 0.05]
for name in c:
    print(f"{name:25} C {c[name]:8.4f}   JAX {jax_side[name]:8.4f}   {'ignored' if name in ignored else 'equal'}")
if ignored != list(c)[1:]:
    sys.exit("CHANGED: which features MJX leaves out in silence")
PYTHON
