"""The files of a run as the fault benchmarks read and compare them."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax

from go2mjx.checkpoints.checkpoint import FOLDER, REPLAY_FOLDER, Checkpoints
from go2mjx.checkpoints.orbax_store import named_leaves, on_host
from go2mjx.config import presets
from go2mjx.session.build import build
from go2mjx.telemetry import wandb_history
from go2mjx.telemetry.metric_log import FILE_NAME
from go2mjx.telemetry.metrics import ACTOR_AXIS, AXES

Row = dict[str, Any]

SAVED_IN = (FOLDER, f"{FOLDER}/{REPLAY_FOLDER}")
"""Folders of a run where a save is in progress while one of the names holds `UNFINISHED`."""
UNFINISHED = "orbax-checkpoint-tmp"
MEASURED = ("timer/", "actor/steps_per_second")
"""Beginnings of the keys that hold measured times."""
BOOKKEEPING = {"run", "iteration", *AXES.values()}
_TAIL_BYTES = 65_536


@dataclass(frozen=True)
class RowDifferences:
    """How the rows of one run differ from those of another that should be equal."""

    compared: int
    different: int  # the same keys at the same iteration, other values
    missing: int
    doubled: int
    unexpected: int
    misplaced: int

    @property
    def total(self) -> int:
        """Differences of all kinds."""
        return self.different + self.missing + self.doubled + self.unexpected + self.misplaced


def rows(run_dir: Path) -> list[Row]:
    """The rows of the metric log; a last line that a kill cut short is left out.

    Raises ValueError when any other line is not a row.
    """
    path = run_dir / FILE_NAME
    content = path.read_bytes() if path.is_file() else b""
    return [json.loads(line) for line in content.split(b"\n")[:-1]]


def unmeasured(all_rows: Sequence[Row]) -> list[Row]:
    """The rows without measured times, and without those that hold nothing else."""
    kept = [{key: row[key] for key in row if not key.startswith(MEASURED)} for row in all_rows]
    return [row for row in kept if row.keys() - BOOKKEEPING]


def compare_rows(expected: Sequence[Row], found: Sequence[Row]) -> RowDifferences:
    """The differences of `found` from `expected`; a row is known by its run, iteration and keys."""
    # as text, because NaN differs from itself
    wanted, seen = (
        {_name(row): json.dumps(row, sort_keys=True) for row in each} for each in (expected, found)
    )
    both = wanted.keys() & seen.keys()
    order = ([name for name in names if name in both] for names in (wanted, seen))
    return RowDifferences(
        compared=len(both),
        different=sum(wanted[name] != seen[name] for name in both),
        missing=len(wanted.keys() - seen.keys()),
        doubled=doubled(found),
        unexpected=len(seen.keys() - wanted.keys()),
        misplaced=sum(a != b for a, b in zip(*order, strict=True)),
    )


def doubled(all_rows: Sequence[Row]) -> int:
    """Rows that are there once more than they should be."""
    return sum(count - 1 for count in Counter(map(_name, all_rows)).values())


def _name(row: Row) -> tuple[str, int, frozenset[str]]:
    return row["run"], row["iteration"], frozenset(row)


def merged(all_rows: Sequence[Row]) -> list[Row]:
    """The rows as W&B holds them: one for each run and iteration, all values floats."""
    steps: dict[tuple[str, int], Row] = {}
    for row in all_rows:
        values = {key: float(value) for key, value in row.items() if key not in ("run", "iteration")}
        steps.setdefault((row["run"], row["iteration"]), {}).update(values)
    return [{"run": run, "iteration": step, **steps[run, step]} for run, step in sorted(steps)]


def wandb_rows(run_dir: Path) -> list[Row]:
    """The rows in the local W&B folders of a run with two W&B runs, in the order of `merged`.

    Raises subprocess.CalledProcessError when a file cannot be read.
    """
    ids = wandb_history.saved_ids(run_dir)
    folders = {name: wandb_history.folders(run_dir, run_id) for name, run_id in ids.items()}
    return [row for name in sorted(folders) for folder in folders[name] for row in _folder_rows(name, folder)]


def newest_wandb_rows(run_dir: Path) -> list[Row]:
    """As `wandb_rows`, of the folders alone that the last process wrote to."""
    records = json.loads((run_dir / wandb_history.FILE_NAME).read_text())["runs"]
    newest = sorted((record["name"], Path(record["directories"][-1])) for record in records)
    return [row for name, folder in newest for row in _folder_rows(name, folder)]


def _folder_rows(name: str, folder: Path) -> list[Row]:
    found = []
    for path in sorted(folder.glob("*.wandb")):
        command = [sys.executable, "-m", "wandb", "leet", "inspect", "--json", str(path)]
        offline = os.environ | {"WANDB_MODE": "offline"}
        lines = subprocess.run(command, env=offline, capture_output=True, check=True).stdout.splitlines()
        items = [json.loads(line)["history"]["item"] for line in lines if b'"type":"history"' in line]
        found += [_from_wandb(name.partition("-")[0].lower(), item) for item in items]
    return found


def _from_wandb(run: str, item: Row) -> Row:
    values = {key: float(value) for key, value in item.items() if not key.startswith("_")}
    return {"run": run, "iteration": item["_step"], **values}


def transitions(run_dir: Path) -> int:
    """Transitions of the newest actor row in the metric log, 0 if there is none."""
    try:
        with (run_dir / FILE_NAME).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            tail = file.read()
    except FileNotFoundError:
        return 0
    for line in reversed(tail.split(b"\n")[:-1]):
        if line.startswith(b'{"run": "actor"') and line.endswith(b"}"):
            return json.loads(line)[ACTOR_AXIS]
    return 0


def complete_steps(run_dir: Path) -> list[int]:
    """The checkpoints whose own folder and whose rows of the replay ring are on disk, ascending."""
    states, replays = ({int(name) for name in _names(run_dir / each) if name.isdigit()} for each in SAVED_IN)
    return sorted(states & replays)


def unfinished(run_dir: Path, *folders: str) -> list[Path]:
    """What is half written in `folders` of a run, by default in all that hold checkpoints."""
    names = ((run_dir / folder, name) for folder in folders or SAVED_IN for name in _names(run_dir / folder))
    return [folder / name for folder, name in names if UNFINISHED in name]


def final_leaves(run_dir: Path) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Type, shape and bits of every leaf of the last checkpoint, by name."""
    config = presets.load(str(run_dir / "config.json"))
    template = build(config).state
    with Checkpoints(run_dir / FOLDER) as checkpoints:
        train, _ = checkpoints.restore(template, checkpoints.steps()[-1])
    return {name: bits(leaf) for name, leaf in named_leaves(train).items()}


def bits(leaf: jax.Array) -> tuple[str, tuple[int, ...], bytes]:
    """Type, shape and content of a leaf, equal only if every bit is."""
    return str(leaf.dtype), leaf.shape, on_host(leaf).tobytes()


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def modified(path: Path) -> int:
    """Nanoseconds, 0 for what is not there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
