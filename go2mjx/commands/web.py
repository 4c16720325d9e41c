"""`go2mjx web`: a page on which a policy walks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro

from go2mjx.commands.choice import Watched
from go2mjx.process import console, extras
from go2mjx.process.errors import UsageError


@dataclass(frozen=True)
class WebConfig(Watched):
    """Write one HTML file in which the robot walks in any browser, without a network."""

    output: Annotated[Path, tyro.conf.arg(metavar="FILE.html")] = Path("walk.html")
    """File to write. One that exists is replaced."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for a policy or an output that cannot be used."""
    arguments = tyro.cli(WebConfig, prog="go2mjx web", args=list(argv), use_underscores=True)
    output = arguments.output.expanduser()
    if output.suffix != ".html" or output.is_dir() or not output.absolute().parent.is_dir():
        raise UsageError(f"--output {output}: it must be an .html file in a directory that exists")
    arguments.check()
    extras.require("go2mjx web", "export")

    from go2mjx.web.page import page  # the command line answers before it loads

    policy, robot, _ = arguments.deployable()
    text = page(policy, robot)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None
    console.message(f"wrote {output} ({len(text) / 1e6:.1f} MB); open it in a browser, or host it anywhere")
