"""A short video of a policy that follows commands: `python -m go2mjx.tools.video RUN_DIR`.

Drawing needs a GL library, which may be missing or crash, and must be chosen before MuJoCo is imported.
So training runs this module in a process of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

from go2mjx.host import console
from go2mjx.host.errors import UsageError

FILE_NAME = "video.mp4"
TIME_LIMIT = 300.0
"""Seconds after which the video is given up."""


def make_video(run_dir: Path, time_limit: float = TIME_LIMIT) -> Path | None:
    """Write `video.mp4` of the run's newest checkpoint into `run_dir` and return its path.

    Whatever goes wrong is one warning, and then the result is None.
    """
    # one robot needs no accelerator, whose memory the calling process may hold
    environment = {"MUJOCO_GL": "egl"} | os.environ | {"JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", __name__, str(run_dir)]
    try:
        process = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
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
        lines = process.stderr.strip().splitlines() or [f"exit code {process.returncode}"]
        console.warning(
            f"no video: {lines[-1]} (MUJOCO_GL={environment['MUJOCO_GL']}; on Debian or Ubuntu `apt install "
            "libegl1 libegl-mesa0 libgl1-mesa-dri` provides EGL)"
        )
        return None
    return run_dir / FILE_NAME


def main() -> int:
    """Roll out and draw in this process; returns the exit code."""
    # a broken GL library fails here, before anything is computed
    from go2mjx.tools.commanded_walk import roll_out
    from go2mjx.tools.pictures import draw
    from go2mjx.tools.saved_policy import load_policy

    run_dir = Path(sys.argv[1])
    try:
        saved = load_policy(run_dir)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    if saved.config.run.env != "GO2-v0":
        print(f"there is no picture of the environment {saved.config.run.env}", file=sys.stderr)
        return 2
    draw(roll_out(saved), run_dir / FILE_NAME)
    return 0


if __name__ == "__main__":
    sys.exit(main())
