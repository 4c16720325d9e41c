"""The replay ring: what it holds, what it drops, how it samples, and returns over several steps."""

from collections import deque

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from go2mjx.learners import replay
from go2mjx.learners.replay import Filled, Transition

NUMBERS = (
    "state",
    "privileged_state",
    "action",
    "reward",
    "discount",
    "next_state",
    "next_privileged_state",
)


def rows(ids, **flags):
    """Transitions whose every number is derived from their id, so that mixed rows are noticed."""
    ids = jnp.asarray(ids, jnp.float32)
    flags = {"done": jnp.zeros(ids.shape, bool), "valid": jnp.ones(ids.shape, bool)} | flags
    return Transition(
        state=jnp.stack([ids, ids + 0.25], axis=-1),
        privileged_state=-ids[..., None],
        action=ids[..., None] + 0.5,
        reward=ids,
        discount=ids * 2,
        next_state=jnp.stack([ids + 1, ids + 1.25], axis=-1),
        next_privileged_state=-ids[..., None] - 1,
        **flags,
    )


def ring(slots, envs):
    return replay.init(slots, rows(jnp.zeros(envs)))


insert = jax.jit(replay.insert)


def collected(slots, envs, per_iteration, iterations):
    """A ring after `iterations`, ids counted from 1 through time and, within it, environments; and what is filled."""
    state, ids = ring(slots, envs), np.arange(1, iterations * per_iteration * envs + 1)
    for iteration, batch in enumerate(ids.reshape(iterations, per_iteration, envs)):
        state = insert(state, rows(batch), iteration)
    return state, Filled.after(jnp.int32(iterations), per_iteration, slots)


def sample(state, filled, count, seed=0, steps=1, discount=1.0):
    return replay.sample(state, filled, jax.random.key(seed), (count,), discount, steps)


def drawn_ids(state, filled, count):
    return np.asarray(sample(state, filled, count).reward, int)


def test_samples_come_from_the_filled_rows_alone_and_evenly():
    """BUF-02: four rows in a ring of 1000."""
    ids, counts = np.unique(drawn_ids(*collected(250, 4, 1, 1), 10_000), return_counts=True)
    np.testing.assert_array_equal(ids, [1, 2, 3, 4])
    assert abs(counts - 2500).max() < 250


def test_full_ring_is_sampled_evenly():
    """BUF-02: every one of 1000 rows, without preference for the newest."""
    counts = np.bincount(drawn_ids(*collected(250, 4, 50, 5), 100_000), minlength=1001)[1:]
    assert counts.min() > 0 and chisquare(counts).pvalue > 1e-3


def test_iterations_beyond_the_end_overwrite_the_oldest_rows_and_keep_rows_whole():
    """BUF-03: room for two iterations of four rows; every field of a sampled row of the third has the same id."""
    state, filled = collected(4, 2, 2, 3)
    assert int(filled.size) == 4 and set(drawn_ids(state, filled, 500)) == set(range(5, 13))
    sampled = sample(state, filled, 500)
    expected = rows(sampled.reward)
    for name in NUMBERS:
        np.testing.assert_array_equal(getattr(sampled, name), getattr(expected, name))


def test_an_iteration_as_large_as_the_ring_replaces_it():
    assert set(drawn_ids(*collected(3, 2, 3, 2), 200)) == set(range(7, 13))


def test_rows_of_a_broken_simulator_have_no_weight():
    """ENV-05: they keep their place in time, and nothing is learned from them."""
    valid = jnp.array([[True, False, True]])
    state = insert(ring(4, 3), rows([[1, 2, 3]], valid=valid), 0)
    sampled = sample(state, Filled.after(jnp.int32(1), 1, 4), 300)
    np.testing.assert_array_equal(sampled.weight, np.asarray(sampled.reward) != 2)
    assert 0 < sampled.weight.sum() < 300


def test_sample_has_the_requested_leading_shape():
    state, filled = collected(8, 1, 1, 3)
    sampled = replay.sample(state, filled, jax.random.key(0), (2, 3, 5), 0.9)
    assert sampled.state.shape == (2, 3, 5, 2)
    assert sampled.reward.shape == sampled.weight.shape == (2, 3, 5)


