"""What evaluation reads of simulated walks: the same NumPy arrays whichever simulator made them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from go2mjx.deploy.simulation import base_velocity, in_base_frame
from go2mjx.evaluation.verdict import Episodes
from go2mjx.robots.description import Robot

KICK_STEP = 150
"""Control step at which a kick comes: 3 s after the start the robot walks steadily."""


@dataclass(frozen=True)
class Trials:
    """Episodes of 10 s to be simulated, a row each."""

    command: np.ndarray  # (episodes, 3) forward m/s, lateral m/s, yaw rad/s
    kick: np.ndarray  # (episodes, 2) m/s forward and left of the heading, added to the base at KICK_STEP

    def __len__(self) -> int:
        return len(self.command)

    @staticmethod
    def undisturbed(command: np.ndarray) -> "Trials":
        """Trials without a kick."""
        return Trials(np.asarray(command, np.float32), np.zeros((len(command), 2), np.float32))

    @staticmethod
    def concatenate(parts: Sequence["Trials"]) -> "Trials":
        """The rows of all `parts`."""
        return Trials(
            np.concatenate([part.command for part in parts]), np.concatenate([part.kick for part in parts])
        )


@dataclass(frozen=True)
class Recording:
    """What came of trials, float32. Rows after an episode's end mean nothing: `alive` is False there.

    Joints and feet follow the robot's order, whatever that of its MJCF.
    """

    robot: Robot
    command: np.ndarray  # (episodes, 3)
    kick: np.ndarray  # (episodes, 2)
    qpos: np.ndarray  # (episodes, steps + 1, 7 + joints) base, joints; [:, 0] is the start
    qvel: np.ndarray  # (episodes, steps + 1, 6 + joints)
    torque: np.ndarray  # (episodes, steps, joints) N m, of each control step's last physics step
    action: np.ndarray  # (episodes, steps, joints) in [-1, 1], that the motors acted on
    reward: np.ndarray  # (episodes, steps)
    alive: np.ndarray  # (episodes, steps) bool: the step was made and its outcome is finite
    failed: np.ndarray  # (episodes,) bool

    def __getitem__(self, rows: slice | np.ndarray) -> "Recording":
        """The recording of some of the episodes."""
        columns = [field.name for field in fields(self) if field.name != "robot"]
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})

    @property
    def velocity(self) -> np.ndarray:
        """Forward and lateral velocity in the base frame and yaw rate after each step, (episodes, steps, 3)."""
        return base_velocity(self.qpos[:, 1:], self.qvel[:, 1:])

    @property
    def gravity(self) -> np.ndarray:
        """World down in the base frame after each step, (episodes, steps, 3)."""
        return in_base_frame(self.qpos[:, 1:, 3:7], np.array([0.0, 0.0, -1.0], np.float32))

    @property
    def velocity_error(self) -> np.ndarray:
        """Planar velocity error after each step, (episodes, steps) m/s."""
        return np.linalg.norm((self.velocity - self.command[:, None])[..., :2], axis=-1)

    @property
    def yaw_rate_error(self) -> np.ndarray:
        """Yaw rate error after each step, (episodes, steps) rad/s."""
        return np.abs(self.velocity[..., 2] - self.command[:, None, 2])

    @property
    def drift(self) -> np.ndarray:
        """Planar distance between start and last position, (episodes,) m."""
        last = self.qpos[np.arange(len(self.qpos)), self.alive.sum(axis=1), :2]
        return np.linalg.norm(last - self.qpos[:, 0, :2], axis=-1)

    @property
    def episodes(self) -> Episodes:
        """The results that the evaluation of a training has, by the same definitions."""
        return Episodes(
            command=self.command,
            episode_return=np.where(self.alive, self.reward, 0.0).sum(axis=1),
            length=self.alive.sum(axis=1).astype(float),
            success=~self.failed,
            velocity_error=mean(self.velocity_error, self.alive),
            yaw_rate_error=mean(self.yaw_rate_error, self.alive),
            drift=self.drift,
        )


def mean(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Mean over the steps of (episodes, steps) `values` for which `where` holds, (episodes,); NaN if none does."""
    count = where.sum(axis=1)
    return np.where(where, values, 0.0).sum(axis=1) / np.where(count == 0, np.nan, count)
