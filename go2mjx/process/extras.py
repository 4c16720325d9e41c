"""Libraries that training does without: which extra of the installation brings them, and what to say without it."""

import importlib.util

from go2mjx.process.errors import UsageError

MODULES = {
    "export": ("onnx", "onnxruntime"),
    "report": ("matplotlib",),
    "robot": ("cyclonedds",),
    "video": ("imageio", "imageio_ffmpeg"),
    "panels": ("wandb_workspaces",),
}
"""What an extra brings, by its name."""


def install(*extras: str) -> str:
    """The command that installs `extras`."""
    return f"pip install 'go2mjx[{','.join(extras)}]'"


def require(what: str, *extras: str) -> None:
    """Raise UsageError, which names them, where one of `extras` is not installed that `what` needs."""
    absent = [extra for extra in extras if not all(importlib.util.find_spec(name) for name in MODULES[extra])]
    if absent:
        modules = ", ".join(name for extra in absent for name in MODULES[extra])
        raise UsageError(f"{what} needs {modules}; install with: {install(*absent)}")
