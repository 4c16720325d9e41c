"""`go2mjx panels`: the charts of the report as a saved view of W&B."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import tyro

from go2mjx.process import console, files
from go2mjx.telemetry import metrics, wandb_panels
from go2mjx.telemetry.wandb_panels import RELATIVE_TIME, Plot, Section
from go2mjx.telemetry.wandb_server import WandbUnavailable

if TYPE_CHECKING:
    from go2mjx.report.page import Chart


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
    view = sections()
    if arguments.wandb_mode != "offline":
        try:
            console.message(f"view saved: {wandb_panels.save(view, arguments.entity)}")
            return
        except WandbUnavailable as problem:
            if arguments.wandb_mode == "online":
                raise
            console.warning(f"the view is not saved: {problem}")
    files.write_named("--output", arguments.output, wandb_panels.describe(view))
    console.message(
        f"{arguments.output} describes the view; `go2mjx panels` saves it once W&B can be used, and the same "
        "plots can be added by hand"
    )


def sections() -> list[Section]:
    """The charts and panels of the report: the recommended charts, then every metric of the registry."""
    from go2mjx.report import page  # --help answers before matplotlib loads

    charts = [plot for chart in page.CHARTS for plot in _plots(chart)]
    panels = {
        title: [
            Plot(metric.key, (metric.key,), metric.axis)
            for metric in metrics.METRICS
            if metric.key.partition("/")[0] in prefixes
        ]
        for title, prefixes in page.PANELS.items()
    }
    return [
        Section(title, tuple(plots)) for title, plots in ({"Recommended charts": charts} | panels).items()
    ]


def _plots(chart: "Chart") -> list[Plot]:
    """The chart in one plot per unit: a line plot of W&B has one y axis."""
    parts = [tuple(keys) for _, keys in groupby(chart.keys, key=lambda key: metrics.by_key(key).unit)]
    return [
        Plot(
            chart.title if len(parts) == 1 else f"{chart.title}: {', '.join(keys)}",
            keys,
            # what the report draws over seconds has no such metric: W&B has a clock of its own
            chart.axis if chart.axis in metrics.AXES.values() else RELATIVE_TIME,
        )
        for keys in parts
    ]
