"""Settings of the environments: commands, control, reward weights.

Plain dataclasses without JAX, so that the command line can read them at once. A field's docstring is
its help text.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Interval, Len

from go2mjx.settings import Share
from go2mjx.tasks.terrains import TERRAINS

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
    clearance: Weight = 0.0
    """At a foot's touch-down, the largest height of its swing up to 10 cm; zero at zero command."""
    impact: Weight = 0.0
    """Sum of the squared depths of the feet in the ground (cm²), which grow with the force on them: how hard they land."""
    pose: Weight = -0.1
    """Sum of squared joint deviations from the default pose; zero at zero command."""
    stand_still: Weight = -0.2
    """Sum of squared joint deviations and 0.01 of squared joint speeds; only at zero command."""
    upright: Weight = 0.0
    """Half of 1 plus the cosine of the tilt: 1 upright, 0 on the back."""
    height: Weight = 0.0
    """The former times the height of the base, as a share of that at which a robot stands and at most 1."""
    standing: Weight = 0.0
    """The former times exp(-(sine of the tilt / 0.3)²) and the mean over the joints of exp(-(deviation / 0.5)² - (speed / 3)²), off the default pose (rad) and in rad/s."""
    failure: Weight = -5.0
    """Paid once when the robot fails."""


@dataclass(frozen=True)
class RandomizationConfig:
    """How far episodes differ at `--randomization 1`, each drawn uniformly from plus or minus its number.

    A share is of the robot's own value. Sources: docs/randomization.md.
    """

    ground_friction: Annotated[float, Interval(ge=0, le=0.75)] = 0.4
    """Friction of the ground, about 0.8."""
    contact_softness: Annotated[float, Interval(ge=0, le=0.5)] = 0.3
    """Share of the time constant of a contact, how soft ground and feet are."""
    slope: Annotated[float, Interval(ge=0, le=0.3)] = 0.05
    """Slope of the ground along each of two axes (rad)."""
    payload: Annotated[float, Interval(ge=0, le=5)] = 2.0
    """Mass added to the base (kg)."""
    centre_of_mass: Annotated[float, Interval(ge=0, le=0.2)] = 0.03
    """Shift of the base's centre of mass along each axis (m)."""
    link_mass: Annotated[float, Interval(ge=0, le=0.5)] = 0.1
    """Share of the mass of each link."""
    motor_strength: Annotated[float, Interval(ge=0, le=0.5)] = 0.1
    """Share of the torque of each motor."""
    position_gain: Annotated[float, Interval(ge=0, le=0.5)] = 0.1
    """Share of the motors' position gain."""
    derivative_gain: Annotated[float, Interval(ge=0, le=0.5)] = 0.2
    """Share of the motors' derivative gain."""
    joint_friction: Annotated[float, Interval(ge=0, le=0.6)] = 0.5
    """Share of the joints' dry friction."""
    joint_damping: Annotated[float, Interval(ge=0, le=0.6)] = 0.5
    """Share of the joints' damping."""
    armature: Annotated[float, Interval(ge=0, le=0.6)] = 0.3
    """Share of the inertia of the rotors."""
    zero_offset: Annotated[float, Interval(ge=0, le=0.3)] = 0.02
    """Angle by which each encoder is off, for the policy as for the motor (rad)."""
    action_delay: Annotated[float, Interval(ge=0, le=0.05)] = 0.01
    """Time by which actions come later or earlier than its own size, so from zero to twice as late (s)."""
    gyroscope_bias: Annotated[float, Interval(ge=0, le=0.5)] = 0.01
    """Constant error of each axis of the gyroscope (rad/s)."""
    gyroscope_noise: Annotated[float, Interval(ge=0, le=2)] = 0.2
    """Noise of the gyroscope, anew in each control step, as the next three (rad/s)."""
    gravity_noise: Annotated[float, Interval(ge=0, le=0.5)] = 0.05
    """Noise of the measured direction of gravity."""
    joint_angle_noise: Annotated[float, Interval(ge=0, le=0.5)] = 0.01
    """Noise of the joint angles (rad)."""
    joint_velocity_noise: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """Noise of the joint velocities (rad/s)."""
    lost_readings: Annotated[float, Interval(ge=0, le=0.5)] = 0.02
    """Share of the control steps whose readings do not arrive: the policy sees the ones before."""
    push: Annotated[float, Interval(ge=0, le=5)] = 0.7
    """Kick to the base's planar velocity, along each axis (m/s)."""
    push_interval: Annotated[float, Interval(ge=0.02, le=100_000)] = 5.0
    """Mean time between two kicks (s)."""


@dataclass(frozen=True)
class EnvConfig:
    """The task: omnidirectional velocity commands at 50 Hz."""

    max_traj_length: Annotated[int, Interval(ge=1, le=1_000_000)] = 500
    """Time limit of an episode in control steps of 0.02 s; reaching it is a truncation, not a failure."""
    max_forward_speed: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """Largest forward velocity that may be commanded (m/s); the training draws from plus or minus 1.1 times it."""
    max_lateral_speed: Annotated[float, Interval(ge=0, le=10)] = 0.4
    """Largest lateral velocity that may be commanded (m/s); the training draws from plus or minus 1.1 times it."""
    max_yaw_rate: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """Largest yaw rate that may be commanded (rad/s); the training draws from plus or minus 1.1 times it."""
    command_duration: Annotated[float, Interval(ge=0.02, le=100_000)] = 4.0
    """Mean time between two commands within an episode (s), a control step at least."""
    zero_command_fraction: Share = 0.1
    """Share of the commands that are exactly zero."""
    heading_gain: Annotated[float, Interval(ge=0, le=20)] = 4.0
    """Yaw rate that the policy is asked for in addition, per angle that its heading is behind the command (1/s)."""
    turning_command_fraction: Share = 0.1
    """Share of the other commands that turn on the spot, which a draw from the ranges never does."""
    history_length: Annotated[int, Interval(ge=1, le=100)] = 1
    """Control steps of proprioception that the actor sees, the current one included."""
    action_scale: Annotated[float, Interval(gt=0, le=3.2)] = 0.4
    """Joint target offset from the default pose at action 1 (rad)."""
    terrains: Annotated[tuple[Literal[*TERRAINS], ...], Len(1, 100)] = tuple(TERRAINS)
    """Kinds of terrain on the field of a rough task, a row of tiles of growing difficulty each."""
    terrain_seed: Annotated[int, Interval(ge=0, le=4_294_967_295)] = 0
    """Seed of that field."""
    height_scan: bool = False
    """On rough ground, let the actor see the heights around the robot, as the critic does; no robot can run such a policy."""
    randomization: Annotated[float, Interval(ge=0, le=2)] = 0.0
    """How much episodes differ from the plain world, in the ranges of the settings under `random`: 0 not at all, 1 as far as those say."""
    reward: RewardWeights = field(default_factory=RewardWeights)
    random: RandomizationConfig = field(default_factory=RandomizationConfig)
