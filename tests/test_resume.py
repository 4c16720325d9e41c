"""A run that cannot be lost: stopped, killed, damaged or out of disk, it goes on bit for bit, or says why not."""

import json
import os
import shutil
import signal
import subprocess
import sys
import warnings

import jax.numpy as jnp
import numpy as np
import pytest

from go2mjx.__main__ import main
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.learners.sac import losses
from go2mjx.session import loop as training_loop
from go2mjx.session import training
from go2mjx.session.programs import Programs
from go2mjx.telemetry.wandb_runs import WandbRuns
from tests import tiny_run, wandb_stub
from tests.tiny_run import final_bits, interrupt, learning, rows

pytestmark = pytest.mark.usefixtures("shared_programs", "undrawn")


@pytest.fixture(scope="module")
def finished(tiny, tmp_path_factory):
    """A run without interruption, with evaluations and checkpoints on the way (SAC-06: all donation works)."""
    run_dir = tmp_path_factory.mktemp("runs") / "finished"
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*donated.*")
        assert main([*tiny, "--run_dir", str(run_dir)]) == 0
    return run_dir


@pytest.fixture
def copy(finished, tmp_path):
    shutil.copytree(finished, tmp_path / "copy")
    return tmp_path / "copy"


def assert_same_run(one, other):
    """Every metric but the wall times, every leaf, and the final evaluation."""
    assert learning(one) == learning(other)
    assert final_bits(one) == final_bits(other)
    assert (one / "evaluation.json").read_text() == (other / "evaluation.json").read_text()


@pytest.mark.parametrize(("number", "code", "at"), [(signal.SIGTERM, 143, 512), (signal.SIGINT, 130, 1536)])
def test_a_stopped_run_goes_on_bit_for_bit(tiny, finished, tmp_path, monkeypatch, capsys, number, code, at):
    """CKPT-01, CKPT-02, LOG-09"""
    run_dir = tmp_path / "stopped"
    with monkeypatch.context() as patch:
        interrupt(patch, number, at)
        assert main([*tiny, "--run_dir", str(run_dir)]) == code
    assert "--resume" in capsys.readouterr().err
    assert main(["train", "--resume", str(run_dir)]) == 0
    assert f"resumed at {at:,} transitions from {run_dir}/checkpoints/{at}" in capsys.readouterr().err
    assert_same_run(run_dir, finished)


def test_a_signal_breaks_an_evaluation_off_and_the_next_process_makes_it(
    tiny, finished, tmp_path, monkeypatch
):
    run_dir, evaluate, made = tmp_path / "stopped", Programs.evaluate, []

    def interrupted(programs, train):
        os.kill(os.getpid(), signal.SIGTERM)
        made.append(evaluate(programs, train))
        return made[-1]

    with monkeypatch.context() as patch:
        patch.setattr(Programs, "evaluate", interrupted)
        assert main([*tiny, "--run_dir", str(run_dir)]) == 143
    assert not made
    assert not any("eval/success_rate" in row for row in rows(run_dir))
    assert main(["train", "--resume", str(run_dir)]) == 0
    assert_same_run(run_dir, finished)


def test_a_killed_run_goes_on_bit_for_bit(tiny, finished, tmp_path):
    """CKPT-05; many more kills: benchmarks/chaos.py"""
    run_dir = tmp_path / "killed"
    process = tiny_run.start_process([*tiny, "--run_dir", str(run_dir), "--checkpoint_period", "128"])
    tiny_run.wait_for_rows(run_dir, 20)
    process.kill()
    process.communicate()
    assert len(rows(run_dir)) < len(rows(finished))
    assert main(["train", "--resume", str(run_dir), "--checkpoint_period", "512"]) == 0
    assert_same_run(run_dir, finished)
    assert not list(run_dir.rglob("*tmp*"))


