"""The alert rules on real trainings that are broken on purpose, and on some that are not.

python -m benchmarks.faults.broken_runs --output DIR [--only NAME ...] [--good RUN_DIR ...]
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
from rich.table import Table

from benchmarks.faults import run_files
from benchmarks.faults.broken_cases import CASES, FLAGS, Case, raised
from benchmarks.faults.disturbed import Training
from benchmarks.measurement import origin, parse, print_table, read_json, write_json
from go2mjx.commands.monitor import examine
from go2mjx.config import presets
from go2mjx.process import console
from go2mjx.training.schedule import Schedule

RESULT = "broken_run.json"
"""The file that this benchmark adds to a run that has ended."""

Result = dict[str, Any]


@dataclass(frozen=True)
class BrokenRunsConfig:
    """Train runs that are broken in known ways, and see which alert rules fire and when."""

    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for the runs, their logs and results.json; runs that ended there are not trained again."""
    only: Annotated[tuple[str, ...], tyro.conf.arg(metavar="NAME")] = tuple(CASES)
    """The runs to look at."""
    good: Annotated[tuple[Path, ...], tyro.conf.arg(metavar="RUN_DIR")] = ()
    """Directories of finished runs that learned well; they must raise nothing."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, by default results.json in `output`."""


def main(argv: Sequence[str]) -> int:
    """Run the command; 1 if a rule is silent on the run made for it or fires on a good one."""
    arguments, unknown = parse(BrokenRunsConfig, argv)
    unknown += [name for name in arguments.only if name not in CASES]
    if unknown:
        raise SystemExit(f"unknown: {' '.join(unknown)}; the runs are {', '.join(CASES)}")
    arguments.output.mkdir(parents=True, exist_ok=True)
    results = {
        **origin(presets.load("go2_fast_cpu")),
        "runs": [result(name, arguments.output) for name in arguments.only],
        "good_runs": [sorted({alert.rule for alert in examine(run_dir)}) for run_dir in arguments.good],
    }
    print_table(table(results))
    write_json(arguments.json or arguments.output / "results.json", results)
    return 0 if is_as_expected(results) else 1


def result(name: str, output: Path) -> Result:
    """What the run `name` in `output` raised; it is trained first unless it has ended there."""
    case, saved = CASES[name], output / name / RESULT
    known = {"run": name, "broken": case.broken, "flags": [*FLAGS[case.env].split(), *case.flags.split()]}
    if not saved.is_file() or read_json(saved)["flags"] != known["flags"]:
        console.message(f"{name}, broken: {case.broken}")
        write_json(saved, known | train(case, saved.parent, known["flags"]))
    return read_json(saved) | known | {"expected": case.expected}


def train(case: Case, run_dir: Path, flags: Sequence[str]) -> Result:
    """Train; what was raised on the way, and what `go2mjx monitor` finds."""
    with Training(run_dir, [*flags, "--overwrite"], run_dir.with_suffix(".log"), case.wrapper) as training:
        meanwhile = case.disturb(training)
        exit_code = training.wait()
    config = presets.load(str(run_dir / "config.json"))
    return {
        "exit_code": exit_code,
        "iterations": run_files.transitions(run_dir) // Schedule.of(config.loop).transitions,
        "raised": raised(run_dir),
        "monitor": sorted(meanwhile | {alert.rule for alert in examine(run_dir)}),
    }


def is_as_expected(results: dict[str, Any]) -> bool:
    """Whether every rule fired on the run made for it, `go2mjx monitor` agrees, and the good runs are silent.

    Slow timers count in the run that is slowed alone: elsewhere they tell of what else the machine does.
    """
    return not any(results["good_runs"]) and all(
        sorted(run["raised"]) == run["monitor"]
        and set(run["raised"]) >= set(run["expected"])
        and (run["expected"] or all(rule.startswith("slow timer/") for rule in run["raised"]))
        for run in results["runs"]
    )


def table(results: dict[str, Any]) -> Table:
    """A row per run: the rules that should fire and when they did, and what else fired."""
    good = results["good_runs"]
    table = Table(
        title="as expected" if is_as_expected(results) else "NOT as expected",
        caption=f"{len(good)} good runs of full length: {sum(map(len, good))} alerts" if good else None,
    )
    for heading in ("run", "broken", "expected", "at iteration", "other alerts", "exit code"):
        table.add_column(heading)
    for run in results["runs"]:
        fired, expected = run["raised"], run["expected"]
        table.add_row(
            run["run"],
            run["broken"],
            "\n".join(expected) or "nothing",
            "\n".join(_when(fired, rule, run["iterations"]) for rule in expected),
            "\n".join(
                f"{rule}: {_when(fired, rule, run['iterations'])}" for rule in fired if rule not in expected
            ),
            str(run["exit_code"]),
        )
    return table


def _when(fired: dict[str, int | None], rule: str, iterations: int) -> str:
    if rule not in fired:
        return "SILENT"
    at = fired[rule]
    return "at no iteration" if at is None else f"{at:,} of {iterations:,}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
