#!/usr/bin/env bash
# One would expect: a field of a compiled model that may be written (as domain randomisation does) is all that has to
#   be written: a joint with its armature set later behaves like one compiled with it.
# What happens: the solver scales its rows by dof_invweight0, computed when the model was compiled and left as it was.
#   A light joint whose armature goes from 0.0005 to 0.012 keeps a constant 21 times too large. Its dry friction (0.2
#   Nm) then gives way to half of that torque: the joint creeps 21 times as far. Nothing is said. mj_setConst puts it
#   right.
# Seen: 2026-11-27, mujoco 4.0.0, Python 3.11. Output:
#   mujoco 4.0.0
#   armature 0.012 compiled with it    : dof_invweight0    82.84   crept 0.0174 rad in 2 s
#   armature 0.012 written later       : dof_invweight0  1748.23   crept 0.3636 rad in 2 s
#   armature 0.012 written, mj_setConst: dof_invweight0    82.84   crept 0.0174 rad in 2 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check \
    mujoco==4.0.0 numpy==2.4.6
"$folder/python/bin/python" - <<'PYTHON'
import sys

import mujoco


def joint(armature):
    return mujoco.MjModel.from_xml_string(f"""<mujoco><worldbody><body>
        <joint axis="0 0 1" frictionloss="0.2" armature="{armature}"/>
        <geom type="capsule" size="0.01" fromto="0 0 0 0.1 0 0" mass="0.02"/></body></worldbody></mujoco>""")


def look(model):
    """The constant, and the angle (rad) after 2 s under a torque of half the dry friction."""
    data = mujoco.MjData(model)
    data.qfrc_applied[0] = 0.1
    while data.time < 2:
        mujoco.mj_step(model, data)
    return float(model.dof_invweight0[0]), float(data.qpos[0])


compiled, written, repaired = joint(0.012), joint(0.0005), joint(0.0005)
written.dof_armature[0] = 0.012
repaired.dof_armature[0] = 0.012
mujoco.mj_setConst(repaired, mujoco.MjData(repaired))

print("mujoco", mujoco.__version__)
seen = {"compiled with it": look(compiled), "written later": look(written), "written, mj_setConst": look(repaired)}
for name, (constant, angle) in seen.items():
    print(f"armature 0.012 {name:20}: dof_invweight0 {constant:8.2f}   crept {angle:.4f} rad in 2 s")
(right, little), (stale, much), (again, repaired_angle) = seen.values()
if not (stale > 15 * right and much > 15 * little and again == right and abs(repaired_angle - little) < 1e-9):
    sys.exit("CHANGED: writing an armature no longer leaves the constants of the compiled model behind")
PYTHON
