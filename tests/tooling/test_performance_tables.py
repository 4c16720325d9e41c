"""The generated performance section shows what the benchmarks wrote, and leaves out what they did not."""

import importlib
import json
import re
import sys
from pathlib import Path

import pytest

from benchmarks import measurement
from go2mjx.config import cli

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import performance_tables  # noqa: E402

PROVENANCE = {
    "versions": {"python": "3.11.7", "jax": "0.10.2", "mujoco": "4.0.0", "mujoco-mjx": "3.17.0"},
    "device_kind": "cpu",
    "git_commit": "0123456789abcdef-modified",
}
ORIGIN = {"provenance": PROVENANCE, "cpu_cores": 2}
ORIGIN_TEXT = (
    "Measured on cpu, 2 cores, with Python 3.11.7, jax 0.10.2, mujoco 4.0.0, mujoco-mjx 3.17.0, at "
    "012345678-modified."
)


def spread(median: float) -> dict[str, float]:
    return {"median": median, "lowest": median - 1, "highest": median + 1}


def speed(median: float, **others: object) -> dict[str, object]:
    return {"single": {"steps_per_second": spread(median)}, **others}


def test_nothing_is_said_of_what_was_not_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(performance_tables, "FOLDER", tmp_path)
    assert performance_tables.performance() == ""


def test_files_are_shown_in_order_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(performance_tables, "FOLDER", tmp_path)
    env_steps = ORIGIN | {
        "levels": {"reset": "all", "C MuJoCo": "peer", "mjx-testspeed": "tool"},
        "physics_steps_per_step": 5,
        "environment_bytes": 836,
        "measurements": [
            speed(600.0, level="reset", num_envs=4, temporary_bytes_per_env=2048),
            speed(1200.0, level="C MuJoCo", num_envs=4),
            {"level": "mjx-testspeed", "num_envs": 4, "physics_steps_per_second": 1500.0},
        ],
    }
    updates = {"actor_updates_per_second": 30.0, "critic_updates_per_second": 60.0}
    train_steps = ORIGIN | {
        "loop": speed(1000.0, num_envs=64, batch_size=256, utd_ratio=3.0, **updates),
        "growth": [speed(2000.0, changed="utd_ratio", value=0.75, **updates)],
        "start": {"cold": {"first": 30.0}, "warm": {"first": spread(10.0)}},
    }
    for name, content in (("train_steps", train_steps), ("env_steps", env_steps)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    text = performance_tables.performance()
    assert text.count(ORIGIN_TEXT) == 2
    lines = text.splitlines()
    assert lines.index("### Environment steps per second") < lines.index("### Training steps per second")
    assert "| reset | all | 600 (0.50) |" in lines and "| C MuJoCo | peer | 1,200 |" in lines
    assert "| mjx-testspeed | tool | 300 (0.25) |" in lines and "2 KiB at 4 environments" in text
    assert "| num_envs 64, batch_size 256, utd_ratio 3 | 1,000 (999 to 1,001) | 30 | 60 |" in lines
    assert "| utd_ratio 0.75 | 2,000 (1,999 to 2,001) | 30 | 60 |" in lines
    assert "| first | 30.0 | 10.0 (9.0 to 11.0) |" in lines
    assert "from Python" not in text and "Where the time goes" not in text


def test_a_run_that_never_walked_is_shown_as_such():
    names = ["success_rate", "velocity_error", "yaw_rate_error", "standing_drift"]
    numbers = {f"{prefix}{name}": 0.1 for prefix in ("", "held_out_") for name in names}
    costs = {"transitions_to_walk": None, "seconds_to_walk": None, "total_seconds": 200.0}
    costs |= {"transitions_to_track": None, "seconds_to_track": 150.0}
    run = {"seed": 0, "walks": True, "held_out_walks": False, "cold_compile": True, "cpu_cores": 2}
    results = {
        "provenance": [PROVENANCE],
        "config": {"exp_name": "fast", "eval_period": 24_000, "eval_n_trajs": 64},
        "runs": [run | numbers | costs],
        "spread": {name: dict.fromkeys(spread(0), value) for name, value in (numbers | costs).items()},
    }
    text = performance_tables.time_to_walk(results)
    assert "| 0 | never | never | never | 150 | 0.100 / 0.100 |" in text and "| median | never |" in text
    assert "the 64 episodes that chose the policy, so the numbers are optimistic; 1 of 1 walk." in text
    assert "other commands and starts; 0 of 1 walk." in text


def test_a_peer_that_failed_says_why():
    rates = {"transitions": spread(500.0), "critic_updates": spread(1000.0)}
    rows = [
        {
            "meaning": "ours",
            "num_envs": 64,
            "counted": "transitions",
            "per_second": rates,
            "ratio_to_ours": 1.0,
        },
        {"meaning": "theirs", "num_envs": 1, "counted": "transitions", "failure": "no wheel"},
    ]
    text = performance_tables.peers(ORIGIN | {"window_seconds": 10.0, "rows": rows})
    assert "| ours | 64 | transitions 500 (499 to 501) | 1.000 | 1,000 (999 to 1,001) |" in text
    assert "| theirs | 1 | failed: no wheel |  |  |" in text


def test_make_bench_measures_what_is_shown_with_flags_that_exist():
    """All but the peers, whose installation needs the network."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    commands = re.findall(r"^\t\$\(PYTHON\) -m benchmarks\.(\w+\.\w+) (.*)$", makefile, flags=re.MULTILINE)
    names = {module.partition(".")[2] for module, _ in commands}
    assert names == performance_tables.SECTIONS.keys() - {"peers"}
    for module, flags in commands:
        [command_line] = [
            value
            for key, value in vars(importlib.import_module(f"benchmarks.{module}")).items()
            if key.endswith("Config") and value.__module__ == f"benchmarks.{module}"
        ]
        arguments, train_flags = measurement.parse(command_line, flags.split())
        assert arguments.json.stem == module.partition(".")[2]
        assert cli.parse(train_flags).run.platform == "cpu"


@pytest.mark.parametrize("name", performance_tables.SECTIONS)
def test_real_results_of_benchmarks_can_be_shown(name):
    """What is in the repository; a benchmark that has not been run yet has no file."""
    path = performance_tables.FOLDER / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"no {path.name}")
    text = performance_tables.SECTIONS[name](json.loads(path.read_text()))
    assert text.count("\n|") >= 4 and "Measured on" in text
