"""The exported policy: what its file says about itself, its observation, its action."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from go2mjx import robots
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot
from go2mjx.robots.heading import heading_rate

FORMAT_VERSION = 3
"""Version of the metadata in the file. A change that an older runner would misread raises it."""
INPUT_NAME = "observation"
ACTION_NAME = "action"
TARGET_NAME = "joint_targets"
SENSED = ("angular_velocity", "gravity", "joint_offset", "joint_velocity", "last_action")
"""Observation entries that `Observer` knows, apart from the command."""


class PolicyError(UsageError):
    """A file that cannot be used as a policy; the text says why."""


@dataclass(frozen=True)
class Description:
    """The metadata of a policy file. Vectors of joints follow `joint_names`; units are SI."""

    format_version: int
    robot: str  # name
    robot_file: str | None  # a user's own MJCF where the policy was exported; None: go2mjx has the robot
    joint_names: tuple[str, ...]
    sdk_order: tuple[int, ...]  # sdk_vector = our_vector[sdk_order]
    position_gain: tuple[float, ...]  # N m / rad
    derivative_gain: tuple[float, ...]  # N m s / rad
    joint_damping: tuple[float, ...]  # N m s / rad, passive, of the training's simulator
    joint_friction: tuple[float, ...]  # N m, passive
    joint_armature: tuple[float, ...]  # kg m^2
    default_pose: tuple[float, ...]  # rad, at action zero
    action_scale: float  # rad at action 1
    joint_limits: tuple[tuple[float, float], ...]  # rad
    torque_limits: tuple[float, ...]  # N m
    max_tilt: float  # rad between the base's up and the world's; beyond it the robot has fallen
    control_time_step: float  # s
    physics_time_step: float  # s, of the training
    observation: tuple[dict[str, Any], ...]  # name, width, unit, source of each entry, in order
    history_length: int  # control steps of sensed entries, newest first
    heading_gain: float  # 1/s, yaw rate that is added to the command per rad that the heading is behind it
    max_heading_lag: float  # rad, where that angle stops to grow
    moving_threshold: float  # norm of a command below which the robot is to stand
    max_command: tuple[float, float, float]  # forward m/s, lateral m/s, yaw rad/s, either way
    training: dict[str, Any]  # versions, commit, total_steps, config

    @property
    def gets_up(self) -> bool:
        """Whether the policy is one for robots that lie: no tilt is a fall."""
        return self.max_tilt >= math.pi

    def to_properties(self) -> dict[str, str]:
        """One JSON string per field, for the file's metadata."""
        return {field.name: json.dumps(getattr(self, field.name)) for field in fields(self)}

    @staticmethod
    def from_properties(properties: dict[str, str]) -> Description:
        """Read and check a file's metadata. Raises PolicyError naming the entry that is missing or wrong."""
        if "runner" in properties:
            raise PolicyError(
                f"it is made for {json.loads(properties['runner'])}; export it without --runner"
            )
        if "format_version" not in properties:
            raise PolicyError("it holds no metadata of go2mjx; make it with go2mjx export")
        if properties["format_version"] != str(FORMAT_VERSION):
            raise PolicyError(
                f"its format_version is {properties['format_version']}, this program reads {FORMAT_VERSION}"
            )
        values = {}
        for field in fields(Description):
            try:
                value = json.loads(properties[field.name])
            except (KeyError, ValueError):
                raise PolicyError(f"its metadata entry {field.name} is missing or no JSON") from None
            values[field.name] = tuple(value) if isinstance(value, list) else value
        description = Description(**values)
        description._check()
        return description

    def _check(self) -> None:
        joints = len(self.joint_names)
        gains = ("position_gain", "derivative_gain", "joint_damping", "joint_friction", "joint_armature")
        numbers = ("action_scale", "max_tilt", "heading_gain", "max_heading_lag", "moving_threshold")
        shapes = dict.fromkeys((*gains, "default_pose", "torque_limits"), (joints,))
        shapes.update(joint_limits=(joints, 2), max_command=(3,))
        shapes.update(dict.fromkeys((*numbers, "control_time_step", "physics_time_step"), ()))
        for name, shape in shapes.items():
            try:
                value = np.array(getattr(self, name), float)
            except (TypeError, ValueError):
                value = np.array(np.nan)
            if value.shape != shape or not np.isfinite(value).all():
                raise PolicyError(f"its metadata entry {name} must hold finite numbers of shape {shape}")
        if sorted(self.sdk_order) != list(range(joints)):
            raise PolicyError(f"its metadata entry sdk_order must order {joints} joints")
        positive = ("position_gain", "torque_limits", "control_time_step", "physics_time_step")
        for name in positive:
            if np.min(getattr(self, name)) <= 0:
                raise PolicyError(f"its metadata entry {name} must be positive")
        names = [item["name"] for item in self.observation]
        frame = names[: (len(names) - 1) // max(self.history_length, 1)]
        if names != frame * self.history_length + ["command"] or not set(frame) <= set(SENSED):
            raise PolicyError(
                f"its observation layout {names} is not {self.history_length} times entries of "
                f"{', '.join(SENSED)} and then the command"
            )


@dataclass(frozen=True)
class Sensors:
    """One reading of the robot. Joint vectors follow the description's joint order, not the SDK's."""

    time: float  # s, on the clock that `Controller.step` gets
    angular_velocity: np.ndarray  # (3,) rad/s, gyro, base frame: x forward, y left, z up
    orientation: np.ndarray  # (4,) quaternion w, x, y, z of the base in the world
    joint_position: np.ndarray  # (joints,) rad
    joint_velocity: np.ndarray  # (joints,) rad/s


def gravity_direction(orientation: np.ndarray) -> np.ndarray:
    """World down in the base frame, (..., 3), from quaternions w, x, y, z, (..., 4), of any length but zero."""
    w, x, y, z = np.moveaxis(np.asarray(orientation, float), -1, 0) / np.linalg.norm(orientation, axis=-1)
    return -np.stack([2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)], axis=-1)


