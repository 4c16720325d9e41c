"""A short video of a policy that follows commands: `python -m go2mjx.tools.video RUN_DIR`.

Drawing needs a GL library, which may be missing or crash, and must be chosen before MuJoCo is imported.
So training runs this module in a process of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

from go2mjx.host import console, platform
from go2mjx.host.errors import UsageError

FILE_NAME = "video.mp4"
TIME_LIMIT = 300.0
"""Seconds after which the video is given up."""
INSTALL_EGL = "on Debian or Ubuntu egl comes with: apt install libegl1 libegl-mesa0 libgl1-mesa-dri"


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


def main() -> int:
    """Roll out and draw in this process; returns the exit code, 1 after an error that is printed."""
    run_dir = Path(sys.argv[1])
    os.environ.setdefault("MUJOCO_GL", "egl")
    try:
        # a broken GL library fails in these imports, before anything is computed
        from go2mjx.tools.commanded_walk import roll_out
        from go2mjx.tools.pictures import draw
        from go2mjx.tools.saved_policy import load_policy

        # one robot needs no accelerator, and the training process may hold all of its memory
        platform.configure_jax("cpu", num_envs=1)
        saved = load_policy(run_dir)
        if saved.config.run.env != "GO2-v0":
            raise UsageError(f"there is no picture of the environment {saved.config.run.env}")
        draw(roll_out(saved), run_dir / FILE_NAME)
    except UsageError as error:
        print(error)
        return 1
    except Exception as error:  # the GL bindings raise errors of every kind, AttributeError included
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        print(f"{reason} (MUJOCO_GL is {os.environ['MUJOCO_GL']}; {INSTALL_EGL})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
