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


def row(number: float) -> replay.Transition:
    scalar = jnp.float32(number)
    vector = jnp.full(2, scalar)
    return replay.Transition(vector, vector, vector, scalar, scalar, vector, vector)


def ring(capacity: int) -> replay.ReplayState:
    return replay.init(capacity, row(0))


def collect(state: replay.ReplayState, first: int, valid: list[bool]) -> replay.ReplayState:
    """Insert one row per entry, numbered from `first`, those that are not valid left out."""
    rows = [row(first + index) for index in range(len(valid))]
    batch = jax.tree.map(lambda *leaves: jnp.stack(leaves), *rows)
    return replay.insert(state, batch, jnp.array(valid))


def same(one: replay.ReplayState, other: replay.Transition) -> bool:
    pairs = zip(jax.tree.leaves(one.rows), jax.tree.leaves(other), strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)


@settings(max_examples=12, deadline=None)
@given(
    capacity=st.sampled_from([1, 2, 7, 16]),
    usual=st.integers(1, 20),
    rounds=st.lists(st.lists(st.booleans(), min_size=1, max_size=16), min_size=1, max_size=7),
)
def test_any_history_of_saves_gives_the_ring_back(capacity, usual, rounds):
    state, step = ring(capacity), 0
    with tempfile.TemporaryDirectory() as folder:
        store = ReplayStore(Path(folder))
        for valid in rounds:
            for start in range(0, len(valid), capacity):
                part = valid[start : start + capacity]
                state, step = collect(state, step + 1, part), step + len(part)
            segments = store.save(step, state, usual)
            store.wait()
            store.keep_only({segment["step"] for segment in segments})
            assert same(state, ReplayStore(Path(folder)).restore(segments, ring(capacity).rows))
        store.close()


def test_a_save_writes_what_is_new(tmp_path):
    store, state = ReplayStore(tmp_path), ring(1024)
    for step in range(64, 2049, 64):
        state = collect(state, step, [True] * 64)
        segments = store.save(step, state, 64)
    store.close()
    assert [segment["rows"] for segment in segments] == [64] * 16
    assert [segment["step"] for segment in segments] == list(range(1088, 2049, 64))


def test_short_periods_make_few_segments():
    """A segment is never shorter than a 64th of the ring, and those in between are not needed."""
    segments = [Segment(step, step % 1000, 100, 0) for step in range(10, 3001, 10)]
    chain = needed(segments, 1000)
    assert [segment.step for segment in chain] == [*range(2100, 3001, 100)]


def test_a_save_after_a_lost_segment_writes_the_whole_ring(tmp_path):
    store, state = ReplayStore(tmp_path), ring(64)
    for step in (16, 32):
        state = collect(state, step, [True] * 16)
        store.save(step, state, 16)
        store.wait()
    store.keep_only({32})  # the first one could not be written
    state = collect(state, 48, [True] * 16)
    (segment,) = store.save(48, state, 16)
    store.wait()
    assert segment["rows"] == 64
    assert same(state, store.restore([segment], ring(64).rows))
    store.close()


def test_a_missing_segment_is_named(tmp_path):
    store, state = ReplayStore(tmp_path), collect(ring(64), 1, [True] * 16)
    segments = store.save(16, state, 16)
    store.wait()
    store.keep_only(set())
    with pytest.raises(CheckpointError, match=f"{tmp_path}/16 is missing"):
        store.restore(segments, ring(64).rows)
    store.close()
