"""GO2-v0: joint order, standing, time limit and failure, containment of non-finite physics, stable types."""

import jax
import jax.export
import jax.numpy as jnp
import numpy as np
import pytest
from env_tools import assert_finite, assert_same, columns, types, with_simulation


@pytest.fixture(scope="module")
def fresh(go2):
    return go2.reset(go2.keys())


def standing(go2, command=(0.0, 0.0, 0.0)):
    """Robots in the default pose on the floor, at rest, with a command that stays."""
    state = go2.reset_to(go2.keys(), jnp.tile(jnp.array(command), (go2.size, 1)))
    return placed(go2, state, [0.0, 0.0, go2.env.robot.default_height], [1.0, 0.0, 0.0, 0.0])


def placed(go2, state, position, quaternion, joints=None):
    """All robots there at rest, in their default pose unless joint angles are given."""
    joints = go2.env.robot.default_pose if joints is None else joints
    qpos = jnp.tile(jnp.array([*position, *quaternion, *joints]), (go2.size, 1))
    return with_simulation(state, qpos=qpos, qvel=jnp.zeros_like(state.physics.simulation.qvel))


def still(go2):
    return jnp.zeros((go2.size, go2.env.action_size))


def test_each_action_moves_the_joint_of_its_name(go2):
    """ENV-01: in free flight action i turns joint i, and the observation says so in the same place."""
    offsets, model = columns(go2.env.state_entries, name="joint_offset")[:12], go2.env.engine.mj_model
    assert go2.env.robot.joints == tuple(model.joint(i).name for i in range(1, 13))
    for first in (0, 4):
        start = placed(go2, standing(go2), [0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0])
        action = 0.3 * jnp.eye(12)[first : first + go2.size]
        state = start
        for _ in range(10):
            state = go2.step(state, action)
        turned = np.abs(state.physics.simulation.qpos - start.physics.simulation.qpos)[:, 7:]
        for robot, joint in enumerate(range(first, first + go2.size)):
            assert turned[robot].argmax() == joint
            assert np.delete(turned[robot], joint).max() < 0.25 * turned[robot, joint]
        seen = np.asarray(state.obs.state)[:, offsets]
        np.testing.assert_allclose(
            seen, state.physics.simulation.qpos[:, 7:] - start.physics.simulation.qpos[:, 7:], atol=1e-5
        )


def test_robot_stands_still_at_zero_action(go2):
    """ENV-02: after two seconds neither jitter nor drift nor lost feet for one more second."""
    state, heights, positions, contacts = standing(go2), [], [], []
    for step in range(150):
        state = go2.step(state, still(go2))
        if step >= 100:
            heights.append(state.physics.simulation.qpos[:, 2])
            positions.append(go2.env.position(state))
            contacts.append(state.physics.swing_time == 0.0)
        assert not state.done.any()
    assert np.std(heights, axis=0).max() < 0.003
    assert np.min(heights) > 0.2 and np.max(heights) < 0.36
    assert np.linalg.norm(positions[-1] - positions[0], axis=-1).max() < 0.02
    assert np.mean(np.all(contacts, axis=-1)) >= 0.95
    w, x, y, z = np.asarray(state.physics.simulation.qpos[:, 3:7]).T
    assert (w * w - x * x - y * y + z * z > 0.98).all()


@pytest.mark.parametrize(
    "fault", ["nan velocity", "infinite velocity", "overflow", "no robot's", "nan action"]
)
def test_non_finite_robot_ends_alone(go2, fresh, fault):
    """ENV-05: robot 3 fails, finite and marked invalid; the others are bitwise those of a clean run.

    Where the step before was finite, all of the state is.
    """
    action, qvel, bad = go2.actions(0), fresh.physics.simulation.qvel, 3
    clean = go2.step(fresh, action)
    if fault == "nan action":
        action = action.at[bad, 5].set(jnp.nan)
    else:
        speed = {"nan velocity": jnp.nan, "infinite velocity": jnp.inf, "overflow": 1e30, "no robot's": 1e7}[
            fault
        ]
        qvel = qvel.at[bad, 8].set(speed)
    state = go2.step(with_simulation(fresh, qvel=qvel), action)

    assert_finite(state if fault in ("overflow", "no robot's", "nan action") else state.replace(physics=None))
    assert (state.done[bad], state.terminated[bad], state.truncated[bad]) == (True, True, False)
    assert not state.valid[bad] and state.reward[bad] == 0.0
    others = np.delete(np.arange(go2.size), bad)
    assert state.valid[others].all()
    assert_same(state, clean, rows=others)

    restarted = go2.restart(state)
    assert_finite(go2.step(restarted, go2.actions(1)))
    assert_same(restarted, go2.restart(clean), rows=others)


def test_random_actions_never_break_the_physics(go2):
    """ENV-06: 500 random steps of eight robots stay finite and within bodily speeds."""
    state = go2.reset(go2.keys(6))
    for step in range(500):
        state = go2.step(state, go2.actions(step))
        assert state.valid.all()
        speed = np.abs(state.physics.simulation.qvel)
        assert speed[:, 3:].max() < 100.0 and speed[:, :3].max() < 20.0
        state = go2.restart(state)


