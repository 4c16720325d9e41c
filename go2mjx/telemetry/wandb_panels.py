"""Charts as a saved view of the W&B project, and in words for those who build them by hand.

The view is built and sent by wandb-workspaces, which W&B keeps for that. It is the extra `panels`, imported only
when a view is to be saved.
"""

import math
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from go2mjx.process import extras
from go2mjx.process.bounded import completes
from go2mjx.telemetry import chart_table, metrics, wandb_server
from go2mjx.telemetry.chart_table import Chart
from go2mjx.telemetry.wandb_runs import PROJECT
from go2mjx.telemetry.wandb_server import WandbUnavailable

VIEW = "GO2 SAC training"
"""The name of the view."""
SAVE_SECONDS = 60.0
"""How long saving may take."""
RELATIVE_TIME = "RelativeTime(Process)"
"""The axis of the time since the start of the run, as W&B calls it."""
COLUMNS = 3
"""Plots beside each other."""


def view() -> dict[str, tuple[Chart, ...]]:
    """Line plots by section: the recommended charts, those by direction, then every metric of the registry."""
    recommended = tuple(plot for chart in chart_table.RECOMMENDED for plot in _plots(chart))
    every = chart_table.panels({metric.key: metric.axis for metric in metrics.METRICS})
    return {"Recommended charts": recommended, "Directions of command": chart_table.DIRECTIONS} | every


def _plots(chart: Chart) -> Iterator[Chart]:
    """The chart in one plot per unit: a line plot of W&B has one y axis."""
    parts = [tuple(keys) for _, keys in groupby(chart.keys, key=lambda key: metrics.by_key(key).unit)]
    # there is no metric of the seconds, but W&B has a clock of its own
    axis = RELATIVE_TIME if chart.axis == chart_table.SECONDS else chart.axis
    for keys in parts:
        yield Chart(chart.title if len(parts) == 1 else f"{chart.title}: {', '.join(keys)}", keys, axis)


def describe() -> dict[str, Any]:
    """What the view shows, for a JSON file."""
    return {
        "project": PROJECT,
        "view": VIEW,
        "sections": [
            {
                "section": title,
                "line plots": [{"title": plot.title, "x": plot.axis, "y": plot.keys} for plot in plots],
            }
            for title, plots in view().items()
        ],
    }


def save(entity: str | None = None) -> str:
    """Save a new view in the project of `entity`, by default that of the login; returns its address.

    Raises WandbUnavailable, within `SAVE_SECONDS` and the time to look for the server.
    """
    wandb = wandb_server.import_wandb()
    wandb_server.require_server(wandb)
    try:
        from wandb_workspaces import workspaces
        from wandb_workspaces.reports import v2 as reports
    except Exception as error:  # whatever is wrong with it, there is the description
        raise WandbUnavailable(
            f"wandb-workspaces cannot be imported ({error}); install with: {extras.install('panels')}"
        ) from None
    saved: list[str] = []
    problems = [f"the server did not answer within {SAVE_SECONDS:g} s"]

    def build_and_save() -> None:
        try:
            workspace = workspaces.Workspace(
                entity=entity or wandb.Api(timeout=wandb_server.QUERY_SECONDS).default_entity,
                project=PROJECT,
                name=VIEW,
                sections=[
                    workspaces.Section(
                        name=title,
                        is_open=True,
                        # rows enough for all plots; W&B hides what is over two rows on further pages
                        layout_settings=workspaces.SectionLayoutSettings(
                            columns=COLUMNS, rows=math.ceil(len(plots) / COLUMNS)
                        ),
                        panels=[
                            reports.LinePlot(title=plot.title, x=plot.axis, y=list(plot.keys))
                            for plot in plots
                        ],
                    )
                    for title, plots in view().items()
                ],
            )
            workspace.save()
            saved.append(workspace.url)
        except Exception as error:
            problems[:] = (str(error) or repr(error)).splitlines()[:1]

    answered = completes(build_and_save, SAVE_SECONDS)
    problem = problems[0]  # what the thread meets when it is given up is no news
    if not answered:
        wandb_server.abandon()
    if not saved:
        raise WandbUnavailable(
            f"W&B did not save the view ({problem}); the project {PROJECT} has to exist: "
            "it does after the first run that was online or sent with `go2mjx sync`"
        )
    return saved[0]
