"""Curves to draw: metrics of runs, thinned to what a screen can show, and their mean over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from go2mjx.report.columns import Column
from go2mjx.telemetry.chart_table import SECONDS
from go2mjx.telemetry.metrics import ACTOR_AXIS, LEARNER_AXIS

POINTS = 240
"""A curve has at most this many points; each is the mean of the rows that it stands for."""
AXIS_LABELS = {ACTOR_AXIS: "transitions", LEARNER_AXIS: "actor updates", SECONDS: "training time (s)"}


@dataclass(frozen=True)
class Curve:
    """Arrays of one length; `low` and `high` bound what the values stand for, None where they are exact."""

    x: np.ndarray
    y: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


def curve(column: Column, axis: str) -> Curve:
    """A metric over its own axis or, for `actor/steps_per_second` and `timer/total`, over `SECONDS`."""
    return _thin(_seconds(column) if axis == SECONDS else column.step, column.value)


def over_seeds(curves: Sequence[Curve]) -> Curve | None:
    """Mean, lowest and highest of several curves, as far as all of them go; None where they have nothing in common."""
    first, last = max(part.x[0] for part in curves), min(part.x[-1] for part in curves)
    if first > last:
        return None
    x = np.linspace(first, last, min(POINTS, max(len(part.x) for part in curves)))
    values = np.array([np.interp(x, part.x, part.y) for part in curves])
    return Curve(x, values.mean(axis=0), values.min(axis=0), values.max(axis=0))


def _seconds(column: Column) -> np.ndarray:
    """Training time at each row: of transitions at a speed, or of iterations that took the value each."""
    if column.axis == LEARNER_AXIS:
        return np.cumsum(np.diff(column.iteration, prepend=0.0) * column.value)
    speed = np.where(column.value > 0, column.value, np.inf)
    return np.cumsum(np.diff(column.step, prepend=0.0) / speed)


def _thin(x: np.ndarray, y: np.ndarray) -> Curve:
    if len(x) <= POINTS:
        return Curve(x, y)
    edges = np.linspace(0, len(x), POINTS + 1).astype(int)
    starts, counts = edges[:-1], np.diff(edges)
    return Curve(
        np.add.reduceat(x, starts) / counts,
        np.add.reduceat(y, starts) / counts,
        np.minimum.reduceat(y, starts),
        np.maximum.reduceat(y, starts),
    )
