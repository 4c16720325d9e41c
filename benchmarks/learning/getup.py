"""Runs of getting up, as far as they have come: the exam in C MuJoCo.

python -m benchmarks.learning.getup RUN_DIR... [--poses 500] [--json FILE]
"""

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import jax
import tyro

from benchmarks.measurement import origin, print_table, write_json
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.evaluation import getup
from go2mjx.process import console, platform
from go2mjx.session.saved_policy import load_policy

SEED = 1
"""Of the exam: 0 is that of the training's evaluations."""


@dataclasses.dataclass(frozen=True)
class GetupConfig:
    """Examine the policies of runs of getting up."""

    runs: tyro.conf.Positional[tuple[Path, ...]]
    """Run directories."""
    poses: int = 500
    """That a fall left, to get up from."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(GetupConfig, args=list(argv), use_underscores=True)
    platform.configure_jax("cpu", num_envs=1)
    rows = []
    for run in arguments.runs:
        console.message(f"examining {run}")
        rows.append(examine(run, arguments.poses))
    if arguments.json is not None:
        results = origin(load_policy(arguments.runs[0]).config) | {"poses": arguments.poses, "runs": rows}
        write_json(arguments.json, results)


def examine(run: Path, poses: int) -> dict[str, Any]:
    """How a run was trained, and its exam."""
    saved = load_policy(run)
    evaluations = saved.meta["evaluations"]
    stands = next((each for each in evaluations if each["eval/stands"]), {})
    exam = getup.examine(saved.deployed, Policy(SHIPPED), saved.env, poses, SEED)
    for table in getup.tables(exam):
        print_table(table)
    return {
        "preset": saved.config.run.exp_name,
        "seed": saved.config.run.seed,
        "device": jax.devices()[0].device_kind,
        "transitions": saved.meta["total_steps"],
        "transitions_to_stand": stands.get("total_steps"),
        "seconds_to_stand": stands.get("seconds_since_start"),
        "seconds": evaluations[-1]["seconds_since_start"],
        "best_in_mjx": max(each["eval/success_rate"] for each in evaluations),
        "starts": exam.to_json()["starts"],
    }


if __name__ == "__main__":
    main(sys.argv[1:])
