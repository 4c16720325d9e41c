"""What a change of the recipe is worth: arms of flags, each trained with the same seeds, ranked by how well they learn.

python -m benchmarks.learning.sweep ARMS.yaml --output DIR [--seeds 20-29] [flags of go2mjx train for all arms]

Two seeds of one setting differ by more than most changes are worth, and the moment at which a curve crosses a limit
depends on one evaluation. So every arm is ranked by the area under its curves, with the spread over seeds. A process
per core trains one arm at a time, compiled once for all its seeds; cores without an arm of their own share one.
"""

import json
import math
import multiprocessing
import os
import statistics
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
import yaml
from rich.table import Table

from benchmarks.measurement import origin, parse, print_table, show, spread
from go2mjx.config.seeds import parse as parse_seeds
from go2mjx.process import console, platform
from go2mjx.process.errors import UsageError
from go2mjx.process.unique_yaml import UniqueKeysLoader
from go2mjx.telemetry.metrics import DIRECTIONS, judging_keys

FALL = 1.0
"""Error (m/s, of a turn rad/s) that an episode with a fall counts as."""

Row = dict[str, Any]


@dataclass(frozen=True)
class SweepConfig:
    """Train every arm with every seed. Other flags are handed to `go2mjx train`."""

    arms: Annotated[tyro.conf.Positional[Path], tyro.conf.arg(metavar="ARMS.yaml")]
    """A YAML file with the flags of each arm, a string, under its name."""
    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for a file of results per arm; what is there already is not trained again."""
    seeds: str = "20-29"
    """As for `go2mjx train`. Claims are made on seeds that chose nothing: those of docs/performance.md are 180 to 189."""
    only: tuple[str, ...] = ()
    """Names of the arms to train, by default all."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, common = parse(SweepConfig, argv)
    content = yaml.load(arguments.arms.read_text(encoding="utf-8"), Loader=UniqueKeysLoader)
    arms = {name: flags.split() for name, flags in content.items()}
    unknown = set(arguments.only) - set(arms)
    if unknown:
        raise SystemExit(f"--only {' '.join(unknown)}: the arms are {', '.join(arms)}")
    arms = {name: flags for name, flags in arms.items() if name in (arguments.only or arms)}
    try:
        seeds = parse_seeds(arguments.seeds)
    except UsageError as problem:
        raise SystemExit(str(problem)) from None
    arguments.output.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    cores = context.Queue()
    for core in sorted(os.sched_getaffinity(0)):
        cores.put(core)
    shares = max(platform.usable_cores() // len(arms), 1)  # of an arm's seeds, so that no core is idle
    with ProcessPoolExecutor(platform.usable_cores(), context, pin, (cores,)) as pool:
        jobs = [
            pool.submit(
                train_arm, name, [*common, *flags], seeds[share::shares], arguments.output / f"{name}.jsonl"
            )
            for name, flags in arms.items()
            for share in range(shares)
        ]
        for job in jobs:
            job.result()
    print_table(table({name: read(arguments.output / f"{name}.jsonl", seeds) for name in arms}))


def pin(cores: Any) -> None:
    """Keep this process to one core, so that arms do not disturb each other."""
    os.sched_setaffinity(0, {cores.get()})


def read(path: Path, seeds: Sequence[int]) -> list[Row]:
    """The finished runs of an arm with these seeds."""
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["seed"] in seeds]


def train_arm(name: str, flags: Sequence[str], seeds: Sequence[int], path: Path) -> None:
    """Train with each of `seeds` that `path` lacks, and append a row per run."""
    missing = sorted(set(seeds) - {row["seed"] for row in read(path, seeds)})
    if not missing:
        return
    from go2mjx.config import cli  # JAX starts in the worker, pinned

    config = cli.parse(["--platform", "cpu", "--wandb_mode", "disabled", *flags])
    platform.configure_jax("cpu", config.loop.num_envs)

    from benchmarks.learning.seed_runs import SeedRuns

    source, runs = origin(config)["provenance"], SeedRuns(config)
    for seed in missing:
        row = {"seed": seed, "flags": " ".join(flags), "provenance": source, **runs.train(seed)}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        console.message(f"{name}, seed {seed}: {_text(row)}")


def worst_direction(evaluation: dict[str, float]) -> float:
    """The error (m/s, of a turn rad/s) in the direction of command that goes worst, falls counting as `FALL`."""
    errors = []
    for name in (name for pair in DIRECTIONS for name in pair):
        error, success = (evaluation[key] for key in judging_keys(name))
        errors.append(min(FALL, success * error + (1.0 - success) * FALL))
    return max(errors)


def area(row: Row) -> float:
    """Mean of `worst_direction` over the evaluations of a run: the area under its curve."""
    return statistics.fmean(map(worst_direction, row["evaluations"]))


def transitions_to_walk(row: Row) -> float:
    """Until the first evaluation that walks; infinite without one."""
    walking = (one["total_steps"] for one in row["evaluations"] if one["eval/walks"])
    return next(walking, math.inf)


def transitions_to_track(row: Row) -> float:
    """Until the first evaluation whose exam, of two starts a direction, is passed; infinite without one."""
    tracking = (one["total_steps"] for one in row["evaluations"] if one.get("exam/tracks"))
    return next(tracking, math.inf)


def exam_score(row: Row) -> float:
    """That of the shipped policy, at most 1 where it tracks; infinite where it took no exam or one not finite."""
    return row.get("exam", {}).get("exam/score", math.inf)


def _text(row: Row) -> str:
    held_out = row["held_out"]
    return (
        f"area {area(row):.3f}, walks after {transitions_to_walk(row):,.0f}; shipped: velocity error "
        f"{held_out['eval/velocity_error']:.3f} m/s, survival {held_out['eval/success_rate']:.3f}, exam score "
        f"{exam_score(row):.2f}"
    )


def table(arms: dict[str, list[Row]]) -> Table:
    """A row per arm with results, best area first: medians with the range over seeds."""
    result = Table(
        title="area: error of the worst direction of command, mean over the evaluations\n"
        "median (lowest to highest seed); errors and survival are those of the shipped policy on held-out commands,\n"
        "its exam's score is at most 1 where it tracks"
    )
    for heading in (
        "arm",
        "seeds",
        "area",
        "transitions to walk",
        "velocity error",
        "yaw rate error",
        "survival",
        "exam score",
        "CPU s",
    ):
        result.add_column(heading)
    known = {name: rows for name, rows in arms.items() if rows}
    for name, rows in sorted(known.items(), key=lambda item: statistics.median(map(area, item[1]))):
        held_out = [row["held_out"] for row in rows]
        result.add_row(
            name,
            str(len(rows)),
            show(spread([area(row) for row in rows]), ".3f"),
            show(spread([transitions_to_walk(row) for row in rows])),
            *(
                show(spread([one[f"eval/{key}"] for one in held_out]), ".3f")
                for key in ("velocity_error", "yaw_rate_error", "success_rate")
            ),
            show(spread([exam_score(row) for row in rows]), ".2f"),
            show(spread([row["cpu_seconds"] for row in rows])),
        )
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
