"""The evaluation that ends a run and that `go2mjx eval` repeats: numbers, table and JSON."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
from rich.table import Table

from go2mjx import env as environments
from go2mjx.env.config import EnvConfig
from go2mjx.host.metrics import TRACKED_FORWARD_SPEEDS
from go2mjx.loop import evaluation
from go2mjx.loop.evaluation import Episodes
from go2mjx.loop.state import Policy
from go2mjx.sac.agent import Agent

EPISODES = 64
SEED = 0
"""The set of commands and the initial states that define walking."""
MAX_STANDING_DRIFT = 0.25
"""How far (m) the robot may move in an episode commanded to stand still."""


@dataclass(frozen=True)
class FinalEvaluation:
    """Results on the host, NumPy and Python numbers only."""

    summary: dict[str, float]  # eval/* metrics, one tracking error per forward speed included
    episodes: Episodes  # the commands that decide whether the robot walks
    forward: Episodes  # one pure forward command per speed in TRACKED_FORWARD_SPEEDS


def evaluate_policy(
    env_name: str,
    env_config: EnvConfig,
    agent: Agent,
    policy: Policy,
    episodes: int = EPISODES,
    command_seed: int = SEED,
    key_seed: int = SEED,
) -> FinalEvaluation:
    """Run `episodes` deterministic episodes of 10 s and one more for each tracked forward speed.

    `command_seed` chooses the set of commands, `key_seed` the initial states. The environment is that of
    the training but for its time limit.
    """
    env_config = dataclasses.replace(env_config, max_traj_length=evaluation.EPISODE_STEPS)
    env = environments.make(env_name, env_config)
    forward = np.zeros((len(TRACKED_FORWARD_SPEEDS), 3), np.float32)
    forward[:, 0] = TRACKED_FORWARD_SPEEDS
    commands = np.concatenate([evaluation.command_set(episodes, env.max_command, command_seed), forward])
    evaluate = jax.jit(evaluation.make_evaluate(env, agent))
    results = jax.tree.map(np.asarray, evaluate(policy, jax.random.key(key_seed), commands))
    general, tracked = (
        jax.tree.map(lambda leaf, part=part: leaf[part], results)
        for part in (slice(episodes), slice(episodes, None))
    )
    errors = zip(TRACKED_FORWARD_SPEEDS, tracked.velocity_error, strict=True)
    summary = evaluation.summarize(general) | {
        f"eval/track_err_vx_{speed}": float(error) for speed, error in errors
    }
    return FinalEvaluation(summary, general, tracked)


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
    return (Criterion("standing drift", summary["eval/zero_cmd_drift_m"], MAX_STANDING_DRIFT, "m"),)


def table(result: FinalEvaluation) -> Table:
    """The criteria with their limits, then the numbers without one."""
    summary, count = result.summary, len(result.episodes.length)
    verdict = "the robot walks" if summary["eval/walks"] else "the robot does not walk"
    rows = Table("", "value", "limit", "", title=f"{count} episodes of 10 s: {verdict}")
    for criterion in (*walking_criteria(summary), *standing_criterion(summary)):
        rows.add_row(
            criterion.name,
            f"{criterion.value:.3f} {criterion.unit}",
            f"{'≥' if criterion.at_least else '≤'} {criterion.limit:.2f}",
            "[green]pass[/green]" if criterion.passed else "[red]fail[/red]",
        )
    rows.add_section()
    rows.add_row("mean return", f"{summary['eval/average_return']:.2f}")
    rows.add_row("mean length", f"{summary['eval/average_length'] / evaluation.EPISODE_STEPS * 10:.2f} s")
    rows.add_section()
    for speed in TRACKED_FORWARD_SPEEDS:
        error = summary[f"eval/track_err_vx_{speed}"]
        rows.add_row(f"velocity error at {speed} m/s forward", f"{error:.3f} m/s")
    return rows


def to_json(result: FinalEvaluation) -> dict[str, Any]:
    """Summary, criteria and one row per episode, as JSON types in SI units."""
    return {
        "walks": bool(result.summary["eval/walks"]),
        "criteria": [
            dataclasses.asdict(criterion) | {"passed": criterion.passed}
            for criterion in (*walking_criteria(result.summary), *standing_criterion(result.summary))
        ],
        "summary": result.summary,
        "episodes": _rows(result.episodes),
        "forward_episodes": _rows(result.forward),
    }


def _rows(episodes: Episodes) -> list[dict[str, Any]]:
    columns = {field.name: getattr(episodes, field.name).tolist() for field in dataclasses.fields(episodes)}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
