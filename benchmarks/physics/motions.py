"""Robots under random joint targets, and how far two motions are apart: what the benchmarks of physics share."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import jax
import numpy as np
from rich.table import Table

from benchmarks.measurement import show, spread
from go2mjx.physics.engine import Engine, Simulation
from go2mjx.robots.description import Robot

SECONDS = (0.1, 0.5, 1.0)
"""After which positions are compared."""
AMPLITUDE = 0.25
"""Joint targets are drawn anew in each control step, uniform in plus or minus this (rad) about the default pose."""


def draws(robot: Robot, count: int, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts of `count` robots just above the floor, positions and velocities, and (steps, count, joints) targets."""
    generator = np.random.default_rng(0)
    joints = len(robot.joints)
    qpos = np.tile([0, 0, robot.default_height + 0.01, 1, 0, 0, 0, *robot.default_pose], (count, 1))
    qpos[:, 7:] += generator.uniform(-0.1, 0.1, (count, joints))
    qvel = generator.uniform(-0.1, 0.1, (count, 6 + joints))
    targets = robot.default_pose + generator.uniform(-AMPLITUDE, AMPLITUDE, (steps, count, joints))
    return tuple(array.astype(np.float32) for array in (qpos, qvel, targets))


def program(engine: Engine) -> Callable[[Simulation, jax.Array], tuple[Simulation, jax.Array]]:
    """From a start and targets to the end, and the positions after each control step."""

    def step(simulation: Simulation, target: jax.Array) -> tuple[Simulation, jax.Array]:
        simulation = engine.step(simulation, target, {})
        return simulation, simulation.qpos

    return lambda start, targets: jax.lax.scan(step, start, targets)


def steps_per_second(
    runs: Mapping[str, tuple[Engine, jax.stages.Compiled]],
    qpos: np.ndarray,
    qvel: np.ndarray,
    targets: np.ndarray,
    repeats: int,
) -> dict[str, dict[str, float]]:
    """The spread of control steps per second of all robots together, by name; compiled `program`s take turns."""
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, (engine, run) in runs.items():
            start = jax.block_until_ready(engine.start(qpos, qvel))
            begun = time.perf_counter()
            jax.block_until_ready(run(start, targets))
            rates[name].append(len(targets) * len(qpos) / (time.perf_counter() - begun))
    return {name: spread(values) for name, values in rates.items()}


def distances(found: np.ndarray, truth: np.ndarray, step: int) -> dict[str, float]:
    """How far positions are apart after `step`."""
    base = np.linalg.norm(found[step, :, :3] - truth[step, :, :3], axis=-1)
    joints = np.abs(found[step, :, 7:] - truth[step, :, 7:]).max(axis=-1)
    return {
        "base_median": float(np.median(base)),
        "base_largest": float(base.max()),
        "joint_median": float(np.median(joints)),
        "joint_largest": float(joints.max()),
    }


def motion_table(title: str, keys: Mapping[str, str], motions: Iterable[Mapping[str, Any]]) -> Table:
    """A row for each of `motions`: what it has under `keys`, by heading, seconds, and the medians of its `distances`."""
    result = Table(title=title)
    for heading in keys:
        result.add_column(heading)
    for heading in ("after s", "base mm", "joint rad"):
        result.add_column(heading, justify="right")
    for row in motions:
        numbers = f"{row['seconds']:g}", f"{1e3 * row['base_median']:.2g}", f"{row['joint_median']:.1g}"
        result.add_row(*(row[key] for key in keys.values()), *numbers)
    return result


def speed_table(title: str, heading: str, speeds: Iterable[Mapping[str, Any]]) -> Table:
    """A row for each of `speeds`: its `kind` under `heading`, robots, steps per second, seconds to compile."""
    result = Table(title=title)
    result.add_column(heading)
    for name in ("robots", "steps/s", "compile s"):
        result.add_column(name, justify="right")
    for row in speeds:
        numbers = str(row["num_envs"]), show(row["steps_per_second"]), f"{row['compile_seconds']:.1f}"
        result.add_row(row["kind"], *numbers)
    return result
