"""The guide's rules for runs that go wrong, as small predicates over the rows of metrics.

A rule is called with every row, in order, and answers with an alert or None. What it remembers comes from
the rows alone, so that the same rows give the same alerts live and after the fact.
"""

import itertools
import math
import statistics
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from go2mjx.telemetry.metrics import DIRECTIONS, by_key, judging_keys

Row = Mapping[str, bool | int | float]

STRETCHES = 40
"""Parts of a run over which noisy metrics are averaged, so that no rule depends on `--log_period`."""
WINDOW = 10
"""Stretches that a trend is judged over: a quarter of the run."""
LEAST_RISE = 0.01
"""Rise of the reward over a window, as a share of the return of perfect tracking: noise alone brings less. Good runs
that are still low have risen by 0.02 or more."""
SHORTEST_EPISODE = 20
"""Control steps, 0.4 s: about one stride of a trot. Shorter episodes are an alert whatever their limit."""
TIMER_WINDOW = 20
"""Measurements in the running median of a timer."""
TIMER_START = 5
"""Measurements before a timer is judged."""


@dataclass(frozen=True)
class Alert:
    """`rule` broke at `iteration` (None without one): what was `seen`, the `remedy`, and the time if it was told."""

    rule: str
    iteration: int | None
    seen: str
    remedy: str = ""
    time: str | None = None

    @property
    def text(self) -> str:
        return f"{self.seen}. {self.remedy}" if self.remedy else self.seen

    def to_json(self) -> dict[str, Any]:
        """A record of `alerts.jsonl`."""
        return {"time": self.time, "iteration": self.iteration, "title": self.rule, "text": self.text}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> "Alert":
        """What a record of `alerts.jsonl` tells; it holds what was seen and the remedy as one text."""
        title, text, time = (str(record.get(name, "")) for name in ("title", "text", "time"))
        iteration = record.get("iteration")
        return Alert(title, iteration if isinstance(iteration, int) else None, text, time=time)


class Rule(Protocol):
    """Something that sees every row in order and sometimes answers with an alert."""

    def __call__(self, row: Row) -> Alert | None: ...


class Streak:
    """An alert when `patience` judgements in a row are abnormal; the next one only after a normal one."""

    def __init__(self, name: str, remedy: str, patience: int) -> None:
        self.name, self._remedy, self._patience = name, remedy, patience
        self._length = 0

    def __call__(self, row: Row) -> Alert | None:
        seen = self.judge(row)
        if seen is None:
            return None
        self._length = self._length + 1 if seen else 0
        if self._length != self._patience:
            return None
        times = f", {self._patience} times in a row" if self._patience > 1 else ""
        return Alert(self.name, int(row["iteration"]), seen + times, self._remedy)

    def judge(self, row: Row) -> str | None:
        """What is abnormal, "" when nothing is, None when the row does not tell."""
        raise NotImplementedError


class Beyond(Streak):
    """Metric `key` is above `limit` (below it, if not `above`) from iteration `start` on.

    Rows of the exploration phase do not count: their actions are not those of the policy.
    """

    def __init__(
        self, name: str, key: str, limit: float, remedy: str, above: bool, start: float, patience: int
    ) -> None:
        super().__init__(name, remedy, patience)
        self._key, self._limit, self._start, self._above = key, limit, start, above

    def judge(self, row: Row) -> str | None:
        value = row.get(self._key, math.nan)
        if math.isnan(value) or row["iteration"] < self._start or row.get("actor/exploration_phase", False):
            return None  # NaN is neither; `NonFinite` tells of it
        if not (value > self._limit if self._above else value < self._limit):
            return ""
        return f"{self._key} is {value:.3g}, {'above' if self._above else 'below'} {self._limit:.3g}"


