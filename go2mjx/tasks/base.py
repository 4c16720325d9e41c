"""What every environment provides: a batch of episodes behind `reset` and `step`."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct

from go2mjx.physics.ground import FLAT, Flat, Ground
from go2mjx.robots.description import Robot
from go2mjx.tasks.commands import COMMAND_DRAWS, draw_command, next_command
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.observation import Mirror, Observation, ObservationEntry, largest

FARTHEST = 1e6
"""Metres from the start that no robot gets to in an episode; single precision tells only every 6 cm apart there."""

Physics = TypeVar("Physics")


@struct.dataclass
class State(Generic[Physics]):
    """n environments between two control steps."""

    physics: Physics
    obs: Observation
    reward: jax.Array  # (n,) sum of the weighted `terms`
    terminated: jax.Array  # (n,) bool: the task failed
    truncated: jax.Array  # (n,) bool: the time limit was reached without failure
    valid: jax.Array  # (n,) bool: False where this step led to something `Environment.impossible`
    lost_contacts: jax.Array  # (n,) bool: the engine had no room for all contacts, the numbers are wrong
    command: jax.Array  # (n, 3) forward m/s, lateral m/s, yaw rad/s
    hold_command: jax.Array  # (n,) bool: never draw a new command (evaluation)
    episode_step: jax.Array  # (n,) int32 control steps since reset
    velocity_error: jax.Array  # (n,) planar velocity error in m/s
    yaw_rate_error: jax.Array  # (n,) yaw rate error in rad/s
    key: jax.Array  # (n,) typed PRNG keys
    terms: dict[str, jax.Array]  # "reward/<term>" -> (n,) weighted term

    @property
    def done(self) -> jax.Array:
        """Where the episode has ended, (n,) bool."""
        return self.terminated | self.truncated


class Environment(Generic[Physics]):
    """n episodes of one task at once; all functions are pure.

    `step` never restarts: the returned observation is the true successor, also at the end of an episode.
    """

    config: EnvConfig
    robot: Robot | None  # None for a task without one
    ground: Ground = FLAT
    state_entries: tuple[ObservationEntry, ...]
    privileged_entries: tuple[ObservationEntry, ...]
    action_mirror: Mirror
    time_step: float  # s, of one control step
    evaluation_steps: int = 500  # control steps of an episode that judges a policy

    def reset(self, keys: jax.Array) -> State[Physics]:
        """Fresh episodes with random starts and commands, one per key, (n,)."""
        keys, command_keys = split(keys, 2)
        command = draw_command(uniform(command_keys, COMMAND_DRAWS), self.config)
        return self._begin(keys, command, hold=False)

    def reset_to(self, keys: jax.Array, command: jax.Array) -> State[Physics]:
        """Fresh episodes that keep `command`, (n, 3), to their end."""
        return self._begin(keys, command, hold=True)

    def renew(self, state: State[Physics], keys: jax.Array) -> State[Physics]:
        """Fresh episodes as of `reset`, for robots whose episodes ended in `state`."""
        return self.reset(keys)

    def step(self, state: State[Physics], action: jax.Array) -> State[Physics]:
        """One control step with `action`, (n, action_size), clipped to [-1, 1].

        Where an action is NaN or the outcome impossible, the episode ends as a failure with zero reward and
        `valid` False; the state then holds finite numbers of the step before.
        """
        return self.fail_where_impossible(state, self.advance(state, action))

    def advance(self, state: State[Physics], action: jax.Array) -> State[Physics]:
        """`step` before its outcome is checked, for whoever looks for the number that is not finite."""
        raise NotImplementedError

    def with_config(self, config: EnvConfig) -> "Environment[Physics]":
        """The same task on the same engine with other settings."""
        raise NotImplementedError

    def fail_where_impossible(self, before: State[Physics], after: State[Physics]) -> State[Physics]:
        """`after`, as `advance` made it of `before`, with failed episodes where it is `impossible`."""
        # the observation before is a part of the row that is stored
        valid = _within([*self._bounds(after).values(), (before.obs, np.inf)])
        kept = choose(valid, after.replace(key=None), before.replace(key=None))  # that key has been used
        zero = jnp.zeros_like(after.reward)
        return kept.replace(
            reward=jnp.where(valid, after.reward, zero),
            terms={name: jnp.where(valid, term, zero) for name, term in after.terms.items()},
            terminated=after.terminated | ~valid,
            truncated=after.truncated & valid,
            valid=valid,
            lost_contacts=after.lost_contacts,
            episode_step=after.episode_step,
            key=after.key,
        )

    def impossible(self, state: State[Physics]) -> dict[str, jax.Array]:
        """What is not finite, or larger than on any robot, in what `advance` returned, each (n,) bool.

        Reward terms go by their metric key. Finite physics is not enough: the square of a large speed is infinite.
        """
        return {name: ~_within([part]) for name, part in self._bounds(state).items()}

    def _bounds(self, state: State[Physics]) -> dict[str, tuple[Any, Any]]:
        """Numbers of a state by their name, trees of (n, ...), and what they never reach, which broadcasts to one of n."""
        return {
            "physics": (state.physics, np.inf),
            **{name: (term, np.inf) for name, term in state.terms.items()},
            "reward": (state.reward, np.inf),
            "position": (self.position(state), FARTHEST),
            "observation": (state.obs.state, largest(self.state_entries)),
            "privileged observation": (state.obs.privileged_state, largest(self.privileged_entries)),
        }

    def _begin(self, keys: jax.Array, command: jax.Array, hold: bool) -> State[Physics]:
        """First states under `command`, (n, 3), with `keys`, (n,), for their starts and for what follows."""
        keys, start_keys = split(keys, 2)
        physics = self._start(start_keys)
        count = command.shape[0]
        zero, no = jnp.zeros(count), jnp.zeros(count, bool)
        return State(
            physics=physics,
            obs=self._observe(physics, command),
            reward=zero,
            terminated=no,
            truncated=no,
            valid=~no,
            lost_contacts=no,
            command=command,
            hold_command=jnp.full(count, hold),
            episode_step=jnp.zeros(count, jnp.int32),
            velocity_error=zero,
            yaw_rate_error=zero,
            key=keys,
            terms={f"reward/{name}": zero for name in self.reward_terms},
        )

    def _start(self, keys: jax.Array) -> Physics:
        """Where episodes begin, drawn from `keys`, (n,)."""
        raise NotImplementedError

    def _observe(self, physics: Physics, command: jax.Array) -> Observation:
        """What is seen of `physics` under `command`, (n, 3)."""
        raise NotImplementedError

    def _next_command(self, state: State[Physics], keys: jax.Array) -> jax.Array:
        """The commands after this step, (n, 3), drawn from `keys`, (n,)."""
        draws = uniform(keys, COMMAND_DRAWS + 1)
        return next_command(draws, state.command, state.hold_command, self.time_step, self.config)

    def commanded(self, state: State[Physics], command: jax.Array) -> State[Physics]:
        """The same episodes under `command`, (n, 3), from now on."""
        return state.replace(command=command, obs=self._observe(state.physics, command))

    def succeeds(self, state: State[Physics]) -> jax.Array:
        """Whether an episode that ended here would be a success, (n,) bool: where the task has not failed."""
        return ~state.terminated

    def position(self, state: State[Physics]) -> jax.Array:
        """Planar world positions (m), shape (n, 2)."""
        raise NotImplementedError

    def heading(self, state: State[Physics]) -> jax.Array:
        """Angle of the forward axis about the world's vertical one (rad), (n,)."""
        raise NotImplementedError

    def velocity(self, state: State[Physics]) -> jax.Array:
        """What commands ask for: forward and lateral m/s in the base frame, yaw rad/s, (n, 3)."""
        raise NotImplementedError

    def metrics(self, state: State[Physics]) -> dict[str, jax.Array]:
        """What a report says of the environments beside their episodes, scalars under their metric keys."""
        return {}

    @property
    def level_ground(self) -> bool:
        """Whether the ground is a plane."""
        return isinstance(self.ground, Flat)

    @property
    def takes_exam(self) -> bool:
        """Whether the exam of the directions is for it: a robot on a plane."""
        return self.robot is not None and self.level_ground

    @property
    def reward_terms(self) -> Iterable[str]:
        """Names of the weighted terms in `State.terms`."""
        raise NotImplementedError

    @property
    def action_size(self) -> int:
        return len(self.action_mirror.order)

    @property
    def max_command(self) -> tuple[float, float, float]:
        """Largest command either way: forward m/s, lateral m/s, yaw rad/s."""
        return (self.config.max_forward_speed, self.config.max_lateral_speed, self.config.max_yaw_rate)

    @property
    def observation_size(self) -> dict[str, int]:
        return {
            "state": sum(item.width for item in self.state_entries),
            "privileged_state": sum(item.width for item in self.privileged_entries),
        }

    @property
    def simulation_bytes(self) -> int:
        """Bytes of one environment's simulator while it steps, besides its `State`."""
        return 0

    @property
    def mirror(self) -> Observation:
        """The left-right reflections of the two parts of an observation, each a `Mirror`."""
        return Observation(Mirror.of(self.state_entries), Mirror.of(self.privileged_entries))


