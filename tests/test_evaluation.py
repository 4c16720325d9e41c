"""Evaluation: numbers of whole episodes, fixed commands, and what counts as walking."""

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from go2mjx.learners.sac.agent import Agent
from loop_tools import SAC, ToyRun
from sac_tools import same

from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.episodes import (
    PART,
    Episodes,
    command_set,
    evaluate_parts,
    make_evaluate,
    score,
    split_commands,
    summarize,
    walking_score,
)
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.toy import ToyEnv
from go2mjx.training import state

LIMIT, EARLY = 50, 10


class OnePerStep(ToyEnv):
    """Reward 1 for ever; those told to go forward fail at step 10; the error is 1, and 3 after step 10."""

    def step(self, state, action):
        following = super().step(state, action)
        failed = (state.command[0] > 0.5) & (following.episode_step >= EARLY)
        cut = (following.episode_step >= LIMIT) & ~failed
        return following.replace(
            reward=jnp.ones(()),
            terminated=failed,
            truncated=cut,
            done=(failed | cut).astype(jnp.float32),
            velocity_error=jnp.where(following.episode_step <= EARLY, 1.0, 3.0),
            yaw_rate_error=jnp.full((), 0.5),
        )

    def position(self, state):
        return jnp.stack([state.episode_step * 2.0, jnp.zeros_like(state.episode_step, jnp.float32)], axis=-1)


@pytest.fixture(scope="module")
def parts():
    env = OnePerStep(EnvConfig(max_traj_length=LIMIT))
    agent = Agent(SAC, env.observation_size, env.action_size, total_update_steps=1)
    run = ToyRun()
    return jax.jit(make_evaluate(env, agent)), run.start()


def commands(early, late):
    return jnp.array([[1.0, 0.0, 0.0]] * early + [[0.0, 0.0, 0.0]] * late)


def test_episodes_of_fifty_steps_return_fifty(parts):
    """SAC-07: eight episodes of fifty steps with reward 1."""
    evaluate, train = parts
    summary = summarize(evaluate(state.current_policy(train), jax.random.key(0), commands(0, 8)))
    assert summary["eval/average_return"] == summary["eval/average_length"] == 50.0
    assert summary["eval/success_rate"] == 1.0
    assert summary["eval/zero_cmd_drift_m"] == 100.0


def test_ended_episodes_count_no_further(parts):
    """SAC-07: half of eight episodes fail at step 10, so return and length are 30; errors are per episode."""
    evaluate, train = parts
    episodes = evaluate(state.current_policy(train), jax.random.key(0), commands(4, 4))
    summary = summarize(episodes)
    assert summary["eval/average_return"] == summary["eval/average_length"] == 30.0
    assert summary["eval/success_rate"] == 0.5
    np.testing.assert_allclose(episodes.velocity_error, [1.0] * 4 + [2.6] * 4, rtol=1e-5)
    np.testing.assert_allclose(episodes.drift, [20.0] * 4 + [100.0] * 4)
    assert summary["eval/yaw_rate_error"] == pytest.approx(0.5)


def test_evaluation_uses_the_mean_action_and_leaves_the_run_alone(parts):
    """SAC-07: two calls agree bitwise, a policy's spread changes nothing, the state is as before."""
    _, train = parts
    run = ToyRun(episode_length=20)
    evaluate = jax.jit(make_evaluate(run.env, run.agent))
    before = jax.tree.map(np.array, (train.agent, train.replay, train.statistics))
    policy = state.current_policy(train)
    wide = jax.tree.map(jnp.copy, policy.actor)
    wide["params"]["log_std"]["bias"] += 5.0
    moving = jnp.asarray(command_set(16, run.env.max_command))
    first = evaluate(policy, jax.random.key(0), moving)
    assert same(first, evaluate(policy, jax.random.key(0), moving))
    assert same(first, evaluate(policy.replace(actor=wide), jax.random.key(0), moving))
    assert same(before, (train.agent, train.replay, train.statistics))
    assert same(first.command, moving)  # held to the end


def test_an_evaluation_in_parts_is_the_whole_one():
    """Same starts, same order, same results up to rounding."""
    run = ToyRun(episode_length=20)
    evaluate = jax.jit(make_evaluate(run.env, run.agent))
    policy, key = state.current_policy(run.start()), jax.random.key(0)
    whole = command_set(3 * PART, run.env.max_command)
    split = split_commands(whole)
    assert [len(part) for part in split] == [PART] * 3
    jax.tree.map(
        lambda together, apart: np.testing.assert_allclose(apart, together, rtol=1e-4, atol=1e-5),
        evaluate(policy, key, whole),
        evaluate_parts(evaluate, policy, key, split, threads=2),
    )


def test_a_set_that_cannot_be_split_evenly_stays_whole():
    [only] = split_commands(np.zeros((PART + 1, 3)))
    assert len(only) == PART + 1


