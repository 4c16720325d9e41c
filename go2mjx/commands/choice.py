"""Which policy a command takes: the flags that `eval`, `export`, `play` and `web` share."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

from go2mjx.deploy import SHIPPED
from go2mjx.process.errors import UsageError

if TYPE_CHECKING:
    from go2mjx.deploy.policy import Policy
    from go2mjx.physics.ground import Ground
    from go2mjx.robots.description import Robot
    from go2mjx.session.saved_policy import SavedPolicy


@dataclass(frozen=True)
class Choice:
    """A policy among those of a run; the flags of a command go on from here."""

    checkpoint: Annotated[Path, tyro.conf.arg(metavar="PATH")]
    """Run directory, its checkpoints directory, one checkpoint in that, or a file that export made."""
    step: Annotated[int | None, tyro.conf.arg(metavar="N")] = None
    """Take the checkpoint after so many transitions, not the newest good one."""
    last: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Take the policy as it was at the checkpoint, not that of the best evaluation until then."""

    @property
    def path(self) -> Path:
        """`checkpoint` with the user's home filled in."""
        return self.checkpoint.expanduser()

    def check_file(self) -> None:
        """Raises UsageError for flags that choose among several policies where there is only one, in a file."""
        for flag in ("step", "last"):
            if getattr(self, flag) != getattr(Choice, flag):
                raise UsageError(f"--{flag}: {self.checkpoint} is a file, which holds one policy")

    def load(self, env: str | None = None) -> "SavedPolicy":
        """The policy of a run, with JAX, in the environment `env`, by default its own. Raises UsageError."""
        from go2mjx.session.saved_policy import load_policy  # the command line answers before JAX loads

        return load_policy(self.path, self.step, self.last, env)


@dataclass(frozen=True)
class Watched(Choice):
    """A policy that somebody wants to see, by default that which comes with go2mjx."""

    checkpoint: Annotated[Path, tyro.conf.arg(metavar="PATH")] = SHIPPED
    """Run directory, its checkpoints directory, one checkpoint in that, or a file that export made. By default the
    policy that comes with go2mjx."""
    robot: Annotated[Path | None, tyro.conf.arg(metavar="PATH.xml")] = None
    """MJCF of a robot of your own, with PATH.yaml beside it, that an exported file drives; a run knows its robot."""

    def check(self) -> None:
        """Raises UsageError for what can be seen to be wrong before anything is loaded."""
        if not self.path.exists():
            raise UsageError(f"--checkpoint {self.checkpoint}: there is no such run directory or file")
        if self.path.is_file():
            self.check_file()
        elif self.robot is not None:
            raise UsageError(f"--robot {self.robot}: only an exported file needs it; a run knows its robot")

    def deployable(self) -> "tuple[Policy, Robot, Ground]":
        """The policy as on a robot, that robot, and the ground it was trained on. Raises UsageError."""
        from go2mjx.session.deployable import load  # the command line answers before it loads

        return load(self.path, self.robot and str(self.robot.expanduser()), self.step, self.last)
