"""The table of conventions in docs/export.md is enough to write a runner from it: one that was is held against ours."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from deploy_tools import GO2, untrained
from independent_runner import IndependentRunner
from sensor_walk import random_walk

from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.export.onnx_policy import IR_VERSION, OPSET, to_onnx


@pytest.fixture(params=[1, 3], ids=["no history", "history of 3"])
def file(request, tmp_path):
    file = tmp_path / "policy.onnx"
    onnx.save(to_onnx(untrained(noise=0.3, history_length=request.param)), file)
    return file


def test_a_runner_from_the_table_commands_the_motors_as_ours_does(file):
    """On readings that reach the torque limits and the joint ranges, and commands beyond the training."""
    controller, other = Controller(Policy(file), Limits(ramp_seconds=0.0)), IndependentRunner(file)
    sdk, limited = list(GO2.sdk_order), np.zeros(12, bool)
    for step in random_walk(60):
        ours = controller.step(step.sensors(GO2.sdk_order), step.command, step.time)
        assert controller.fault is None
        target, position_gain, derivative_gain = other.step(
            step.gyro, step.orientation, step.position, step.velocity, step.command
        )
        np.testing.assert_allclose(other.observation, controller.observation, atol=1e-6)
        np.testing.assert_allclose(target, ours.target[sdk], atol=1e-5)
        np.testing.assert_array_equal(position_gain, ours.position_gain[sdk])
        np.testing.assert_array_equal(derivative_gain, ours.derivative_gain[sdk])
        asked = np.array(GO2.default_pose) + other.said["action_scale"] * other.action
        limited |= np.abs(asked[sdk] - target) > 1e-3
    assert limited.all()


@pytest.mark.parametrize(
    ("quaternion", "gravity"),
    [
        ([1, 0, 0, 0], [0, 0, -1]),
        ([np.cos(0.2), 0, np.sin(0.2), 0], [np.sin(0.4), 0, -np.cos(0.4)]),  # nose down
        ([np.cos(0.2), np.sin(0.2), 0, 0], [0, -np.sin(0.4), -np.cos(0.4)]),  # right side down
        ([np.cos(0.2), 0, 0, np.sin(0.2)], [0, 0, -1]),  # turned left
    ],
)
def test_gravity_has_the_signs_of_the_table(file, quaternion, gravity):
    seen = IndependentRunner(file).observe(np.zeros(3), np.array(quaternion), *np.zeros((2, 12)), np.zeros(3))
    np.testing.assert_allclose(seen[3:6], gravity, atol=1e-6)


def test_the_table_names_the_version_of_the_file():
    text = (Path(__file__).parents[1] / "docs" / "export.md").read_text()
    assert f"IR version {IR_VERSION}, opset {OPSET}" in text
