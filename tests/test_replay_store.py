"""The replay ring on disk: only new rows are written, and the ring comes back bit for bit."""

import tempfile
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.checkpoints.replay_store import ReplayStore, Segment, needed
from go2mjx.learners import replay

ENVS = 4


def rows(first: int, slots: int) -> replay.Transition:
    """Rows whose numbers are counted from `first`, leaves (slots, ENVS, ...); some are not valid."""
    numbers = first + np.arange(slots * ENVS).reshape(slots, ENVS)
    scalar = jnp.asarray(numbers, jnp.float32)
    vector = jnp.stack([scalar, -scalar], axis=-1)
    flags = jnp.asarray(numbers % 3 == 0)
    return replay.Transition(vector, vector, vector, scalar, scalar, vector, vector, flags, ~flags)


def ring(slots: int) -> replay.Transition:
    return replay.init(slots, jax.tree.map(lambda leaf: leaf[0], rows(0, 1)))


insert = jax.jit(replay.insert)


def collect(state: replay.Transition, step: int, slots: int) -> tuple[replay.Transition, int]:
    """The ring and the transitions after `slots` more slots, in iterations of one slot each."""
    for _ in range(slots):
        state = insert(state, rows(step, 1), step // ENVS)
        step += ENVS
    return state, step


def same(one: replay.Transition, other: replay.Transition) -> bool:
    pairs = zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)


@settings(max_examples=12, deadline=None)
@given(
    capacity=st.sampled_from([1, 2, 7, 16]),
    usual=st.integers(1, 80),
    rounds=st.lists(st.integers(1, 20), min_size=1, max_size=7),
)
def test_any_history_of_saves_gives_the_ring_back(capacity, usual, rounds):
    state, step = ring(capacity), 0
    with tempfile.TemporaryDirectory() as folder:
        store = ReplayStore(Path(folder))
        for slots in rounds:
            state, step = collect(state, step, slots)
            segments = store.save(step, state, usual)
            store.wait()
            store.keep_only({segment["step"] for segment in segments})
            assert same(state, ReplayStore(Path(folder)).restore(segments, ring(capacity)))
        store.close()


def test_a_save_writes_what_is_new(tmp_path):
    store, state, step = ReplayStore(tmp_path), ring(256), 0
    for _ in range(32):
        state, step = collect(state, step, 16)
        segments = store.save(step, state, 64)
    store.close()
    assert [segment["slots"] for segment in segments] == [16] * 16
    assert [segment["step"] for segment in segments] == list(range(1088, 2049, 64))


def test_short_periods_make_few_segments():
    """A segment is never shorter than a 64th of the ring, and those in between are not needed."""
    segments = [Segment(step, step, 100, 0) for step in range(10, 3001, 10)]
    chain = needed(segments, 1000)
    assert [segment.step for segment in chain] == [*range(2100, 3001, 100)]


def test_a_save_after_a_lost_segment_writes_the_whole_ring(tmp_path):
    store, state, step = ReplayStore(tmp_path), ring(16), 0
    for _ in range(2):
        state, step = collect(state, step, 4)
        store.save(step, state, 16)
        store.wait()
    store.keep_only({32})  # the first one could not be written
    state, step = collect(state, step, 4)
    (segment,) = store.save(step, state, 16)
    store.wait()
    assert segment["slots"] == 16
    assert same(state, store.restore([segment], ring(16)))
    store.close()


def test_a_missing_segment_is_named(tmp_path):
    store = ReplayStore(tmp_path)
    state, step = collect(ring(16), 0, 4)
    segments = store.save(step, state, 16)
    store.wait()
    store.keep_only(set())
    with pytest.raises(CheckpointError, match=f"{tmp_path}/16 is missing"):
        store.restore(segments, ring(16))
    store.close()
