"""The toy environment keeps the same promises as GO2-v0, and its optimum is known."""

import jax
import jax.export
import jax.numpy as jnp
import numpy as np
import pytest
from env_tools import assert_finite, assert_same, columns, mirrored_observation, types, with_physics

from go2mjx.process.errors import UsageError
from go2mjx.tasks.base import restart, split
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import ENVIRONMENTS, make
from go2mjx.tasks.toy import MAX_DISTANCE, MAX_VELOCITY
from go2mjx.training.state import transition

ENVS, LIMIT = 8, 20


@pytest.fixture(scope="module")
def env():
    return make("toy", EnvConfig(max_traj_length=LIMIT))


@pytest.fixture(scope="module")
def step(env):
    return jax.jit(env.step)


@pytest.fixture(scope="module")
def fresh(env):
    return env.reset(jax.random.split(jax.random.key(0), ENVS))


def some_action(seed=0):
    return jax.random.uniform(jax.random.key(seed), (ENVS, 3), minval=-1.0, maxval=1.0)


@pytest.mark.parametrize("name", ["GO2-v1", "go2-v0", "GO2_v0"])
def test_unknown_environment_is_named_in_the_error(name):
    with pytest.raises(
        UsageError, match=rf"'{name}'; did you mean 'GO2-v0'\?: allowed are {', '.join(ENVIRONMENTS)}"
    ):
        make(name, EnvConfig())


def test_best_policy_earns_one_per_step(env, step):
    """Asking for the velocity that closes the gap reaches every command, and the maximum of 1, in a few steps."""
    commands = jnp.array([[1.0, 0.4, 1.0], [-1.0, -0.4, -1.0], [0.0, 0.0, 0.0]])
    state = env.reset_to(jax.random.split(jax.random.key(1), 3), commands)
    for _ in range(6):
        wanted = 2.0 * state.command - state.physics.velocity
        state = step(state, jnp.clip(wanted / MAX_VELOCITY, -1.0, 1.0))
        assert (state.reward <= 1.0).all()
    np.testing.assert_allclose(state.reward, 1.0, atol=1e-5)


def test_reward_and_errors_are_those_of_the_velocity_after_the_step(step, fresh):
    state = step(fresh, some_action())
    error = np.asarray(fresh.command - state.physics.velocity)
    np.testing.assert_allclose(state.reward, 1.0 - (error**2).sum(axis=1), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(state.velocity_error, np.hypot(*error.T[:2]), rtol=1e-5)
    np.testing.assert_allclose(state.yaw_rate_error, np.abs(error[:, 2]), rtol=1e-5)
    np.testing.assert_allclose(state.reward, sum(state.terms.values()), rtol=1e-6)


def test_table_widths_add_up_and_the_actor_sees_nothing_privileged(env, fresh):
    assert fresh.obs.state.shape[-1] == env.observation_size["state"]
    assert fresh.obs.privileged_state.shape[-1] == env.observation_size["privileged_state"]
    assert "privileged" not in {item.source for item in env.state_entries}
    seen = fresh.obs.state[:, columns(env.state_entries, name="command")]
    np.testing.assert_array_equal(seen, fresh.command)


def test_mirrored_step_is_the_mirror_image(env, step, fresh):
    """Reflection is an involution and commutes with the dynamics."""
    flip = jnp.array([1.0, -1.0, -1.0])
    held = fresh.replace(hold_command=jnp.ones(ENVS, bool))
    image = with_physics(held, velocity=held.physics.velocity * flip).replace(command=held.command * flip)
    there, here = step(held, some_action()), step(image, env.action_mirror(some_action()))
    mirrored = mirrored_observation(env, there.obs)
    np.testing.assert_allclose(mirrored.state, here.obs.state, atol=1e-6)
    np.testing.assert_allclose(mirrored.privileged_state, here.obs.privileged_state, atol=1e-6)
    np.testing.assert_array_equal(mirrored_observation(env, mirrored).state, there.obs.state)


@pytest.mark.parametrize(
    "fault", ["nan velocity", "infinite velocity", "overflow", "no robot's", "nan action"]
)
def test_non_finite_environment_ends_alone(env, step, fresh, fault):
    """ENV-05: one environment fails with everything finite; its neighbours stay bitwise the same.

    What was not finite before the step is so no longer after a restart.
    """
    action, velocity, bad = some_action(), fresh.physics.velocity, 3
    clean = step(fresh, action)
    if fault == "nan action":
        action = action.at[bad].set(jnp.nan)
    else:
        speed = {"nan velocity": jnp.nan, "infinite velocity": jnp.inf, "overflow": 1e30, "no robot's": 1e7}[
            fault
        ]
        velocity = velocity.at[bad, 0].set(speed)
    state = step(with_physics(fresh, velocity=velocity), action)
    assert_finite(state if fault in ("overflow", "no robot's", "nan action") else state.replace(physics=None))
    assert (state.terminated[bad], state.truncated[bad], state.valid[bad]) == (True, False, False)
    assert state.reward[bad] == 0.0
    assert_same(state, clean, rows=np.delete(np.arange(ENVS), bad))
    assert_finite(restart(env, state.done, state))
    row = transition(fresh, action, state)
    assert_finite(row)
    assert (row.done[bad], row.valid[bad]) == (True, False)


def test_time_limit_truncates_with_the_true_successor(env, step, fresh):
    """SAC-01: at the limit the episode is cut, not failed, and the observation is its own."""
    state = fresh
    for _ in range(LIMIT - 1):
        state = step(state, some_action())
        assert not state.done.any()
    assert step(state, some_action()).done.all()
    last = step(state, some_action())
    unlimited = step(state.replace(episode_step=jnp.zeros_like(state.episode_step)), some_action())
    assert last.truncated.all() and not last.terminated.any()
    assert_same(last.obs, unlimited.obs)


def test_failure_at_the_time_limit_is_a_failure(step, fresh):
    """SAC-01: terminated wins over truncated."""
    far = with_physics(fresh, position=jnp.full((ENVS, 2), MAX_DISTANCE))
    state = step(far.replace(episode_step=jnp.full(ENVS, LIMIT - 1, jnp.int32)), some_action())
    assert state.terminated.all() and not state.truncated.any() and state.done.all()


def test_nothing_of_the_old_episode_survives(env, step, fresh):
    """ENV-07, ENV-08: restarts equal fresh resets, each of them another one."""
    state, starts = fresh, []
    for round_number in range(20):
        ended = step(with_physics(state, position=jnp.full((ENVS, 2), 99.0)), some_action(round_number))
        state = restart(env, ended.done, ended)
        goes_on, fresh_keys = split(ended.key, 2)
        assert_same(state, env.reset(fresh_keys).replace(key=goes_on))
        starts.append(np.asarray(state.obs.state))
    starts = np.concatenate(starts)
    assert len(np.unique(starts, axis=0)) == len(starts)


@pytest.mark.parametrize("envs", [1, 2, 3, 8])
def test_reset_and_step_agree_in_every_type(env, envs):
    """ENV-09."""
    keys = jax.eval_shape(lambda: jax.random.split(jax.random.key(0), envs))
    state = jax.eval_shape(env.reset, keys)
    following = jax.eval_shape(env.step, state, jax.ShapeDtypeStruct((envs, 3), jnp.float32))
    assert types(following) == types(state)


def test_step_lowers_for_cpu_and_cuda(step, fresh):
    exported = jax.export.export(step, platforms=("cpu", "cuda"))(fresh, some_action())
    assert set(exported.platforms) == {"cpu", "cuda"}
