"""The GL library that MuJoCo draws pictures with; which one is there depends on the system."""

import importlib
import os
import sys


def advice() -> str:
    """What helps where nothing can be drawn."""
    if sys.platform == "darwin":
        return "macOS comes with what MuJoCo draws with, if MUJOCO_GL is not set"
    return "on Debian or Ubuntu egl comes with: apt install libegl1 libegl-mesa0 libgl1-mesa-dri"


def choose() -> str:
    """Have MuJoCo draw without a screen, unless `MUJOCO_GL` says how to draw; the name of what it uses.

    That is EGL on Linux; on macOS MuJoCo's own choice needs no screen. MuJoCo looks at the variable when it is imported. If that has happened without one, it looks again, and then
    this raises what a broken library raises.
    """
    if sys.platform != "darwin" and "MUJOCO_GL" not in os.environ:
        os.environ["MUJOCO_GL"] = "egl"
        if "mujoco" in sys.modules:
            from mujoco.rendering.classic import gl_context

            importlib.reload(gl_context)
    return os.environ.get("MUJOCO_GL", "not set")
