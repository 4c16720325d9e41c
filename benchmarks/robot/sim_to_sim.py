"""Sim-to-sim: trained policies in C MuJoCo with full collisions, in time and late, beside MJX.

python -m benchmarks.robot.sim_to_sim RUN_DIR [RUN_DIR ...] [--episodes 20]

The same commands and starts for all.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
from rich.table import Table

from benchmarks.measurement import origin, print_table, write_json
from go2mjx.evaluation import record_mjx, record_mujoco
from go2mjx.evaluation.episodes import command_set
from go2mjx.evaluation.gait import gait_figures
from go2mjx.evaluation.recording import Recording, Trials
from go2mjx.evaluation.robot import (
    MAX_ACTION_CHANGE,
    MAX_DUTY_FACTOR_SPREAD,
    MAX_FOOT_SLIP,
    MIN_RETURN_KEPT,
    MIN_STEPS_PER_SECOND,
)
from go2mjx.evaluation.verdict import summarize
from go2mjx.process import platform
from go2mjx.session.saved_policy import load_policy

MAX_RATIO = 1.2
"""Of the velocity error in C MuJoCo to that in MJX."""


@dataclass(frozen=True)
class SimToSimConfig:
    """Run exported policies in C MuJoCo and in MJX, under the same evaluation commands from the same starts."""

    runs: Annotated[tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="RUN_DIR")]
    """Directories of GO2 runs."""
    episodes: int = 20
    """Episodes of 10 s for each policy and simulator."""
    seed: int = 0
    """Of the commands and the starts."""
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
        trials = Trials.undisturbed(command_set(arguments.episodes, saved.env.max_command, arguments.seed))
        rows.append(
            {
                "run": run_dir.name,
                "mjx": figures(record_mjx.record(saved, trials, arguments.seed)),
                "mujoco": figures(record_mujoco.record(saved.deployed, saved.env, trials, arguments.seed)),
                "mujoco_late": figures(
                    record_mujoco.record(saved.deployed, saved.env, trials, arguments.seed, 1)
                ),
            }
        )
    results = {**origin(config), "episodes": arguments.episodes, "seed": arguments.seed, "policies": rows}
    print_table(table(results))
    print_table(gait_table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def figures(recording: Recording) -> dict[str, float]:
    """Means over the episodes in m/s, rad/s, m and of actions in [-1, 1]; the drift is the largest.

    Of the feet, the number of steps (1/s) is that of the slowest and the slip (m/s) that of the worst. Raises
    KeyError where every robot falls within the first second.
    """
    summary = summarize(recording.episodes)
    gait = gait_figures(recording[recording.command.any(axis=-1)])
    return {
        "survived": round(summary["eval/success_rate"] * len(recording.command)),
        "velocity_error": summary["eval/velocity_error"],
        "yaw_rate_error": summary["eval/yaw_rate_error"],
        "standing_drift": summary.get("eval/zero_cmd_drift_m", 0.0),
        "average_return": summary["eval/average_return"],
        "action_change": gait["action_change"],
        "steps_per_second": min(gait["steps_per_second"].values()),
        "duty_factor_spread": gait["duty_factor_spread"],
        "foot_slip": max(gait["foot_slip"].values()),
    }


def table(results: dict[str, Any]) -> Table:
    """A row per policy."""
    episodes = results["episodes"]
    rows = Table(
        title=f"C MuJoCo with full collisions / MJX, {episodes} episodes of 10 s each",
        caption=f"wanted: 95 % survive, ratio ≤ {MAX_RATIO}, action change ≤ {MAX_ACTION_CHANGE:.2f}, "
        f"return kept ≥ {MIN_RETURN_KEPT}; late: actions in C MuJoCo act one control step (20 ms) late",
    )
    errors = ("velocity error (m/s)", "ratio", "yaw rate error (rad/s)", "standing drift (m)")
    for heading in ("run", "survived", *errors, "action change", "late: survived", "late: return kept"):
        rows.add_column(heading, justify="right")
    for row in results["policies"]:
        mujoco, mjx, late = row["mujoco"], row["mjx"], row["mujoco_late"]
        rows.add_row(
            row["run"],
            f"{mujoco['survived']} / {mjx['survived']}",
            _both(row, "velocity_error"),
            f"{mujoco['velocity_error'] / mjx['velocity_error']:.2f}",
            _both(row, "yaw_rate_error"),
            _both(row, "standing_drift"),
            _both(row, "action_change"),
            str(late["survived"]),
            f"{late['average_return'] / mujoco['average_return']:.2f}",
        )
    return rows


def gait_table(results: dict[str, Any]) -> Table:
    """A row per policy: how the feet move under the moving commands."""
    rows = Table(
        title="C MuJoCo with full collisions / MJX, gait under the moving commands",
        caption=f"wanted: steps ≥ {MIN_STEPS_PER_SECOND}, spread ≤ {MAX_DUTY_FACTOR_SPREAD}, slip ≤ {MAX_FOOT_SLIP}",
    )
    headings = ("steps of the slowest foot (1/s)", "spread of duty factors", "slip of the worst foot (m/s)")
    for heading in ("run", *headings):
        rows.add_column(heading, justify="right")
    for row in results["policies"]:
        names = ("steps_per_second", "duty_factor_spread", "foot_slip")
        rows.add_row(row["run"], *(_both(row, name) for name in names))
    return rows


def _both(row: dict[str, Any], name: str) -> str:
    return f"{row['mujoco'][name]:.3f} / {row['mjx'][name]:.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