class Observer:
    """Builds the observation from sensors; remembers the history and how far the heading is behind the command."""

    def __init__(self, description: Description):
        self._description = description
        frame = (len(description.observation) - 1) // description.history_length
        self._frame = [item["name"] for item in description.observation[:frame]]
        self.reset()

    def reset(self) -> None:
        """Begin anew: the next reading fills the history, and its heading is the right one."""
        self._history: list[np.ndarray] = []
        self._lag, self._command = 0.0, np.zeros(3)

    def __call__(self, sensors: Sensors, command: np.ndarray, last_action: np.ndarray) -> np.ndarray:
        """The observation, (n,) float32, under `command`, (3,), after `last_action`, (joints,).

        To be called once per control step.
        """
        values = {
            "angular_velocity": sensors.angular_velocity,
            "gravity": gravity_direction(sensors.orientation),
            "joint_offset": sensors.joint_position - np.array(self._description.default_pose),
            "joint_velocity": sensors.joint_velocity,
            "last_action": last_action,
        }
        frame = np.concatenate([values[name] for name in self._frame])
        length = self._description.history_length
        self._history = [frame, *self._history][:length] if self._history else [frame] * length
        asked = self._holding_heading(command, heading_rate(sensors.angular_velocity, values["gravity"]))
        return np.concatenate([*self._history, asked]).astype(np.float32)

    def _holding_heading(self, command: np.ndarray, rate: float) -> np.ndarray:
        """`command`, (3,), with the yaw rate that also makes up for what the heading is behind.

        `rate` (rad/s) is that of the heading in the control step which ends now.
        """
        said = self._description

        def moving(command: np.ndarray) -> bool:
            return bool(np.linalg.norm(command) > said.moving_threshold)

        lag = self._lag + said.control_time_step * (self._command[2] - rate)
        lag = np.clip(lag, -said.max_heading_lag, said.max_heading_lag)
        self._lag, self._command = lag if moving(self._command) else 0.0, command
        return command + np.array([0.0, 0.0, said.heading_gain * self._lag if moving(command) else 0.0])


def robot_of(description: Description, mjcf: str | None = None) -> Robot:
    """The robot that a policy drives, or a user's own in the file `mjcf`.

    Raises UsageError for a robot that is unknown or has other joints, and for a file that does not fit.
    """
    if mjcf is None and description.robot_file is not None:
        raise PolicyError(
            f"the policy drives a robot of its user's own, {description.robot}: name its MJCF with --robot "
            f"(it was {description.robot_file})"
        )
    try:
        robot = robots.load(mjcf or description.robot)
    except ModuleNotFoundError as error:
        raise PolicyError(f"{mjcf}: a robot of your own needs the Python package {error.name}") from None
    if robot.joints != tuple(description.joint_names):
        raise PolicyError(
            f"the policy drives the joints {', '.join(description.joint_names)}; those of {robot.name} are "
            f"{', '.join(robot.joints)}"
        )
    return robot


class Policy:
    """A policy file ready to act."""

    def __init__(self, source: Path | bytes):
        """Load a file or its content. Raises PolicyError if it is no policy that this program can run."""
        import onnxruntime  # whoever only evaluates in JAX needs none

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the network is small: more threads only wait for each other
        try:
            if not isinstance(source, bytes) and not source.is_file():
                raise PolicyError("there is no such file")
            try:
                self.content = source if isinstance(source, bytes) else source.read_bytes()
                self._session = onnxruntime.InferenceSession(
                    self.content, options, providers=["CPUExecutionProvider"]
                )
            except Exception as error:  # onnxruntime has an exception of its own for every kind of bad file
                raise PolicyError(f"onnxruntime cannot load it: {str(error).splitlines()[0]}") from None
            properties = self._session.get_modelmeta().custom_metadata_map
            self.description = Description.from_properties(properties)
            self._check_graph()
        except PolicyError as error:
            raise PolicyError(f"{'policy' if isinstance(source, bytes) else source}: {error}") from None

    def __call__(self, observation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Actions in [-1, 1] and joint targets (rad), both (1, joints), at an observation (1, n), all float32."""
        action, targets = self._session.run([ACTION_NAME, TARGET_NAME], {INPUT_NAME: observation})
        return action, targets

    def _check_graph(self) -> None:
        size = sum(item["width"] for item in self.description.observation)
        joints = len(self.description.joint_names)
        found = {
            item.name: item.shape[-1] for item in (*self._session.get_inputs(), *self._session.get_outputs())
        }
        wanted = {INPUT_NAME: size, ACTION_NAME: joints, TARGET_NAME: joints}
        if found != wanted:
            raise PolicyError(f"its inputs and outputs are {found}, its metadata asks for {wanted}")
