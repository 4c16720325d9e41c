"""Settings of the environments: commands, control, reward weights.

Plain dataclasses without JAX, so that the command line can read them at once. A field's docstring is
its help text.
"""

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Interval

from go2mjx.settings import Share

Weight = Annotated[float, Interval(ge=-1000, le=1000)]


@dataclass(frozen=True)
class RewardWeights:
    """Weight of each reward term; the terms themselves are in `go2mjx.tasks.rewards`."""

    linear_velocity_tracking: Weight = 3.0
    """exp(-|planar velocity error| / 0.2)."""
    yaw_rate_tracking: Weight = 2.0
    """exp(-|yaw rate error| / 0.3), of the yaw rate that the policy is asked for."""
    progress: Weight = 0.5
    """Planar speed along the commanded direction, at most the commanded speed either way (m/s)."""
    vertical_velocity: Weight = -0.5
    """Vertical base velocity squared."""
    roll_pitch_rate: Weight = -0.05
    """Sum of squared roll and pitch rates."""
    tilt: Weight = -2.5
    """Squared horizontal part of the gravity direction in the base frame."""
    torque: Weight = -2e-4
    """Sum of squared joint torques."""
    action_rate: Weight = -0.05
    """Sum of squared action changes."""
    air_time: Weight = 2.0
    """At a foot's touch-down, its swing time up to 0.4 s minus 0.1 s; zero at zero command."""
    pose: Weight = -0.1
    """Sum of squared joint deviations from the default pose; zero at zero command."""
    stand_still: Weight = -0.2
    """Sum of squared joint deviations and 0.01 of squared joint speeds; only at zero command."""
    failure: Weight = -5.0
    """Paid once when the robot fails."""


@dataclass(frozen=True)
class EnvConfig:
    """The task: omnidirectional velocity commands on flat ground at 50 Hz."""

    max_traj_length: Annotated[int, Interval(ge=1, le=1_000_000)] = 500
    """Time limit of an episode in control steps of 0.02 s; reaching it is a truncation, not a failure."""
    max_forward_speed: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """Commanded forward velocity is drawn from plus or minus this (m/s)."""
    max_lateral_speed: Annotated[float, Interval(ge=0, le=10)] = 0.4
    """Commanded lateral velocity is drawn from plus or minus this (m/s)."""
    max_yaw_rate: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """Commanded yaw rate is drawn from plus or minus this (rad/s)."""
    command_duration: Annotated[float, Interval(ge=0.02, le=100_000)] = 4.0
    """Mean time between two commands within an episode (s), a control step at least."""
    zero_command_fraction: Share = 0.1
    """Share of the commands that are exactly zero."""
    heading_gain: Annotated[float, Interval(ge=0, le=20)] = 4.0
    """Yaw rate that the policy is asked for in addition, per angle that its heading is behind the command (1/s)."""
    turning_command_fraction: Share = 0.05
    """Share of the other commands that turn on the spot, which a draw from the ranges never does."""
    history_length: Annotated[int, Interval(ge=1, le=100)] = 1
    """Control steps of proprioception that the actor sees, the current one included."""
    action_scale: Annotated[float, Interval(gt=0, le=3.2)] = 0.4
    """Joint target offset from the default pose at action 1 (rad)."""
    reward: RewardWeights = field(default_factory=RewardWeights)
