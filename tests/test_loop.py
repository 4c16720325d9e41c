"""The training loop on the toy environment: exact counts, phases, containment, determinism, memory."""

import warnings

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from env_tools import assert_finite, with_physics
from sac_tools import same, shared_buffers

from go2mjx.training import state
from go2mjx.training.config import LoopConfig


def updates_between(schedule, first, end):
    return int(end * schedule.groups) - int(first * schedule.groups)


def test_transitions_and_updates_are_exact(toy_run):
    """SAC-04: 32 transitions per iteration, and 3/4 of a group from the first iteration with enough rows."""
    for until in (3, 4, 7, 20):
        train, reports = toy_run.train(until)
        transitions = toy_run.schedule.transitions * until
        assert int(train.iteration) == until
        assert int(train.replay.size + train.pending_valid.sum()) == min(transitions, 500 + 32)
        first = (
            toy_run.config.training_starts // toy_run.schedule.transitions
        )  # rows enter one iteration later
        assert int(train.agent.update_steps) == max(updates_between(toy_run.schedule, first, until), 0)
        assert sum(int(report["updates_in_window"]) for report in reports) == int(train.agent.update_steps)
        assert int(train.agent.skipped_updates) == 0


def test_random_actions_come_first_and_the_policy_afterwards(toy_run):
    """Two iterations of uniform actions; then those of an actor that always says +1."""
    start = toy_run.start()
    actor = jax.tree.map(jnp.copy, start.agent.actor)
    actor["params"]["mean"]["bias"] = jnp.full(3, 50.0, jnp.float32)
    train, reports = toy_run.train(2, train=start.replace(agent=start.agent.replace(actor=actor)))
    uniform = np.asarray(train.pending.action)
    assert abs(uniform.mean()) < 0.2 and uniform.min() < -0.8 and uniform.max() > 0.8
    train, later = toy_run.train(3, train=train)
    assert (train.pending.action > 0.99).all()
    assert [int(report["actor/exploration_phase"]) for report in (*reports, *later)] == [1, 0, 0]


def test_nothing_is_learned_before_the_replay_holds_enough(toy_run):
    start = toy_run.start()
    before = jax.tree.map(np.asarray, start.agent)
    assert same(toy_run.train(3, train=start)[0].agent, before)
    assert not same(toy_run.train(6)[0].agent.critic, before.critic)


def test_same_seed_same_run_and_another_seed_another(toy_run):
    """Bitwise, also when the run is cut into several calls."""
    whole, _ = toy_run.train(12, seed=3)
    parts, _ = toy_run.train(5, seed=3)
    parts, _ = toy_run.train(12, train=parts)
    other, _ = toy_run.train(12, seed=4)
    assert same(plain(whole), plain(parts))
    assert not same(whole.agent.actor, other.agent.actor)


def plain(train):
    """The state with its typed keys as numbers."""
    keys = jax.random.key_data(train.key), jax.random.key_data(train.env_state.key)
    return train.replace(key=keys[0], env_state=train.env_state.replace(key=keys[1]))


def test_replay_holds_every_transition_with_its_true_successor(toy_run):
    """SAC-01: within an episode the next observation is the following row's, at its end it is not."""
    train, _ = toy_run.train(6)
    rows = jax.tree.map(
        lambda leaf: np.asarray(leaf)[: 5 * 32].reshape(20, 8, *leaf.shape[1:]), train.replay.rows
    )
    follows = (rows.next_state[:-1] == rows.state[1:]).all(axis=-1)
    ends = np.zeros(19, bool)
    ends[9] = True  # the time limit is 10 steps
    np.testing.assert_array_equal(follows, np.repeat(~ends[:, None], 8, axis=1))
    np.testing.assert_array_equal(rows.discount, 1.0)  # a time limit is no failure
    half_way = np.abs(rows.next_state[..., :3] - 0.5 * (rows.state[..., :3] + 1.5 * rows.action))
    assert half_way.max() < 1e-5


def test_failures_are_stored_with_discount_zero(toy_run):
    start = toy_run.start()
    far = start.env_state.pipeline_state.position.at[2].set(99.0)
    train, _ = toy_run.train(1, train=start.replace(env_state=with_physics(start.env_state, position=far)))
    discount = np.asarray(train.pending.discount).reshape(4, 8)
    np.testing.assert_array_equal(np.argwhere(discount == 0.0), [[0, 2]])


@pytest.mark.parametrize("speed", [jnp.nan, 1e30], ids=["physics", "reward"])
def test_non_finite_environment_reaches_neither_replay_nor_statistics(toy_run, speed):
    """ENV-05: one lost row, one reset, counted; everything that is kept stays finite.

    At 1e30 m/s the physics is finite but its squared error is not.
    """
    start = toy_run.start()
    velocity = start.env_state.pipeline_state.velocity.at[3, 0].set(speed)
    train, reports = toy_run.train(
        8, train=start.replace(env_state=with_physics(start.env_state, velocity=velocity))
    )
    assert int(train.replay.size) == 7 * 32 - 1
    assert [int(report["actor/nan_envs"]) for report in reports] == [1] * 8
    for part in (train.replay, train.pending, train.statistics, train.agent, train.env_state):
        assert_finite(part)
    assert np.isfinite(train.episodes.recent_returns).all() and np.isfinite(train.episodes.min_return)
    assert int(train.agent.skipped_updates) == 0
    assert all(np.isfinite(report["reward/linear_velocity_tracking"]) for report in reports)


def test_observation_statistics_see_every_row_once(toy_run):
    """Mean, spread and count are those of all observations that were acted on so far."""
    train, _ = toy_run.train(10)
    size = int(train.replay.size)
    for name in ("state", "privileged_state"):
        seen = np.concatenate([getattr(train.replay.rows, name)[:size], getattr(train.pending, name)])
        statistics = getattr(train.statistics, name)
        np.testing.assert_allclose(statistics.mean, seen.mean(axis=0), rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(statistics.std, seen.std(axis=0), rtol=1e-3, atol=1e-4)
        assert len(seen) == 320 == int(statistics.count.to_numpy())


def test_chunk_is_traced_once_for_every_length(toy_run):
    """ENV-09: fresh and trained states, short and long calls share one compilation."""
    for until in (1, 2, 9):
        toy_run.train(until)
    assert toy_run.traces == 1


def test_no_two_leaves_share_a_buffer_and_every_donated_one_is_used(toy_run):
    """SAC-06: nothing is donated twice, no donation is wasted, the old state is gone."""
    start = toy_run.start()
    assert shared_buffers(start) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        jax.jit(toy_run.function, donate_argnums=0).lower(start, 1)
    ring = start.replay.rows.state.unsafe_buffer_pointer()
    train, _ = toy_run.train(2, train=start)
    assert all(leaf.is_deleted() for leaf in jax.tree.leaves(start.replay))
    assert train.replay.rows.state.unsafe_buffer_pointer() == ring


def test_memory_does_not_depend_on_the_length_of_the_run(toy_run):
    """BUF-01, PERF-05: a run of 3e10 transitions starts with the same arrays as one of 3e3."""

    def shapes(max_steps):
        config = LoopConfig(num_envs=8, max_steps=max_steps)
        initial = jax.eval_shape(
            lambda: state.init(config, 32, toy_run.env, toy_run.agent, jax.random.key(0))
        )
        return [(leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(initial)]

    assert shapes(3_000) == shapes(30_000_000_000)
