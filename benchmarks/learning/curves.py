"""Learning curves of several runs in one picture."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from go2mjx.evaluation.verdict import LIMITS
from go2mjx.report.columns import collect
from go2mjx.telemetry.metric_log import read_rows

PANELS = {
    "eval/velocity_error": "Velocity error in evaluation (m/s)",
    "eval/yaw_rate_error": "Yaw rate error in evaluation (rad/s)",
    "eval/success_rate": "Success rate in evaluation",
    "actor/avg_episode_reward_10": "Training return, mean of 10 episodes",
}
"""Title by metric."""

Curve = dict[float, float]
"""Value by transitions."""


def draw_curves(run_dirs: Sequence[Path], path: Path) -> None:
    """Draw a thin line per run, their median with the band from lowest to highest, and the limits dashed."""
    runs = [collect(read_rows(run_dir / "metrics.jsonl")) for run_dir in run_dirs]
    figure = Figure(figsize=(12, 8), layout="constrained")
    for axes, (key, title) in zip(figure.subplots(2, 2).flat, PANELS.items(), strict=True):
        curves = [dict(zip(columns[key].step, columns[key].value, strict=True)) for columns in runs]
        for run_dir, curve in zip(run_dirs, curves, strict=True):
            axes.plot(curve.keys(), curve.values(), linewidth=0.8, alpha=0.6, label=run_dir.name)
        steps, lowest, median, highest = band_curve(curves)
        axes.fill_between(steps, lowest, highest, color="black", alpha=0.12, label="lowest to highest")
        axes.plot(steps, median, color="black", linewidth=2, label="median")
        if key in LIMITS:
            axes.axhline(LIMITS[key], color="black", linestyle="--", linewidth=1, label="limit for walking")
            axes.set_ylim(bottom=0)
        axes.set_title(title)
        axes.set_xlabel("transitions")
        axes.xaxis.set_major_formatter(EngFormatter(sep=""))
        axes.grid(alpha=0.3)
    figure.axes[0].legend(fontsize="small")
    figure.savefig(path, dpi=100)


def band_curve(curves: Sequence[Curve]) -> tuple[list[float], np.ndarray, np.ndarray, np.ndarray]:
    """Transitions where all curves have a value, and there the lowest, the median and the highest, (points,) each."""
    steps = sorted(set.intersection(*(set(curve) for curve in curves)))
    values = np.array([[curve[step] for step in steps] for curve in curves])
    return steps, values.min(axis=0), np.median(values, axis=0), values.max(axis=0)
