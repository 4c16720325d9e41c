"""Reports from inside the compiled loop: each delivered once, reduced, NumPy only, for every batch size."""

import math

import jax.numpy as jnp
import numpy as np
import pytest
from loop_tools import ToyRun
from sac_tools import same

FIRST_ENDS = 10 - np.array([0, 1, 2, 3, 5, 6, 7, 8])
"""Steps after which the first episodes of the eight environments end, spread over the limit of ten."""


@pytest.fixture(scope="module")
def sparse():
    return ToyRun(log_period=128)


def test_every_iteration_is_reported_once_in_every_run(toy_run):
    """LOG-05: forty iterations, five runs, no report lost, doubled or late."""
    for _ in range(5):
        _, reports = toy_run.train(40)
        assert [int(report["iteration"]) for report in reports] == list(range(1, 41))


def test_reports_are_numpy_scalars(toy_run):
    """LOG-06: a jax.Array in a callback invites JAX calls there, and those can dead-lock."""
    _, reports = toy_run.train(5)
    for report in reports:
        assert {type(value) for value in report.values()} <= {np.int32, np.float32}


def test_number_of_environments_changes_neither_the_count_nor_the_shape_of_reports():
    """LOG-07: 64 environments report once per iteration, as 8 do."""
    toy = ToyRun(num_envs=64, steps_per_update=64, log_period=64)
    _, reports = toy.train(6)
    assert [int(report["iteration"]) for report in reports] == [1, 2, 3, 4, 5, 6]


def test_single_environment_reports_each_episode():
    """Ten-step episodes and four steps per iteration: those of steps 10, 20, 30, 40, and the period of 8."""
    toy = ToyRun(num_envs=1, steps_per_update=4, log_period=32)
    _, reports = toy.train(10)
    assert [int(report["iteration"]) for report in reports] == [3, 5, 8, 10]
    assert [int(report["episodes_in_window"]) for report in reports] == [1, 1, 1, 1]


def test_log_period_thins_the_reports_and_widens_their_window(sparse):
    """A report every four iterations covers the episodes and the updates of all four."""
    _, reports = sparse.train(16)
    assert [int(report["iteration"]) for report in reports] == [4, 8, 12, 16]
    assert [int(report["updates_in_window"]) for report in reports] == [1, 3, 3, 3]
    ends = np.concatenate([FIRST_ENDS + 10 * count for count in range(7)])
    windows = [int(((ends > first) & (ends <= first + 16)).sum()) for first in (0, 16, 32, 48)]
    assert [int(report["episodes_in_window"]) for report in reports] == windows


def test_window_means_are_those_of_the_rows(toy_run):
    """The reported reward term is the mean over the window's transitions; nothing leaks into the next one."""
    train, _ = toy_run.train(1)
    for until in (2, 3, 4):
        train, (report,) = toy_run.train(until, train=train)
        mean = float(train.replay.reward[4 * (until - 1) : 4 * until].mean())
        assert report["reward/linear_velocity_tracking"] == pytest.approx(mean, rel=1e-4)
    assert int(report["updates_in_window"]) == 1 and np.isfinite(report["sac/critic_loss"])


def test_report_without_updates_or_episodes_says_so(toy_run):
    """Means over nothing are NaN and the counts beside them are zero, so that no row is made of them."""
    start = toy_run.start()
    begin = jnp.zeros_like(start.env_state.episode_step)  # no episode of ten steps ends within four
    train = start.replace(env_state=start.env_state.replace(episode_step=begin))
    _, (report,) = toy_run.train(1, train=train)
    assert int(report["updates_in_window"]) == int(report["episodes_in_window"]) == 0
    assert math.isnan(report["sac/actor_loss"]) and math.isnan(report["actor/episode_reward"])
    assert int(report["actor/replay_buffer_size"]) == int(report["learner/replay_buffer_size"]) == 32


def test_episode_metrics_of_the_loop_are_those_of_its_rewards(sparse):
    """The reported return is the sum of the rewards stored for the episodes that ended."""
    train, (report,) = sparse.train(4)
    returns, lengths = [], []
    for rewards, ended in zip(
        np.asarray(train.replay.reward[:16]).T, np.asarray(train.replay.done[:16]).T, strict=True
    ):
        episodes = np.split(rewards, np.flatnonzero(ended) + 1)[:-1]
        returns += [episode.sum() for episode in episodes]
        lengths += [len(episode) for episode in episodes]
    assert report["actor/episode_reward"] == pytest.approx(np.mean(returns), rel=1e-4)
    assert report["actor/episode_length"] == pytest.approx(np.mean(lengths), rel=1e-6)
    assert int(report["actor/episode_count"]) == len(returns) == 12


def test_reporting_does_not_change_the_run(toy_run, sparse):
    """The same seed ends in the same parameters, however often it reports."""
    assert same(sparse.train(9)[0].learner, toy_run.train(9)[0].learner)
