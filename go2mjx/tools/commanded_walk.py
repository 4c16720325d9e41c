"""One robot that follows a fixed sequence of commands."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.loop.phases import deterministic_action
from go2mjx.tools.saved_policy import SavedPolicy

SEGMENTS = (
    ("forward", (0.8, 0.0, 0.0)),
    ("backward", (-0.6, 0.0, 0.0)),
    ("sideways", (0.0, 0.35, 0.0)),
    ("turn", (0.0, 0.0, 0.9)),
    ("forward and turn", (0.6, 0.0, -0.7)),
    ("stop", (0.0, 0.0, 0.0)),
)
"""Names and commands (m/s, m/s, rad/s), in the order in which they are given."""
SEGMENT_SECONDS = 2.4


@dataclass(frozen=True)
class Walk:
    """What happened, one row per control step; all arrays are NumPy."""

    time_step: float  # s between rows
    segment: np.ndarray  # (steps,) index into SEGMENTS
    qpos: np.ndarray  # (steps, 19)
    command: np.ndarray  # (steps, 3) forward m/s, lateral m/s, yaw rad/s
    velocity: np.ndarray  # (steps, 3) measured, same units


def roll_out(saved: SavedPolicy) -> Walk:
    """Let the policy follow `SEGMENTS`, once. A robot that falls begins anew where it started."""
    env, agent, policy = saved.parts.env, saved.parts.agent, saved.policy
    steps = round(SEGMENT_SECONDS / env.dt)
    segment = np.repeat(np.arange(len(SEGMENTS)), steps)
    commands = jnp.array([command for _, command in SEGMENTS])[segment]

    def step(state, command):
        state = state.replace(command=command, episode_step=jnp.zeros_like(state.episode_step))
        following = env.step(state, deterministic_action(agent, policy, state.obs.state))
        physics = following.pipeline_state
        velocity = jnp.append(following.obs.privileged_state[:2], physics.qvel[5])
        fresh = env.reset_to(following.key, command)
        following = jax.tree.map(lambda new, old: jnp.where(following.terminated, new, old), fresh, following)
        return following, (physics.qpos, velocity)

    @jax.jit
    def walk(key):
        return jax.lax.scan(step, env.reset_to(key, commands[0]), commands)[1]

    qpos, velocity = jax.tree.map(np.asarray, walk(jax.random.key(0)))
    return Walk(env.dt, segment, qpos, np.asarray(commands), velocity)
