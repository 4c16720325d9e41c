"""A policy that follows commands in C MuJoCo with every shape colliding; what `play` and the video show."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.physics.ground import FLAT, Ground
from go2mjx.physics.models import full_collision_model
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot

SMOOTHING_SECONDS = 0.3
"""The measured velocity is averaged over about one stride."""
PUSH_SPEED = 0.8
"""Velocity that a push adds to the base (m/s)."""
_NAMES = (("forward", "backward"), ("sideways left", "sideways right"), ("turn left", "turn right"))


class Walker:
    """The robot and the policy that drives it; a robot that falls is put back on its feet.

    The policy acts at once, as in training: a start is that of a training episode and needs no ramp.
    """

    def __init__(self, policy: Policy, robot: Robot, ground: Ground = FLAT) -> None:
        """Put the robot on its feet. Raises UsageError for rates that do not fit."""
        description = policy.description
        self.robot = SimulatedRobot(description, robot, full_collision_model(robot, ground))
        self.time_step = description.control_time_step
        self.max_command = np.array(description.max_command)
        self._controller = Controller(policy, Limits(ramp_seconds=0.0))
        self._random = np.random.default_rng(0)
        self.reset()

    def reset(self) -> None:
        """Begin anew at the origin, in a direction and a pose drawn as in training."""
        self.robot.reset(self._random)
        self._controller.reset()
        self._velocities = deque([self.robot.velocity], round(SMOOTHING_SECONDS / self.time_step))

    def step(self, command: np.ndarray) -> None:
        """One control step under `command`, (3,). Raises UsageError for a policy that cannot act at all."""
        first = len(self._velocities) == 1
        self.robot.advance(self._controller.step(self.robot.sensors(), command, self.robot.data.time))
        self._velocities.append(self.robot.velocity)
        fault = self._controller.fault
        if fault is None:
            return
        if first:
            raise UsageError(f"the policy fails on its first step: {fault}")
        console.message(f"the robot fell after {self.robot.data.time:.1f} s, {fault}: it starts anew")
        self.reset()

    def push(self) -> None:
        """Kick the base in a random direction of the plane."""
        angle = self._random.uniform(-np.pi, np.pi)
        self.robot.kick((PUSH_SPEED * np.cos(angle), PUSH_SPEED * np.sin(angle)))

    @property
    def velocity(self) -> np.ndarray:
        """Smoothed forward and lateral velocity in the base frame (m/s) and yaw rate (rad/s), (3,)."""
        return np.mean(self._velocities, axis=0)


@dataclass(frozen=True)
class Walk:
    """What happened, one row per control step."""

    robot: Robot
    ground: Ground
    time_step: float  # s between rows
    qpos: np.ndarray  # (steps, 7 + joints), joints in the robot's order
    command: np.ndarray  # (steps, 3) forward m/s, lateral m/s, yaw rad/s
    velocity: np.ndarray  # (steps, 3) measured and smoothed, same units


def roll_out(walker: Walker, commands: Sequence[Sequence[float]], seconds: float) -> Walk:
    """Follow `commands`, (n, 3) and clamped to the trained range, for `seconds` each."""
    commands = np.clip(commands, -walker.max_command, walker.max_command)
    commands = np.repeat(commands, max(1, round(seconds / walker.time_step)), axis=0)
    poses, velocities = [], []
    for command in commands:
        walker.step(command)
        poses.append(walker.robot.state[0])
        velocities.append(walker.velocity)
    robot = walker.robot
    return Walk(robot.robot, robot.ground, walker.time_step, np.array(poses), commands, np.array(velocities))


def describe(command: np.ndarray) -> str:
    """A command, (3,), in words."""
    words = [names[int(value < 0)] for value, names in zip(command, _NAMES, strict=True) if value]
    return " and ".join(words) or "stand"
