"""The training loop on the toy environment: exact counts, phases, containment, determinism, memory."""

import dataclasses
import warnings

import jax
import jax.flatten_util
import jax.numpy as jnp
import loop_tools
import numpy as np
import pytest
from env_tools import assert_finite, with_physics
from sac_tools import same, shared_buffers

from go2mjx.training import state
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule


def test_transitions_and_updates_are_exact(toy_run):
    """SAC-04: 32 transitions per iteration, and 3/4 of a group from the first iteration with enough rows."""
    for until in (2, 3, 4, 7, 20):
        train, reports = toy_run.train(until)
        assert int(train.iteration) == until
        assert int(reports[-1]["actor/replay_buffer_size"]) == min(32 * until, 480)
        groups = max(until - 2, 0) * 3 // 4  # 96 transitions are there in the third iteration
        assert int(train.learner.actor.optimizer.count) == int(reports[-1]["update_steps"]) == groups
        assert int(train.learner.critic.optimizer.count) == 2 * groups
        assert sum(int(report["updates_in_window"]) for report in reports) == groups
        assert int(train.learner.skipped.total) == 0


def test_random_actions_come_first_and_the_policy_afterwards(toy_run):
    """Two iterations of uniform actions; then those of an actor that always says +1 where left is as good as right."""
    start = toy_run.start()
    network = toy_run.learner.actor
    parameters = network.parameters(start.learner.actor.online)
    parameters["params"]["mean_head"]["even"]["bias"] = jnp.full(1, 50.0, jnp.float32)
    online, _ = jax.flatten_util.ravel_pytree(parameters)
    actor = start.learner.actor.replace(online=online)
    train, reports = toy_run.train(3, train=start.replace(learner=start.learner.replace(actor=actor)))
    action = np.asarray(train.replay.action)
    uniform = action[:8]
    assert abs(uniform.mean()) < 0.2 and uniform.min() < -0.8 and uniform.max() > 0.8
    assert (action[8:12, ..., 0] > 0.99).all()
    assert [int(report["actor/exploration_phase"]) for report in reports] == [1, 0, 0]


def test_nothing_is_learned_before_the_replay_holds_enough(toy_run):
    """Only the observation statistics move."""
    start = toy_run.start()
    before = jax.tree.map(np.asarray, start.learner)
    early = toy_run.train(2, train=start)[0].learner
    assert same((early.actor, early.critic), (before.actor, before.critic))
    assert not same(early.statistics, before.statistics)
    assert not same(toy_run.train(6)[0].learner.critic, before.critic)


def test_step_sizes_reach_their_end_with_the_run():
    """The decay counts update groups that are made, not those of iterations before the ring holds enough."""
    sac = dataclasses.replace(loop_tools.SAC, final_learning_rate_fraction=0.25)
    toy = loop_tools.ToyRun(sac, max_steps=640, training_starts=320)
    _, reports = toy.train(toy.schedule.iterations)
    assert int(reports[-1]["update_steps"]) == toy.schedule.total_groups == 8
    rates = [float(report["sac/critic_lr"]) for report in reports]
    assert rates[:10] == pytest.approx([sac.critic_learning_rate] * 10)
    assert rates[-1] == pytest.approx(0.25 * sac.critic_learning_rate)
    assert rates[-2] > 0.251 * sac.critic_learning_rate or int(reports[-2]["update_steps"]) == 8


def test_first_episodes_end_spread_over_the_time_limit(toy_run):
    """Eight environments, ten steps: first ends at 10, 9, 8, 7, 5, 4, 3, 2 steps, not all at once."""
    train, _ = toy_run.train(5)
    first = np.argmax(np.asarray(train.replay.done)[:20], axis=0) + 1
    np.testing.assert_array_equal(first, [10, 9, 8, 7, 5, 4, 3, 2])


def test_same_seed_same_run_and_another_seed_another(toy_run):
    """Bitwise, also when the run is cut into several calls."""
    whole, _ = toy_run.train(12, seed=3)
    parts, _ = toy_run.train(5, seed=3)
    parts, _ = toy_run.train(12, train=parts)
    other, _ = toy_run.train(12, seed=4)
    assert same(plain(whole), plain(parts))
    assert not same(whole.learner.actor, other.learner.actor)


def plain(train):
    """The state with its typed keys as numbers."""
    keys = jax.random.key_data(train.key), jax.random.key_data(train.env_state.key)
    return train.replace(key=keys[0], env_state=train.env_state.replace(key=keys[1]))


def test_replay_holds_every_transition_with_its_true_successor(toy_run):
    """SAC-01: within an episode the next observation is the following row's, at its end it is not."""
    train, _ = toy_run.train(6)
    rows = jax.tree.map(lambda leaf: np.asarray(leaf)[:24], train.replay)
    follows = (rows.next_state[:-1] == rows.state[1:]).all(axis=-1)
    np.testing.assert_array_equal(follows, ~rows.done[:-1])
    ends = [np.flatnonzero(column) for column in rows.done.T]
    assert all(len(times) >= 2 and (np.diff(times) == 10).all() for times in ends)  # the time limit
    np.testing.assert_array_equal(rows.discount, 1.0)  # a time limit is no failure
    half_way = np.abs(rows.next_state[..., :3] - 0.5 * (rows.state[..., :3] + 1.5 * rows.action))
    assert half_way.max() < 1e-5


