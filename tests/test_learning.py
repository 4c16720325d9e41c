"""Learning itself: the toy's known optimum, 1 per step, is nearly reached whatever the seed."""

import dataclasses

import jax
import jax.numpy as jnp
import pytest
from loop_tools import ToyRun

from go2mjx.evaluation.episodes import command_set, make_evaluate
from go2mjx.evaluation.verdict import summarize
from go2mjx.learners.sac.config import SACConfig

SAC = SACConfig(batch_size=64, hidden_sizes=(32, 32), actor_average_rate=0.02)


@pytest.fixture(scope="module")
def learning():
    run = ToyRun(
        SAC,
        episode_length=100,
        num_envs=16,
        max_steps=12_800,
        random_steps=1000,
        training_starts=500,
        steps_per_update=16,
        utd_ratio=1.0,
        log_period=6400,
        replay_buffer_capacity=12_800,
    )
    return run, jax.jit(make_evaluate(run.env, run.learner))


def reward_per_step(learning, train):
    run, evaluate = learning
    commands = jnp.asarray(command_set(32, run.env.max_command))
    policy = run.learner.shipped_policy(train.learner)
    summary = summarize(evaluate(policy, jax.random.key(7), commands)[0])
    return summary["eval/average_return"] / summary["eval/average_length"]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_toy_run_reaches_four_fifths_of_the_optimum(learning, seed):
    """SAC-04: from a policy that earns little to 0.8 per step in 12 800 transitions."""
    run, _ = learning
    assert reward_per_step(learning, run.start(seed)) < 0.7
    train, _ = run.train(run.schedule.iterations, seed=seed)
    assert int(train.learner.skipped.total) == 0
    assert reward_per_step(learning, train) >= 0.8


def test_settings_of_the_learning_test_are_the_defaults_but_for_size():
    """What is tested is the shipped algorithm: only sizes and the averaging rate differ from the defaults."""
    changed = {name for name, value in dataclasses.asdict(SAC).items() if value != getattr(SACConfig(), name)}
    assert changed <= {"batch_size", "hidden_sizes", "actor_average_rate"}
