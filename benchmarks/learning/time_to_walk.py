"""How long it takes to learn to walk, and to track commands: the same training with several seeds, one after the other.

python -m benchmarks.learning.time_to_walk --output DIR [--seeds 10] [flags of go2mjx train, such as --preset]
"""

import math
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
from rich.table import Table

from benchmarks.measurement import parse, print_table, read_json, spread, write_json
from go2mjx.process import console, platform
from go2mjx.report.learning_curve import draw_learning_curve

PROCESS = "process.json"
"""The file that this benchmark adds to a run that has ended."""
SETS = {"": "chosen_on", "held_out_": "held_out"}
"""Prefix of a number here -> set of episodes in evaluation.json."""
WALKS = tuple(f"{prefix}walks" for prefix in SETS)
EVALUATED = {
    "success_rate": "eval/success_rate",
    "velocity_error": "eval/velocity_error",
    "yaw_rate_error": "eval/yaw_rate_error",
    "standing_drift": "eval/zero_cmd_drift_m",
}
LEARNED = ("transitions_to_walk", "seconds_to_walk", "transitions_to_track", "seconds_to_track")
COSTS = (*LEARNED, "compile_seconds", "total_seconds")

Row = dict[str, Any]


@dataclass(frozen=True)
class TimeToWalkConfig:
    """Train once per seed, each in a process of its own. Other flags are handed to `go2mjx train`."""

    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for a run per seed, results.json and learning_curve.png."""
    seeds: int = 10
    """Number of seeds."""
    first_seed: int = 180
    """The first of them. Seeds 180 to 189 chose nothing of the recipe."""
    cold_compile: bool = True
    """Give each run an empty compile cache, as a fresh machine has; otherwise the user's is used."""
    reuse: bool = False
    """Train nothing, read the finished runs in `output`."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, by default results.json in `output`."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises SystemExit when a run fails or is missing."""
    arguments, train_flags = parse(TimeToWalkConfig, argv)
    if arguments.seeds < 1:
        raise SystemExit(f"--seeds {arguments.seeds}: at least 1")
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    run_dirs = [arguments.output / f"seed_{seed}" for seed in seeds]
    if arguments.reuse and train_flags:
        raise SystemExit(f"--reuse trains nothing; {' '.join(train_flags)} cannot be applied")
    if not arguments.reuse:
        for seed, run_dir in zip(seeds, run_dirs, strict=True):
            console.message(f"seed {seed}, {cache_text(arguments.cold_compile)}")
            train(seed, run_dir, arguments.cold_compile, train_flags)
    missing = [str(run_dir) for run_dir in run_dirs if not (run_dir / PROCESS).is_file()]
    if missing:
        raise SystemExit(f"no finished run in {', '.join(missing)}")
    results = collect(run_dirs)
    print_table(table(results))
    write_json(arguments.json or arguments.output / "results.json", results)
    draw_learning_curve(arguments.output, run_dirs)


def train(seed: int, run_dir: Path, cold_compile: bool, train_flags: Sequence[str]) -> None:
    """Train in a new process and note its wall time. Raises SystemExit when it fails."""
    flags = [*train_flags, "--seed", str(seed), "--run_dir", str(run_dir)]
    command = [sys.executable, "-m", "go2mjx.train", *flags]
    with tempfile.TemporaryDirectory() as cache:
        environment = {"JAX_COMPILATION_CACHE_DIR": cache} if cold_compile else {}
        started = time.perf_counter()
        exit_code = subprocess.run(command, env=os.environ | environment).returncode
        total_seconds = time.perf_counter() - started
    if exit_code:
        raise SystemExit(f"exit code {exit_code} of: {shlex.join(command)}")
    process = {
        "cold_compile": cold_compile,
        "total_seconds": total_seconds,
        "cpu_cores": platform.usable_cores(),
    }
    write_json(run_dir / PROCESS, process)


