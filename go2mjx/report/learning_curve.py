"""The learning curve of a run as a picture, drawn from its `metrics.jsonl`."""

import math
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from go2mjx.evaluation.episodes import MAX_VELOCITY_ERROR, MAX_YAW_RATE_ERROR, MIN_SUCCESS_RATE
from go2mjx.telemetry.metric_log import Rows, read_rows
from go2mjx.telemetry.metrics import ACTOR_AXIS, axis_of

FILE_NAME = "learning_curve.png"


@dataclass(frozen=True)
class Panel:
    """Metrics drawn over their step axis; `right` has a scale of its own. `limits` are those for walking."""

    title: str
    left: dict[str, str]  # metric key -> label
    right: dict[str, str]
    limits: dict[str, float]


PANELS = (
    Panel("Return, mean of 10 episodes", {"actor/avg_episode_reward_10": "return"}, {}, {}),
    Panel(
        "Episode length (steps), mean of 10 episodes",
        {"actor/avg_episode_length_10": "length"},
        {},
        {},
    ),
    Panel(
        "Evaluation",
        {"eval/velocity_error": "velocity error (m/s)", "eval/yaw_rate_error": "yaw rate error (rad/s)"},
        {"eval/success_rate": "success rate (right)"},
        {
            "eval/velocity_error": MAX_VELOCITY_ERROR,
            "eval/yaw_rate_error": MAX_YAW_RATE_ERROR,
            "eval/success_rate": MIN_SUCCESS_RATE,
        },
    ),
    Panel("Losses", {"sac/critic_loss": "critic loss (left)"}, {"sac/actor_loss": "actor loss (right)"}, {}),
    Panel(
        "Exploration", {"sac/entropy": "entropy (nats, left)"}, {"sac/temperature": "temperature (right)"}, {}
    ),
    Panel("Speed (transitions/s)", {"actor/steps_per_second": "steps per second"}, {}, {}),
)


def draw_learning_curve(run_dir: Path) -> Path:
    """Write `learning_curve.png` into `run_dir` and return its path.

    Metrics that the run has not logged leave their panel empty. Raises OSError when `metrics.jsonl` cannot
    be read or the picture cannot be written.
    """
    rows = read_rows(run_dir / "metrics.jsonl")
    figure = Figure(figsize=(15, 8), layout="constrained")  # without pyplot there is no window system
    for axes, panel in zip(figure.subplots(2, 3).flat, PANELS, strict=True):
        _draw_panel(axes, panel, rows)
    figure.suptitle(run_dir.name)
    path = run_dir / FILE_NAME
    figure.savefig(path, dpi=100)
    return path


def series(rows: Rows, key: str) -> tuple[list[float], list[float]]:
    """Steps and values of one metric where it is finite, in the order of the rows."""
    axis = axis_of(key)
    points = [(row[axis], row[key]) for row in rows if axis in row and math.isfinite(row.get(key, math.nan))]
    return [step for step, _ in points], [value for _, value in points]


def _draw_panel(axes: Axes, panel: Panel, rows: Rows) -> None:
    handles = []
    sides = [(axes, panel.left)] + ([(axes.twinx(), panel.right)] if panel.right else [])
    for side, labels in sides:
        for key, label in labels.items():
            color = f"C{len(handles)}"
            steps, values = series(rows, key)
            marker = "." if key.startswith("eval/") else ""
            handles += side.plot(steps, values, color=color, label=label, marker=marker, linewidth=1.2)
            if key in panel.limits:
                side.axhline(panel.limits[key], color=color, linestyle=":", linewidth=1)
    first = next(iter(panel.left))
    axes.set_title(panel.title)
    axes.set_xlabel("transitions" if axis_of(first) == ACTOR_AXIS else "actor updates")
    axes.grid(alpha=0.3)
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    if panel.limits:
        for side, _ in sides:
            side.set_ylim(bottom=0)
    if len(handles) > 1:
        axes.legend(handles=handles, fontsize="small", loc="center right")