@st.composite
def histories(draw):
    """Slots per iteration, iterations that fit into the ring, iterations so far."""
    per_iteration, rounds = draw(st.integers(1, 2)), draw(st.sampled_from([1, 2, 4]))
    return per_iteration, rounds, draw(st.integers(1, 3 * rounds))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_ring_behaves_like_a_bounded_deque(history):
    """BUF-03: time and environment kept in order, against Python's own queue of vector steps."""
    per_iteration, rounds, iterations = history
    slots, envs = rounds * per_iteration, 3
    state, filled = collected(slots, envs, per_iteration, iterations)
    model = deque(np.arange(1, iterations * per_iteration * envs + 1).reshape(-1, envs), maxlen=slots)
    assert int(filled.size) == len(model)
    order = (int(filled.oldest) + np.arange(len(model))) % slots
    expected = rows(np.array(model))
    for name in NUMBERS:
        np.testing.assert_array_equal(np.asarray(getattr(state, name))[order], getattr(expected, name))


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(1, 12))
def test_drawn_sequences_are_in_order_of_time_and_filled(history, length):
    """Neither across the place that is written next nor into slots that hold nothing; every start is drawn."""
    per_iteration, rounds, iterations = history
    slots, envs = rounds * per_iteration, 3
    state, filled = collected(slots, envs, per_iteration, iterations)
    length = min(length, int(filled.size))
    slot, env = replay.draw(state, filled, jax.random.key(0), (800,), length)
    ids = np.array([replay.take(state.reward, (slot + step) % slots, env) for step in range(length)])
    np.testing.assert_array_equal(np.diff(ids, axis=0), envs)
    newest = iterations * per_iteration * envs
    oldest = newest - int(filled.size) * envs + 1
    assert set(ids[0]) == set(range(oldest, newest - (length - 1) * envs + 1))


def random_ring(seed, slots, envs, iterations):
    """One slot an iteration; episodes end often, half of them as failures, some because the simulator failed."""
    random = np.random.default_rng(seed)
    state, history = ring(slots, envs), []
    for iteration in range(iterations):
        ids = iteration * envs + np.arange(envs)
        valid = random.random(envs) > 0.15
        done = (random.random(envs) < 0.25) | ~valid
        failed = (done & (random.random(envs) < 0.5)) | ~valid
        row = rows(ids, done=jnp.array(done), valid=jnp.array(valid)).replace(
            reward=jnp.array(random.normal(size=envs), jnp.float32),
            discount=jnp.array(1.0 - failed, jnp.float32),
        )
        history.append(jax.tree.map(np.asarray, row))
        state = insert(state, jax.tree.map(lambda leaf: leaf[None], row), iteration)
    return state, Filled.after(jnp.int32(iterations), 1, slots), history


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    iterations=st.sampled_from([6, 9, 23]),
    steps=st.sampled_from([1, 2, 3, 5]),
)
def test_returns_equal_a_plain_reference(seed, iterations, steps):
    """Discounted sums that end with the episode, the successor after their last step, no weight for broken steps."""
    gamma, envs = 0.9, 3
    state, filled, history = random_ring(seed, 9, envs, iterations)
    sampled = jax.tree.map(np.asarray, sample(state, filled, 150, seed % 7, steps, gamma))
    for index, first in enumerate(sampled.state[:, 0].astype(int)):
        time, env = divmod(first, envs)
        assert iterations - 9 <= time <= iterations - steps
        total, factor, weight = 0.0, 1.0, 1.0
        for row in history[time : time + steps]:
            total += factor * row.reward[env]
            factor *= gamma
            weight *= row.valid[env]
            if row.done[env]:
                break
        np.testing.assert_allclose(sampled.reward[index], total, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(sampled.discount[index], factor * row.discount[env], rtol=1e-5)
        assert sampled.weight[index] == weight
        np.testing.assert_array_equal(sampled.action[index], history[time].action[env])
        np.testing.assert_array_equal(sampled.next_state[index], row.next_state[env])
        np.testing.assert_array_equal(sampled.next_privileged_state[index], row.next_privileged_state[env])


def test_one_step_returns_are_the_transitions():
    state, filled, _ = random_ring(0, 9, 3, 20)
    slot, env = replay.draw(state, filled, jax.random.key(3), (100,))
    sampled = sample(state, filled, 100, seed=3, discount=0.5)
    for name in NUMBERS:
        factor = 0.5 if name == "discount" else 1.0
        expected = factor * replay.take(getattr(state, name), slot, env)
        np.testing.assert_array_equal(getattr(sampled, name), expected)
    np.testing.assert_array_equal(sampled.weight, replay.take(state.valid, slot, env))


@pytest.mark.parametrize(
    ("iterations", "oldest", "size"), [(0, 0, 0), (2, 0, 4), (3, 0, 6), (4, 2, 6), (6, 0, 6)]
)
def test_what_is_filled_follows_from_the_iterations_alone(iterations, oldest, size):
    """Two slots an iteration in a ring of six."""
    filled = Filled.after(jnp.int32(iterations), 2, 6)
    assert (int(filled.oldest), int(filled.size)) == (oldest, size)
