"""`go2mjx export`: the policy of a run as one ONNX file with all that a robot needs to know about it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import tyro

from go2mjx.process import console, platform
from go2mjx.process.errors import UsageError

if TYPE_CHECKING:  # the command line answers before JAX loads
    import onnx

    from go2mjx.deploy.policy import Description, Policy
    from go2mjx.session.saved_policy import SavedPolicy

OPSET = 17
IR_VERSION = 10
MAX_DIFFERENCE = 1e-5
"""Largest difference between JAX and onnxruntime that an exported policy may have, in actions and in rad."""


@dataclass(frozen=True)
class ExportConfig:
    """Write the policy in a checkpoint to an ONNX file and check it against JAX."""

    checkpoint: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Run directory, or its checkpoints directory."""
    output: Annotated[Path, tyro.conf.arg(metavar="FILE")] = Path("policy.onnx")
    """File to write; one that exists is replaced."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1, and writes nothing, if the file would not act as the policy does.

    Raises UsageError for a checkpoint or an output that cannot be used.
    """
    arguments = tyro.cli(ExportConfig, prog="go2mjx export", args=list(argv), use_underscores=True)
    output = arguments.output.expanduser()
    if not arguments.checkpoint.expanduser().is_dir():
        raise UsageError(f"--checkpoint {arguments.checkpoint} is no directory")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise UsageError(f"--output {arguments.output}: it must be a file in a directory that exists")
    platform.configure_jax("cpu", num_envs=1)

    from go2mjx.deploy.policy import Policy  # the command line answers before JAX loads
    from go2mjx.session.saved_policy import load_policy

    saved = load_policy(arguments.checkpoint)
    content = to_onnx(saved, _commit(arguments.checkpoint.expanduser())).SerializeToString()
    difference = largest_difference(saved, Policy(content))
    console.message(f"largest difference between JAX and onnxruntime: {difference:.1e}")
    if not difference < MAX_DIFFERENCE:
        console.warning(
            f"nothing is written: less than {MAX_DIFFERENCE:.0e} is allowed; the run is unchanged"
        )
        return 1
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--output {arguments.output}: cannot be written: {error.strerror}") from None
    console.message(f"wrote {arguments.output} ({len(content) / 1e3:.0f} kB)")
    console.message(f"next: python -m go2mjx.deploy {arguments.output} --command 0.5 0 0")
    return 0


def to_onnx(saved: "SavedPolicy", commit: str | None = None) -> "onnx.ModelProto":
    """The deterministic policy: raw observations (batch, n) to actions and joint targets (rad), (batch, 12).

    Raises UsageError for an environment without joints.
    """
    import onnx
    from onnx import helper

    from go2mjx.deploy.policy import ACTION_NAME, INPUT_NAME, TARGET_NAME
    from go2mjx.training.phases import MAX_NORMALIZED

    described = describe(saved, commit)
    graph = _Graph()
    value = INPUT_NAME
    if saved.config.sac.normalize_observations:
        statistics = saved.policy.statistics
        value = graph.add("Sub", value, statistics.mean)
        value = graph.add("Div", value, statistics.std)
        value = graph.add("Clip", value, -MAX_NORMALIZED, MAX_NORMALIZED)
    weights = saved.policy.actor["params"]
    for layer in range(len(saved.config.sac.hidden_sizes)):
        dense = weights["Torso_0"][f"Dense_{layer}"]
        value = graph.add("Gemm", value, dense["kernel"], dense["bias"])
        if saved.config.sac.layer_norm:
            norm = weights["Torso_0"][f"LayerNorm_{layer}"]
            value = graph.add(
                "LayerNormalization", value, norm["scale"], norm["bias"], epsilon=1e-6
            )  # flax's
        value = graph.add("Mul", value, graph.add("Sigmoid", value))
    value = graph.add("Gemm", value, weights["mean"]["kernel"], weights["mean"]["bias"])
    graph.add("Tanh", value, output=ACTION_NAME)
    offset = graph.add("Mul", ACTION_NAME, described.action_scale)
    graph.add("Add", offset, described.default_pose, output=TARGET_NAME)

    def tensor(name: str, width: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["batch", width])

    joints = len(described.joint_names)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "go2mjx policy",
            [tensor(INPUT_NAME, saved.parts.env.observation_size["state"])],
            [tensor(ACTION_NAME, joints), tensor(TARGET_NAME, joints)],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="go2mjx",
    )
    helper.set_model_props(model, described.to_properties())
    onnx.checker.check_model(model, full_check=True)
    return model


