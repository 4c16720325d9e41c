"""What the product knows of a robot beside its MJCF."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

START_CLEARANCE = 0.01
"""Height (m) of the feet of the default pose above the ground at the start of an episode."""
START_NOISE = 0.1
"""Joint angles (rad) and velocities (m/s, rad/s) at the start are off by up to this."""


@dataclass(frozen=True)
class Sphere:
    """Something round on a body, which touches the ground like a foot."""

    body: str
    place: tuple[float, float, float]  # m, of its centre in the body's frame
    radius: float  # m


@dataclass(frozen=True)
class Robot:
    """Names, orders and poses of one robot, given by keyword; every joint vector of the product follows `joints`.

    Masses, gains, torque limits, friction, armature and joint ranges stand in the MJCF alone and are read from the
    compiled model (`go2mjx.physics.models.joint_constants`).
    """

    name: str
    mjcf: Path
    """The robot alone: floor, light and sky belong to the scene."""
    base: str
    """The body with the free joint."""
    imu: str
    """The site of the inertial measurement unit, rigid on the base."""
    joints: tuple[str, ...]
    feet: tuple[str, ...]
    """Sphere geoms, one a leg; every foot vector follows this order."""
    default_pose: tuple[float, ...]
    """Joint angles at action zero (rad)."""
    default_height: float
    """Base height (m) at which the feet of the default pose just touch the floor."""
    min_height: float
    """Failure below this height (m) of the base above the ground."""
    joint_mirror: tuple[int, ...]
    """Left-right reflection of a joint vector: `vector[joint_mirror] * joint_mirror_sign`."""
    joint_mirror_sign: tuple[float, ...]
    foot_mirror: tuple[int, ...]
    """Left-right reflection of a foot vector: `vector[foot_mirror]`."""
    sdk_order: tuple[int, ...]
    """The order on the robot's wire: `sdk_vector = our_vector[sdk_order]`."""
    licence: str
    """Of the MJCF."""
    shell: tuple[Sphere, ...] = ()
    """What beside the feet touches the ground where the robot lies, in place of the shapes of its MJCF. Each leg has the same spheres
    on the same links, and the base has a multiple of the number of legs."""
    max_tilt: float = math.pi / 4
    """Failure beyond this angle (rad) between the base's up and the world's."""
    position_gain: tuple[float, ...] | None = None
    """N m / rad a joint, for an MJCF of torque motors; None where its actuators are position servos."""
    derivative_gain: tuple[float, ...] | None = None
    """N m s / rad a joint, given together with `position_gain`."""
    physics_time_step: float = 0.004
    """Seconds of one physics step; the GO2 stands as still as with 0.002."""
    control_time_step: float = 0.02
    """Seconds of one control step: 50 Hz, the rate of Unitree's RL examples."""

    @property
    def physics_steps(self) -> int:
        """Physics steps of one control step."""
        return round(self.control_time_step / self.physics_time_step)
