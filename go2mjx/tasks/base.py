"""What every environment provides: state, interface, observation table, left-right mirror."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from brax.envs.base import Env
from flax import struct

from go2mjx.tasks.commands import sample_command
from go2mjx.tasks.config import EnvConfig

Physics = TypeVar("Physics")


@struct.dataclass
class Observation:
    """What the policy sees, and what only the critic sees. Raw values in SI units."""

    state: jax.Array  # (state_size,) measurable on the real robot
    privileged_state: jax.Array  # (privileged_size,) known to the simulator alone


@struct.dataclass
class State(Generic[Physics]):
    """One environment between two control steps; batched by `jax.vmap`.

    `pipeline_state`, `obs`, `reward`, `done`, `metrics` and `info` are the fields that brax wrappers use;
    `info` stays empty here.
    """

    pipeline_state: Physics
    obs: Observation
    reward: jax.Array  # () sum of the weighted terms in `metrics`
    done: jax.Array  # () 1.0 if terminated or truncated
    terminated: jax.Array  # () bool: the task failed
    truncated: jax.Array  # () bool: the time limit was reached without failure
    valid: jax.Array  # () bool: False where physics, reward or observation turned non-finite in this step
    command: jax.Array  # (3,) forward m/s, lateral m/s, yaw rad/s
    hold_command: jax.Array  # () bool: never draw a new command (evaluation)
    episode_step: jax.Array  # () int32 control steps since reset
    velocity_error: jax.Array  # () planar velocity error in m/s
    yaw_rate_error: jax.Array  # () yaw rate error in rad/s
    key: jax.Array  # () typed PRNG key of this environment
    metrics: dict[str, jax.Array]  # "reward/<term>" -> () weighted term
    info: dict[str, Any]


Source = Literal["imu", "encoder", "command", "history", "privileged"]


@dataclass(frozen=True)
class ObservationEntry:
    """One row of an environment's observation table."""

    name: str
    width: int
    unit: str
    scale: float
    source: Source
    mirror_order: tuple[int, ...]
    mirror_sign: tuple[float, ...]


def entry(
    name: str, unit: str, source: Source, mirror_sign: tuple[float, ...], mirror_order: tuple[int, ...] = ()
) -> ObservationEntry:
    """An unscaled table row whose reflection keeps the order of its numbers unless one is given."""
    width = len(mirror_sign)
    return ObservationEntry(name, width, unit, 1.0, source, mirror_order or tuple(range(width)), mirror_sign)


@dataclass(frozen=True)
class Mirror:
    """Left-right reflection of vectors: `vector[..., order] * sign`; its own inverse."""

    order: np.ndarray
    sign: np.ndarray

    @staticmethod
    def of(entries: tuple[ObservationEntry, ...]) -> "Mirror":
        """The reflection of the concatenated `entries`."""
        starts = np.cumsum([0, *(item.width for item in entries[:-1])])
        order = [start + np.array(item.mirror_order) for start, item in zip(starts, entries, strict=True)]
        return Mirror(np.concatenate(order), np.concatenate([item.mirror_sign for item in entries]))

    def __call__(self, vector: jax.Array) -> jax.Array:
        return vector[..., self.order] * jnp.asarray(self.sign, vector.dtype)


