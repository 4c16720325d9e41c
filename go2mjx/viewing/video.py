"""A short video of a policy that follows commands.

Drawing needs a GL library, which may be missing or crash, and must be chosen before MuJoCo is imported.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from go2mjx.process import extras
from go2mjx.process.errors import UsageError
from go2mjx.viewing import gl

if TYPE_CHECKING:
    from go2mjx.deploy.policy import Policy
    from go2mjx.physics.ground import Ground
    from go2mjx.robots.description import Robot

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
FRAMES_PER_SECOND = 25
FORMATS = {
    ".mp4": {"fps": FRAMES_PER_SECOND, "codec": "libx264", "macro_block_size": 1},
    ".webp": {"duration": 1000 // FRAMES_PER_SECOND, "loop": 0, "quality": 50},
}
"""By the ending of a file: what its writer is told. A `.webp` is a picture that moves, for web pages."""


class NoVideo(Exception):
    """Why a video could not be drawn; the text says what helps."""


def write_video(
    load: "Callable[[], tuple[Policy, Robot, Ground] | tuple[Policy, Robot, Ground, Policy | None]]",
    path: Path,
    commands: Sequence[tuple[float, float, float]] = COMMANDS,
    seconds: float = COMMAND_SECONDS,
) -> None:
    """Draw the policy that `load` gives, for a `Walker`, following each of `commands` for `seconds` into `path`, whose ending is one of `FORMATS`.

    For a process that has not imported MuJoCo yet. Raises UsageError as `load` does, NoVideo when drawing fails; then
    `path` is as it was.
    """
    extras.require("a video", "export", "video")
    library = gl.choose()
    try:
        # a broken GL library fails in these imports, before anything is computed
        from go2mjx.viewing.commanded_walk import Walker, roll_out
        from go2mjx.viewing.pictures import draw

        draw(roll_out(Walker(*load()), commands, seconds), path)
    except UsageError:
        raise
    except Exception as error:  # the GL bindings raise errors of every kind, AttributeError included
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise NoVideo(f"{reason} (MUJOCO_GL is {library}; {gl.advice()})") from error
