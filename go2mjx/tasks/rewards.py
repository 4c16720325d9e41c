"""The reward terms of walking and of getting up, one small pure function each, all per control step and unweighted.

`TERMS` has the keys of `RewardWeights`; the step reward is the weighted sum, not clipped.
"""

import dataclasses
from collections.abc import Callable

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.robots.standing import LEAST_HEIGHT
from go2mjx.tasks.config import RewardWeights

VELOCITY_WIDTH = 0.2
"""Planar velocity error (m/s) at which its tracking term has fallen to 1/e."""
YAW_RATE_WIDTH = 0.3
"""Likewise for the yaw rate (rad/s), which swings more within a stride."""
SHORT_SWING = 0.1
"""Swings shorter than this (s) are penalised at touch-down."""
HIGH_SWING = 0.1
"""Feet earn no more for being lifted beyond this (m)."""
LONG_SWING = 0.4
"""Swings earn no more beyond this (s)."""
NEAR_POSE, NEAR_REST = 0.5, 3.0
"""Deviation from the default pose (rad) and speed (rad/s) at either of which a joint's share of standing has fallen to 1/e."""
NEAR_UPRIGHT = 0.3
"""Sine of the tilt at which standing has fallen to 1/e, 17 degrees."""


@struct.dataclass
class StepQuantities:
    """What the reward terms read after a control step, any batch shape first; base frame unless said otherwise."""

    command: jax.Array  # (..., 3) as the policy saw it, the heading held
    moving: jax.Array  # (...) bool, the command is not zero
    linear_velocity: jax.Array  # (..., 3) m/s
    angular_velocity: jax.Array  # (..., 3) rad/s
    gravity: jax.Array  # (..., 3) unit vector
    joint_offset: jax.Array  # (..., joints) rad from the default pose
    joint_velocity: jax.Array  # (..., joints) rad/s
    torque: jax.Array  # (..., joints) N m
    action: jax.Array  # (..., joints) in [-1, 1]
    last_action: jax.Array  # (..., joints)
    swing_time: jax.Array  # (..., feet) s since the foot left the floor, before this touch-down
    foot_height: jax.Array  # (..., feet) m, gap between foot and ground
    touch_down: jax.Array  # (..., feet) bool
    swing_height: jax.Array  # (..., feet) m, largest gap since the foot left the ground
    height: jax.Array  # (...) of the base above the ground, share of that of the default pose
    failed: jax.Array  # (...) bool


def speed_along(command: jax.Array, velocity: jax.Array) -> jax.Array:
    """Planar speed (m/s), (...), in the direction of `command`, at most as commanded either way; both (..., 2 or more)."""
    speed = jnp.sqrt(jnp.sum(jnp.square(command[..., :2]), axis=-1) + 1e-12)
    along = jnp.sum(velocity[..., :2] * command[..., :2], axis=-1) / speed
    return jnp.clip(along, -speed, speed)


def linear_velocity_tracking(q: StepQuantities) -> jax.Array:
    error = jnp.linalg.norm(q.command[..., :2] - q.linear_velocity[..., :2], axis=-1)
    return jnp.exp(-error / VELOCITY_WIDTH)


def yaw_rate_tracking(q: StepQuantities) -> jax.Array:
    return jnp.exp(-jnp.abs(q.command[..., 2] - q.angular_velocity[..., 2]) / YAW_RATE_WIDTH)


def progress(q: StepQuantities) -> jax.Array:
    return speed_along(q.command, q.linear_velocity)


def vertical_velocity(q: StepQuantities) -> jax.Array:
    return jnp.square(q.linear_velocity[..., 2])


def roll_pitch_rate(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.angular_velocity[..., :2]), axis=-1)


def tilt(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.gravity[..., :2]), axis=-1)


def torque(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.torque), axis=-1)


def action_rate(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.action - q.last_action), axis=-1)


def air_time(q: StepQuantities) -> jax.Array:
    swing = jnp.minimum(q.swing_time, LONG_SWING) - SHORT_SWING
    return jnp.sum(jnp.where(q.touch_down, swing, 0.0), axis=-1) * q.moving


def clearance(q: StepQuantities) -> jax.Array:
    height = jnp.minimum(q.swing_height, HIGH_SWING)
    return jnp.sum(jnp.where(q.touch_down, height, 0.0), axis=-1) * q.moving


def impact(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(100.0 * jnp.minimum(q.foot_height, 0.0)), axis=-1)


def pose(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.joint_offset), axis=-1) * q.moving


def stand_still(q: StepQuantities) -> jax.Array:
    return jnp.sum(jnp.square(q.joint_offset) + 0.01 * jnp.square(q.joint_velocity), axis=-1) * ~q.moving


def upright(q: StepQuantities) -> jax.Array:
    return 0.5 * (1.0 - q.gravity[..., 2])


def height(q: StepQuantities) -> jax.Array:
    return upright(q) * jnp.clip(q.height / LEAST_HEIGHT, 0.0, 1.0)


def standing(q: StepQuantities) -> jax.Array:
    off = jnp.square(q.joint_offset / NEAR_POSE) + jnp.square(q.joint_velocity / NEAR_REST)
    return height(q) * jnp.exp(-tilt(q) / NEAR_UPRIGHT**2) * jnp.mean(jnp.exp(-off), axis=-1)


def failure(q: StepQuantities) -> jax.Array:
    return q.failed.astype(jnp.float32)


TERMS: dict[str, Callable[[StepQuantities], jax.Array]] = {
    field.name: globals()[field.name] for field in dataclasses.fields(RewardWeights)
}


def weighted_terms(quantities: StepQuantities, weights: RewardWeights) -> dict[str, jax.Array]:
    """Each term times its weight under its metric key, `reward/<term>`; the reward is their sum."""
    return {f"reward/{name}": getattr(weights, name) * term(quantities) for name, term in TERMS.items()}
