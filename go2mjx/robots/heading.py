"""How fast the heading turns, the same for arrays of NumPy and of JAX."""

from typing import Any

Array = Any

MIN_LEVEL_SQUARE = 0.01
"""Squared cosine of the pitch from which on the rate is defined; a nose that points straight up has no heading."""


def heading_rate(angular_velocity: Array, gravity: Array) -> Array:
    """The rate of the yaw angle (rad/s), (...), from the angular velocity (rad/s) and the direction of gravity, (..., 3), in the base frame.

    What turns about the vertical is not it: of a base that pitches and rolls in turn it adds up to an angle that the
    heading does not have, degrees in 20 s of a lively walk.
    """
    across, up = gravity[..., 1], gravity[..., 2]
    turning = angular_velocity[..., 1] * across + angular_velocity[..., 2] * up
    return -turning / (across**2 + up**2).clip(MIN_LEVEL_SQUARE)
