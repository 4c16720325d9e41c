"""One process of the soak: it resumes, trains, suffers a fault, and what it leaves behind is checked."""

import itertools
import math
import re
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.faults import disturbed, run_files
from benchmarks.faults.disturbed import Training
from go2mjx.checkpoints.checkpoint import FOLDER, REPLAY_FOLDER
from go2mjx.process import console
from go2mjx.telemetry.metric_log import FILE_NAME
from go2mjx.telemetry.metrics import ACTOR_AXIS

FLAGS = {
    "toy": shlex.split(
        "--preset toy --env toy --platform cpu --wandb_mode offline --max_steps 1000000000 --log_period 3200 "
        "--chunk_steps 3200 --eval_period 64000 --checkpoint_period 16000"
    ),
    "GO2-v0": shlex.split(
        "--preset go2_fast_cpu --platform cpu --wandb_mode offline --no_video --max_steps 900000000 --num_envs 16 "
        "--steps_per_update 16 --log_period 320 --eval_period 16000 --checkpoint_period 3200 "
        "--replay_buffer_capacity 64000"
    ),
}
STOP_SECONDS = 30.0
"""How long a process may take to stop after a signal."""
KILL, STOP, INTERRUPT, HOLD = "SIGKILL", "SIGTERM", "SIGINT", "SIGSTOP and SIGCONT"
NO_NETWORK, FULL_DISK, READ_ONLY = "no network", "full disk", "read-only checkpoints"
SECOND, INVALID, CHANGED, BAD_TAIL = (
    "second process", "invalid first step", "changed setting", "unreadable tail of the metrics",
)  # fmt: skip
SPEED, NAN_ACTION, NO_LOCKS = "speed of 1e7 m/s", "NaN in an action", "no locks"
BROKEN_WORLD = {
    SPEED: "speed",
    NAN_ACTION: "action",
    "W&B raising": "wandb",
    NO_LOCKS: "locks",
    "clock moved back": "clock",
}
"""Parts of `broken_world` by the fault that they are."""
NO_SCORE, ALL_EMPTY = "emptied score", "every file empty"
DAMAGED = (
    *(f"{where}: {kind}" for where in ("state", "replay rows") for kind in disturbed.DAMAGES),
    f"state: {NO_SCORE}",
    f"both: {ALL_EMPTY}",
)
FAULTS = (
    KILL, STOP, INTERRUPT, HOLD, NO_NETWORK, FULL_DISK, READ_ONLY, SECOND, INVALID, CHANGED, BAD_TAIL,
    *BROKEN_WORLD, *DAMAGED,
)  # fmt: skip
EXIT_CODES = {
    KILL: (-signal.SIGKILL,),
    BAD_TAIL: (-signal.SIGKILL,),
    INTERRUPT: (128 + signal.SIGINT,),
    FULL_DISK: (1, 128 + signal.SIGTERM),
}
"""How a process may end, by fault; SIGTERM ends it where nothing else is said."""
RESET_SECONDS = 600.0
"""How long it may take until an environment begins anew and its fault comes."""
LARGEST_NUMBER = 1e6
"""Of any metric that is no count."""
TAILS = (b'{"run": "actor", "iterat', b"\xff\xfe\n{}\n[1]\n", bytes(512))
"""What a crash of the machine can leave at the end of a file: half a line, what was never written, zeros."""


