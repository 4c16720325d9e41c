"""The heading that follows from the commanded yaw rates is held by what a gyroscope measures."""

import jax.numpy as jnp
import mujoco
import numpy as np
import pytest

from go2mjx.deploy.policy import gravity_direction
from go2mjx.robots.heading import heading_rate
from go2mjx.tasks.commands import MAX_HEADING_LAG, heading_lag, holding_heading
from go2mjx.tasks.config import EnvConfig

STEP = 0.02
QUARTER = np.pi / 2
FORWARD, STAND = jnp.array([0.5, 0.0, 0.0]), jnp.zeros(3)


def turned(command, robot, seconds, config):
    """Heading (rad) and last lag after `seconds` of a robot that turns at `robot(asked yaw rate)`."""
    heading, lag = 0.0, jnp.zeros(())
    for _ in range(round(seconds / STEP)):
        yaw_rate = robot(holding_heading(command, lag, config)[2])
        heading += STEP * float(yaw_rate)
        lag = heading_lag(lag, command, yaw_rate, STEP)
    return heading, float(lag)


@pytest.mark.parametrize("rate", [0.0, 0.4])
def test_a_walk_that_turns_wrongly_keeps_its_heading(rate):
    """Where the yaw rate is short by 0.1 rad/s, gain x lag makes up for it: 0.1 / gain behind, and no further."""
    config, command = EnvConfig(), FORWARD.at[2].set(rate)
    heading, lag = turned(command, lambda asked: asked - 0.1, 10.0, config)
    assert lag == pytest.approx(0.1 / config.heading_gain, rel=1e-3)
    assert heading == pytest.approx(10.0 * rate - lag, abs=1e-3)
    free, _ = turned(command, lambda asked: asked - 0.1, 10.0, EnvConfig(heading_gain=0.0))
    assert free == pytest.approx(10.0 * (rate - 0.1), abs=1e-3)


def test_a_robot_that_cannot_turn_is_asked_for_a_bounded_yaw_rate():
    config, command = EnvConfig(), jnp.array([0.0, 0.0, -0.5])
    _, lag = turned(command, lambda asked: 0.0 * asked, 5.0, config)
    assert lag == pytest.approx(-MAX_HEADING_LAG)
    asked = holding_heading(command, jnp.array(lag), config)
    np.testing.assert_allclose(asked, [0.0, 0.0, -0.5 - config.heading_gain * MAX_HEADING_LAG], rtol=1e-6)


def test_a_robot_that_stands_is_not_turned_and_forgets_what_it_was_behind():
    np.testing.assert_array_equal(holding_heading(STAND, jnp.array(0.2), EnvConfig()), STAND)
    assert float(heading_lag(jnp.array(0.2), STAND, jnp.array(0.3), STEP)) == 0.0


def test_the_correction_is_mirrored_with_the_walk():
    mirror, command, lag = jnp.array([1.0, -1.0, -1.0]), jnp.array([0.3, 0.2, 0.4]), jnp.array(0.1)
    there = holding_heading(mirror * command, -lag, EnvConfig())
    np.testing.assert_array_equal(there, mirror * holding_heading(command, lag, EnvConfig()))


@pytest.mark.parametrize("lag", [0.0, QUARTER], ids=["in phase", "in turn"])
@pytest.mark.parametrize("rate", [0.0, 0.8])
def test_the_rate_of_a_base_that_pitches_and_rolls_adds_up_to_its_heading(rate, lag):
    """Two times a second by 0.1 and 0.05 rad: in turn, the rate about the vertical would add up to 36 degrees in 20 s."""
    time = np.arange(0.0, 20.0, 0.002)
    swing = 4 * np.pi * time
    angles = np.stack([rate * time, 0.05 + 0.05 * np.sin(swing + lag), 0.1 * np.sin(swing)], axis=-1)
    turned, about_vertical = _sums(angles)
    assert turned == pytest.approx(20.0 * rate, abs=0.01)
    coning = 40 * np.pi * 0.1 * 0.05 if lag else 0.0
    assert abs(about_vertical - 20.0 * rate) == pytest.approx(coning, rel=0.02, abs=0.01)


def _sums(angles):
    """Of the heading's rate and of that about the vertical, times the time, from yaw, pitch and roll (rad), (n, 3)."""
    orientations = np.zeros((len(angles), 4))
    for orientation, (yaw, pitch, roll) in zip(orientations, angles, strict=True):
        mujoco.mju_euler2Quat(orientation, [yaw, pitch, roll], "zyx")
    turned = np.zeros((len(angles) - 1, 3))
    for change, before, after in zip(turned, orientations, orientations[1:], strict=False):
        mujoco.mju_subQuat(change, after, before)
    gravity = gravity_direction(0.5 * (orientations[1:] + orientations[:-1]))
    rates = heading_rate(jnp.asarray(turned), jnp.asarray(gravity))
    np.testing.assert_allclose(rates, [*map(heading_rate, turned, gravity)], rtol=1e-4, atol=1e-6)
    return float(np.sum(rates)), -float(np.sum(turned * gravity))


def test_a_nose_that_points_straight_up_has_a_finite_rate():
    for gravity in (np.array([-1.0, 0.0, 0.0]), np.array([-1.0, 1e-9, 0.0])):
        for array in (np.array, jnp.array):
            rate = heading_rate(array([1.0, 2.0, 3.0]), array(gravity))
            assert float(rate) == pytest.approx(0.0, abs=1e-5)