@pytest.mark.parametrize("episodes", [64, 256])
def test_commands_span_their_ranges_and_include_zero(episodes):
    limits = np.array([1.0, 0.4, 1.5])
    drawn = command_set(episodes, tuple(limits))
    assert drawn.shape == (episodes, 3) and drawn.dtype == np.float32
    moving = drawn[drawn.any(axis=1)]
    assert len(drawn) - len(moving) == episodes // 8
    assert (np.abs(drawn) <= limits).all()
    assert (moving.max(axis=0) > 0.9 * limits).all() and (moving.min(axis=0) < -0.9 * limits).all()
    for axis in range(3):  # each quarter of each range holds its share of the commands, to a half
        counts, _ = np.histogram(moving[:, axis], bins=4, range=(-limits[axis], limits[axis]))
        assert counts.min() >= 0.5 * len(moving) / 4 and counts.max() <= 1.5 * len(moving) / 4


def test_commands_are_fixed_and_another_seed_gives_others():
    limits = (1.0, 0.4, 1.0)
    np.testing.assert_array_equal(command_set(64, limits), command_set(64, limits))
    moving = slice(8, None)
    assert (
        np.abs(command_set(64, limits)[moving] - command_set(64, limits, seed=1)[moving]).max(axis=1).min()
        > 0.01
    )


def test_few_episodes_still_move():
    """Three episodes, the default, do not all stand; a single one moves."""
    assert command_set(3, (1.0, 0.4, 1.0)).any(axis=1).sum() == 2
    assert command_set(1, (1.0, 0.4, 1.0)).any()


AT_THE_LIMITS = {"eval/success_rate": 0.95, "eval/velocity_error": 0.20, "eval/yaw_rate_error": 0.25}


def test_walking_is_all_three_criteria():
    """The score is that of the worst criterion, 1 at the limits of 95 %, 0.20 m/s and 0.25 rad/s."""
    assert walking_score(AT_THE_LIMITS) == pytest.approx(1.0) and walking_score(AT_THE_LIMITS) <= 1.0
    for name, worse, expected in (
        ("eval/success_rate", 0.90, 2.0),
        ("eval/velocity_error", 0.30, 1.5),
        ("eval/yaw_rate_error", 0.50, 2.0),
    ):
        assert walking_score(AT_THE_LIMITS | {name: worse}) == pytest.approx(expected)


def test_of_two_that_walk_alike_the_one_that_stands_still_is_better():
    walks = {"eval/success_rate": 1.0, "eval/velocity_error": 0.08, "eval/yaw_rate_error": 0.1}
    assert score(walks) == pytest.approx(0.4)
    assert score(walks | {"eval/zero_cmd_drift_m": 0.1}) == pytest.approx(0.4)
    assert score(walks | {"eval/zero_cmd_drift_m": 0.3}) == pytest.approx(1.2)
    assert score(AT_THE_LIMITS | {"eval/zero_cmd_drift_m": 0.1}) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("falls", "velocity_error", "yaw_rate_error", "walks"),
    [(3, 0.19, 0.24, 1.0), (4, 0.19, 0.24, 0.0), (0, 0.21, 0.24, 0.0), (0, 0.19, 0.26, 0.0)],
)
def test_summary_says_whether_the_robot_walks(falls, velocity_error, yaw_rate_error, walks):
    """Of 64 episodes three may fall."""
    ones = np.ones(64, np.float32)
    episodes = Episodes(
        command=np.ones((64, 3)),
        episode_return=ones,
        length=ones,
        success=np.arange(64) >= falls,
        velocity_error=velocity_error * ones,
        yaw_rate_error=yaw_rate_error * ones,
        drift=ones,
    )
    summary = summarize(episodes)
    assert summary["eval/walks"] == walks
    assert "eval/zero_cmd_drift_m" not in summary
    assert all(type(value) is float for value in summary.values())


def test_zero_command_drift_is_that_of_the_worst_standing_episode():
    drift = np.array([0.1, 0.3, 9.0], np.float32)
    command = np.array([[0, 0, 0], [0, 0, 0], [1, 0, 0]], np.float32)
    ones = np.ones(3, np.float32)
    episodes = Episodes(command, ones, ones, ones > 0, ones, ones, drift)
    assert summarize(episodes)["eval/zero_cmd_drift_m"] == pytest.approx(0.3)


def test_best_policy_is_kept_until_a_better_one_comes(parts):
    """Lower scores win, a NaN score never does, and the kept policy is a copy of its own time."""
    _, train = parts
    remember = jax.jit(state.remember_best)

    def at(train, iteration, shift):
        actor = jax.tree.map(lambda leaf: leaf + shift, train.agent.averaged_actor)
        agent = dataclasses.replace(train.agent, averaged_actor=actor)
        return train.replace(agent=agent, iteration=jnp.int32(iteration))

    first = remember(at(train, 5, 1.0), jnp.float32(1.2))
    assert int(first.best.iteration) == 5
    kept = remember(remember(at(first, 6, 2.0), jnp.float32(1.5)), jnp.float32(np.nan))
    assert int(kept.best.iteration) == 5 and same(kept.best.policy, first.best.policy)
    better = remember(at(kept, 7, 3.0), jnp.float32(0.9))
    assert int(better.best.iteration) == 7 and same(better.best.policy, state.current_policy(better))


def test_evaluation_episodes_last_ten_seconds():
    assert evaluation.EPISODE_STEPS * 0.02 == 10.0
