"""Finished runs on uneven ground: the exam of terrains in C MuJoCo, and the final evaluation on a plane.

python -m benchmarks.learning.terrains RUN_DIR... [--episodes 20] [--json FILE]
"""

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import jax
import tyro
from rich.table import Table

from benchmarks.measurement import origin, print_table, write_json
from go2mjx.evaluation import episodes, final, terrains
from go2mjx.evaluation.terrains import DIFFICULTIES
from go2mjx.process import console, files, platform
from go2mjx.runs.directory import SUMMARY
from go2mjx.session.saved_policy import load_policy
from go2mjx.tasks.registry import ENVIRONMENTS

SEED = 1
"""Of the exam: 0 is that of the training's evaluations."""


@dataclasses.dataclass(frozen=True)
class TerrainsConfig:
    """Examine the policies of finished runs on uneven ground and on a plane."""

    runs: tyro.conf.Positional[tuple[Path, ...]]
    """Run directories, of flat or of uneven ground."""
    episodes: int = 20
    """Of each kind of terrain and difficulty."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(TerrainsConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("cpu", num_envs=1)
    rows = []
    for run in arguments.runs:
        console.message(f"examining {run}")
        rows.append(examine(run, arguments.episodes))
        print_table(table(rows[-1]))
    if arguments.json is not None:
        results = origin(load_policy(arguments.runs[0]).config) | {
            "episodes": arguments.episodes,
            "runs": rows,
        }
        write_json(arguments.json, results)


def examine(run: Path, count: int) -> dict[str, Any]:
    """How a run was trained, its exam, and its figures on a plane."""
    saved, summary = load_policy(run), files.read_json(run / SUMMARY)
    exam = terrains.examine(saved.deployed, saved.env, count, SEED)
    robot = ENVIRONMENTS[saved.config.run.env].robot
    on_plane = load_policy(run, env=f"{robot}-v0")
    plan = final.Plan.of(on_plane.env.max_command, saved.config.loop.eval_n_trajs)
    program = episodes.compile_evaluate(
        on_plane.env, on_plane.learner, on_plane.policy, plan.chosen_on_episodes
    )
    plane = final.evaluate_policy(program, on_plane.policy, plan)
    return {
        "preset": saved.config.run.exp_name,
        "env": saved.config.run.env,
        "seed": saved.config.run.seed,
        "device": jax.devices()[0].device_kind,
        "transitions": summary["total_steps"],
        "transitions_to_walk": summary["transitions_to_walk"],
        "seconds_to_walk": summary["seconds_to_walk"],
        "seconds": summary["evaluations"][-1]["seconds_since_start"],
        "plane": plane.summaries[1],
        "cells": exam.to_json()["cells"],
    }


def table(row: dict[str, Any]) -> Table:
    """A row for each kind of terrain, a column for each difficulty."""
    plane = row["plane"]
    figures = ", ".join(
        f"{plane[f'eval/{name}']:.3f}" for name in ("success_rate", "velocity_error", "yaw_rate_error")
    )
    result = Table(
        "terrain",
        *(f"difficulty {difficulty:g}" for difficulty in DIFFICULTIES),
        title=f"{row['preset']}, seed {row['seed']}: survived, velocity error (m/s)",
        caption=f"on a plane: survival, velocity and yaw rate error {figures}",
    )
    for name in dict.fromkeys(cell["terrain"] for cell in row["cells"]):
        cells = [cell for cell in row["cells"] if cell["terrain"] == name]
        result.add_row(
            name, *(f"{cell['survived']:.2f}, {cell['velocity_error'] or 0.0:.3f}" for cell in cells)
        )
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
