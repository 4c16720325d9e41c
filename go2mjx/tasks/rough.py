"""Walk where the velocity command says on uneven ground: the task of `GO2-rough-v0`.

A curriculum (Rudin et al., Learning to Walk in Minutes Using Massively Parallel Deep Reinforcement Learning, 2022) keeps
each robot on the tiles that it can just master: who does not fall and gets most of the way goes on to a harder
tile of its kind, who falls or is held up to an easier one, and from the hardest to any.
"""

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.physics.engine import Engine
from go2mjx.robots.description import START_CLEARANCE
from go2mjx.tasks.base import State, split, uniform
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.observation import Observation, entry
from go2mjx.tasks.rewards import speed_along
from go2mjx.tasks.terrains import LEVELS, middle
from go2mjx.tasks.velocity import Course, VelocityTask, Walk

MASTERED, HELD_UP = 0.75, 0.4
"""Shares of the commanded way: above the first an episode was mastered, below the second the robot was held up."""
LEAST_WAY = 1.0
"""An episode that asked for less (m) says nothing."""
SCAN_X, SCAN_Y = np.linspace(-0.6, 0.6, 7), np.linspace(-0.3, 0.3, 5)
"""Where the ground's height is looked up (m), ahead and to the left of the base."""


class RoughTask(VelocityTask):
    """A robot under random velocity commands on a `go2mjx.tasks.terrains.training_field`."""

    def __init__(self, config: EnvConfig, engine: Engine):
        super().__init__(config, engine)
        self._shape = (len(config.terrains), LEVELS)
        ahead, aside = np.meshgrid(SCAN_X, SCAN_Y, indexing="ij")
        self._points = np.stack([ahead.ravel(), aside.ravel()], axis=-1).astype(np.float32)
        reflected = np.arange(aside.size).reshape(aside.shape)[:, ::-1].ravel()
        scan = entry("height_scan", "m", "privileged", (1.0,) * aside.size, tuple(reflected.tolist()))
        self.privileged_entries = (*self.privileged_entries, scan)
        if config.height_scan:
            *frames, command = self.state_entries
            self.state_entries = (*frames, scan, command)

    def _start(self, keys: jax.Array) -> Walk:
        """As on flat ground, in the middle of a tile of any kind and difficulty."""
        keys, tile_keys = split(keys, 2)
        tile = jnp.floor(uniform(tile_keys, 2) * np.array(self._shape)).astype(jnp.int32)
        return self._placed(super()._start(keys), tile)

    def renew(self, state: State[Walk], keys: jax.Array) -> State[Walk]:
        """Fresh episodes on the same kinds of terrain, of a difficulty that suits how the ones before went."""
        fresh = self.reset(keys)
        level = self._next_level(state, fresh.physics.course.tile[:, 1])
        tile = jnp.stack([state.physics.course.tile[:, 0], level], axis=-1)
        walk = self._placed(fresh.physics, tile)
        return fresh.replace(physics=walk, obs=self._observe(walk, fresh.command))

    def _placed(self, walk: Walk, tile: jax.Array) -> Walk:
        """Robots at the start of their episodes in the middles of tiles, (n, 2), their feet above all the ground around."""
        place = jnp.stack(middle(*tile.T, self._shape), axis=-1)
        qpos = walk.simulation.qpos
        ground = self.ground.height(self._around(place, qpos[:, 3:7])).max(axis=1)
        height = self.robot.default_height + START_CLEARANCE + ground
        qpos = qpos.at[:, :3].set(jnp.concatenate([place, height[:, None]], axis=-1))
        zero = jnp.zeros(len(tile))
        return walk.replace(
            simulation=walk.simulation.replace(qpos=qpos), course=Course(tile=tile, made=zero, asked=zero)
        )

    def _next_level(self, state: State[Walk], any_level: jax.Array) -> jax.Array:
        """Where each robot goes on, (n,) int32."""
        course, hardest = state.physics.course, self._shape[1] - 1
        level, told = course.tile[:, 1], course.asked > LEAST_WAY
        mastered = ~state.terminated & told & (course.made > MASTERED * course.asked)
        held_up = told & (course.made < HELD_UP * course.asked)
        level = level + mastered - (state.terminated | held_up & ~mastered)
        return jnp.where(level > hardest, any_level, jnp.maximum(level, 0))

    def metrics(self, state: State[Walk]) -> dict[str, jax.Array]:
        level = state.physics.course.tile[:, 1]
        return {"actor/terrain_difficulty": level.mean() / (self._shape[1] - 1)}

    def advance(self, state: State[Walk], action: jax.Array) -> State[Walk]:
        """As on flat ground; an episode ends, without failure, where the ground does."""
        following = super().advance(state, action)
        walk, made = following.physics, speed_along(state.command, self.velocity(following))
        asked = jnp.linalg.norm(state.command[:, :2], axis=-1)
        course = walk.course.replace(
            made=walk.course.made + self.time_step * made, asked=walk.course.asked + self.time_step * asked
        )
        outside = ~self.ground.contains(self.position(following))
        return following.replace(
            physics=walk.replace(course=course),
            truncated=following.truncated | outside & ~following.terminated,
        )

    def _around(self, place: jax.Array, orientation: jax.Array) -> jax.Array:
        """The points of the scan of robots at `place`, (n, 2) m, with the headings of `orientation`, (n, 4): (n, points, 2) m."""
        w, x, y, z = orientation.T
        forward = jnp.stack([1 - 2 * (y * y + z * z), 2 * (w * z + x * y)], axis=-1)
        forward = forward / jnp.linalg.norm(forward, axis=-1, keepdims=True)
        left = jnp.stack([-forward[:, 1], forward[:, 0]], axis=-1)
        ahead, aside = self._points.T[..., None]
        return place[:, None] + ahead * forward[:, None] + aside * left[:, None]

    def _observe(self, walk: Walk, command: jax.Array) -> Observation:
        """As on flat ground, and how far the ground around the robot is below its base."""
        seen = super()._observe(walk, command)
        position = walk.simulation.qpos[:, :3]
        heights = self.ground.height(self._around(position[:, :2], walk.simulation.qpos[:, 3:7]))
        scan = heights - position[:, 2:]
        state = seen.state
        if self.config.height_scan:
            state = jnp.concatenate([state[:, :-3], scan, state[:, -3:]], axis=-1)
        return Observation(state, jnp.concatenate([seen.privileged_state, scan], axis=-1))