def collect(run_dirs: Sequence[Path]) -> dict[str, Any]:
    """One row per run, and the spread of every number; a run that never walked or tracked counts as infinitely late."""
    rows = [read_run(run_dir) for run_dir in run_dirs]
    numbers = [*COSTS, *(f"{prefix}{name}" for prefix in SETS for name in EVALUATED)]
    return {
        "provenance": [_provenance(run_dir) for run_dir in run_dirs],
        "config": read_json(run_dirs[0] / "config.json"),
        "runs": rows,
        "spread": {name: _spread_of_known([row[name] for row in rows]) for name in numbers},
    }


def _provenance(run_dir: Path) -> dict[str, Any]:
    """Versions, commit and device of a run; not its command, which holds paths."""
    source = read_json(run_dir / "provenance.json")[-1]
    return {key: value for key, value in source.items() if key != "command"}


def _spread_of_known(values: Sequence[float | None]) -> dict[str, float | None]:
    """The spread where None is larger than every number, None again where it is the result."""
    result = spread([math.inf if value is None else value for value in values])
    return {name: value if math.isfinite(value) else None for name, value in result.items()}


def read_run(run_dir: Path) -> Row:
    """The numbers of a finished run in SI units, those of the held-out episodes with a prefix."""
    summary, process, evaluation, config = (
        read_json(run_dir / name) for name in ("summary.json", PROCESS, "evaluation.json", "config.json")
    )
    costs = {name: summary.get(name) for name in (*LEARNED, "compile_seconds")}
    row = {"seed": config["seed"], **process, **costs, "tracks": summary.get("tracks")}
    for prefix, episodes in SETS.items():
        numbers = evaluation[episodes]["summary"]
        row[f"{prefix}walks"] = bool(numbers["eval/walks"])
        row |= {f"{prefix}{name}": numbers[key] for name, key in EVALUATED.items()}
    return row


def table(results: dict[str, Any]) -> Table:
    """A row per seed, then median and range."""
    rows, config = results["runs"], results["config"]
    caches = {cache_text(row["cold_compile"]) for row in rows}
    result = Table(
        title=f"{config['exp_name']}: {len(rows)} seeds, {rows[0]['cpu_cores']} cores, "
        f"{' or '.join(sorted(caches))}",
        caption=f"to walk: {config['eval_n_trajs']} episodes every {config['eval_period']:,} transitions; to track: "
        "an exam of the directions after each that walks\n"
        "tracks: the shipped policy in the exam of the end\n"
        "a / b: shipped policy on the commands that chose it / on the held-out commands",
        caption_justify="left",
    )
    for heading in (
        "seed",
        "transitions to walk",
        "seconds to walk",
        "transitions to track",
        "seconds to track",
        "walks",
        "tracks",
        "survival",
        "velocity error (m/s)",
        "yaw rate error (rad/s)",
        "standing drift (m)",
        "compile (s)",
        "total (s)",
    ):
        result.add_column(heading, justify="right")
    for row in rows:
        walks = " / ".join("yes" if row[key] else "no" for key in WALKS)
        tracks = {True: "yes", False: "no", None: "-"}[row["tracks"]]
        result.add_row(str(row["seed"]), *_cells(row, walks, tracks))
    result.add_section()
    walking = " / ".join(str(sum(row[key] for row in rows)) for key in WALKS)
    tracking = str(sum(bool(row["tracks"]) for row in rows))
    for statistic, *counts in (("median", walking, tracking), ("lowest", "", ""), ("highest", "", "")):
        values = {number: values[statistic] for number, values in results["spread"].items()}
        result.add_row(statistic, *_cells(values, *counts))
    return result


def _cells(row: Row, walks: str, tracks: str) -> list[str]:
    """The cells after the first."""

    def cost(name: str) -> str:
        return "never" if row[name] is None else f"{row[name]:,.0f}"

    evaluated = [" / ".join(f"{row[f'{prefix}{name}']:.3f}" for prefix in SETS) for name in EVALUATED]
    return [*map(cost, LEARNED), walks, tracks, *evaluated, *map(cost, COSTS[len(LEARNED) :])]


def cache_text(cold_compile: bool) -> str:
    """Which compile cache a run had, in words."""
    return "an empty compile cache" if cold_compile else "the user's compile cache"


if __name__ == "__main__":
    main(sys.argv[1:])
