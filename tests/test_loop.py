"""The training loop on the toy environment: exact counts, phases, containment, determinism, memory."""

import dataclasses
import math
import warnings

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from env_tools import assert_finite, numbers, with_physics
from loop_tools import SAC, ToyRun
from sac_tools import same, shared_buffers, with_parameters

from go2mjx.training import state
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule


def updates_made(run, until):
    """Update groups up to and with iteration `until`: 3/4 of one in each that finds enough rows."""
    first = math.ceil(run.config.training_starts / run.schedule.transitions)
    return int(max(until - first + 1, 0) * run.schedule.groups)


def actor_updates(train):
    """How often Adam has moved the actor."""
    return int(optax.tree_utils.tree_get(train.learner.actor.optimizer[0], "count"))


def slots(train, first, count):
    """`count` slots of the ring from `first` on, as NumPy arrays."""
    return jax.tree.map(lambda leaf: np.asarray(leaf)[first : first + count], train.replay)


def test_transitions_and_updates_are_exact(toy_run):
    """SAC-04: 32 transitions per iteration, and 3/4 of a group from the first iteration with enough rows."""
    for until in (3, 4, 7, 20):
        train, reports = toy_run.train(until)
        transitions = toy_run.schedule.transitions * until
        assert int(train.iteration) == until
        assert int(reports[-1]["actor/replay_buffer_size"]) == min(transitions, 15 * 32)
        assert actor_updates(train) == updates_made(toy_run, until)
        assert sum(int(report["updates_in_window"]) for report in reports) == actor_updates(train)
        assert [int(report["update_steps"]) for report in reports] == [
            updates_made(toy_run, iteration) for iteration in range(1, until + 1)
        ]
        assert int(train.learner.skipped.total) == 0


def test_random_actions_come_first_and_the_policy_afterwards(toy_run):
    """Two iterations of uniform actions; then those of an actor that always says +1."""
    start = toy_run.start()
    online = with_parameters(
        toy_run.learner.actor,
        start.learner.actor.online,
        mean=lambda leaf: jnp.full_like(leaf, 50.0) if leaf.ndim == 1 else leaf,
    )
    learner_state = start.learner.replace(actor=start.learner.actor.replace(online=online))
    train, reports = toy_run.train(3, train=start.replace(learner=learner_state))
    uniform = slots(train, 4, 4).action
    assert abs(uniform.mean()) < 0.2 and uniform.min() < -0.8 and uniform.max() > 0.8
    assert (slots(train, 8, 4).action > 0.99).all()
    assert [int(report["actor/exploration_phase"]) for report in reports] == [1, 0, 0]


def test_nothing_is_learned_before_the_replay_holds_enough(toy_run):
    """Only the statistics of the observations are gathered."""
    start = toy_run.start()
    actor, critic = (jax.tree.map(np.asarray, part) for part in (start.learner.actor, start.learner.critic))
    early, _ = toy_run.train(3, train=start)
    assert same((early.learner.actor, early.learner.critic), (actor, critic))
    later, _ = toy_run.train(4)
    assert not same(later.learner.critic.online, critic.online)


def test_same_seed_same_run_and_another_seed_another(toy_run):
    """Bitwise, also when the run is cut into several calls."""
    whole, _ = toy_run.train(12, seed=3)
    parts, _ = toy_run.train(5, seed=3)
    parts, _ = toy_run.train(12, train=parts)
    other, _ = toy_run.train(12, seed=4)
    assert same(numbers(whole), numbers(parts))
    assert not same(whole.learner.actor, other.learner.actor)


def first_ends(run):
    """The vector step, from 1, in which the first episode of each environment reaches the time limit."""
    limit, envs = run.env.config.max_traj_length, run.config.num_envs
    return limit - np.arange(envs) * limit // envs


def test_first_episodes_do_not_end_together(toy_run):
    """They begin at even parts of the time limit, or all would be cut off in the same step for ever."""
    steps = np.asarray(toy_run.start().env_state.episode_step)
    np.testing.assert_array_equal(steps, [0, 1, 2, 3, 5, 6, 7, 8])
    train, _ = toy_run.train(10)
    ends = slots(train, 0, 40).done.sum(axis=1)
    assert ends.max() == 1 and ends.sum() == 8 * 4


def test_replay_holds_every_transition_with_its_true_successor(toy_run):
    """SAC-01: within an episode the next observation is the following row's, at its end it is not."""
    train, _ = toy_run.train(5)
    rows = slots(train, 0, 20)
    ends = np.zeros((20, 8), bool)
    for env, first in enumerate(first_ends(toy_run)):
        ends[first - 1 :: 10, env] = True  # the time limit is 10 steps
    np.testing.assert_array_equal(rows.done, ends)
    follows = (rows.next_state[:-1] == rows.state[1:]).all(axis=-1)
    np.testing.assert_array_equal(follows, ~ends[:-1])
    np.testing.assert_array_equal(rows.discount, 1.0)  # a time limit is no failure
    assert rows.valid.all()
    half_way = np.abs(rows.next_state[..., :3] - 0.5 * (rows.state[..., :3] + 1.5 * rows.action))
    assert half_way.max() < 1e-5


