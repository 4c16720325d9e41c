"""`go2mjx train --seeds`: a process per seed, and what they came to together."""

import json
import os
import re
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from go2mjx.__main__ import main
from go2mjx.config import cli, seeds
from go2mjx.process import platform
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import StopSignals
from go2mjx.session import side_by_side
from go2mjx.session.side_by_side import Share, shares
from tests import tiny_run
from tests.tiny_run import learning


def test_seeds_are_named_one_by_one_and_in_ranges():
    assert seeds.parse("3") == (3,)
    assert seeds.parse("0-4,7") == (0, 1, 2, 3, 4, 7)
    assert seeds.parse("4294967295") == (4294967295,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5-1", "5-1 ends before it begins"),
        ("a", "'a' is neither a seed nor a range"),
        ("0-", "'0-' is neither"),
        ("", "'' is neither"),
        ("0-1000", "more than 1000 seeds"),
        ("0-600,601-1200", "more than 1000 seeds"),
        ("4294967296", "4294967296 is more than 4294967295"),
        ("1-3,2", "names a seed twice"),
    ],
)
def test_other_seeds_are_refused_before_anything_is_made(tmp_path, capsys, text, said):
    assert main(["train", "--preset", "toy", "--run_dir", str(tmp_path / "group"), f"--seeds={text}"]) == 2
    assert f"--seeds {text}: {said}" in capsys.readouterr().err
    assert not (tmp_path / "group").exists()


@pytest.mark.parametrize("seed", [["--seed", "3"], ["--seed=3"]])
def test_one_seed_and_several_exclude_each_other(seed):
    with pytest.raises(UsageError, match="--seeds and --seed exclude each other"):
        cli.parse(["--preset", "toy", "--seeds", "0-2", *seed])


def test_a_name_that_becomes_too_long_with_its_seed_is_refused(tmp_path, capsys):
    group = ["--run_dir", str(tmp_path / "group"), "--exp_name", "n" * 94]
    assert main(["train", "--preset", "toy", "--seeds", "9-10", *group]) == 2
    assert "_seed10'" in capsys.readouterr().err
    assert not (tmp_path / "group").exists()


