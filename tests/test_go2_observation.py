"""GO2-v0's observation table and its left-right mirror, and MJX against C MuJoCo."""

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
from env_tools import columns, mirrored_observation, with_simulation

from go2mjx.tasks.commands import MOVING_THRESHOLD
from go2mjx.tasks.registry import make
from tests import robot_files


def test_table_describes_the_observation(go2):
    """Widths add up, and every row says what it is, in which unit, from which source."""
    state, sizes = go2.reset(go2.keys()), go2.env.observation_size
    assert state.obs.state.shape == (go2.size, sizes["state"])
    assert state.obs.privileged_state.shape == (go2.size, sizes["privileged_state"])
    for item in (*go2.env.state_entries, *go2.env.privileged_entries):
        assert item.name and item.unit
        assert sorted(item.mirror_order) == list(range(item.width)) and len(item.mirror_sign) == item.width


def test_actor_sees_only_what_the_real_robot_measures(go2):
    """DEP-04"""
    assert {item.source for item in go2.env.state_entries} <= {"imu", "encoder", "command", "history"}
    assert {item.source for item in go2.env.privileged_entries} == {"privileged"}


def test_actor_observation_does_not_depend_on_where_the_robot_is_or_how_fast_it_moves(go2):
    """Base position, heading and linear velocity change nothing that the actor sees."""
    state = go2.step(go2.reset(go2.keys(1)), go2.actions(0))
    physics, half = state.physics.simulation, 0.6
    w, z = np.cos(half), np.sin(half)
    q = physics.qpos[:, 3:7]
    turned = jnp.stack(
        [
            w * q[:, 0] - z * q[:, 3],
            w * q[:, 1] - z * q[:, 2],
            w * q[:, 2] + z * q[:, 1],
            w * q[:, 3] + z * q[:, 0],
        ],
        1,
    )
    qpos = physics.qpos.at[:, :2].add(3.0).at[:, 2].add(1.0).at[:, 3:7].set(turned)
    lifted = with_simulation(state, qpos=physics.qpos.at[:, 2].add(1.0))
    moved = with_simulation(state, qpos=qpos, qvel=physics.qvel.at[:, 0].add(1.0))
    there, here = go2.step(moved, go2.actions(1)), go2.step(lifted, go2.actions(1))
    np.testing.assert_allclose(there.obs.state, here.obs.state, atol=2e-3)
    assert np.abs(there.obs.privileged_state - here.obs.privileged_state).max() > 0.5


def _heading_rate(orientation, angular_velocity):
    """rad/s, of the direction of the nose seen from above."""
    rotation = np.zeros(9)
    mujoco.mju_quat2Mat(rotation, np.asarray(orientation, np.float64))
    rotation = rotation.reshape(3, 3)
    nose = rotation[:, 0]
    x, y, _ = np.cross(rotation @ angular_velocity, nose)
    return (nose[0] * y - nose[1] * x) / (nose[0] ** 2 + nose[1] ** 2)


def test_measured_entries_are_the_physical_quantities(go2):
    """The newest frame holds the gyro rate, gravity in the base frame, joint offsets and speeds."""
    state = go2.step(go2.reset(go2.keys(2)), go2.actions(0))
    physics, seen = state.physics.simulation, np.asarray(state.obs.state)

    def newest(name, width):
        return seen[:, columns(go2.env.state_entries, name=name)[:width]]

    np.testing.assert_allclose(newest("angular_velocity", 3), physics.qvel[:, 3:6], rtol=1e-6)
    np.testing.assert_allclose(newest("joint_velocity", 12), physics.qvel[:, 6:], rtol=1e-6)
    offset = physics.qpos[:, 7:] - np.array(go2.env.robot.default_pose, np.float32)
    np.testing.assert_allclose(newest("joint_offset", 12), offset, atol=1e-6)
    np.testing.assert_allclose(newest("last_action", 12), go2.actions(0), rtol=1e-6)
    asked = np.array(state.command)
    turned = np.array([*map(_heading_rate, physics.qpos[:, 3:7], physics.qvel[:, 3:6])])
    moves = np.linalg.norm(asked, axis=1) > MOVING_THRESHOLD
    asked[:, 2] += go2.env.config.heading_gain * 0.02 * moves * (asked[:, 2] - turned)
    found = seen[:, columns(go2.env.state_entries, name="command")]
    np.testing.assert_array_equal(found[:, :2], asked[:, :2])
    np.testing.assert_allclose(found[:, 2], asked[:, 2], atol=1e-5)
    for robot in range(go2.size):
        rotation = np.zeros(9)
        mujoco.mju_quat2Mat(rotation, np.asarray(physics.qpos[robot, 3:7], np.float64))
        down = -rotation.reshape(3, 3)[2]
        np.testing.assert_allclose(newest("gravity", 3)[robot], down, atol=1e-5)


