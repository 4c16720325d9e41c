"""The video: drawn in a process of its own, and never the reason for a failed run."""

import os
import subprocess
import sys

import imageio.v2 as imageio
import jax
import numpy as np
import pytest

from go2mjx.tools import video
from go2mjx.tools.commanded_walk import SEGMENTS
from tests.toy_run import save_run, toy_state


def warnings_of(capsys) -> list[str]:
    """The warnings on standard error, and nothing else may be there."""
    lines = capsys.readouterr().err.strip().splitlines()
    assert all(line.startswith("warning: no video") for line in lines)
    return lines


def test_a_broken_gl_library_is_one_warning(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MUJOCO_GL", "broken")
    assert video.make_video(tmp_path) is None
    (line,) = warnings_of(capsys)
    assert "broken" in line
    assert os.environ["MUJOCO_GL"] == "broken"
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_robot_or_a_checkpoint_is_one_warning(tmp_path, capsys):
    assert video.make_video(tmp_path) is None
    (line,) = warnings_of(capsys)
    assert "holds no checkpoint" in line
    config, train = toy_state()
    save_run(tmp_path, config, train)
    assert video.make_video(tmp_path) is None
    (line,) = warnings_of(capsys)
    assert "no picture of the environment toy" in line


def test_a_process_that_hangs_or_crashes_is_one_warning(tmp_path, monkeypatch, capsys):
    assert video.make_video(tmp_path, time_limit=0.01) is None
    (line,) = warnings_of(capsys)
    assert "not ready" in line
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\necho unrelated\nkill -SEGV $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    assert video.make_video(tmp_path) is None
    (line,) = warnings_of(capsys)
    assert "exit code -11" in line


def test_training_imports_choose_no_gl_library():
    """Only the video's own process sets MUJOCO_GL."""
    code = "import os, go2mjx.tools.video, go2mjx.tools.build; assert 'MUJOCO_GL' not in os.environ"
    environment = {name: value for name, value in os.environ.items() if name != "MUJOCO_GL"}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0


def _egl_works() -> bool:
    code = "import mujoco; mujoco.GLContext(8, 8).make_current()"
    environment = os.environ | {"MUJOCO_GL": "egl"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0


@pytest.mark.skipif(not _egl_works(), reason="no EGL library")
def test_the_video_shows_the_walk(tmp_path):
    config, train = toy_state(env="GO2-v0")
    save_run(tmp_path, config, jax.block_until_ready(train))
    path = video.make_video(tmp_path)
    assert path == tmp_path / "video.mp4"
    with imageio.get_reader(path) as reader:
        metadata = reader.get_meta_data()
        first = np.asarray(reader.get_data(0))
        assert metadata["size"] == (640, 480)
        assert 12 <= metadata["duration"] <= 15
        assert first.std() > 20
    assert sorted(item.name for item in tmp_path.iterdir()) == ["checkpoints", "video.mp4"]
    assert len(SEGMENTS) == 6
