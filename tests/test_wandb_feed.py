"""From metrics.jsonl to W&B: every row once, whatever W&B, the disk or a kill does."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import wandb_stub

from go2mjx.telemetry import wandb_feed
from go2mjx.telemetry.metrics import AXES
from go2mjx.telemetry.wandb_feed import WandbFeed
from go2mjx.telemetry.wandb_runs import open_wandb_runs

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(wandb_feed, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(wandb_feed, "RETRY_SECONDS", (0.01,) * 5)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "metrics.jsonl"
    path.touch()
    return path


def actor(iteration, **more):
    return (
        json.dumps({"run": "actor", "iteration": iteration, "actor/total_steps": 64 * iteration, **more})
        + "\n"
    )


def learner(iteration):
    return json.dumps({"run": "learner", "iteration": iteration, "learner/update_steps": iteration}) + "\n"


def append(path, *parts):
    with path.open("a") as file:
        file.write("".join(parts))


def open_runs(path, layout="split"):
    return open_wandb_runs("offline", layout, "x", path.parent, {})


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def steps(run):
    return [call["step"] for call in run.named("log")]


def test_old_and_new_rows_reach_the_runs_of_their_roles(path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    append(path, actor(1), learner(1))
    feed = WandbFeed(open_runs(path), path)
    append(path, actor(2), learner(2), actor(3))
    wait_for(lambda: 2 in steps(stub.runs["Actor-x"]))
    append(path, learner(3))
    assert feed.close()
    for name, axis, scale in (("Actor-x", "actor/total_steps", 64), ("Learner-x", "learner/update_steps", 1)):
        assert stub.runs[name].named("log") == [
            {"step": iteration, "data": {axis: scale * iteration}} for iteration in (1, 2, 3)
        ]
    assert feed.iterations == {"actor": {1, 2, 3}, "learner": {1, 2, 3}}


def test_a_step_is_logged_whole(path, monkeypatch):
    """The evaluation of an iteration has a line of its own; W&B must not have the step without it."""
    stub = wandb_stub.install(monkeypatch)
    append(path, actor(1), learner(1), actor(1, **{"eval/success_rate": 0.5}), actor(2))
    assert WandbFeed(open_runs(path), path).close()
    assert stub.runs["Actor-x"].named("log") == [
        {"step": 1, "data": {"actor/total_steps": 64, "eval/success_rate": 0.5}},
        {"step": 2, "data": {"actor/total_steps": 128}},
    ]


def test_steps_never_decrease_and_a_late_row_overwrites_nothing(path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    append(path, actor(1), actor(3), actor(2, **{"eval/success_rate": 0.5}), actor(4))
    assert WandbFeed(open_runs(path), path).close()
    logged = stub.runs["Actor-x"].named("log")
    assert [call["step"] for call in logged] == [1, 3, 4]
    assert logged[1]["data"] == {"actor/total_steps": 192, "eval/success_rate": 0.5}


def test_a_single_run_gets_both_roles_at_each_step(path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    append(path, actor(1), learner(1), actor(2), learner(2))
    assert WandbFeed(open_runs(path, "single"), path).close()
    assert steps(stub.runs["x"]) == [1, 1, 2, 2]


def test_a_line_is_taken_when_it_is_whole(path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    feed = WandbFeed(open_runs(path), path)
    line = actor(1)
    append(path, line[:20])
    time.sleep(0.1)
    append(path, line[20:], actor(2))
    wait_for(lambda: stub.runs["Actor-x"].named("log"))
    append(path, actor(3)[:20])  # a kill cut it
    assert feed.close()
    assert steps(stub.runs["Actor-x"]) == [1, 2]


def test_a_cut_line_that_is_written_anew_is_read_anew(path, monkeypatch):
    """What the metric log does when the disk was full in the middle of a line."""
    stub = wandb_stub.install(monkeypatch)
    feed = WandbFeed(open_runs(path), path)
    append(path, actor(1), actor(2)[:20])
    time.sleep(0.1)
    os.truncate(path, len(actor(1)))
    time.sleep(0.1)
    append(path, actor(2))
    assert feed.close()
    assert steps(stub.runs["Actor-x"]) == [1, 2]


def test_malformed_lines_are_skipped_with_one_warning(path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_runs(path)
    capsys.readouterr()
    bad = [
        "nonsense\n",
        "\0\0\0\n",
        "[1]\n",
        "{}\n",
        '{"run": "judge", "iteration": 1}\n',
        '{"run": "actor"}\n',
    ]
    bad += ['{"run": ["actor"], "iteration": 1}\n', '{"run": "actor", "iteration": "1"}\n']
    append(path, actor(1), *bad, actor(2, **{"actor/episode_reward": float("nan")}))
    assert WandbFeed(runs, path).close()
    assert steps(stub.runs["Actor-x"]) == [1, 2]
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_stuck_wandb_delays_only_the_feed_and_the_rest_is_named(path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_runs(path)
    capsys.readouterr()
    stuck = threading.Event()
    stub.runs["Actor-x"].log = lambda *_, **__: stuck.wait(60)
    append(path, actor(1), actor(2))
    feed = WandbFeed(runs, path)
    start = time.monotonic()
    assert not feed.close(timeout=0.2)
    assert not feed.close(timeout=0.2)
    assert time.monotonic() - start < 20
    stuck.set()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and runs.sync_command in lines[0]


def test_a_wandb_that_raises_for_ever_gives_one_warning(path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_runs(path)
    capsys.readouterr()
    for run in stub.runs.values():
        run.log = lambda *_, **__: 1 / 0
    append(path, *(line for iteration in range(500) for line in (actor(iteration), learner(iteration))))
    feed = WandbFeed(runs, path)
    assert not feed.close()
    first, last = capsys.readouterr().err.splitlines()
    assert "logging failed" in first
    assert "W&B refused 1,000 rows" in last and runs.sync_command in last


@pytest.mark.parametrize("failures", [1, 3, 50])
def test_a_wandb_that_fails_for_a_while_gets_every_row_in_order(path, monkeypatch, failures):
    """Other rows come meanwhile, and wait: W&B would never take the failed one after them."""
    stub = wandb_stub.install(monkeypatch)
    runs = open_runs(path)
    run, left = stub.runs["Actor-x"], iter(range(failures))
    real = run.log

    def log(data, step):
        if step == 2 and next(left, None) is not None:
            raise OSError("gone")
        real(data, step)

    run.log = log
    feed = WandbFeed(runs, path)
    append(path, *(actor(iteration) for iteration in range(1, 6)))
    wait_for(lambda: 4 in steps(run))
    assert feed.close()
    assert steps(run) == [1, 2, 3, 4, 5]


def test_a_file_that_cannot_be_read_is_a_warning(path, monkeypatch, capsys):
    wandb_stub.install(monkeypatch)
    runs = open_runs(path)
    capsys.readouterr()
    path.unlink()
    assert not WandbFeed(runs, path).close()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and runs.sync_command in lines[0]


def test_without_runs_nothing_is_read(tmp_path):
    runs = open_wandb_runs("disabled", "split", "x", tmp_path, {})
    assert WandbFeed(runs, tmp_path / "metrics.jsonl").close()


PROCESS = """
import json, os, signal, sys, time
from pathlib import Path
from go2mjx.telemetry import wandb_history
from go2mjx.telemetry.metrics import AXES
from go2mjx.telemetry.wandb_feed import WandbFeed
from go2mjx.telemetry.wandb_runs import open_wandb_runs

