"""Whether a robot walks, or stands where no command moves it: results of episodes, the limits they are held to, and their JSON.

Without JAX, so that the report reads what an evaluation wrote through the types that wrote it. The results of single
episodes are the record; summary, criteria and verdict are worked out of them wherever they are read. A number that is
not finite meets no limit.
"""

import dataclasses
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from go2mjx.telemetry.metrics import BY_DIRECTION, DIRECTIONS

Table = TypeVar("Table")

MIN_SUCCESS_RATE = 0.95
MAX_VELOCITY_ERROR = 0.20
"""Mean planar velocity error (m/s) up to which the robot counts as walking."""
MAX_YAW_RATE_ERROR = 0.25
"""Mean yaw rate error (rad/s) up to which the robot counts as walking."""
MAX_STANDING_DRIFT = 0.25
"""Largest drift (m) under a zero command that a policy should have; not part of walking."""
DIRECTION_SHARE = 0.5
"""An episode belongs to a direction if its command goes there by more than this share of the largest of its set."""
SEED = 0
"""Seed of the commands that choose a policy, and of all initial states; held-out commands use the next one."""


@dataclass(frozen=True)
class Episodes:
    """Results of evaluation episodes, an array of shape (episodes,) each; of NumPy or of JAX."""

    command: np.ndarray  # (episodes, 3) forward m/s, lateral m/s, yaw rad/s
    episode_return: np.ndarray
    length: np.ndarray  # control steps with a finite outcome
    success: np.ndarray  # bool, no failure before the time limit
    velocity_error: np.ndarray  # m/s, mean over the steps of the episode
    yaw_rate_error: np.ndarray  # rad/s
    drift: np.ndarray  # m between first and last planar position

    def __len__(self) -> int:
        return len(self.command)

    def __getitem__(self, rows: slice | np.ndarray) -> "Episodes":
        """The results of some of the episodes."""
        return Episodes(*(getattr(self, field.name)[rows] for field in dataclasses.fields(self)))

    @staticmethod
    def concatenate(parts: Sequence["Episodes"]) -> "Episodes":
        """The rows of all `parts`, NumPy arrays."""
        names = [field.name for field in dataclasses.fields(Episodes)]
        return Episodes(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(frozen=True)
class Criterion:
    """A number and its limit."""

    name: str
    value: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def passed(self) -> bool:
        within = self.value >= self.limit if self.at_least else self.value <= self.limit
        return within and math.isfinite(self.value)

    @property
    def over_limit(self) -> float:
        """How far it is from its limit, at most 1 within it; of a share that must be large what is missing counts."""
        return (1.0 - self.value) / (1.0 - self.limit) if self.at_least else self.value / self.limit

    @property
    def text(self) -> str:
        return f"{self.value:.3f} {self.unit}".strip()

    @property
    def limit_text(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:.2f}"

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self) | {"passed": self.passed}


CRITERIA = {
    "eval/success_rate": Criterion("survival", math.nan, MIN_SUCCESS_RATE, at_least=True),
    "eval/velocity_error": Criterion("velocity error", math.nan, MAX_VELOCITY_ERROR, "m/s"),
    "eval/yaw_rate_error": Criterion("yaw rate error", math.nan, MAX_YAW_RATE_ERROR, "rad/s"),
    "eval/zero_cmd_drift_m": Criterion("standing drift", math.nan, MAX_STANDING_DRIFT, "m"),
}
"""What is limited, by metric, still without a value."""
WALKING = ("eval/success_rate", "eval/velocity_error", "eval/yaw_rate_error")
"""Those that define walking; the first alone defines standing, where no command moves."""


