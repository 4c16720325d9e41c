"""Exact resume, proved: a run that is killed at random moments against the same run left alone.

python -m benchmarks.faults.chaos --output DIR [--env GO2-v0] [--kills 20] [flags of go2mjx train]
"""

import dataclasses
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

import tyro
from rich.table import Table

from benchmarks.faults import run_files
from benchmarks.faults.disturbed import Training
from benchmarks.faults.run_files import SAVED_IN
from benchmarks.measurement import origin, parse, print_table, write_json
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.process import console, platform
from go2mjx.telemetry import wandb_history
from go2mjx.telemetry.metric_log import FILE_NAME

FLAGS = {
    "toy": "--preset toy --env toy --platform cpu --max_steps 160000 --checkpoint_period 6400",
    "GO2-v0": "--preset go2_fast_cpu --platform cpu --no_video --max_steps 150000 --checkpoint_period 6400 "
    "--replay_buffer_capacity 64000",
    "GO2-rough-v0": "--preset go2_rough_cpu --platform cpu --no_video --max_steps 100000 --checkpoint_period 6400 "
    "--replay_buffer_capacity 48000 --eval_period 50000",
}
"""Rings that are overwritten more than once, and saves often enough to be hit."""
STARTING, TRAINING, SAVING, FINISHING = KINDS = ("starting", "training", "saving", "finishing")
MEANINGS = {
    STARTING: "before the resumed process trains",
    TRAINING: "at a random moment of the run",
    SAVING: "while a folder is half written",
    FINISHING: "after the last transition",
}
LONGEST_SAVE_DELAY = 0.05
"""Seconds between the first sight of a half-written folder and the kill, at most."""


@dataclass(frozen=True)
class ChaosConfig:
    """Kill a run at random moments, resume it each time, and compare it with one that was left alone.

    Other flags are those of `go2mjx train`.
    """

    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for both runs, their logs and results.json; must not hold an earlier result."""
    env: Literal["toy", "GO2-v0", "GO2-rough-v0"] = "toy"
    """Environment; decides the default flags of the training."""
    kills: int = 20
    """Number of SIGKILLs."""
    seed: int = 0
    """Seed of the moments; that of the training stays its own."""
    wandb: bool = True
    """Write offline W&B runs too; without, none."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, by default results.json in `output`."""


@dataclass(frozen=True)
class Kill:
    """One moment: so many seconds after the run has got to `transitions` and, if saving, writes in `folder`."""

    kind: str
    transitions: int
    delay: float
    folder: str = SAVED_IN[0]


@dataclass(frozen=True)
class Reference:
    """Seconds of the parts of the run that was left alone."""

    starting: float
    training: float
    finishing: float


def main(argv: Sequence[str]) -> int:
    """Run the command; 1 if anything differs."""
    arguments, train_flags = parse(ChaosConfig, argv)
    wandb_mode = "offline" if arguments.wandb else "disabled"
    flags = [*FLAGS[arguments.env].split(), "--wandb_mode", wandb_mode, *train_flags]
    reference, killed = arguments.output / "reference", arguments.output / "killed"
    arguments.output.mkdir(parents=True, exist_ok=True)
    console.message(f"the run that is left alone, in {reference}")
    times = run_reference(reference, flags)
    config = presets.load(str(reference / "config.json"))
    plan = plan_kills(arguments.kills, Random(arguments.seed), config, times)
    processes = run_killed(killed, flags, plan)
    platform.configure_jax(config.run.platform, config.loop.num_envs)
    results = {
        **origin(config),
        "kinds": MEANINGS,
        "reference_seconds": dataclasses.asdict(times),
        "kills_asked": arguments.kills,
        "processes": processes,
        "differences": compare(reference, killed),
    }
    for table in (kills_table(results), differences_table(results)):
        print_table(table)
    write_json(arguments.json or arguments.output / "results.json", results)
    return 0 if is_exact(results) else 1


def run_reference(run_dir: Path, flags: Sequence[str]) -> Reference:
    """Train without interruption. Raises SystemExit when that fails."""
    started = time.time()
    with Training(run_dir, flags, run_dir.with_suffix(".log")) as training:
        training.wait_for(lambda: (training.progress() or 0) > 0)
        first_row = time.time()
        exit_code = training.wait()
    if exit_code:
        raise SystemExit(f"exit code {exit_code} of the run left alone, see {run_dir.with_suffix('.log')}")
    last_row = (run_dir / FILE_NAME).stat().st_mtime
    return Reference(first_row - started, last_row - first_row, time.time() - last_row)


def plan_kills(count: int, random: Random, config: TrainConfig, times: Reference) -> list[Kill]:
    """`count` kills in the order of the run: two fifths aimed inside saves, a tenth at starts, one at the end.

    Moments are uniform over the transitions of the run, which pass at an even speed, and a delay of up to a
    checkpoint period comes on top. So each kill finds the run further on than the one before, or at least
    not further back, and all fit.
    """
    max_steps, period = config.loop.max_steps, config.loop.checkpoint_period
    period_seconds = times.training * period / max_steps
    saving, starting, finishing = math.ceil(0.4 * count), count // 10, int(count >= 5)
    kinds = [SAVING] * saving + [STARTING] * starting + [TRAINING] * (count - saving - starting - finishing)
    random.shuffle(kinds)
    if kinds and kinds[0] == STARTING:  # there would be no run to resume yet
        kinds.append(kinds.pop(0))
    longest = {STARTING: times.starting, TRAINING: period_seconds, SAVING: LONGEST_SAVE_DELAY}
    # the last save that can be hit for certain is the one before the last period
    moments = sorted(random.uniform(0, max(0, max_steps - 2 * period)) for _ in kinds)
    plan = [
        Kill(kind, round(moment), random.uniform(0, longest[kind]), random.choice(SAVED_IN))
        for kind, moment in zip(kinds, moments, strict=True)
    ]
    return plan + finishing * [Kill(FINISHING, max_steps, random.uniform(0, times.finishing))]


