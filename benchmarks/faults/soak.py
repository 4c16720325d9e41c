"""Faults in a loop on one long run: what each does, and whether memory, open files and speed stay flat.

python -m benchmarks.faults.soak --output DIR [--minutes 60] [--env GO2-v0]
"""

import itertools
import math
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

import tyro
from rich.table import Table

from benchmarks.faults import disturbed, run_files
from benchmarks.faults.soak_process import FAULTS, FULL_DISK, NO_NETWORK, READ_ONLY, Soak, cycle
from benchmarks.measurement import origin, parse, print_table, show, spread, write_json
from go2mjx.config import presets
from go2mjx.training.schedule import Schedule

TOTAL = "timer/total"
DISK_MIB = 512
"""Size of the file system that the run has for itself, so that it can be filled."""


@dataclass(frozen=True)
class SoakConfig:
    """Disturb one run again and again, and check after every fault that nothing is lost."""

    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for the run, its log and results.json; must not hold an earlier result."""
    env: Literal["toy", "GO2-v0"] = "toy"
    """Environment; decides the flags of the training."""
    minutes: float = 60.0
    """How long to go on, one fault of each kind at least."""
    seed: int = 0
    """Seed of order and moments."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, by default results.json in `output`."""


def main(argv: Sequence[str]) -> int:
    """Run the command; 1 if anything was lost or ended as it should not."""
    arguments, unknown = parse(SoakConfig, argv)
    if unknown:
        raise SystemExit(f"unknown flags: {' '.join(unknown)}")
    arguments.output.mkdir(parents=True, exist_ok=True)
    random = Random(arguments.seed)
    with disturbed.small_disk(arguments.output / "disk", DISK_MIB) as disk:
        wanted, skipped = possible_faults(disk is not None)
        soak = Soak(arguments.env, (disk or arguments.output) / "run", arguments.output / "run.log", random)
        deadline = time.monotonic() + 60 * arguments.minutes
        for number, fault in enumerate(rounds(wanted, random), 1):
            cycle(soak, fault)
            if time.monotonic() > deadline and number > len(wanted):
                break
        config = presets.load(str(soak.run_dir / "config.json"))
        ratios = after_resumes(
            run_files.rows(soak.run_dir), soak.processes, Schedule.of(config.loop).transitions
        )
        if disk is not None:
            shutil.copytree(soak.run_dir, arguments.output / "run")
    results = {
        **origin(config),
        "skipped": skipped,
        "processes": soak.processes,
        "violations": soak.violations,
        "thirds": thirds(soak.processes),
        "after_resumes": {"resumes": len(ratios), **(spread(ratios) if ratios else {})},
    }
    for table in (faults_table(results), thirds_table(results)):
        print_table(table)
    write_json(arguments.json or arguments.output / "results.json", results)
    return 1 if soak.violations else 0


def possible_faults(own_disk: bool) -> tuple[list[str], list[str]]:
    """The faults that can be made here, and those that cannot."""
    unshare = shutil.which("unshare")
    alone = (
        unshare is not None and subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode == 0
    )
    skipped = [*([] if alone else [NO_NETWORK]), *([] if own_disk else [FULL_DISK, READ_ONLY])]
    return [fault for fault in FAULTS if fault not in skipped], skipped


def rounds(wanted: Sequence[str], random: Random) -> Iterator[str]:
    """All faults in random order, again and again."""
    for _ in itertools.count():
        yield from random.sample(wanted, len(wanted))


def thirds(processes: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Memory, open files and speed of the first and the last third of the processes."""
    count = max(1, len(processes) // 3)
    parts = {"first third": processes[:count], "last third": processes[-count:]}
    return {
        name: {
            key: spread([each[key] for each in part])
            for key in ("rss_bytes", "open_files", "steps_per_second")
        }
        for name, part in parts.items()
    }


def after_resumes(
    rows: Sequence[run_files.Row], processes: Sequence[dict[str, Any]], transitions: int
) -> list[float]:
    """The first `timer/total` of each process that resumed, over the median of its next three, where it has them.

    `transitions` are those of one iteration.
    """
    times = [(row["iteration"] * transitions, row[TOTAL]) for row in rows if TOTAL in row]
    starts = [process["resumed_at"] for process in processes[1:]]
    parts = [
        [seconds for at, seconds in times if start < at <= end]
        for start, end in zip(starts, [*starts[1:], math.inf], strict=True)
    ]
    return [part[0] / statistics.median(part[1:4]) for part in parts if len(part) >= 4]


def faults_table(results: dict[str, Any]) -> Table:
    """A row per fault."""
    violations = results["violations"]
    notes = [f"not possible here: {fault}" for fault in results["skipped"]]
    result = Table(
        title=f"{len(results['processes'])} processes, {len(violations)} violations",
        caption="\n".join([*notes, *violations]),
        caption_justify="left",
    )
    for heading in ("fault", "times", "exit codes", "seconds to exit, median", "longest"):
        result.add_column(heading, justify="right")
    for fault, (times, codes, seconds) in by_fault(results).items():
        result.add_row(fault, times, codes, f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}")
    return result


def by_fault(results: dict[str, Any]) -> dict[str, tuple[str, str, list[float]]]:
    """Of each fault how often it came, the exit codes, and the seconds to exit."""
    found: dict[str, tuple[str, str, list[float]]] = {}
    for fault in dict.fromkeys(each["fault"] for each in results["processes"]):
        ended = [each for each in results["processes"] if each["fault"] == fault]
        codes = ", ".join(map(str, sorted({each["exit_code"] for each in ended})))
        found[fault] = str(len(ended)), codes, [each["seconds_to_exit"] for each in ended]
    return found


def thirds_table(results: dict[str, Any]) -> Table:
    """Whether memory, open files and speed are flat."""
    result = Table(title="median (lowest to highest) of the processes")
    for heading in ("", "resident memory (MiB)", "open files", "transitions/s"):
        result.add_column(heading, justify="right")
    for name, part in results["thirds"].items():
        mebibytes = {key: value / 2**20 for key, value in part["rss_bytes"].items()}
        result.add_row(name, show(mebibytes), show(part["open_files"]), show(part["steps_per_second"]))
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
