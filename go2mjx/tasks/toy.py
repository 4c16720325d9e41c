"""toy: a point mass on a plane that tracks velocity commands, with the interface of the robots' tasks.

Everything but physics can be tested on it in seconds. Its best policy is known: the velocity moves half
of the way to what the action asks for, so a commanded velocity is reached within a few steps and the
reward is then 1 per step.
"""

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct

from go2mjx.tasks.base import Environment, State, split, uniform
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.observation import Mirror, Observation, entry

MAX_VELOCITY = 1.5
"""Velocity that action 1 asks for (m/s and rad/s)."""
MAX_DISTANCE = 20.0
"""Failure beyond this distance from the start (m)."""
_MIRROR = (1.0, -1.0, -1.0)


@struct.dataclass
class PointMass:
    """Planar pose and velocity of n point masses."""

    position: jax.Array  # (n, 2) m
    velocity: jax.Array  # (n, 3) forward m/s, lateral m/s, yaw rad/s


class ToyTask(Environment[PointMass]):
    """Reward 1 - |velocity - command|^2 under `linear_velocity_tracking`; the optimum is 1 per step."""

    robot = None
    time_step = 0.02
    reward_terms = ("linear_velocity_tracking",)

    def __init__(self, config: EnvConfig):
        self.config = config
        self.state_entries = (
            entry("velocity", "m/s, rad/s", "imu", _MIRROR),
            entry("command", "m/s, rad/s", "command", _MIRROR),
        )
        self.privileged_entries = (entry("position", "m", "privileged", (1.0, -1.0)),)
        self.action_mirror = Mirror(np.arange(3), np.array(_MIRROR))

    def with_config(self, config: EnvConfig) -> "ToyTask":
        return ToyTask(config)

    def position(self, state: State[PointMass]) -> jax.Array:
        return state.physics.position

    def heading(self, state: State[PointMass]) -> jax.Array:
        return jnp.zeros_like(state.reward)  # a point does not turn

    def velocity(self, state: State[PointMass]) -> jax.Array:
        return state.physics.velocity

    def _start(self, keys: jax.Array) -> PointMass:
        """At the origin with a random velocity."""
        velocity = uniform(keys, 3) - 0.5
        return PointMass(position=jnp.zeros_like(velocity[:, :2]), velocity=velocity)

    def advance(self, state: State[PointMass], action: jax.Array) -> State[PointMass]:
        """One step with `action`, (n, 3): the wanted velocity over `MAX_VELOCITY`."""
        keys, command_keys = split(state.key, 2)
        velocity = 0.5 * (state.physics.velocity + MAX_VELOCITY * jnp.clip(action, -1.0, 1.0))
        physics = PointMass(state.physics.position + self.time_step * velocity[:, :2], velocity)
        error = state.command - velocity
        terminated = jnp.linalg.norm(physics.position, axis=-1) > MAX_DISTANCE
        episode_step = state.episode_step + 1
        reward = 1.0 - jnp.sum(jnp.square(error), axis=-1)
        command = self._next_command(state, command_keys)
        return state.replace(
            physics=physics,
            obs=self._observe(physics, command),
            reward=reward,
            terminated=terminated,
            truncated=(episode_step >= self.config.max_traj_length) & ~terminated,
            command=command,
            episode_step=episode_step,
            velocity_error=jnp.linalg.norm(error[:, :2], axis=-1),
            yaw_rate_error=jnp.abs(error[:, 2]),
            key=keys,
            terms={"reward/linear_velocity_tracking": reward},
        )

    def _observe(self, physics: PointMass, command: jax.Array) -> Observation:
        return Observation(
            state=jnp.concatenate([physics.velocity, command], axis=-1), privileged_state=physics.position
        )
