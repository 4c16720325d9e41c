#!/usr/bin/env bash
# One would expect: a level height field feels like a plane, however fine its grid; the grid says where the ground is,
#   geom_solref and geom_solimp say how soft it is.
# What happens: MuJoCo collides with every triangle in reach and keeps a contact for each, all of the same softness. On a
#   finer grid a ball touches more of them, and they carry it together: the same ball sinks in half as deep on cells of
#   12.5 mm as on cells of 50 mm or on a plane. The number of contacts also differs from place to place on one grid, and
#   each costs the solver four rows. Contacts that were fitted to a plane are harder on a fine field.
# Seen: 2026-11-27, mujoco 4.0.0, numpy 2.4.6, Python 3.11. Output:
#   mujoco 4.0.0
#   plane         : sinks in 0.367 mm, contacts 1
#   cells 50.0 mm : sinks in 0.367 mm, contacts 1
#   cells 25.0 mm : sinks in 0.302 mm, contacts 4
#   cells 12.5 mm : sinks in 0.200 mm, contacts 6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check mujoco==4.0.0 numpy==2.4.6
"$folder/python/bin/python" - <<'PYTHON'
import sys

import mujoco

RADIUS = 0.1


def rest(cell):
    """How deep (m) a ball of 5 kg lies in level ground after 4 s, and its contacts; `cell` (m), None for a plane."""
    spec = mujoco.MjSpec()
    if cell is None:
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_PLANE, size=[2, 2, 0.1])
    else:
        count = round(2 / cell) + 1
        heights = [0.0] * count**2
        spec.add_hfield(name="level", nrow=count, ncol=count, size=[1, 1, 0.001, 0.5], userdata=heights)
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_HFIELD, hfieldname="level")
    ball = spec.worldbody.add_body(pos=[0.013, 0.021, RADIUS + 0.001])
    ball.add_freejoint()
    ball.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[RADIUS, 0, 0], mass=5)
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 2000)
    return RADIUS - data.qpos[2], data.ncon


print(f"mujoco {mujoco.__version__}")
depths = []
for cell in (None, 0.05, 0.025, 0.0125):
    depth, contacts = rest(cell)
    depths.append(depth)
    name = "plane" if cell is None else f"cells {1e3 * cell:.1f} mm"
    print(f"{name:14}: sinks in {1e3 * depth:.3f} mm, contacts {contacts}")
if not depths[3] < 0.6 * depths[0]:
    sys.exit("CHANGED: a fine height field is no longer harder than a plane")
PYTHON