class SlowTimer(Streak):
    """A timer is above `factor` times its running median, once the updates have begun."""

    def __init__(self, key: str, factor: float, patience: int) -> None:
        super().__init__(
            f"slow {key}",
            "A bottleneck: does something else use the device or its cores? The other timer/* metrics tell "
            "which part is slow.",
            patience,
        )
        self._key, self._factor = key, factor
        self._measured: deque[float] = deque(maxlen=TIMER_WINDOW)

    def judge(self, row: Row) -> str | None:
        value = row.get(self._key)
        if value is None or row["learner/update_steps"] == 0:
            return None
        if self._measured and value == self._measured[-1]:
            return None  # rows of one compiled call share its measurement
        known = len(self._measured) >= TIMER_START
        median = statistics.median(self._measured) if known else math.inf
        self._measured.append(value)
        if value <= self._factor * median:
            return ""
        return f"{self._key} is {value:.3g} s, {value / median:.1f} times its median of {median:.3g} s"


class Stretches:
    """Means of a metric over equal stretches of the run of `iterations`."""

    def __init__(self, iterations: int) -> None:
        self._width = max(1, math.ceil(iterations / STRETCHES))
        self._current: int | None = None
        self._values: list[float] = []
        self._means: deque[float] = deque(maxlen=WINDOW)

    def add(self, iteration: float, value: float) -> list[float] | None:
        """The last `WINDOW` means when `value` is the first of a new stretch and there are so many."""
        stretch, finished = int(iteration // self._width), False
        if self._current is not None and stretch != self._current and self._values:
            self._means.append(statistics.fmean(self._values))
            self._values.clear()
            finished = len(self._means) == WINDOW
        self._current = stretch
        if math.isfinite(value):
            self._values.append(value)
        return list(self._means) if finished else None


class FlatReward(Streak):
    """The reward rose by less than `rise` over a quarter of the run of `iterations` and is below `goal`."""

    def __init__(self, goal: float, rise: float, iterations: int, patience: int) -> None:
        super().__init__(
            "reward not increasing",
            "The learning rate may be too high or the reward at fault: try a smaller --actor_learning_rate and "
            "--critic_learning_rate, and look at each reward/* term and its weight --reward.*.",
            patience,
        )
        self._goal, self._rise = goal, rise
        self._rewards = Stretches(iterations)

    def judge(self, row: Row) -> str | None:
        value = row.get("actor/avg_episode_reward_10")
        means = None if value is None else self._rewards.add(row["iteration"], value)
        if means is None:
            return None
        before, now = statistics.fmean(means[: WINDOW // 2]), statistics.fmean(means[WINDOW // 2 :])
        if now - before >= self._rise or now >= self._goal:
            return ""
        return (
            f"actor/avg_episode_reward_10 went from {before:.4g} to {now:.4g} over the last quarter of the "
            f"run's length, which is no rise of {self._rise:.3g}, and is below {self._goal:.4g}"
        )


class ShortEpisodes(Streak):
    """From iteration `start` on, episodes of at most `limit` control steps are shorter than `shortest`."""

    def __init__(self, shortest: float, limit: int, start: float, patience: int) -> None:
        super().__init__(
            "episodes too short",
            "The robot falls often: change the weights of the reward, --reward.failure and --reward.tilt first."
            if limit > shortest
            else f"None can be longer than --max_traj_length {limit}: raise it.",
            patience,
        )
        self._shortest, self._limit, self._start = shortest, limit, start

    def judge(self, row: Row) -> str | None:
        value = row.get("actor/avg_episode_length_10")
        if value is None or row["iteration"] < self._start:
            return None
        if value >= self._shortest:
            return ""
        return (
            f"actor/avg_episode_length_10 is {value:.0f} steps of at most {self._limit}, "
            f"below {self._shortest:.0f}"
        )


def _words(direction: str) -> str:
    return direction.replace("_", " ")


class LeftBehind(Streak):
    """From iteration `start` on, a direction of command is much worse than its opposite in an evaluation.

    Its error (m/s, of a turn rad/s) is above `error` and above `factor` times the other's, or its survival is
    lower by more than `success`.
    """

    def __init__(self, error: float, factor: float, success: float, start: float, patience: int) -> None:
        super().__init__(
            "one direction is left behind",
            "A local optimum that serves the other direction: try another --seed, or more exploration with a higher "
            "--target_entropy_per_action or --initial_temperature. Does the default pose, a joint limit or a "
            "--reward.* term favour one direction?",
            patience,
        )
        self._error, self._factor, self._success, self._start = error, factor, success, start

    def judge(self, row: Row) -> str | None:
        if row["iteration"] < self._start:
            return None
        known = [
            (ours, other)
            for pair in DIRECTIONS
            for ours, other in (pair, pair[::-1])
            if all(math.isfinite(row.get(key, math.nan)) for name in pair for key in judging_keys(name))
        ]
        if not known:
            return None
        return "; ".join(filter(None, (self._compare(row, ours, other) for ours, other in known)))

    def _compare(self, row: Row, ours: str, other: str) -> str:
        """What is much worse in direction `ours` than in the `other`, "" when nothing is."""
        (error, success), (other_error, other_success) = judging_keys(ours), judging_keys(other)
        if row[error] > max(self._error, self._factor * row[other_error]):
            unit = by_key(error).unit
            return f"{error} is {row[error]:.3g} {unit}, and {row[other_error]:.3g} {unit} {_words(other)}"
        if row[success] < row[other_success] - self._success:
            return f"{success} is {row[success]:.2f}, and {row[other_success]:.2f} {_words(other)}"
        return ""


class OscillatingLoss(Streak):
    """A loss goes to and fro by more than `limit` of its mean size, from iteration `start` on."""

    def __init__(self, key: str, limit: float, start: float, iterations: int, patience: int) -> None:
        super().__init__(
            f"{key} oscillates",
            "Try smaller learning rates (--actor_learning_rate, --critic_learning_rate) or a larger --batch_size.",
            patience,
        )
        self._key, self._limit, self._start = key, limit, start
        self._losses = Stretches(iterations)

    def judge(self, row: Row) -> str | None:
        value = row.get(self._key)
        if value is None or row["iteration"] < self._start:
            return None
        means = self._losses.add(row["iteration"], value)
        if means is None:
            return None
        changes = sum(abs(later - earlier) for earlier, later in itertools.pairwise(means))
        to_and_fro = (changes - abs(means[-1] - means[0])) / (len(means) - 1)  # a trend is no oscillation
        size = statistics.fmean(map(abs, means))
        if to_and_fro <= self._limit * size:
            return ""
        return f"{self._key} goes to and fro by {to_and_fro / size:.0%} of its mean size {size:.3g}"


class NonFinite:
    """A row tells of new numbers that are not finite: in an environment, a gradient or a metric."""

    def __init__(self) -> None:
        self._counts = {"actor/nan_envs": 0, "sac/skipped_updates": 0}

    def __call__(self, row: Row) -> Alert | None:
        iteration = int(row["iteration"])
        resets, new_resets = self._count("actor/nan_envs", row)
        skipped, new_skipped = self._count("sac/skipped_updates", row)
        broken = [key for key, value in row.items() if isinstance(value, float) and not math.isfinite(value)]
        if new_resets:
            return Alert(
                "non-finite environment",
                iteration,
                f"{resets:,} resets of environments in a state that no robot can have, {new_resets:,} of them new",
                "Each ended alone, and its transition is neither in the replay nor in the statistics. If they "
                "become many, try a smaller --action_scale.",
            )
        if new_skipped:
            return Alert(
                "non-finite update",
                iteration,
                f"{skipped:,} updates were skipped because a gradient was not finite, {new_skipped:,} of them new",
                "They changed no parameter; --max_skipped_updates in a row stop the run. If they go on, try a "
                "smaller --critic_learning_rate.",
            )
        if broken:
            return Alert(
                "non-finite metric",
                iteration,
                f"{', '.join(broken)}: not a finite number",
                "Try a smaller --critic_learning_rate, and look for large values in the reward/* terms.",
            )
        return None

    def _count(self, key: str, row: Row) -> tuple[int, int]:
        """The count `key`, which never falls, and by how much it rose since the row before."""
        before = self._counts[key]
        self._counts[key] = max(before, int(row.get(key, 0)))
        return self._counts[key], self._counts[key] - before
