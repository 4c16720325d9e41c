"""`go2mjx checkpoints`: list the checkpoints of a run and read every bit of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro
from rich.table import Table

from go2mjx.process import console
from go2mjx.process.errors import UsageError


@dataclass(frozen=True)
class CheckpointsConfig:
    """List the checkpoints of a run with their size, evaluation and integrity; nothing is changed."""

    directory: Annotated[Path, tyro.conf.Positional, tyro.conf.arg(metavar="DIR")]
    """Run directory, or its checkpoints directory."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if a checkpoint is damaged. Raises UsageError when there is none."""
    arguments = tyro.cli(CheckpointsConfig, prog="go2mjx checkpoints", args=list(argv), use_underscores=True)
    if not arguments.directory.expanduser().is_dir():
        raise UsageError(f"{arguments.directory} is no directory")

    import jax  # the command line answers before JAX loads

    from go2mjx.checkpoints.checkpoint import Checkpoint, Checkpoints, locate
    from go2mjx.checkpoints.orbax_store import CheckpointError

    jax.config.update("jax_platforms", "cpu")
    with Checkpoints(locate(arguments.directory)) as checkpoints:
        try:
            found = [checkpoints.inspect(step) for step in checkpoints.steps()]
        except CheckpointError as error:
            raise UsageError(str(error)) from None
    if not found:
        raise UsageError(f"{checkpoints.directory} holds no checkpoint")

    def cells(checkpoint: Checkpoint) -> list[str]:
        evaluations = checkpoint.meta.get("evaluations") or [{}]
        numbers = [
            f"{evaluations[-1][key]:.3f}" if key in evaluations[-1] else "-"
            for key in ("eval/success_rate", "eval/velocity_error", "eval/yaw_rate_error")
        ]
        state = "✓ good" if checkpoint.problem is None else f"✗ {checkpoint.problem}"
        return [f"{checkpoint.step:,}", f"{checkpoint.bytes_on_disk / 1e6:,.1f}", *numbers, state]

    table = Table(
        title=str(checkpoints.directory), caption="MB: own files and the newest rows of the replay ring"
    )
    for heading in ("transitions", "MB", "survival", "velocity error (m/s)", "yaw rate error (rad/s)"):
        table.add_column(heading, justify="right")
    table.add_column("integrity", overflow="fold")
    for checkpoint in found:
        table.add_row(*cells(checkpoint))
    console.show(table)
    return int(any(checkpoint.problem for checkpoint in found))
