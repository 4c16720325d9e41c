"""A runner written from the table of conventions in docs/export.md alone: numpy, onnxruntime, the file."""

import json
from pathlib import Path

import numpy as np
import onnxruntime


class IndependentRunner:
    """From what the robot's SDK gives, in its order, to what its motors get, in its order."""

    def __init__(self, file: Path):
        self.session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        metadata = self.session.get_modelmeta().custom_metadata_map
        self.said = {name: json.loads(text) for name, text in metadata.items()}
        self.history: list[np.ndarray] = []
        self.action = np.zeros(len(self.said["joint_names"]))
        self.lag, self.command = 0.0, np.zeros(3)

    def step(
        self,
        gyro: np.ndarray,
        quaternion: np.ndarray,
        sdk_angle: np.ndarray,
        sdk_velocity: np.ndarray,
        command: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Targets (rad), Kp and Kd in the SDK's order."""
        said, order = self.said, self.said["sdk_order"]
        angle, velocity = np.zeros((2, len(order)))
        angle[order], velocity[order] = sdk_angle, sdk_velocity

        self.observation = self.observe(gyro, quaternion, angle, velocity, command)
        outputs = self.session.run(["action", "joint_targets"], {"observation": self.observation[None]})
        self.action = outputs[0][0]
        target = np.array(said["default_pose"]) + said["action_scale"] * self.action
        np.testing.assert_allclose(outputs[1][0], target, atol=1e-6)

        position_gain, derivative_gain = np.array(said["position_gain"]), np.array(said["derivative_gain"])
        limit = np.array(said["torque_limits"])
        torque = np.clip(position_gain * (target - angle) - derivative_gain * velocity, -limit, limit)
        target = angle + (torque + derivative_gain * velocity) / position_gain
        low, high = np.transpose(said["joint_limits"])
        return np.clip(target, low, high)[order], position_gain[order], derivative_gain[order]

    def observe(
        self,
        gyro: np.ndarray,
        quaternion: np.ndarray,
        angle: np.ndarray,
        velocity: np.ndarray,
        command: np.ndarray,
    ) -> np.ndarray:
        """The observation, (n,) float32, from joint vectors in the policy's order."""
        said = self.said
        w, x, y, z = quaternion
        entries = {
            "angular_velocity": gyro,
            "gravity": np.array([2 * (w * y - x * z), -2 * (y * z + w * x), 2 * (x * x + y * y) - 1]),
            "joint_offset": angle - np.array(said["default_pose"]),
            "joint_velocity": velocity,
            "last_action": self.action,
        }
        count = said["history_length"]
        names = [entry["name"] for entry in said["observation"]]
        now = np.concatenate([entries[name] for name in names[: (len(names) - 1) // count]])
        self.history = [now, *(self.history or [now] * count)][:count]
        limit = np.array(said["max_command"])
        command = np.clip(command, -limit, limit)
        command[2] += said["heading_gain"] * self.heading_lag(gyro, entries["gravity"], command.copy())
        return np.concatenate([*self.history, command]).astype(np.float32)

    def heading_lag(self, gyro: np.ndarray, gravity: np.ndarray, command: np.ndarray) -> float:
        """What counts of the angle by which the heading is behind the command (rad)."""
        said = self.said
        before, self.command = self.command, command
        along = (gyro[1] * gravity[1] + gyro[2] * gravity[2]) / (gravity[1] ** 2 + gravity[2] ** 2)
        self.lag += said["control_time_step"] * (before[2] + along)
        self.lag = min(max(self.lag, -said["max_heading_lag"]), said["max_heading_lag"])
        if np.linalg.norm(before) <= said["moving_threshold"]:
            self.lag = 0.0
        return self.lag if np.linalg.norm(command) > said["moving_threshold"] else 0.0
