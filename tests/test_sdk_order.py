"""The exported joint order: a policy drives a robot whose motors are numbered as in Unitree's SDK."""

import dataclasses
from pathlib import Path
from xml.etree import ElementTree

import mujoco
import numpy as np
import pytest
from deploy_tools import GO2, POSE, untrained

from go2mjx.deploy.policy import Policy, Sensors
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.physics.models import full_collision_model

SDK_LEGS = ("FR", "FL", "RR", "RL")


@pytest.fixture(scope="module")
def policy():
    return Policy(to_onnx(untrained(noise=0.1)).SerializeToString())


def with_legs(legs: tuple[str, ...], folder: Path) -> mujoco.MjModel:
    """The full robot with the bodies and actuators of its legs in another order."""
    tree = ElementTree.parse(GO2.mjcf)
    for parent in (tree.find(".//body[@name='base']"), tree.find("actuator")):
        parts = [child for child in parent if child.get("name", "")[:2] in legs]
        for part in parts:
            parent.remove(part)
        parent.extend(sorted(parts, key=lambda part: legs.index(part.get("name")[:2])))
    tree.write(folder / "go2.xml")
    return full_collision_model(dataclasses.replace(GO2, mjcf=folder / "go2.xml"))


def walk(policy: Policy, built: mujoco.MjModel, order: list[int]) -> tuple[np.ndarray, str | None]:
    """Base position and orientation in one second of control steps, (50, 7), and the controller's fault.

    `order` maps the robot's joint vectors to those of the policy, and back.
    """
    data, controller = mujoco.MjData(built), Controller(policy, Limits(ramp_seconds=0.0))
    data.qpos[:] = [0, 0, GO2.default_height, 1, 0, 0, 0, *POSE[order]]
    path = []
    for _ in range(50):
        reading = Sensors(
            data.time,
            data.qvel[3:6].copy(),
            data.qpos[3:7].copy(),
            data.qpos[7:][order],
            data.qvel[6:][order],
        )
        data.ctrl[:] = controller.step(reading, np.array([0.5, 0.1, 0.3]), data.time).target[order]
        mujoco.mj_step(built, data, GO2.physics_steps)
        path.append(data.qpos[:7].copy())
    return np.array(path), controller.fault


def test_a_robot_in_sdk_order_moves_as_the_one_of_the_training(policy, tmp_path):
    """Catalogue DEP-01: the same base trajectory through the exported permutation, and another one without it."""
    ours, sdk = full_collision_model(GO2), with_legs(SDK_LEGS, tmp_path)
    names = [sdk.joint(index).name for index in range(1, 13)]
    order = list(policy.description.sdk_order)
    assert [policy.description.joint_names[index] for index in order] == names
    assert [policy.description.joint_names[index] for index in np.array(order)[order]] == list(GO2.joints)
    straight = list(range(12))
    expected, fault = walk(policy, ours, straight)
    assert fault is None and np.abs(expected[-1] - expected[0]).max() > 0.01
    np.testing.assert_allclose(walk(policy, sdk, order)[0], expected, atol=1e-4)
    assert np.abs(walk(policy, sdk, straight)[0] - expected).max() > 0.05
