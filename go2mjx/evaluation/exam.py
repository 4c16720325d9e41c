"""Whether a robot tracks its commands: a course of fixed directions, figures of what was recorded on it, the verdict.

Without JAX, so that the report reads what an exam wrote through the types that wrote it. The results of single
episodes are the record; figures, criteria and verdict are worked out of them wherever they are read. A number that is
not finite meets no limit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from go2mjx.evaluation.verdict import MIN_SUCCESS_RATE, Criterion, json_numbers, read_rows, to_rows
from go2mjx.telemetry import metrics

DIRECTION_STEPS = 1000
"""Control steps under one direction: 20 s, in which a drift that an episode of the training hides adds up."""
SWITCH_STEPS = 100
"""Control steps between two commands where they switch: 2 s."""
SWITCHES = 30
"""Commands that follow each other where they switch: 60 s in all."""
SETTLING_STEPS = 50
"""Control steps at the start (1 s) that means leave out: the robot starts in mid-air from rest, and the time that it
needs to gather speed is not a bias of its walk."""
MAX_BIAS_SHARE = 0.05
"""Share of a command's component by which its mean may be off, on top of what follows."""
MAX_VELOCITY_BIAS = 0.02
"""m/s"""
MAX_YAW_RATE_BIAS = 0.03
"""rad/s"""
_MAX_BIAS = np.array([MAX_VELOCITY_BIAS, MAX_VELOCITY_BIAS, MAX_YAW_RATE_BIAS])
MAX_HEADING_DRIFT = 10.0
"""Degrees in 20 s under a command without a yaw rate."""
MAX_LEFT_RIGHT = 0.05
"""Share of a command's component by which its mean and that under the mirrored command may differ."""
MIRROR = np.array([1.0, -1.0, -1.0], np.float32)
"""The left-right reflection of a command and of a velocity."""
HALF, FULL = 0.5, 1.0
DIRECTIONS = (
    (0.0, 0.0, 0.0),
    *((sign * share, 0.0, 0.0) for sign in (1, -1) for share in (HALF, FULL)),
    *((0.0, sign * share, 0.0) for share in (HALF, FULL) for sign in (1, -1)),
    *((0.0, 0.0, sign * share) for share in (HALF, FULL) for sign in (1, -1)),
    *((along * HALF, side * HALF, 0.0) for along in (1, -1) for side in (1, -1)),
    *((along * HALF, 0.0, turn * HALF) for along in (1, -1) for turn in (1, -1)),
    *((0.0, side * HALF, side * turn * HALF) for turn in (1, -1) for side in (1, -1)),
    *((FULL, 0.0, turn * FULL) for turn in (1, -1)),
)
"""Commands as shares of the largest forward speed, lateral speed and yaw rate; each with its mirror image."""


@dataclass(frozen=True)
class Course:
    """Episodes to be simulated, a row each."""

    command: np.ndarray  # (episodes, n, 3) that follow each other every SWITCH_STEPS, the last one to the end
    steps: int  # control steps of an episode

    def __len__(self) -> int:
        return len(self.command)


@dataclass(frozen=True)
class Track:
    """What came of a course, whichever simulator ran it. Rows after an episode's end mean nothing: `alive` is False."""

    command: np.ndarray  # (episodes, steps, 3) forward m/s, lateral m/s, yaw rad/s
    pose: np.ndarray  # (episodes, steps + 1, 3) m, m and rad in the world; [:, 0] is the start
    velocity: np.ndarray  # (episodes, steps, 3) in the base frame, as commanded
    action_square: np.ndarray  # (episodes, steps) squared norm of the policy's action
    mirror_square: np.ndarray  # (episodes, steps) that of its mirrored action less its action in the mirror
    alive: np.ndarray  # (episodes, steps) bool: the step was made and its outcome is finite
    failed: np.ndarray  # (episodes,) bool
    time_step: float  # s

    @property
    def mirror_residual(self) -> float:
        """Root mean square of the mirrored action less the action in the mirror, over that of the action."""
        return float(
            np.sqrt(self.mirror_square[self.alive].sum() / max(self.action_square[self.alive].sum(), 1e-9))
        )


