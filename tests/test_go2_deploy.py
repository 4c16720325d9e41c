"""The runner without JAX sees and does what the environment of the training sees and does."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from deploy_tools import GO2, untrained

from go2mjx.deploy.policy import Observer, Policy, Sensors
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.physics.models import training_model


@pytest.fixture(scope="module")
def saved():
    return untrained(noise=0.1)


@pytest.fixture(scope="module")
def policy(saved):
    return Policy(to_onnx(saved).SerializeToString())


def test_the_observation_is_that_of_the_environment(go2, policy):
    """Step by step, also under commands that change and where the heading falls behind."""
    state, action = go2.reset(go2.keys(6)), np.zeros((go2.size, 12))
    observers = [Observer(policy.description) for _ in range(go2.size)]
    corrected = 0.0
    for step in range(25):
        if step == 12:
            state = go2.env.commanded(state, state.command * jnp.arange(go2.size)[:, None] / 2)
        physics = state.physics.simulation
        for robot in range(go2.size):
            qpos, qvel = np.asarray(physics.qpos[robot]), np.asarray(physics.qvel[robot])
            sensors = Sensors(0.0, qvel[3:6], qpos[3:7], qpos[7:], qvel[6:])
            seen = observers[robot](sensors, np.asarray(state.command[robot]), action[robot])
            np.testing.assert_allclose(seen, state.obs.state[robot], atol=1e-5)
        corrected = max(corrected, np.abs(state.obs.state[:, -1] - state.command[:, 2]).max())
        action = np.asarray(go2.actions(step))
        state = go2.step(state, action)
    assert corrected > 0.05


def test_the_velocity_is_measured_as_in_the_environment(go2, policy):
    state = go2.reset(go2.keys(8))
    robot = SimulatedRobot(policy.description, GO2)
    simulation = state.physics.simulation
    for index in range(go2.size):
        robot.place(simulation.qpos[index], simulation.qvel[index])
        expected = [*state.obs.privileged_state[index, :2], simulation.qvel[index, 5]]
        np.testing.assert_allclose(robot.velocity, expected, atol=1e-6)


def test_the_same_policy_moves_both_robots_alike(go2, saved, policy):
    """Half a second in MJX and in C MuJoCo from the same start with the same model."""
    commands = jnp.linspace(-1.0, 1.0, go2.size)[:, None] * jnp.array([1.0, 0.4, -1.0])
    state = start = go2.reset_to(go2.keys(7), commands)
    act = jax.jit(lambda observation: saved.learner.act(saved.policy, observation))
    for _ in range(25):
        state = go2.step(state, act(state.obs.state))
    robot = SimulatedRobot(policy.description, GO2, training_model(GO2))
    moved = []
    for index in range(go2.size):
        controller = Controller(policy, Limits(ramp_seconds=0.0))
        begin, end = start.physics.simulation, state.physics.simulation
        robot.place(begin.qpos[index], begin.qvel[index])
        for _ in range(25):
            robot.advance(controller.step(robot.sensors(), np.asarray(commands[index]), robot.data.time))
        assert controller.fault is None
        difference = np.abs(robot.data.qpos - np.asarray(end.qpos[index]))
        assert difference[:3].max() < 0.01
        assert difference[7:].max() < 0.05
        moved.append(np.abs(robot.data.qpos - np.asarray(begin.qpos[index]))[7:].max())
    assert min(moved) > 0.1
