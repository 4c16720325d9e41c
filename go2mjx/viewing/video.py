"""A short video of a policy that follows commands: `python -m go2mjx.viewing.video RUN_DIR`.

Drawing needs a GL library, which may be missing or crash, and must be chosen before MuJoCo is imported.
So training runs this module in a process of its own.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from go2mjx.process import console
from go2mjx.process.errors import UsageError

FILE_NAME = "video.mp4"
COMMANDS = (
    (0.8, 0.0, 0.0),
    (-0.6, 0.0, 0.0),
    (0.0, 0.35, 0.0),
    (0.0, 0.0, 0.9),
    (0.6, 0.0, -0.7),
    (0.0, 0.0, 0.0),
)
"""Forward m/s, lateral m/s, yaw rad/s, in the order in which they are given."""
COMMAND_SECONDS = 2.4
"""Time for each command."""
TIME_LIMIT = 300.0
"""Seconds after which the video is given up."""
INSTALL_EGL = "on Debian or Ubuntu egl comes with: apt install libegl1 libegl-mesa0 libgl1-mesa-dri"


class NoVideo(Exception):
    """Why a video could not be drawn; the text says what helps."""


def make_video(run_dir: Path, time_limit: float = TIME_LIMIT) -> Path | None:
    """Write `video.mp4` of the run's newest checkpoint into `run_dir` and return its path.

    Whatever goes wrong is one warning, and then the result is None.
    """
    try:
        process = subprocess.run(
            [sys.executable, "-m", __name__, str(run_dir)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=time_limit,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        console.warning(f"no video: it was not ready after {time_limit:.0f} s")
        return None
    except OSError as error:
        console.warning(f"no video: {error}")
        return None
    if process.returncode:
        lines = process.stdout.splitlines()
        reason = lines[-1] if process.returncode == 1 and lines else f"exit code {process.returncode}"
        console.warning(f"no video: {reason}")
        return None
    return run_dir / FILE_NAME


def write_video(
    checkpoint: Path,
    path: Path,
    commands: Sequence[tuple[float, float, float]] = COMMANDS,
    seconds: float = COMMAND_SECONDS,
) -> None:
    """Draw the policy following each of `commands` for `seconds` into the mp4 file `path`.

    For a process that has not imported MuJoCo yet. Raises UsageError for a checkpoint that cannot be used,
    NoVideo when drawing fails; then `path` is as it was.
    """
    os.environ.setdefault("MUJOCO_GL", "egl")
    try:
        # a broken GL library fails in these imports, before anything is computed
        from go2mjx.viewing.commanded_walk import Walker, load, roll_out
        from go2mjx.viewing.pictures import draw

        draw(roll_out(Walker(load(checkpoint)), commands, seconds), path)
    except UsageError:
        raise
    except Exception as error:  # the GL bindings raise errors of every kind, AttributeError included
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise NoVideo(f"{reason} (MUJOCO_GL is {os.environ['MUJOCO_GL']}; {INSTALL_EGL})") from error


def main() -> int:
    """Draw in this process; returns the exit code, 1 after an error that is printed."""
    run_dir = Path(sys.argv[1])
    try:
        write_video(run_dir, run_dir / FILE_NAME)
    except (UsageError, NoVideo) as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
