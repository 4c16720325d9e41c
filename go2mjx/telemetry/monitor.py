"""The monitor: all rules of the guide over the metrics of one run, live or after the fact."""

import math
from collections.abc import Iterable, Sequence
from functools import partial

from go2mjx import robots
from go2mjx.config.tree import TrainConfig
from go2mjx.tasks import registry
from go2mjx.telemetry.metrics import METRICS
from go2mjx.telemetry.rules import (
    LEAST_RISE,
    SHORTEST_EPISODE,
    Alert,
    Beyond,
    FlatReward,
    LeftBehind,
    NonFinite,
    OscillatingLoss,
    Row,
    Rule,
    ShortEpisodes,
    SlowTimer,
)
from go2mjx.training.schedule import Schedule

_ROWS_BETWEEN = 10
"""Rows that should have come in a silence that is worth an alert."""


class Monitor:
    """Calls `rules` with every row of a run of `iterations`; safe from one thread at a time.

    More than `stalled_seconds` without a row, or the time of ten rows if that is longer, is a stall.
    """

    def __init__(
        self, rules: Sequence[Rule], iterations: float = math.inf, stalled_seconds: float = math.inf
    ) -> None:
        self._rules = tuple(rules)
        self._iterations = iterations
        self._stalled_seconds = stalled_seconds
        self._iteration = 0
        self._timed_iteration = 0
        self._row_seconds = 0.0

    @staticmethod
    def of(config: TrainConfig) -> "Monitor":
        """The monitor of a run with the thresholds `config.run.alert`."""
        return Monitor(rules(config), Schedule.of(config.loop).iterations, config.run.alert.stalled_seconds)

    def __call__(self, row: Row) -> list[Alert]:
        """The alerts at the next row, an actor's or a learner's."""
        self._iteration = int(row["iteration"])
        if "timer/total" in row:
            self._row_seconds = row["timer/total"] * (self._iteration - self._timed_iteration)
            self._timed_iteration = self._iteration
        return [alert for rule in self._rules if (alert := rule(row)) is not None]

    def replay(self, rows: Iterable[Row]) -> list[Alert]:
        """The alerts of the rows so far; the rules are then as if they had seen them live."""
        return [alert for row in rows for alert in self(row)]

    def stalled(self, silence: float) -> Alert | None:
        """The alert of an unfinished run whose last row came `silence` seconds ago, if that is too long."""
        longest = max(self._stalled_seconds, _ROWS_BETWEEN * self._row_seconds)
        if silence < longest or self._iteration >= self._iterations:
            return None
        return Alert(
            "metrics not updating",
            self._iteration,
            f"no new row in metrics.jsonl for {silence:,.0f} s, and the run is not at its end",
            "If its process is alive, it hangs: stop it. Go on with `go2mjx train --resume`. If only W&B shows "
            "nothing new, was --debug set?",
        )


def rules(config: TrainConfig) -> list[Rule]:
    """Every rule, with the thresholds and the scale of `config`."""
    limits, iterations = config.run.alert, Schedule.of(config.loop).iterations
    warm, patience = limits.warm_up * iterations, limits.patience
    temperature, action = "sac/temperature", "actor/avg_action_magnitude"
    largest_action, best_reward = _scales(config)
    length = config.environment.max_traj_length
    best_return = best_reward * length
    beyond = partial(Beyond, start=warm, patience=patience)
    return [
        NonFinite(),
        beyond(
            "temperature too high",
            temperature,
            limits.temperature_high,
            "It may explore too much: try a smaller --temperature_learning_rate or --initial_temperature, or "
            "a lower --target_entropy_per_action.",
            above=True,
        ),
        beyond(
            "temperature too low",
            temperature,
            limits.temperature_low,
            "It may settle in a local optimum: try a smaller --temperature_learning_rate or a higher "
            "--target_entropy_per_action.",
            above=False,
        ),
        beyond(
            "action magnitude too high",
            action,
            limits.action_high * largest_action,
            "The policy may be unstable: try smaller learning rates or a stronger --reward.action_rate.",
            above=True,
        ),
        beyond(
            "action magnitude too low",
            action,
            limits.action_low * largest_action,
            "The policy hardly acts: the penalties of the reward (--reward.*) may outweigh what walking earns.",
            above=False,
        ),
        *(
            SlowTimer(metric.key, limits.timer_factor, patience)
            for metric in METRICS
            if metric.key.startswith("timer/") and metric.key != "timer/compile_s"
        ),
        FlatReward(limits.reward_goal * best_return, LEAST_RISE * best_return, iterations, patience),
        ShortEpisodes(
            max(limits.episode_short * length, SHORTEST_EPISODE),
            length,
            limits.episode_after * iterations,
            patience,
        ),
        LeftBehind(
            limits.direction_error,
            limits.direction_factor,
            limits.direction_success,
            limits.direction_after * iterations,
            patience,
        ),
        *(
            OscillatingLoss(key, limits.loss_oscillation, warm, iterations, patience)
            for key in ("sac/critic_loss", "sac/actor_loss")
        ),
    ]


def _scales(config: TrainConfig) -> tuple[float, float]:
    """The largest action norm, and the reward of a step that tracks its command perfectly."""
    kind = registry.kind(config.run.env)
    actions = kind.action_size or len(robots.load(config.run.robot or kind.robot).joints)
    return math.sqrt(actions), kind.perfect_reward(config.environment)