class _Graph:
    """Nodes in order and the constants that they use."""

    def __init__(self) -> None:
        self.nodes, self.constants = [], []

    def add(self, operator: str, *inputs: Any, output: str | None = None, **attributes: Any) -> str:
        """Append a node; inputs are names of values or numbers. Returns the name of its output."""
        from onnx import helper, numpy_helper

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


def describe(saved: "SavedPolicy", commit: str | None = None) -> "Description":
    """What the file says about the policy.

    Raises UsageError for an environment without joints, and for an observation that no robot can make.
    """
    from go2mjx.config.tree import to_flat
    from go2mjx.deploy.policy import FORMAT_VERSION, Description
    from go2mjx.robot import constants
    from go2mjx.robot.model import training_model

    if saved.config.run.env != "GO2-v0":
        raise UsageError(f"a policy of {saved.config.run.env} drives no robot; only GO2-v0 can be exported")
    privileged = [item.name for item in saved.parts.env.state_entries if item.source == "privileged"]
    if privileged:
        raise UsageError(f"the policy needs {', '.join(privileged)}, which only a simulator knows")
    model, joints = training_model(), len(constants.JOINT_NAMES)
    listed = ("name", "width", "unit", "scale", "source")
    return Description(
        format_version=FORMAT_VERSION,
        joint_names=constants.JOINT_NAMES,
        sdk_order=constants.SDK_ORDER,
        position_gain=(constants.POSITION_GAIN,) * joints,
        derivative_gain=(constants.DERIVATIVE_GAIN,) * joints,
        joint_damping=(constants.JOINT_DAMPING,) * joints,
        joint_friction=(constants.JOINT_FRICTION,) * joints,
        joint_armature=(constants.ARMATURE,) * joints,
        default_pose=constants.DEFAULT_POSE,
        action_scale=saved.config.environment.action_scale,
        joint_limits=tuple(tuple(model.joint(name).range.tolist()) for name in constants.JOINT_NAMES),
        torque_limits=tuple(constants.TORQUE_LIMITS[name.split("_")[1]] for name in constants.ACTUATOR_NAMES),
        control_time_step=constants.CONTROL_TIME_STEP,
        physics_time_step=constants.PHYSICS_TIME_STEP,
        observation=tuple(
            {key: asdict(item)[key] for key in listed} for item in saved.parts.env.state_entries
        ),
        history_length=saved.config.environment.history_length,
        max_command=saved.parts.env.max_command,
        training={
            "versions": saved.meta.get("versions"),
            "commit": commit,
            "total_steps": saved.meta["total_steps"],
            "config": to_flat(saved.config),
        },
    )


def _commit(directory: Path) -> str | None:
    """The commit that last trained in a run's directory (or that of its checkpoints); None if it is not known."""
    from go2mjx.checkpoints.checkpoint import locate

    try:
        return json.loads((locate(directory).parent / "provenance.json").read_text())[-1]["git_commit"]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def largest_difference(saved: "SavedPolicy", exported: "Policy") -> float:
    """The largest difference between the exported policy and JAX, in actions and joint targets (rad).

    Compared on random observations, far outside the training where the normaliser clips them, and on those
    of a simulated walk.
    """
    from go2mjx.training.phases import deterministic_action

    statistics, random = saved.policy.statistics, np.random.default_rng(0)
    mean, std = np.asarray(statistics.mean), np.asarray(statistics.std)
    # without the clipping, float32 rounding alone would exceed the limit far outside
    spread = [1.0, 3.0, 30.0] if saved.config.sac.normalize_observations else [1.0, 3.0]
    spread = np.repeat(spread, 512)[:, None]
    observations = mean + std * spread * random.standard_normal((len(spread), len(mean)))
    observations = np.concatenate([observations, walk(exported)]).astype(np.float32)
    action, targets = exported(observations)
    expected = np.asarray(deterministic_action(saved.parts.agent, saved.policy, observations), np.float64)
    description = exported.description
    expected_targets = np.array(description.default_pose) + description.action_scale * expected
    return float(max(np.abs(action - expected).max(), np.abs(targets - expected_targets).max()))


def walk(
    policy: "Policy", command: tuple[float, float, float] = (0.5, 0.0, 0.3), steps: int = 200
) -> np.ndarray:
    """Observations of a walk of the policy in C MuJoCo, (at most `steps`, n); it ends with a fall."""
    from go2mjx.deploy.safety import Controller, Limits
    from go2mjx.deploy.simulation import SimulatedRobot

    robot, controller = SimulatedRobot(policy.description), Controller(policy, Limits(ramp_seconds=0.0))
    robot.reset(np.random.default_rng(0))
    observations = []
    for _ in range(steps):
        robot.advance(controller.step(robot.sensors(), np.array(command), robot.data.time))
        observations.append(controller.observation)
        if controller.fault is not None:
            break
    return np.array(observations)