def summarize(episodes: Episodes, moving: bool = True) -> dict[str, float]:
    """The `eval/*` metrics of a set of episodes, as Python floats; of a task that is not `moving`, whose commands are all zero, success alone tells."""
    measured = {
        "eval/average_return": episodes.episode_return,
        "eval/average_length": episodes.length,
        "eval/success_rate": episodes.success,
    }
    if moving:
        measured |= {
            "eval/velocity_error": episodes.velocity_error,
            "eval/yaw_rate_error": episodes.yaw_rate_error,
        }
    result = {key: float(np.mean(values)) for key, values in measured.items()}
    if not moving:
        return result | {"eval/stands": float(walking_score(result) <= 1.0)}
    there = directions(episodes.command)
    for metric, keys in BY_DIRECTION.items():
        result |= {
            key: float(np.mean(measured[metric][there[name]]))
            for name, key in keys.items()
            if there[name].any()
        }
    standing = ~np.any(episodes.command, axis=-1)
    if standing.any():
        result["eval/zero_cmd_drift_m"] = float(np.max(episodes.drift[standing]))
    result["eval/walks"] = float(walking_score(result) <= 1.0)
    return result


def directions(command: np.ndarray) -> dict[str, np.ndarray]:
    """Which of the commands, (episodes, 3), go in each direction, by its name: bool, (episodes,).

    A command has one direction for each component that is large enough, so it may have three or none.
    """
    command = np.asarray(command)
    least = DIRECTION_SHARE * np.max(np.abs(command), axis=0)
    return {
        name: sign * component > limit
        for names, component, limit in zip(DIRECTIONS, command.T, least, strict=True)
        for name, sign in zip(names, (1, -1), strict=True)
    }


def walking_score(summary: dict[str, float]) -> float:
    """How far the worst of the criteria of walking is from its limit; at most 1 means walking, or standing.

    Infinite where any number of the evaluation is not finite.
    """
    if not all(math.isfinite(value) for key, value in summary.items() if not key.startswith("exam/")):
        return math.inf
    return max(_judged(key, summary).over_limit for key in WALKING if key in summary)


def score(summary: dict[str, float]) -> float:
    """What chooses the best policy, lower is better.

    Where no command moves, the walking score, and of equal ones the higher return. Else the walking score, or the standing drift where it is worse: the evaluations of a converged run walk about equally
    well and stand very differently. Where both are within their limits and an exam was taken, its score t counts
    instead, as t / (1 + t): of policies that walk and stand the one that tracks best, before every other. All that track
    are equal: two starts a direction cannot rank them.
    """
    if "eval/stands" in summary:
        # less than one episode of a thousand counts, and differences of the return are left in 32 bits
        return walking_score(summary) + 0.01 / (1.0 + max(0.0, summary["eval/average_return"]) / 1000.0)
    walking = max(walking_score(summary), summary.get("eval/zero_cmd_drift_m", 0.0) / MAX_STANDING_DRIFT)
    if walking > 1.0 or "exam/tracks" not in summary:
        return walking
    return 1.0 - 1.0 / (1.0 + max(1.0, summary.get("exam/score", math.inf)))


def criteria(summary: dict[str, float]) -> tuple[Criterion, ...]:
    """The three limits that define walking and, where a command was to stand still, the one on standing drift.

    Where no command moves, the one that defines standing.
    """
    if "eval/stands" in summary:
        return (dataclasses.replace(_judged("eval/success_rate", summary), name="stands"),)
    return tuple(_judged(key, summary) for key in CRITERIA if key in summary)


def _judged(key: str, summary: dict[str, float]) -> Criterion:
    return dataclasses.replace(CRITERIA[key], value=summary[key])


