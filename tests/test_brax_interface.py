"""brax's own wrappers drive both kinds of environment through the adapter."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from brax.envs.wrappers.training import AutoResetWrapper, EpisodeWrapper, VmapWrapper
from env_tools import types

from go2mjx.tasks.brax_env import BraxEnv
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make

ENVS, LENGTH = 4, 10


def wrapped(name, length=LENGTH, **settings):
    env = BraxEnv(make(name, EnvConfig(**settings)))
    return AutoResetWrapper(VmapWrapper(EpisodeWrapper(env, episode_length=length, action_repeat=1)))


def states(env, steps):
    """The states after `steps` zero actions each, the first one first."""
    state = jax.jit(env.reset)(jax.random.split(jax.random.key(0), ENVS))
    step, passed = jax.jit(env.step), [state]
    for _ in range(steps):
        passed.append(step(passed[-1], jnp.zeros((ENVS, env.action_size))))
    return passed


def ends(passed):
    """The steps after which the episode of each environment ended, (ends, 2)."""
    return np.argwhere(np.array([state.done for state in passed]))


@pytest.mark.parametrize(("length", "limit"), [(LENGTH, 1000), (1000, LENGTH)], ids=["brax's", "the task's"])
def test_wrapped_toy_ends_and_restarts_on_time(length, limit):
    """Whichever time limit is the shorter one ends the episodes, and all of the next ones."""
    env = wrapped("toy", length, max_traj_length=limit)
    passed = states(env, 3 * LENGTH + 5)
    expected = [(step, robot) for step in (LENGTH, 2 * LENGTH, 3 * LENGTH) for robot in range(ENVS)]
    np.testing.assert_array_equal(ends(passed), expected)
    for step in (LENGTH, 2 * LENGTH):
        np.testing.assert_array_equal(passed[step].obs["state"], passed[0].obs["state"])


def test_random_numbers_go_on_where_the_start_repeats():
    """brax begins every episode with the first state; the commands within the episode are other ones."""
    env = wrapped("toy", max_traj_length=1000, command_duration=0.1)
    commands = np.array([state.pipeline_state.command[:, 0] for state in states(env, 3 * LENGTH)])
    episodes = commands[: 3 * LENGTH].reshape(3, LENGTH, ENVS, 3)
    np.testing.assert_array_equal(episodes[0, 0], episodes[1, 0])
    assert (episodes[0] != episodes[1]).any() and (episodes[1] != episodes[2]).any()


def test_the_adapter_says_what_the_environment_says():
    env = make("toy", EnvConfig())
    keys, action = jax.random.split(jax.random.key(0), 1), jnp.full((1, 3), 0.5)
    expected = env.step(env.reset(keys), action)
    one = BraxEnv(env)
    state = one.step(one.reset(keys[0]), action[0])
    np.testing.assert_array_equal(state.obs["state"], expected.obs.state[0])
    np.testing.assert_array_equal(state.obs["privileged_state"], expected.obs.privileged_state[0])
    assert (state.reward, state.done) == (expected.reward[0], 0.0)
    assert state.metrics == {name: term[0] for name, term in expected.terms.items()}


@pytest.mark.parametrize("name", ["toy", "GO2-v0"])
def test_wrapped_environments_fit_into_a_scan(name):
    """ENV-09: under brax's wrappers, too, a step returns the types that it was given."""
    env = wrapped(name)
    keys = jax.eval_shape(lambda: jax.random.split(jax.random.key(0), ENVS))
    action = jax.ShapeDtypeStruct((ENVS, env.action_size), jnp.float32)
    state = jax.eval_shape(env.reset, keys)
    structure, leaves = types(jax.eval_shape(env.step, state, action))
    assert (structure, [leaf[:2] for leaf in leaves]) == (
        jax.tree.structure(state),
        [(leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(state)],
    )
    assert env.observation_size == make(name, EnvConfig()).observation_size
    np.testing.assert_allclose(env.dt, 0.02)
