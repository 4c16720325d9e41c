"""Velocity commands: forward (m/s), lateral (m/s), yaw rate (rad/s)."""

import jax
import jax.numpy as jnp

from go2mjx.tasks.config import EnvConfig

MOVING_THRESHOLD = 0.05
"""Norm below which a command counts as standing still."""
MAX_HEADING_LAG = 0.125
"""The heading never counts as further off (rad): a robot that was held fast does not spin afterwards."""
DRAWN_BEYOND = 1.1
"""Commands are drawn from so much more than the ranges: the largest that may be asked for is no edge of what was learned."""
COMMAND_DRAWS = 4
"""Uniform numbers that `draw_command` needs."""


def draw_command(uniform: jax.Array, config: EnvConfig) -> jax.Array:
    """Commands, (..., 3), uniform in a tenth more than the ranges; a share of them stands, and a share of the others turns on the spot.

    `uniform`, (..., 4), holds independent numbers in [0, 1).
    """
    limits = jnp.array([config.max_forward_speed, config.max_lateral_speed, config.max_yaw_rate])
    command = DRAWN_BEYOND * (2.0 * uniform[..., :3] - 1.0) * limits
    kind, stands, turns = uniform[..., 3:], config.zero_command_fraction, config.turning_command_fraction
    on_the_spot = command * jnp.array([0.0, 0.0, 1.0])
    command = jnp.where(kind < stands + turns * (1.0 - stands), on_the_spot, command)
    return jnp.where(kind < stands, 0.0, command)


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


def heading_lag(lag: jax.Array, command: jax.Array, rate: jax.Array, time_step: float) -> jax.Array:
    """How far the heading is behind what was commanded (rad), (...), a control step of `time_step` (s) after `lag`.

    In that step it turned at `rate`, (...), see `heading_rate`, under `command`, (..., 3). A gyroscope is enough to know
    it. Zero where the robot is to stand.
    """
    lag = jnp.clip(lag + time_step * (command[..., 2] - rate), -MAX_HEADING_LAG, MAX_HEADING_LAG)
    return jnp.where(is_moving(command), lag, 0.0)


def holding_heading(command: jax.Array, lag: jax.Array, config: EnvConfig) -> jax.Array:
    """`command`, (..., 3), with the yaw rate that also makes up for a heading `lag` (rad), (...).

    A standing command stays as it is.
    """
    return command.at[..., 2].add(config.heading_gain * jnp.where(is_moving(command), lag, 0.0))
