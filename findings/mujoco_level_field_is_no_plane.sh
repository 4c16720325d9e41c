#!/usr/bin/env bash
# One would expect: on a level height field things move as on a plane, however fine its grid; the grid says where the
#   ground is, geom_solref and geom_solimp say how soft it is.
# What happens: MuJoCo collides with each triangle in reach as a body of its own. A ball that is a little in the ground
#   also touches the rims of the neighbouring triangles, with normals that lean by up to the angle under which it dips in:
#   dropped straight down it is driven aside, by centimetres within a second. And each contact is as hard as the one that a
#   plane has, so that on a finer grid, with more of them, the same ball sinks in half as deep. Feet that were fitted to a
#   plane meet another ground, the more so the deeper they land.
# Seen: 2026-11-28, mujoco 4.0.0, numpy 2.4.6, Python 3.11. Output:
#   mujoco 4.0.0
#   plane         : at rest 0.367 mm in the ground, contacts 1; after a drop 0.0 mm aside
#   cells 50.0 mm : at rest 0.367 mm in the ground, contacts 1; after a drop 28.3 mm aside
#   cells 25.0 mm : at rest 0.302 mm in the ground, contacts 4; after a drop 10.4 mm aside
#   cells 12.5 mm : at rest 0.200 mm in the ground, contacts 6; after a drop 4.2 mm aside
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check mujoco==4.0.0 numpy==2.4.6
"$folder/python/bin/python" - <<'PYTHON'
import sys

import mujoco
import numpy as np


def ball(cell, radius, mass):
    """A ball above level ground of `cell` (m), None for a plane."""
    spec = mujoco.MjSpec()
    if cell is None:
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_PLANE, size=[2, 2, 0.1])
    else:
        count = round(2 / cell) + 1
        heights = [0.0] * count**2
        spec.add_hfield(name="level", nrow=count, ncol=count, size=[1, 1, 0.001, 0.5], userdata=heights)
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_HFIELD, hfieldname="level")
    body = spec.worldbody.add_body()
    body.add_freejoint()
    body.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[radius, 0, 0], mass=mass)
    model = spec.compile()
    return model, mujoco.MjData(model)


def rest(cell):
    """How deep (mm) a large ball lies after 4 s, and its contacts."""
    model, data = ball(cell, 0.1, 5.0)
    data.qpos[:3] = 0.013, 0.021, 0.101
    mujoco.mj_step(model, data, 2000)
    return 1e3 * (0.1 - data.qpos[2]), data.ncon


def drop(cell):
    """How far (mm) a small ball is aside a second after it was dropped from 5 cm, median of 100 places."""
    aside = []
    for place in np.random.default_rng(0).uniform(-0.5, 0.5, (100, 2)):
        model, data = ball(cell, 0.022, 1.0)
        data.qpos[:3] = *place, 0.072
        mujoco.mj_step(model, data, 500)
        aside.append(1e3 * np.linalg.norm(data.qpos[:2] - place))
    return np.median(aside)


print(f"mujoco {mujoco.__version__}")
depths, aside = [], []
for cell in (None, 0.05, 0.025, 0.0125):
    depth, contacts = rest(cell)
    depths.append(depth)
    aside.append(drop(cell))
    name = "plane" if cell is None else f"cells {1e3 * cell:.1f} mm"
    print(f"{name:14}: at rest {depth:.3f} mm in the ground, contacts {contacts}; after a drop {aside[-1]:.1f} mm aside")
if not (depths[3] < 0.6 * depths[0] and aside[0] < 0.1 and min(aside[1:]) > 1.0):
    sys.exit("CHANGED: a level height field is as hard as a plane, or a ball stays where it was dropped")
PYTHON
