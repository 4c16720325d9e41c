"""The replay ring on disk: only new rows are written, and the ring comes back bit for bit."""

import tempfile
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from go2mjx.checkpoints import replay_store
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.checkpoints.replay_store import ReplayStore, Segment, needed
from go2mjx.learners import replay


def ring(slots: int, envs: int = 2) -> replay.Transition:
    return replay.init(slots, jax.tree.map(lambda leaf: leaf[0], rows(0, 1, envs)))


def rows(first: int, slots: int, envs: int = 2) -> replay.Transition:
    """Rows of `slots` slots numbered from `first`; every field is derived from slot and environment."""
    number = jnp.arange(first, first + slots)[:, None] + jnp.arange(1, envs + 1) / 8
    vector = jnp.stack([number, -number], axis=-1)
    odd = (jnp.arange(first, first + slots)[:, None] + jnp.arange(envs)) % 2 == 1
    return replay.Transition(
        vector, vector + 1, vector + 2, number, number + 3, vector + 4, vector + 5, odd, ~odd
    )


def collect(state: replay.Transition, iteration: int, slots: int = 1) -> replay.Transition:
    """Insert `slots` slots as iteration number `iteration`, counted from 0."""
    envs = state.reward.shape[1]
    return replay.insert(state, rows(iteration * slots, slots, envs), jnp.int32(iteration))


def same(one: replay.Transition, other: replay.Transition) -> bool:
    pairs = zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True)
    return all(a.dtype == b.dtype and np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)


@settings(max_examples=12, deadline=None)
@given(
    per_iteration=st.sampled_from([1, 2, 3]),
    rounds=st.sampled_from([1, 2, 5, 8]),
    envs=st.sampled_from([1, 3]),
    usual=st.integers(0, 60),
    gaps=st.lists(st.integers(1, 9), min_size=1, max_size=7),
)
def test_any_history_of_saves_gives_the_ring_back(per_iteration, rounds, envs, usual, gaps):
    """Bit for bit at every save, whatever the time between two saves, full or not; half-way by another process."""
    slots = per_iteration * rounds
    state, iteration = ring(slots, envs), 0
    with tempfile.TemporaryDirectory() as folder:
        store = ReplayStore(Path(folder))
        for number, gap in enumerate(gaps):
            for _ in range(gap):
                state, iteration = collect(state, iteration, per_iteration), iteration + 1
            segments = store.save(iteration * per_iteration * envs, state, usual)
            store.store.wait()
            store.keep_only({Segment(**segment).name for segment in segments})
            reader = ReplayStore(Path(folder))
            assert same(state, reader.restore(segments, ring(slots, envs)))
            if number == len(gaps) // 2:
                store.store.close()
                store = reader
            else:
                reader.store.close()
        store.store.close()


def test_a_save_writes_what_is_new(tmp_path):
    """Slots of two environments; 64 of the ring's 1024 are new at each save."""
    store, state = ReplayStore(tmp_path), ring(1024)
    for iteration in range(32):
        state = collect(state, iteration, 64)
        segments = store.save((iteration + 1) * 128, state, 128)
    store.store.close()
    assert [segment["slots"] for segment in segments] == [64] * 16
    assert [segment["end"] for segment in segments] == list(range(1088, 2049, 64))
    assert [segment["step"] for segment in segments] == list(range(2176, 4097, 128))


def test_short_periods_make_few_segments():
    """A segment is never shorter than a 64th of the ring, and those in between are not needed."""
    segments = [Segment(2 * end, end, 100, 0) for end in range(10, 3001, 10)]
    chain = needed(segments, 1000)
    assert [segment.end for segment in chain] == [*range(2100, 3001, 100)]


def test_a_segment_is_never_longer_than_the_ring(tmp_path):
    store, state = ReplayStore(tmp_path), ring(16)
    for iteration in range(40):
        state = collect(state, iteration)
    (segment,) = store.save(80, state, 1_000_000)
    store.store.close()
    assert (segment["slots"], segment["end"]) == (16, 40)


def test_a_save_after_a_lost_segment_writes_the_whole_ring(tmp_path):
    store, state = ReplayStore(tmp_path), ring(64)
    for iteration in range(2):
        state = collect(state, iteration, 16)
        store.save((iteration + 1) * 32, state, 32)
        store.store.wait()
    store.keep_only({"64"})  # the first one could not be written
    state = collect(state, 2, 16)
    (segment,) = store.save(96, state, 32)
    store.store.wait()
    assert segment["slots"] == 64
    assert same(state, store.restore([segment], ring(64)))
    store.store.close()


def test_a_missing_segment_is_named(tmp_path):
    store, state = ReplayStore(tmp_path), collect(ring(64), 0, 16)
    segments = store.save(32, state, 32)
    store.store.wait()
    store.keep_only(set())
    with pytest.raises(CheckpointError, match=f"{tmp_path}/32 is missing"):
        store.restore(segments, ring(64))
    store.store.close()


def test_a_segment_of_other_settings_is_named(tmp_path):
    """Other environments in a slot, or more slots than the ring has."""
    store, state = ReplayStore(tmp_path), collect(ring(64), 0, 16)
    segments = store.save(32, state, 128)
    store.store.wait()
    for other in (ring(64, envs=3), ring(32)):
        with pytest.raises(CheckpointError, match=f"{tmp_path}/32 is of a run with other settings"):
            store.restore(segments, other)
    store.store.close()


def test_a_large_ring_is_copied_in_pieces_of_bounded_size(tmp_path, monkeypatch):
    """The only save of a run, when the memory has no room for a second ring, and one after a long gap."""
    monkeypatch.setattr(replay_store, "PIECE_BYTES", replay_store.tree_bytes(ring(64)) // 10)
    copied, slots_before = [], replay_store._slots_before

    def watched(leaves, end, count):
        copied.append(count)
        return slots_before(leaves, end, count)

    monkeypatch.setattr(replay_store, "_slots_before", watched)
    store, state = ReplayStore(tmp_path), ring(64)
    for iteration in range(5):
        state = collect(state, iteration, 16)
        if iteration in (2, 4):
            segments = store.save((iteration + 1) * 32, state, 0)
    store.store.close()
    assert max(copied) == 6
    assert {path.name for path in tmp_path.iterdir()} >= {"160", "160-1", "160-5", "96", "96-1", "96-7"}
    assert same(state, ReplayStore(tmp_path).restore(segments, ring(64)))
