"""A policy that follows commands in C MuJoCo with every shape colliding; what `play` and the video show."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from go2mjx.deploy.policy import Policy, gravity_direction
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.physics.fallen import fallen
from go2mjx.physics.ground import FLAT, Ground
from go2mjx.physics.models import full_collision_model
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot
from go2mjx.robots.standing import HOLD_SECONDS, stands

SMOOTHING_SECONDS = 0.3
"""The measured velocity is averaged over about one stride."""
PUSH_SPEED = 0.8
"""Velocity that a push adds to the base (m/s)."""
ROLL_RATE, HOP_SPEED = 12.0, 1.5
"""What topples the robot: a roll (rad/s) and a velocity upwards (m/s) that are added to those of the base."""
POSES, SEED = 32, 2_000_000
"""Where a robot that lies begins: poses of no training and no exam."""
_NAMES = (("forward", "backward"), ("sideways left", "sideways right"), ("turn left", "turn right"))


class Walker:
    """The robot and the policy that drives it; a robot that falls is put back on its feet, or gets up.

    The policy acts at once, as in training: a start is that of a training episode and needs no ramp. With a second policy, `getup`, the
    robot begins lying and that one drives it until it stands, now and after every fall.
    """

    def __init__(
        self, policy: Policy, robot: Robot, ground: Ground = FLAT, getup: Policy | None = None
    ) -> None:
        """Put the robot where it begins. Raises UsageError for rates that do not fit."""
        description = policy.description
        self.robot = SimulatedRobot(description, robot, full_collision_model(robot, ground))
        self.time_step = description.control_time_step
        self.max_command = np.array(description.max_command)
        self._walking = Controller(policy, Limits(ramp_seconds=0.0))
        self._rising = None if getup is None else Controller(getup, Limits(ramp_seconds=0.0))
        self.lies = getup is not None or description.gets_up
        self._random = np.random.default_rng(0)
        self.reset()

    def reset(self) -> None:
        """Begin anew at the origin, in a direction and a pose drawn as in training, or where a fall left it."""
        if self.lies:
            poses = fallen(self.robot.robot, POSES, SEED)
            pose = self._random.integers(POSES)
            self.robot.place(*(states[pose] for states in poses))
        else:
            self.robot.reset(self._random)
        self._take_over(self._rising or self._walking)
        self._velocities = deque([self.robot.velocity], round(SMOOTHING_SECONDS / self.time_step))

    def step(self, command: np.ndarray) -> None:
        """One control step under `command`, (3,). Raises UsageError for a policy that cannot act at all."""
        first = len(self._velocities) == 1
        self.robot.advance(self._driver.step(self.robot.sensors(), command, self.robot.data.time))
        self._velocities.append(self.robot.velocity)
        self._stood = self._stood + self.time_step if self._stands else 0.0
        fault = self._driver.fault
        if self._driver is self._rising and fault is None:
            if self._stood > HOLD_SECONDS:
                self._take_over(self._walking)
        elif fault is not None and first:
            raise UsageError(f"the policy fails on its first step: {fault}")
        elif fault is not None and self._driver is self._walking and self._rising is not None:
            console.message(f"the robot fell after {self.robot.data.time:.1f} s, {fault}: it gets up")
            self._take_over(self._rising)
        elif fault is not None:
            console.message(f"the robot fell after {self.robot.data.time:.1f} s, {fault}: it starts anew")
            self.reset()

    def push(self) -> None:
        """Kick the base in a random direction of the plane."""
        angle = self._random.uniform(-np.pi, np.pi)
        self.robot.kick((PUSH_SPEED * np.cos(angle), PUSH_SPEED * np.sin(angle)))

    def topple(self) -> None:
        """Throw the robot over, to its left or its right."""
        speed = self.robot.data.qvel[self.robot.indices.base_velocity]
        speed[2:4] += HOP_SPEED, ROLL_RATE * self._random.choice((-1.0, 1.0))
        self.robot.data.qvel[self.robot.indices.base_velocity] = speed

    def _take_over(self, driver: Controller) -> None:
        """Let `driver` drive from now on, as if the robot had just been switched on."""
        driver.reset()
        self._driver, self._stood = driver, 0.0

    @property
    def _stands(self) -> bool:
        qpos, qvel = self.robot.state
        height = qpos[2] - self.robot.ground.height(qpos[:2])
        return bool(stands(self.robot.robot, height, gravity_direction(qpos[3:7]), qvel[6:]))

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
    """Follow `commands`, (n, 3) and clamped to the trained range, for `seconds` each; who only gets up does so anew for each."""
    commands = np.clip(commands, -walker.max_command, walker.max_command)
    each = max(1, round(seconds / walker.time_step))
    commands = np.repeat(commands, each, axis=0)
    poses, velocities = [], []
    for step, command in enumerate(commands):
        if step % each == 0 and not walker.max_command.any():
            walker.reset()
        walker.step(command)
        poses.append(walker.robot.state[0])
        velocities.append(walker.velocity)
    robot = walker.robot
    return Walk(robot.robot, robot.ground, walker.time_step, np.array(poses), commands, np.array(velocities))


def describe(command: np.ndarray) -> str:
    """A command, (3,), in words."""
    words = [names[int(value < 0)] for value, names in zip(command, _NAMES, strict=True) if value]
    return " and ".join(words) or "stand"
