"""Where go2mjx runs, told by the name of the system: this machine stands in for the others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from go2mjx.commands import play
from go2mjx.viewing import gl

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("pretence", ["sys.platform = 'win32'", "sys.modules['fcntl'] = None"])
@pytest.mark.parametrize("command", [["train"], ["--help"], ["eval", "--checkpoint", "run"]])
def test_windows_is_one_line(pretence, command):
    program = f"import sys; {pretence}; from go2mjx.__main__ import run; run({command})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "go2mjx runs on Linux, macOS or WSL (Windows Subsystem for Linux)\n"


def test_macos_draws_with_its_own_library_and_linux_with_egl(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("MUJOCO_GL", raising=False)
    assert gl.choose() == "not set" and "MUJOCO_GL" not in os.environ
    assert "apt" not in gl.advice() and "macOS" in gl.advice()
    program = "from go2mjx.viewing import gl; print(gl.choose(), gl.advice())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.startswith("egl ") and "apt install" in done.stdout


def test_on_macos_a_window_needs_mjpython(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "mjpython -m go2mjx play" in play.window_problem()


def test_a_gl_library_of_the_user_is_kept(monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "osmesa")
    assert gl.choose() == "osmesa" and os.environ["MUJOCO_GL"] == "osmesa"


def test_plugins_and_paths_of_other_projects_stay_out_of_the_tests(tmp_path):
    """What a sourced ROS brings: a plugin with a hook that this pytest does not know, on PYTHONPATH."""
    (tmp_path / "foreign.py").write_text("def pytest_launch_collect_makemodule(): ...\n")
    about = tmp_path / "foreign-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pytest11]\nforeign = foreign\n")
    foreign = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
    listing = [sys.executable, "-m", "pytest", "--collect-only", "tests/test_systems.py"]
    done = subprocess.run(listing, env=foreign, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    path = ["make", "--no-print-directory", "--eval", "path:\n\t@echo path $$PYTHONPATH", "path"]
    assert subprocess.run(path, env=foreign, cwd=ROOT, capture_output=True, text=True).stdout == "path\n"
