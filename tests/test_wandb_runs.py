"""W&B runs: what they are told, and that a failure of theirs does not reach the training."""

import threading
import time

import pytest
import wandb_stub

from go2mjx.process.errors import UsageError
from go2mjx.telemetry import wandb_history, wandb_runs
from go2mjx.telemetry.wandb_runs import open_wandb_runs

CONFIG = {"loop": {"num_envs": 64}, "seed": 42}


def actor_row(iteration):
    return {"iteration": iteration, "actor/total_steps": 64 * iteration, "actor/episode_reward": 1.0}


def learner_row(iteration):
    return {"iteration": iteration, "learner/update_steps": iteration, "sac/entropy": 1.0}


def test_two_runs_are_opened_as_the_guide_names_them(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    open_wandb_runs("offline", "split", "my_robot", tmp_path, CONFIG)
    assert list(stub.runs) == ["Actor-my_robot", "Learner-my_robot"]
    for run in stub.runs.values():
        assert run.init["project"] == "go2_sac_training"
        assert run.init["group"] == "GO2_SAC_Training"
        assert run.init["config"] == CONFIG
        assert run.init["reinit"] == "create_new"
        assert run.init["dir"] == str(tmp_path)
        assert {"SAC", "GO2", "quadruped"} < set(run.init["tags"])
    assert {"actor", "environment_interaction"} < set(stub.runs["Actor-my_robot"].init["tags"])
    assert "learner" in stub.runs["Learner-my_robot"].init["tags"]


def axes_before_first_log(run):
    names = [name for name, _ in run.calls]
    defined = run.calls[: names.index("log")]
    assert "define_metric" not in names[names.index("log") :]
    return {call["name"]: call["step_metric"] for _, call in defined}


def test_each_metric_has_its_axis_before_the_first_row(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    runs.log("actor", actor_row(1))
    runs.log("learner", learner_row(1))
    assert axes_before_first_log(stub.runs["Actor-x"]) == {
        "actor/total_steps": None,
        "actor/*": "actor/total_steps",
        "eval/*": "actor/total_steps",
        "exam/*": "actor/total_steps",
        "reward/*": "actor/total_steps",
    }
    assert axes_before_first_log(stub.runs["Learner-x"]) == {
        "learner/update_steps": None,
        "sac/*": "learner/update_steps",
        "learner/*": "learner/update_steps",
        "timer/*": "learner/update_steps",
    }


def test_a_single_run_holds_both_roles(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "single", "x", tmp_path, CONFIG)
    runs.log("actor", actor_row(1))
    runs.log("learner", learner_row(1))
    runs.finish()
    assert list(stub.runs) == ["x"]
    assert {"actor", "learner"} < set(stub.runs["x"].init["tags"])
    assert axes_before_first_log(stub.runs["x"]).keys() > {"actor/*", "sac/*"}
    assert [call["step"] for call in stub.runs["x"].named("log")] == [1, 1]
    assert len(stub.runs["x"].named("finish")) == 1


def test_runs_are_new_unless_they_are_to_be_continued(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    for run in stub.runs.values():
        assert run.init["id"] is None
        assert run.init["resume"] is None
        assert "parent_run" not in run.init["config"]


@pytest.mark.parametrize("mode", ["online", "offline"])
def test_runs_are_continued_with_their_ids_and_the_new_settings(tmp_path, monkeypatch, mode):
    stub = wandb_stub.install_online(monkeypatch)
    ids = {"Actor-x": "abc", "Learner-x": "def"}
    open_wandb_runs(mode, "split", "x", tmp_path, {"seed": 7}, ids)
    for name, run in stub.runs.items():
        assert run.init["project"] == "go2_sac_training"
        assert run.init["id"] == ids[name]
        assert run.init["resume"] == "allow"
        assert run.init["config"] == {"seed": 7}
    assert wandb_history.saved_ids(tmp_path) == ids


def test_another_layout_opens_a_new_run(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    open_wandb_runs("offline", "single", "x", tmp_path, CONFIG, {"Actor-x": "abc", "Learner-x": "def"})
    assert stub.runs["x"].init["id"] is None


def test_new_runs_name_the_runs_that_they_take_over_from(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    old = {"Actor-x": "abc", "Learner-x": "def"}
    open_wandb_runs("offline", "split", "x", tmp_path, CONFIG, parent=old)
    for name, run in stub.runs.items():
        assert run.init["id"] is None
        assert run.id != old[name]
        assert run.init["config"] == {**CONFIG, "parent_run": old}


def test_only_rows_that_the_server_lacks_are_sent(tmp_path, monkeypatch):
    """The process before was killed: the server noticed it at another row of each run."""
    stub = wandb_stub.install_online(monkeypatch)
    stub.server |= {"abc": {0: {}, 1: {}, 2: {}}, "def": {}}
    runs = open_wandb_runs("online", "split", "x", tmp_path, CONFIG, {"Actor-x": "abc", "Learner-x": "def"})
    for iteration in range(5):
        runs.log("actor", actor_row(iteration))
        runs.log("learner", learner_row(iteration))
    assert [call["step"] for call in stub.runs["Actor-x"].named("log")] == [3, 4]
    assert [call["step"] for call in stub.runs["Learner-x"].named("log")] == [0, 1, 2, 3, 4]
    assert runs.sent == {"actor": 2, "learner": 5}


def test_the_folders_of_earlier_processes_stay_on_record(tmp_path, monkeypatch):
    wandb_stub.install(monkeypatch)
    earlier = tmp_path / "wandb" / "offline-run-20250101_000000-abc"
    (tmp_path / "wandb" / "offline-run-20250101_000000-other").mkdir(parents=True)
    earlier.mkdir()
    runs = open_wandb_runs("offline", "single", "x", tmp_path, CONFIG, {"x": "abc"})
    current = tmp_path / "wandb" / "run-20260101_000000-abc"
    assert runs.records[0]["directories"] == [str(earlier), str(current)]


def test_a_record_of_the_runs_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "wandb_runs.json").write_text('{"runs": [{"name": "x"')
    with pytest.raises(UsageError, match=r"wandb_runs\.json"):
        wandb_history.saved_ids(tmp_path)


def test_without_a_readable_local_file_all_rows_are_written_again(tmp_path, capsys):
    log = tmp_path / "wandb" / "offline-run-20250101_000000-abc" / "run-abc.wandb"
    log.mkdir(parents=True)  # a directory in its place
    assert wandb_history.last_local_step(tmp_path, "abc") == -1
    assert f"{log} cannot be read: all rows are written again" in capsys.readouterr().err


def test_failures_while_logging_warn_once(tmp_path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    capsys.readouterr()
    stub.runs["Actor-x"].log = lambda *_, **__: 1 / 0
    for iteration in range(1, 11):
        runs.log("actor", actor_row(iteration))
        runs.log("learner", learner_row(iteration))
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert len(stub.runs["Learner-x"].named("log")) == 10
    assert runs.sent == {"actor": 0, "learner": 10}


def test_an_alert_that_fails_does_not_stop_the_training(tmp_path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    capsys.readouterr()
    for run in stub.runs.values():
        run.alert = lambda **_: 1 / 0
    runs.alert("a", "text")
    runs.alert("b", "text")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_upload_that_fails_or_hangs_is_one_warning(tmp_path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    monkeypatch.setattr(wandb_runs, "UPLOAD_SECONDS", 0.2)
    file, stuck = tmp_path / "policy.onnx", threading.Event()
    file.write_text("a policy")
    for problem in (lambda _: 1 / 0, lambda _: stuck.wait(60)):
        runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
        capsys.readouterr()
        stub.runs["Actor-x"].log_artifact = problem
        runs.upload([file])
        (line,) = capsys.readouterr().err.splitlines()
        assert f"{tmp_path} has the files" in line
        assert runs.finish()
    stuck.set()


def test_runs_finish_once_with_the_exit_code(tmp_path, monkeypatch):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    assert runs.finish(exit_code=3)
    assert runs.finish()
    assert [run.named("finish") for run in stub.runs.values()] == [[{"exit_code": 3}]] * 2


def test_a_finish_that_blocks_is_left_behind(tmp_path, monkeypatch, capsys):
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs("offline", "split", "x", tmp_path, CONFIG)
    capsys.readouterr()
    stuck = threading.Event()
    stub.runs["Actor-x"].finish = lambda **_: stuck.wait(60)
    start = time.monotonic()
    assert not runs.finish(timeout=0.2)
    assert time.monotonic() - start < 20
    stuck.set()
    assert runs.sync_command in capsys.readouterr().err
