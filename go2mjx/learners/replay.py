"""The replay ring: device arrays, oldest rows overwritten first, uniform sampling with replacement."""

import jax
import jax.numpy as jnp
from flax import struct


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


@struct.dataclass
class ReplayState:
    """Ring contents; rows at and beyond `size` hold nothing yet."""

    rows: Transition  # leaves (capacity, ...)
    insert_index: jax.Array  # () int32 where the next row goes
    size: jax.Array  # () int32 filled rows


def init(capacity: int, example: Transition) -> ReplayState:
    """An empty ring for rows like `example` (leaves without a batch axis)."""
    rows = jax.tree.map(lambda leaf: jnp.zeros((capacity, *leaf.shape), leaf.dtype), example)
    return ReplayState(rows, jnp.zeros((), jnp.int32), jnp.zeros((), jnp.int32))


def insert(replay: ReplayState, batch: Transition, valid: jax.Array) -> ReplayState:
    """Append the rows of `batch`, leaves (n, ...), where `valid`, (n,), is true; needs n <= capacity.

    Raises ValueError if the batch could overwrite its own rows.
    """
    capacity, count = replay.rows.reward.shape[0], batch.reward.shape[0]
    if count > capacity:
        raise ValueError(f"{count} rows do not fit into a replay ring of {capacity}")
    rank = jnp.cumsum(valid.astype(jnp.int32)) - 1
    target = jnp.where(valid, (replay.insert_index + rank) % capacity, capacity)
    rows = jax.tree.map(lambda ring, new: ring.at[target].set(new, mode="drop"), replay.rows, batch)
    added = jnp.sum(valid, dtype=jnp.int32)
    return ReplayState(
        rows=rows,
        insert_index=(replay.insert_index + added) % capacity,
        size=jnp.minimum(replay.size + added, capacity),
    )


def sample(replay: ReplayState, key: jax.Array, shape: tuple[int, ...]) -> Transition:
    """Draw rows uniformly with replacement; leaves get leading `shape`. The ring must not be empty."""
    index = jax.random.randint(key, shape, 0, replay.size)
    return jax.tree.map(lambda ring: ring[index], replay.rows)
