"""One episode of a walking robot in C MuJoCo under any policy, and what several come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import mujoco
import numpy as np

from benchmarks.robot.public_go2 import GO2, PublicScene
from go2mjx.deploy.safety import MotorCommand
from go2mjx.deploy.simulation import SimulatedRobot, base_velocity, fall

SECONDS = 10.0
"""Length of an episode."""
SETTLED = 2.0
"""Seconds after which the settled errors count: the public policy's loop ramps its command."""

Scene = SimulatedRobot | PublicScene
"""A robot that advances one physics step per call."""


class Driver(Protocol):
    """A policy with the loop that it runs in."""

    def reset(self) -> None:
        """Begin an episode."""

    def step(self, robot: Scene, command: np.ndarray) -> MotorCommand:
        """The motor command under the velocity `command`, (3,)."""


@dataclass(frozen=True)
class Episode:
    """What one episode came to, until the fall or the end.

    Errors are in the base frame: means over control steps of the instantaneous error, in which the sway of the gait
    counts, and the error of the mean velocity, in which it does not.
    """

    fell: bool
    velocity_error: float  # m/s, planar
    settled_velocity_error: float | None  # the same from SETTLED on, None after an earlier fall
    mean_velocity_error: float | None  # m/s, |mean of the planar velocity from SETTLED on - command|
    yaw_rate_error: float  # rad/s
    mean_yaw_rate_error: float | None  # rad/s, |mean of the yaw rate from SETTLED on - command|
    drift: float  # m between first and last planar position
    energy: float  # J, the sum over joints of |torque * velocity|
    distance: float  # m, the length of the planar path
    target_change: float  # rad, root mean square of a joint target's change per control step


def run_episode(robot: Scene, driver: Driver, command: np.ndarray, random: np.random.Generator) -> Episode:
    """One episode under `command`, (3,), from a start that `random` draws."""
    robot.reset(random)
    # a driver may read the pose of the base before the first step
    mujoco.mj_kinematics(robot.model, robot.data)
    driver.reset()
    physics_step = robot.model.opt.timestep
    substeps = round(GO2.control_time_step / physics_step)
    qpos, qvel, targets, energy, fell = [robot.data.qpos.copy()], [], [], 0.0, False
    while not fell and len(targets) < round(SECONDS / GO2.control_time_step):
        motors = driver.step(robot, command)
        for _ in range(substeps):
            robot.advance(motors)
            energy += np.abs(robot.data.actuator_force * robot.data.actuator_velocity).sum() * physics_step
        targets.append(motors.target)
        qpos.append(robot.data.qpos.copy())
        qvel.append(robot.data.qvel.copy())
        fell = fall(GO2, robot.data.qpos) is not None
    error = base_velocity(np.array(qpos[1:]), np.array(qvel)) - command
    planar = np.hypot(error[:, 0], error[:, 1])
    settled = slice(round(SETTLED / GO2.control_time_step), None)
    mean_error = error[settled].mean(axis=0) if len(error[settled]) else None
    path = np.diff(np.array(qpos)[:, :2], axis=0)
    changes = np.diff(targets, axis=0)
    return Episode(
        fell=fell,
        velocity_error=float(planar.mean()),
        settled_velocity_error=None if mean_error is None else float(planar[settled].mean()),
        mean_velocity_error=None if mean_error is None else float(np.hypot(*mean_error[:2])),
        yaw_rate_error=float(np.abs(error[:, 2]).mean()),
        mean_yaw_rate_error=None if mean_error is None else float(abs(mean_error[2])),
        drift=float(np.linalg.norm(path.sum(axis=0))),
        energy=float(energy),
        distance=float(np.linalg.norm(path, axis=1).sum()),
        target_change=float(np.sqrt(np.mean(changes**2))) if len(changes) else 0.0,
    )


def summarize(episodes: Sequence[Episode], weight: float) -> dict[str, float | None]:
    """Number of falls, largest drift, energy / (`weight` (N) * path) of all, means of the rest (None if undefined)."""

    def mean(name: str) -> float | None:
        values = [getattr(episode, name) for episode in episodes]
        known = [value for value in values if value is not None]
        return float(np.mean(known)) if known else None

    distance = sum(episode.distance for episode in episodes)
    means = ("velocity_error", "settled_velocity_error", "mean_velocity_error")
    means += ("yaw_rate_error", "mean_yaw_rate_error", "target_change")
    return {
        "falls": sum(episode.fell for episode in episodes),
        **{name: mean(name) for name in means},
        "largest_drift": max(episode.drift for episode in episodes),
        "cost_of_transport": sum(episode.energy for episode in episodes) / (weight * distance),
    }