@dataclass
class Soak:
    """One run, what has been done to it and what was seen."""

    env: str
    run_dir: Path
    log: Path
    random: Random
    safe_step: int | None = None  # the newest undamaged checkpoint
    damaged_step: int | None = None  # the one damaged since the last process, if any
    strangers: list[Path] = field(default_factory=list)  # files that are not ours to delete
    processes: list[dict[str, Any]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def cycle(soak: Soak, fault: str) -> None:
    """One process: resume, train for some seconds, suffer `fault`, be checked."""
    wrapper, environment, flags = (), {}, ["--resume"] if soak.processes else FLAGS[soak.env]
    if fault == NO_NETWORK:
        # with a key, so that it is the network that is missing
        wrapper, environment = ("unshare", "-rn"), {"WANDB_API_KEY": 40 * "0"}
        flags = [*flags, "--wandb_mode", "auto"]
    elif fault == CHANGED:
        flags = [*flags, "--actor_learning_rate", f"{soak.random.uniform(5e-4, 1e-3):.6f}"]
    elif fault in BROKEN_WORLD:
        wrapper = broken_world(BROKEN_WORLD[fault])
    if fault == NO_LOCKS:
        start_refused(soak, "a process without locks", flags, wrapper, said="--unlocked")
        flags = [*flags, "--unlocked"]
    with Training(soak.run_dir, flags, soak.log, wrapper, environment) as training:
        first = 0 if not soak.processes else None

        def trains() -> bool:
            nonlocal first
            first = resumed_at(training.output()) if first is None else first
            if first is None or len(run_files.complete_steps(soak.run_dir)) < 2:  # one to damage, one to keep
                return False
            return (training.progress() or 0) > first

        if not training.wait_for(trains, seconds=1200):
            soak.violations.append(
                f"process {len(soak.processes)} ended with {training.wait()} before it trained"
            )
            if not soak.processes:
                raise SystemExit(f"the run itself fails: {training.output()[-1000:]}")
            return
        check_resumed(soak, first, training.output())
        measured = watch(training, soak.random.uniform(2, 5))
        if fault == SECOND:
            for flags in (["--resume"], FLAGS[soak.env]):
                start_refused(soak, f"a second process with {flags[0]}", flags)
        elif fault == INVALID:
            start_invalid(soak)
        elif fault == HOLD:
            hold(soak, training)
        elif fault == READ_ONLY:
            with disturbed.read_only(soak.run_dir / FOLDER):
                watch(training, soak.random.uniform(3, 6))
        elif fault in (SPEED, NAN_ACTION):  # it comes with the first new episode of environment 0
            training.wait_for(lambda: reset_environments(soak, first) > 0, RESET_SECONDS, poll=1.0)
        before, signalled = training.progress(), time.monotonic()
        if fault in (KILL, BAD_TAIL):
            exit_code = training.kill()
        elif fault == FULL_DISK:
            exit_code, signalled = fill_disk(soak, training)
        else:
            training.signal(signal.SIGINT if fault == INTERRUPT else signal.SIGTERM)
            exit_code = training.wait(STOP_SECONDS)
        ended = {"fault": fault, "exit_code": exit_code, "seconds_to_exit": time.monotonic() - signalled}
        soak.processes.append({**ended, "resumed_at": first, "transitions": before, **measured})
        console.message(f"{len(soak.processes)}: {soak.processes[-1]}")
    check_ended(soak, fault, before)
    check_learning(soak, fault, first)
    if fault in DAMAGED:
        spoil(soak, fault)
    elif fault == BAD_TAIL:
        with (soak.run_dir / FILE_NAME).open("ab") as file:
            file.write(soak.random.choice(TAILS))


def broken_world(part: str) -> tuple[str, ...]:
    """The wrapper of a process in which that part of the world is broken."""
    return (sys.executable, "-m", "benchmarks.faults.broken_world", part)


def resumed_at(output: str) -> int | None:
    """The step that a process says it goes on from."""
    found = re.search(r"resumed at ([\d,]+) transitions", output)
    return int(found[1].replace(",", "")) if found else None


def watch(training: Training, seconds: float) -> dict[str, float]:
    """Highest resident memory, most open files and speed of a process that trains, over `seconds`."""
    started, first, rss, files = time.monotonic(), training.progress(), [], []
    while (elapsed := time.monotonic() - started) < seconds and training.running:
        rss.append(training.rss())
        files.append(training.open_files())
        time.sleep(0.1)
    return {
        "rss_bytes": max(rss, default=0),
        "open_files": max(files, default=0),
        "steps_per_second": (training.progress() - first) / elapsed,
    }


def hold(soak: Soak, training: Training) -> None:
    """Stop the process for some seconds, then let it go on."""
    training.signal(signal.SIGSTOP)
    time.sleep(soak.random.uniform(3, 6))
    training.signal(signal.SIGCONT)
    watch(training, 2)


def fill_disk(soak: Soak, training: Training) -> tuple[int, float]:
    """Fill the disk for some seconds, make room again, stop; the exit code, and when it was asked to stop."""
    ballast = soak.run_dir.parent / "ballast"
    with ballast.open("wb", buffering=0) as file:
        deadline = time.monotonic() + soak.random.uniform(3, 6)
        while time.monotonic() < deadline and training.running:
            try:
                file.write(bytes(1 << 16))
            except OSError:
                time.sleep(0.05)
    asked = time.monotonic()
    ballast.unlink()
    if training.running:
        watch(training, 4)
    if training.running:
        asked = time.monotonic()
        training.signal(signal.SIGTERM)
    exit_code = training.wait(STOP_SECONDS)
    if exit_code == 1 and str(soak.run_dir) not in training.output():
        soak.violations.append("stopped by a full disk without naming the path")
    return exit_code, asked


def start_refused(
    soak: Soak, what: str, flags: Sequence[str], wrapper: Sequence[str] = (), said: str = ""
) -> None:
    """One more process on the directory, which may not start and must say `said`."""
    with Training(soak.run_dir, flags, soak.log.with_name("refused.log"), wrapper) as training:
        if (exit_code := training.wait(120)) != 2 or said not in training.output():
            soak.violations.append(f"{what} ended with {exit_code}, not refused")


def start_invalid(soak: Soak) -> None:
    """A run of its own with an environment that is invalid from the first step on: it must learn like any other."""
    run_dir = soak.run_dir.with_name("invalid")
    flags = [*FLAGS[soak.env], "--overwrite", "--wandb_mode", "disabled", "--training_starts", "64"]
    with Training(run_dir, flags, soak.log.with_name("invalid.log"), broken_world("invalid")) as training:
        training.wait_for(
            lambda: any("sac/critic_loss" in row for row in run_files.rows(run_dir)), seconds=1200
        )
        training.signal(signal.SIGTERM)
        training.wait(STOP_SECONDS)
    problems = broken_numbers(run_files.rows(run_dir))
    soak.violations += [f"invalid first step: {problem}" for problem in problems]


def spoil(soak: Soak, fault: str) -> None:
    """Damage the newest checkpoint, and put a file that nobody knows beside it."""
    where, kind = fault.split(": ")
    *_, before, newest = run_files.complete_steps(soak.run_dir)
    state, replay = (soak.run_dir / each / str(newest) for each in run_files.SAVED_IN)
    if kind == ALL_EMPTY:
        for folder in (state, replay):
            disturbed.empty(folder)
    elif kind == NO_SCORE:
        disturbed.empty(state / "metrics")
    else:
        disturbed.damage(kind, state if where == "state" else replay, soak.random)
    soak.safe_step, soak.damaged_step = before, newest
    for parent in (soak.run_dir, soak.run_dir / FOLDER, soak.run_dir / FOLDER / REPLAY_FOLDER):
        stranger = parent / f"notes-{len(soak.strangers)}.txt"
        stranger.write_text("not yours")
        soak.strangers.append(stranger)


def check_resumed(soak: Soak, step: int, output: str) -> None:
    """The process must go on from the newest undamaged checkpoint, and say so where one is damaged."""
    if soak.safe_step is not None and step < soak.safe_step:
        soak.violations.append(f"resumed at {step}, but {soak.safe_step} was good")
    warned = "a damaged checkpoint" in output
    if warned != (soak.damaged_step is not None and step < soak.damaged_step):
        soak.violations.append(
            f"a warning of damage was {'' if warned else 'not '}given when resumed at {step}"
        )
    soak.damaged_step = None


def check_ended(soak: Soak, fault: str, before: int) -> None:
    """Exit code, time to stop, checkpoint, rows and unknown files after a fault."""
    ended, steps = soak.processes[-1], run_files.complete_steps(soak.run_dir)
    problems = []
    if ended["exit_code"] not in EXIT_CODES.get(fault, (128 + signal.SIGTERM,)):
        problems.append(f"exit code {ended['exit_code']}")
    if ended["exit_code"] > 128 and before > steps[-1]:
        problems.append(f"stopped after {before} transitions, but the newest checkpoint is {steps[-1]}")
    rows = run_files.unmeasured(run_files.rows(soak.run_dir))
    reports = [row["iteration"] for row in rows if "actor/replay_buffer_size" in row]
    if run_files.doubled(rows):
        problems.append(f"{run_files.doubled(rows)} doubled rows")
    if reports != list(range(reports[0], reports[-1] + 1, reports[0])):
        problems.append("rows are missing or out of order")
    if missing := [path.name for path in soak.strangers if not path.exists()]:
        problems.append(f"unknown files deleted: {missing}")
    soak.violations += [f"process {len(soak.processes)}, {fault}: {problem}" for problem in problems]
    soak.safe_step = steps[-1]


def check_learning(soak: Soak, fault: str, first: int) -> None:
    """The numbers of the process that began at `first` transitions must be those of a sound training."""
    problems = broken_numbers(rows_since(soak, first))
    if fault in (SPEED, NAN_ACTION) and not reset_environments(soak, first):
        problems.append("no environment was reset")
    soak.violations += [f"process {len(soak.processes)}, {fault}: {problem}" for problem in problems]


def rows_since(soak: Soak, first: int) -> list[run_files.Row]:
    """The rows from the first one beyond `first` transitions on."""
    rows = run_files.rows(soak.run_dir)
    return list(itertools.dropwhile(lambda row: row.get(ACTOR_AXIS, 0) <= first, rows))


def reset_environments(soak: Soak, first: int) -> int:
    """How many environments were reset for what no robot can have, between the rows beyond `first` transitions."""
    counts = [row["actor/nan_envs"] for row in rows_since(soak, first) if "actor/nan_envs" in row]
    return counts[-1] - counts[0] if counts else 0


def broken_numbers(rows: Sequence[run_files.Row]) -> list[str]:
    """What in `rows` no sound training tells: numbers that are not finite, and rewards that no robot earns."""
    wrong = {
        key
        for row in rows
        for key, value in row.items()
        if isinstance(value, float) and not (math.isfinite(value) and abs(value) < LARGEST_NUMBER)
    }
    return [f"{key} is not what a sound training gives" for key in sorted(wrong)]
