"""Episode statistics against a plain Python reference."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from go2mjx.training import episodes

update = jax.jit(episodes.update)


class Reference:
    """The same numbers from lists of finished episodes."""

    def __init__(self, envs):
        self.running = [([], []) for _ in range(envs)]
        self.finished, self.reported, self.nan_envs = [], 0, 0

    def step(self, rewards, magnitudes, done, valid):
        for env, (reward, magnitude) in enumerate(zip(rewards, magnitudes, strict=True)):
            self.running[env][0].append(reward)
            self.running[env][1].append(magnitude)
            self.nan_envs += not valid[env]
            if done[env]:
                returns, magnitudes_so_far = self.running[env]
                if valid[env]:
                    self.finished.append((sum(returns), len(returns), np.mean(magnitudes_so_far)))
                self.running[env] = ([], [])

    def clear_window(self):
        self.reported = len(self.finished)

    def metrics(self):
        def mean(values):
            return np.mean(values) if len(values) else math.nan

        returns = [episode[0] for episode in self.finished]
        window = self.finished[self.reported :]
        return {
            "actor/episode_reward": mean([episode[0] for episode in window]),
            "actor/episode_length": mean([episode[1] for episode in window]),
            "actor/avg_action_magnitude": mean([episode[2] for episode in window]),
            "actor/episode_count": len(self.finished),
            "actor/avg_episode_reward_10": mean(returns[-10:]),
            "actor/avg_episode_length_10": mean([episode[1] for episode in self.finished[-10:]]),
            "actor/max_episode_reward": max(returns, default=-math.inf),
            "actor/min_episode_reward": min(returns, default=math.inf),
            "actor/nan_envs": self.nan_envs,
        }


def advance(statistics, reference, rewards, magnitudes, done, valid):
    """One vector step of both; an action of norm m is (0.6 m, 0.8 m)."""
    action = np.outer(magnitudes, [0.6, 0.8]).astype(np.float32)
    reference.step(rewards, magnitudes, done, valid)
    arrays = (
        jnp.asarray(rewards, jnp.float32),
        jnp.linalg.norm(action, axis=-1),
        jnp.asarray(done),
        jnp.asarray(valid),
    )
    return update(statistics, *arrays)


def assert_agree(statistics, reference):
    computed = {name: float(number) for name, number in episodes.metrics(statistics).items()}
    assert computed == pytest.approx(reference.metrics(), rel=1e-4, abs=1e-4, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    envs=st.sampled_from([1, 3, 25]),
    done_rate=st.sampled_from([0.05, 0.4, 1.0]),
)
def test_statistics_agree_with_a_plain_reference(seed, envs, done_rate):
    """Any pattern of endings, more than ten at once included; non-finite environments count apart."""
    random = np.random.default_rng(seed)
    statistics, reference = episodes.init(envs), Reference(envs)
    for step in range(15):
        valid = random.random(envs) > 0.1
        done = (random.random(envs) < done_rate) | ~valid
        rewards = np.where(valid, random.normal(size=envs), 0.0)
        statistics = advance(statistics, reference, rewards, random.random(envs), done, valid)
        if step % 6 == 5:
            assert_agree(statistics, reference)
            statistics = episodes.clear_window(statistics)
            reference.clear_window()
    assert_agree(statistics, reference)


def test_hand_computed_episode():
    """Rewards 1, 2, 3 with action norms 1, 1, 4: return 6, length 3, mean magnitude 2."""
    statistics, reference = episodes.init(1), Reference(1)
    for reward, magnitude, done in (
        (1.0, 1.0, False),
        (2.0, 1.0, False),
        (3.0, 4.0, True),
        (50.0, 9.0, False),
    ):
        statistics = advance(statistics, reference, [reward], [magnitude], [done], [True])
    metrics = episodes.metrics(statistics)
    names = (
        "episode_reward",
        "episode_length",
        "avg_action_magnitude",
        "episode_count",
        "max_episode_reward",
    )
    assert [float(metrics[f"actor/{name}"]) for name in names] == [6.0, 3.0, 2.0, 1.0, 6.0]


def test_last_ten_of_many_that_finish_at_once_are_the_recent_ones():
    """25 environments finish in one step with returns 0 to 24: the mean of the last ten is 19.5."""
    statistics = update(
        episodes.init(25), jnp.arange(25.0), jnp.zeros(25), jnp.ones(25, bool), jnp.ones(25, bool)
    )
    assert float(episodes.metrics(statistics)["actor/avg_episode_reward_10"]) == 19.5
    assert int(statistics.count) == 25


def test_counts_stay_positive_and_the_last_ten_the_recent_ones_however_many_end():
    """Twelve episodes a step, a third of them broken, across the most that is counted."""
    statistics = episodes.init(12)
    near = jnp.int32(episodes.MOST_COUNTED - 20)
    statistics = statistics.replace(count=near, nan_envs=near)
    ended, valid = jnp.ones(12, bool), jnp.arange(12) % 3 > 0
    for step in range(6):
        statistics = update(statistics, jnp.full(12, float(step)), jnp.zeros(12), ended, valid)
    assert episodes.MOST_COUNTED <= int(statistics.count) < 2**31 - 1_000_000
    assert episodes.MOST_COUNTED <= int(statistics.nan_envs) < 2**31 - 1_000_000
    assert sorted(statistics.recent_returns.tolist()) == [4.0] * 2 + [5.0] * 8


def test_non_finite_action_leaves_the_statistics_finite():
    """ENV-05: an environment that ended non-finite, with the NaN action that did it, is only counted."""
    action = jnp.array([[jnp.nan, 0.0], [0.6, 0.8]])
    done, valid = jnp.array([True, True]), jnp.array([False, True])
    statistics = update(
        episodes.init(2), jnp.array([0.0, 2.0]), jnp.linalg.norm(action, axis=-1), done, valid
    )
    metrics = {name: float(number) for name, number in episodes.metrics(statistics).items()}
    assert (metrics["actor/nan_envs"], metrics["actor/episode_count"], metrics["actor/episode_reward"]) == (
        1,
        1,
        2,
    )
    assert metrics["actor/avg_action_magnitude"] == pytest.approx(1.0)
    assert np.isfinite(statistics.current_action_magnitude).all()


def test_new_window_keeps_what_belongs_to_the_run():
    statistics = update(episodes.init(1), jnp.ones(1), jnp.ones(1), jnp.ones(1, bool), jnp.ones(1, bool))
    metrics = episodes.metrics(episodes.clear_window(statistics))
    assert math.isnan(metrics["actor/episode_reward"])
    assert float(metrics["actor/episode_count"]) == float(metrics["actor/avg_episode_reward_10"]) == 1.0