def test_a_signal_ends_a_process_in_good_order_and_the_second_at_once(tiny, tmp_path):
    """LOG-09"""
    endless = [*tiny, "--max_steps", "100000000", "--run_dir"]
    process = tiny_run.start_process([*endless, str(tmp_path / "once")])
    tiny_run.wait_for_rows(tmp_path / "once", 5)
    process.send_signal(signal.SIGTERM)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 143, error
    assert "stopped and saved; continue with:" in error
    assert [path for path in (tmp_path / "once" / "checkpoints").iterdir() if path.name.isdigit()]

    process = tiny_run.start_process([*endless, str(tmp_path / "twice")])
    tiny_run.wait_for_rows(tmp_path / "twice", 5)
    process.send_signal(signal.SIGINT)
    while "a second one stops at once" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGTERM


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(lambda path: path.unlink(), False), (lambda path: path.write_text('{"runs": ['), True)],
)
def test_wandb_runs_are_continued_without_gap_or_doubled_rows(tmp_path, monkeypatch, capsys, spoil, told):
    """LOG-02, with a wandb that records what it is told; after a real kill: test_wandb_feed.py"""
    stub = wandb_stub.install(monkeypatch)
    run_dir, command = tmp_path / "run", tiny_run.command(tmp_path, wandb_mode="offline")
    names = ("Actor-go2_sac_walking_training", "Learner-go2_sac_walking_training")
    with monkeypatch.context() as patch:
        interrupt(patch, signal.SIGTERM, 1024)
        assert main([*command, "--run_dir", str(run_dir)]) == 143
    first = dict(stub.runs)
    assert [run.named("finish") for run in first.values()] == [[{"exit_code": 143}]] * 2
    spoil(run_dir / "wandb_runs.json")  # the checkpoint knows them too
    assert main(["train", "--resume", str(run_dir)]) == 0
    said = "wandb_runs.json cannot be read; the W&B runs that the checkpoint names"
    assert (said in capsys.readouterr().err) == told
    for name, role in zip(names, ("actor", "learner"), strict=True):
        assert stub.runs[name] is not first[name]
        assert stub.runs[name].id == first[name].id
        assert stub.runs[name].init["resume"] == "allow"
        steps = [call["step"] for call in stub.runs[name].named("log")]
        assert steps == sorted({row["iteration"] for row in rows(run_dir) if row["run"] == role})
        assert stub.runs[name].named("finish") == [{"exit_code": 0}]
    assert main(["train", "--resume", str(run_dir), "--max_steps", "3072", "--new_wandb_run"]) == 0
    for name in names:
        assert stub.runs[name].id != first[name].id
        assert stub.runs[name].init["config"]["parent_run"][name] == first[name].id


def test_a_run_killed_before_its_first_checkpoint_says_that_it_starts_anew(tiny, finished, tmp_path, capsys):
    """Never from scratch in silence."""
    run_dir = tmp_path / "early"
    run_dir.mkdir()
    shutil.copy(finished / "config.json", run_dir)
    (run_dir / "metrics.jsonl").write_text((finished / "metrics.jsonl").read_text()[:500])
    assert main(["train", "--resume", str(run_dir)]) == 0
    assert "no checkpoint was saved yet" in capsys.readouterr().err
    assert_same_run(run_dir, finished)


def test_resume_needs_a_run(tmp_path, capsys):
    """CKPT-02"""
    for run_dir in (tmp_path / "missing", tmp_path):
        assert main(["train", "--resume", str(run_dir)]) == 2
        assert "holds no run" in capsys.readouterr().err
    assert not (tmp_path / "missing").exists()


def test_resume_goes_on_from_another_directory(copy, finished, tmp_path, monkeypatch, capsys):
    """CKPT-07: relative paths work wherever the command is typed."""
    monkeypatch.chdir(tmp_path)
    assert main(["train", "--run_dir", "copy", "--resume", "--max_steps", "3072"]) == 0
    added = [row for row in rows(copy)[len(rows(finished)) :] if row["run"] == "actor"]
    assert added[0]["actor/total_steps"] > 2048
    assert added[-1]["actor/total_steps"] == 3072
    assert not any(row.get("actor/exploration_phase") for row in added)
    assert main(["eval", "--checkpoint", "copy", "--episodes", "2", "--held_out_episodes", "2"]) == 0


def test_a_finished_run_is_already_complete(copy, capsys):
    """CKPT-11"""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert main(["train", "--resume", str(copy), "--max_steps", "2048"]) == 0
    assert "already complete at 2,048 transitions" in capsys.readouterr().err
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed <= {"provenance.json", "checksums.json"}


def test_a_run_killed_while_it_was_judged_is_judged_again(copy, finished):
    (copy / "summary.json").unlink()
    (copy / "evaluation.json").unlink()
    assert main(["train", "--resume", str(copy)]) == 0
    assert_same_run(copy, finished)
    assert json.loads((copy / "summary.json").read_text())["total_steps"] == 2048


def test_a_run_killed_while_its_files_were_sent_is_judged_again(copy):
    """What W&B had not written yet is sent again with it."""
    summary = json.loads((copy / "summary.json").read_text())
    (copy / "summary.json").write_text(json.dumps(summary | {"complete": False}))
    assert main(["train", "--resume", str(copy)]) == 0
    assert json.loads((copy / "summary.json").read_text())["complete"]


