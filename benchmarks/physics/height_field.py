"""Feet on uneven ground: the plane of one triangle under each foot beside the height fields of MJX and of C MuJoCo.

python -m benchmarks.physics.height_field [--num_envs 64] [--json FILE]
"""

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import tyro
from rich.table import Table

from benchmarks import c_mujoco
from benchmarks.measurement import (
    compile_apart,
    forget_compiled_programs,
    print_table,
    write_json,
)
from benchmarks.physics.motions import (
    SECONDS,
    distances,
    draws,
    motion_table,
    program,
    speed_table,
    steps_per_second,
)
from go2mjx import robots
from go2mjx.physics.engine import Engine, make_engine
from go2mjx.physics.ground import FLAT, HeightField
from go2mjx.physics.models import indices, training_model
from go2mjx.process import platform
from go2mjx.robots.description import Robot
from go2mjx.runs.provenance import provenance
from go2mjx.tasks.terrains import TERRAINS, TILE, field, uniform_field

SPHERES = 2000
"""Places of a foot, each on every kind of terrain at difficulty 1, evenly from 10 mm in the ground to 2 mm above it."""
ROBOTS = 64
"""That are dropped on each kind of terrain."""
KINDS = ("plane", "triangle", "height field of MJX")
"""The floor is flat; a field by the triangle under each foot; the same field by the collisions of MJX."""


@dataclasses.dataclass(frozen=True)
class HeightFieldConfig:
    """Compare ways to stand on uneven ground."""

    num_envs: int = 64
    """Robots to time."""
    steps: int = 50
    """Control steps of one timed run."""
    repeats: int = 5
    """Timed runs; the kinds of ground take turns."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(HeightFieldConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("cpu", arguments.num_envs)
    forget_compiled_programs()
    robot = robots.load("GO2")
    grounds = {name: uniform_field(name, 1.0, seed=0) for name in TERRAINS}
    contacts = [{"terrain": name} | compare_contacts(robot, ground) for name, ground in grounds.items()]
    print_table(contact_table(contacts))
    motions = [
        row | {"terrain": name} for name, ground in grounds.items() for row in compare_motions(robot, ground)
    ]
    title = f"{ROBOTS} robots away from C MuJoCo's, median"
    print_table(motion_table(title, {"terrain": "terrain", "way": "kind"}, motions))
    speeds = race(robot, arguments)
    print_table(speed_table("control steps per second, all robots", "ground", speeds))
    if arguments.json is not None:
        source = {key: value for key, value in provenance().items() if key != "command"}
        results = {"contacts": contacts, "motions": motions, "speeds": speeds}
        write_json(arguments.json, {"provenance": source, "cpu_cores": platform.usable_cores()} | results)


def compare_contacts(robot: Robot, ground: HeightField) -> dict[str, float]:
    """The contact of single feet as ours, from the triangle below, and as C MuJoCo's deepest.

    `missed`: C has one at least a millimetre deep and ours none; `invented`: the other way round, as shares of all places;
    `depth`: difference in mm, and `angle`: between the normals in degrees, where both touch, 95th percentiles.
    """
    model = training_model(robot, ground)
    data, where = mujoco.MjData(model), indices(robot, model)
    foot, generator = where.foot_geoms[0], np.random.default_rng(0)
    radius = model.geom_size[foot, 0]
    missed, invented, depths, angles = 0, 0, [], []
    mujoco.mj_forward(model, data)
    for place in generator.uniform(-TILE / 2, TILE / 2, (SPHERES, 2)):
        height, normal = ground.surface(place)
        centre = np.array([*place, height]) + normal * (radius + generator.uniform(-0.010, 0.002))
        ours = float(ground.gap(centre, radius))
        data.geom_xpos[:] = 1000.0 + np.arange(model.ngeom)[:, None]  # the other feet are far away
        data.geom_xpos[model.geom("floor").id] = model.geom("floor").pos
        data.geom_xpos[foot] = centre
        mujoco.mj_collision(model, data)
        touching = [contact for contact in data.contact if foot in contact.geom]
        if touching:
            deepest = min(touching, key=lambda contact: contact.dist)
            missed += deepest.dist < -1e-3 and ours >= 0
            if ours < 0:
                depths.append(1e3 * abs(ours - deepest.dist))
                angles.append(np.degrees(np.arccos(np.clip(deepest.frame[:3] @ normal, -1, 1))))
        else:
            invented += ours < -1e-3
    return {
        "missed": missed / SPHERES,
        "invented": invented / SPHERES,
        "depth": float(np.percentile(depths, 95)),
        "angle": float(np.percentile(angles, 95)),
    }


def engines(robot: Robot, ground: HeightField, num_envs: int) -> dict[str, Engine]:
    """An engine of each of `KINDS`."""
    found = [make_engine("jax", robot, num_envs, ground=kind) for kind in (FLAT, ground, ground)]
    found[2]._legs = None  # MJX steps it
    return dict(zip(KINDS, found, strict=True))


def compare_motions(robot: Robot, ground: HeightField) -> list[dict[str, Any]]:
    """Robots with random joint targets that fall onto `ground`: how far from those of C MuJoCo with the same model."""
    qpos, qvel, targets = draws(robot, ROBOTS, round(max(SECONDS) / robot.control_time_step))
    generator = np.random.default_rng(1)
    qpos[:, :2] = generator.uniform(-TILE / 2, TILE / 2, (ROBOTS, 2))
    around = np.stack(np.meshgrid(*[np.linspace(-0.3, 0.3, 13)] * 2), axis=-1).reshape(-1, 2)
    qpos[:, 2] += ground.height(qpos[:, None, :2] + around).max(axis=1)
    truth = c_mujoco.positions(robot, training_model(robot, ground), qpos, qvel, targets)
    rows = []
    for name, engine in engines(robot, ground, ROBOTS).items():
        if engine.ground is not FLAT:
            found = np.asarray(jax.jit(program(engine))(engine.start(qpos, qvel), targets)[1])
            rows += [
                {"kind": name, "seconds": seconds}
                | distances(found, truth, round(seconds / robot.control_time_step) - 1)
                for seconds in SECONDS
            ]
    return rows


def race(robot: Robot, arguments: HeightFieldConfig) -> list[dict[str, Any]]:
    """Control steps per second of all robots together on the training's field, the kinds of ground in turn."""
    count = arguments.num_envs
    qpos, qvel, targets = draws(robot, count, arguments.steps)
    runs, rows = {}, []
    for name, engine in engines(robot, field(list(TERRAINS), np.linspace(0, 1, 6), seed=0), count).items():
        start = engine.start(qpos, qvel)
        run, seconds = compile_apart(program(engine), start, jnp.asarray(targets))
        jax.block_until_ready(run(engine.start(qpos, qvel), targets))
        runs[name] = engine, run
        rows.append({"kind": name, "num_envs": count, "compile_seconds": seconds})
    rates = steps_per_second(runs, qpos, qvel, targets, arguments.repeats)
    return [row | {"steps_per_second": rates[row["kind"]]} for row in rows]


def contact_table(contacts: list[dict[str, Any]]) -> Table:
    """A row for each kind of terrain."""
    result = Table(title=f"{SPHERES} places of a foot: the triangle below it beside C MuJoCo")
    result.add_column("terrain")
    for heading in ("missed", "invented", "depth mm", "angle °"):
        result.add_column(heading, justify="right")
    for row in contacts:
        numbers = (
            f"{row['missed']:.3f}",
            f"{row['invented']:.3f}",
            f"{row['depth']:.2f}",
            f"{row['angle']:.1f}",
        )
        result.add_row(row["terrain"], *numbers)
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