def test_a_run_of_one_seed_is_no_group_to_resume(tmp_path, capsys):
    (tmp_path / "config.json").write_text(json.dumps(tiny_run.SETTINGS))
    assert main(["train", "--resume", str(tmp_path), "--seeds", "0-2"]) == 2
    assert "is no group of seeds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("trainings", "devices", "parts"),
    [
        (10, "auto", [[0], [1], [2], [3], [4]]),
        (2, "auto", [[0, 1], [2, 3]]),
        (10, 2, [[0, 1], [2, 3]]),
        (1, 1, [[0]]),
        (3, "all", [[0, 1, 2, 3, 4]]),
        (3, 9, [[0, 1, 2, 3, 4]]),
    ],
)
def test_seeds_and_their_devices_share_what_there_is(monkeypatch, trainings, devices, parts):
    """No core or GPU belongs to two seeds, and none is idle that a further seed could use."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(5)))
    assert [list(share.cores) for share in shares("cpu", trainings, devices)] == parts
    monkeypatch.setattr(platform, "visible_gpus", lambda: list("01234"))
    gpus = [share.environment["CUDA_VISIBLE_DEVICES"] for share in shares("gpu", trainings, devices)]
    assert gpus == [",".join(map(str, part)) for part in parts]


def test_the_gpus_are_those_that_the_user_left_visible(monkeypatch, tmp_path):
    program = tmp_path / "nvidia-smi"
    program.write_text(
        "#!/bin/sh\necho 'GPU 0: NVIDIA H100 (UUID: GPU-0)'\necho 'GPU 1: NVIDIA H100 (UUID: GPU-1)'\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert platform.visible_gpus() == ["0", "1"]
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1,GPU-0")
    assert platform.visible_gpus() == ["1", "GPU-0"]


@dataclass
class Group:
    """Two seeds that were stopped by a signal and went on to their end: what the first process said, and the second."""

    directory: Path
    exit_code: int
    stopped: str
    resumed: str


@pytest.fixture(scope="module")
def group(tmp_path_factory) -> Group:
    folder = tmp_path_factory.mktemp("seeds")
    directory = folder / "group"
    command = tiny_run.command(folder, exp_name="both")
    process = tiny_run.start_process([*command, "--seeds", "3,5", "--run_dir", str(directory)])
    tiny_run.wait_for_rows(directory / "seed_3", 2)
    process.send_signal(signal.SIGTERM)
    stopped = process.communicate(timeout=120)[1]
    assert not (directory / "report").exists()
    resumed = tiny_run.start_process(["train", "--resume", str(directory)])
    said = resumed.communicate(timeout=300)[1]
    assert resumed.returncode == 0
    return Group(directory, process.returncode, stopped, said)


def test_a_signal_stops_every_seed_in_good_order_and_says_how_to_go_on(group):
    """The signal went to the one process that the user sees."""
    assert group.exit_code == 128 + signal.SIGTERM
    assert "seed 3: SIGTERM: stopping in good order" in group.stopped
    assert re.search(
        rf"all seeds have stopped; go on with: .*train --resume {group.directory}", group.stopped
    )
    assert "seed 3: resumed at " in group.resumed


@pytest.mark.usefixtures("undrawn")
def test_each_seed_is_the_run_that_it_is_alone(group, tmp_path):
    """Stopped and resumed, side by side with another: the same rows."""
    command = tiny_run.command(tmp_path)
    assert main([*command, "--seed", "3", "--run_dir", str(tmp_path / "alone")]) == 0
    seed_3, seed_5 = (group.directory / name for name in ("seed_3", "seed_5"))
    assert learning(seed_3) == learning(tmp_path / "alone") != learning(seed_5)
    config = json.loads((seed_5 / "config.json").read_text())
    assert (config["seed"], config["exp_name"]) == (5, "both_seed5")


def test_a_finished_group_says_so_and_shows_what_it_came_to(group, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    for picture in (group.directory / "learning_curve.png", group.directory / "report" / "report.html"):
        picture.unlink()
    before = (group.directory / "seed_3" / "metrics.jsonl").read_bytes()
    assert main(["train", "--resume", str(group.directory)]) == 0
    printed = capsys.readouterr()
    assert "seed 3: already complete" in printed.err and "seed 5: already complete" in printed.err
    assert (group.directory / "seed_3" / "metrics.jsonl").read_bytes() == before
    rows = {cells[1].strip(): cells for line in printed.out.splitlines() if len(cells := line.split("│")) > 3}
    errors = {}
    for seed in ("3", "5"):
        held_out = json.loads((group.directory / f"seed_{seed}" / "evaluation.json").read_text())["held_out"]
        errors[seed] = held_out["summary"]["eval/velocity_error"]
        assert f"{errors[seed]:.3f}" in rows[seed][5]
    assert f"{sum(errors.values()) / 2:.3f}" in rows["median"][5]
    assert f"{min(errors.values()):.3f}" in rows["lowest"][5]
    assert f"{max(errors.values()):.3f}" in rows["highest"][5]
    assert (group.directory / "learning_curve.png").read_bytes().startswith(b"\x89PNG")
    page = (group.directory / "report" / "report.html").read_text()
    assert "seed_3" in page and "seed_5" in page and "(seeds 3, 5)" in page


def test_a_group_is_locked_and_not_replaced_unasked(group, capsys):
    command = [
        "train",
        "--preset",
        str(group.directory / "config.json"),
        "--seeds",
        "0-1",
        "--run_dir",
        str(group.directory),
    ]
    assert main(command) == 2
    assert "is not empty" in capsys.readouterr().err
    assert not (group.directory / "seed_0").exists()


@pytest.mark.usefixtures("undrawn")
def test_a_seed_that_fails_stops_no_other(group, tmp_path, capsys):
    """A directory with something else in it: that seed cannot start, and the others are told of all the same."""
    directory = Path(shutil.copytree(group.directory, tmp_path / "group"))
    (directory / "seed_8").mkdir()
    (directory / "seed_8" / "other").touch()
    assert main(["train", "--resume", str(directory)]) == 1
    printed = capsys.readouterr()
    assert "2 of 3 seeds completed" in printed.out and re.search(r"│ +8 │ +failed", printed.out)
    assert "seed 8: " in printed.err and "is not empty" in printed.err
    assert "of 3 seeds 1 failed" in printed.err


def test_trainings_have_their_cores_alone_and_as_many_run_as_there_are_shares(tmp_path, monkeypatch):
    """A stand-in for the training notes the cores that it may use, and when it ran."""
    program = tmp_path / "program"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys, time\nbegun = time.time()\ntime.sleep(0.3)\n"
        f"open(os.path.join({str(tmp_path)!r}, sys.argv[-1]), 'w').write(\n"
        "    f'{sorted(os.sched_getaffinity(0))} {begun} {time.time()}')\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    mine = os.sched_getaffinity(0)
    core = min(mine)
    with StopSignals() as signals, signals.deferred():
        codes = side_by_side.train_all({"a": ["1"], "b": ["2"]}, [Share([core])], signals)
    assert codes == {"a": 0, "b": 0}
    assert os.sched_getaffinity(0) == mine
    (cores, _, end), (others, start, _) = (
        re.fullmatch(r"(\[.*\]) (\S+) (\S+)", (tmp_path / name).read_text()).groups() for name in "12"
    )
    assert cores == others == f"[{core}]"
    assert float(end) <= float(start)
