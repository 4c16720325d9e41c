"""The main job end to end on the toy environment: files, metrics, errors, signals, resume."""

import io
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import jax
import jax.monitoring
import jax.numpy as jnp
import pytest

from go2mjx.__main__ import main
from go2mjx.learners.sac import losses
from go2mjx.session import training
from go2mjx.session.programs import Programs
from go2mjx.telemetry.metrics import METRICS, by_key
from tests.tiny_run import learning, rows

ROOT = Path(__file__).parents[1]
ABSENT_ON_TOY = {
    metric.key
    for metric in METRICS
    if metric.key.startswith(
        (
            "reward/",
            "actor/terrain",
            "eval/stands",
            "eval/track_err_vx",
            "exam/",
            "timer/exam",
            "timer/s",
            "timer/train",
        )
    )
} - {"reward/linear_velocity_tracking"}
"""Other rewards, uneven ground, getting up, forward speeds (in evaluation.json), a robot's exam, and phase timers that may compile longer than the run."""

pytestmark = pytest.mark.usefixtures("shared_programs", "undrawn")


@pytest.fixture(scope="module")
def finished(tiny, tmp_path_factory):
    """A finished tiny run without W&B, in a directory with a space in its name."""
    run_dir = tmp_path_factory.mktemp("a run") / "here"
    assert main([*tiny, "--run_dir", str(run_dir)]) == 0
    return run_dir


def test_a_run_leaves_its_files(finished):
    names = {path.name for path in finished.iterdir()}
    assert {"metrics.jsonl", "config.json", "provenance.json", "checkpoints"} <= names
    assert {"evaluation.json", "summary.json", "learning_curve.png"} <= names
    assert not names & {"wandb", "tensorboard"}
    summary = json.loads((finished / "summary.json").read_text())
    assert summary["total_steps"] == 2048
    assert {"training", "evaluation", "checkpoints", "waiting for the compiler"} <= summary["seconds"].keys()
    assert all(seconds > 0 for seconds in summary["seconds"].values())


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


def test_an_output_of_another_encoding_or_without_room_loses_no_training(tiny, tmp_path, monkeypatch):
    run_dir = str(tmp_path / "run")
    train = [*tiny, "--run_dir", run_dir]
    output = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", output)
    for command in (train, ["checkpoints", run_dir], ["metrics"]):
        assert main(command) == 0
    assert b"+ good" in output.buffer.getvalue()
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main([*train, "--overwrite"]) == 0
    assert (tmp_path / "run" / "summary.json").is_file()


def test_its_config_reproduces_it(finished, tmp_path):
    """Catalogue LOG-11"""
    again = ["train", "--preset", str(finished / "config.json"), "--run_dir", str(tmp_path / "again")]
    assert main(again) == 0
    assert learning(tmp_path / "again") == learning(finished)


def test_logging_to_wandb_changes_nothing(tiny, finished, tmp_path):
    """Offline runs need no account and no network."""
    run_dir = tmp_path / "offline"
    assert main([*tiny, "--wandb_mode", "offline", "--run_dir", str(run_dir)]) == 0
    assert learning(run_dir) == learning(finished)
    assert len(list(run_dir.glob("wandb/offline-run-*/*.wandb"))) == 2


def test_a_second_start_compiles_nothing_anew(tiny, tmp_path):
    """Catalogue PERF-02: the programs with callbacks come from the cache too."""
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


@pytest.mark.usefixtures("compiled_anew")
def test_no_speed_has_a_compilation_in_it(tiny, tmp_path, monkeypatch):
    """Catalogue PERF-02: `timer/compile_s` is logged once, and the calls that are timed compile nothing."""
    chunk_of, inside, compiled = Programs.chunk.fget, threading.local(), []

    def watch(programs):
        chunk = chunk_of(programs)

        def watched(*arguments):
            inside.call = True
            try:
                return chunk(*arguments)
            finally:
                inside.call = False

        return watched

    def listen(event, *_, **__):
        if "compile" in event and getattr(inside, "call", False):
            compiled.append(event)

    monkeypatch.setattr(Programs, "chunk", property(watch))
    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        assert main([*tiny, "--run_dir", str(tmp_path / "run")]) == 0
    finally:
        jax.monitoring.unregister_event_duration_listener(listen)
    assert compiled == []
    assert sum("timer/compile_s" in row for row in rows(tmp_path / "run")) == 1
    assert not any("timer/compile_s" in row and "timer/total" in row for row in rows(tmp_path / "run"))


def test_a_run_that_does_not_fit_says_what_takes_the_memory(tiny, tmp_path, monkeypatch, capsys):
    """Catalogue PERF-01: a real refusal of the allocator, as on a GPU that is too small."""
    monkeypatch.setattr(training, "start", lambda *_: (jnp.zeros(2**50), {}))
    assert main([*tiny, "--run_dir", str(tmp_path / "large")]) == 1
    error = capsys.readouterr().err
    assert "too little memory: RESOURCE_EXHAUSTED" in error and "num_envs 8 x (" in error
    assert re.search(r"replay: 1024 rows x \d+ bytes", error)
    assert re.search(r"batches: \d+ rows x \d+ bytes", error)
    assert "XLA_CLIENT_MEM_FRACTION" in (ROOT / "docs/troubleshooting.md").read_text().split("## Memory")[1]


def test_a_dry_run_tells_the_memory_and_refuses_too_much(tiny, capsys):
    """Catalogue BUF-01, ENV-04: the ring, and what one robot takes in the simulator; ENV-11: the solvers."""
    assert main([*tiny, "--dry_run"]) == 0
    assert "1024 rows x" in capsys.readouterr().out
    assert main(["train", "--dry_run", "--num_envs", "32", "--platform", "cpu"]) == 0
    printed = capsys.readouterr().out
    (size,) = re.findall(r"num_envs 32 x \(\d+ bytes of state .*, (\d+) bytes of mjx.Data", printed)
    assert 1_000 < int(size) < 100_000
    assert "solver in MJX: " in printed and "solver in C MuJoCo: " in printed
    assert main(["train", "--dry_run", "--replay_buffer_capacity", "1e9"]) == 2
    assert "--replay_buffer_capacity" in capsys.readouterr().err


def test_a_used_directory_is_refused_and_kept(tiny, finished, capsys):
    """Catalogue CKPT-04"""
    before = (finished / "metrics.jsonl").read_bytes()
    assert main([*tiny, "--run_dir", str(finished)]) == 2
    error = capsys.readouterr().err
    assert "--resume" in error
    assert "--overwrite" in error
    assert (finished / "metrics.jsonl").read_bytes() == before


@pytest.mark.usefixtures("compiled_anew")
def test_endless_non_finite_updates_stop_the_run(tiny, tmp_path, capsys, monkeypatch):
    """Catalogue SAC-05"""
    monkeypatch.setattr(losses, "critic_loss", lambda values, *_: jnp.nan * values.sum())
    assert main([*tiny, "--run_dir", str(tmp_path / "nan"), "--max_skipped_updates", "5"]) == 1
    error = capsys.readouterr().err
    assert "non-finite" in error
    assert not (tmp_path / "nan" / "evaluation.json").exists()
