"""Sim-to-sim: trained policies in C MuJoCo with full collisions, beside MJX on the same commands.

python -m benchmarks.sim_to_sim RUN_DIR [RUN_DIR ...] [--episodes 20]
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

from benchmarks.measurement import origin, print_table, write_json
from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Limits
from go2mjx.deploy.simulation import simulate
from go2mjx.host import platform
from go2mjx.loop import evaluation
from go2mjx.tools.export import to_onnx
from go2mjx.tools.saved_policy import SavedPolicy, load_policy


@dataclass(frozen=True)
class SimToSimConfig:
    """Run exported policies in C MuJoCo and in MJX, under the same evaluation commands."""

    runs: Annotated[tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="RUN_DIR")]
    """Directories of GO2 runs."""
    episodes: int = 20
    """Episodes of 10 s for each policy and simulator."""
    seed: int = 0
    """Of the commands and the starts, whose draws differ between the simulators."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(SimToSimConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("auto", num_envs=1)
    rows, config = [], None
    for run_dir in arguments.runs:
        saved = load_policy(run_dir)
        config = saved.config
        commands = evaluation.command_set(
            arguments.episodes, saved.parts.evaluation_env.max_command, arguments.seed
        )
        rows.append(
            {
                "run": run_dir.name,
                "mujoco": in_mujoco(saved, commands, arguments.seed),
                "mjx": in_mjx(saved, commands, arguments.seed),
            }
        )
    results = {**origin(config), "episodes": arguments.episodes, "seed": arguments.seed, "policies": rows}
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def in_mujoco(saved: SavedPolicy, commands: np.ndarray, seed: int) -> dict[str, float]:
    """The exported policy in C MuJoCo; errors in m/s and rad/s, drift in m, torque in N m."""
    policy = Policy(to_onnx(saved).SerializeToString())
    episodes = simulate(policy, commands, seed, limits=Limits(ramp_seconds=0.0))
    standing = [episode.drift for episode in episodes if not any(episode.command)]
    return {
        "survived": sum(episode.success for episode in episodes),
        "velocity_error": float(np.mean([episode.velocity_error for episode in episodes])),
        "yaw_rate_error": float(np.mean([episode.yaw_rate_error for episode in episodes])),
        "standing_drift": max(standing, default=0.0),
        "torque_peak": max(episode.torque_peak for episode in episodes),
    }


def in_mjx(saved: SavedPolicy, commands: np.ndarray, seed: int) -> dict[str, float]:
    """The same policy in the environment that it was trained in."""
    evaluate = jax.jit(evaluation.make_evaluate(saved.parts.evaluation_env, saved.parts.agent))
    summary = evaluation.summarize(
        jax.tree.map(np.asarray, evaluate(saved.policy, jax.random.key(seed), commands))
    )
    return {
        "survived": round(summary["eval/success_rate"] * len(commands)),
        "velocity_error": summary["eval/velocity_error"],
        "yaw_rate_error": summary["eval/yaw_rate_error"],
        "standing_drift": summary.get("eval/zero_cmd_drift_m", 0.0),
    }


def table(results: dict[str, Any]) -> Table:
    """A row per policy."""
    result = Table(
        title=f"C MuJoCo with full collisions / MJX, {results['episodes']} episodes of 10 s each",
        caption="the same commands; starts of the same distribution, not the same draws",
    )
    headings = ("survived", "velocity error (m/s)", "ratio", "yaw rate error (rad/s)", "standing drift (m)")
    for heading in ("run", *headings, "peak torque (N m)"):
        result.add_column(heading, justify="right")
    for row in results["policies"]:
        mujoco, mjx = row["mujoco"], row["mjx"]

        def both(name: str, mujoco: dict = mujoco, mjx: dict = mjx) -> str:
            return f"{mujoco[name]:.3f} / {mjx[name]:.3f}"

        result.add_row(
            row["run"],
            f"{mujoco['survived']} / {mjx['survived']}",
            both("velocity_error"),
            f"{mujoco['velocity_error'] / mjx['velocity_error']:.2f}",
            both("yaw_rate_error"),
            both("standing_drift"),
            f"{mujoco['torque_peak']:.1f}",
        )
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
