"""Metrics of real runs, as `read_rows` gives them; only what rules look at.

Five good runs of the preset go2_fast_cpu, and runs of `benchmarks.faults.broken_runs` with the rules that they break.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig, from_flat

DATA = Path(__file__).parent / "data"
RUNS = json.loads((DATA / "reference_runs.json").read_text())
BROKEN_RUNS = json.loads((DATA / "broken_runs.json").read_text())

Row = dict[str, float]


@dataclass(frozen=True)
class BrokenRun:
    """One run that was broken on purpose: its settings, its rows, and all rules that fired while it trained."""

    config: TrainConfig
    rows: list[Row]
    fired: set[str]


def rows_of(seed: int) -> list[Row]:
    """The rows of one good run in the order of their iterations."""
    return _rows(15.0, RUNS[f"seed_{seed}"])


def broken_run(name: str) -> BrokenRun:
    """A run of the benchmark by its name there."""
    run = BROKEN_RUNS[name]
    config = from_flat(run["settings"], presets.load(run["preset"]))
    return BrokenRun(config, _rows(run["compile_seconds"], run["tables"]), set(run["fired"]))


def _rows(compile_seconds: float, tables: list[dict[str, Any]]) -> list[Row]:
    rows = [
        {"iteration": 0, "learner/update_steps": 0, "timer/compile_s": compile_seconds},
        *(dict(zip(table["keys"], values, strict=True)) for table in tables for values in table["rows"]),
    ]
    return sorted(rows, key=lambda row: row["iteration"])
