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
RECORDED_REWARD = {"reward.linear_velocity_tracking": 1.5, "reward.yaw_rate_tracking": 0.75}
RECORDED_LENGTH = {
    "max_steps": 400_000,
    "log_period": 6400,
    "eval_period": 24_000,
    "replay_buffer_capacity": 400_000,
}
"""Defaults of the preset at the time of the recording that have changed since."""
BROKEN_RUNS = json.loads((DATA / "broken_runs.json").read_text())

Row = dict[str, float]


@dataclass(frozen=True)
class BrokenRun:
    """One run that was broken on purpose: its settings, its rows, and all rules that fired while it trained."""

    config: TrainConfig
    rows: list[Row]
    fired: set[str]


def config_of(preset: str, settings: dict[str, Any] | None = None) -> TrainConfig:
    """The configuration that a run was recorded with: `settings` on what the preset was then."""
    recorded = RECORDED_REWARD | (RECORDED_LENGTH if preset == "go2_fast_cpu" else {})
    return from_flat(recorded | (settings or {}), presets.load(preset))


def rows_of(seed: int) -> list[Row]:
    """The rows of one good run in the order of their iterations."""
    return _rows(15.0, RUNS[f"seed_{seed}"])


def broken_run(name: str) -> BrokenRun:
    """A run of the benchmark by its name there."""
    run = BROKEN_RUNS[name]
    config = config_of(run["preset"], run["settings"])
    return BrokenRun(config, _rows(run["compile_seconds"], run["tables"]), set(run["fired"]))


def _rows(compile_seconds: float, tables: list[dict[str, Any]]) -> list[Row]:
    rows = [
        {"iteration": 0, "learner/update_steps": 0, "timer/compile_s": compile_seconds},
        *(dict(zip(table["keys"], values, strict=True)) for table in tables for values in table["rows"]),
    ]
    return sorted(rows, key=lambda row: row["iteration"])
