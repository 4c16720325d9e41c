"""`go2mjx play`: watch a policy walk, in a window where keyboard or gamepad steer it, or in a video."""

import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import tyro

from go2mjx.commands.choice import Watched
from go2mjx.physics.ground import Flat
from go2mjx.process import console, extras
from go2mjx.process.errors import UsageError
from go2mjx.tasks.terrains import TERRAINS, uniform_field
from go2mjx.viewing.video import COMMAND_SECONDS, COMMANDS, FORMATS, NoVideo, write_video

if TYPE_CHECKING:
    from go2mjx.deploy.policy import Policy
    from go2mjx.physics.ground import Ground
    from go2mjx.robots.description import Robot

NO_WINDOW_FILE = Path("play.mp4")
"""The video where no window can be opened and no file is named."""


@dataclass(frozen=True)
class PlayConfig(Watched):
    """Watch a policy walk in C MuJoCo with all shapes colliding."""

    terrain: Annotated[Literal[*TERRAINS] | None, tyro.conf.arg(metavar="KIND")] = None
    """Walk on this kind of ground, not on that of the training."""
    difficulty: float = 1.0
    """Of that ground, 0 to 1."""
    getup: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """A policy of GO2-getup-v0, a run or a file that export made: the robot begins lying, and gets up whenever it has fallen."""
    video: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Draw this .mp4 or .webp file instead of opening a window; where no window opens, it is play.mp4."""
    command: Annotated[
        tuple[tuple[float, float, float], ...],
        tyro.conf.UseAppendAction,
        tyro.conf.arg(metavar="FORWARD LATERAL YAW"),
    ] = ()
    """With --video: velocities to follow (m/s, m/s, rad/s); give it again for the next ones."""
    seconds: float = COMMAND_SECONDS
    """Time for each command of a video."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if nothing can be shown.

    Raises UsageError for a checkpoint that cannot be used or a wrong argument.
    """
    arguments = tyro.cli(PlayConfig, prog="go2mjx play", args=list(argv), use_underscores=True)
    _check(arguments)
    file = arguments.video
    if file is None:
        problem = window_problem()
        if problem is None:
            return _open_window(arguments)
        console.message(f"no window can be opened ({problem}); drawing {NO_WINDOW_FILE} instead")
        file = NO_WINDOW_FILE
    try:
        write_video(
            lambda: _load(arguments), file.expanduser(), arguments.command or COMMANDS, arguments.seconds
        )
    except NoVideo as error:
        console.warning(f"no video: {error}")
        return 1
    console.message(f"wrote {file}")
    return 0


def _check(arguments: PlayConfig) -> None:
    """Raises UsageError for what can be seen to be wrong before anything is loaded."""
    arguments.check()
    if arguments.getup is not None and not arguments.getup.expanduser().exists():
        raise UsageError(f"--getup {arguments.getup}: there is no such run directory or file")
    if not 0.0 < arguments.seconds < np.inf:
        raise UsageError(f"--seconds {arguments.seconds}: a positive number is needed")
    if not 0.0 <= arguments.difficulty <= 1.0:
        raise UsageError(f"--difficulty {arguments.difficulty}: 0 to 1")
    if arguments.terrain is None and arguments.difficulty != PlayConfig.difficulty:
        raise UsageError(f"--difficulty {arguments.difficulty} needs --terrain")
    if not np.isfinite(arguments.command).all():
        raise UsageError(f"--command {arguments.command}: finite numbers are needed")
    if arguments.command and arguments.video is None:
        raise UsageError("--command needs --video; in the window keyboard or gamepad give the commands")
    file = (arguments.video or NO_WINDOW_FILE).expanduser()
    if file.suffix not in FORMATS or file.is_dir() or not os.access(file.absolute().parent, os.W_OK):
        raise UsageError(
            f"--video {file}: it must be an {' or '.join(FORMATS)} file in a directory that can be written"
        )


def window_problem() -> str | None:
    """Why no window can be opened, or None. The viewer itself would wait for ever or end the process."""
    if sys.platform == "darwin":
        # MuJoCo's own Python keeps the main thread, which alone may open windows there, and leaves this mark
        own = getattr(sys.modules.get("mujoco.viewer"), "_MJPYTHON", None)
        return None if own else "on macOS that needs MuJoCo's own Python: mjpython -m go2mjx play"
    try:
        import glfw
    except ImportError as error:
        return str(error)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glfw.GLFWError)  # the last one is asked for below
        try:
            if glfw.init():
                glfw.window_hint(glfw.VISIBLE, False)
                window = glfw.create_window(64, 64, "", None, None)
                if window:
                    glfw.destroy_window(window)
                    return None
            _, reason = glfw.get_error()
            return reason.decode() if reason else "GLFW does not say why"
        finally:
            glfw.terminate()


def _load(arguments: PlayConfig) -> "tuple[Policy, Robot, Ground, Policy | None]":
    """What a `Walker` takes. Raises UsageError."""
    policy, robot, ground = arguments.deployable()
    if arguments.terrain is not None:
        ground = uniform_field(arguments.terrain, arguments.difficulty, seed=0)
    getup = None if arguments.getup is None else _getup(arguments.getup, policy)
    if (getup is not None or policy.description.gets_up) and not isinstance(ground, Flat):
        raise UsageError("a robot that lies is shown on level ground alone: leave out --terrain")
    return policy, robot, ground, getup


def _getup(path: Path, policy: "Policy") -> "Policy":
    """The policy that takes over where `policy` has fallen. Raises UsageError."""
    from go2mjx.session.deployable import load  # the command line answers before it loads

    getup = load(path.expanduser())[0]
    walks, lies = policy.description, getup.description
    if walks.gets_up or not lies.gets_up or walks.robot != lies.robot:
        raise UsageError(
            f"--getup {path}: it must be a policy of GO2-getup-v0 for the robot {walks.robot} of --checkpoint, which walks"
        )
    return getup


def _open_window(arguments: PlayConfig) -> int:
    """Load the policy and walk until the window is closed, or Ctrl-C."""
    extras.require("go2mjx play", "export")
    os.environ["MUJOCO_GL"] = "glfw"  # the viewer crashes beside egl, which people set for headless machines

    from go2mjx.viewing import interactive_walk
    from go2mjx.viewing.commanded_walk import Walker

    walker = Walker(*_load(arguments))
    console.message("keys, in the window, and sticks of a gamepad:")
    for keys, effect in (*interactive_walk.KEYS, *interactive_walk.STICKS):
        console.message(f"  {keys:<12}{effect}")
    interactive_walk.show(walker)
    return 0