@pytest.mark.parametrize("robots", [1, 2, 8, 19])
def test_reset_and_step_agree_in_every_type(go2, robots):
    """ENV-09: same structure, shapes, dtypes and weak types, whatever the batch."""
    keys = jax.eval_shape(lambda: jax.random.split(jax.random.key(0), robots))
    fresh = jax.eval_shape(go2.env.reset, keys)
    action = jax.ShapeDtypeStruct((robots, go2.env.action_size), jnp.float32)
    following = jax.eval_shape(go2.env.step, fresh, action)
    assert types(following) == types(fresh)
    assert not any(leaf.weak_type for leaf in jax.tree.leaves(following))


def test_step_is_traced_once(go2, fresh):
    """ENV-09: steps on fresh, stepped and restarted states share one compilation."""
    state = fresh
    for step in range(5):
        state = go2.restart(go2.step(go2.step(state, go2.actions(step)), still(go2)))
    assert len(go2.traces) == 1


def test_step_lowers_for_cpu_and_cuda(go2, fresh):
    """A CPU host can export the step for both platforms."""
    exported = jax.export.export(jax.jit(go2.env.step), platforms=("cpu", "cuda"))(fresh, still(go2))
    assert set(exported.platforms) == {"cpu", "cuda"}


@pytest.mark.parametrize(
    "quaternion",
    [
        pytest.param([0.0, 1.0, 0.0, 0.0], id="on its back"),
        pytest.param([np.sqrt(0.5), np.sqrt(0.5), 0.0, 0.0], id="on its side"),
        pytest.param([np.cos(np.deg2rad(40)), 0.0, np.sin(np.deg2rad(40)), 0.0], id="nose down"),
    ],
)
def test_fallen_robot_has_failed(go2, quaternion):
    """ENV-16: within two control steps, and never as a truncation."""
    state = go2.step(placed(go2, standing(go2), [0.0, 0.0, 0.25], quaternion), still(go2))
    if not state.terminated.all():
        state = go2.step(state, still(go2))
    assert state.terminated.all() and not state.truncated.any() and state.valid.all()


def test_low_base_is_a_failure_and_a_crouch_is_not(go2):
    """ENV-16: an upright crouch goes on; below the minimum height the episode ends."""
    crouch = (0.0, 1.1, -2.2) * 4
    state = placed(go2, standing(go2), [0.0, 0.0, 0.216], [1.0, 0.0, 0.0, 0.0], crouch)
    assert not go2.step(state, still(go2)).done.any()
    state = placed(
        go2, standing(go2), [0.0, 0.0, go2.env.robot.min_height - 0.03], [1.0, 0.0, 0.0, 0.0], crouch
    )
    assert go2.step(state, still(go2)).terminated.all()


def test_moderate_tilt_is_no_failure(go2):
    half = (go2.env.robot.max_tilt - 0.15) / 2
    state = placed(go2, standing(go2), [0.0, 0.0, 0.5], [np.cos(half), np.sin(half), 0.0, 0.0])
    assert not go2.step(state, still(go2)).done.any()


def test_time_limit_truncates_and_keeps_the_true_successor(go2, fresh):
    """SAC-01: the last observation is that of an episode without limit, not that of the next episode."""
    limit, action = go2.env.config.max_traj_length, go2.actions(2)
    last = go2.step(fresh.replace(episode_step=jnp.full_like(fresh.episode_step, limit - 1)), action)
    unlimited = go2.step(fresh, action)
    assert last.truncated.all() and not last.terminated.any() and last.done.all()
    assert not unlimited.done.any()
    assert_same(last.obs, unlimited.obs)
    assert_same(last.reward, unlimited.reward)
    assert np.abs(go2.restart(last).obs.state - last.obs.state).max(axis=1).min() > 0.01


def test_fall_at_the_time_limit_is_a_failure(go2):
    """SAC-01: failing exactly at the last step is terminated, not truncated."""
    state = placed(go2, standing(go2), [0.0, 0.0, 0.25], [0.0, 1.0, 0.0, 0.0])
    limit = go2.env.config.max_traj_length
    state = go2.step(state.replace(episode_step=jnp.full_like(state.episode_step, limit - 1)), still(go2))
    assert state.terminated.all() and not state.truncated.any() and state.done.all()


def test_reward_is_the_sum_of_its_logged_terms(go2, fresh):
    state = go2.step(fresh, go2.actions(4))
    assert set(state.terms) == {f"reward/{name}" for name in vars(go2.env.config.reward)}
    np.testing.assert_allclose(state.reward, sum(state.terms.values()), rtol=1e-5, atol=1e-6)


def test_gait_terms_vanish_at_zero_command(go2):
    """ENV-13: air time pays only under a moving command, the stand-still term acts only at zero."""
    air_time, stand_still = {}, {}
    for speed in (0.0, 0.5):
        state = standing(go2, (speed, 0.0, 0.0))
        air_time[speed], stand_still[speed] = [], []
        for step in range(40):
            state = go2.step(state, go2.actions(step))
            air_time[speed].append(state.terms["reward/air_time"])
            stand_still[speed].append(state.terms["reward/stand_still"])
    assert not np.any(air_time[0.0]) and np.any(air_time[0.5])
    assert np.all(stand_still[0.0]) and not np.any(stand_still[0.5])
