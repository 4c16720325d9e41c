"""Velocity commands: forward (m/s), lateral (m/s), yaw rate (rad/s)."""

import jax
import jax.numpy as jnp

from go2mjx.tasks.config import EnvConfig

MOVING_THRESHOLD = 0.05
"""Norm below which a command counts as standing still."""
COMMAND_DRAWS = 4
"""Uniform numbers that `draw_command` needs."""


def draw_command(uniform: jax.Array, config: EnvConfig) -> jax.Array:
    """Commands, (..., 3), uniform in the ranges and exactly zero with `zero_command_fraction`.

    `uniform`, (..., 4), holds independent numbers in [0, 1).
    """
    limits = jnp.array([config.max_forward_speed, config.max_lateral_speed, config.max_yaw_rate])
    stands = uniform[..., 3:] < config.zero_command_fraction
    return jnp.where(stands, 0.0, (2.0 * uniform[..., :3] - 1.0) * limits)


def next_command(
    uniform: jax.Array, command: jax.Array, hold: jax.Array, time_step: float, config: EnvConfig
) -> jax.Array:
    """`command`, (..., 3), or a new one at rate 1 / `command_duration`; never where `hold`, (...), is set.

    `uniform`, (..., 5), holds independent numbers in [0, 1).
    """
    change = (uniform[..., 4] < time_step / config.command_duration) & ~hold
    return jnp.where(change[..., None], draw_command(uniform[..., :COMMAND_DRAWS], config), command)


def is_moving(command: jax.Array) -> jax.Array:
    """Whether the command, (..., 3), asks for motion; bool (...)."""
    return jnp.linalg.norm(command, axis=-1) > MOVING_THRESHOLD
