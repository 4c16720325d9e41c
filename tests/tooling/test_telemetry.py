"""What telemetry asks of W&B, and what it cost when it was measured; nothing is timed here."""

import json
from pathlib import Path

import pytest
import wandb_stub

from go2mjx.__main__ import main
from go2mjx.config import presets
from tests import tiny_run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def measured():
    """The recorded run of `benchmarks.speed.telemetry`."""
    return json.loads((ROOT / "benchmarks" / "results" / "telemetry.json").read_text())


def test_a_report_is_one_call_to_each_run_whatever_else_happens_at_that_iteration(
    tiny, tmp_path, monkeypatch
):
    """Catalogue LOG-08: evaluations, timers and the update ratio have rows of their own in the file."""
    stub = wandb_stub.install(monkeypatch)
    run_dir = tmp_path / "run"
    flags = ["--wandb_mode", "offline", "--wandb_upload"]
    assert main([*tiny, *flags, "--run_dir", str(run_dir)]) == 0
    rows = tiny_run.rows(run_dir)
    for name, role in (("Actor", "actor"), ("Learner", "learner")):
        (run,) = [run for full_name, run in stub.runs.items() if full_name.startswith(f"{name}-")]
        steps = [call["step"] for call in run.named("log")]
        assert steps == sorted({row["iteration"] for row in rows if row["run"] == role})
        assert len(steps) < sum(row["run"] == role for row in rows)
    (uploaded,) = [run.named("log_artifact") for run in stub.runs.values() if run.name.startswith("Actor-")]
    assert [artifact["files"] for artifact in uploaded] == [["report.html"]]  # the toy has no robot to export


def test_the_default_interval_asks_wandb_at_most_once_a_second(measured):
    """Catalogue LOG-08: at the highest speed that was measured on the default preset of a CPU."""
    config = presets.load("go2_fast_cpu").loop
    assert (measured["config"]["num_envs"], measured["log_period"]) == (config.num_envs, config.log_period)
    fastest = max(speeds["highest"] for speeds in measured["steps_per_second"].values())
    assert config.log_period / fastest >= 1.0


def test_the_record_shows_nine_tenths_of_the_speed_and_no_row_lost(measured):
    """Catalogue LOG-08"""
    assert measured["ratios"]["W&B / silent"]["median"] >= 0.9
    assert all(kind["dropped"] == 0 for kinds in measured["rounds"] for kind in kinds.values())
