"""Without the libraries of the extras: commands say which one to install, and training ends well."""

import os
import sys

import pytest

from go2mjx.__main__ import main
from go2mjx.process.extras import MODULES
from tests import tiny_run


@pytest.mark.parametrize(
    ("argv", "absent", "extras"),
    [
        (["export", "--checkpoint", "RUN"], "onnx", "export"),
        (["report", "RUN"], "matplotlib", "report"),
        (["eval", "--checkpoint", "RUN", "--png", "grid.png"], "matplotlib", "report"),
        (["eval", "--checkpoint", "RUN", "--backend", "mujoco"], "onnxruntime", "export"),
        (["eval", "--checkpoint", "RUN", "--worlds", "20"], "onnxruntime", "export"),
        (["eval", "--checkpoint", "RUN", "--terrains", "2"], "onnxruntime", "export"),
        (["play", "--video", "walk.mp4"], "imageio", "video"),
        (["play", "--video", "walk.mp4"], "onnxruntime", "export"),
        (["drive"], "cyclonedds", "robot"),
        (["simulate-robot"], "cyclonedds", "robot"),
    ],
)
def test_a_command_names_the_extra_that_it_needs(argv, absent, extras, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "RUN").mkdir()
    monkeypatch.setitem(sys.modules, absent, None)
    assert main(argv) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert absent in line and f"pip install 'go2mjx[{extras}]'" in line
    assert [path.name for path in tmp_path.iterdir()] == ["RUN"]


def test_training_ends_well_without_any_extra(tmp_path):
    absent = [name for names in MODULES.values() for name in names]
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.modules.update(dict.fromkeys({absent}))")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    run_dir = tmp_path / "run"
    settings = {"video": True, "wandb_mode": "offline", "wandb_upload": True}
    command = [*tiny_run.command(tmp_path, **settings), "--run_dir", str(run_dir)]
    process = tiny_run.start_process(command, PYTHONPATH=path)
    _, said = process.communicate()
    assert process.returncode == 0, said
    named = sorted(line for line in said.splitlines() if "pip install" in line)
    assert [line.partition(":")[0] for line in named] == ["warning"] * 3
    assert "no picture" in named[0] and "go2mjx[report]" in named[0]
    assert "no report" in named[1] and "go2mjx[report]" in named[1]
    assert "no video" in named[2] and "go2mjx[export,video]" in named[2]
    assert {"evaluation.json", "summary.json"} <= {path.name for path in run_dir.iterdir()}
