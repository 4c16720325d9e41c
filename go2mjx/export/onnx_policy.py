"""A trained policy as one ONNX file, with all that a robot needs to know about it in the metadata."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from go2mjx import robots
from go2mjx.deploy.policy import ACTION_NAME, FORMAT_VERSION, INPUT_NAME, TARGET_NAME, Description, Policy
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot, run_episode
from go2mjx.learners.base import Layer
from go2mjx.physics.models import joint_constants
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot
from go2mjx.tasks.commands import MAX_HEADING_LAG, MOVING_THRESHOLD
from go2mjx.training.trained import TrainedPolicy

OPSET = 17
"""The first with LayerNormalization."""
IR_VERSION = 8
"""The first that holds this opset; onnxruntime 1.16 and 1.17 refuse 10."""
MAX_DIFFERENCE = 1e-5
"""Largest difference between JAX and onnxruntime that an exported policy may have, in actions and in rad."""


def to_onnx(trained: TrainedPolicy, training: Mapping[str, Any] | None = None) -> onnx.ModelProto:
    """The deterministic policy: a raw observation (1, n) to actions and joint targets (rad), (1, joints), in float32.

    `training` says where the policy comes from. Raises UsageError as `describe` does.
    """
    described = describe(trained, training)
    graph = _Graph()
    graph.add_chain(INPUT_NAME, trained.learner.export(trained.policy), ACTION_NAME)
    offset = graph.add("Mul", ACTION_NAME, described.action_scale)
    graph.add("Add", offset, described.default_pose, output=TARGET_NAME)

    size, joints = trained.env.observation_size["state"], len(described.joint_names)
    outputs = {ACTION_NAME: joints, TARGET_NAME: joints}
    return as_model(graph.nodes, {INPUT_NAME: size}, outputs, graph.constants, described.to_properties())


def as_model(
    nodes: Sequence[onnx.NodeProto],
    inputs: Mapping[str, int],
    outputs: Mapping[str, int],
    constants: Sequence[onnx.TensorProto],
    properties: Mapping[str, str],
) -> onnx.ModelProto:
    """The checked file of a graph, with the width of each input and output, and its metadata."""

    def tensors(widths: Mapping[str, int]) -> list[onnx.ValueInfoProto]:
        # runners in C++ pass the declared shape on, and a size left open would be -1
        return [
            helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, width])
            for name, width in widths.items()
        ]

    model = helper.make_model(
        helper.make_graph(nodes, "go2mjx policy", tensors(inputs), tensors(outputs), constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="go2mjx",
    )
    helper.set_model_props(model, properties)
    onnx.checker.check_model(model, full_check=True)
    return model


class _Graph:
    """Nodes in order and the constants that they use."""

    def __init__(self) -> None:
        self.nodes, self.constants = [], []

    def add(self, operator: str, *inputs: Any, output: str | None = None, **attributes: Any) -> str:
        """Append a node; inputs are names of values or numbers. Returns the name of its output."""
        names = []
        for value in inputs:
            if not isinstance(value, str):
                name = f"constant_{len(self.constants)}"
                self.constants.append(numpy_helper.from_array(np.asarray(value, np.float32), name))
                value = name
            names.append(value)
        output = output or f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, names, [output], **attributes))
        return output

    def add_chain(self, value: str, layers: tuple[Layer, ...], output: str) -> None:
        """Append `layers`, one after the other, from the value of one name to that of another."""
        for layer in layers:
            name = output if layer is layers[-1] else None
            if layer.operator == "Silu":
                value = self.add("Mul", value, self.add("Sigmoid", value), output=name)
            else:
                value = self.add(layer.operator, value, *layer.constants, output=name, **layer.attributes)


def describe(trained: TrainedPolicy, training: Mapping[str, Any] | None = None) -> Description:
    """What the file says about the policy.

    Raises UsageError for an environment without a robot, and for an observation that no robot can make.
    """
    env, robot = trained.env, trained.env.robot
    if robot is None:
        raise UsageError("the policy drives no robot: there is nothing to export")
    privileged = [item.name for item in env.state_entries if item.source == "privileged"]
    if privileged:
        raise UsageError(f"the policy needs {', '.join(privileged)}, which only a simulator knows")
    constants = joint_constants(robot)
    by_name = robot.name in robots.NAMES and robots.load(robot.name) == robot
    return Description(
        format_version=FORMAT_VERSION,
        robot=robot.name,
        robot_file=None if by_name else str(robot.mjcf),
        joint_names=robot.joints,
        sdk_order=robot.sdk_order,
        position_gain=tuple(constants.position_gain.tolist()),
        derivative_gain=tuple(constants.derivative_gain.tolist()),
        joint_damping=tuple(constants.damping.tolist()),
        joint_friction=tuple(constants.friction.tolist()),
        joint_armature=tuple(constants.armature.tolist()),
        default_pose=robot.default_pose,
        action_scale=env.config.action_scale,
        joint_limits=tuple(map(tuple, constants.range.tolist())),
        torque_limits=tuple(constants.torque_limit.tolist()),
        max_tilt=env.max_tilt,
        control_time_step=robot.control_time_step,
        physics_time_step=robot.physics_time_step,
        observation=tuple(
            {key: getattr(item, key) for key in ("name", "width", "unit", "source")}
            for item in env.state_entries
        ),
        history_length=env.config.history_length,
        heading_gain=env.config.heading_gain,
        max_heading_lag=MAX_HEADING_LAG,
        moving_threshold=MOVING_THRESHOLD,
        max_command=env.max_command,
        training=dict(training or {}),
    )


def largest_difference(trained: TrainedPolicy, exported: Policy) -> float:
    """The largest difference between the exported policy and JAX, in actions and joint targets (rad).

    Compared on observations of a simulated walk and on random ones about them, also far outside the training where
    the policy clips them.
    """
    random, walked = np.random.default_rng(0), walk(exported, trained.env.robot)
    clips = any(layer.operator == "Clip" for layer in trained.learner.export(trained.policy))
    # without the clipping, float32 rounding alone would exceed the limit far outside
    spread = np.repeat([1.0, 3.0, 30.0] if clips else [1.0], 512)[:, None]
    width = np.maximum(walked.std(axis=0), 0.1)
    noise = width * spread * random.standard_normal((len(spread), walked.shape[1]))
    observations = np.concatenate([random.choice(walked, len(spread)) + noise, walked]).astype(np.float32)
    results = [
        exported(observation[None])
        for observation in console.counted(observations, len(observations), "observations compared with JAX")
    ]
    action, targets = (np.concatenate(column) for column in zip(*results, strict=True))
    expected = np.asarray(trained.learner.act(trained.policy, observations), np.float64)
    description = exported.description
    expected_targets = np.array(description.default_pose) + description.action_scale * expected
    return float(max(np.abs(action - expected).max(), np.abs(targets - expected_targets).max()))


def walk(policy: Policy, robot: Robot) -> np.ndarray:
    """Observations of a walk of the policy in C MuJoCo, (at most 200, n); it ends with a fall."""
    simulated = SimulatedRobot(policy.description, robot)
    simulated.reset(np.random.default_rng(0))
    controller = Controller(policy, Limits(ramp_seconds=0.0))
    return run_episode(simulated, controller, np.array([0.5, 0.0, 0.3]), 200).observation