@dataclass(frozen=True)
class FinalEvaluation:
    """Results under commands that chose the policy, under held-out ones, and at steady forward speeds."""

    chosen_on: Episodes
    held_out: Episodes
    forward: Episodes | None  # one episode per speed; None where no command moves
    chosen_on_episodes: int | None  # of the evaluations that chose the policy; None where it is not known
    seed: int = SEED

    @property
    def summaries(self) -> tuple[dict[str, float], dict[str, float]]:
        """The `eval/*` metrics of the first two sets."""
        moving = self.forward is not None
        return summarize(self.chosen_on, moving), summarize(self.held_out, moving)

    @property
    def walks(self) -> bool:
        """Whether the three criteria hold on both sets."""
        return all(summary.get("eval/walks") == 1.0 for summary in self.summaries)

    @property
    def stands(self) -> bool | None:
        """Whether the robot stands on both sets; None where it was told to move."""
        if self.forward is not None:
            return None
        return all(summary["eval/stands"] == 1.0 for summary in self.summaries)

    @property
    def words(self) -> str:
        """What it says of the robot."""
        if self.stands is None:
            return "the robot walks" if self.walks else "the robot does not walk"
        return "the robot stands" if self.stands else "the robot does not stand"

    @property
    def criteria(self) -> tuple[tuple[Criterion | None, Criterion | None], ...]:
        """Each criterion on both sets; None on a set where no command was to stand still."""
        return tuple(itertools.zip_longest(*map(criteria, self.summaries)))

    @property
    def headings(self) -> tuple[str, str]:
        """How many episodes the first two sets have, and what these are."""
        repeated = (len(self.chosen_on), self.seed) == (self.chosen_on_episodes, SEED)
        first = "that chose the policy" if repeated else f"of seed {self.seed}"
        return f"{len(self.chosen_on)} {first}", f"{len(self.held_out)} held out"

    @property
    def tracking(self) -> dict[str, float]:
        """The `eval/track_err_vx_*` metrics: the velocity error (m/s) at each forward speed."""
        if self.forward is None:
            return {}
        return {
            f"eval/track_err_vx_{command[0]:.1f}": float(error)
            for command, error in zip(self.forward.command, self.forward.velocity_error, strict=True)
        }


def to_json(result: FinalEvaluation) -> dict[str, Any]:
    """Summary, criteria and one row per episode of each set, as JSON types in SI units."""

    def content(episodes: Episodes, summary: dict[str, float]) -> dict[str, Any]:
        judged = [criterion.to_json() for criterion in criteria(summary)]
        return {"summary": summary, "criteria": judged, "episodes": to_rows(episodes)}

    chosen_on, held_out = result.summaries
    verdict = {"walks": result.walks} if result.stands is None else {"stands": result.stands}
    forward = result.forward and {"summary": result.tracking, "episodes": to_rows(result.forward)}
    return json_numbers(
        verdict
        | {
            "chosen_on_episodes": result.chosen_on_episodes,
            "seed": result.seed,
            "chosen_on": content(result.chosen_on, chosen_on),
            "held_out": content(result.held_out, held_out),
            "forward": forward,
        }
    )


def from_json(content: dict[str, Any]) -> FinalEvaluation:
    """The evaluation that `to_json` wrote; of its file only the episodes count, judged by today's limits.

    Raises LookupError, TypeError, ValueError, AttributeError or OverflowError for anything else.
    """
    sets = (
        None if content[name] is None else read_rows(Episodes, content[name]["episodes"])
        for name in ("chosen_on", "held_out", "forward")
    )
    return FinalEvaluation(*sets, content.get("chosen_on_episodes"), int(content.get("seed", SEED)))


def json_numbers(content: Any) -> Any:
    """`content` with null, which JSON has, for each number that is not finite, which it does not have."""
    if isinstance(content, dict):
        return {key: json_numbers(value) for key, value in content.items()}
    if isinstance(content, list):
        return [json_numbers(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def to_rows(table: Any) -> list[dict[str, Any]]:
    """A row as JSON types for each episode of a dataclass of arrays, (episodes, ...) each."""
    columns = {name: values.tolist() for name, values in vars(table).items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def read_rows(kind: type[Table], rows: list[dict[str, Any]]) -> Table:
    """The dataclass of arrays of which `to_rows` made `rows`. Raises LookupError, TypeError or ValueError."""
    if not rows:
        raise ValueError("there are no episodes")
    types = {"success": bool}  # NumPy reads null as NaN
    widths = {"command": (3,), "velocity": (3,), "displacement": (2,)}
    return kind(
        **{
            field.name: np.array(
                [row[field.name] for row in rows], types.get(field.name, np.float32)
            ).reshape(len(rows), *widths.get(field.name, ()))
            for field in dataclasses.fields(kind)
        }
    )