def test_other_settings_are_refused_with_both_values(finished, capsys):
    """CKPT-09"""
    assert main(["train", "--resume", str(finished), "--hidden_sizes", "32", "32"]) == 2
    error = capsys.readouterr().err
    assert "--hidden_sizes [32, 32]" in error
    assert "[16, 16]" in error


def test_a_new_learning_rate_and_period_take_effect(copy, finished, capsys):
    changes = ["--critic_learning_rate", "1e-5", "--log_period", "256", "--max_steps", "3072"]
    assert main(["train", "--resume", str(copy), *changes]) == 0
    assert "--critic_learning_rate 1e-05 from now on, it was 0.001" in capsys.readouterr().err
    added = rows(copy)[len(rows(finished)) :]
    rates = [row["sac/critic_lr"] for row in added if "sac/critic_lr" in row]
    assert rates == pytest.approx([1e-5] * 4)
    logged = [row["actor/total_steps"] for row in added if "actor/exploration_phase" in row]
    assert logged == [2304, 2560, 2816, 3072]


def test_a_resume_is_marked_with_its_place_and_its_changes(copy, finished):
    assert main(["train", "--resume", str(copy), "--max_steps", "3072"]) == 0
    first, second = json.loads((copy / "provenance.json").read_text())
    assert "resumed_at" not in first and second["started"] >= first["started"]
    assert (second["resumed_at"], second["changed"]) == (2048, {"max_steps": [2048, 3072]})
    assert rows(copy)[: len(rows(finished))] == rows(finished)


@pytest.mark.parametrize(
    ("held", "changed", "told"),
    [(40, {"seed": [1, 2]}, True), (30, {"seed": [1, 2]}, False), (40, {}, False)],
)
def test_rows_of_other_settings_that_wandb_keeps_are_told_of(tmp_path, capsys, held, changed, told):
    """The checkpoint is of iteration 30."""
    runs = WandbRuns("online", tmp_path, held={"actor": held, "learner": 29})
    training.tell_of_kept_rows(runs, {"changed": changed} if changed else {}, iteration=30, transitions=16)
    printed = capsys.readouterr().err
    assert ("rows of 480 to 640 transitions" in printed and "--new_wandb_run" in printed) is told
    assert bool(printed) is told


def test_a_damaged_run_is_not_started_from_scratch(copy, capsys):
    for folder in (copy / "checkpoints").iterdir():
        if folder.name.isdigit():
            shutil.rmtree(folder / "meta")
    before = (copy / "metrics.jsonl").read_bytes()
    assert main(["train", "--resume", str(copy), "--max_steps", "3072"]) == 1
    assert "no good checkpoint" in capsys.readouterr().err
    assert (copy / "metrics.jsonl").read_bytes() == before


def test_a_save_that_fails_does_not_stop_the_training(tiny, finished, tmp_path, monkeypatch, capsys):
    """A disk that is full for a while; the alert names the path."""
    save, failed = training_loop.Checkpoints.save, []

    def full(checkpoints, step, *arguments, **keywords):
        if step < 1500:
            failed.append(step)
            raise CheckpointError(f"{checkpoints.directory}/{step}: No space left on device")
        save(checkpoints, step, *arguments, **keywords)

    monkeypatch.setattr(training_loop.Checkpoints, "save", full)
    run_dir = tmp_path / "full"
    assert main([*tiny, "--run_dir", str(run_dir)]) == 0
    assert failed == [512, 1024]
    error = capsys.readouterr().err
    assert error.count("No space left on device") == 1
    assert str(run_dir / "checkpoints") in error
    assert "checkpoint not saved" in (run_dir / "alerts.jsonl").read_text()
    monkeypatch.undo()
    assert_same_run(run_dir, finished)


def test_a_run_is_not_done_without_its_last_checkpoint(tiny, tmp_path, monkeypatch, capsys):
    """CKPT-06"""

    def full(checkpoints, step, *_, **__):
        raise CheckpointError(f"{checkpoints.directory}/{step}: No space left on device")

    monkeypatch.setattr(training_loop.Checkpoints, "save", full)
    assert main([*tiny, "--run_dir", str(tmp_path / "full")]) == 1
    assert "No space left on device" in capsys.readouterr().err.splitlines()[-2]
    assert not (tmp_path / "full" / "summary.json").exists()


def test_a_real_file_size_limit_is_not_success(tiny, tmp_path):
    """CKPT-06: the system refuses the bytes, in the background."""
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]));"
        "from go2mjx.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", limited, *tiny, "--run_dir", str(tmp_path / "limited")]
    process = subprocess.run(command, capture_output=True, text=True)
    assert process.returncode == 1, process.stderr
    assert "File too large" in process.stderr
    assert not (tmp_path / "limited" / "summary.json").exists()


