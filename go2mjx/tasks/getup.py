"""Get up from where a fall left the robot, and stand: the task of `GO2-getup-v0`."""

import dataclasses
import math

import jax
import jax.numpy as jnp

from go2mjx.physics.engine import Engine
from go2mjx.physics.fallen import fallen
from go2mjx.process.errors import UsageError
from go2mjx.robots.standing import HOLD_SECONDS, TIME_LIMIT, stands
from go2mjx.tasks.base import State, split
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.velocity import VelocityTask, Walk

POSES, SEED = 1024, 0
"""How many poses an episode may begin in, and what they are drawn from."""


class GetupTask(VelocityTask):
    """A robot that begins where it fell and is told to stand; nothing ends an episode but its time limit."""

    max_tilt = math.pi
    takes_exam = False

    def __init__(self, config: EnvConfig, engine: Engine):
        if not engine.robot.shell:
            raise UsageError(
                f"{engine.robot.name} cannot lie: its description has no shell, which says what of it touches the ground"
            )
        still = dict.fromkeys(("max_forward_speed", "max_lateral_speed", "max_yaw_rate"), 0.0)
        super().__init__(dataclasses.replace(config, **still), engine)
        self.evaluation_steps = round(TIME_LIMIT / self.time_step)

    def _start(self, keys: jax.Array) -> Walk:
        """One of the poses that falls left, in a world drawn anew."""
        keys, pose_keys = split(keys, 2)
        walk = super()._start(keys)
        pose = jax.vmap(lambda key: jax.random.randint(key, (), 0, POSES))(pose_keys)
        qpos, qvel = (jnp.asarray(states)[pose] for states in fallen(self.robot, POSES, SEED))
        walk = walk.replace(simulation=self.engine.start(qpos, qvel), stood=jnp.zeros(len(pose)))
        first = jnp.concatenate([self._sense(walk), walk.last_action], axis=-1)
        return walk.replace(history=jnp.zeros_like(walk.history) + first[:, None])

    def advance(self, state: State[Walk], action: jax.Array) -> State[Walk]:
        """As of a robot that walks, without an end by falling."""
        following = super().advance(state, action)
        walk = following.physics
        joint_velocity = walk.simulation.qvel[:, 6:]
        up = stands(self.robot, self._base_height(walk), self._gravity(walk), joint_velocity)
        return following.replace(physics=walk.replace(stood=jnp.where(up, walk.stood + self.time_step, 0.0)))

    def succeeds(self, state: State[Walk]) -> jax.Array:
        """Whether the robot has stood up, and stands."""
        return state.physics.stood > HOLD_SECONDS - 0.5 * self.time_step

    def _failed(self, walk: Walk) -> jax.Array:
        return jnp.zeros(len(walk.last_action), bool)
