"""The rows of a metric file as one array per metric."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from go2mjx.telemetry.metrics import AXES


@dataclass(frozen=True)
class Column:
    """One metric over its `axis`: three arrays of one length, in the order of the rows, finite values only."""

    axis: str
    iteration: np.ndarray
    step: np.ndarray  # transitions or actor updates
    value: np.ndarray


def collect(rows: Sequence[Any]) -> dict[str, Column]:
    """The metrics in the rows of a metric file, by key; what is no row or no finite number is left out."""
    collected: dict[str, tuple[str, list, list, list]] = {}
    for row in rows:
        axis = AXES.get(str(row.get("run"))) if isinstance(row, dict) else None
        step, iteration = (row.get(axis), row.get("iteration")) if axis else (None, None)
        if not (is_number(step) and is_number(iteration)):
            continue
        for key, value in row.items():
            if "/" in key and is_number(value):
                if key not in collected:
                    collected[key] = (axis, [], [], [])
                _, iterations, steps, values = collected[key]
                iterations.append(iteration)
                steps.append(step)
                values.append(value)
    columns = {}
    for key, (axis, *parts) in collected.items():
        iteration, step, value = (np.array(part, float) for part in parts)
        finite = np.isfinite(value) & np.isfinite(step) & np.isfinite(iteration)
        if finite.any():
            columns[key] = Column(axis, iteration[finite], step[finite], value[finite])
    return columns


def is_number(value: Any) -> bool:
    """Whether a value from JSON is a number that an array takes."""
    return isinstance(value, float) or (isinstance(value, int) and abs(value) < 2**63)


def position(columns: dict[str, Column], iteration: float | None, axis: str) -> float | None:
    """Where on `axis` an iteration is; None where that is not known."""
    if not is_number(iteration) or axis not in columns:
        return None
    known = columns[axis]
    return float(np.interp(iteration, known.iteration, known.step))