run_dir, first, last, kill = Path(sys.argv[1]), *sys.argv[2:]
runs = open_wandb_runs("offline", "split", "x", run_dir, {}, wandb_history.saved_ids(run_dir))
path = run_dir / "metrics.jsonl"
with path.open("a") as file:
    feed = WandbFeed(runs, path)
    for iteration in range(int(first), int(last) + 1):
        for role in ("actor", "learner"):
            row = {"run": role, "iteration": iteration, AXES[role]: iteration}
            file.write(json.dumps(row) + "\\n")
        if iteration % 10 == 0:
            file.write(json.dumps({"run": "actor", "iteration": iteration, "eval/x": iteration}) + "\\n")
        file.flush()
if kill == "kill":
    while int(last) not in feed.iterations["learner"]:
        time.sleep(0.01)
    time.sleep(0.5)  # W&B has written what it writes by itself
    os.kill(os.getpid(), signal.SIGKILL)
sys.exit(0 if feed.close() and runs.finish() else 1)
"""


def run_process(*arguments):
    return subprocess.run(
        [sys.executable, "-c", PROCESS, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def history(directory):
    """The history rows of a local folder."""
    (log,) = Path(directory).glob("*.wandb")
    command = [sys.executable, "-m", "wandb", "leet", "inspect", "--json", str(log)]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    records = [json.loads(line) for line in printed.splitlines()]
    return [record["history"]["item"] for record in records if record["type"] == "history"]


def test_real_wandb_has_each_row_once_after_kills(tmp_path):
    """Killed at row 600, which W&B did not have yet, and resumed from a checkpoint; killed again early."""
    path = tmp_path / "metrics.jsonl"
    assert run_process(tmp_path, 1, 600, "kill").returncode == -9
    killed = [
        record["directories"][0] for record in json.loads((tmp_path / "wandb_runs.json").read_text())["runs"]
    ]
    kept = [len(history(directory)) for directory in killed]
    assert all(0 < rows < 600 for rows in kept)

    checkpoint = "".join(path.read_text().splitlines(keepends=True)[: 2 * 200 + 20])
    path.write_text(checkpoint)
    assert run_process(tmp_path, 201, 205, "kill").returncode == -9
    path.write_text(checkpoint)
    done = run_process(tmp_path, 201, 700, "finish")
    assert done.returncode == 0, done.stderr

    records = json.loads((tmp_path / "wandb_runs.json").read_text())["runs"]
    assert len(records) == 2
    for record in records:
        assert len(record["directories"]) == 3
        rows = [row for directory in record["directories"] for row in history(directory)]
        assert Counter(row["_step"] for row in rows) == dict.fromkeys(range(1, 701), 1)
        for row in rows:
            (role,) = record["roles"]
            expected = {AXES[role]: row["_step"]}
            if row["_step"] % 10 == 0 and role == "actor":
                expected["eval/x"] = row["_step"]
            assert {key: value for key, value in row.items() if not key.startswith("_")} == expected
