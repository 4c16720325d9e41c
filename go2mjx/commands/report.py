"""`go2mjx report`: one page and pictures about a run, or about several side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import tyro

from go2mjx.process import console, extras
from go2mjx.process.errors import UsageError
from go2mjx.telemetry.chart_table import RECOMMENDED


@dataclass(frozen=True)
class ReportConfig:
    """Write one HTML page that needs nothing else, and the recommended charts as PNG files."""

    runs: Annotated[tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="RUN")]
    """Directories of runs; several are compared."""
    output: Annotated[Path | None, tyro.conf.arg(metavar="DIR")] = None
    """Where to write; by default `report` in the directory of the run, `runs/report-TIME` for several."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for a directory without a run or a place that cannot be written to."""
    arguments = tyro.cli(ReportConfig, prog="go2mjx report", args=list(argv), use_underscores=True)
    extras.require("go2mjx report", "report")

    from go2mjx.report import page, run_files  # --help answers before matplotlib loads

    runs = [run_files.read_run(directory) for directory in dict.fromkeys(arguments.runs)]
    if not runs:
        raise UsageError("name at least one run directory")
    if arguments.output is not None:
        output = arguments.output.expanduser()
    elif len(runs) == 1:
        output = runs[0].directory / "report"
    else:
        output = Path("runs", f"report-{datetime.now():%Y%m%d-%H%M%S}")
    try:
        path = page.write_report(runs, output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}; choose another --output") from None
    console.message(f"{path} and {len(RECOMMENDED)} PNG files; open the page in any browser")
