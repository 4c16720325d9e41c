"""The report as one HTML page that needs nothing else, and as PNG files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from go2mjx.process import files
from go2mjx.report import charts, comparison, trends
from go2mjx.report.charts import Look, Picture
from go2mjx.report.columns import position
from go2mjx.report.curves import SECONDS, Curve, curve, over_seeds
from go2mjx.report.run_files import SETS, Run
from go2mjx.telemetry.metrics import ACTOR_AXIS, LEARNER_AXIS, METRICS

FILE_NAME = "report.html"


@dataclass(frozen=True)
class Chart:
    """One of the charts that the monitoring guide recommends; `name` is that of its PNG file."""

    name: str
    title: str
    keys: tuple[str, ...]
    axis: str


CHARTS = (
    Chart("episode_reward", "Episode reward", ("actor/episode_reward",), ACTOR_AXIS),
    Chart("episode_length", "Episode length", ("actor/episode_length",), ACTOR_AXIS),
    Chart("losses", "Losses", ("sac/actor_loss", "sac/critic_loss"), LEARNER_AXIS),
    Chart("exploration", "Entropy and temperature", ("sac/entropy", "sac/temperature"), LEARNER_AXIS),
    Chart("speed", "Speed", ("actor/steps_per_second", "timer/total"), SECONDS),
    Chart("average_reward", "Mean reward of 10 episodes", ("actor/avg_episode_reward_10",), ACTOR_AXIS),
)
PANELS = {
    "Environment Panel": ("actor", "reward"),
    "Training Panel": ("sac", "learner"),
    "Evaluations during training": ("eval",),
    "Timers": ("timer",),
}
"""Every metric of a run is in one of them, by its prefix."""
_METRICS = {metric.key: metric for metric in METRICS}


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
    for chart in CHARTS:
        picture = _draw(chart.keys, chart.axis, by_name, looks)
        cards.append(_card(chart.title, ", ".join(chart.keys), picture))
        charts.save_png(picture, chart.title, looks, directory / f"{chart.name}.png")
    page = _template().render(
        title=names[0] if len(runs) == 1 else f"{len(runs)} runs",
        written=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        looks=looks,
        cards=cards,
        panels={title: _panel(prefixes, by_name, looks) for title, prefixes in PANELS.items()},
        runs={name: _run_content(run) for name, run in by_name.items()},
        comparison=_comparison(by_name) if len(runs) > 1 else None,
        sets=SETS,
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


def _draw(
    keys: Sequence[str], axis: str, runs: dict[str, Run], looks: dict[str, Look], **size: float
) -> Picture:
    panels = {
        key: {
            name: (looks[name], curve(run.columns[key], axis))
            for name, run in runs.items()
            if key in run.columns
        }
        for key in keys
    }
    marks = []
    if len(runs) == 1 and axis != SECONDS:
        (run,) = runs.values()
        marks = [position(run.columns, alert.iteration, axis) for alert in run.alerts]
    limits = comparison.limits(list(runs.values()))
    return charts.draw_curves(
        panels,
        axis,
        {key: limits[name] for name, key in comparison.METRIC_OF_CRITERION.items() if name in limits},
        [mark for mark in dict.fromkeys(marks) if mark is not None],
        **size,
    )


def _card(title: str, note: str, picture: Picture) -> Card:
    return Card(title, note, Markup(picture.svg), picture.text)


def _panel(prefixes: tuple[str, ...], runs: dict[str, Run], looks: dict[str, Look]) -> list[Card]:
    """One card per metric that a run has logged, in the order of the registry; unknown ones come last."""
    logged = {key: column.axis for run in runs.values() for key, column in run.columns.items()}
    ordered = [key for key in _METRICS if key in logged] + sorted(logged.keys() - _METRICS.keys())
    cards = []
    for key in ordered:
        if key.partition("/")[0] in prefixes:
            metric = _METRICS.get(key)
            note = f"{metric.meaning} ({metric.unit})" if metric else "not a metric of this version"
            cards.append(_card(key, note, _draw([key], logged[key], runs, looks, height=2.3)))
    return cards


def _run_content(run: Run) -> dict[str, Any]:
    """What the template shows of one run."""
    evaluation, time_line = None, None
    if run.evaluation is not None:
        limits = comparison.limits([run])
        picture = charts.draw_evaluation(run.evaluation.episodes, limits)
        evaluation = {
            "rows": list(zip(*run.evaluation.criteria.values(), strict=True)),
            "returns": run.evaluation.returns,
            "counts": {name: len(part.success) for name, part in run.evaluation.episodes.items()},
            "forward": run.evaluation.forward,
            "card": _card("Tracking error by command", "", picture),
        }
    if run.alerts and "actor/total_steps" in run.columns:
        picture = charts.draw_time_line(run.alerts, run.columns["actor/total_steps"].step[-1])
        time_line = picture and _card("Alerts on the time line", "", picture)
    return {
        "run": run,
        "verdict": comparison.verdict(run),
        "measures": [
            (measure.name, measure.text(measure.value(run)), measure.unit) for measure in comparison.MEASURES
        ],
        "trends": trends.judge(run),
        "evaluation": evaluation,
        "time_line": time_line,
    }


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
        "trends": {name: trends.judge(run) for name, run in runs.items()},
        "groups": {
            name: [comparison.spread(measure, group) for measure in comparison.MEASURES]
            for name, group in groups.items()
        },
        "group_looks": looks,
        "group_cards": [_seed_card(chart, groups, looks) for chart in CHARTS] if groups else [],
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
    return _card(chart.title, ", ".join(chart.keys), charts.draw_curves(panels, chart.axis, {}))
