"""The trends that the monitoring guide tells a user to expect, judged from the numbers of a run."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from go2mjx.report.columns import is_number
from go2mjx.report.run_files import Run

NEAR_LIMIT = 0.9
"""An episode length from this share of the time limit on is near it."""
ACTION_MAGNITUDE = (0.5, 2.0)
TEMPERATURE = (0.1, 1.0)
SETTLED = 0.1
"""A curve has settled when its last two tenths differ by no more than this share of its range."""
SMOOTH = 0.1
"""A rise is smooth when no tenth falls below an earlier one by more than this share of the rise."""
ENTROPY_TOLERANCE = 0.5
"""How near to its target the policy's entropy has to end, in nats."""
PARTS = 10


@dataclass(frozen=True)
class Verdict:
    """Whether something holds, None where that is not known, and what says so."""

    passed: bool | None
    evidence: str


@dataclass(frozen=True)
class Trend:
    """A trend by the guide's words and, where go2mjx defines it differently, by its own."""

    metric: str
    expected: str
    guide: Verdict
    expected_here: str = ""
    here: Verdict | None = None

    @property
    def passed(self) -> bool | None:
        """The verdict that counts for go2mjx."""
        return (self.here or self.guide).passed


def judge(run: Run) -> tuple[Trend, ...]:
    """The seven trends of the guide, in its order."""
    return (
        Trend("actor/episode_reward", "from negative to positive", _judged(run, _reward)),
        Trend(
            "actor/episode_length", "grows to near the time limit, --max_traj_length", _judged(run, _length)
        ),
        Trend(
            "actor/avg_action_magnitude",
            "0.5 to 2.0",
            _judged(run, _action),
            "no limit of our own: uniform random actions have about 2, and √12 = 3.46 is the most",
        ),
        Trend("sac/actor_loss", "high, then settles", _judged(run, _actor_loss)),
        Trend(
            "sac/critic_loss",
            "falls",
            _judged(run, _critic_loss),
            "falls relative to the size of the values: its root over sac/predicted_qs",
            _judged(run, _relative_critic_loss),
        ),
        Trend(
            "sac/temperature",
            "adapts within 0.1 to 1.0",
            _judged(run, _temperature),
            "brings sac/entropy to sac/target_entropy; its own size follows that of the reward",
            _judged(run, _entropy),
        ),
        Trend("actor/avg_episode_reward_10", "rises smoothly", _judged(run, _average_reward)),
    )


def _judged(run: Run, rule: Callable[[Run], Verdict]) -> Verdict:
    try:
        return rule(run)
    except KeyError as missing:
        return Verdict(None, f"cannot be judged: there is no {missing.args[0]}")
    except TooShort as error:
        return Verdict(None, f"cannot be judged: {error}")


class TooShort(Exception):
    """A metric has too few rows to speak of a trend."""


def _start(run: Run, key: str) -> float:
    """Mean of the first hundredth of the rows, at least one."""
    values = run.columns[key].value
    return float(values[: max(1, len(values) // 100)].mean())


def _tenths(run: Run, key: str) -> np.ndarray:
    """The mean of each tenth of the rows. Raises TooShort with fewer than ten."""
    values = run.columns[key].value
    if len(values) < PARTS:
        raise TooShort(f"{key} has {len(values)} rows, and {PARTS} are needed")
    return np.array([part.mean() for part in np.array_split(values, PARTS)])


def _end(run: Run, key: str) -> float:
    return float(_tenths(run, key)[-1])


def _reward(run: Run) -> Verdict:
    key = "actor/episode_reward"
    start, end = _start(run, key), _end(run, key)
    return Verdict(start < 0 < end, f"starts at {_text(start)}, the last tenth is {_text(end)}")


def _length(run: Run) -> Verdict:
    key = "actor/episode_length"
    limit = run.config.get("max_traj_length")
    if not is_number(limit):
        raise KeyError("max_traj_length in config.json")
    start, end = _start(run, key), _end(run, key)
    return Verdict(
        bool(start < end and end >= NEAR_LIMIT * limit),
        f"starts at {_text(start)}, the last tenth is {_text(end)} of {limit}; "
        f"near means at least {NEAR_LIMIT * limit:g}",
    )


def _action(run: Run) -> Verdict:
    key = "actor/avg_action_magnitude"
    low, high = ACTION_MAGNITUDE
    end, values = _end(run, key), run.columns[key].value
    return Verdict(
        low <= end <= high,
        f"the last tenth is {_text(end)}; {_text(values.min())} to {_text(values.max())} over the run",
    )


def _actor_loss(run: Run) -> Verdict:
    key = "sac/actor_loss"
    tenths = _tenths(run, key)
    start, change = _start(run, key), abs(tenths[-1] - tenths[-2])
    height = np.ptp([start, *tenths])
    return Verdict(
        bool(start > tenths[-1] and change <= SETTLED * height),
        f"starts at {_text(start)}, the last tenth is {_text(tenths[-1])}; the last two tenths differ by "
        f"{_share(change, height)} of the range, settled means at most {SETTLED:.0%}",
    )


def _critic_loss(run: Run) -> Verdict:
    key = "sac/critic_loss"
    start, tenths = _start(run, key), _tenths(run, key)
    return Verdict(
        bool(tenths[-1] < start),
        f"starts at {_text(start)}, the highest tenth is {_text(tenths.max())}, the last {_text(tenths[-1])}",
    )


def _relative_critic_loss(run: Run) -> Verdict:
    start, end = (
        max(part(run, "sac/critic_loss"), 0.0) ** 0.5 / max(abs(part(run, "sac/predicted_qs")), 1e-9)
        for part in (_start, _end)
    )
    return Verdict(end < start, f"from {_text(start)} to {_text(end)}")


def _temperature(run: Run) -> Verdict:
    key = "sac/temperature"
    low, high = TEMPERATURE
    end, values = _end(run, key), run.columns[key].value
    return Verdict(
        low <= end <= high and float(np.ptp(values)) > 0,
        f"starts at {_text(_start(run, key))}, the last tenth is {_text(end)}; "
        f"{_text(values.min())} to {_text(values.max())} over the run",
    )


def _entropy(run: Run) -> Verdict:
    entropy, target = _end(run, "sac/entropy"), _end(run, "sac/target_entropy")
    return Verdict(
        abs(entropy - target) <= ENTROPY_TOLERANCE,
        f"the last tenth is {_text(entropy)} for a target of {_text(target)}; "
        f"at most {ENTROPY_TOLERANCE:g} nats apart",
    )


def _average_reward(run: Run) -> Verdict:
    tenths = _tenths(run, "actor/avg_episode_reward_10")
    rise = tenths[-1] - tenths[0]
    fall = (np.maximum.accumulate(tenths) - tenths).max()
    return Verdict(
        bool(rise > 0 and fall <= SMOOTH * rise),
        f"from {_text(tenths[0])} in the first tenth to {_text(tenths[-1])} in the last; the largest fall on the "
        f"way is {_text(fall)}, {_share(fall, rise)} of the rise; smooth means at most {SMOOTH:.0%}",
    )


def _text(value: float) -> str:
    return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3g}"


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole > 0 else "more than all"
