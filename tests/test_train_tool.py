"""The main job end to end on the toy environment: files, metrics, errors, signals, resume."""

import json
import os
import subprocess
import sys

import jax.numpy as jnp
import pytest

from go2mjx.__main__ import main
from go2mjx.host.metrics import METRICS, by_key
from go2mjx.sac import losses
from tests.tiny_run import learning, rows

ABSENT_ON_TOY = {
    metric.key
    for metric in METRICS
    if metric.key.startswith(("reward/", "eval/track_err_vx", "timer/s", "timer/train"))
} - {"reward/linear_velocity_tracking"}
"""Other rewards, forward speeds (in evaluation.json), and phase timers that may compile longer than the run."""


@pytest.fixture(scope="module")
def finished(tiny, tmp_path_factory):
    """A finished tiny run, in a directory with a space in its name."""
    run_dir = tmp_path_factory.mktemp("a run") / "here"
    assert main([*tiny, "--run_dir", str(run_dir)]) == 0
    return run_dir


def test_a_run_leaves_its_files(finished):
    names = {path.name for path in finished.iterdir()}
    assert {"metrics.jsonl", "config.json", "provenance.json", "checkpoints"} <= names
    assert {"evaluation.json", "summary.json", "learning_curve.png"} <= names
    assert "wandb" not in names
    assert json.loads((finished / "summary.json").read_text())["total_steps"] == 2048


def test_every_metric_of_the_registry_is_logged_and_no_other(finished):
    logged = {key for row in rows(finished) for key in row} - {"run", "iteration"}
    for key in logged:
        by_key(key)
    assert {metric.key for metric in METRICS} - ABSENT_ON_TOY <= logged


def test_rows_are_in_order_and_count_transitions(finished):
    steps = [row["actor/total_steps"] for row in rows(finished) if row["run"] == "actor"]
    assert steps == sorted(steps)
    assert steps[0] == 128
    assert steps[-1] == 2048
    last = [row for row in rows(finished) if row["run"] == "learner" and "learner/utd" in row][-1]
    assert last["learner/utd"] == pytest.approx(last["learner/update_steps"] * 2 / 2048)


def test_exploration_ends_after_random_steps(finished):
    phases = {
        row["actor/total_steps"]: row["actor/exploration_phase"]
        for row in rows(finished)
        if "actor/exploration_phase" in row
    }
    assert {steps for steps, exploring in phases.items() if exploring} == {
        steps for steps in phases if steps < 256
    }


def test_its_config_reproduces_it(finished, tmp_path):
    """LOG-11"""
    again = ["train", "--preset", str(finished / "config.json"), "--run_dir", str(tmp_path / "again")]
    assert main(again) == 0
    assert learning(tmp_path / "again") == learning(finished)


def test_logging_to_wandb_changes_nothing(tiny, finished, tmp_path):
    """`--debug` trains the same; offline runs need no account and no network."""
    run_dir = tmp_path / "offline"
    assert main([*tiny, "--no_debug", "--wandb_mode", "offline", "--run_dir", str(run_dir)]) == 0
    assert learning(run_dir) == learning(finished)
    assert len(list(run_dir.glob("wandb/offline-run-*/*.wandb"))) == 2


def test_a_second_start_compiles_nothing_anew(tiny, tmp_path):
    """PERF-02: the programs with callbacks come from the cache too."""
    cache = tmp_path / "cache"
    # every program is kept, however fast it compiles, or one near the limit would come and go
    environment = os.environ | {
        "JAX_COMPILATION_CACHE_DIR": str(cache),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
    }
    stored = []
    for name in ("first", "second"):
        command = [sys.executable, "-m", "go2mjx", *tiny, "--run_dir", str(tmp_path / name)]
        subprocess.run(command, check=True, env=environment)
        stored.append({path.name for path in cache.iterdir() if path.name.endswith("-cache")})
    assert any(name.startswith("jit_chunk") for name in stored[0])
    assert stored[1] == stored[0]


def test_a_dry_run_tells_the_memory_and_refuses_too_much(tiny, capsys):
    """BUF-01"""
    assert main([*tiny, "--dry_run"]) == 0
    assert "1024 rows x" in capsys.readouterr().out
    assert main(["train", "--dry_run", "--replay_buffer_capacity", "1e9"]) == 2
    assert "--replay_buffer_capacity" in capsys.readouterr().err


def test_a_used_directory_is_refused_and_kept(tiny, finished, capsys):
    """CKPT-04"""
    before = (finished / "metrics.jsonl").read_bytes()
    assert main([*tiny, "--run_dir", str(finished)]) == 2
    error = capsys.readouterr().err
    assert "--resume" in error
    assert "--overwrite" in error
    assert (finished / "metrics.jsonl").read_bytes() == before


def test_endless_non_finite_updates_stop_the_run(tiny, tmp_path, capsys, monkeypatch):
    """SAC-05"""
    monkeypatch.setattr(losses, "critic_loss", lambda values, target: jnp.nan * values.sum())
    assert main([*tiny, "--run_dir", str(tmp_path / "nan"), "--max_skipped_updates", "5"]) == 1
    error = capsys.readouterr().err
    assert "non-finite" in error
    assert not (tmp_path / "nan" / "evaluation.json").exists()
