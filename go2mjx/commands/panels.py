"""`go2mjx panels`: the charts of the report as a saved view of W&B."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import tyro

from go2mjx.process import console, files
from go2mjx.telemetry import wandb_panels
from go2mjx.telemetry.wandb_server import WandbUnavailable


@dataclass(frozen=True)
class PanelsCommand:
    """Save the recommended charts and the panels of all metrics as a view of the W&B project.

    Needs the extra `panels`, a W&B login and a network.
    """

    entity: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """User or team that the project belongs to; by default that of the login."""
    wandb_mode: Literal["auto", "online", "offline"] = "auto"
    """`auto` writes the description of the view to a file where it cannot be saved; `offline` does only that."""
    output: Annotated[Path, tyro.conf.arg(metavar="FILE")] = Path("wandb_panels.json")
    """The file of the description."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for a file that cannot be written, and with `online` without W&B."""
    arguments = tyro.cli(PanelsCommand, prog="go2mjx panels", args=list(argv), use_underscores=True)
    if arguments.wandb_mode != "offline":
        try:
            console.message(f"view saved: {wandb_panels.save(arguments.entity)}")
            return
        except WandbUnavailable as problem:
            if arguments.wandb_mode == "online":
                raise
            console.warning(f"the view is not saved: {problem}")
    files.write_named("--output", arguments.output, wandb_panels.describe())
    console.message(
        f"{arguments.output} describes the view; `go2mjx panels` saves it once W&B can be used, and the same "
        "plots can be added by hand"
    )
