"""Skips what draws where no EGL library works."""

import os
import subprocess
import sys

import pytest


def _egl_works() -> bool:
    code = "import mujoco; mujoco.GLContext(8, 8).make_current()"
    environment = os.environ | {"MUJOCO_GL": "egl"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0


needs_egl = pytest.mark.skipif(not _egl_works(), reason="no EGL library")