def test_mirroring_twice_changes_nothing(go2):
    observation = go2.step(go2.reset(go2.keys(3)), go2.actions(0)).obs
    once = mirrored_observation(go2.env, observation)
    twice = mirrored_observation(go2.env, once)
    np.testing.assert_array_equal(twice.state, observation.state)
    np.testing.assert_array_equal(twice.privileged_state, observation.privileged_state)
    assert np.abs(once.state - observation.state).max() > 0.1
    action = go2.actions(0)
    np.testing.assert_array_equal(go2.env.action_mirror(go2.env.action_mirror(action)), action)


def test_mirrored_robot_sees_the_mirrored_observation(go2):
    """Reflected state, command and actions give the reflected observation and the same reward.

    The two runs last longer than the history, so that every frame of it has been reflected physics.
    """
    robot = go2.env.robot
    order, sign = np.array(robot.joint_mirror), np.array(robot.joint_mirror_sign, np.float32)
    commands = jnp.linspace(-1.0, 1.0, go2.size)[:, None] * jnp.array([1.0, 0.4, -1.0])
    left = go2.reset_to(go2.keys(4), commands)
    right = go2.reset_to(go2.keys(5), commands * jnp.array([1.0, -1.0, -1.0]))
    qpos, qvel = left.physics.simulation.qpos, left.physics.simulation.qvel
    right = with_simulation(
        right,
        qpos=jnp.concatenate(
            [qpos[:, :7] * jnp.array([1, -1, 1, 1, -1, 1, -1.0]), qpos[:, 7:][:, order] * sign], 1
        ),
        qvel=jnp.concatenate(
            [qvel[:, :6] * jnp.array([1, -1, 1, -1, 1, -1.0]), qvel[:, 6:][:, order] * sign], 1
        ),
    )
    for step in range(go2.env.config.history_length + 2):
        action = 0.3 * go2.actions(step)
        left, right = go2.step(left, action), go2.step(right, go2.env.action_mirror(action))
    image = mirrored_observation(go2.env, left.obs)
    unlike = np.abs(left.obs.state - right.obs.state).max()
    assert np.abs(image.state - right.obs.state).max() < 0.05 * unlike
    np.testing.assert_allclose(image.privileged_state, right.obs.privileged_state, atol=0.02)
    np.testing.assert_allclose(left.reward, right.reward, rtol=0.02, atol=0.02)


def sine_targets(step, dt):
    """1 Hz, 0.2 rad on each joint, as actions of the default action scale."""
    return 0.2 * np.sin(2 * np.pi * step * dt + np.arange(12))


def test_mjx_agrees_with_c_mujoco(go2):
    """ENV-11: free flight to 1e-4, and a second on the floor to 5 mm of base height."""
    model, robot = go2.env.engine.mj_model, go2.env.robot
    for height, steps, tolerance in ((1.0, 10, 1e-4), (robot.default_height, 50, None)):
        data = mujoco.MjData(model)
        data.qpos[:] = [0, 0, height, 1, 0, 0, 0, *robot.default_pose]
        state = go2.reset_to(go2.keys(), jnp.zeros((go2.size, 3)))
        state = with_simulation(
            state,
            qpos=jnp.tile(jnp.asarray(data.qpos, jnp.float32), (go2.size, 1)),
            qvel=jnp.zeros((go2.size, model.nv)),
        )
        for step in range(steps):
            offset = sine_targets(step, go2.env.time_step)
            data.ctrl[:] = np.array(robot.default_pose) + offset
            mujoco.mj_step(model, data, round(go2.env.time_step / model.opt.timestep))
            action = jnp.asarray(offset / go2.env.config.action_scale, jnp.float32)
            state = go2.step(state, jnp.tile(action, (go2.size, 1)))
        assert not state.terminated.any()
        difference = np.abs(np.asarray(state.physics.simulation.qpos)[0] - data.qpos)
        if tolerance:
            assert difference.max() < tolerance
        assert difference[2] < 0.005


def test_a_robot_file_in_another_order_is_the_same_environment(go2, tmp_path):
    """ENV-01: legs, actuators and parts reversed; joints, observation and reward of the same actions are the same."""
    path = robot_files.write(tmp_path, robot_files.in_another_order)
    own = make("GO2-v0", go2.env.config, num_envs=go2.size, robot=path)
    assert own.robot.joints == go2.env.robot.joints
    assert own.engine.mj_model.joint(1).name != go2.env.robot.joints[0]
    mine = theirs = go2.reset(go2.keys(12))
    step = jax.jit(own.step)
    for number in range(10):
        action = 0.5 * go2.actions(number)
        mine, theirs = go2.step(mine, action), step(theirs, action)
    for name in ("qpos", "torque", "foot_position"):
        simulated, expected = (getattr(each.physics.simulation, name) for each in (theirs, mine))
        np.testing.assert_allclose(simulated, expected, rtol=1e-3, atol=2e-3)
    np.testing.assert_allclose(theirs.obs.state, mine.obs.state, atol=0.05)
    np.testing.assert_allclose(theirs.obs.privileged_state, mine.obs.privileged_state, atol=0.01)
    np.testing.assert_allclose(theirs.reward, mine.reward, atol=0.01)
    assert np.abs(mine.obs.state - go2.reset(go2.keys(12)).obs.state).max() > 1.0
