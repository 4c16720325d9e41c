"""Velocity commands: forward (m/s), lateral (m/s), yaw rate (rad/s)."""

import jax
import jax.numpy as jnp

from go2mjx.tasks.config import EnvConfig

MOVING_THRESHOLD = 0.05
"""Norm below which a command counts as standing still."""


def sample_command(key: jax.Array, config: EnvConfig) -> jax.Array:
    """Draw a command, (3,), uniform in the ranges and exactly zero with `zero_command_fraction`."""
    range_key, zero_key = jax.random.split(key)
    limits = jnp.array([config.max_forward_speed, config.max_lateral_speed, config.max_yaw_rate])
    command = jax.random.uniform(range_key, (3,), minval=-limits, maxval=limits)
    return jnp.where(jax.random.bernoulli(zero_key, config.zero_command_fraction), 0.0, command)


def next_command(
    key: jax.Array, command: jax.Array, hold: jax.Array, control_time_step: float, config: EnvConfig
) -> jax.Array:
    """Keep `command`, or draw a new one at rate 1 / `command_duration`; never when `hold` is set."""
    change_key, command_key = jax.random.split(key)
    change = jax.random.bernoulli(change_key, control_time_step / config.command_duration) & ~hold
    return jnp.where(change, sample_command(command_key, config), command)


def is_moving(command: jax.Array) -> jax.Array:
    """Whether the command, (3,), asks for motion; bool ()."""
    return jnp.linalg.norm(command) > MOVING_THRESHOLD
