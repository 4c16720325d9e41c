"""The evaluation that ends a run and that `go2mjx eval` repeats: numbers, table and JSON."""

import dataclasses
import itertools
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
from rich.table import Table

from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.episodes import Episodes
from go2mjx.learners.base import Learner, Policy
from go2mjx.tasks.base import Environment
from go2mjx.telemetry.metrics import TRACKED_FORWARD_SPEEDS

EPISODES = 64
"""Episodes of the set that evaluates, and so chooses, policies during training."""
HELD_OUT_EPISODES = 256
"""Episodes of the set that chose nothing."""
SEED = 0
"""Seed of the commands that choose, and of all initial states; the held-out commands use the next one."""


@dataclass(frozen=True)
class EpisodeSet:
    """Episodes under one set of commands, NumPy and Python numbers only."""

    summary: dict[str, float]  # eval/* metrics
    episodes: Episodes


@dataclass(frozen=True)
class FinalEvaluation:
    """Results on the commands used during training, on held-out ones, and at steady forward speeds."""

    chosen_on: EpisodeSet
    held_out: EpisodeSet
    forward: EpisodeSet  # one episode per speed in TRACKED_FORWARD_SPEEDS; summary: eval/track_err_vx_*

    @property
    def walks(self) -> bool:
        """Whether the three criteria hold on both sets."""
        return all(bool(part.summary["eval/walks"]) for part in (self.chosen_on, self.held_out))


def evaluate_policy(
    env: Environment,
    learner: Learner,
    policy: Policy,
    episodes: int = EPISODES,
    held_out_episodes: int = HELD_OUT_EPISODES,
    seed: int = SEED,
) -> FinalEvaluation:
    """Run deterministic episodes of 10 s, all in one compiled call.

    `env` has the time limit of `EPISODE_STEPS`.
    """
    sets = command_sets(env.max_command, episodes, held_out_episodes, seed)
    evaluate = jax.jit(evaluation.make_evaluate(env, learner))
    results = evaluate(policy, jax.random.key(seed), np.concatenate(sets))
    return of_episodes(jax.tree.map(np.asarray, results), sets)


def command_sets(
    max_command: tuple[float, float, float], episodes: int, held_out_episodes: int, seed: int
) -> list[np.ndarray]:
    """Commands of the three sets of a `FinalEvaluation`, each (episodes, 3)."""
    forward = np.zeros((len(TRACKED_FORWARD_SPEEDS), 3), np.float32)
    forward[:, 0] = TRACKED_FORWARD_SPEEDS
    return [
        evaluation.command_set(episodes, max_command, seed),
        evaluation.command_set(held_out_episodes, max_command, seed + 1),
        forward,
    ]


def of_episodes(results: Episodes, sets: list[np.ndarray]) -> FinalEvaluation:
    """The evaluation whose episodes under the concatenated `sets` of `command_sets` are `results`."""
    bounds = np.cumsum([0, *(len(commands) for commands in sets)])
    chosen_on, held_out, tracked = (
        jax.tree.map(lambda leaf, low=low, high=high: leaf[low:high], results)
        for low, high in itertools.pairwise(bounds)
    )
    tracking = {
        f"eval/track_err_vx_{speed}": float(error)
        for speed, error in zip(TRACKED_FORWARD_SPEEDS, tracked.velocity_error, strict=True)
    }
    return FinalEvaluation(
        EpisodeSet(evaluation.summarize(chosen_on), chosen_on),
        EpisodeSet(evaluation.summarize(held_out), held_out),
        EpisodeSet(tracking, tracked),
    )


@dataclass(frozen=True)
class Criterion:
    """A number and its limit."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def passed(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def walking_criteria(summary: dict[str, float]) -> tuple[Criterion, ...]:
    """The three limits that define walking, against the `eval/*` metrics."""
    return (
        Criterion("success rate", summary["eval/success_rate"], evaluation.MIN_SUCCESS_RATE, "", True),
        Criterion("velocity error", summary["eval/velocity_error"], evaluation.MAX_VELOCITY_ERROR, "m/s"),
        Criterion("yaw rate error", summary["eval/yaw_rate_error"], evaluation.MAX_YAW_RATE_ERROR, "rad/s"),
    )


def standing_criterion(summary: dict[str, float]) -> tuple[Criterion, ...]:
    """The limit on standing drift; empty when no command was to stand still."""
    if "eval/zero_cmd_drift_m" not in summary:
        return ()
    return (
        Criterion("standing drift", summary["eval/zero_cmd_drift_m"], evaluation.MAX_STANDING_DRIFT, "m"),
    )


def table(result: FinalEvaluation) -> Table:
    """The criteria with their limits on both sets, then the numbers without one."""
    sets = (result.chosen_on, result.held_out)
    counts = [
        f"{len(part.episodes.length)} {name}" for part, name in zip(sets, ("used", "held out"), strict=True)
    ]
    verdict = "the robot walks" if result.walks else "the robot does not walk"
    rows = Table("", *counts, "limit", "", title=f"episodes of 10 s: {verdict}")
    criteria = [(*walking_criteria(part.summary), *standing_criterion(part.summary)) for part in sets]
    for pair in itertools.zip_longest(*criteria):  # a set of one command has none to stand still
        known = [criterion for criterion in pair if criterion is not None]
        rows.add_row(
            known[0].name,
            *("" if criterion is None else f"{criterion.value:.3f} {criterion.unit}" for criterion in pair),
            f"{'≥' if known[0].at_least else '≤'} {known[0].limit:.2f}",
            "[green]pass[/green]" if all(criterion.passed for criterion in known) else "[red]fail[/red]",
        )
    rows.add_section()
    rows.add_row("mean return", *(f"{part.summary['eval/average_return']:.2f}" for part in sets))
    seconds = [part.summary["eval/average_length"] / evaluation.EPISODE_STEPS * 10 for part in sets]
    rows.add_row("mean length", *(f"{value:.2f} s" for value in seconds))
    rows.add_section()
    for speed in TRACKED_FORWARD_SPEEDS:
        error = result.forward.summary[f"eval/track_err_vx_{speed}"]
        rows.add_row(f"error at {speed} m/s forward", f"{error:.3f} m/s")
    return rows


def to_json(result: FinalEvaluation) -> dict[str, Any]:
    """Summary, criteria and one row per episode of each set, as JSON types in SI units."""
    return {
        "walks": result.walks,
        "chosen_on": _set_to_json(result.chosen_on),
        "held_out": _set_to_json(result.held_out),
        "forward": {"summary": result.forward.summary, "episodes": _rows(result.forward.episodes)},
    }


def _set_to_json(part: EpisodeSet) -> dict[str, Any]:
    return {
        "summary": part.summary,
        "criteria": [
            dataclasses.asdict(criterion) | {"passed": criterion.passed}
            for criterion in (*walking_criteria(part.summary), *standing_criterion(part.summary))
        ],
        "episodes": _rows(part.episodes),
    }


def _rows(episodes: Episodes) -> list[dict[str, Any]]:
    columns = {field.name: getattr(episodes, field.name).tolist() for field in dataclasses.fields(episodes)}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
