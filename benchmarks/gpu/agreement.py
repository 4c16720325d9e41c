"""Does the GPU simulate what the CPU simulates? The same actions on both, and in C MuJoCo in double precision.

python -m benchmarks.gpu.agreement [--num_envs 64] [flags of go2mjx train, such as --platform]
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import numpy as np
import tyro
from rich.table import Table

from benchmarks import c_mujoco
from benchmarks.measurement import origin, parse, print_table, write_json
from go2mjx.config import cli
from go2mjx.process import platform
from go2mjx.session.build import build
from go2mjx.tasks.base import State
from go2mjx.tasks.velocity import VelocityTask, Walk

AFTER = (1, 2, 5, 10, 25)
"""Control steps after which the positions are compared; contacts make small differences grow."""
AMPLITUDE = 0.5
"""Actions are uniform in plus or minus this."""


@dataclass(frozen=True)
class AgreementConfig:
    """Compare the physics of the default device with that of the CPU. Other flags are those of `go2mjx train`."""

    num_envs: int = 64
    """Robots, each with a start and actions of its own."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(AgreementConfig, argv)
    config = cli.parse(train_flags)
    platform.configure_jax(config.run.platform, arguments.num_envs)
    env = build(config).env
    if env.robot is None:
        raise SystemExit(f"--env {config.run.env}: it has no robot, and no physics to compare")
    results = origin(config) | compare(env, arguments.num_envs)
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def compare(env: VelocityTask, num_envs: int) -> dict[str, Any]:
    """Largest and median difference of the positions between device, CPU and C MuJoCo after some steps."""
    cpu, device = jax.devices("cpu")[0], jax.devices()[0]
    actions = np.random.default_rng(0).uniform(-AMPLITUDE, AMPLITUDE, (max(AFTER), num_envs, env.action_size))
    actions = actions.astype(np.float32)
    with jax.default_device(cpu):
        start = jax.jit(env.reset)(jax.random.split(jax.random.key(0), num_envs))
    simulation = start.physics.simulation
    targets = np.asarray(env.robot.default_pose) + env.config.action_scale * actions
    positions = {
        "device": trajectory(env, jax.device_put(start, device), jax.device_put(actions, device)),
        "cpu": trajectory(env, jax.device_put(start, cpu), jax.device_put(actions, cpu)),
        "c": c_mujoco.positions(
            env.robot, env.engine.mj_model, np.asarray(simulation.qpos), np.asarray(simulation.qvel), targets
        ),
    }
    differences = {}
    for name, (first, second) in {
        "device to CPU": ("device", "cpu"),
        "device to C MuJoCo": ("device", "c"),
        "CPU to C MuJoCo": ("cpu", "c"),
    }.items():
        per_robot = np.abs(positions[first] - positions[second]).max(axis=2)
        differences[name] = [
            {
                "control_steps": steps,
                "median": float(np.median(per_robot[steps - 1])),
                "largest": float(per_robot[steps - 1].max()),
            }
            for steps in AFTER
        ]
    return {
        "num_envs": num_envs,
        "device": str(device),
        "same_device": device == cpu,
        "action_amplitude": AMPLITUDE,
        "differences": differences,
    }


def trajectory(env: VelocityTask, start: State[Walk], actions: jax.Array) -> np.ndarray:
    """Positions after each control step in MJX, where `start` is, (steps, robots, nq)."""

    def step(state, action):
        state = env.step(state, action)
        return state, state.physics.simulation.qpos

    return np.asarray(jax.jit(lambda state, actions: jax.lax.scan(step, state, actions)[1])(start, actions))


def table(results: dict[str, Any]) -> Table:
    """A row per pair, a column per number of steps."""
    same = " (which is the CPU)" if results["same_device"] else ""
    result = Table(
        title=f"Physics on {results['device']}{same} beside the CPU, {results['num_envs']} robots",
        caption="largest difference of a position coordinate (m, rad or quaternion): median robot / worst robot",
        caption_justify="left",
    )
    result.add_column("after control steps")
    for steps in AFTER:
        result.add_column(str(steps), justify="right")
    for name, rows in results["differences"].items():
        result.add_row(name, *(f"{row['median']:.1e} / {row['largest']:.1e}" for row in rows))
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
