"""`go2mjx sync`: bring the W&B runs of a run up to date from its `metrics.jsonl`, and make sure of it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import tyro

from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.process import console
from go2mjx.process.bounded import completes
from go2mjx.process.errors import UsageError
from go2mjx.runs import directory as run_directory
from go2mjx.session import uploads
from go2mjx.telemetry import metric_log, wandb_history, wandb_server
from go2mjx.telemetry.metrics import AXES, Role
from go2mjx.telemetry.wandb_feed import WandbFeed
from go2mjx.telemetry.wandb_runs import Mode, WandbRuns, open_wandb_runs

LONGEST_TIMEOUT = 86_400.0
VERIFY_SECONDS = 60.0
"""How long the server may take to show what it was sent."""
VERIFY_PERIOD = 2.0
"""Seconds between two looks at the server."""
SHOWN_ITERATIONS = 10
"""Missing iterations that are named; all are counted."""


@dataclass(frozen=True)
class SyncConfig:
    """Send the rows of `metrics.jsonl` that W&B does not have, and check that they arrived; and the files that
    training uploads, where the run has them."""

    run_dir: Annotated[Path, tyro.conf.Positional, tyro.conf.arg(metavar="RUN_DIR")]
    """Directory of a run that no other process is writing to."""
    wandb_mode: Literal["online", "offline"] = "online"
    """`offline` writes all rows to a new W&B folder instead, complete in itself."""
    new_wandb_run: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Send all rows to new W&B runs, which name the old ones: W&B fills no gap in those."""
    timeout: float = 600.0
    """Seconds that sending the rows may take, and closing the runs again as many."""
    unlocked: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Go on where the disk has no file locks; see to it that no other process uses the directory."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if not every row is known to have arrived.

    Raises UsageError for a directory without a run or in use, and when W&B cannot be used.
    """
    arguments = tyro.cli(SyncConfig, prog="go2mjx sync", args=list(argv), use_underscores=True)
    if not 0 < arguments.timeout <= LONGEST_TIMEOUT:
        raise UsageError(f"--timeout {arguments.timeout:g}: allowed are up to {LONGEST_TIMEOUT:g} seconds")
    if arguments.new_wandb_run and arguments.wandb_mode == "offline":
        raise UsageError(
            "--new_wandb_run is about runs on the server, --wandb_mode offline writes a new folder anyway"
        )
    config = presets.load(str(presets.saved_config(arguments.run_dir)))
    run_dir = arguments.run_dir.expanduser().resolve()
    metrics = run_dir / metric_log.FILE_NAME
    if not metrics.is_file():
        raise UsageError(f"{run_dir} holds no {metrics.name}: there is nothing to send")
    try:
        damage = metric_log.problem(metrics)
    except OSError as error:
        raise UsageError(f"{metrics}: cannot be read: {error.strerror}") from None
    if damage is not None:
        console.warning(f"{metrics} {damage}; W&B gets the rows as they are")
    with run_directory.lock(run_dir, arguments.unlocked):
        if arguments.wandb_mode == "online":
            return _send(config, run_dir, metrics, arguments.timeout, arguments.new_wandb_run)
        return _write(config, run_dir, metrics, arguments.timeout)


def _send(config: TrainConfig, run_dir: Path, metrics: Path, timeout: float, anew: bool) -> int:
    runs = _open("online", config, run_dir, anew=anew)
    complete, iterations = _feed(runs, config, metrics, timeout)
    problems = []
    for record in runs.records:
        rows = sum(runs.sent[role] for role in record["roles"])
        console.message(f"{record['name']}: {rows} rows sent to {record['url']}")
        expected = {role: iterations[role] for role in record["roles"]}
        problems += [f"{record['name']}: {problem}" for problem in _missing(record["path"], expected)]
    if problems or not complete:
        console.warning(
            f"the upload is not complete: {'; '.join(problems) or 'W&B did not take all rows'}\n"
            f"nothing is lost, {metrics} has all rows; try again with: {runs.sync_command}\n"
            "W&B fills no gap between rows that it has: add --new_wandb_run to send all of them to new runs"
        )
        return 1
    console.message(f"W&B has every row of {metrics}")
    return 0


def _write(config: TrainConfig, run_dir: Path, metrics: Path, timeout: float) -> int:
    """All rows into a folder of its own, where there are none that W&B could have already."""
    folder = run_dir / f"wandb-complete-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir()
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from None
    runs = _open("offline", config, run_dir, folder)
    if not _feed(runs, config, metrics, timeout)[0]:
        console.warning(f"{folder} is not complete; remove it and try again")
        return 1
    for record in runs.records:
        rows = sum(runs.sent[role] for role in record["roles"])
        console.message(f"{record['name']}: {rows} rows in {record['directories'][-1]}")
    return 0


def _open(
    mode: Mode, config: TrainConfig, run_dir: Path, files_dir: Path | None = None, anew: bool = False
) -> WandbRuns:
    earlier = wandb_history.saved_ids(run_dir)
    return open_wandb_runs(
        mode,
        config.run.wandb_runs,
        config.run.exp_name,
        run_dir,
        to_flat(config),
        ids={} if anew else earlier,
        parent=earlier if anew else {},
        files_dir=files_dir,
    )


def _feed(
    runs: WandbRuns, config: TrainConfig, metrics: Path, timeout: float
) -> tuple[bool, Mapping[Role, set[int]]]:
    """Log the whole file, upload what training would have, and close the runs; whether W&B took everything, and the iterations of each role."""
    rows = metrics.read_bytes().count(b"\n")
    try:
        feed = WandbFeed(runs, metrics, lambda lines: console.counted(lines, rows, "rows"))
        fed = feed.close(timeout)
        if config.run.wandb_upload:
            runs.upload(uploads.found(metrics.parent))
        finished = runs.finish(timeout=timeout)
    except KeyboardInterrupt:
        wandb_server.abandon()
        raise
    return fed and finished, feed.iterations


def _missing(path: str, expected: Mapping[Role, set[int]]) -> list[str]:
    """What is wrong with the server's copy of a run that should have a row of each role at the `expected` iterations."""
    deadline = time.monotonic() + VERIFY_SECONDS
    problems = [f"the server did not say within {VERIFY_SECONDS:g} s what it has"]

    def ask() -> None:
        while problems and time.monotonic() < deadline:
            try:
                problems[:] = [
                    f"the server lacks {len(lost):,} of {len(iterations):,} {role} rows, {_named(lost)}"
                    for role, iterations in expected.items()
                    if (lost := iterations - wandb_server.steps(path, AXES[role], len(iterations)))
                ]
            except Exception as error:
                problems[:] = [f"the server does not say what it has ({error!r})"]
            if problems:  # it may need a moment for rows that just came
                time.sleep(VERIFY_PERIOD)

    if not completes(ask, VERIFY_SECONDS + wandb_server.QUERY_SECONDS):
        wandb_server.abandon()
    return list(problems)


def _named(iterations: set[int]) -> str:
    """The first of `iterations` in words."""
    first = sorted(iterations)[:SHOWN_ITERATIONS]
    more = ", ..." if len(iterations) > len(first) else ""
    return f"of iteration {', '.join(map(str, first))}{more}"