@dataclass(frozen=True)
class Results:
    """Results of the episodes of a course, an array of shape (episodes,) or (episodes, n) each."""

    command: np.ndarray  # (episodes, 3) the first one
    success: np.ndarray  # bool, no failure
    velocity: np.ndarray  # (episodes, 3) mean after `SETTLING_STEPS`; NaN where there was none
    velocity_error: np.ndarray  # m/s, mean planar distance from each step's command, after `SETTLING_STEPS`
    yaw_rate_error: np.ndarray  # rad/s, likewise
    heading_drift: np.ndarray  # rad, turned to the left beyond what was commanded, from start to end
    displacement: np.ndarray  # (episodes, 2) m from start to end, ahead and to the left at the start

    def __len__(self) -> int:
        return len(self.command)

    def means(self, rows: slice | np.ndarray) -> dict[str, float]:
        """`survived`, `velocity_error` (m/s) and `yaw_rate_error` (rad/s), means over some of the episodes."""
        return {
            "survived": float(self.success[rows].mean()),
            "velocity_error": known_mean(self.velocity_error[rows]),
            "yaw_rate_error": known_mean(self.yaw_rate_error[rows]),
        }


def results(track: Track) -> Results:
    """What the episodes of `track` came to; those that ended early up to their end."""
    episodes, steps = track.alive.shape
    counted = track.alive & (np.arange(steps) >= SETTLING_STEPS)
    count = counted.sum(axis=1)

    def mean(values: np.ndarray) -> np.ndarray:
        mask = counted.reshape(*counted.shape, *[1] * (values.ndim - 2))
        total = np.where(mask, values, 0.0).sum(axis=1, dtype=float)
        return (total.T / np.where(count == 0, np.nan, count)).T

    each, last = np.arange(episodes), track.alive.sum(axis=1)
    heading = np.unwrap(track.pose[..., 2], axis=1)
    asked = np.where(track.alive, track.command[..., 2], 0.0).sum(axis=1) * track.time_step
    moved = track.pose[each, last, :2] - track.pose[:, 0, :2]
    cos, sin = np.cos(heading[:, 0]), np.sin(heading[:, 0])
    error = track.velocity - track.command
    return Results(
        command=track.command[:, 0],
        success=~track.failed,
        velocity=mean(track.velocity),
        velocity_error=mean(np.linalg.norm(error[..., :2], axis=-1)),
        yaw_rate_error=mean(np.abs(error[..., 2])),
        heading_drift=heading[each, last] - heading[:, 0] - asked,
        displacement=np.stack(
            [cos * moved[:, 0] + sin * moved[:, 1], cos * moved[:, 1] - sin * moved[:, 0]], axis=-1
        ),
    )


def known_mean(errors: np.ndarray) -> float:
    """Mean of `errors`, (episodes,), without those of episodes that ended before there was one; NaN where there is none."""
    known = errors[~np.isnan(errors)]
    return float(known.mean()) if known.size else math.nan


@dataclass(frozen=True)
class Cell:
    """A number in a table, empty where a direction has none."""

    text: str = ""
    within: bool = True  # its limit, if it has one


