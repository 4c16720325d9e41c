"""The policy behind the guards that a robot needs: every motor command comes from here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from go2mjx.deploy.policy import Observer, Policy, Sensors, gravity_direction


@dataclass(frozen=True)
class Limits:
    """When the controller stops trusting its inputs, and how gently it starts."""

    ramp_seconds: float = 1.0
    """Time from the pose at the start to the default pose, in which the policy acts (s); 0: it acts at once."""
    max_age: float = 0.06
    """Age at which a sensor reading is stale (s): three control steps."""
    damping_gain: float = 2.0
    """Derivative gain of the damping mode (N m s / rad)."""


@dataclass(frozen=True)
class MotorCommand:
    """For each motor: torque = position_gain * (target - position) - derivative_gain * velocity."""

    target: np.ndarray  # (joints,) rad
    position_gain: np.ndarray  # (joints,) N m / rad
    derivative_gain: np.ndarray  # (joints,) N m s / rad


class _Fault(Exception):
    """Why the policy must not act."""


class Controller:
    """Turns sensor readings into motor commands, one per control step.

    It moves to the default pose first, then lets the policy act. The first fault (non-finite or stale
    reading, non-finite action, tilt, any exception) switches to damping, and only `reset` leaves it.
    """

    def __init__(self, policy: Policy, limits: Limits | None = None):
        self.policy = policy
        self.limits = limits or Limits()
        description = policy.description
        self._max_tilt = description.max_tilt
        self._observer = Observer(description)
        self._default_pose = np.array(description.default_pose)
        self._max_command = np.array(description.max_command)
        self._position_gain = np.array(description.position_gain)
        self._derivative_gain = np.array(description.derivative_gain)
        self._torque_limits = np.array(description.torque_limits)
        self._joint_limits = np.array(description.joint_limits)
        self.reset()

    def reset(self) -> None:
        """Begin anew with the ramp; clears a fault."""
        self.fault: str | None = None
        self.observation: np.ndarray | None = None  # (n,) that the policy saw last
        self.action = np.zeros(len(self._default_pose))  # that it answered with
        self._start: tuple[float, np.ndarray] | None = None  # time and joint positions of the first reading
        self._observer.reset()

    def stop(self, reason: str) -> None:
        """Switch to damping for a reason that the caller has found; the first fault stays the one that is told."""
        self.fault = self.fault or reason

    def step(self, sensors: Sensors | None, command: np.ndarray, now: float) -> MotorCommand:
        """The motor command at the time `now` (s) under the velocity `command`, (3,), clamped to the trained range.

        `sensors` is the newest reading, None if there has been none.
        """
        if self.fault is None:
            try:
                return self._act(sensors, np.asarray(command, float), now)
            except _Fault as fault:
                self.fault = str(fault)
            except Exception as error:  # whatever goes wrong, the motors must get a command
                self.fault = f"the controller failed: {error!r}"
        zero = np.zeros(len(self._default_pose))
        return MotorCommand(self._default_pose, zero, zero + self.limits.damping_gain)

    def _act(self, sensors: Sensors | None, command: np.ndarray, now: float) -> MotorCommand:
        """The command of the ramp or the policy. Raises _Fault."""
        self._check(sensors, command, now)
        target = self._target(sensors, np.clip(command, -self._max_command, self._max_command), now)
        if not np.isfinite(target).all():
            raise _Fault("the policy's action is not finite")
        return self._clamped(target, sensors)

    def _check(self, sensors: Sensors | None, command: np.ndarray, now: float) -> None:
        """Raises _Fault if this reading must not be acted on."""
        if sensors is None:
            raise _Fault("there is no sensor reading")
        age = now - sensors.time
        if not abs(age) <= self.limits.max_age:
            raise _Fault(
                f"the sensor reading is stale: {age:.3f} s old, at most {self.limits.max_age} s is allowed"
            )
        joints = len(self._default_pose)
        for name, value, size in (
            ("angular velocity", sensors.angular_velocity, 3),
            ("orientation", sensors.orientation, 4),
            ("joint position", sensors.joint_position, joints),
            ("joint velocity", sensors.joint_velocity, joints),
            ("command", command, 3),
        ):
            if np.shape(value) != (size,) or not np.isfinite(value).all():
                raise _Fault(f"the {name} must be {size} finite numbers")
        if abs(np.linalg.norm(sensors.orientation) - 1.0) > 0.1:
            raise _Fault("the orientation is no unit quaternion")
        upright = np.clip(-gravity_direction(sensors.orientation)[2], -1.0, 1.0)
        if upright < np.cos(self._max_tilt):
            raise _Fault(f"the base is tilted by more than {np.degrees(self._max_tilt):.0f} degrees")

    def _target(self, sensors: Sensors, command: np.ndarray, now: float) -> np.ndarray:
        """Joint targets of the ramp or the policy, (joints,) rad."""
        if self._start is None:
            self._start = (now, np.array(sensors.joint_position))
        began, pose = self._start
        if now - began < self.limits.ramp_seconds - 1e-6:  # time is a sum of steps
            return pose + (now - began) / self.limits.ramp_seconds * (self._default_pose - pose)
        self.observation = self._observer(sensors, command, self.action)
        action, targets = self.policy(self.observation[None])
        self.action = action[0]
        return targets[0]

    def _clamped(self, target: np.ndarray, sensors: Sensors) -> MotorCommand:
        """The command whose torque at this reading and whose targets keep to the limits.

        A motor knows no limit of ours, so the target itself is moved to where the torque is allowed.
        """
        friction = self._derivative_gain * sensors.joint_velocity
        torque = self._position_gain * (target - sensors.joint_position) - friction
        torque = np.clip(torque, -self._torque_limits, self._torque_limits)
        target = sensors.joint_position + (torque + friction) / self._position_gain
        return MotorCommand(
            np.clip(target, *self._joint_limits.T), self._position_gain, self._derivative_gain
        )
