"""The replay ring: what it holds, what it drops, how it samples, and returns over several steps."""

from collections import deque
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from go2mjx.learners import replay
from go2mjx.learners.replay import Filled, Transition

DISCOUNT = 0.5


def rows(ids, done=False, valid=True):
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
        done=jnp.full(ids.shape, done),
        valid=jnp.full(ids.shape, valid),
    )


def numbered(first_slot, slots, envs):
    """Ids by slot and environment, from 1 on, in order of time."""
    return first_slot * envs + np.arange(1, slots * envs + 1).reshape(slots, envs)


def ring(slots, envs):
    return replay.init(slots, rows(np.zeros(envs)))


insert = jax.jit(replay.insert)


def after(iterations, slots_per_iteration, slots):
    return Filled.after(jnp.int32(iterations), slots_per_iteration, slots)


def filled(slots, count, envs, iterations):
    """A ring after so many iterations of `count` slots, and which slots hold rows."""
    state = ring(slots, envs)
    for iteration in range(iterations):
        state = insert(state, rows(numbered(iteration * count, count, envs)), iteration)
    return state, after(iterations, count, slots)


def draw(state, which, count, seed=0, discount=1.0, steps=1):
    return sample(state, which.oldest, which.size, jax.random.key(seed), count, discount, steps)


@partial(jax.jit, static_argnames=("count", "discount", "steps"))
def sample(state, oldest, size, key, count, discount, steps):
    return replay.sample(state, Filled(oldest, size), key, (count,), discount, steps)


def order(which, slots):
    """The slots that hold rows, oldest first."""
    return (int(which.oldest) + np.arange(int(which.size))) % slots


def test_samples_come_from_the_filled_rows_alone_and_evenly():
    """BUF-02: four rows in a ring of 1000."""
    ids, counts = np.unique(draw(*filled(500, 2, 2, 1), 10_000).reward, return_counts=True)
    np.testing.assert_array_equal(ids, [1, 2, 3, 4])
    assert abs(counts - 2500).max() < 250


@pytest.mark.parametrize("iterations", [4, 7])
def test_full_ring_is_sampled_evenly(iterations):
    """BUF-02: every one of 1000 rows, without preference for the newest, wherever the ring is written next."""
    state, which = filled(100, 25, 10, iterations)
    counts = np.bincount(np.asarray(draw(state, which, 100_000).reward, int))[-1000:]
    assert counts.min() > 0 and chisquare(counts).pvalue > 1e-3


def test_wrapping_iterations_overwrite_the_oldest_rows_and_keep_rows_whole():
    """BUF-03: capacity 8, ids 1 to 12 in fours; every field of a sampled row has the same id."""
    state, which = filled(4, 2, 2, 3)
    assert int(which.size) == 4
    assert sorted(np.asarray(state.reward).ravel()) == list(range(5, 13))
    sampled = draw(state, which, 500)
    assert set(np.asarray(sampled.reward)) == set(range(5, 13))
    expected = rows(sampled.reward)
    for name in (
        "state",
        "privileged_state",
        "action",
        "discount",
        "next_state",
        "next_privileged_state",
    ):
        np.testing.assert_array_equal(getattr(sampled, name), getattr(expected, name))


def test_a_row_is_followed_in_the_next_slot_by_the_same_environment():
    """Time and environment keep their order, also where the ring goes on at its start."""
    for iterations in range(1, 8):
        state, which = filled(6, 2, 3, iterations)
        size = int(which.size)
        expected = numbered(iterations * 2 - size, size, 3)
        np.testing.assert_array_equal(np.asarray(state.reward)[order(which, 6)], expected)


def test_rows_of_a_failed_simulation_have_no_weight():
    """ENV-05: they lie in the ring, in time, and nothing is learned from them."""
    batch = rows([[1, 2], [3, 4]])
    batch = batch.replace(valid=jnp.array([[True, False], [True, True]]))
    sampled = draw(insert(ring(4, 2), batch, 0), after(1, 2, 4), 200)
    np.testing.assert_array_equal(sampled.weight, np.asarray(sampled.reward) != 2)
    assert set(np.asarray(sampled.weight)) == {0.0, 1.0}


def test_an_iteration_as_large_as_the_ring_replaces_it():
    state, which = filled(2, 2, 2, 2)
    np.testing.assert_array_equal(state.reward, [[5, 6], [7, 8]])
    assert (int(which.oldest), int(which.size)) == (0, 2)


def test_sample_has_the_requested_leading_shape():
    state, which = filled(4, 1, 2, 2)
    sampled = replay.sample(state, which, jax.random.key(0), (2, 3, 5), DISCOUNT)
    assert sampled.state.shape == (2, 3, 5, 2) and sampled.reward.shape == (2, 3, 5)


