"""The evaluation that ends a run and that `go2mjx eval` repeats: its commands and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import numpy as np
from rich.table import Table

from go2mjx.evaluation.episodes import EPISODE_STEPS, Evaluate, command_set, evaluate_parts
from go2mjx.evaluation.verdict import SEED, Criterion, Episodes, FinalEvaluation
from go2mjx.learners.base import Policy
from go2mjx.robots.description import Robot
from go2mjx.telemetry.metrics import TRACKED_FORWARD_SPEEDS

EPISODES = 64
"""Episodes under commands of the seed that chose the policy: its very episodes where the training had as many."""
HELD_OUT_EPISODES = 256
"""Episodes of the set that chose nothing."""
SECONDS = Robot.control_time_step
"""Of a control step, of every robot and of the toy."""


@dataclass(frozen=True)
class Plan:
    """The commands of a final evaluation, each (episodes, 3)."""

    chosen_on: np.ndarray
    held_out: np.ndarray
    forward: np.ndarray  # none where no command moves
    chosen_on_episodes: int  # of the evaluations that chose the policy
    seed: int

    @staticmethod
    def of(
        max_command: tuple[float, float, float],
        chosen_on_episodes: int,
        episodes: int = EPISODES,
        held_out_episodes: int = HELD_OUT_EPISODES,
        seed: int = SEED,
    ) -> "Plan":
        """Commands of the seed that chose the policy (with another `seed`: of that one), held-out ones, all speeds."""
        speeds = TRACKED_FORWARD_SPEEDS if any(max_command) else ()
        forward = np.zeros((len(speeds), 3), np.float32)
        forward[:, 0] = speeds
        return Plan(
            command_set(episodes, max_command, seed),
            command_set(held_out_episodes, max_command, seed + 1),
            forward,
            chosen_on_episodes,
            seed,
        )

    @property
    def commands(self) -> np.ndarray:
        """Those of all sets, one after the other."""
        return np.concatenate([self.chosen_on, self.held_out, self.forward])

    def evaluation(self, episodes: Episodes) -> FinalEvaluation:
        """What `episodes` under all `commands` came to."""
        first, second = len(self.chosen_on), len(self.chosen_on) + len(self.held_out)
        forward = episodes[second:] if len(self.forward) else None
        return FinalEvaluation(
            episodes[:first], episodes[first:second], forward, self.chosen_on_episodes, self.seed
        )


def evaluate_policy(evaluate: Evaluate, policy: Policy, plan: Plan) -> FinalEvaluation:
    """Run the episodes of `plan` with `evaluate`, the program of `compile_evaluate`."""
    return plan.evaluation(evaluate_parts(evaluate, policy, jax.random.key(plan.seed), plan.commands))


def table(result: FinalEvaluation, steps: int = EPISODE_STEPS) -> Table:
    """The criteria with their limits on both sets of episodes of so many control steps, then the numbers without one."""
    chosen_on = result.chosen_on_episodes
    rows = Table(
        *("", *result.headings, "limit", ""),
        title=f"episodes of {steps * SECONDS:.0f} s: {result.words}",
        caption=None
        if chosen_on is None
        else f"the policy was chosen on {chosen_on} episodes of seed {SEED}",
    )
    for both in result.criteria:
        rows.add_row(*criterion_row(*both))
    rows.add_section()
    rows.add_row("mean return", *(f"{summary['eval/average_return']:.2f}" for summary in result.summaries))
    seconds = [summary["eval/average_length"] * SECONDS for summary in result.summaries]
    rows.add_row("mean length", *(f"{value:.2f} s" for value in seconds))
    rows.add_section()
    speeds = () if result.forward is None else TRACKED_FORWARD_SPEEDS
    for speed, error in zip(speeds, result.tracking.values(), strict=True):
        rows.add_row(f"error at {speed} m/s forward", f"{error:.3f} m/s")
    return rows


def criteria_table(title: str, criteria: Sequence[Criterion], heading: str = "") -> Table:
    """A table of `criteria` with their limits, which further rows may follow; `heading` is that of the values."""
    rows = Table("", heading, "limit", "", title=title)
    for criterion in criteria:
        rows.add_row(*criterion_row(criterion))
    return rows


def criterion_row(*values: Criterion | None) -> tuple[str, ...]:
    """A row of a table: the name, the value of a criterion on each set, its limit and whether all pass."""
    known = [criterion for criterion in values if criterion is not None]
    return (
        known[0].name,
        *("" if criterion is None else criterion.text for criterion in values),
        known[0].limit_text,
        "[green]pass[/green]" if all(criterion.passed for criterion in known) else "[red]fail[/red]",
    )
