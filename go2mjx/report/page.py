"""The report as one HTML page that needs nothing else, and as PNG files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from go2mjx.evaluation.verdict import Episodes
from go2mjx.process import console, files
from go2mjx.report import charts, comparison, trends
from go2mjx.report.charts import Look, Picture
from go2mjx.report.columns import position
from go2mjx.report.curves import Curve, curve, over_seeds
from go2mjx.report.run_files import Run
from go2mjx.telemetry.chart_table import RECOMMENDED, SECONDS, Chart, panels
from go2mjx.telemetry.metrics import ACTOR_AXIS, BY_DIRECTION, DIRECTIONS, by_key

FILE_NAME = "report.html"
DIRECTION_LOOKS = {
    name: Look(charts.look(index).color, dashes)
    for index, names in enumerate(DIRECTIONS)
    for name, dashes in zip(names, charts.DASHES, strict=False)
}
"""Opposite directions have one colour."""


@dataclass(frozen=True)
class Card:
    """A chart on the page with what is to be read beside it."""

    title: str
    note: str
    svg: Markup
    text: str


def write_report(runs: Sequence[Run], directory: Path) -> Path:
    """Write `report.html` and one PNG file per recommended chart into `directory`; returns the path of the page.

    Raises OSError.
    """
    names = _names(runs)
    looks = {name: charts.look(index) for index, name in enumerate(names)}
    by_name = dict(zip(names, runs, strict=True))
    directory.mkdir(parents=True, exist_ok=True)
    cards = []
    for chart in console.counted(RECOMMENDED, len(RECOMMENDED), "charts"):
        picture = _draw(chart, by_name, looks)
        cards.append(_card(chart.title, ", ".join(chart.keys), picture))
        charts.save_png(picture, chart.title, looks, directory / f"{chart.name}.png")
    page = _template().render(
        title=names[0] if len(runs) == 1 else f"{len(runs)} runs",
        written=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        looks=looks,
        direction_looks={name.replace("_", " "): look for name, look in DIRECTION_LOOKS.items()},
        cards=cards,
        panels=_panels(by_name, looks),
        runs={name: _run_content(run) for name, run in by_name.items()},
        comparison=_comparison(by_name) if len(runs) > 1 else None,
    )
    # a name that is not valid Unicode must not keep the page from being written
    files.write_text(directory / FILE_NAME, page.encode("utf-8", "replace").decode())
    return directory / FILE_NAME


def _names(runs: Sequence[Run]) -> list[str]:
    """The directory names or, where two are alike, the whole paths."""
    names = [run.name for run in runs]
    return names if len(set(names)) == len(names) else [str(run.directory) for run in runs]


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def _draw(chart: Chart, runs: dict[str, Run], looks: dict[str, Look], **size: float) -> Picture:
    panels = {
        key: {
            name: (looks[name], curve(run.columns[key], chart.axis))
            for name, run in runs.items()
            if key in run.columns
        }
        for key in chart.keys
    }
    marks = []
    if len(runs) == 1 and chart.axis != SECONDS:
        (run,) = runs.values()
        marks = [position(run.columns, alert.iteration, chart.axis) for alert in run.alerts]
    known = [mark for mark in dict.fromkeys(marks) if mark is not None]
    return charts.draw_curves(panels, chart.axis, known, **size)


def _card(title: str, note: str, picture: Picture) -> Card:
    return Card(title, note, Markup(picture.svg), picture.text)


def _panels(runs: dict[str, Run], looks: dict[str, Look]) -> dict[str, list[Card]]:
    """One card per metric that a run has logged."""
    logged = {key: column.axis for run in runs.values() for key, column in run.columns.items()}
    return {
        title: [
            _card(chart.title, _meaning(chart.title), _draw(chart, runs, looks, height=2.3))
            for chart in panel
        ]
        for title, panel in panels(logged).items()
    }


def _meaning(key: str) -> str:
    try:
        metric = by_key(key)
    except KeyError:
        return "not a metric of this version"
    return f"{metric.meaning} ({metric.unit})"


def _run_content(run: Run) -> dict[str, Any]:
    """What the template shows of one run."""
    evaluation, time_line = None, None
    if run.evaluation is not None and run.evaluation.stands is None:
        both = Episodes.concatenate([run.evaluation.chosen_on, run.evaluation.held_out])
        evaluation = _card("Tracking error by command", "", charts.draw_evaluation(both))
    placed = [(position(run.columns, alert.iteration, ACTOR_AXIS), alert) for alert in run.alerts]
    known = [(at, alert.rule) for at, alert in placed if at is not None]
    if known:
        picture = charts.draw_time_line(known, run.columns[ACTOR_AXIS].step[-1])
        time_line = _card("Alerts on the time line", "", picture)
    return {
        "run": run,
        "verdict": comparison.verdict(run),
        "tracking": comparison.tracking(run),
        "measures": [
            (measure.name, measure.text(measure.value(run)), measure.unit) for measure in comparison.MEASURES
        ],
        "trends": trends.judge(run),
        "directions": _direction_card(run),
        "evaluation": evaluation,
        "alerts": placed,
        "time_line": time_line,
    }


def _direction_card(run: Run) -> Card | None:
    """The evaluations by direction of command; None where a run has none."""
    panels = {
        metric: {
            name.replace("_", " "): (DIRECTION_LOOKS[name], curve(run.columns[key], ACTOR_AXIS))
            for name, key in keys.items()
            if key in run.columns
        }
        for metric, keys in BY_DIRECTION.items()
    }
    if not any(panels.values()):
        return None
    return _card("Evaluations by direction", "", charts.draw_curves(panels, ACTOR_AXIS, height=6.0))


def _comparison(runs: dict[str, Run]) -> dict[str, Any]:
    """What the template shows of several runs side by side."""
    everything = list(runs.values())
    numbers = {id(run): number for number, run in enumerate(everything, start=1)}
    groups = {}
    for group in comparison.seed_groups(everything):
        members = ", ".join(str(numbers[id(run)]) for run in group)
        seeds = ", ".join(str(run.config.get("seed", "-")) for run in group)
        groups[f"runs {members} (seeds {seeds})"] = group
    looks = {name: charts.look(index) for index, name in enumerate(groups)}
    return {
        "measures": comparison.MEASURES,
        "values": {
            name: [measure.text(measure.value(run)) for measure in comparison.MEASURES]
            for name, run in runs.items()
        },
        "verdicts": {name: comparison.verdict(run) for name, run in runs.items()},
        "tracking": {name: comparison.tracking(run) for name, run in runs.items()},
        "trends": {name: trends.judge(run) for name, run in runs.items()},
        "groups": {
            name: [comparison.spread(measure, group) for measure in comparison.MEASURES]
            for name, group in groups.items()
        },
        "group_looks": looks,
        "group_cards": [_seed_card(chart, groups, looks) for chart in RECOMMENDED] if groups else [],
        "settings": comparison.differing_settings(everything),
        "without_settings": [name for name, run in runs.items() if not run.config],
    }


def _seed_card(chart: Chart, groups: dict[str, list[Run]], looks: dict[str, Look]) -> Card:
    """The mean of each group of seeds with its lowest and highest."""
    panels: dict[str, dict[str, tuple[Look, Curve]]] = {key: {} for key in chart.keys}
    for key, curves in panels.items():
        for name, group in groups.items():
            parts = [curve(run.columns[key], chart.axis) for run in group if key in run.columns]
            mean = over_seeds(parts) if len(parts) > 1 else None
            if mean is not None:
                curves[name] = (looks[name], mean)
    return _card(chart.title, ", ".join(chart.keys), charts.draw_curves(panels, chart.axis))
