"""Which policy a command takes: the flags that `eval`, `play` and `export` share."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

from go2mjx.process.errors import UsageError

if TYPE_CHECKING:
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

    def check_directory(self) -> None:
        """Raises UsageError where no run can be."""
        if not self.path.is_dir():
            raise UsageError(f"--checkpoint {self.checkpoint} is no directory")

    def check_file(self) -> None:
        """Raises UsageError for flags that choose among several policies where there is only one, in a file."""
        for flag in ("step", "last"):
            if getattr(self, flag) != getattr(Choice, flag):
                raise UsageError(f"--{flag}: {self.checkpoint} is a file, which holds one policy")

    def load(self, env: str | None = None) -> "SavedPolicy":
        """The policy of a run, with JAX, in the environment `env`, by default its own. Raises UsageError."""
        from go2mjx.session.saved_policy import load_policy  # the command line answers before JAX loads

        return load_policy(self.path, self.step, self.last, env)