def restart(env: Environment, ended: jax.Array, state: State) -> State:
    """`state` with fresh episodes where `ended`, (n,) bool.

    Every field is drawn anew, commands included, so nothing of the old episode survives but what a task carries on
    (`Environment.renew`); only the random numbers go on. Reward, flags and terms of the step that ended remain readable in the state that `step` returned.
    """
    keys, fresh_keys = split(state.key, 2)
    fresh = env.renew(state, fresh_keys)
    return choose(ended, fresh.replace(key=None), state.replace(key=None)).replace(key=keys)


def choose(condition: jax.Array, yes: Any, no: Any) -> Any:
    """Environment by environment the leaves of `yes` or `no`, (n, ...), as `condition`, (n,) bool, says."""

    def pick(new: jax.Array, old: jax.Array) -> jax.Array:
        return jnp.where(condition.reshape(-1, *[1] * (new.ndim - 1)), new, old)

    return jax.tree.map(pick, yes, no)


def _within(parts: Iterable[tuple[Any, Any]]) -> jax.Array:
    """Whether all floating-point numbers of an environment are finite and within their bounds, (n,) bool."""
    rows, bounds = [], []
    for tree, bound in parts:
        for leaf in jax.tree.leaves(tree):
            if jnp.issubdtype(leaf.dtype, jnp.floating):
                rows.append(leaf.reshape(leaf.shape[0], -1))
                bounds.append(np.broadcast_to(np.float32(bound), rows[-1].shape[1]))
    # one reduction for all of them
    return (jnp.abs(jnp.concatenate(rows, axis=1)) < np.concatenate(bounds)).all(axis=1)


def split(keys: jax.Array, parts: int) -> tuple[jax.Array, ...]:
    """`parts` new keys of each of `keys`, (n,), as that many arrays (n,)."""
    return jax.vmap(lambda key: tuple(jax.random.split(key, parts)))(keys)


def uniform(keys: jax.Array, count: int) -> jax.Array:
    """`count` numbers in [0, 1) of each of `keys`, (n,): (n, count)."""
    return jax.vmap(lambda key: jax.random.uniform(key, (count,)))(keys)
