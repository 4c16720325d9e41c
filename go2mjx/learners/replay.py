"""The replay ring: device arrays by time and environment, oldest rows overwritten first.

A slot holds one step of all environments, so that what follows a row in its episode lies in the next slot. Every
iteration fills the same number of slots; how many are filled, and which comes next, follows from the count of
iterations alone, which the host knows too.
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
from flax import struct
from jax.experimental.layout import Layout, with_layout_constraint


@struct.dataclass
class Transition:
    """One step of experience; leaves carry any leading batch shape. Observations are raw."""

    state: jax.Array  # (..., state_size)
    privileged_state: jax.Array  # (..., privileged_size)
    action: jax.Array  # (..., action_size)
    reward: jax.Array  # (...)
    discount: jax.Array  # (...) 0 where the robot failed, else 1
    next_state: jax.Array  # (..., state_size) the true successor, before any reset
    next_privileged_state: jax.Array  # (..., privileged_size)
    done: jax.Array  # (...) bool, the episode ended with this step: the next slot has another one
    valid: jax.Array  # (...) bool, False where the simulator failed: nothing is learned from this row


@struct.dataclass
class Batch:
    """What a learner gets of a drawn row: its step and the return of the `n` steps from it."""

    state: jax.Array  # (..., state_size)
    privileged_state: jax.Array  # (..., privileged_size)
    action: jax.Array  # (..., action_size)
    reward: jax.Array  # (...) discounted sum over the steps
    discount: jax.Array  # (...) of the value at the successor; 0 where the robot failed
    next_state: jax.Array  # (..., state_size) after the last of the steps
    next_privileged_state: jax.Array  # (..., privileged_size)
    weight: jax.Array  # (...) 0 where one of the steps is not valid, else 1


@dataclass(frozen=True)
class Filled:
    """Which slots of a ring hold rows: `size` slots, the oldest at `oldest`."""

    oldest: jax.Array  # () int32
    size: jax.Array  # () int32

    @staticmethod
    def after(iterations: jax.Array, slots_per_iteration: int, slots: int) -> "Filled":
        """After so many iterations; `slots`, those of the ring, is a multiple of `slots_per_iteration`."""
        rounds = slots // slots_per_iteration
        full = iterations >= rounds
        return Filled(
            oldest=jnp.where(full, iterations % rounds, 0) * slots_per_iteration,
            size=jnp.minimum(iterations, rounds) * slots_per_iteration,
        )


def init(slots: int, example: Transition) -> Transition:
    """An empty ring, leaves (slots, num_envs, ...), for rows like `example`, leaves (num_envs, ...)."""
    return jax.tree.map(lambda leaf: jnp.zeros((slots, *leaf.shape), leaf.dtype), example)


def insert(ring: Transition, rows: Transition, iteration: jax.Array) -> Transition:
    """`ring` with the rows of one iteration, leaves (slots per iteration, num_envs, ...); it must hold whole iterations.

    `iteration` counts from 0.
    """
    count, slots = len(rows.reward), len(ring.reward)
    start = (iteration % (slots // count)) * count

    def write(leaf: jax.Array, new: jax.Array) -> jax.Array:
        # the simulator's numbers lie with the environments together; a ring laid out like them would be a second one
        new = with_layout_constraint(new, Layout(tuple(range(new.ndim))))
        return jax.lax.dynamic_update_slice_in_dim(leaf, new, start, axis=0)

    return jax.tree.map(write, ring, rows)


def draw(
    ring: Transition, filled: Filled, key: jax.Array, shape: tuple[int, ...], length: int = 1
) -> tuple[jax.Array, jax.Array]:
    """Slot and environment, both of `shape`, of rows drawn uniformly with replacement.

    `length` slots from a drawn one on are filled and in order of time. The ring must hold that many.
    """
    slots, num_envs = ring.reward.shape
    index = jax.random.randint(key, shape, 0, (filled.size - (length - 1)) * num_envs)
    return (filled.oldest + index // num_envs) % slots, index % num_envs


def take(leaf: jax.Array, slot: jax.Array, env: jax.Array) -> jax.Array:
    """The rows at `slot` and `env` of a leaf of a ring, (*slot.shape, ...)."""
    slots, num_envs = leaf.shape[:2]
    return leaf.reshape(slots * num_envs, *leaf.shape[2:])[slot * num_envs + env]


def sample(
    ring: Transition, filled: Filled, key: jax.Array, shape: tuple[int, ...], discount: float, steps: int = 1
) -> Batch:
    """Rows drawn uniformly with replacement, with returns over at most `steps` steps; leaves (*shape, ...).

    A return ends early with its episode. For steps r_0 ... r_k the value target is
    r_0 + ... + discount^k r_k + discount^(k+1) V(s_(k+1)).
    """
    slot, env = draw(ring, filled, key, shape, steps)
    slots = len(ring.reward)
    reward, weight = jnp.zeros(shape), jnp.ones(shape, bool)
    goes_on, last, power = jnp.ones(shape, bool), slot, jnp.ones(shape)
    for step in range(steps):
        here = (slot + step) % slots
        last = jnp.where(goes_on, here, last)
        reward += jnp.where(goes_on, power * take(ring.reward, here, env), 0.0)
        power = jnp.where(goes_on, power * discount, power)
        weight &= ~goes_on | take(ring.valid, here, env)
        goes_on &= ~take(ring.done, here, env)
    return Batch(
        state=take(ring.state, slot, env),
        privileged_state=take(ring.privileged_state, slot, env),
        action=take(ring.action, slot, env),
        reward=reward,
        discount=power * take(ring.discount, last, env),
        next_state=take(ring.next_state, last, env),
        next_privileged_state=take(ring.next_privileged_state, last, env),
        weight=weight.astype(jnp.float32),
    )