class Environment(Env):
    """The brax environment interface plus what the loop and the evaluation need.

    `step` never resets: the returned observation is the true successor, also at the end of an episode.
    """

    config: EnvConfig
    state_entries: tuple[ObservationEntry, ...]
    privileged_entries: tuple[ObservationEntry, ...]
    action_mirror: Mirror
    max_command: tuple[float, float, float]

    def reset(self, rng: jax.Array) -> State:
        """A fresh episode with a random start and command."""
        key, command_key = jax.random.split(rng)
        return self._fresh_state(key, sample_command(command_key, self.config), jnp.array(False))

    def reset_to(self, key: jax.Array, command: jax.Array) -> State:
        """A fresh episode that keeps `command`, (3,), to its end."""
        return self._fresh_state(key, command, jnp.array(True))

    def _fresh_state(self, key: jax.Array, command: jax.Array, hold_command: jax.Array) -> State:
        """The first state of an episode under `command`, (3,), drawn from `key`."""
        raise NotImplementedError

    def position(self, state: State) -> jax.Array:
        """Planar world position (m), shape (2,)."""
        raise NotImplementedError

    @property
    def observation_size(self) -> dict[str, int]:
        return {
            "state": sum(item.width for item in self.state_entries),
            "privileged_state": sum(item.width for item in self.privileged_entries),
        }

    @property
    def backend(self) -> str:
        return "mjx"

    @property
    def simulation_bytes(self) -> int:
        """Bytes of one environment's simulator while it steps, besides its `State`."""
        return 0

    @property
    def state_mirror(self) -> Mirror:
        return Mirror.of(self.state_entries)

    @property
    def privileged_mirror(self) -> Mirror:
        return Mirror.of(self.privileged_entries)

    def mirror(self, observation: Observation) -> Observation:
        """The observation of the left-right reflected world."""
        return Observation(
            state=self.state_mirror(observation.state),
            privileged_state=self.privileged_mirror(observation.privileged_state),
        )


def initial_state(
    physics: Physics,
    observation: Observation,
    command: jax.Array,
    hold_command: jax.Array,
    key: jax.Array,
    reward_terms: Iterable[str],
) -> State[Physics]:
    """The state of an environment before the first step of an episode."""
    zero = jnp.zeros(())
    return State(
        pipeline_state=physics,
        obs=observation,
        reward=zero,
        done=zero,
        terminated=jnp.array(False),
        truncated=jnp.array(False),
        valid=jnp.array(True),
        command=command,
        hold_command=hold_command,
        episode_step=jnp.zeros((), jnp.int32),
        velocity_error=zero,
        yaw_rate_error=zero,
        key=key,
        metrics={f"reward/{name}": zero for name in reward_terms},
        info={},
    )


def next_episode_step(state: State) -> jax.Array:
    """The count of the step about to be made, () int32.

    It starts anew after an end, because brax's AutoResetWrapper restores the physics and observation alone.
    """
    return jnp.where(state.terminated | state.truncated, 0, state.episode_step) + 1


def fail_where_not_finite(state: State) -> State:
    """A batch whose environments with a non-finite reward or observation have failed, with `valid` False.

    Finite physics is not enough: the square of a large speed is infinite.
    """
    valid = (
        state.valid & _finite(state.reward) & _finite(state.obs.state) & _finite(state.obs.privileged_state)
    )
    return state.replace(
        reward=jnp.where(valid, state.reward, 0.0),
        metrics=jax.tree.map(lambda term: jnp.where(valid, term, 0.0), state.metrics),
        done=jnp.where(valid, state.done, 1.0),
        terminated=state.terminated | ~valid,
        truncated=state.truncated & valid,
        valid=valid,
    )


def not_finite(state: State) -> dict[str, jax.Array]:
    """What turned non-finite in the last step of a batch, each (n,) bool; reward terms by their metric key.

    Apply it to what `step` returned: `fail_where_not_finite` puts zeros in the place of the terms.
    """
    parts = {
        **state.metrics,
        "reward": state.reward,
        "observation": state.obs.state,
        "privileged observation": state.obs.privileged_state,
    }
    return {"physics": ~state.valid} | {name: ~_finite(leaf) for name, leaf in parts.items()}


def _finite(leaf: jax.Array) -> jax.Array:
    """Whether all numbers of an environment are finite, (n,) bool."""
    return jnp.isfinite(leaf).reshape(leaf.shape[0], -1).all(axis=1)


def restart_finished(env: Environment, state: State) -> State:
    """Replace the finished environments of a batch by fresh episodes.

    Every field is drawn anew, commands included, so nothing of the old episode survives. Only the reward,
    the flags and the terms of the step that ended remain readable in the state that `step` returned.
    """
    fresh = jax.vmap(env.reset)(state.key)

    def choose(new: jax.Array, old: jax.Array) -> jax.Array:
        done = state.done.astype(bool)
        return jnp.where(done.reshape(done.shape + (1,) * (new.ndim - 1)), new, old)

    return jax.tree.map(choose, fresh, state)
