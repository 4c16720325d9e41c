"""The run directory: where it is, what it refuses, what it keeps."""

import dataclasses
import errno
import importlib.util
import json
import os
import re

import pytest

from go2mjx.config import presets
from go2mjx.config.presets import saved_config
from go2mjx.config.tree import ProcessConfig, TrainConfig, from_flat, to_flat
from go2mjx.process import files
from go2mjx.process.errors import UsageError
from go2mjx.runs.directory import opened
from go2mjx.runs.provenance import provenance

ORIGIN = {"versions": {"jax": "0"}}
MARKS = {"config.json", "config.copy.json", "provenance.json", "checksums.json"}


def asked(run_dir=None, overwrite=False, resume=False, unlocked=False, **values) -> TrainConfig:
    process = ProcessConfig(run_dir=run_dir, overwrite=overwrite, resume=resume, unlocked=unlocked)
    return dataclasses.replace(from_flat(values), process=process)


def prepare(config, origin):
    """Open the run directory, let go of it again, and return it."""
    with opened(config, origin) as directory:
        return directory


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return work


def contents(directory):
    return {path.relative_to(directory): path.is_dir() or path.read_bytes() for path in directory.rglob("*")}


def test_the_default_is_a_new_directory_under_runs_each_time(elsewhere):
    first = prepare(asked(exp_name="trot", seed=3), ORIGIN)
    second = prepare(asked(exp_name="trot", seed=3), ORIGIN)
    assert first != second
    assert first.parent == second.parent == elsewhere / "runs"
    assert re.fullmatch(r"\d{8}-\d{6}_trot_seed3", first.name)


@pytest.mark.parametrize("name", ["runs/a", "~/a", "a folder/with spaces", "../up"])
def test_any_spelling_of_a_path_becomes_absolute(name, elsewhere, tmp_path, monkeypatch):
    directory = prepare(asked(name), ORIGIN)
    assert directory.is_absolute()
    assert directory == {"~/a": tmp_path / "home" / "a", "../up": tmp_path / "up"}.get(name, elsewhere / name)
    monkeypatch.chdir(tmp_path)
    assert presets.load(str(saved_config(str(directory)))) == TrainConfig()


def test_the_resolved_configuration_and_its_origin_are_written():
    config = asked("a", batch_size=32, hidden_sizes=[8, 8])
    directory = prepare(config, ORIGIN)
    assert json.loads((directory / "config.json").read_text()) == to_flat(config)
    assert json.loads((directory / "provenance.json").read_text()) == [ORIGIN]


def test_a_directory_with_files_is_refused_with_both_ways_out_and_kept(elsewhere):
    directory = prepare(asked("a"), ORIGIN)
    (directory / "checkpoints").mkdir()
    (directory / "checkpoints" / "weights").write_text("precious")
    before = contents(directory)
    with pytest.raises(UsageError) as caught:
        prepare(asked("a", batch_size=8), ORIGIN)
    assert "--resume" in str(caught.value) and "--overwrite" in str(caught.value)
    assert contents(directory) == before


def test_an_empty_directory_is_used(elsewhere):
    (elsewhere / "a").mkdir()
    assert prepare(asked("a"), ORIGIN) == elsewhere / "a"


def test_overwrite_replaces_a_run_and_follows_no_link(elsewhere):
    directory = prepare(asked("a"), ORIGIN)
    (directory / "checkpoints").mkdir()
    (directory / "checkpoints" / "weights").write_text("old")
    (elsewhere / "kept").mkdir()
    (elsewhere / "kept" / "file").write_text("kept")
    (directory / "link").symlink_to(elsewhere / "kept")
    prepare(asked("a", overwrite=True, batch_size=8), ORIGIN)
    assert {path.name for path in directory.iterdir()} == MARKS
    assert json.loads((directory / "config.json").read_text())["batch_size"] == 8
    assert (elsewhere / "kept" / "file").read_text() == "kept"


def test_overwrite_deletes_nothing_that_is_not_a_run(elsewhere):
    (elsewhere / "thesis").mkdir()
    (elsewhere / "thesis" / "chapter").write_text("years")
    (elsewhere / "thesis" / "config.json").write_text("{}")
    before = contents(elsewhere)
    with pytest.raises(UsageError, match="other files than a run"):
        prepare(asked("thesis", overwrite=True), ORIGIN)
    assert contents(elsewhere) == before


def test_resume_keeps_the_files_and_notes_the_second_process():
    directory = prepare(asked("a", max_steps=5000), ORIGIN)
    (directory / "metrics.jsonl").write_text("{}\n")
    again = prepare(asked("a", resume=True, max_steps=9000, wandb_mode="offline"), {"versions": {"jax": "1"}})
    assert again == directory
    assert (directory / "metrics.jsonl").read_text() == "{}\n"
    assert json.loads((directory / "config.json").read_text())["max_steps"] == 9000
    assert len(json.loads((directory / "provenance.json").read_text())) == 2