def test_a_byte_count_is_that_of_one_row():
    """Two observations of three numbers, an action, a reward and a discount of 4 bytes, two flags."""
    assert replay.row_bytes(ring(7, 3)) == 4 * (2 * 3 + 1 + 1 + 1) + 2
    assert replay.row_bytes(jax.eval_shape(lambda: ring(7, 3))) == replay.row_bytes(ring(7, 3))


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 3), rounds=st.integers(1, 4), envs=st.integers(1, 3), iterations=st.integers(0, 9)
)
def test_ring_behaves_like_a_bounded_deque(count, rounds, envs, iterations):
    """BUF-03: every slot of every field against Python's own queue."""
    slots = count * rounds
    state, which = filled(slots, count, envs, iterations)
    model = deque(numbered(0, iterations * count, envs), maxlen=slots)
    assert int(which.size) == len(model)
    if model:
        kept = jax.tree.map(lambda leaf: np.asarray(leaf)[order(which, slots)], state)
        jax.tree.map(np.testing.assert_array_equal, kept, rows(np.stack(model)))
        assert set(np.asarray(draw(state, which, 400).reward)) == set(np.concatenate(model))


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 3),
    rounds=st.integers(2, 5),
    envs=st.integers(1, 3),
    iterations=st.integers(1, 12),
    length=st.integers(1, 5),
)
def test_drawn_sequences_cross_neither_the_write_head_nor_an_empty_slot(
    count, rounds, envs, iterations, length
):
    """Every slot from a drawn one on is the one a step later in time; every such sequence is drawn."""
    slots = count * rounds
    state, which = filled(slots, count, envs, iterations)
    size = int(which.size)
    length = min(length, size)
    slot, env = replay.draw(state, which, jax.random.key(iterations), (500,), length)
    ids = np.stack([replay.take(state.reward, (slot + step) % slots, env) for step in range(length)])
    np.testing.assert_array_equal(np.diff(ids, axis=0), envs)
    assert ids.min() > 0  # an empty slot holds zeros
    starts = numbered(iterations * count - size, size - length + 1, envs)
    assert set(ids[0]) == set(starts.ravel())


def n_step_reference(history, time, env, steps):
    """Reward, discount, last time and weight of a return by its definition, in exact powers of two."""
    total, weight, power = 0.0, 1.0, 1.0
    for now in range(time, time + steps):
        total += power * history["reward"][now, env]
        power *= DISCOUNT
        weight *= history["valid"][now, env]
        if history["done"][now, env]:
            break
    return total, power * history["discount"][now, env], now, weight


@pytest.mark.parametrize("steps", [1, 3, 5])
def test_returns_over_several_steps_agree_with_their_definition(steps):
    """Ends, failures and rows that are not valid in a ring of 12 slots that was written one and a half times."""
    random, envs, total = np.random.default_rng(steps), 5, 18
    done = random.random((total, envs)) < 0.25
    history = {
        "reward": random.integers(-8, 8, (total, envs)).astype(np.float32),
        "done": done,
        "discount": (~(done & (random.random((total, envs)) < 0.5))).astype(np.float32),
        "valid": random.random((total, envs)) < 0.8,
    }
    everything = rows(numbered(0, total, envs)).replace(
        **{name: jnp.asarray(value) for name, value in history.items()}
    )
    state = ring(12, envs)
    for iteration in range(6):
        part = slice(iteration * 3, iteration * 3 + 3)
        state = insert(state, jax.tree.map(lambda leaf, part=part: leaf[part], everything), iteration)
    sampled = draw(state, after(6, 3, 12), 400, discount=DISCOUNT, steps=steps)
    ids = np.asarray(sampled.state[:, 0], int) - 1
    assert set(ids) == set(range(6 * envs, (total - steps + 1) * envs))
    expected = [n_step_reference(history, *divmod(number, envs), steps) for number in ids]
    reward, discount, last, weight = map(np.array, zip(*expected, strict=True))
    np.testing.assert_array_equal(sampled.reward, reward)
    np.testing.assert_array_equal(sampled.discount, discount)
    np.testing.assert_array_equal(sampled.weight, weight)
    successor = last * envs + ids % envs + 2
    np.testing.assert_array_equal(sampled.next_state, np.stack([successor, successor + 0.25], axis=-1))
    np.testing.assert_array_equal(sampled.next_privileged_state[:, 0], -successor)
    np.testing.assert_array_equal(sampled.action[:, 0], ids + 1.5)
    assert 0 < weight.sum() < len(weight) and (steps == 1 or len(set(last - ids // envs)) == steps)
