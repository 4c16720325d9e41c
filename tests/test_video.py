"""The video: drawn in a process of its own, and never the reason for a failed run."""

import os
import subprocess
import sys

import imageio.v2 as imageio
import jax
import numpy as np
import pytest

from go2mjx.__main__ import main
from go2mjx.session import child, video
from go2mjx.viewing.video import COMMAND_SECONDS, COMMANDS
from tests import tiny_run
from tests.egl import needs_egl
from tests.toy_run import save_run, toy_state


def warnings_of(capsys) -> list[str]:
    """The warnings on standard error, and nothing else may be there."""
    lines = capsys.readouterr().err.strip().splitlines()
    assert all(line.startswith("warning: no video") for line in lines)
    return lines


def test_a_broken_gl_library_is_one_warning(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MUJOCO_GL", "broken")
    video.make_video(tmp_path)
    (line,) = warnings_of(capsys)
    assert "broken" in line
    assert os.environ["MUJOCO_GL"] == "broken"
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_robot_or_a_checkpoint_is_one_warning(tmp_path, capsys):
    video.make_video(tmp_path)
    (line,) = warnings_of(capsys)
    assert "holds no checkpoint" in line
    config, train = toy_state()
    save_run(tmp_path, config, train)
    video.make_video(tmp_path)
    (line,) = warnings_of(capsys)
    assert "no picture of toy" in line


def test_a_process_that_hangs_or_crashes_is_one_warning(tmp_path, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        patch.setattr(child, "TIME_LIMIT", 0.01)
        video.make_video(tmp_path)
    (line,) = warnings_of(capsys)
    assert "not ready" in line
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\necho unrelated\nkill -SEGV $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    video.make_video(tmp_path)
    (line,) = warnings_of(capsys)
    assert "exit code -11" in line


def test_training_chooses_and_loads_no_gl_library():
    """Catalogue CLI-07: only the video's own process does. GLFW, which MuJoCo imports, has no GL in it."""
    code = (
        "import os, re; from go2mjx.config.tree import from_flat; from go2mjx.session import build, training;"
        "build.build(from_flat({'env': 'GO2-v0'})); assert 'MUJOCO_GL' not in os.environ;"
        "maps = open('/proc/self/maps').read() if os.path.exists('/proc/self/maps') else '';"
        "assert not re.search(r'/lib(GL|EGL|OSMesa|GLX|X11)\\b', maps), maps"
    )
    environment = _environment_without("MUJOCO_GL", "DISPLAY")
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


@pytest.mark.usefixtures("undrawn")
def test_training_with_a_broken_egl_ends_with_one_warning(tmp_path, monkeypatch, capsys):
    """Catalogue CLI-07."""
    for name in ("MUJOCO_GL", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("libEGL.so", "libEGL.so.1"):
        (tmp_path / name).write_text("not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    run_dir = tmp_path / "run"
    assert main([*tiny_run.command(tmp_path, video=True), "--run_dir", str(run_dir)]) == 0
    printed = capsys.readouterr().err
    (line,) = [line for line in printed.splitlines() if "no video" in line]  # the settings name --video too
    assert line.startswith("warning: ") and "apt install" in line
    assert "Traceback" not in printed
    assert {"checkpoints", "summary.json"} <= {path.name for path in run_dir.iterdir()}


def _environment_without(*names: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in names}


@needs_egl
def test_the_video_shows_the_walk(tmp_path):
    config, train = toy_state(env="GO2-v0")
    save_run(tmp_path, config, jax.block_until_ready(train))
    video.make_video(tmp_path)
    with imageio.get_reader(tmp_path / "video.mp4") as reader:
        metadata = reader.get_meta_data()
        first = np.asarray(reader.get_data(0))
        assert metadata["size"] == (640, 480)
        assert metadata["duration"] == pytest.approx(len(COMMANDS) * COMMAND_SECONDS, abs=0.1)
        assert first.std() > 20
    assert sorted(item.name for item in tmp_path.iterdir()) == ["checkpoints", "video.mp4"]