@dataclass(frozen=True)
class Direction:
    """Figures of one command over its starts."""

    command: tuple[float, float, float]
    starts: int
    survived: float  # share of the starts
    bias: tuple[float, float, float]  # mean velocity less the command, m/s, m/s and rad/s
    heading_drift: float | None  # rad in 20 s, mean size over the starts; None for a command that turns
    path_error: float | None  # m beside the commanded line (standing: from the start), mean size; likewise
    left_right: float | None  # largest difference to the mirrored command, see `Exam`; None if the same

    @property
    def bias_over_limit(self) -> tuple[float, float, float]:
        """The size of each bias over what is allowed of it."""
        allowed = MAX_BIAS_SHARE * np.abs(self.command) + _MAX_BIAS
        return tuple((np.abs(self.bias) / allowed).tolist())

    @property
    def over_limit(self) -> float:
        """The worst of the figures over its limit, at most 1 within it. Infinite for what is not finite."""
        shares = [
            (1.0 - self.survived) / (1.0 - MIN_SUCCESS_RATE),
            *self.bias_over_limit,
            math.degrees(self.heading_drift or 0.0) / MAX_HEADING_DRIFT,
            (self.left_right or 0.0) / MAX_LEFT_RIGHT,
        ]
        return max(shares) if all(map(math.isfinite, shares)) else math.inf

    @property
    def name(self) -> str:
        """The command in words and numbers, m/s and rad/s."""
        parts = zip(self.command, metrics.DIRECTIONS, strict=True)
        words = [f"{names[value < 0]} {abs(value):.3g}" for value, names in parts if value]
        return ", ".join(words).replace("_", " ") or "stand"

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What a table shows after the name: survived, three biases, heading (degrees), path (m), left-right."""
        biases = zip(self.bias, self.bias_over_limit, strict=True)
        drift = None if self.heading_drift is None else math.degrees(self.heading_drift)
        return (
            Cell(f"{self.survived:.2f}", self.survived >= MIN_SUCCESS_RATE),
            *(Cell(f"{bias:+.3f}", over <= 1.0) for bias, over in biases),
            Cell() if drift is None else Cell(f"{drift:.1f}", drift <= MAX_HEADING_DRIFT),
            Cell() if self.path_error is None else Cell(f"{self.path_error:.2f}"),
            Cell()
            if self.left_right is None
            else Cell(f"{self.left_right:.3f}", self.left_right <= MAX_LEFT_RIGHT),
        )


@dataclass(frozen=True)
class Exam:
    """Results under the directions, the starts of each one after the other, and under commands that switch."""

    directions: Results
    switching: Results | None  # None where the exam had none
    mirror_residual: float

    @cached_property
    def figures(self) -> tuple[Direction, ...]:
        """Those of each direction in the order of the exam.

        `left_right` is, over the components that a command has, the largest difference between the mean velocity
        and the mirrored mean velocity under the mirrored command, as a share of the component.
        """
        rows: dict[tuple[float, ...], list[int]] = {}
        for index, command in enumerate(self.directions.command.tolist()):
            rows.setdefault(tuple(command), []).append(index)
        mean = {command: self.directions.velocity[found].mean(axis=0) for command, found in rows.items()}
        return tuple(self._direction(command, found, mean) for command, found in rows.items())

    def _direction(
        self, command: tuple[float, ...], rows: list[int], mean: dict[tuple[float, ...], np.ndarray]
    ) -> Direction:
        wanted = np.array(command)
        mirrored = tuple((wanted * MIRROR + 0.0).tolist())  # no minus zero
        drift, path_error, left_right = None, None, None
        if not command[2]:
            drift = float(np.abs(self.directions.heading_drift[rows]).mean())
            path_error = float(_path_errors(wanted[:2], self.directions.displacement[rows]).mean())
        if mirrored != command and mirrored in mean:
            difference = np.abs(mean[command] - MIRROR * mean[mirrored])
            left_right = float(np.max(difference[wanted != 0] / np.abs(wanted[wanted != 0])))
        return Direction(
            command=command,
            starts=len(rows),
            survived=float(self.directions.success[rows].mean()),
            bias=tuple((mean[command] - wanted).tolist()),
            heading_drift=drift,
            path_error=path_error,
            left_right=left_right,
        )

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The limits that define tracking, each on the worst of the directions."""
        bias = np.array([figures.bias_over_limit for figures in self.figures])
        drift = [figures.heading_drift for figures in self.figures if figures.heading_drift is not None]
        left_right = [figures.left_right for figures in self.figures if figures.left_right is not None]
        survived = min(figures.survived for figures in self.figures)
        return (
            Criterion("survived in 20 s", survived, MIN_SUCCESS_RATE, at_least=True),
            Criterion("velocity bias / (5 % + 0.02 m/s)", _largest(bias[:, :2].ravel()), 1.0),
            Criterion("yaw rate bias / (5 % + 0.03 rad/s)", _largest(bias[:, 2]), 1.0),
            Criterion(
                "heading drift in 20 s, straight commands",
                math.degrees(_largest(drift)),
                MAX_HEADING_DRIFT,
                "°",
            ),
            Criterion("left-right difference", _largest(left_right), MAX_LEFT_RIGHT),
        )

    @property
    def tracks(self) -> bool:
        """Whether every limit holds in every direction."""
        return all(criterion.passed for criterion in self.criteria)

    @property
    def score(self) -> float:
        """How far the robot is from tracking, at most 1 where it tracks. Infinite for what is not finite.

        The worst direction's `over_limit` where that is within 1; else the mean of those of all directions, each at
        least 1: the worst alone would tell policies apart by chance as long as many directions are far off.
        """
        each = [figures.over_limit for figures in self.figures]
        return max(each) if max(each) <= 1.0 else float(np.mean(np.maximum(each, 1.0)))

    @property
    def summary(self) -> dict[str, float]:
        """The `exam/*` metrics, as far as they are finite."""
        survived, velocity, yaw_rate, drift, left_right = (criterion.value for criterion in self.criteria)
        values = {
            "exam/tracks": float(self.tracks),
            "exam/score": self.score,
            "exam/survived": survived,
            "exam/velocity_bias": velocity,
            "exam/yaw_rate_bias": yaw_rate,
            "exam/heading_drift": drift,
            "exam/left_right": left_right,
            "exam/mirror_residual": self.mirror_residual,
        }
        return {key: value for key, value in values.items() if math.isfinite(value)}

    def to_json(self) -> dict[str, Any]:
        """Summary, figures, criteria and one row per episode, as JSON types in SI units."""
        return json_numbers(
            {
                "tracks": self.tracks,
                "summary": self.summary,
                "criteria": [criterion.to_json() for criterion in self.criteria],
                "directions": [
                    vars(figures) | {"command": list(figures.command), "bias": list(figures.bias)}
                    for figures in self.figures
                ],
                "mirror_residual": self.mirror_residual,
                "episodes": to_rows(self.directions),
                "switching": None if self.switching is None else to_rows(self.switching),
            }
        )

    @staticmethod
    def from_json(content: dict[str, Any]) -> "Exam":
        """The exam that `to_json` wrote; only its episodes count, judged by today's limits.

        Raises LookupError, TypeError, ValueError, AttributeError or OverflowError for anything else.
        """
        switching, residual = content["switching"], content["mirror_residual"]
        return Exam(
            read_rows(Results, content["episodes"]),
            None if switching is None else read_rows(Results, switching),
            math.nan if residual is None else float(residual),
        )


def directions(max_command: tuple[float, float, float]) -> np.ndarray:
    """The commands of the exam, (n, 3); those are left out that need an axis whose largest command is zero."""
    limits = np.array(max_command)
    possible = [shares for shares in DIRECTIONS if not np.any((limits == 0) & (np.array(shares) != 0))]
    return (np.array(possible) * limits).astype(np.float32)


def direction_course(max_command: tuple[float, float, float], starts: int) -> Course:
    """Every direction from `starts` starts."""
    return Course(np.repeat(directions(max_command), starts, axis=0)[:, None], DIRECTION_STEPS)


def _path_errors(planar: np.ndarray, displacement: np.ndarray) -> np.ndarray:
    """Distances (m), (starts,), of the ends, (starts, 2), from the line along `planar`, (2,), or from the start."""
    if not planar.any():
        return np.linalg.norm(displacement, axis=-1)
    forward, left = planar / np.linalg.norm(planar)
    return np.abs(forward * displacement[:, 1] - left * displacement[:, 0])


def _largest(values: Sequence[float] | np.ndarray) -> float:
    """The largest of `values`, 0 if there are none; NaN if one is."""
    return float(np.max([0.0, *values]))
