"""What counts as standing, the same for arrays of NumPy and of JAX."""

from typing import Any

import numpy as np

from go2mjx.robots.description import Robot

Array = Any

LEAST_HEIGHT = 0.8
"""Share of the height of the default pose that the base of a standing robot has at least; under its weight the GO2 has 0.87."""
MOST_TILT = np.radians(15.0)
"""Angle (rad) between the base's up and the world's up to which a robot stands."""
QUIET = 1.0
"""Joint speed (rad/s) up to which a joint rests."""
HOLD_SECONDS = 0.5
"""A robot is up once it has stood for so long without a break."""
TIME_LIMIT = 3.0
"""Seconds in which it is to be up, this time included."""


def stands(robot: Robot, height: Array, gravity: Array, joint_velocity: Array) -> Array:
    """Whether `robot` stands, (...) bool: high enough, upright, its joints at rest.

    `height`, (...) m, is that of the base above the ground, `gravity`, (..., 3), its direction in the base frame, and
    `joint_velocity`, (..., joints), in rad/s. NaN does not stand.
    """
    upright = -gravity[..., 2] >= np.cos(MOST_TILT)
    return (height >= LEAST_HEIGHT * robot.default_height) & upright & (abs(joint_velocity) <= QUIET).all(-1)