def test_a_vanished_directory_stops_the_run(tiny, tmp_path, monkeypatch, capsys):
    run_dir, measure = tmp_path / "gone", training_loop.measure

    def measure_and_remove(session, train):
        measure(session, train)
        shutil.rmtree(run_dir, ignore_errors=True)

    monkeypatch.setattr(training_loop, "measure", measure_and_remove)
    assert main([*tiny, "--run_dir", str(run_dir), "--checkpoint_period", "100000"]) == 1
    assert f"{run_dir} was removed" in capsys.readouterr().err
    assert not run_dir.exists()


@pytest.mark.usefixtures("compiled_anew")
def test_the_first_error_of_a_callback_is_the_one_shown(tiny, tmp_path, monkeypatch, capsys):
    """Later ones, and those of the clean-up, do not hide it, and nothing hangs."""
    from go2mjx.training import chunk

    payload = chunk.payload

    def with_unknown_metric(*arguments):
        return payload(*arguments) | {"sac/first_unknown": jnp.zeros(())}

    monkeypatch.setattr(chunk, "payload", with_unknown_metric)
    assert main([*tiny, "--run_dir", str(tmp_path / "broken")]) == 1
    error = capsys.readouterr().err
    assert "a metric could not be logged" in error
    assert "sac/first_unknown" in error


def test_an_unexpected_error_says_what_is_safe(tiny, tmp_path, monkeypatch, capsys):
    evaluate = training_loop.evaluate

    def fail_late(session, train):
        if session.total_steps(train) > 1024:
            raise RuntimeError("the device is lost")
        return evaluate(session, train)

    monkeypatch.setattr(training_loop, "evaluate", fail_late)
    with pytest.raises(RuntimeError, match="the device is lost"):
        main([*tiny, "--run_dir", str(tmp_path / "lost")])
    error = capsys.readouterr().err
    assert "the checkpoint at 1536 transitions is intact" in error
    assert "--resume" in error


def test_another_number_of_devices_opens_the_run(tiny, finished, tmp_path, monkeypatch, capsys):
    """MD-01, both ways; the devices are emulated, as there are no two here."""
    run_dir = tmp_path / "elastic"
    with monkeypatch.context() as patch:
        interrupt(patch, signal.SIGTERM, 1024)
        assert main([*tiny, "--run_dir", str(run_dir)]) == 143
    resume = ["train", "--resume", str(run_dir), "--max_steps"]
    process = tiny_run.start_process([*resume, "1536"], **tiny_run.emulated_devices(1))
    _, error = process.communicate()
    assert process.returncode == 0, error
    assert main([*resume, "2048"]) == 0
    assert "sharding" not in (error + capsys.readouterr().err).lower()
    assert final_bits(run_dir) == final_bits(finished)
    assert main(["eval", "--checkpoint", str(run_dir), "--episodes", "2", "--held_out_episodes", "2"]) == 0


def test_checkpoints_are_listed_with_their_integrity(copy, capsys):
    assert main(["checkpoints", str(copy)]) == 0
    listed = capsys.readouterr().out
    assert "2,048" in listed
    assert "✗" not in listed
    shutil.rmtree(copy / "checkpoints" / "2048" / "policy")
    before = sorted(copy.rglob("*"))
    assert main(["checkpoints", str(copy / "checkpoints")]) == 1
    assert "✗" in capsys.readouterr().out
    assert sorted(copy.rglob("*")) == before
    assert main(["checkpoints", str(copy / "nowhere")]) == 2


@pytest.mark.usefixtures("compiled_anew")
def test_after_non_finite_updates_the_last_checkpoint_is_finite(copy, monkeypatch, capsys):
    """SAC-05"""
    critic_loss = losses.critic_loss
    monkeypatch.setattr(losses, "critic_loss", lambda *values: jnp.nan * critic_loss(*values))
    changes = ["--max_steps", "4096", "--max_skipped_updates", "100"]
    assert main(["train", "--resume", str(copy), *changes]) == 1
    error = capsys.readouterr().err
    assert "updates in a row had a non-finite gradient" in error
    assert "the checkpoint at 2560 transitions is intact" in error
    alerts = [json.loads(line) for line in (copy / "alerts.jsonl").read_text().splitlines()]
    assert [alert["title"] for alert in alerts].count("non-finite update") == 1
    learner = [
        bits for name, bits in final_bits(copy).items() if name.startswith("learner.") and len(bits) > 4
    ]
    assert learner and all(np.isfinite(np.frombuffer(bits, np.float32)).all() for bits in learner)
