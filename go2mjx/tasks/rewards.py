"""The reward terms of GO2-v0, one small pure function each, all per control step and unweighted.

`TERMS` has the keys of `RewardWeights`; the step reward is the weighted sum, not clipped.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.tasks.config import RewardWeights

TRACKING_VARIANCE = 0.25
"""Width of the tracking kernels ((m/s)^2 and (rad/s)^2), as in legged_gym."""
SHORT_SWING = 0.1
"""Swings shorter than this (s) are penalised at touch-down."""
LONG_SWING = 0.4
"""Swings earn no more beyond this (s)."""


@struct.dataclass
class StepQuantities:
    """What the reward terms read after a control step of one robot; base frame unless said otherwise."""

    command: jax.Array  # (3,)
    moving: jax.Array  # () bool, the command is not zero
    linear_velocity: jax.Array  # (3,) m/s
    angular_velocity: jax.Array  # (3,) rad/s
    gravity: jax.Array  # (3,) unit vector
    joint_offset: jax.Array  # (12,) rad from the default pose
    joint_velocity: jax.Array  # (12,) rad/s
    torque: jax.Array  # (12,) N m
    action: jax.Array  # (12,) in [-1, 1]
    last_action: jax.Array  # (12,)
    swing_time: jax.Array  # (4,) s since the foot left the floor, before this touch-down
    touch_down: jax.Array  # (4,) bool
    failed: jax.Array  # () bool


def linear_velocity_tracking(q: StepQuantities) -> jax.Array:
    error = jnp.sum(jnp.square(q.command[:2] - q.linear_velocity[:2]))
    return jnp.exp(-error / TRACKING_VARIANCE)


def yaw_rate_tracking(q: StepQuantities) -> jax.Array:
    return jnp.exp(-jnp.square(q.command[2] - q.angular_velocity[2]) / TRACKING_VARIANCE)


def progress(q: StepQuantities) -> jax.Array:
    speed = jnp.sqrt(jnp.sum(jnp.square(q.command[:2])) + 1e-12)
    along = jnp.dot(q.linear_velocity[:2], q.command[:2]) / speed
    return jnp.clip(along, -speed, speed)


def vertical_velocity(q: StepQuantities) -> jax.Array:
    return jnp.square(q.linear_velocity[2])


def roll_pitch_rate(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.angular_velocity[:2]))


def tilt(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.gravity[:2]))


def torque(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.torque))


def action_rate(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.action - q.last_action))


def air_time(q: StepQuantities) -> jax.Array:
    swing = jnp.minimum(q.swing_time, LONG_SWING) - SHORT_SWING
    return jnp.sum(jnp.where(q.touch_down, swing, 0.0)) * q.moving


def pose(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.joint_offset)) * q.moving


def stand_still(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.joint_offset) + 0.01 * jnp.square(q.joint_velocity)) * ~q.moving


def failure(q: StepQuantities) -> jax.Array:
    return q.failed.astype(jnp.float32)


TERMS: dict[str, Callable[[StepQuantities], jax.Array]] = {
    term.__name__: term
    for term in (
        linear_velocity_tracking,
        yaw_rate_tracking,
        progress,
        vertical_velocity,
        roll_pitch_rate,
        tilt,
        torque,
        action_rate,
        air_time,
        pose,
        stand_still,
        failure,
    )
}


def weighted_terms(quantities: StepQuantities, weights: RewardWeights) -> dict[str, jax.Array]:
    """Each term times its weight under its metric key, `reward/<term>`; the reward is their sum."""
    return {f"reward/{name}": getattr(weights, name) * term(quantities) for name, term in TERMS.items()}
