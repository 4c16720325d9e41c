"""Robots that lie on a few spheres: beside C MuJoCo with the same spheres and with every shape colliding, and what they cost.

python -m benchmarks.physics.shell [--num_envs 64] [--json FILE]
"""

import dataclasses
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import jax
import numpy as np
import tyro

from benchmarks import c_mujoco
from benchmarks.measurement import (
    compile_apart,
    forget_compiled_programs,
    print_table,
    spread,
    write_json,
)
from benchmarks.physics.motions import SECONDS, distances, motion_table, program, speed_table
from go2mjx import robots
from go2mjx.physics.engine import make_engine
from go2mjx.physics.fallen import fallen
from go2mjx.physics.models import full_collision_model, training_model
from go2mjx.process import platform
from go2mjx.robots.description import Robot
from go2mjx.runs.provenance import provenance
from go2mjx.tasks import registry
from go2mjx.tasks.base import restart

ROBOTS = 64
AMPLITUDE = 1.0
"""Joint targets are drawn anew in each control step, uniform in plus or minus this (rad) about the default pose."""
NUDGE = 1e-3
"""How much the joints (rad) of the robots start elsewhere that show how far chance alone takes them."""
KINDS = ("GO2-v0", "GO2-getup-v0")


@dataclasses.dataclass(frozen=True)
class ShellConfig:
    """Compare robots on spheres with robots on every shape."""

    num_envs: int = 64
    """Robots to time."""
    steps: int = 50
    """Control steps of one timed run."""
    repeats: int = 5
    """Timed runs; the environments take turns."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(ShellConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("cpu", arguments.num_envs)
    forget_compiled_programs()
    motions = compare_motions(robots.load("GO2"))
    title = f"{ROBOTS} robots that lie, median of how far apart they get"
    print_table(motion_table(title, {"way": "way", "beside": "beside"}, motions))
    speeds = race(arguments)
    print_table(speed_table("environment steps per second, all robots", "environment", speeds))
    if arguments.json is not None:
        source = {key: value for key, value in provenance().items() if key != "command"}
        results = {"motions": motions, "speeds": speeds}
        write_json(arguments.json, {"provenance": source, "cpu_cores": platform.usable_cores()} | results)


def compare_motions(robot: Robot) -> list[dict[str, Any]]:
    """Robots that lie, under random joint targets: how far apart two ways to simulate them get."""
    qpos, qvel = fallen(robot, ROBOTS, seed=0)
    generator, steps = np.random.default_rng(0), round(max(SECONDS) / robot.control_time_step)
    targets = robot.default_pose + generator.uniform(-AMPLITUDE, AMPLITUDE, (steps, ROBOTS, 12))
    targets = targets.astype(np.float32)
    nudged = qpos.copy()
    nudged[:, 7:] += NUDGE * generator.choice([-1, 1], (ROBOTS, 12))
    spheres, shapes = training_model(robot, shell=True), full_collision_model(robot)
    shapes.opt.timestep = robot.physics_time_step
    engine = make_engine("jax", robot, ROBOTS, shell=True)
    ways = {
        "ours": np.asarray(jax.jit(program(engine))(engine.start(qpos, qvel), targets)[1]),
        "C, the same spheres": c_mujoco.positions(robot, spheres, qpos, qvel, targets),
        "C, every shape": c_mujoco.positions(robot, shapes, qpos, qvel, targets),
        "C, every shape, nudged": c_mujoco.positions(robot, shapes, nudged, qvel, targets),
    }
    names = list(ways)
    pairs = ((names[0], names[1]), (names[1], names[2]), (names[0], names[2]), (names[3], names[2]))
    return [
        {"way": way, "beside": beside, "seconds": seconds}
        | distances(ways[way], ways[beside], round(seconds / robot.control_time_step) - 1)
        for way, beside in pairs
        for seconds in SECONDS
    ]


def race(arguments: ShellConfig) -> list[dict[str, Any]]:
    """Environment steps per second of all robots together under random actions, ends and starts included, in turn."""
    count, runs, states, rows = arguments.num_envs, {}, {}, []
    keys = jax.random.split(jax.random.key(1), arguments.steps)
    for name in KINDS:
        env = registry.make(name, registry.kind(name).config, count)

        def step(state, key, env=env):
            action = jax.random.uniform(key, (count, env.action_size), minval=-1.0)
            following = env.step(state, action)
            return restart(env, following.done, following), None

        def run(state, keys, step=step):
            return jax.lax.scan(step, state, keys)[0]

        start = jax.jit(env.reset)(jax.random.split(jax.random.key(0), count))
        compiled, seconds = compile_apart(run, start, keys)
        runs[name], states[name] = compiled, compiled(start, keys)
        rows.append({"kind": name, "num_envs": count, "compile_seconds": seconds})
    rates = {name: [] for name in runs}
    for _ in range(arguments.repeats):
        for name, compiled in runs.items():
            start = jax.block_until_ready(states[name])
            begun = time.perf_counter()
            states[name] = jax.block_until_ready(compiled(start, keys))
            rates[name].append(count * len(keys) / (time.perf_counter() - begun))
    return [row | {"steps_per_second": spread(rates[row["kind"]])} for row in rows]


if __name__ == "__main__":
    main(sys.argv[1:])
