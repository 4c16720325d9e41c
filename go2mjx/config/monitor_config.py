"""Thresholds of the monitor, in a module of its own because the configuration tree includes them."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval

from go2mjx.settings import Share


@dataclass(frozen=True)
class MonitorConfig:
    """When the monitor raises an alert; nothing here changes the training.

    "Reference runs" are five seeds of the CPU preset that all learned to walk.
    """

    temperature_low: Annotated[float, Interval(ge=0, le=1_000_000)] = 0.001
    """Lowest temperature (alpha) that is no alert. The guide's band is 0.1 to 1.0, but the size of alpha follows that of the reward: the reference runs start at 0.01 and stay below 0.04."""
    temperature_high: Annotated[float, Interval(gt=0, le=1_000_000)] = 1.0
    """Highest temperature that is no alert; the upper end of the guide's band."""
    action_low: Share = 0.14
    """Lowest mean action norm, as a share of the largest possible one; 0.5 of 3.46 for the 12 joints, the lower end of the guide's band."""
    action_high: Share = 0.92
    """Highest mean action norm, as a share of the largest possible one. The guide's 2.0 of 3.46 is the norm of uniform random actions; the reference runs have up to 2.8. Above 3.2 nearly every joint is at its limit."""
    timer_factor: Annotated[float, Interval(gt=1, le=1_000_000)] = 3.0
    """A timer is too slow above this multiple of its running median."""
    reward_goal: Annotated[float, Interval(ge=0, le=10)] = 0.4
    """The reward should rise while it is below this share of that of perfect tracking; the reference runs end near 0.6."""
    episode_short: Share = 0.3
    """Episodes are too short below this share of `--max_traj_length`; the reference runs have 0.8 at half of the run."""
    episode_after: Share = 0.5
    """Share of the run after which episodes may be too short."""
    direction_error: Annotated[float, Interval(ge=0, le=1_000_000)] = 0.25
    """Error in a direction of command that is never an alert (m/s, of a turn rad/s); walking allows means of 0.20 and 0.25."""
    direction_factor: Annotated[float, Interval(ge=1, le=1_000_000)] = 2.0
    """A direction is left behind above this multiple of the error in the opposite one; good runs end with up to 1.6."""
    direction_success: Share = 0.3
    """A direction is left behind where its survival is lower than that of the opposite one by more than this."""
    direction_after: Share = 0.5
    """Share of the run after which a direction may be left behind; until then it may be learned later."""
    loss_oscillation: Annotated[float, Interval(gt=0, le=1_000_000)] = 0.25
    """Highest mean change to and fro of a loss from one fortieth of the run to the next, as a share of its mean size; the reference runs have up to 0.05."""
    warm_up: Share = 0.05
    """Share of the run before temperature, actions and losses are judged."""
    patience: Annotated[int, Interval(ge=1, le=1_000_000)] = 3
    """Judgements in a row that must be abnormal."""
    stalled_seconds: Annotated[float, Interval(gt=0, le=1_000_000_000)] = 300.0
    """Time without a new row of metrics; more where the rows are rarer than that."""