def test_failures_are_stored_with_discount_zero(toy_run):
    start = toy_run.start()
    far = start.env_state.physics.position.at[2].set(99.0)
    train, _ = toy_run.train(1, train=start.replace(env_state=with_physics(start.env_state, position=far)))
    rows = slots(train, 0, 4)
    np.testing.assert_array_equal(np.argwhere(rows.discount == 0.0), [[0, 2]])
    assert rows.done[0, 2] and rows.valid.all()


@pytest.mark.parametrize("speed", [jnp.nan, 1e30], ids=["physics", "reward"])
def test_non_finite_environment_reaches_neither_updates_nor_statistics(toy_run, speed):
    """ENV-05: one row of no weight, one reset, counted; everything that is kept stays finite.

    At 1e30 m/s the physics is finite but its squared error is not.
    """
    start, clean = toy_run.start(), toy_run.train(2)[0]
    velocity = start.env_state.physics.velocity.at[3, 0].set(speed)
    broken = start.replace(env_state=with_physics(start.env_state, velocity=velocity))
    train, reports = toy_run.train(8, train=broken)
    rows = slots(train, 0, 8 * 4)
    np.testing.assert_array_equal(np.argwhere(~rows.valid), [[0, 3]])
    assert rows.done[0, 3] and rows.discount[0, 3] == 0.0
    for mine, clean_leaf in zip(numbers(slots(train, 0, 8)), numbers(slots(clean, 0, 8)), strict=True):
        np.testing.assert_array_equal(np.delete(mine, 3, axis=1), np.delete(clean_leaf, 3, axis=1))
    assert [int(report["actor/nan_envs"]) for report in reports] == [1] * 8
    assert_statistics(train, 8)
    for part in (train.replay, train.learner, train.env_state):
        assert_finite(part)
    assert np.isfinite(train.episodes.recent_returns).all() and np.isfinite(train.episodes.min_return)
    assert int(train.learner.skipped.total) == 0
    assert all(np.isfinite(report["reward/linear_velocity_tracking"]) for report in reports)


def assert_statistics(train, iterations):
    """Mean, spread and count of the observations are those of all valid rows so far."""
    rows = slots(train, 0, iterations * 4)
    for name in ("state", "privileged_state"):
        seen = getattr(rows, name)[rows.valid]
        statistics = getattr(train.learner.statistics, name)
        np.testing.assert_allclose(statistics.mean, seen.mean(axis=0), rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(statistics.std, seen.std(axis=0), rtol=1e-3, atol=1e-4)
        assert len(seen) == int(statistics.count.to_numpy())


def test_observation_statistics_see_every_row_once(toy_run):
    train, _ = toy_run.train(10)
    assert slots(train, 0, 40).valid.all()
    assert_statistics(train, 10)


def test_step_sizes_fall_from_the_first_update_to_the_end_of_the_run():
    """The steps before `training_starts` take nothing away: the last update group has the final step size."""
    run = ToyRun(
        sac=dataclasses.replace(SAC, final_learning_rate_fraction=0.0), training_starts=160, max_steps=480
    )
    train, reports = run.train(run.schedule.iterations)
    assert run.schedule.total_groups == actor_updates(train) == 8  # floor(3/4 of 11)
    rates = {int(report["iteration"]): float(report["sac/actor_lr"]) for report in reports}
    assert rates[4] == rates[5] == pytest.approx(1e-3)
    assert rates[6] == pytest.approx(1e-3 * 7 / 8)
    assert rates[15] == 0.0
    schedule_steps = int(optax.tree_utils.tree_get(train.learner.actor.optimizer[1], "count"))
    assert schedule_steps == 8


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
    ring = start.replay.state.unsafe_buffer_pointer()
    train, _ = toy_run.train(2, train=start)
    assert all(leaf.is_deleted() for leaf in jax.tree.leaves(start.replay))
    assert train.replay.state.unsafe_buffer_pointer() == ring


def test_memory_does_not_depend_on_the_length_of_the_run(toy_run):
    """BUF-01, PERF-05: a run of 3e10 transitions starts with the same arrays as one of 3e3."""

    def shapes(max_steps):
        config = LoopConfig(num_envs=8, max_steps=max_steps)
        schedule = Schedule.of(config)
        initial = jax.eval_shape(
            lambda: state.init(config, schedule, toy_run.env, toy_run.learner, jax.random.key(0))
        )
        return [(leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(initial)]

    assert shapes(3_000) == shapes(30_000_000_000)
