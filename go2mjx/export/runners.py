"""The exported policy as two public C++ runners read it: their names, their order of the observation, their settings.

Read at these commits, the newest that could be had: github.com/unitreerobotics/unitree_rl_lab e72a072 (8 July 2025; a later
form of its observation manager reads the same file) and github.com/fan-ziqi/rl_sar e384912 (19 November 2025).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import yaml
from onnx import helper, numpy_helper

from go2mjx.deploy.policy import ACTION_NAME, INPUT_NAME, Description
from go2mjx.export.onnx_policy import as_model
from go2mjx.process.errors import UsageError

COMMAND = "command"
RUNNER_INPUT, RUNNER_OUTPUT = "obs", "actions"
ROBOT = "GO2"
"""The robot of the runners' programs that these files are for."""
RL_SAR_TIME_STEP = 0.02
"""Seconds between two actions of rl_sar's GO2; no file of a policy changes it."""
UNCLIPPED = 1e6
"""Where a runner insists on clipping; the network clips for itself."""

Piece = tuple[str, int]
"""An entry of the observation and its age in control steps."""


@dataclass(frozen=True)
class Format:
    """What one runner reads, in a folder of its own."""

    policy_file: str
    settings_file: str
    terms: dict[str, str]
    """The runner's names of our observation entries."""
    pieces: Callable[[list[str], int], list[Piece]]
    """The order of the runner's input, from the entries of one control step and the number of steps."""
    settings: Callable[["Format", Description, str], dict[str, Any]]
    """Content of the settings file, also from the name of the folder."""


def files(runner: str, model: onnx.ModelProto, folder: str) -> dict[str, bytes]:
    """The files that `runner`, one of `FORMATS`, reads for an exported policy, by their paths in its folder.

    Raises UsageError for a policy that the runner cannot drive.
    """
    form = FORMATS[runner]
    description = Description.from_properties({item.key: item.value for item in model.metadata_props})
    _check(runner, description)
    properties = {"runner": json.dumps(runner), "training": json.dumps(description.training)}
    converted = _convert(model, description, form, properties)
    settings = yaml.safe_dump(
        form.settings(form, description, folder), sort_keys=False, default_flow_style=None
    )
    return {form.policy_file: converted.SerializeToString(), form.settings_file: settings.encode()}


def _check(runner: str, description: Description) -> None:
    """Raises UsageError."""
    if description.robot != ROBOT:
        raise UsageError(f"--runner {runner}: it drives a {ROBOT}; the policy drives {description.robot}")
    if runner == "rl_sar" and description.control_time_step != RL_SAR_TIME_STEP:
        raise UsageError(
            f"--runner {runner}: it acts every {RL_SAR_TIME_STEP} s; the policy acts every "
            f"{description.control_time_step} s"
        )
    for entry in description.observation:
        if entry["name"] not in FORMATS[runner].terms:
            raise UsageError(
                f"--runner {runner}: it cannot make the observation entry {entry['name']}; it can make "
                f"{', '.join(FORMATS[runner].terms)}"
            )


def _convert(
    model: onnx.ModelProto, description: Description, form: Format, properties: dict[str, str]
) -> onnx.ModelProto:
    """The network of `model` behind nodes that bring the runner's input into our order and clamp the command."""
    order, size = _order(description, form)
    limit = np.full(len(order), np.inf)
    limit[-len(description.max_command) :] = description.max_command  # no runner is sure to keep to them
    network = onnx.utils.Extractor(model).extract_model([INPUT_NAME], [ACTION_NAME]).graph
    for node in network.node:
        node.output[:] = [RUNNER_OUTPUT if name == ACTION_NAME else name for name in node.output]
    constants = [
        numpy_helper.from_array(value, name)
        for name, value in (
            ("runner_order", order),
            ("runner_lowest", (-limit).astype(np.float32)),
            ("runner_highest", limit.astype(np.float32)),
        )
    ]
    nodes = [
        helper.make_node("Gather", [RUNNER_INPUT, "runner_order"], ["runner_ordered"], axis=1),
        helper.make_node("Max", ["runner_ordered", "runner_lowest"], ["runner_raised"]),
        helper.make_node("Min", ["runner_raised", "runner_highest"], [INPUT_NAME]),
    ]
    inputs, outputs = {RUNNER_INPUT: size}, {RUNNER_OUTPUT: len(description.joint_names)}
    return as_model([*nodes, *network.node], inputs, outputs, [*constants, *network.initializer], properties)


