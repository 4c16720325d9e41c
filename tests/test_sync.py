"""`go2mjx sync`: both W&B runs from the files of a run, and no success that was not seen."""

import itertools
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import wandb_stub

from go2mjx.commands import sync
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.process.errors import UsageError
from go2mjx.runs import directory as run_directory
from go2mjx.telemetry import wandb_feed, wandb_server
from go2mjx.telemetry.metrics import AXES

NAME = TrainConfig().run.exp_name


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(sync, "VERIFY_SECONDS", 0.3)
    monkeypatch.setattr(sync, "VERIFY_PERIOD", 0.01)
    monkeypatch.setattr(wandb_feed, "RETRY_SECONDS", (0.01,) * 5)


@pytest.fixture
def run_dir(tmp_path):
    """A run of five iterations; the learner starts with the third."""
    presets.save_config(TrainConfig(), tmp_path / "config.json")
    rows = [{"run": "actor", "iteration": n, "actor/total_steps": 64 * n} for n in range(1, 6)]
    rows += [{"run": "learner", "iteration": n, "learner/update_steps": n} for n in range(3, 6)]
    rows.sort(key=lambda row: row["iteration"])
    (tmp_path / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def save_ids(run_dir, actor, learner):
    runs = [{"name": f"Actor-{NAME}", "id": actor}, {"name": f"Learner-{NAME}", "id": learner}]
    (run_dir / "wandb_runs.json").write_text(json.dumps({"mode": "offline", "runs": runs}))


def had(role, *steps):
    """What the server has of a run with rows at `steps`."""
    return {step: {AXES[role]: step} for step in steps}


def logged(stub):
    """The steps that each run was given in this process."""
    return {
        run.name.partition("-")[0]: [call["step"] for call in run.named("log")] for run in stub.runs.values()
    }


def test_both_runs_are_rebuilt_from_the_files_alone(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    assert sync.main([str(run_dir)]) == 0
    assert logged(stub) == {"Actor": [1, 2, 3, 4, 5], "Learner": [3, 4, 5]}
    printed = capsys.readouterr().err
    for name, rows in (("Actor", 5), ("Learner", 3)):
        run = stub.runs[f"{name}-{NAME}"]
        assert f"{name}-{NAME}: {rows} rows sent to {run.url}" in printed
        assert run.init["config"] == to_flat(TrainConfig())
        assert run.named("finish") == [{"exit_code": 0}]
    assert "has every row" in printed
    saved = json.loads((run_dir / "wandb_runs.json").read_text())["runs"]
    assert [record["id"] for record in saved] == [run.id for run in stub.runs.values()]


def test_a_second_time_sends_nothing_to_the_same_runs(run_dir, monkeypatch):
    stub = wandb_stub.install_online(monkeypatch)
    assert sync.main([str(run_dir)]) == 0
    first = json.loads(json.dumps(stub.server))
    assert sync.main([str(run_dir)]) == 0
    assert logged(stub) == {"Actor": [], "Learner": []}
    assert json.loads(json.dumps(stub.server)) == first


def test_the_rest_goes_to_the_runs_on_record(run_dir, monkeypatch):
    """One run is on the server in part, the other was only ever offline."""
    stub = wandb_stub.install_online(monkeypatch)
    save_ids(run_dir, "abc", "def")
    stub.server["abc"] = had("actor", 1, 2)
    assert sync.main([str(run_dir)]) == 0
    assert logged(stub) == {"Actor": [3, 4, 5], "Learner": [3, 4, 5]}
    assert list(stub.server["abc"]) == [1, 2, 3, 4, 5]
    assert list(stub.server["def"]) == [3, 4, 5]


def test_a_server_that_is_ahead_lacks_nothing(run_dir, monkeypatch):
    """The rows after the checkpoint were cut off by a resume that did not get far."""
    stub = wandb_stub.install_online(monkeypatch)
    save_ids(run_dir, "abc", "def")
    stub.server |= {"abc": had("actor", *range(1, 9)), "def": had("learner", *range(1, 9))}
    assert sync.main([str(run_dir)]) == 0


def test_a_server_that_lost_rows_is_a_failure(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    real = wandb_server.steps
    monkeypatch.setattr(wandb_server, "steps", lambda *query: real(*query) - {4, 5})
    assert sync.main([str(run_dir)]) == 1
    printed = capsys.readouterr().err
    assert f"Actor-{NAME}: the server lacks 2 of 5 actor rows, of iteration 4, 5" in printed
    assert f"go2mjx sync {run_dir}" in printed
    assert "has every row" not in printed
    assert len(stub.runs) == 2


def test_rows_that_are_missing_between_others_are_named_and_go_to_new_runs(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    save_ids(run_dir, "abc", "def")
    stub.server |= {"abc": had("actor", 1, 4), "def": had("learner", 4)}
    assert sync.main([str(run_dir)]) == 1
    printed = capsys.readouterr().err
    assert f"Actor-{NAME}: the server lacks 2 of 5 actor rows, of iteration 2, 3" in printed
    assert f"Learner-{NAME}: the server lacks 1 of 3 learner rows, of iteration 3" in printed
    assert "has every row" not in printed and "--new_wandb_run" in printed
    assert sync.main([str(run_dir), "--new_wandb_run"]) == 0
    actor = stub.runs[f"Actor-{NAME}"]
    assert list(stub.server[actor.id]) == [1, 2, 3, 4, 5]
    assert actor.init["config"]["parent_run"] == {f"Actor-{NAME}": "abc", f"Learner-{NAME}": "def"}


def test_half_a_step_of_a_single_run_is_missing_too(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    presets.save_config(from_flat({"wandb_runs": "single"}), run_dir / "config.json")
    (run_dir / "wandb_runs.json").write_text(json.dumps({"runs": [{"name": NAME, "id": "abc"}]}))
    stub.server["abc"] = {
        n: had("actor", n)[n] | (had("learner", n)[n] if n != 4 else {}) for n in range(1, 6)
    }
    assert sync.main([str(run_dir)]) == 1
    assert "the server lacks 1 of 3 learner rows, of iteration 4" in capsys.readouterr().err


def test_a_wandb_that_fails_for_a_while_loses_nothing(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    real, calls = wandb_stub.StubRun.log, itertools.count()

    def fails_three_times(self, data, step):
        if 1 <= next(calls) < 4:
            raise OSError("gone")
        real(self, data, step)

    monkeypatch.setattr(wandb_stub.StubRun, "log", fails_three_times)
    assert sync.main([str(run_dir)]) == 0
    assert logged(stub) == {"Actor": [1, 2, 3, 4, 5], "Learner": [3, 4, 5]}
    assert capsys.readouterr().err.count("logging failed") == 1


def test_a_server_that_shows_the_rows_late_is_waited_for(run_dir, monkeypatch):
    wandb_stub.install_online(monkeypatch)
    monkeypatch.setattr(sync, "VERIFY_SECONDS", 30.0)
    real, calls = wandb_server.steps, itertools.count()
    monkeypatch.setattr(wandb_server, "steps", lambda *query: real(*query) if next(calls) > 2 else set())
    assert sync.main([str(run_dir)]) == 0


def test_a_server_that_does_not_answer_afterwards_is_a_failure(run_dir, monkeypatch, capsys):
    stub = wandb_stub.install_online(monkeypatch)
    stub.Api = lambda **_: 1 / 0
    assert sync.main([str(run_dir)]) == 1
    assert "not complete" in capsys.readouterr().err


def test_a_server_that_never_answers_afterwards_is_not_waited_for(run_dir, monkeypatch, capsys):
    wandb_stub.install_online(monkeypatch)
    monkeypatch.setattr(wandb_server, "QUERY_SECONDS", 0.1)
    stuck = threading.Event()
    monkeypatch.setattr(wandb_server, "steps", lambda *query: stuck.wait(60))
    start = time.monotonic()
    assert sync.main([str(run_dir)]) == 1
    assert time.monotonic() - start < 20
    stuck.set()
    assert "did not say" in capsys.readouterr().err


def test_one_row_that_was_refused_is_a_failure(run_dir, monkeypatch, capsys):
    """The last row arrives all the same."""
    stub = wandb_stub.install_online(monkeypatch)
    real = wandb_stub.StubRun.log

    def refuses_one(self, data, step):
        if step == 3:
            raise OSError("refused")
        real(self, data, step)

    monkeypatch.setattr(wandb_stub.StubRun, "log", refuses_one)
    assert sync.main([str(run_dir)]) == 1
    assert logged(stub)["Actor"][-1] == 5
    printed = capsys.readouterr().err
    assert "W&B refused 2 rows" in printed and "not complete" in printed
    assert "lacks 1 of 5 actor rows, of iteration 3" in printed


@pytest.mark.parametrize("method", ["log", "finish"])
def test_a_stuck_wandb_is_left_after_the_timeout(run_dir, monkeypatch, capsys, method):
    wandb_stub.install_online(monkeypatch)
    stuck = threading.Event()
    monkeypatch.setattr(wandb_stub.StubRun, method, lambda *_, **__: stuck.wait(60))
    start = time.monotonic()
    assert sync.main([str(run_dir), "--timeout", "0.2"]) == 1
    assert time.monotonic() - start < 20
    stuck.set()
    assert f"go2mjx sync {run_dir}" in capsys.readouterr().err


def test_without_a_login_or_server_it_says_what_to_do(run_dir, monkeypatch):
    wandb_stub.install(monkeypatch)
    with pytest.raises(UsageError, match="wandb login"):
        sync.main([str(run_dir)])
    wandb_stub.install(monkeypatch, api_key=True)
    with pytest.raises(UsageError, match="does not answer"):
        sync.main([str(run_dir)])


def test_a_run_in_use_is_left_alone(run_dir, monkeypatch):
    stub = wandb_stub.install_online(monkeypatch)
    with run_directory.lock(run_dir), pytest.raises(UsageError, match="in use"):
        sync.main([str(run_dir)])
    assert not stub.runs


@pytest.mark.parametrize("name", ["config.json", "metrics.jsonl"])
def test_a_directory_without_a_run_is_refused(run_dir, name):
    (run_dir / name).unlink()
    with pytest.raises(UsageError, match=name.replace(".", r"\.")):
        sync.main([str(run_dir)])


def test_a_damaged_record_of_the_runs_is_refused_before_a_run_is_opened(run_dir, monkeypatch):
    stub = wandb_stub.install_online(monkeypatch)
    (run_dir / "wandb_runs.json").write_text("{")
    with pytest.raises(UsageError, match=r"wandb_runs\.json"):
        sync.main([str(run_dir)])
    assert not stub.runs


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf"])
def test_a_timeout_is_a_positive_number(run_dir, seconds):
    with pytest.raises(UsageError, match="--timeout"):
        sync.main([str(run_dir), "--timeout", seconds])


def test_offline_writes_folders_that_are_complete_each_time(run_dir, monkeypatch, capsys):
    """Real wandb; the second time the first folders hold all rows already."""
    for name in ("WANDB_MODE", "WANDB_DIR"):
        monkeypatch.delenv(name, raising=False)
    command = [sys.executable, "-m", "go2mjx", "sync", str(run_dir), "--wandb_mode", "offline"]
    ids = []
    for _ in range(2):
        time.sleep(1.1)  # the folders are named by the second
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        records = json.loads((run_dir / "wandb_runs.json").read_text())["runs"]
        ids.append([record["id"] for record in records])
        for record, steps in zip(records, ([1, 2, 3, 4, 5], [3, 4, 5]), strict=True):
            assert record["directories"][-1] in done.stderr
            (log,) = Path(record["directories"][-1]).glob("*.wandb")
            inspect = [sys.executable, "-m", "wandb", "leet", "inspect", "--json", str(log)]
            printed = subprocess.run(inspect, capture_output=True, text=True, timeout=60, check=True).stdout
            lines = [json.loads(line) for line in printed.splitlines()]
            found = [line["history"]["item"]["_step"] for line in lines if line["type"] == "history"]
            assert Counter(found) == dict.fromkeys(steps, 1)
    assert ids[0] == ids[1]


@pytest.mark.parametrize("upload", [True, False])
def test_the_files_of_a_run_go_to_its_first_run_as_in_training(run_dir, monkeypatch, upload):
    presets.save_config(from_flat({"wandb_upload": upload}), run_dir / "config.json")
    (run_dir / "report").mkdir()
    for name in ("policy.onnx", "report/report.html", "evaluation.json"):
        (run_dir / name).write_text("a file")
    stub = wandb_stub.install_online(monkeypatch)
    assert sync.main([str(run_dir)]) == 0
    sent = {run.name: run.named("log_artifact") for run in stub.runs.values()}
    assert sent[f"Learner-{NAME}"] == []
    files = [artifact["files"] for artifact in sent[f"Actor-{NAME}"]]
    assert files == ([["policy.onnx", "report.html"]] if upload else [])
