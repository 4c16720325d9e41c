"""Every draw of a random number has its own key, as JAX's own checker sees it."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from loop_tools import ToyRun

from go2mjx.evaluation.episodes import command_set, make_evaluate
from go2mjx.gym.batch import Batch
from go2mjx.learners.sac.config import SACConfig
from go2mjx.tasks.config import EnvConfig


def test_the_checker_refuses_a_key_that_is_used_twice():
    def twice(key):
        return jax.random.uniform(key) + jax.random.normal(key)

    with jax.debug_key_reuse(True), pytest.raises(jax.errors.KeyReuseError):
        jax.jit(twice)(jax.random.key(0))


def test_a_batch_for_gymnasium_uses_no_key_twice():
    """Episodes of three steps, so that some start anew; the next step begins where the one before has ended."""
    batch, action = Batch("toy", EnvConfig(max_traj_length=3), size=4), np.zeros((4, 3))
    with jax.debug_key_reuse(True):
        batch.reset(np.arange(4, dtype=np.uint32), None)
        ends = [batch.step(action).truncated.all() for _ in range(8)]
    assert ends == [False, False, True, False] * 2


def test_a_run_uses_no_key_twice():
    """From the first state through random actions, resets and updates to an evaluation; the toy's episodes are short."""
    toy = ToyRun(
        SACConfig(batch_size=16, hidden_sizes=(16, 16), critic_ensemble_size=3),
        episode_length=3,
        log_period=64,
    )
    with jax.debug_key_reuse(True):
        train, reports = toy.train(6)
        evaluate = jax.jit(make_evaluate(toy.env, toy.learner))
        policy = toy.learner.shipped_policy(train.learner)
        commands = jnp.asarray(command_set(4, toy.env.max_command))
        episodes, _, _ = evaluate(policy, jax.random.key(1), commands)
    assert int(train.episodes.count) > 0 and len(reports) == 3
    assert np.isfinite(episodes.episode_return).all()
