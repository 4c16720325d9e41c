"""`go2mjx check`: a line per part of the set-up, a remedy where one is needed, and no failure hides another."""

import json
import os
import sys
from importlib import metadata

import pytest
import wandb_stub

from go2mjx.__main__ import main
from go2mjx.commands import check, check_parts
from go2mjx.commands.check_parts import BAD, DOUBT, GOOD, Finding
from go2mjx.telemetry.wandb_runs import WandbUnavailable


def marks(findings):
    return {finding.part: finding.mark for finding in findings}


def command(monkeypatch, findings, *arguments):
    """The exit code of the command when the first part finds `findings`, and the others nothing."""
    monkeypatch.setattr(check, "look", lambda part, words: findings if part == "packages" else [])
    return main(["check", "--platform", "cpu", *arguments])


def test_the_set_up_of_these_tests_is_good(tmp_path, capfd, monkeypatch):
    """INST-03: versions, device, one step of physics, memory, and exit code 0; nothing is left behind."""
    monkeypatch.setenv("WANDB_API_KEY", "")
    monkeypatch.setenv("COLUMNS", "300")
    where = tmp_path / "new" / "runs"
    code = main(["check", "--platform", "cpu", "--preset", "toy", "--run_dir", str(where)])
    out = capfd.readouterr().out
    assert code == 0, out
    for part in ("Python", "packages", "W&B", "device", "physics", "memory", "disk", "video"):
        assert part in out
    assert "toy compiled" in out and f"{where} can be written" in out and BAD not in out
    assert "ready to train" in out
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_exit_code_1_and_a_warning_is_not(monkeypatch, capsys):
    good, doubt = Finding("device", GOOD, "cpu"), Finding("video", DOUBT, "no GL", "install EGL")
    assert command(monkeypatch, [good, doubt]) == 0
    assert "install EGL" in capsys.readouterr().out
    assert command(monkeypatch, [good, doubt, Finding("jax", BAD, "0.1", "run `make setup`")]) == 1
    printed = capsys.readouterr().out
    assert "run `make setup`" in printed and "not ready" in printed


def test_a_preset_that_does_not_exist_is_a_usage_error(monkeypatch, capsys):
    assert command(monkeypatch, [], "--preset", "nosuch") == 2
    assert "nosuch" in capsys.readouterr().err


@pytest.mark.parametrize(("part", "mark"), [("robot", BAD), ("video", DOUBT), ("wandb", DOUBT)])
def test_a_part_that_crashes_or_hangs_costs_its_own_line_only(tmp_path, monkeypatch, part, mark):
    finding = {"part": "device", "mark": GOOD, "seen": "cpu", "remedy": ""}
    crash = tmp_path / "crash"
    crash.write_text(f"#!/bin/sh\necho '{json.dumps(finding)}'\necho cuda is too old >&2\nkill -ABRT $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    kept, lost = check.look(part, [])
    assert kept == Finding(**finding)
    assert (lost.mark, lost.seen) == (mark, "exit code -6: cuda is too old") and lost.remedy
    crash.write_text(f"#!/bin/sh\necho '{json.dumps(finding)}'\nexec sleep 60\n")
    monkeypatch.setitem(check.SECONDS, part, 0.5)
    kept, lost = check.look(part, [])
    assert kept == Finding(**finding)
    assert lost.mark == mark and "not done after 0.5 s" in lost.seen


def test_versions_outside_the_tested_ranges_are_named(monkeypatch):
    """A package that is too old, one that is missing, and a wrong Python."""
    wanted = ["jax>=99", "nosuchpackage>=1", "rich>=1", "pytest>=999; extra == 'dev'"]
    monkeypatch.setattr(metadata, "requires", lambda name: wanted)
    monkeypatch.setattr(metadata, "metadata", lambda name: {"Requires-Python": ">=2,<3"})
    findings = list(check_parts.packages())
    assert marks(findings) == {"Python": BAD, "jax": BAD, "nosuchpackage": BAD, "packages": GOOD}
    by_part = {finding.part: finding for finding in findings}
    assert ">=99" in by_part["jax"].seen and "pip install 'jax>=99'" in by_part["jax"].remedy
    assert "not installed" in by_part["nosuchpackage"].seen
    assert by_part["packages"].seen.startswith("rich ")


def test_without_an_installation_there_are_no_ranges(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    (finding,) = check_parts.packages()
    assert finding.mark == BAD and "make setup" in finding.remedy


def test_wandb_without_a_login_is_a_warning(monkeypatch):
    wandb_stub.install(monkeypatch).__version__ = "0.31"
    findings = list(check_parts.wandb())
    assert BAD not in marks(findings).values() and marks(findings)["W&B login"] == DOUBT
    assert "wandb login" in findings[-1].seen


def test_without_wandb_there_is_one_warning(monkeypatch):
    monkeypatch.setitem(sys.modules, "wandb", None)
    (finding,) = check_parts.wandb()
    assert finding.mark == DOUBT and "pip install wandb" in finding.seen


def test_wandb_that_cannot_write_is_a_warning(monkeypatch):
    wandb_stub.install(monkeypatch).__version__ = "0.31"

    def refuse(*arguments):
        raise WandbUnavailable("no room for the run")

    monkeypatch.setattr(check_parts.wandb_runs, "open_wandb_runs", refuse)
    finding = next(iter(check_parts.wandb()))
    assert finding.mark == DOUBT and "no room" in finding.seen


def test_a_broken_gl_library_is_a_warning(monkeypatch):
    """CLI-07"""
    monkeypatch.setenv("MUJOCO_GL", "broken")
    (finding,) = check.look("video", ["cpu", "toy", "/"])
    assert finding.mark == DOUBT and "broken" in finding.seen and "apt install" in finding.remedy
    assert os.environ["MUJOCO_GL"] == "broken"


def test_a_directory_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    (finding,) = check_parts.directory(tmp_path / "file" / "runs")
    assert finding.mark == BAD and "file" in finding.seen and "--run_dir" in finding.remedy


def test_a_replay_that_does_not_fit_names_one_that_does(tmp_path):
    preset = tmp_path / "large.json"
    preset.write_text(json.dumps({"env": "toy", "replay_buffer_capacity": 1_000_000_000}))
    by_part = {finding.part: finding for finding in check.look("robot", ["cpu", str(preset), str(tmp_path)])}
    assert by_part["physics"].mark == GOOD
    assert by_part["memory"].mark == BAD and "--replay_buffer_capacity" in by_part["memory"].remedy
    assert "GiB" in by_part["disk"].seen


def test_a_gpu_that_is_not_there_is_a_failure_with_the_command_to_install(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    (finding,) = check.look("robot", ["gpu", "toy", "/"])
    assert finding.mark == BAD and "--platform gpu" in finding.seen and "pip install" in finding.remedy
