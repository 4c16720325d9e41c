"""The physics engines beside C MuJoCo: how far they are off, and how fast they step.

python -m benchmarks.physics.engines [--num_envs 64 1024] [--json FILE]
"""

import dataclasses
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import numpy as np
import tyro
from rich.table import Table

from benchmarks import c_mujoco
from benchmarks.measurement import (
    compile_apart,
    forget_compiled_programs,
    print_table,
    show,
    write_json,
)
from benchmarks.physics.motions import AMPLITUDE, SECONDS, distances, draws, program, steps_per_second
from go2mjx import robots
from go2mjx.physics.engine import Engine
from go2mjx.physics.features import JAX, WARP
from go2mjx.physics.models import training_model
from go2mjx.physics.warp_engine import WarpEngine
from go2mjx.process import platform
from go2mjx.robots.description import Robot
from go2mjx.runs.provenance import provenance

ROBOTS = 64
"""Of the comparison with C."""
SOLVERS = {"as trained": None, "converged": (100, 50)}
"""Iterations of solver and line search; None keeps those of the training model."""
ENGINES = {JAX: lambda robot, model, _: Engine(robot, model), WARP: WarpEngine}


@dataclasses.dataclass(frozen=True)
class EnginesConfig:
    """Compare the physics engines."""

    robot: str = "GO2"
    """Name of a robot, or the path of its MJCF."""
    num_envs: tuple[int, ...] = (64, 1024)
    """Numbers of robots to time."""
    steps: int = 50
    """Control steps of one timed run."""
    repeats: int = 5
    """Timed runs; the engines take turns."""
    platform: str = "auto"
    """As in go2mjx train."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(EnginesConfig, args=list(argv), use_underscores=True)
    platform.configure_jax(arguments.platform, min(arguments.num_envs))
    forget_compiled_programs()
    robot = robots.load(arguments.robot)
    errors = [row for solver in SOLVERS for row in compare(robot, solver)]
    print_table(error_table(errors))
    speeds = [row for count in arguments.num_envs for row in race(robot, count, arguments)]
    print_table(speed_table(speeds))
    if arguments.json is not None:
        source = {key: value for key, value in provenance().items() if key != "command"}
        results = {
            "provenance": source,
            "warp_lang": version("warp-lang"),
            "robot": robot.name,
            "robots": ROBOTS,
            "amplitude": AMPLITUDE,
            "errors": errors,
            "speeds": speeds,
        }
        write_json(arguments.json, results)


def compare(robot: Robot, solver: str) -> list[dict[str, Any]]:
    """Positions of each engine and of C MuJoCo, all with the solver settings `solver`, off those of C, converged.

    C counts in double precision. Distances of base (m) and joint angles (rad): median and largest of the robots.
    """
    qpos, qvel, targets = draws(robot, ROBOTS, round(max(SECONDS) / robot.control_time_step))
    models = {name: training_model(robot) for name in SOLVERS}
    for name, iterations in SOLVERS.items():
        if iterations is not None:
            models[name].opt.iterations, models[name].opt.ls_iterations = iterations
    truth = c_mujoco.positions(robot, models["converged"], qpos, qvel, targets)
    found = {"C": c_mujoco.positions(robot, models[solver], qpos, qvel, targets)}
    for name, make in ENGINES.items():
        engine = make(robot, models[solver], ROBOTS)
        found[name] = np.asarray(jax.jit(program(engine))(engine.start(qpos, qvel), targets)[1])
    pairs = [(name, "C, converged", truth) for name in found]
    if solver == "converged":
        del pairs[0]  # C against itself
    else:
        pairs += [(name, "C, same solver", found["C"]) for name in ENGINES]
    pairs.append((WARP, JAX, found[JAX]))
    return [
        {"solver": solver, "of": name, "against": against, "seconds": seconds}
        | distances(found[name], other, round(seconds / robot.control_time_step) - 1)
        for name, against, other in pairs
        for seconds in SECONDS
    ]


def race(robot: Robot, count: int, arguments: EnginesConfig) -> list[dict[str, Any]]:
    """Control steps per second of all robots together, the engines in turn."""
    qpos, qvel, targets = draws(robot, count, arguments.steps)
    runs, rows = {}, []
    for name, make in ENGINES.items():
        engine = make(robot, training_model(robot), count)
        run, seconds = compile_apart(program(engine), engine.start(qpos, qvel), jnp.asarray(targets))
        begun = time.perf_counter()
        jax.block_until_ready(run(engine.start(qpos, qvel), targets))  # Warp compiles its kernels here
        first = time.perf_counter() - begun
        runs[name] = engine, run
        rows.append(
            {
                "engine": name,
                "num_envs": count,
                "compile_seconds": seconds,
                "first_run_seconds": first,
                "bytes_per_env": engine.simulation_bytes,
            }
        )
    rates = steps_per_second(runs, qpos, qvel, targets, arguments.repeats)
    return [row | {"steps_per_second": rates[row["engine"]]} for row in rows]


def error_table(errors: list[dict[str, Any]]) -> Table:
    """A row for each pair and time."""
    result = Table(title=f"{ROBOTS} robots apart, median (largest)")
    for heading in ("solver", "engine", "against"):
        result.add_column(heading)
    for heading in ("after s", "base mm", "joint rad"):
        result.add_column(heading, justify="right")
    for row in errors:
        result.add_row(
            row["solver"],
            row["of"],
            row["against"],
            f"{row['seconds']:g}",
            f"{1e3 * row['base_median']:.2g} ({1e3 * row['base_largest']:.2g})",
            f"{row['joint_median']:.1g} ({row['joint_largest']:.1g})",
        )
    return result


def speed_table(speeds: list[dict[str, Any]]) -> Table:
    """A row an engine and number of robots."""
    result = Table(title="control steps per second, all robots")
    result.add_column("engine")
    for heading in ("robots", "steps/s", "compile s", "first run s", "bytes/robot"):
        result.add_column(heading, justify="right")
    for row in speeds:
        result.add_row(
            row["engine"],
            str(row["num_envs"]),
            show(row["steps_per_second"]),
            f"{row['compile_seconds']:.1f}",
            f"{row['first_run_seconds']:.1f}",
            f"{row['bytes_per_env']:,}",
        )
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