def _order(description: Description, form: Format) -> tuple[np.ndarray, int]:
    """Where each number of our observation, (n,) int64, stands in the runner's input, and the size of that."""
    frame, width = _frame(description), _widths(description)
    starts, size = {}, 0
    for piece in form.pieces(frame, description.history_length):
        starts[piece] = size
        size += width[piece[0]]
    ours = [(name, age) for age in range(description.history_length) for name in frame]
    where = [starts[piece] + np.arange(width[piece[0]]) for piece in (*ours, (COMMAND, 0))]
    return np.concatenate(where), size


def _frame(description: Description) -> list[str]:
    """The entries of one control step, without the command."""
    count = (len(description.observation) - 1) // description.history_length
    return [entry["name"] for entry in description.observation[:count]]


def _widths(description: Description) -> dict[str, int]:
    return {entry["name"]: entry["width"] for entry in description.observation}


def _by_term(frame: list[str], length: int) -> list[Piece]:
    """Each entry with its history, oldest first."""
    return [(name, age) for name in frame for age in reversed(range(length))] + [(COMMAND, 0)]


def _by_time(frame: list[str], length: int) -> list[Piece]:
    """All entries of a control step together, newest first."""
    return [(name, age) for age in range(length) for name in (*frame, COMMAND)]


def _sdk_places(description: Description) -> list[int]:
    """For each joint of the policy its place in the SDK's order."""
    return np.argsort(description.sdk_order).tolist()


def _unitree_rl_lab(form: Format, description: Description, folder: str) -> dict[str, Any]:
    sdk, joints = list(description.sdk_order), len(description.joint_names)
    forward, lateral, yaw = ([-limit, limit] for limit in description.max_command)
    width = _widths(description)

    def term(name: str, history: int, **parameters: str) -> dict[str, Any]:
        return {"params": parameters, "clip": None, "scale": [1.0] * width[name], "history_length": history}

    terms = {form.terms[name]: term(name, description.history_length) for name in _frame(description)}
    return {
        "joint_ids_map": _sdk_places(description),
        "step_dt": description.control_time_step,
        "stiffness": [description.position_gain[joint] for joint in sdk],
        "damping": [description.derivative_gain[joint] for joint in sdk],
        "default_joint_pos": list(description.default_pose),
        "commands": {
            "base_velocity": {
                "ranges": {"lin_vel_x": forward, "lin_vel_y": lateral, "ang_vel_z": yaw, "heading": None}
            }
        },
        "actions": {
            "JointPositionAction": {
                "clip": [list(limits) for limits in description.joint_limits],
                "joint_names": [".*"],
                "scale": [description.action_scale] * joints,
                "offset": list(description.default_pose),
                "joint_ids": None,
            }
        },
        "observations": terms | {form.terms[COMMAND]: term(COMMAND, 1, command_name="base_velocity")},
    }


def _rl_sar(form: Format, description: Description, folder: str) -> dict[str, Any]:
    joints, width = len(description.joint_names), _widths(description)
    names = [*_frame(description), COMMAND]
    settings = {
        "model_name": form.policy_file,
        "num_observations": sum(width[name] for name in names),
        "observations": [form.terms[name] for name in names],
        "observations_history": list(range(description.history_length)),
        "observations_history_priority": "time",
        "clip_obs": UNCLIPPED,
        "clip_actions_lower": [-1.0] * joints,
        "clip_actions_upper": [1.0] * joints,
        "rl_kp": list(description.position_gain),
        "rl_kd": list(description.derivative_gain),
        "num_of_dofs": joints,
        "action_scale": [description.action_scale] * joints,
        "wheel_indices": [],
        "lin_vel_scale": 1.0,
        "ang_vel_scale": 1.0,
        "dof_pos_scale": 1.0,
        "dof_vel_scale": 1.0,
        "commands_scale": [1.0] * width[COMMAND],
        "torque_limits": list(description.torque_limits),
        "default_dof_pos": list(description.default_pose),
        "joint_mapping": _sdk_places(description),
    }
    return {f"{ROBOT.lower()}/{folder}": settings}


FORMATS = {
    "unitree_rl_lab": Format(
        policy_file="exported/policy.onnx",
        settings_file="params/deploy.yaml",
        terms={
            "angular_velocity": "base_ang_vel",
            "gravity": "projected_gravity",
            "joint_offset": "joint_pos_rel",
            "joint_velocity": "joint_vel_rel",
            "last_action": "last_action",
            COMMAND: "velocity_commands",
        },
        pieces=_by_term,
        settings=_unitree_rl_lab,
    ),
    "rl_sar": Format(
        policy_file="policy.onnx",
        settings_file="config.yaml",
        terms={
            "angular_velocity": "ang_vel",
            "gravity": "gravity_vec",
            "joint_offset": "dof_pos",
            "joint_velocity": "dof_vel",
            "last_action": "actions",
            COMMAND: "commands",
        },
        pieces=_by_time,
        settings=_rl_sar,
    ),
}
