"""toy: a point mass on a plane that tracks velocity commands, with the interface of GO2-v0.

Everything but physics can be tested on it in seconds. Its best policy is known: the velocity moves half
of the way to what the action asks for, so a commanded velocity is reached within a few steps and the
reward is then 1 per step.
"""

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct

from go2mjx.tasks.base import (
    Environment,
    Mirror,
    Observation,
    State,
    entry,
    initial_state,
    next_episode_step,
)
from go2mjx.tasks.commands import next_command
from go2mjx.tasks.config import EnvConfig

TIME_STEP = 0.02
MAX_VELOCITY = 1.5
"""Velocity that action 1 asks for (m/s and rad/s)."""
MAX_DISTANCE = 20.0
"""Failure beyond this distance from the start (m)."""
_MIRROR = (1.0, -1.0, -1.0)


@struct.dataclass
class PointMass:
    """Planar pose and velocity of the point mass."""

    position: jax.Array  # (2,) m
    velocity: jax.Array  # (3,) forward m/s, lateral m/s, yaw rad/s


class ToyEnv(Environment):
    """Reward 1 - |velocity - command|^2 under `linear_velocity_tracking`; the optimum is 1 per step."""

    def __init__(self, config: EnvConfig):
        self.config = config
        self.state_entries = (
            entry("velocity", "m/s, rad/s", "imu", _MIRROR),
            entry("command", "m/s, rad/s", "command", _MIRROR),
        )
        self.privileged_entries = (entry("position", "m", "privileged", (1.0, -1.0)),)
        self.action_mirror = Mirror(np.arange(3), np.array(_MIRROR))
        self.max_command = (config.max_forward_speed, config.max_lateral_speed, config.max_yaw_rate)

    @property
    def action_size(self) -> int:
        return 3

    @property
    def backend(self) -> str:
        return "toy"

    @property
    def dt(self) -> float:
        return TIME_STEP

    def position(self, state: State) -> jax.Array:
        return state.pipeline_state.position

    def _fresh_state(self, key: jax.Array, command: jax.Array, hold_command: jax.Array) -> State:
        """At the origin with a random velocity."""
        key, velocity_key = jax.random.split(key)
        velocity = jax.random.uniform(velocity_key, (3,), minval=-0.5, maxval=0.5)
        physics = PointMass(position=jnp.zeros(2), velocity=velocity)
        return initial_state(
            physics, _observe(physics, command), command, hold_command, key, ["linear_velocity_tracking"]
        )

    def step(self, state: State, action: jax.Array) -> State:
        """One step with `action`, (3,) in [-1, 1]: the wanted velocity over `MAX_VELOCITY`."""
        key, command_key, reset_key = jax.random.split(state.key, 3)
        velocity = 0.5 * (state.pipeline_state.velocity + MAX_VELOCITY * jnp.clip(action, -1.0, 1.0))
        valid = jnp.isfinite(velocity).all()
        fallback = self._fresh_state(reset_key, state.command, state.hold_command).pipeline_state
        moved = PointMass(state.pipeline_state.position + TIME_STEP * velocity[:2], velocity)
        physics = jax.tree.map(lambda new, old: jnp.where(valid, new, old), moved, fallback)
        error = state.command - physics.velocity
        terminated = (jnp.linalg.norm(physics.position) > MAX_DISTANCE) | ~valid
        episode_step = next_episode_step(state)
        truncated = (episode_step >= self.config.max_traj_length) & ~terminated
        reward = jnp.where(valid, 1.0 - jnp.sum(jnp.square(error)), 0.0)
        command = next_command(command_key, state.command, state.hold_command, self.dt, self.config)
        return state.replace(
            pipeline_state=physics,
            obs=_observe(physics, command),
            reward=reward,
            done=(terminated | truncated).astype(jnp.float32),
            terminated=terminated,
            truncated=truncated,
            valid=valid,
            command=command,
            episode_step=episode_step,
            velocity_error=jnp.linalg.norm(error[:2]),
            yaw_rate_error=jnp.abs(error[2]),
            key=key,
            metrics={"reward/linear_velocity_tracking": reward},
        )


def _observe(physics: PointMass, command: jax.Array) -> Observation:
    return Observation(state=jnp.concatenate([physics.velocity, command]), privileged_state=physics.position)