def test_failures_are_stored_with_discount_zero(toy_run):
    start = toy_run.start()
    far = start.env_state.physics.position.at[2].set(99.0)
    train, _ = toy_run.train(1, train=start.replace(env_state=with_physics(start.env_state, position=far)))
    rows = jax.tree.map(lambda leaf: np.asarray(leaf)[:4], train.replay)
    np.testing.assert_array_equal(np.argwhere(rows.discount == 0.0), [[0, 2]])
    assert rows.done[0, 2] and rows.valid.all()


@pytest.mark.parametrize("speed", [jnp.nan, 1e30, 1e7], ids=["physics", "reward", "size"])
def test_non_finite_environment_reaches_neither_batches_nor_statistics(toy_run, speed):
    """ENV-05: one row without weight, one reset, counted; everything that is kept stays finite.

    At 1e30 m/s the physics is finite but its squared error is not; at 1e7 m/s all is, but no robot runs so fast.
    """
    start = toy_run.start()
    velocity = start.env_state.physics.velocity.at[3, 0].set(speed)
    train, reports = toy_run.train(
        8, train=start.replace(env_state=with_physics(start.env_state, velocity=velocity))
    )
    np.testing.assert_array_equal(np.argwhere(~np.asarray(train.replay.valid)[:32]), [[0, 3]])
    assert train.replay.done[0, 3]
    assert [int(report["actor/nan_envs"]) for report in reports] == [1] * 8
    for part in (train.replay, train.learner, train.env_state):
        assert_finite(part)
    assert int(train.learner.statistics.state.count) == 2 * (8 * 32 - 1)  # with reflections
    assert np.isfinite(train.episodes.recent_returns).all() and np.isfinite(train.episodes.min_return)
    assert int(train.learner.skipped.total) == 0
    assert all(np.isfinite(report["reward/linear_velocity_tracking"]) for report in reports)


def test_a_non_finite_environment_changes_no_row_of_its_neighbours(toy_run):
    """ENV-05: bit for bit, while no policy is asked."""
    healthy, _ = toy_run.train(2)
    start = toy_run.start()
    velocity = start.env_state.physics.velocity.at[3, 0].set(jnp.nan)
    broken, _ = toy_run.train(
        2, train=start.replace(env_state=with_physics(start.env_state, velocity=velocity))
    )
    others = np.arange(8) != 3
    for one, other in zip(jax.tree.leaves(healthy.replay), jax.tree.leaves(broken.replay), strict=True):
        np.testing.assert_array_equal(np.asarray(one)[:, others], np.asarray(other)[:, others])
    assert not same(healthy.replay.state[:, 3], broken.replay.state[:, 3])


def test_observation_statistics_see_every_row_and_its_reflection_once(toy_run):
    """Mean, spread and count are those of all observations that were acted on so far, and of their mirror images."""
    train, _ = toy_run.train(10)
    for name in ("state", "privileged_state"):
        rows = np.asarray(getattr(train.replay, name))[:40].reshape(320, -1)
        seen = np.concatenate([rows, getattr(toy_run.env.mirror, name)(rows)])
        statistics = getattr(train.learner.statistics, name)
        np.testing.assert_allclose(statistics.mean, seen.mean(axis=0), rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(statistics.std, seen.std(axis=0), rtol=1e-3, atol=1e-4)
        assert int(statistics.count) == 640


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


def test_the_chunk_makes_no_copy_of_the_ring():
    """BUF-01: the working memory beside a ring of 100 MB."""
    toy = loop_tools.ToyRun(replay_buffer_capacity=1_000_000)
    start = jax.eval_shape(toy.start)
    compiled = jax.jit(toy.function, donate_argnums=0).lower(start, 1).compile()
    assert sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(start.replay)) > 8e7
    assert compiled.memory_analysis().temp_size_in_bytes < 1e6


def test_memory_does_not_depend_on_the_length_of_the_run(toy_run):
    """BUF-01, PERF-05: a run of 3e10 transitions starts with the same arrays as one of 3e3."""

    def shapes(max_steps):
        config = LoopConfig(num_envs=8, max_steps=max_steps, replay_buffer_capacity=5000)
        schedule = Schedule.of(config)
        initial = jax.eval_shape(
            lambda: state.init(config, schedule, toy_run.env, toy_run.learner, jax.random.key(0))
        )
        return [(leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(initial)]

    assert shapes(3_000) == shapes(30_000_000_000)


def test_one_environment_goes_on_as_before_beyond_two_to_the_31_of_its_steps():
    """Each iteration is four of them, so that their number needs 34 bits at the end of the longest run."""
    toy = loop_tools.ToyRun(
        num_envs=1, steps_per_update=4, utd_ratio=0.25, max_steps=2**33, random_steps=8, log_period=4
    )
    for iteration in (2**29 - 2, 2**31 - 8):
        train, reports = toy.train(iteration + 6, train=toy.start().replace(iteration=jnp.int32(iteration)))
        assert int(train.iteration) == iteration + 6
        assert not any(report["actor/exploration_phase"] for report in reports)
        groups = [toy.schedule.groups_through(iteration + number) for number in range(1, 7)]
        assert [int(report["update_steps"]) for report in reports] == groups
        assert all(int(report["actor/replay_buffer_size"]) == 500 for report in reports)
        assert int(train.learner.skipped.total) == 0