def test_resume_with_another_network_is_refused_and_shows_both_values():
    directory = prepare(asked("a", hidden_sizes=[64]), ORIGIN)
    before = contents(directory)
    with pytest.raises(UsageError) as caught:
        prepare(asked("a", resume=True, hidden_sizes=[128], history_length=3), ORIGIN)
    message = str(caught.value)
    assert "--hidden_sizes [128]" in message and "[64]" in message
    assert "--history_length 3" in message
    assert contents(directory) == before


@pytest.mark.parametrize("damage", ["deleted", "emptied", "another number", "a directory"])
@pytest.mark.parametrize("name", ["config.json", "config.copy.json", "provenance.json", "checksums.json"])
def test_no_damaged_mark_locks_a_run(name, damage, capsys):
    directory = prepare(asked("a", max_steps=5000, batch_size=32), ORIGIN)
    path = directory / name
    content = path.read_text()
    path.unlink()
    if damage == "a directory":
        path.mkdir()
    elif damage != "deleted":
        path.write_text("" if damage == "emptied" else content.replace("0", "4", 1))
    config = presets.load(str(saved_config(directory)))
    assert config.loop.max_steps == 5000 and config.sac.batch_size == 32
    prepare(dataclasses.replace(config, process=asked("a", resume=True).process), ORIGIN)
    told = capsys.readouterr().err
    # without the checksums everything is taken as it is
    missed = name == "config.json" or (name == "provenance.json" and damage != "deleted")
    assert (name in told) == missed
    assert presets.load(str(directory / "config.json")) == presets.load(str(directory / "config.copy.json"))
    assert json.loads((directory / "provenance.json").read_text())[-1] == ORIGIN


def test_resume_without_a_run_is_refused(elsewhere):
    (elsewhere / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no run"):
        prepare(asked("empty", resume=True), ORIGIN)


@pytest.mark.parametrize("name", ["file", "file/inside", "/proc/nowhere", "~nobody-of-that-name/a"])
def test_a_place_that_cannot_be_written_is_refused(name, elsewhere):
    (elsewhere / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        prepare(asked(name), ORIGIN)


def test_provenance_names_versions_device_and_numerics():
    origin = provenance()
    assert {
        "python",
        "jax",
        "jaxlib",
        "mujoco",
        "mujoco-mjx",
        "warp-lang",
        "brax",
        "flax",
        "optax",
        "orbax-checkpoint",
        "wandb",
    } <= set(origin["versions"])
    assert origin["versions"]["mujoco"].count(".") == 2
    warp_is_there = importlib.util.find_spec("warp") is not None
    assert (origin["versions"]["warp-lang"] is not None) == warp_is_there
    assert origin["device_kind"]
    assert origin["reset_mode"] == "fresh"
    assert origin["git_commit"] is None or re.match(r"[0-9a-f]{40}", origin["git_commit"])
    assert json.loads(json.dumps(origin)) == origin


def test_two_processes_are_kept_apart():
    with opened(asked("a"), ORIGIN) as directory:
        before = contents(directory)
        for again in (asked("a", resume=True), asked("a", overwrite=True)):
            with pytest.raises(UsageError, match="in use by another process"):
                prepare(again, ORIGIN)
        assert contents(directory) == before
    assert prepare(asked("a", resume=True), ORIGIN) == directory


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_without_locks_is_not_called_in_use(number, monkeypatch, capsys):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(UsageError, match="does not support file locks") as caught:
        prepare(asked("a"), ORIGIN)
    assert os.strerror(number) in str(caught.value) and "--unlocked" in str(caught.value)
    directory = prepare(asked("a", unlocked=True), ORIGIN)
    assert (directory / "config.json").is_file()
    assert capsys.readouterr().err.count("nothing keeps a second process out") == 1


def test_changed_settings_are_printed_and_noted(capsys):
    directory = prepare(asked("a", critic_learning_rate=1e-3), ORIGIN)
    changed = asked("a", resume=True, critic_learning_rate=1e-4, eval_period=900)
    prepare(changed, ORIGIN)
    assert "--critic_learning_rate 0.0001 from now on, it was 0.001" in capsys.readouterr().err
    assert json.loads((directory / "config.json").read_text())["critic_learning_rate"] == 1e-4
    noted = json.loads((directory / "provenance.json").read_text())[-1]["changed"]
    assert noted == {"critic_learning_rate": [1e-3, 1e-4], "eval_period": [5000, 900]}


def test_a_full_disk_leaves_the_old_configuration(monkeypatch):
    directory = prepare(asked("a", max_steps=5000), ORIGIN)
    before = contents(directory)
    monkeypatch.setattr(files.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(UsageError, match="No space left"):
        prepare(asked("a", resume=True, max_steps=9000), ORIGIN)
    assert contents(directory) == before
