"""Two builds of this project side by side on the CPU: in turns, each measurement in a process of its own.

python -m benchmarks.speed.compare_builds OTHER_CHECKOUT [--pairs 5]

Environments and training are timed by each build's own program beside the peers, the start by its command line. The
other checkout is a git worktree, for example; both run in this Python.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
from rich.table import Table

from benchmarks.measurement import origin, print_table, show, spread, write_json
from benchmarks.peers.environments import ROOT, run
from benchmarks.speed.first_update import FIRST_UPDATE, first_update
from go2mjx.config import presets
from go2mjx.process import console, platform
from go2mjx.runs.provenance import git_commit

PROGRAMS = ("benchmarks.peers.ours", "benchmarks.peer_ours")
"""The program that times a build, by its name in new builds and in old ones."""
LONGEST = 1200.0
"""Seconds that one process may take."""
ENVIRONMENT, TRAINING, START = "env_steps", "train_steps", "first_update"
MEANINGS = {
    ENVIRONMENT: "control steps/s of the environments alone with their restarts, higher is better",
    TRAINING: "transitions/s of the compiled loop, without evaluations, higher is better",
    START: "seconds from the start of the process to the first update, empty compile cache, lower is better",
}


@dataclass(frozen=True)
class CompareBuildsConfig:
    """Measure another checkout and this one in turns."""

    other: Annotated[Path, tyro.conf.Positional, tyro.conf.arg(metavar="OTHER_CHECKOUT")]
    """Root of the checkout to compare with."""
    this: Annotated[Path, tyro.conf.arg(metavar="CHECKOUT")] = ROOT
    """Root of the checkout that is compared, by default the one that this program is of."""
    pairs: int = 5
    """Measurements of each build; which comes first takes turns."""
    measure: tuple[str, ...] = tuple(MEANINGS)
    """What to measure: env_steps, train_steps, first_update."""
    preset: str = "go2_fast_cpu"
    """Settings of the training and the task."""
    num_envs: int = 64
    """Environments."""
    seconds: float = 3.0
    """Wall time of one window; a process has three, and their median counts."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, after each pair."""


@dataclass(frozen=True)
class Build:
    """A checkout, and the folder in which its processes find what earlier ones compiled."""

    checkout: Path
    cache: Path


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises SystemExit for what cannot be measured."""
    arguments = tyro.cli(CompareBuildsConfig, args=list(argv), use_underscores=True)
    unknown = set(arguments.measure) - set(MEANINGS)
    if unknown:
        raise SystemExit(f"--measure {sorted(unknown)}: choose from {', '.join(MEANINGS)}")
    for checkout in (arguments.other, arguments.this):
        program(checkout)
    platform.configure_jax("cpu", num_envs=1)
    with tempfile.TemporaryDirectory() as folder:
        builds = {
            name: Build(checkout.resolve(), Path(folder) / name)
            for name, checkout in (("other", arguments.other), ("this", arguments.this))
        }
        results = {
            **origin(presets.load(arguments.preset)),
            "num_envs": arguments.num_envs,
            "builds": {name: git_commit(build.checkout) for name, build in builds.items()},
            "meanings": MEANINGS,
            "measurements": {},
        }
        for kind in arguments.measure:
            measured: dict[str, list[float]] = {"other": [], "this": []}
            for number in range(arguments.pairs):
                for name in list(builds)[:: -1 if number % 2 else 1]:
                    console.message(f"{kind}, pair {number + 1} of {arguments.pairs}: {name}")
                    measured[name].append(MEASURES[kind](builds[name], arguments))
                results["measurements"][kind] = compared(**measured)
                if arguments.json is not None:
                    write_json(arguments.json, results)
    print_table(table(results))


def program(checkout: Path) -> str:
    """The module of `checkout` that times it. Raises SystemExit where there is none."""
    for name in PROGRAMS:
        if (checkout / name.replace(".", "/")).with_suffix(".py").is_file():
            return name
    raise SystemExit(f"{checkout}: none of {', '.join(PROGRAMS)} is there")


def rate(mode: str, counted: str) -> Callable[[Build, CompareBuildsConfig], float]:
    """What measures how many `counted` per second the program of a build makes in `mode`."""

    def measure(build: Build, arguments: CompareBuildsConfig) -> float:
        flags = {"preset": arguments.preset, "num_envs": arguments.num_envs, "seconds": arguments.seconds}
        command = [sys.executable, "-m", program(build.checkout), mode, "--repeats=3"]
        command += [f"--{name}={value}" for name, value in flags.items()]
        environment = {"PYTHONPATH": str(build.checkout), "XDG_CACHE_HOME": str(build.cache)}
        build.cache.mkdir(exist_ok=True)
        output = run(command, build.cache / "log", LONGEST, build.checkout, environment)
        return statistics.median(window[counted] for window in json.loads(output.splitlines()[-1])["windows"])

    return measure


def start(build: Build, arguments: CompareBuildsConfig) -> float:
    """Seconds to the first update of a training that finds nothing compiled."""
    flags = ["--preset", arguments.preset, "--num_envs", str(arguments.num_envs), "--platform", "cpu"]
    with tempfile.TemporaryDirectory() as cache:
        return first_update(flags, Path(cache), build.checkout)[FIRST_UPDATE]


MEASURES = {
    ENVIRONMENT: rate("environment", "steps"),
    TRAINING: rate("training", "transitions"),
    START: start,
}


def compared(other: Sequence[float], this: Sequence[float]) -> dict[str, Any]:
    """The numbers of both builds, pair by pair, and the ratio of this one to the other."""
    ratios = [new / old for old, new in zip(other, this, strict=True)]
    return {
        "other": {"each": list(other), **spread(other)},
        "this": {"each": list(this), **spread(this)},
        "ratio": {"each": ratios, **spread(ratios)},
    }


def table(results: dict[str, Any]) -> Table:
    """A row per measurement."""
    commits = {name: (commit or "no commit")[:9] for name, commit in results["builds"].items()}
    result = Table(
        title=f"This build ({commits['this']}) beside another ({commits['other']}), {results['num_envs']} environments",
        caption="median (lowest to highest) of the pairs\n"
        + "\n".join(f"{kind}: {results['meanings'][kind]}" for kind in results["measurements"]),
        caption_justify="left",
    )
    for heading in ("what", "pairs", "other", "this", "this / other"):
        result.add_column(heading, justify="right")
    for kind, measured in results["measurements"].items():
        digits = ".1f" if kind == START else ",.0f"
        numbers = [show(measured[name], digits) for name in ("other", "this")]
        result.add_row(kind, str(len(measured["ratio"]["each"])), *numbers, show(measured["ratio"], ".3f"))
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
