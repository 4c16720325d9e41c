"""brax's own wrappers drive both environments."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from brax.envs.wrappers.training import AutoResetWrapper, EpisodeWrapper, VmapWrapper
from env_tools import types

from go2mjx.tasks import make
from go2mjx.tasks.config import EnvConfig

ENVS, LENGTH = 4, 10


def wrapped(env, length=LENGTH):
    return AutoResetWrapper(VmapWrapper(EpisodeWrapper(env, episode_length=length, action_repeat=1)))


def episode_lengths(env, steps):
    """Lengths of the episodes that end within `steps` zero actions of the first environment."""
    state, lengths, running = jax.jit(env.reset)(jax.random.split(jax.random.key(0), ENVS)), [], 0
    step = jax.jit(env.step)
    for _ in range(steps):
        state, running = step(state, jnp.zeros((ENVS, env.action_size))), running + 1
        if state.done[0]:
            lengths.append(running)
            running = 0
    return lengths


def test_wrapped_toy_ends_and_restarts_on_time():
    env = wrapped(make("toy", EnvConfig(max_traj_length=1000)))
    assert episode_lengths(env, 3 * LENGTH + 5) == [LENGTH] * 3


def test_wrapped_toy_keeps_its_own_time_limit():
    env = wrapped(make("toy", EnvConfig(max_traj_length=LENGTH)), length=1000)
    assert episode_lengths(env, 3 * LENGTH + 5) == [LENGTH] * 3


@pytest.mark.parametrize("name", ["toy", "GO2-v0"])
def test_wrapped_environments_fit_into_a_scan(name):
    """ENV-09: under brax's wrappers, too, a step returns the types that it was given."""
    env = wrapped(make(name, EnvConfig()))
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