def run_killed(run_dir: Path, flags: Sequence[str], plan: Sequence[Kill]) -> list[dict[str, Any]]:
    """Start, kill and resume as planned, then let it finish; what each process was doing and how it ended."""
    processes = []
    for kill in [*plan, None]:
        arguments = ["--resume"] if processes else flags
        with Training(run_dir, arguments, run_dir.with_suffix(".log")) as training:
            killed = kill is not None and strike(training, kill)
            exit_code = training.wait()
        half_written = [
            str(path.relative_to(run_dir))
            for path in run_files.unfinished(run_dir)
            if path.stat().st_mtime > training.started
        ]
        processes.append(
            {
                "kind": kill.kind if killed else None,
                "transitions": run_files.transitions(run_dir),
                "half_written": half_written,
                "newest_step": max(run_files.complete_steps(run_dir), default=None),
                "rows": len(run_files.rows(run_dir)),
                "exit_code": exit_code,
            }
        )
        console.message(f"process {len(processes)} of {len(plan) + 1}: {processes[-1]}")
        if not killed:
            break
    return processes


def strike(training: Training, kill: Kill) -> bool:
    """Kill at the moment asked for; False if the process ended before."""
    if kill.kind != STARTING:
        reached = training.wait_for(lambda: (training.progress() or -1) >= kill.transitions)
        if reached and kill.kind == SAVING:
            reached = training.wait_for(lambda: training.saving(kill.folder), poll=0.001)
        if not reached:
            return False
    time.sleep(kill.delay)
    return training.running and training.kill() < 0


def compare(reference: Path, killed: Path) -> dict[str, Any]:
    """The differences of two finished runs, and what the killed one left behind."""
    expected, found = run_files.final_leaves(reference), run_files.final_leaves(killed)
    names = expected.keys() | found.keys()
    different = sorted(name for name in names if expected.get(name) != found.get(name))
    rows = [run_files.unmeasured(run_files.rows(run_dir)) for run_dir in (reference, killed)]
    wandb_rows = {
        run_dir.name: run_files.compare_rows(
            *map(
                run_files.unmeasured,
                (run_files.merged(run_files.rows(run_dir)), run_files.wandb_rows(run_dir)),
            )
        )
        for run_dir in (reference, killed)
        if (run_dir / wandb_history.FILE_NAME).is_file()
    }
    evaluations = [(run_dir / "evaluation.json").read_bytes() for run_dir in (reference, killed)]
    return {
        "leaves": len(names),
        "different_leaves": different,
        "rows": dataclasses.asdict(run_files.compare_rows(*rows)),
        "wandb_rows": {name: dataclasses.asdict(counts) for name, counts in wandb_rows.items()},
        "evaluation_differs": evaluations[0] != evaluations[1],
        "half_written": len(run_files.unfinished(killed)),
    }


def is_exact(results: dict[str, Any]) -> bool:
    """Whether nothing differs and every process ended as it should: by the kill, the last one by itself."""
    differences, exit_codes = results["differences"], [each["exit_code"] for each in results["processes"]]
    compared = [differences["rows"], *differences["wandb_rows"].values()]
    row_differences = sum(run_files.RowDifferences(**counts).total for counts in compared)
    equal = not (differences["different_leaves"] or row_differences or differences["evaluation_differs"])
    return equal and exit_codes[-1] == 0 and all(code == -9 for code in exit_codes[:-1])


def kills_table(results: dict[str, Any]) -> Table:
    """A row per process."""
    killed = [each for each in results["processes"] if each["kind"]]
    inside = sum(bool(each["half_written"]) for each in killed)
    result = Table(
        title=f"{results['config']['env']}: {len(killed)} of {results['kills_asked']} kills, {inside} inside saves",
        caption="\n".join(f"{kind}: {meaning}" for kind, meaning in results["kinds"].items()),
        caption_justify="left",
    )
    for heading in ("process", "killed while", "transitions", "newest checkpoint", "rows", "exit code"):
        result.add_column(heading, justify="right")
    result.add_column("half written")
    for number, each in enumerate(results["processes"], start=1):
        newest = "none" if each["newest_step"] is None else f"{each['newest_step']:,}"
        counts = (f"{each['transitions']:,}", newest, f"{each['rows']:,}", str(each["exit_code"]))
        result.add_row(str(number), each["kind"] or "not killed", *counts, "\n".join(each["half_written"]))
    return result


def differences_table(results: dict[str, Any]) -> Table:
    """What was compared and what differed."""
    differences = results["differences"]
    rows, leaves = differences["rows"], differences["different_leaves"]
    result = Table(title="equal in every bit" if is_exact(results) else "NOT equal")
    for heading in ("", "compared", "different", "missing", "doubled", "unexpected", "misplaced"):
        result.add_column(heading, justify="right")
    result.add_row("leaves of the final state", str(differences["leaves"]), str(len(leaves)))
    result.add_row("rows of metrics.jsonl", *(f"{count:,}" for count in rows.values()))
    for name, counts in differences["wandb_rows"].items():
        result.add_row(f"W&B steps of the {name} run", *(f"{count:,}" for count in counts.values()))
    result.add_row("evaluation.json", "1", str(int(differences["evaluation_differs"])))
    result.caption = f"folders left half written: {differences['half_written']}" + "".join(
        f"\ndiffers: {name}" for name in leaves
    )
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
