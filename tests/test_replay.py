"""The replay ring: what it holds, what it drops, how it samples."""

from collections import deque

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from go2mjx.learners import replay
from go2mjx.learners.replay import Transition

EVERY_FIELD = (
    "state",
    "privileged_state",
    "action",
    "reward",
    "discount",
    "next_state",
    "next_privileged_state",
)


def rows(ids):
    """Transitions whose every number is derived from their id, so that mixed rows are noticed."""
    ids = jnp.asarray(ids, jnp.float32)
    return Transition(
        state=jnp.stack([ids, ids + 0.25], axis=-1),
        privileged_state=-ids[..., None],
        action=ids[..., None] + 0.5,
        reward=ids,
        discount=ids * 2,
        next_state=jnp.stack([ids + 1, ids + 1.25], axis=-1),
        next_privileged_state=-ids[..., None] - 1,
    )


def ring(capacity):
    return replay.init(capacity, jax.tree.map(lambda leaf: leaf[0], rows([0])))


insert = jax.jit(replay.insert)


def filled(capacity, *batches):
    state = ring(capacity)
    for ids in batches:
        state = insert(state, rows(ids), jnp.ones(len(ids), bool))
    return state


def contents(state):
    return sorted(np.asarray(state.rows.reward)[: int(state.size)].tolist())


def draw(state, count, seed=0):
    return replay.sample(state, jax.random.key(seed), (count,))


def test_samples_come_from_the_filled_rows_alone_and_evenly():
    """BUF-02: four rows in a ring of 1000."""
    ids, counts = np.unique(draw(filled(1000, [1, 2, 3, 4]), 10_000).reward, return_counts=True)
    np.testing.assert_array_equal(ids, [1, 2, 3, 4])
    assert abs(counts - 2500).max() < 250


def test_full_ring_is_sampled_evenly():
    """BUF-02: every one of 1000 rows, without preference for the newest."""
    state = filled(1000, *np.arange(1000).reshape(4, 250))
    counts = np.bincount(np.asarray(draw(state, 100_000).reward, int), minlength=1000)
    assert counts.min() > 0 and chisquare(counts).pvalue > 1e-3


def test_wrapping_batch_overwrites_the_oldest_rows_and_keeps_rows_whole():
    """BUF-03: capacity 8, ids 1 to 12 in fours; every field of a sampled row has the same id."""
    state = filled(8, [1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12])
    assert int(state.size) == 8 and contents(state) == list(range(5, 13))
    sampled = draw(state, 500)
    expected = rows(sampled.reward)
    for name in EVERY_FIELD:
        np.testing.assert_array_equal(getattr(sampled, name), getattr(expected, name))


def test_batch_across_the_end_of_the_ring_is_split():
    """BUF-03: an insert that starts at row 6 of 8 loses none of its rows."""
    state = filled(8, [1, 2, 3, 4, 5, 6], [7, 8, 9, 10])
    assert contents(state) == [3, 4, 5, 6, 7, 8, 9, 10] and int(state.insert_index) == 2


def test_invalid_rows_are_left_out():
    """ENV-05: rows of a non-finite environment take no place."""
    batch = rows([1, 2, 3, 4])
    batch = batch.replace(reward=batch.reward.at[1].set(jnp.nan))
    state = insert(ring(8), batch, jnp.array([True, False, True, True]))
    assert int(state.size) == int(state.insert_index) == 3 and contents(state) == [1, 3, 4]
    nothing = insert(state, batch, jnp.zeros(4, bool))
    assert int(nothing.size) == 3 and contents(nothing) == [1, 3, 4]


def test_batch_as_large_as_the_ring_replaces_it_and_a_larger_one_is_refused():
    assert contents(filled(4, [1, 2], [3, 4, 5, 6])) == [3, 4, 5, 6]
    with pytest.raises(ValueError, match="5 rows do not fit into a replay ring of 4"):
        insert(ring(4), rows(range(5)), jnp.ones(5, bool))


def test_sample_has_the_requested_leading_shape():
    sampled = replay.sample(filled(8, [1, 2, 3]), jax.random.key(0), (2, 3, 5))
    assert sampled.state.shape == (2, 3, 5, 2) and sampled.reward.shape == (2, 3, 5)


def broken_where(batch, valid):
    """`batch` with NaN in every number of the rows that are not valid."""
    valid = jnp.asarray(valid)

    def spoil(leaf):
        return jnp.where(valid.reshape(-1, *[1] * (leaf.ndim - 1)), leaf, jnp.nan)

    return jax.tree.map(spoil, batch)


@st.composite
def insertions(draw):
    """A capacity and the batches inserted one after the other: for each row whether it is valid."""
    capacity = draw(st.sampled_from([1, 2, 3, 7]))
    sizes = st.sampled_from([size for size in (1, 2, 3, 5, 7) if size <= capacity])
    batch = sizes.flatmap(lambda size: st.lists(st.booleans(), min_size=size, max_size=size))
    return capacity, draw(st.lists(batch, max_size=10))


@settings(max_examples=60, deadline=None)
@given(insertions())
def test_ring_behaves_like_a_bounded_deque(capacity_and_batches):
    """BUF-03, ENV-05: valid rows and broken ones in batches up to the capacity, against Python's own queue."""
    capacity, batches = capacity_and_batches
    state, model, following = ring(capacity), deque(maxlen=capacity), 1
    for valid in batches:
        ids = list(range(following, following + len(valid)))
        following += len(valid)
        state = insert(state, broken_where(rows(ids), valid), jnp.array(valid))
        model.extend(number for number, keep in zip(ids, valid, strict=True) if keep)
        assert int(state.size) == len(model) and 0 <= int(state.insert_index) < capacity
        oldest = int(state.insert_index) if len(model) == capacity else 0
        order = [(oldest + place) % capacity for place in range(len(model))]
        expected = rows(list(model))
        for name in EVERY_FIELD:
            kept = np.asarray(getattr(state.rows, name))[order]
            np.testing.assert_array_equal(kept, getattr(expected, name))
    if model:
        assert set(np.asarray(draw(state, 200).reward).tolist()) == set(model)
